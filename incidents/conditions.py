"""Evaluating the plan's conditions over what has been stated."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from incidents.tracks import NO, OPEN, YES
from runbooks.plan import All, Compare, Condition, Not

Lookup = Callable[[str], Any]
"""The value of a fact, or None while nobody has answered it (or it was answered as unknown)."""


def facts_of(condition: Condition) -> Iterator[str]:
    """The facts that a condition looks at (the pseudo facts `level` and `profile` too)."""
    if isinstance(condition, Compare):
        yield condition.fact
    else:
        for part in (condition.of,) if isinstance(condition, Not) else condition.of:
            yield from facts_of(part)


def evaluate(condition: Condition | None, lookup: Lookup, ranks: Mapping[str, int]) -> int:
    """NO, OPEN or YES. `ranks` orders the levels, lowest 0; a count stated as a range compares by its upper end."""
    if condition is None:
        return YES
    if isinstance(condition, Compare):
        value = lookup(condition.fact)
        return OPEN if value is None else _compare(condition, value, ranks)
    if isinstance(condition, Not):
        return YES - evaluate(condition.of, lookup, ranks)
    if isinstance(condition, All):
        return min((evaluate(part, lookup, ranks) for part in condition.of), default=YES)
    return max((evaluate(part, lookup, ranks) for part in condition.of), default=NO)


def _compare(condition: Compare, value: Any, ranks: Mapping[str, int]) -> int:
    wanted: Any = condition.value
    if condition.fact == "level":
        value, wanted = ranks.get(value, -1), ranks.get(str(wanted), -1)
    elif isinstance(value, list):
        value = value[-1] if value else 0
    match condition.op:
        case "=":
            holds = value == wanted
        case ">=":
            holds = value >= wanted
        case "<=":
            holds = value <= wanted
        case ">":
            holds = value > wanted
        case _:
            holds = value < wanted
    return YES if holds else NO
