"""Shares, lengths of time and limits as the reports of drills say them."""

from __future__ import annotations

from typing import Final

from reports.conditions import condition, moment_name
from reports.drill_values import Quantile, Share
from reports.format_span import duration
from reports.format_value import number, role
from reports.words import Words
from reports.words.names import BASES, name
from runbooks.plan import Limit, Plan

NOTHING: Final = "-"

OFTEN: Final = 0.05
"""From this share of the runs on something is told."""

_MINUTE: Final = 60_000
_DAY: Final = 24 * 60


def percent(value: float) -> str:
    """`72.4%`. Only all is 100 % and only none is 0 %."""
    said = f"{100 * value:.1f}"
    if said == "100.0" and value < 1:
        return ">99.9%"
    if said == "0.0" and value > 0:
        return "<0.1%"
    return f"{said.removesuffix('.0') if value in {0, 1} else said}%"


def part(count: int, of: int) -> str:
    """A count as a share of all runs."""
    return percent(count / of) if of else NOTHING


def interval(share: Share) -> str:
    """`70.4-74.3%`."""
    low, high = (f"{100 * value:.1f}" for value in (share.low, share.high))
    return f"{'0' if not share.low else low}-{'100' if share.high == 1 else high}%"


def with_interval(share: Share | None) -> str:
    """`72.4% (70.4-74.3%)`."""
    return NOTHING if share is None else f"{percent(share.value)} ({interval(share)})"


def points(value: float) -> str:
    """A difference of two shares in percentage points, with its sign."""
    return f"{100 * value:+.1f}"


def length(ms: int | None, words: Words) -> str:
    """A length of time as one says it: `29.6 min`, `1 h 58 min`; nothing known: `-`."""
    if ms is None:
        return NOTHING
    minutes = ms / _MINUTE
    if minutes < 60 and f"{minutes:.1f}" != "60.0":
        return words.say("{n} min", n=f"{minutes:.1f}".removesuffix(".0"))
    whole = round(minutes)
    days, hours, rest = whole // _DAY, whole // 60 % 24, whole % 60
    parts = [words.say("{n} d", n=days)] if days else []
    parts += [words.say("{n} h", n=hours)] if hours else []
    parts += [words.say("{n} min", n=rest)] if rest and not days else []
    return ("" if words.chinese else " ").join(parts)


def within(found: Quantile | None, words: Words) -> str:
    """Within which time so many were done; undone: not by the end, however long before it the time began to run."""
    if found is None:
        return NOTHING
    if found.value == 0:
        return words.say("at once")
    if found.value is None:
        return words.say("not by the end")
    return length(found.value, words)


def limit_of(step: str, limit: int, plan: Plan) -> Limit:
    """A limit by its step and its number."""
    return plan.step[step].limits[limit - 1]


def rule(limit: Limit, plan: Plan, words: Words) -> str:
    """What a limit sets, short: `30分`, `每1小时`, `1 h, to be started by then`."""
    if limit.by is not None:
        said = words.say("by {date}", date=moment_name(limit.by, plan, words))
    elif limit.every is not None:
        said = words.say("every {period}", period=duration(limit.every.text, words))
    else:
        said = duration(limit.within.text, words) if limit.within else NOTHING
    if limit.to == "start":
        said += words.say(", to begin")
    return said


def counted_from(limit: Limit, plan: Plan, words: Words) -> str:
    """The moment that a limit is counted from, and when it applies."""
    said = NOTHING if limit.by is not None else moment_name(limit.from_ or "began", plan, words)
    if limit.when is None:
        return said
    return f"{said}; {words.say('when {condition}', condition=condition(limit.when, plan, words))}"


def limit_name(step: str, limit: int, plan: Plan, words: Words) -> str:
    """A limit with its step: `02 向领导小组报告 (预案30分)`."""
    own = limit_of(step, limit, plan)
    basis, said = name(words, BASES, own.basis), rule(own, plan, words)
    authority = f"{basis}{said}" if words.chinese else f"{basis} {said}"
    return f"{number(step, plan)} {words.text(plan.step[step].title)} ({authority})"


def short_name(step: str, limit: int, plan: Plan, words: Words) -> str:
    """A limit by its step's number: `02 (预案30分)`."""
    own = limit_of(step, limit, plan)
    basis, said = name(words, BASES, own.basis), rule(own, plan, words)
    return f"{number(step, plan)} ({basis}{said})" if words.chinese else f"{number(step, plan)} ({basis} {said})"


def role_name(role_id: str, plan: Plan, words: Words) -> str:
    """The title of a role; a thing that only the scenario knows has its own name."""
    return role(role_id, plan, words)
