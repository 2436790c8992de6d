"""Limits in words: what a document sets, on whose authority, counted from when."""

from __future__ import annotations

from incidents.views import LimitView
from reports.conditions import condition, moment_name
from reports.format_span import duration
from reports.format_value import role
from reports.words import Words
from reports.words.names import BASES, name
from runbooks.plan import PERIODS, Limit, Plan


def limit_rule(limit: Limit, plan: Plan, words: Words) -> str:
    """A limit as the plan has it: `预案 30分, 自起点 (C-3.3.2b)`."""
    parts = [f"{name(words, BASES, limit.basis)} {period(limit, plan, words)}"]
    if limit.extend is not None:
        by, approver = duration(limit.extend.by.text, words), role(limit.extend.role, plan, words)
        parts.append(words.say("may be extended once by {length}, by {role}", length=by, role=approver))
    if limit.to == "start":
        parts.append(words.say("to be started by then"))
    if limit.when is not None:
        parts.append(words.say("when {condition}", condition=condition(limit.when, plan, words)))
    return ", ".join(parts) + f" ({', '.join(str(c) for c in limit.source)})"


def period(limit: Limit, plan: Plan, words: Words) -> str:
    """How long, and counted from what."""
    if limit.by is not None:
        return by_date(limit.ahead.text if limit.ahead else "", moment_name(limit.by, plan, words), words)
    start = moment_name(limit.from_ or "began", plan, words)
    if limit.every is None:
        return words.say(
            "{within} from {start}", within=duration(limit.within.text if limit.within else "", words), start=start
        )
    until = moment_name(limit.until or "closing", plan, words)
    if limit.every.period is not None:
        each = by_calendar(limit.every.text, limit.day, words)
        return words.say("{each}, from {start} to {until}", each=each, start=start, until=until)
    every = duration(limit.every.text, words)
    first = duration(limit.first.text, words) if limit.first else every
    return words.say(
        "first {first}, then every {every}, from {start} to {until}", first=first, every=every, start=start, until=until
    )


def by_date(ahead: str, date: str, words: Words) -> str:
    """`办理期限 当日止`, `10个工作日前`: on a date, or so long before it."""
    if not ahead:
        return words.say("by {date}", date=date)
    return words.say("{length} ahead of {date}", length=duration(ahead, words), date=date)


def by_calendar(unit: str, day: int | None, words: Words) -> str:
    """`每月`, `每月25日前`, `每周第3天前`: again and again by the calendar."""
    period = duration(unit, words)
    if day is None:
        return words.say("every {period}", period=period)
    if unit == "month":
        return words.say("monthly by day {day}", day=day)
    return words.say("every {period} by its day {day}", period=period, day=day)


def short_period(view: LimitView, words: Words) -> str:
    """`30分`, `每1小时` (the first turn of a repeat: `首次30分`), `每月25日前`, `60天+30天` once it was extended.

    Where the limit is a date: how long ahead of it, or nothing.
    """
    if not view.within:
        return words.say("{length} ahead", length=duration(view.ahead, words)) if view.ahead else ""
    if view.within in PERIODS:
        return by_calendar(view.within, view.day, words)
    text = duration(view.within, words)
    if not view.repeat:
        plus = "+" if words.chinese else " + "
        return f"{text}{plus}{duration(view.extended, words)}" if view.extended else text
    return words.say("first {period}", period=text) if view.turn == 1 else words.say("every {period}", period=text)


def basis_period(view: LimitView, words: Words) -> str:
    """Authority and length, as rows of the screens have it: `预案30分`, `plan 30 min`."""
    basis, length = name(words, BASES, view.basis), short_period(view, words)
    return f"{basis}{length}" if words.chinese else f"{basis} {length}".strip()
