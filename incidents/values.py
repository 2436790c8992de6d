"""Is a stated value one that the fact can have? Types and shapes as `incidents.commands.StateFact` lists them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from runbooks.plan import Column, Fact, Plan

_COUNT_MAX = 10**9
_YEARS = range(1970, 2200)
EARLIEST = 0
LATEST = 7_258_118_400_000
"""The first moments of 1970 and of 2200: what lies outside is a slip of the pen, and no calendar has to count there."""


def fault(plan: Plan, fact: Fact | Column, value: Any) -> tuple[str, Mapping[str, Any]] | None:
    """None if the value is good, else a refusal's code and values."""
    if not _well_typed(plan, fact, value):
        return "bad-value", {"fact": fact.id, "type": fact.type, "allowed": tuple(fact.of)}
    if isinstance(fact, Fact) and fact.type == "count":
        numbers = value if isinstance(value, list) else [value]
        low, high = fact.min or 0, _COUNT_MAX if fact.max is None else fact.max
        if any(not low <= n <= high for n in numbers):
            return "out-of-range", {"fact": fact.id, "min": low, "max": high}
    return None


def _well_typed(plan: Plan, fact: Fact | Column, value: Any) -> bool:
    match fact.type:
        case "yes-no":
            return isinstance(value, bool)
        case "count":
            return _range(value) if isinstance(value, list) else _count(value)
        case "choice":
            return isinstance(value, str) and value in fact.of
        case "date":
            return isinstance(value, str) and _date(value)
        case "moment":
            return isinstance(value, int) and not isinstance(value, bool) and EARLIEST <= value < LATEST
        case "role":
            return isinstance(value, str) and value in plan.roles
        case "file":
            return _file(value)
        case "rows":
            return isinstance(value, list) and not value
        case _:
            return isinstance(value, str) and bool(value.strip())


def _range(value: list[Any]) -> bool:
    if len(value) != 2 or not all(_count(n) for n in value):
        return False
    low, high = value
    return int(low) <= int(high)


def _count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _date(text: str) -> bool:
    try:
        day = date.fromisoformat(text)
        return day.isoformat() == text and day.year in _YEARS
    except ValueError:
        return False


def _file(value: Any) -> bool:
    if not isinstance(value, Mapping) or set(value) - {"id", "sha256", "delete_by"}:
        return False
    if not isinstance(value.get("id"), str) or not value["id"].strip():
        return False
    digest = value.get("sha256", "")
    return _date(str(value.get("delete_by", ""))) and (not digest or bool(re.fullmatch("[0-9a-f]{64}", str(digest))))
