"""Times as people read them: in the site's zone, the date only where it is another day.

Everything here takes milliseconds UTC and says nothing that depends on the machine. A due at midnight is written
as 24:00 of the day before, because that is how the plan means it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from reports.words import Words

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_ZH_WEEKDAYS: Final = "一二三四五六日"


@cache
def zone_of(name: str) -> ZoneInfo:
    """The time zone of a site."""
    return ZoneInfo(name)


def local(ms: int, zone: str) -> datetime:
    """The site's local time of a moment."""
    return (_EPOCH + timedelta(milliseconds=ms)).astimezone(zone_of(zone))


def to_ms(moment: datetime) -> int:
    """Milliseconds UTC of an aware time."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def iso(ms: int, zone: str) -> str:
    """ISO 8601 with the site's offset; milliseconds only where there are any."""
    return local(ms, zone).isoformat(timespec="milliseconds" if ms % 1000 else "seconds")


def hhmm(ms: int, zone: str) -> str:
    """`08:40`."""
    return local(ms, zone).strftime("%H:%M")


def hhmmss(ms: int, zone: str) -> str:
    """`08:40:05`."""
    return local(ms, zone).strftime("%H:%M:%S")


def day(ms: int, zone: str, words: Words, now: int | None = None) -> str:
    """`03-09` or `9 Mar`; with the year where it is not this one."""
    return _day(local(ms, zone).date(), words, None if now is None else local(now, zone).year)


def weekday(ms: int, zone: str, words: Words) -> str:
    """`周一` or `Mon`."""
    at = local(ms, zone).weekday()
    return f"周{_ZH_WEEKDAYS[at]}" if words.chinese else _WEEKDAYS[at]


def moment(ms: int, zone: str, words: Words, now: int | None, *, seconds: bool = False) -> str:
    """The time of day, after the date where it is not the same day as `now` (no `now`: always with the date)."""
    at = local(ms, zone)
    clock = at.strftime("%H:%M:%S" if seconds else "%H:%M")
    if now is not None and at.date() == local(now, zone).date():
        return clock
    return f"{day(ms, zone, words, now)} {clock}"


def due(ms: int, zone: str, words: Words, now: int | None) -> str:
    """A moment by which something is due; midnight is 24:00 of the day that ends with it."""
    at = local(ms, zone)
    if (at.hour, at.minute, at.second) != (0, 0, 0):
        return moment(ms, zone, words, now)
    ended = at.date() - timedelta(days=1)
    today = None if now is None else local(now, zone).date()
    return "24:00" if ended == today else f"{_day(ended, words, None if today is None else today.year)} 24:00"


def plain_date(text: str, words: Words, year: int | None = None) -> str:
    """A stored date (`2026-03-09`) as people read it; anything else as it stands."""
    try:
        return _day(date.fromisoformat(text), words, year)
    except ValueError:
        return text


def _day(at: date, words: Words, year: int | None) -> str:
    if words.chinese:
        return at.isoformat() if at.year != year else at.strftime("%m-%d")
    return f"{at.day} {_MONTHS[at.month - 1]}" + (f" {at.year}" if at.year != year else "")
