"""Working days in China: which days are worked, for the years whose official arrangement is published.

Every autumn the General Office of the State Council announces the holidays of the next year, and with them the
weekends that are worked instead. Until then nobody knows them. A library computes them all the same for years to come,
without saying so; therefore its answer is taken only for the years of `PUBLISHED_YEARS`, a list kept by hand: each of
these years was compared, day by day, with a second and independent record of the announcements (see the tests). In
any other year Monday to Friday are counted as working days, and `WorkingDays.published` lets the caller say so.

The day from which days are counted is not counted itself, as the law counts periods; backwards, from the day of an
event, it is the same. A table is frozen into an incident when it opens, so that a later announcement or another
release of the library never moves a limit under way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

PUBLISHED_YEARS = (2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026)
"""Years whose announcement is published; a year is added by hand, once its announcement is out and compared."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """What differs from Monday to Friday: days off on weekdays, weekend days that are worked; and for which years."""

    years: frozenset[int] = frozenset()
    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether this day is worked; in an unpublished year Monday to Friday are."""
        return day in self.worked or (day.weekday() < 5 and day not in self.off)

    def published(self, day: date) -> bool:
        """Whether the announcement for this day's year is known; if not, its weekdays were counted."""
        return day.year in self.years

    def to_data(self) -> dict[str, Any]:
        """For JSON: years, days off and worked weekend days, each in order."""
        return {
            "years": sorted(self.years),
            "off": sorted(d.isoformat() for d in self.off),
            "worked": sorted(d.isoformat() for d in self.worked),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> WorkingDays:
        """The table that `to_data` wrote."""
        return cls(
            frozenset(data["years"]),
            frozenset(map(date.fromisoformat, data["off"])),
            frozenset(map(date.fromisoformat, data["worked"])),
        )


def add_working_days(day: date, n: int, table: WorkingDays | None = None) -> date:
    """The n-th working day after `day`, or for n < 0 before it; `day` itself is not counted, and n = 0 is `day`.

    Without a table all published years are used.
    """
    table = working_days_table() if table is None else table
    way = _DAY if n > 0 else -_DAY
    n = abs(n)
    while n:
        day += way
        n -= table.is_working(day)
    return day


@lru_cache(maxsize=8)
def working_days_table(first_year: int = PUBLISHED_YEARS[0], last_year: int = PUBLISHED_YEARS[-1]) -> WorkingDays:
    """The table for these years, both included; years that are not published are not in it."""
    years = [y for y in PUBLISHED_YEARS if first_year <= y <= last_year]
    if not years:
        return WorkingDays()
    import holidays  # here, because it is large and few commands count working days

    china = holidays.country_holidays("CN", years=years)
    known = frozenset(years)
    return WorkingDays(
        known,
        frozenset(d for d in china if d.year in known and d.weekday() < 5),
        frozenset(d for d in china.weekend_workdays if d.year in known),
    )
