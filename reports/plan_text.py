"""A plan to read: what it is, what its numbers are, its steps stage by stage with their limits and sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.cells import printable
from reports.conditions import condition
from reports.format_span import duration
from reports.format_value import ask, number, role
from reports.limit_words import limit_rule
from reports.words import Words
from reports.words.names import STAGES, name
from runbooks.plan import Duration, Plan, Step


def plan_text(plan: Plan, words: Words) -> str:
    """The whole plan as text, one idea a line."""
    lines = [
        *_head(plan, words),
        *_levels(plan, words),
        *_numbers(plan, words),
        *_steps(plan, words),
        *_sources(plan, words),
    ]
    return "\n".join(printable(line) for line in lines) + "\n"


def _head(plan: Plan, words: Words) -> Iterator[str]:
    yield f"{words.text(plan.title)}  ({f'{plan.id} {plan.version}'.strip()})"
    if plan.about:
        yield f"  {words.text(plan.about)}"
    profile = words.say("state-owned") if plan.profile == "state-owned" else words.say("private")
    yield "  " + words.say("site's profile: {profile}; time zone: {zone}", profile=profile, zone=plan.timezone)
    if plan.parts:
        yield "  " + words.say("includes: {parts}", parts=words.listed(plan.parts))
    if plan.overlays:
        yield "  " + words.say("overlays in force: {overlays}", overlays=words.listed(plan.overlays))


def _levels(plan: Plan, words: Words) -> Iterator[str]:
    if not plan.levels:
        return
    yield from ("", words.say("Levels, lowest first"))
    for level in plan.levels:
        parts = [words.text(level.title) or level.id]
        if level.when is not None:
            parts.append(words.say("proposed when {condition}", condition=condition(level.when, plan, words)))
        if level.command:
            parts.append(words.say("in command: {role}", role=role(level.command, plan, words)))
        yield "  " + "; ".join(parts)


def _numbers(plan: Plan, words: Words) -> Iterator[str]:
    """Those that a limit of this plan takes its value from, and every threshold; parts bring more than are used."""
    limits = [limit for step in plan.steps for limit in step.limits]
    used = {number for limit in limits for number in (limit.number, limit.first_number)}
    used |= {limit.extend.number for limit in limits if limit.extend}
    shown = [own for own in plan.numbers.values() if own.id in used or not isinstance(own.value, Duration)]
    if shown:
        yield from ("", words.say("Numbers of our own (a site may change them)"))
    for own in shown:
        said = duration(own.value.text, words) if isinstance(own.value, Duration) else str(own.value)
        changed = words.say(" (set by the site)") if own.by_site else ""
        replaced = words.text(own.replaces).strip("—")
        instead = f"{words.quoted(replaced)} " if replaced else ""
        yield f"  {own.id} = {said}{changed}  {instead}{words.text(own.why)}".rstrip()


def _steps(plan: Plan, words: Words) -> Iterator[str]:
    stage = ""
    for step in plan.steps:
        if step.stage != stage:
            stage = step.stage
            yield from ("", words.say("Stage: {stage}", stage=name(words, STAGES, stage)))
        yield f"  {step.number} {words.text(step.title)}"
        yield from (f"     {line}" for line in _detail(step, plan, words))


def _detail(step: Step, plan: Plan, words: Words) -> Iterator[str]:
    yield words.say("who: {roles}", roles=words.all_of(role(r, plan, words) for r in step.role))
    if step.after:
        entries = (words.say(" or ").join(number(s, plan) for s in entry) for entry in step.after)
        yield words.say("after: {steps}", steps=words.listed(entries))
    if step.when is not None:
        yield words.say("when: {condition}", condition=condition(step.when, plan, words))
    if step.each:
        yield words.say("once for each row of {list}", list=words.quoted(ask(step.each, plan, words)))
    for limit in step.limits:
        yield words.say("limit: {limit}", limit=limit_rule(limit, plan, words))
    if step.record:
        yield words.say("record: {fields}", fields=words.listed(ask(f, plan, words) for f in step.record))
    if step.tells:
        yield words.say("then told: {roles}", roles=words.listed(role(r, plan, words) for r in step.tells))
    if step.form:
        yield words.say("form: {form}", form=words.text(step.form))
    if step.how:
        yield words.say("how: {text}", text=words.text(step.how))
    if step.say:
        yield words.say("read this out: {text}", text=words.quoted(_blanks(step, plan, words)))
    if step.opens:
        yield words.say("afterwards offers to open: {plan}", plan=step.opens)
    yield words.say("source: {source}", source=words.listed(step.source))


def _blanks(step: Step, plan: Plan, words: Words) -> str:
    """What is read out, with the names of the facts where their values will stand."""

    def blank(found: re.Match[str]) -> str:
        said = words.say("time of day") if found[1] == "now" else ask(found[1], plan, words)
        return f"〔{said}〕" if words.chinese else f"[{said}]"

    return re.sub(r"\{([^{}]+)\}", blank, words.text(step.say))


def _sources(plan: Plan, words: Words) -> Iterator[str]:
    yield from ("", words.say("Sources"))
    for source in plan.sources.values():
        kinds = {"plan": words.sense("source", "plan"), "statute": words.sense("source", "statute")}
        kind = kinds.get(source.kind, words.sense("source", "our own practice"))
        binds = words.say(", binds state-owned companies only") if source.binds == "state-owned" else ""
        yield f"  {source.id}: {words.text(source.title)} {source.edition}".rstrip() + f" ({kind}{binds})"
