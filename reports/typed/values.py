"""Values of facts that people type, by the fact's type and in either language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from reports.typed.names import nearest, titled
from reports.typed.times import read_date, read_time
from reports.typed.understood import NotUnderstood
from runbooks.plan import Column, Fact, Plan

YES: Final = frozenset({"yes", "y", "true", "是", "有", "对", "是的"})
NO: Final = frozenset({"no", "n", "false", "否", "无", "不", "没有", "不是", "不对"})
UNKNOWN: Final = frozenset({"unknown", "?", "不清楚", "不知道", "说不清", "不详", "不明"})
NONE: Final = frozenset({"none", "[]", "无", "没有"})

_COUNT = re.compile(r"(\d{1,9})(?:\s*(?:-|~|到|至|–|—)\s*(\d{1,9}))?\s*(?:人|people)?", re.IGNORECASE)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed for a fact: its value, or that it is not known."""

    value: Any = None
    unknown: bool = False


def read_value(text: str, fact: Fact, plan: Plan, now: int) -> Typed:
    """What a text means as an answer to a fact."""
    if folded(text) in UNKNOWN:
        return Typed(unknown=True)
    if fact.type == "rows":
        if folded(text) in NONE:
            return Typed([])
        raise NotUnderstood("rows-by-row", fact=fact.id)
    return Typed(read_typed(text, fact, plan, now))


def read_typed(text: str, asked: Fact | Column, plan: Plan, now: int) -> Any:
    """What a text means as a value of a fact or of a column."""
    word = folded(text)
    match asked.type:
        case "yes-no":
            if word in YES or word in NO:
                return word in YES
        case "count":
            return _count(text, asked)
        case "choice":
            found = titled(text, asked.of)
            if found:
                return found
            near = nearest(text, [*asked.of, *(t for title in asked.of.values() for t in title.values())])
            raise _unreadable(text, asked, allowed=tuple(asked.of), near=near)
        case "date":
            try:
                return read_date(text, now, plan.timezone)
            except NotUnderstood:
                raise _unreadable(text, asked) from None
        case "moment":
            return read_time(text, now, plan.timezone, future=True)
        case "role":
            found = titled(text, {r.id: r.title for r in plan.roles.values()})
            if found:
                return found
            raise NotUnderstood(
                "unknown-name", text=text, kind="role", near=nearest(text, plan.roles), allowed=tuple(plan.roles)
            )
        case "file":
            return _file(text, asked, plan, now)
        case _ if text.strip():
            return text.strip()
    raise _unreadable(text, asked)


def folded(text: str) -> str:
    """A word as it is compared: width, case and surrounding space do not matter."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _count(text: str, asked: Fact | Column) -> int | list[int]:
    found = _COUNT.fullmatch(folded(text))
    if not found:
        raise _unreadable(text, asked)
    low, high = int(found[1]), int(found[2] or found[1])
    if low > high:
        raise _unreadable(text, asked)
    if isinstance(asked, Fact) and not _within(asked, low, high):
        raise NotUnderstood("out-of-range", text=text, fact=asked.id, min=asked.min, max=asked.max)
    return [low, high] if low != high else low


def _within(fact: Fact, low: int, high: int) -> bool:
    return (fact.min is None or low >= fact.min) and (fact.max is None or high <= fact.max)


def _file(text: str, asked: Fact | Column, plan: Plan, now: int) -> Mapping[str, str]:
    """`ID DATE`, with the SHA-256 of the file anywhere after the id."""
    name, *rest = text.replace(",", " ").split() or [""]
    hashes = [part.lower() for part in rest if _SHA256.fullmatch(part)]
    dates = [part for part in rest if not _SHA256.fullmatch(part)]
    if not name or len(dates) != 1 or len(hashes) > 1:
        raise _unreadable(text, asked)
    try:
        return {"id": name, "sha256": "".join(hashes), "delete_by": read_date(dates[0], now, plan.timezone)}
    except NotUnderstood:
        raise _unreadable(text, asked) from None


def _unreadable(text: str, asked: Fact | Column, **values: object) -> NotUnderstood:
    return NotUnderstood("value-unreadable", text=text, fact=asked.id, type=asked.type, **values)
