"""Days at the site and moments on the world's clock: where a day begins and ends, in milliseconds UTC.

All arithmetic is whole: no moment is ever a floating number.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def start_of_day(day: date, tz: str) -> int:
    """0:00 local of the day, as milliseconds UTC."""
    return (datetime.combine(day, time(), ZoneInfo(tz)).astimezone(UTC) - _EPOCH) // _MILLISECOND


def end_of_day(day: date, tz: str) -> int:
    """24:00 local of the day, which is 0:00 of the next, as milliseconds UTC."""
    return start_of_day(day + timedelta(days=1), tz)


def local_date(ms: int, tz: str) -> date:
    """The day at the site in which the moment lies; 24:00 of a day already belongs to the next."""
    return (_EPOCH + timedelta(milliseconds=ms)).astimezone(ZoneInfo(tz)).date()


def add_months(day: date, n: int) -> date:
    """The same day of the month n months later (or, for n < 0, earlier); where that month is shorter, its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
