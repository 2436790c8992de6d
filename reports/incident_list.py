"""All incidents of a journal, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from incidents.index import Summary
from reports.cells import printable
from reports.format_span import left_or_over, span
from reports.format_time import due, iso, moment
from reports.format_value import level_now, number, record_no
from reports.json_parts import limit_json, when
from reports.limit_words import basis_period
from reports.nearest import counting
from reports.words import Words
from reports.words.names import OUTCOMES, name


def incidents_text(found: Sequence[Summary], words: Words) -> str:
    """Under way first, with what is due next; then the past ones."""
    running = [s for s in found if s.seen is not None and s.seen.status == "open"]
    past = [s for s in found if s not in running]
    lines = [words.say("Under way {n}", n=len(running))]
    lines += [line for s in running for line in under_way(s, words)]
    lines += ["", words.say("Past {n}", n=len(past)), *(_past(s, words) for s in past)]
    return "\n".join(printable(line).rstrip() for line in lines) + "\n"


def under_way(summary: Summary, words: Words) -> Iterator[str]:
    """An open incident, and the limit that falls due next."""
    seen, plan = summary.seen, summary.plan
    if seen is None or plan is None:
        return
    elapsed = words.say("{span} in", span=span(seen.now - seen.began, words))
    exercise = "" if seen.mode == "live" else "EXERCISE "
    parts = (level_now(seen, plan, words), elapsed, seen.duty, f"{record_no(summary.version)} {summary.short_head}")
    state = "  ".join(part for part in parts if part)
    yield f"  {exercise}{summary.id} {words.text(plan.title)}  {state}"
    if summary.damaged:
        yield "    " + words.say("Its record is broken; look at it with drillbook verify {id}", id=summary.id)
    for view in counting(seen.limits)[:1]:
        until = words.say("due {time}", time=due(view.due_at or 0, plan.timezone, words, seen.now))
        title = f"{number(view.step, plan)} {words.text(plan.step[view.step].title)}"
        yield f"    {left_or_over(view.margin or 0, words)}  {title}  {basis_period(view, words)}  {until}"


def _past(summary: Summary, words: Words) -> str:
    seen, plan = summary.seen, summary.plan
    if seen is None or plan is None or seen.closed_at is None:
        return (
            f"  {summary.id} {words.say('Its record is broken; look at it with drillbook verify {id}', id=summary.id)}"
        )
    outcome = name(words, OUTCOMES, seen.outcome)
    closed = words.say(
        "closed {time}: {outcome}", time=moment(seen.closed_at, plan.timezone, words, seen.now), outcome=outcome
    )
    owed = "  " + words.many("{n} field owed", "{n} fields owed", len(seen.owed)) if seen.owed else ""
    exercise = "" if seen.mode == "live" else "EXERCISE "
    return f"  {exercise}{summary.id} {words.text(plan.title)}  {closed}{owed}"


def incidents_json(found: Sequence[Summary]) -> list[dict[str, Any]]:
    """One object an incident, the latest first."""
    return [_one(summary) for summary in found]


def _one(summary: Summary) -> dict[str, Any]:
    seen, plan = summary.seen, summary.plan
    if seen is None or plan is None:
        return {"incident": summary.id, "status": "unreadable", "damaged": True}
    zone = plan.timezone
    next_due = counting(seen.limits)[:1]
    return {
        "incident": summary.id,
        "status": seen.status,
        "runbook": plan.id,
        "title": dict(plan.title),
        "mode": seen.mode,
        "opened_at": iso(seen.opened_at, zone),
        "opened_by": summary.opened_by,
        "began": iso(seen.began, zone),
        "closed_at": when(seen.closed_at, zone),
        "outcome": seen.outcome or None,
        "level": seen.level or None,
        "duty": seen.duty,
        "next_due": limit_json(next_due[0], zone) if next_due else None,
        "owed": len(seen.owed),
        "last_recorded_at": iso(summary.last_recorded, zone),
        "head": {"seq": summary.version, "short": summary.short_head},
        "damaged": summary.damaged,
    }
