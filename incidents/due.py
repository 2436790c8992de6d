"""When a duration that began at a moment ends. The one place in which days are counted.

Minutes and hours run exactly. Days and working days do not count the first day and end at 24:00, in the site's
zone, of the last; an end is never shifted off a holiday. This is the stricter reading of the texts.
"""

from __future__ import annotations

from datetime import date, timedelta

from runbooks.calendar import WorkingDays, add_working_days
from runbooks.days import end_of_day, local_date
from runbooks.plan import Duration


def due_after(start: int, duration: Duration, zone: str, calendar: WorkingDays) -> int:
    """The due of something that began at `start` (milliseconds UTC, as all times here)."""
    if duration.ms is not None:
        return start + duration.ms
    day = local_date(start, zone)
    if duration.working_days is not None:
        return end_of_day(add_working_days(day, duration.working_days, calendar), zone)
    return end_of_day(day + timedelta(days=duration.days or 0), zone)


def due_on(day: str, zone: str) -> int:
    """The due of something to be done by a date (`2026-03-12`): 24:00 of that day."""
    return end_of_day(date.fromisoformat(day), zone)
