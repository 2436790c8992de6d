"""Units of the calendar as whole numbers: which week, month or quarter a day lies in, and when that begins.

The numbers of one unit follow each other without a gap, so that counting periods is arithmetic. A week begins on
Monday.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from runbooks.plan import Period

LONGEST: Final[Mapping[Period, int]] = MappingProxyType(
    {"day": 1, "week": 7, "month": 31, "quarter": 92, "half-year": 184, "year": 366}
)
"""How many days a period has at most."""

_DAYS: Final[Mapping[Period, int]] = MappingProxyType({"day": 1, "week": 7})
_MONTHS: Final[Mapping[Period, int]] = MappingProxyType({"month": 1, "quarter": 3, "half-year": 6, "year": 12})


def period_of(day: date, unit: Period) -> int:
    """The number of the period in which a day lies."""
    if unit in _DAYS:
        return (day.toordinal() - 1) // _DAYS[unit]  # day 1 of all days was a Monday
    return (day.year * 12 + day.month - 1) // _MONTHS[unit]


def first_day(number: int, unit: Period) -> date:
    """The day on which a period begins."""
    if unit in _DAYS:
        return date.fromordinal(number * _DAYS[unit] + 1)
    year, month = divmod(number * _MONTHS[unit], 12)
    return date(year, month + 1, 1)


def due_day(number: int, unit: Period, day: int | None) -> date:
    """The day of a period on which something is due: the one of that place in it; without one, or in a shorter
    period, its last.
    """
    first, following = first_day(number, unit).toordinal(), first_day(number + 1, unit).toordinal()
    return date.fromordinal(following - 1 if day is None else min(first + day - 1, following - 1))
