"""Where an incident stands, on one page of text: what to do now, what is due next, who has been told."""

from __future__ import annotations

from collections.abc import Iterator

from incidents.timeline import Timeline
from incidents.views import LimitView, StepView
from reports.cells import printable
from reports.format_span import left_or_over, span
from reports.format_time import due, hhmmss, moment
from reports.format_value import level, level_now, number, record_no, role
from reports.limit_words import basis_period
from reports.nearest import BINDING, by_due, counting, nearest_by_step
from reports.timeline_limits import by_weekdays
from reports.words import Words
from reports.words.names import MODES, OUTCOMES, STEP_STATES, limit_state, name, step_mark
from reports.words.refusals import owed, waits

_NOW = frozenset({"ready", "in-progress"})


def status_text(told: Timeline, words: Words) -> str:
    """The whole page."""
    lines = [*_head(told, words), *_due(told, words), *_do_now(told, words), *_rest(told, words), *_told(told, words)]
    return "\n".join(printable(line).rstrip() for line in lines) + "\n"


def _head(told: Timeline, words: Words) -> Iterator[str]:
    seen, plan = told.seen, told.plan
    zone = plan.timezone
    status = words.say("closed") if seen.status == "closed" else name(words, MODES, seen.mode)
    exercise = "" if seen.mode == "live" or seen.status == "open" else f"{name(words, MODES, seen.mode)} "
    title = f"[{exercise}{status}] {seen.incident} {words.text(plan.title)}"
    yield "  ".join(part for part in (title, level_now(seen, plan, words), hhmmss(seen.now, zone)) if part)
    version, _, short = told.head
    began = moment(seen.began, zone, words, seen.now)
    parts = [words.say("start {time}", time=began)]
    if seen.closed_at is not None:
        closed = moment(seen.closed_at, zone, words, seen.now)
        outcome = name(words, OUTCOMES, seen.outcome)
        parts.append(words.say("closed {time}: {outcome}", time=closed, outcome=outcome))
    else:
        parts.append(words.say("{span} in", span=span(seen.now - seen.began, words)))
    parts.append(words.say("on duty: {name}", name=seen.duty))
    if seen.handover is not None:
        parts.append(words.say("handover to {name} not signed yet", name=seen.handover[1]))
    parts.append(f"{record_no(version)} {short}")
    yield "  ".join(parts)
    if told.damaged_from is not None:
        yield words.say(
            "The record is broken from #{n} on: only what stands before it is told here.", n=told.damaged_from
        )
    if seen.proposed:
        yield words.say("Proposed level: {level}", level=level(seen.proposed, plan, words))


def _due(told: Timeline, words: Words) -> Iterator[str]:
    if told.seen.status == "closed":
        return
    running = counting(told.limits)
    yield from ("", words.say("Due next {n}", n=len(running)))
    for view in running:
        yield "  " + _limit_line(view, told, words)
    if told.weekday_years:
        yield "  " + by_weekdays(told, words)


def _limit_line(view: LimitView, told: Timeline, words: Words) -> str:
    over = view.state == "overdue"
    mark = ("!!" if view.basis in BINDING else "~~") if over else "  "
    left = left_or_over(view.margin or 0, words)
    until = due(view.due_at or 0, told.plan.timezone, words, told.seen.now)
    turn = f"@{view.turn}" if view.turn > 1 else ""
    step = f"{number(view.step, told.plan)}{turn} {words.text(told.plan.step[view.step].title)}"
    state = f"  {limit_state(words, view.basis, view.state)}" if over else ""
    return f"{mark} {left}  {step}  {basis_period(view, words)}  {words.say('due {time}', time=until)}{state}"


def _do_now(told: Timeline, words: Words) -> Iterator[str]:
    if told.seen.status == "closed":  # nothing is to be done any more: what was left is told by `_rest`
        return
    nearest = nearest_by_step(told.limits)
    now = by_due([step for step in told.seen.steps if step.state in _NOW], nearest)
    yield from ("", words.say("Do now {n}", n=len(now)))
    for view in now:
        limit = nearest.get(view.id)
        clock = f"{left_or_over(limit.margin or 0, words)} {basis_period(limit, words)}  " if limit else ""
        yield f"  {_step(view, words)}  {clock}{_title(view, told, words)}{_who(view, told, words)}{_owed(view, words)}"


def _rest(told: Timeline, words: Words) -> Iterator[str]:
    closed = told.seen.status == "closed"
    groups = (
        (words.say("Left open"), {"in-progress", "ready", "waiting"}) if closed else (words.say("Later"), {"waiting"}),
        (words.sense("steps", "Done"), {"done", "skipped"}),
        (words.say("Not applicable"), {"not-applicable"}),
    )
    for heading, states in groups:
        steps = [step for step in told.seen.steps if step.state in states]
        if not steps:
            continue
        yield from ("", f"{heading} {len(steps)}")
        for view in steps:
            yield f"  {_step(view, words)}  {_title(view, told, words)}{_after(view, told, words)}{_owed(view, words)}"


def _told(told: Timeline, words: Words) -> Iterator[str]:
    seen, plan = told.seen, told.plan
    done = [t for t in seen.told if t.at is not None]
    open_ = [t for t in seen.told if t.at is None]
    said = [f"{role(t.role, plan, words)} {moment(t.at or 0, plan.timezone, words, seen.now)}" for t in done]
    tries = [f" ({words.many('no answer {n} time', 'no answer {n} times', t.tries)})" if t.tries else "" for t in open_]
    unsaid = [role(t.role, plan, words) + tried for t, tried in zip(open_, tries, strict=True)]
    yield ""
    yield words.say("Told: {names}", names=words.listed(said) or words.say("nobody"))
    if unsaid:
        yield words.say("Not told: {names}", names=words.listed(unsaid))
    if seen.owed:
        yield words.say("Owed: {fields}", fields=owed(words, seen.owed, plan))


def _step(view: StepView, words: Words) -> str:
    return f"{step_mark(view.state)} {view.number} {name(words, STEP_STATES, view.state)}"


def _title(view: StepView, told: Timeline, words: Words) -> str:
    return words.text(told.plan.step[view.id].title) + (f" @{view.turn}" if view.turn > 1 else "")


def _who(view: StepView, told: Timeline, words: Words) -> str:
    roles = words.all_of(role(r, told.plan, words) for r in told.plan.step[view.id].role)
    if view.state == "in-progress" and view.started_at is not None:
        since = moment(view.started_at, told.plan.timezone, words, told.seen.now)
        return f"  ({view.person or view.by or roles}, {words.say('since {time}', time=since)})"
    return f"  ({roles})"


def _after(view: StepView, told: Timeline, words: Words) -> str:
    if view.state == "waiting":
        return f"  ({waits(words, view.waits, told.plan, told.seen.now)})"
    if view.state in {"done", "skipped"} and view.done_at is not None:
        ended = moment(view.done_at, told.plan.timezone, words, told.seen.now)
        reason = f", {view.reason}" if view.reason else ""
        return f"  ({ended} {view.by}{reason})"
    return ""


def _owed(view: StepView, words: Words) -> str:
    return "  " + words.many("{n} field owed", "{n} fields owed", len(view.owed)) if view.owed else ""
