"""What must be explained and what is still to do, a sentence each."""

from __future__ import annotations

from incidents.events import Event
from incidents.views import LimitView
from reports.closing import Explained, OfLimit, OfRecord, OfStep, ToDo
from reports.format_span import early_or_late
from reports.format_time import due, moment
from reports.format_value import step
from reports.limit_words import basis_period
from reports.words import Words
from reports.words.names import limit_state
from runbooks.plan import Plan


def explanation(one: Explained, plan: Plan, words: Words, now: int) -> str:
    """`超时完成: 02 向领导小组报告, 预案30分, 晚 01:00 (C-3.3.2b)`."""
    match one:
        case OfLimit():
            return _limit(one.limit, plan, words, now)
        case OfStep():
            return _step(one, plan, words, now)
        case OfRecord():
            when = moment(one.event.at, plan.timezone, words, now)
            return f"{record(one.event, words)} ({one.event.by}, {when})"


def record(event: Event, words: Words) -> str:
    """That somebody took over alone, or that it was closed although steps were open, and why."""
    data = event.data
    if event.kind == "taken-over":
        return words.say("{name} took over alone: {reason}", name=data["to"], reason=data["reason"])
    n = len(data["open"])
    return words.many("closed with 1 step open: {reason}", "closed with {n} steps open: {reason}", n, **data)


def _step(one: OfStep, plan: Plan, words: Words, now: int) -> str:
    view = one.view
    named = step(view.id, plan, words)
    if view.state == "skipped":
        said = words.say("skipped: {step}: {reason}", step=named, reason=view.reason)
    else:
        said = words.say("ahead of its turn: {step}: {reason}", step=named, reason=view.reason)
    at = view.done_at if view.done_at is not None else view.started_at
    when = "" if at is None else f", {moment(at, plan.timezone, words, now)}"
    agreed = f", {words.say('approved by {name}', name=one.approver)}" if one.approver else ""
    return f"{said}{agreed} ({view.by}{when})"


def _limit(view: LimitView, plan: Plan, words: Words, now: int) -> str:
    turn = f"@{view.turn}" if view.turn > 1 else ""
    turns = words.say(" ({n} turns)", n=view.turns) if view.turns > 1 else ""
    parts = [f"{step(view.step, plan, words)}{turn}{turns}", basis_period(view, words)]
    if view.margin is not None:
        parts.append(early_or_late(view.margin, words))
    elif view.due_at is not None:
        parts.append(words.say("due {time}", time=due(view.due_at, plan.timezone, words, now)))
    if view.approver:
        parts.append(f"{words.say('approved by {name}', name=view.approver)}: {view.reason}")
    cited = f" ({words.listed(view.source)})" if view.source else ""
    return f"{limit_state(words, view.basis, view.state)}: {', '.join(parts)}{cited}"


def still_to_do(one: ToDo, plan: Plan, words: Words, now: int) -> str:
    """`86 写总结报告, 暂定10个工作日, 03-27 24:00到`."""
    said = step(one.step, plan, words)
    if one.limit is None or one.limit.due_at is None:
        return said
    until = words.say("due {time}", time=due(one.limit.due_at, plan.timezone, words, now))
    return f"{said}, {basis_period(one.limit, words)}, {until}"
