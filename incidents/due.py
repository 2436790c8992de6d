"""When a duration that began at a moment ends. The one place in which days are counted.

Minutes and hours run exactly. Days and working days do not count the first day and end at 24:00, in the site's
zone, of the last; months end at 24:00 of the same day number, or of the month's last day; an end is never shifted off a
holiday. Counted back from a date, the date is not counted. This is the stricter reading of the texts.
"""

from __future__ import annotations

from datetime import date, timedelta

from runbooks.calendar import WorkingDays, add_working_days
from runbooks.days import add_months, end_of_day, local_date
from runbooks.plan import Duration


def due_after(start: int, duration: Duration, zone: str, calendar: WorkingDays) -> int:
    """The due of something that began at `start` (milliseconds UTC, as all times here)."""
    if duration.ms is not None:
        return start + duration.ms
    return end_of_day(_counted(local_date(start, zone), duration, calendar, 1), zone)


def due_on(day: str, zone: str) -> int:
    """The due of something to be done by a date (`2026-03-12`): 24:00 of that day."""
    return end_of_day(date.fromisoformat(day), zone)


def due_ahead(day: str, ahead: Duration, zone: str, calendar: WorkingDays) -> int:
    """The due of something to be done so many days, working days or months before a date."""
    return end_of_day(_counted(date.fromisoformat(day), ahead, calendar, -1), zone)


def lengthened(due: int, by: Duration, zone: str, calendar: WorkingDays) -> int:
    """A due put off: days are counted from the day that it ends or lies in."""
    return due + by.ms if by.ms is not None else due_after(due - 1, by, zone, calendar)


def _counted(day: date, duration: Duration, calendar: WorkingDays, way: int) -> date:
    """The day so many days, working days or months after a day (`way` 1), or before it (-1)."""
    if duration.working_days is not None:
        return add_working_days(day, way * duration.working_days, calendar)
    if duration.months is not None:
        return add_months(day, way * duration.months)
    return day + timedelta(days=way * (duration.days or 0))
