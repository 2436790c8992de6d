"""All about one step: how, by when and on whose authority, whom to call, what to read out, what is owed, the digits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from incidents.views import LimitView, Snapshot, StepView
from reports.conditions import moment_name
from reports.format_value import role as role_title
from reports.typed.understood import NotUnderstood
from reports.words.names import CALLS, STEP_STATES, limit_state, name
from reports.words.refusals import waits
from runbooks.plan import Limit, Step
from tui.common.calling import Ringing
from tui.common.reading import read_out
from tui.plain.calls import results
from tui.plain.explain import word
from tui.plain.labels import basis_length, callee, clock, early, label, left, minute, until
from tui.plain.now import number, row_text

if TYPE_CHECKING:
    from tui.plain.desk import Desk


def show(desk: Desk, step: Step, turn: int) -> None:
    """Print it."""
    seen = desk.look()
    view = desk.view(step.id, seen)
    if turn and turn != view.turn:
        view = _earlier(desk, view, turn)
    desk.say(*_head(desk, step, view, seen))
    desk.say(*_limits(desk, step, seen, turn))
    words = desk.words
    if step.how:
        desk.say(words.say("How: {text}", text=words.text(step.how)))
    call = desk.phones.ringing(step, view.turn)
    if call.roles:
        desk.say(*_whom(desk, step, call))
    if step.say:
        desk.say(words.say("Read out: {text}", text=words.quoted(read_out(step, desk.session.state, words, seen.now))))
    desk.say(*_form(desk, step, view))
    desk.say(*_digits(desk, step, view, call))


def _earlier(desk: Desk, view: StepView, turn: int) -> StepView:
    """Another turn than the one that counts now, as far as it goes."""
    state = desk.session.state
    found = state.records[state.compiled.index[view.id]].turns.get(turn)
    if found is None and turn not in view.open_turns:
        raise NotUnderstood("no-turn", step=view.number, turn=turn)
    if found is None or not found.begun:
        return replace(view, turn=turn, state="ready", started_at=None, done_at=None, person="", reason="")
    end = found.end
    return replace(
        view,
        turn=turn,
        state="done" if found.done else "skipped" if found.skipped else "in-progress",
        started_at=found.started.at if found.started else None,
        done_at=end.at if end else None,
        person=found.person,
        reason=end.reason if end else "",
        waits=(),
    )


def _head(desk: Desk, step: Step, view: StepView, seen: Snapshot) -> Iterator[str]:
    words, plan = desk.words, desk.plan
    state = name(words, STEP_STATES, view.state)
    at = view.done_at if view.state in {"done", "skipped"} else view.started_at
    if at is not None and view.state in {"done", "skipped", "in-progress"}:
        state = f"{state} {clock(at, plan, words, seen.now)}"
    roles = words.all_of(role_title(role, plan, words) for role in step.role)
    yield f"{number(view)} {words.text(step.title)}  {state}  {roles}"
    if view.person:
        yield "  " + words.say("at it: {name}", name=view.person)
    if view.reason:
        yield "  " + words.say("reason: {text}", text=view.reason)
    if view.waits:
        yield "  " + words.say("waits: {what}", what=waits(words, view.waits, plan, seen.now))
    if step.each:
        rows = seen.rows.get(step.each, {})
        for turn in view.open_turns:
            yield f"  {step.number}@{turn} {row_text(desk, step.each, rows[turn])}"
    source = words.listed(str(citation) for citation in step.source)
    yield "  " + words.say("source: {source}", source=source)


def _limits(desk: Desk, step: Step, seen: Snapshot, turn: int) -> Iterator[str]:
    """The limits of the step, with their state and on whose authority; of repeats the last turns."""
    mine = [
        v for v in seen.limits if v.step == step.id and v.state != "not-applicable" and (not turn or v.turn == turn)
    ]
    for view in mine[-6:]:
        yield f"  {limit_text(desk, view, step.limits[view.limit - 1], seen)}"


def limit_text(desk: Desk, view: LimitView, limit: Limit, seen: Snapshot) -> str:
    """`预案30分, 自起点: 09:10到, 余17:50 (C-3.3.2b)`."""
    words, plan = desk.words, desk.plan
    parts = [basis_length(view, words)]
    if limit.by is None:
        parts.append(words.sense("plain", "from {moment}", moment=moment_name(limit.from_ or "began", plan, words)))
    state = limit_state(words, view.basis, view.state)
    if view.due_at is not None:
        due = until(view.due_at, plan, words, seen.now)
        state = due if view.state == "running" else f"{state}, {due}"
    if view.margin is not None:
        state += f", {early(view.margin, words) if view.done_at is not None else left(view.margin, words)}"
    source = words.listed(view.source)
    ours = plan.numbers.get(view.number)
    if view.basis == "assumed" and ours is not None:
        vague = words.text(ours.replaces)
        source += (
            words.say("; no such number in it")
            if vague in {"", "—"}
            else words.say("; it says {text}", text=words.quoted(vague))
        )
    return f"{', '.join(parts)}: {state} ({source})"


def _whom(desk: Desk, step: Step, call: Ringing) -> Iterator[str]:
    words, plan = desk.words, desk.plan
    yield words.say("Whom to call, in order:") if step.tells else words.say("Who does it:")
    for role in call.roles:
        people = desk.phones.callees(role)
        if len(call.roles) > 1:
            yield f"  {role_title(role, plan, words)}"
        for who in people:
            made = [made for made in call.made if made.role == role and made.person == who.person]
            tried = ", ".join(f"{name(words, CALLS, one.result)} {minute(one.at, plan)}" for one in made)
            mark = words.say("<< call next") if step.tells and who == call.next else ""
            yield "    ".join(["", *(part for part in (callee(who, all_numbers=True), tried, mark) if part)])


def _form(desk: Desk, step: Step, view: StepView) -> Iterator[str]:
    """The fields: those that are answered and those that are owed."""
    words = desk.words
    if not step.record:
        return
    names = words.listed(label(fact, desk.plan, words) for fact in step.record if fact != "level")
    filled = words.say("Form: {fields}", fields=names)
    if view.owed:
        lacking = words.listed(label(fact, desk.plan, words) for fact in view.owed)
        filled += words.say("; owed {n}: {fields}", n=len(view.owed), fields=lacking)
    yield filled + words.say(" (fill in: {word} {step})", word=word(words, "fill"), step=step.number)


def _digits(desk: Desk, step: Step, view: StepView, call: Ringing) -> Iterator[str]:
    """The digits that mean something on this step now."""
    words = desk.words
    if desk.session.state.closed is not None:
        yield words.say("The incident is closed.")
        return
    if view.state in {"done", "skipped"}:
        yield words.say("Done once more: {word} {step}", word=word(words, "reopen"), step=step.number)
        return
    chosen = desk.choice(view)
    if chosen is not None:
        for n, role in enumerate(chosen[1], 1):
            yield f"  {step.number} {n} {role_title(role, desk.plan, words)} {desk.phones.callees(role)[0].person}"
        first = len(chosen[1])
    else:
        first = 0
    if call.roles:
        meanings = list(enumerate(results(desk), 1))[first:]
        for pair in range(0, len(meanings), 2):
            yield "  " + "   ".join(f"{step.number} {n} {said}" for n, said in meanings[pair : pair + 2])
    yield "  " + words.say("{step} 0 done", step=step.number) + (words.say(" (no call logged)") if call.roles else "")
