"""Sentences for refusals: what stands in the way, that nothing was recorded, what would be right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from incidents.refusals import Refusal
from incidents.views import Wait
from reports.format_time import due, moment
from reports.format_value import ask, level, number, role
from reports.words.names import BINDING_STATES, FACT_TYPES, KINDS, name
from reports.words.words import Words
from runbooks.plan import Plan

SENTENCES: Final[Mapping[str, str]] = {
    "unknown-step": "No step {step} in this plan.{near} Nothing was recorded.",
    "unknown-turn": "{step} has no turn {turn}. Nothing was recorded.",
    "unknown-fact": "No fact {fact} in this plan.{near} Nothing was recorded.",
    "unknown-role": "No role {role} in this plan.{near} Nothing was recorded.",
    "unknown-level": "No level {level} in this plan.{near} Nothing was recorded.",
    "unknown-limit": "{step} has no limit {limit}; it has {count}. Nothing was recorded.",
    "unknown-row": "{fact} has no row {row}. Nothing was recorded.",
    "unknown-record": "No record #{seq}; the last one is #{last}. Nothing was recorded.",
    "step-waits": "{step} cannot be done yet: {waits}. Nothing was recorded.{instead}",
    "step-started": "{step} is already being done by {by}, since {at}. Nothing was recorded.",
    "step-done": "{step} was done by {by} at {at}. Nothing was recorded. To do it again, reopen it.",
    "step-skipped": "{step} was skipped by {by} at {at}. Nothing was recorded. To do it after all, reopen it.",
    "step-not-applicable": "{step} is not needed as things stand. Nothing was recorded. To do it all the same, give a reason.",
    "not-done": "{step} is not done yet, so there is nothing to reopen. Nothing was recorded.",
    "nothing-to-skip": "{step} is not needed as things stand, so there is nothing to skip. Nothing was recorded.",
    "needs-reason": "A reason is needed. Nothing was recorded.",
    "needs-approver": "The name of whoever approves is needed. Nothing was recorded.",
    "needs-text": "There is no text. Nothing was recorded.",
    "future": "{at} is in the future (now {now}); nothing recorded.",
    "before-began": "{at} is before it all began ({began}). Nothing was recorded. Where it began earlier, set the start first.",
    "before-start": "{at} is before the start of the step ({start}). Nothing was recorded.",
    "began-after-act": "The start cannot be {at}: #{seq} is recorded for {act}. Nothing was recorded.",
    "bad-value": "This is no value for {fact}: it takes {type}.{allowed} Nothing was recorded.",
    "out-of-range": "{fact}: {range} is allowed. Nothing was recorded.",
    "not-a-list": "{fact} is not a list and has no rows. Nothing was recorded.",
    "is-a-list": "{fact} is a list: enter it row by row. Nothing was recorded.",
    "already-level": "The level is {level} already. Nothing was recorded.",
    "no-proposal": "No level is proposed at present. Nothing was recorded.",
    "unknown-result": "No call result {result}.{allowed} Nothing was recorded.",
    "unknown-outcome": "No outcome {outcome}.{allowed} Nothing was recorded.",
    "already-waived": "Limit {limit} of {step} is waived already. Nothing was recorded.",
    "cannot-waive": "Limit {limit} of {step} cannot be waived: {state}. Nothing was recorded.",
    "no-extension": "The plan does not let limit {limit} of {step} be extended. Nothing was recorded.",
    "already-extended": "Limit {limit} of {step} was extended already ({at}, approved by {by}), and may be only once. Nothing was recorded.",
    "extended-after-due": "Limit {limit} of {step} was due {due}; after that it cannot be extended. Nothing was recorded.",
    "cannot-extend": "Limit {limit} of {step} cannot be extended: {state}. Nothing was recorded.",
    "not-the-role": "{name} does not hold the role of {role}, whose word an extension takes. Nothing was recorded.",
    "cannot-correct": "#{seq} ({kind}) cannot be corrected. Nothing was recorded.",
    "already-void": "#{seq} is void already. Nothing was recorded.",
    "no-handover": "No handover is under way. Nothing was recorded.",
    "handover-open": "{giver} is already handing over to {taker}. Nothing was recorded. Sign it or take it back first.",
    "not-the-taker": "The handover is to {taker}: only {taker} signs it. Nothing was recorded.",
    "not-on-duty": "{name} is not on duty, {duty} is. Nothing was recorded.",
    "closed": "The incident was closed by {by} at {at}. Nothing was recorded. Notes, calls, evidence and actions are still taken; to go on, reopen it.",
    "not-closed": "The incident is not closed. Nothing was recorded.",
    "close-open": "The incident cannot be closed yet.{steps}{owed} Nothing was recorded. Finish these, or close with a reason.",
    "changed-meanwhile": "{by} has just recorded #{seq} {kind} ({at}). Yours was not recorded: look first, then decide.",
    "follow-up-known": "{incident} is already linked as a follow-up. Nothing was recorded.",
}

NOT_STARTED: Final = "{step} cannot be started yet: {waits}. Nothing was recorded.{instead}"
NOT_CORRECTED_SO: Final = "This record says nothing that could be corrected so. Nothing was recorded. It can be voided, or given another time."
JUST_DONE: Final = "{by} has just done {step} ({at}). Yours was not recorded and is not needed."


def refusal(words: Words, refused: Refusal, plan: Plan, now: int | None = None) -> str:
    """Why nothing was recorded, in a sentence or two. A code of a later version is said as it is."""
    sentence = SENTENCES.get(refused.code)
    if sentence is None:
        return words.say("Refused: {code}. Nothing was recorded.", code=refused.code)
    values = _values(words, refused, plan, now)
    if refused.code == "step-waits" and refused.command == "start":
        sentence = NOT_STARTED
    if refused.command == "correct" and refused.code == "unknown-fact":
        sentence = NOT_CORRECTED_SO
    if refused.command == "correct" and (refused.code, refused.values.get("fact")) == ("bad-value", "text"):
        sentence = SENTENCES["needs-text"]
    if (
        refused.code == "changed-meanwhile"
        and refused.values.get("kind") == "step-done"
        and refused.subject.startswith("step:")
    ):
        return words.say(JUST_DONE, **{**values, "step": number(refused.subject.removeprefix("step:"), plan)})
    return words.say(sentence, **values)


def _values(words: Words, refused: Refusal, plan: Plan, now: int | None) -> dict[str, object]:
    said: dict[str, object] = {"near": "", "allowed": "", "steps": "", "owed": "", "instead": ""}
    for key, value in refused.values.items():
        said[key] = _one(words, refused, plan, now, key, value)
    if refused.code == "step-waits":
        said["instead"] = _instead(words, refused.values.get("waits", ()), said.get("step", ""), plan)
    if refused.code == "out-of-range":
        said["range"] = number_range(words, refused.values)
    if refused.code in {"unknown-result", "unknown-outcome"} and refused.allowed:
        said["allowed"] = allowed(words, refused.allowed)
    return said


def _one(words: Words, refused: Refusal, plan: Plan, now: int | None, key: str, value: Any) -> object:
    match key:
        case "due" if isinstance(value, int):
            return due(value, plan.timezone, words, now)
        case "at" | "now" | "start" | "began" | "act" if isinstance(value, int):
            return moment(value, plan.timezone, words, now, seconds=refused.code == "changed-meanwhile")
        case "step" if isinstance(value, str):
            return number(value, plan)
        case "fact" if value in plan.facts:
            return words.quoted(ask(value, plan, words))
        case "role":
            return role(str(value), plan, words)
        case "level":
            return level(str(value), plan, words)
        case "near":
            return near(words, value)
        case "allowed":
            return allowed(words, value)
        case "waits":
            return waits(words, value, plan, now)
        case "steps" if value:
            return words.say(" Still open: {steps}.", steps=words.listed(number(s, plan) for s in value))
        case "owed" if value:
            return words.say(" Still owed: {fields}.", fields=owed(words, value, plan))
        case "type":
            return name(words, FACT_TYPES, str(value))
        case "kind":
            return name(words, KINDS, str(value))
        case "state":
            return name(words, BINDING_STATES, str(value))
    return "" if value is None or value == () else value


def _instead(words: Words, waited: Any, step: object, plan: Plan) -> str:
    steps = _steps([waited] if isinstance(waited, str | Wait) else waited)
    if not steps:
        return words.say(" To do {step} all the same, give a reason.", step=step)
    first = number(steps[0], plan)
    return words.say(
        " Do {first} first, or skip {first} with a reason; to do {step} now all the same, give a reason.",
        first=first,
        step=step,
    )


def _steps(waited: Iterable[str | Wait]) -> list[str]:
    return [w if isinstance(w, str) else w.id for w in waited if isinstance(w, str) or w.kind == "step"]


def near(words: Words, value: object) -> str:
    """` Did you mean …?`, or nothing where nothing is near."""
    names = [value] if isinstance(value, str) else list(value) if isinstance(value, Iterable) else []
    names = [n for n in names if n]
    return words.say(" Did you mean {near}?", near=words.listed(names)) if names else ""


def waits(words: Words, waited: Any, plan: Plan, now: int | None = None) -> str:
    """What a step waits for: `03、04 没有办完`, an unanswered question, the opening of its next turn."""
    waited = [waited] if isinstance(waited, str | Wait) else list(waited)
    steps = _steps(waited)
    facts = [w.id for w in waited if isinstance(w, Wait) and w.kind == "fact"]
    turns = [w.at for w in waited if isinstance(w, Wait) and w.kind == "turn" and w.at is not None]
    said = []
    if steps:
        numbers = words.all_of(number(s, plan) for s in steps)
        said.append(words.many("{steps} is open", "{steps} are open", len(steps), steps=numbers))
    if facts:
        said.append(
            words.say("not answered yet: {facts}", facts=words.listed(words.quoted(ask(f, plan, words)) for f in facts))
        )
    if turns:
        said.append(words.say("its next turn opens at {at}", at=moment(turns[0], plan.timezone, words, now)))
    return "; ".join(said) or words.say("it is not its turn")


def owed(words: Words, pairs: Any, plan: Plan) -> str:
    """Fields still to be filled in, with their steps: `01 现场人数、经过; 92 回执号`."""
    by_step: dict[str, list[str]] = {}
    for pair in pairs:
        step, fact = pair if isinstance(pair, tuple | list) else ("", pair)
        by_step.setdefault(step, []).append(fact)
    return "; ".join(
        f"{number(step, plan)} {words.listed(ask(fact, plan, words) for fact in facts)}".strip()
        for step, facts in by_step.items()
    )


def allowed(words: Words, value: Any) -> str:
    """` Allowed: …`, or nothing where nothing is listed."""
    names = [value] if isinstance(value, str) else list(value or ())
    return words.say(" Allowed: {names}.", names=words.listed(names)) if names else ""


def number_range(words: Words, values: Mapping[str, Any]) -> str:
    """The range of a count: from `min`, to `max`."""
    low, high = values.get("min"), values.get("max")
    if low is None:
        return words.say("at most {max}", max=high)
    return words.say("at least {min}", min=low) if high is None else words.say("{min} to {max}", min=low, max=high)
