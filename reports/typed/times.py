"""Times that people type, read in the site's zone.

`08:40`, `8:40`, `0840` (seconds may follow) are today's; a date may stand before (`2026-03-09 08:40`, `03-09 08:40`),
and a full ISO time may carry its own offset. 24:00 is where a day ends, as every screen says it. A time later than now
is refused and never guessed as yesterday's; up to a minute ahead counts as now, because people read the clock on the
wall.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Final

from reports.format_time import local, to_ms, zone_of
from reports.typed.understood import NotUnderstood

GRACE_MS: Final = 60_000

_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?|(?P<compact>\d{4})"
_TIME = re.compile(
    r"(?:(?:(?P<year>\d{4})[-/])?(?P<month>\d{1,2})[-/](?P<day>\d{1,2})[T ]\s*)?"
    rf"(?:{_CLOCK})(?P<offset>Z|[+-]\d{{2}}:?\d{{2}})?",
    re.IGNORECASE,
)
_DATE = re.compile(r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})日?")


def read_time(text: str, now: int, zone: str, *, future: bool = False) -> int:
    """The moment that a text means, in milliseconds UTC; later than now only where that is allowed."""
    typed = unicodedata.normalize("NFKC", text).strip()
    found = _TIME.fullmatch(typed)
    if not found:
        raise NotUnderstood("time-unreadable", text=text)
    try:
        at = _moment(found, local(now, zone).date(), zone)
        if at is not None:
            local(at, zone)  # what cannot be shown at the site cannot be meant
    except (ValueError, OverflowError):
        raise NotUnderstood("time-unreadable", text=text) from None
    if at is None:
        raise NotUnderstood("time-gap", text=text)
    if at > now and not future:
        if at - now > GRACE_MS:
            raise NotUnderstood("future", text=text, at=at, now=now)
        return now
    return at


def _moment(found: re.Match[str], today: date, zone: str) -> int | None:
    compact = found["compact"]
    typed = (compact[:2], compact[2:], 0) if compact else (found["hour"], found["minute"], found["second"] or 0)
    hour, minute, second = map(int, typed)
    on = date(int(found["year"] or today.year), int(found["month"]), int(found["day"])) if found["month"] else today
    if (hour, minute, second) == (24, 0, 0):
        hour, on = 0, on + timedelta(days=1)
    clock = time(hour, minute, second)
    if found["offset"]:
        if not found["year"]:
            raise ValueError("an offset without a date")
        return to_ms(datetime.fromisoformat(f"{on}T{clock}{found['offset'].upper()}"))
    at = datetime.combine(on, clock, zone_of(zone))
    ms = to_ms(at)
    return ms if local(ms, zone).replace(tzinfo=None) == at.replace(tzinfo=None) else None


def read_date(text: str, now: int, zone: str) -> str:
    """A date as it is stored (`2026-03-09`); `today` and `tomorrow` are understood."""
    typed = unicodedata.normalize("NFKC", text).strip().lower()
    today = local(now, zone).date()
    if typed in {"today", "今天", "今日"}:
        return today.isoformat()
    if typed in {"tomorrow", "明天", "明日"}:
        return (today + timedelta(days=1)).isoformat()
    found = _DATE.fullmatch(typed)
    try:
        return date(*(int(part) for part in found.groups())).isoformat() if found else _unreadable(text)
    except ValueError:
        return _unreadable(text)


def _unreadable(text: str) -> str:
    raise NotUnderstood("date-unreadable", text=text)
