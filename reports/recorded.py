"""What is said once something is on disk: the record, what became of the limits, and whether it was entered later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from incidents.events import Event
from incidents.views import Snapshot
from reports.format_span import early_or_late, span
from reports.format_time import due, hhmmss, moment
from reports.format_value import record_no
from reports.limit_words import basis_period
from reports.telling import tell
from reports.words import Words
from reports.words.names import limit_state
from runbooks.plan import Plan

_ACTS = frozenset({"step-started", "step-done", "step-skipped"})
_GRADED = frozenset({"met", "late", "missed"})


def recorded(words: Words, plan: Plan, events: Sequence[Event], now: int, seen: Snapshot) -> list[str]:
    """One line for each record of a command, then what follows from it."""
    lines = [record_line(words, plan, event, now) for event in events]
    for event in events:
        lines += verdicts(words, event, seen)
        lines += put_off(words, plan, event, seen)
    lines += [later(words, plan, event, now) for event in events[:1] if event.entered_later]
    return lines


def record_line(words: Words, plan: Plan, event: Event, now: int) -> str:
    """`#005 08:46:20 已存盘 02 电话 陈敏 接通`."""
    stored = words.say("on disk")
    return f"{record_no(event.seq)} {hhmmss(event.recorded, plan.timezone)} {stored} {tell(event, plan, words, now)}"


def verdicts(words: Words, event: Event, seen: Snapshot) -> Iterator[str]:
    """What an act on a step made of that turn's limits."""
    if event.kind not in _ACTS:
        return
    for view in seen.limits:
        acted = view.done_at == event.at or (event.kind == "step-skipped" and view.state == "missed")
        if view.step == event.step and view.state in _GRADED and acted:
            margin = "" if view.margin is None else f", {early_or_late(view.margin, words)}"
            yield f"  {basis_period(view, words)}: {limit_state(words, view.basis, view.state)}{margin}"


def put_off(words: Words, plan: Plan, event: Event, seen: Snapshot) -> Iterator[str]:
    """Until when a limit runs that was extended."""
    if event.kind != "limit-extended":
        return
    for view in seen.limits:
        if (view.step, view.turn, view.limit) != (event.step, event.turn, event.data["limit"]) or view.due_at is None:
            continue
        until = words.say("due {time}", time=due(view.due_at, plan.timezone, words, seen.now))
        yield f"  {basis_period(view, words)}: {until}"


def later(words: Words, plan: Plan, event: Event, now: int) -> str:
    """`已记 08:40, 比现在早32分, 标为「补记」。`"""
    ago = event.recorded - event.at
    time = moment(event.at, plan.timezone, words, now)
    said = words.say("{n} min", n=ago // 60_000) if ago < 3_600_000 else span(ago, words)
    return words.say("Recorded for {time}, {ago} ago; marked as entered later.", time=time, ago=said)
