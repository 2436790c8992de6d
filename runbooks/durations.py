"""Durations as plans write them: `30 min`, `1 h`, `1 h 30 min`, `15 days`, `3 working days`, `3 months`.

Minutes and hours run exactly; days, working days and months end at 24:00 at the site, so they are kept as such and
never as milliseconds. A unit of the calendar (`day`, `week`, `month`, `quarter`, `half-year`, `year`) is written for
what comes again. What is misspelt is answered with the same time written rightly, where that can be seen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from runbooks.plan import PERIODS, Duration, Period
from runbooks.problems import Fault

EXAMPLES = ("30 min", "1 h 30 min", "15 days", "3 working days", "3 months")
LONGEST_DAYS = 36_500
LONGEST_MONTHS = 1_200
"""About a hundred years: nothing in an emergency plan is longer, and every date still fits a calendar."""

AS_LENGTH: Final[Mapping[Period, str]] = {
    "day": "1 day",
    "week": "7 days",
    "month": "1 month",
    "quarter": "3 months",
    "half-year": "6 months",
    "year": "12 months",
}
"""Each unit of the calendar as a length of time."""

MINUTE = 60_000
_EXACT = re.compile(r"(?:(\d{1,8}) h)?(?: ?(\d{1,8}) min)?", re.ASCII)
_DAYS = re.compile(r"(\d{1,8}) (working )?days?", re.ASCII)
_MONTHS = re.compile(r"(\d{1,8}) months?", re.ASCII)

_CLOCK = re.compile(r"(\d{1,3}):(\d{2})", re.ASCII)
_UNITS: Final[Mapping[Period, str]] = {
    "day": "days?|daily|天|日",
    "week": "weeks?|weekly|周|星期|礼拜",
    "month": "months?|monthly|月",
    "quarter": "quarters?|quarterly|季度|季",
    "half-year": "half[- ]?years?|half a year|半年",
    "year": "years?|yearly|annually|年",
}
_NAMED = {unit: re.compile(rf"(?:every |每个?)?(?:{words})", re.IGNORECASE) for unit, words in _UNITS.items()}
_COUNTED: Final[Mapping[Period, re.Pattern[str]]] = {
    unit: re.compile(rf"(\d{{1,4}})\s*个?\s*(?:{_UNITS[unit]})", re.ASCII | re.IGNORECASE)
    for unit in PERIODS
    if unit not in {"day", "month"}
}
_WORDS = (
    (re.compile(r"\s*个?\s*(?:月|months?|mths?)", re.IGNORECASE), " months "),
    (re.compile(r"\s*个?\s*(?:工作日|(?:working|work|business)\s*days?|wd)", re.IGNORECASE), " working days "),
    (re.compile(r"\s*(?:天|日|days?|d(?![a-z]))", re.IGNORECASE), " days "),
    (re.compile(r"\s*个?\s*(?:小时|钟头|hours?|hrs?|hr|h(?![a-z]))", re.IGNORECASE), " h "),
    (re.compile(r"\s*(?:分钟|分|minutes?|mins?|m(?![a-z]))", re.IGNORECASE), " min "),
)
_HALF = re.compile(r"(\d{1,4})\.5 h")


def parse_duration(raw: object) -> Duration:
    """The duration that is written; raises Fault (`bad-duration`, `duration-too-long`)."""
    if isinstance(raw, str):
        found = _exact(raw) or _days(raw) or _months(raw) or _period(raw)
        if found is not None:
            return found
    given = str(raw)
    plain = unicodedata.normalize("NFKC", given).strip()  # full-width digits and colons as a keyboard gives them
    clock = _CLOCK.fullmatch(plain)
    if clock:
        hours, minutes = int(clock[1]), int(clock[2])
        right = _spoken(hours * 60 + minutes)
        raise Fault("bad-duration", {"given": given}, allowed=(right, f"{hours * 60 + minutes} min"), hint=right)
    raise Fault("bad-duration", {"given": given}, allowed=EXAMPLES, hint=_guess(given, plain))


def is_duration(raw: object) -> bool:
    """Whether this is written as a duration, good or not: it starts with a digit or names a unit of the calendar."""
    text = raw.strip() if isinstance(raw, str) else ""
    return isinstance(raw, (int, float)) or text[:1].isdigit() or bool(_named(text))


def _exact(text: str) -> Duration | None:
    match = _EXACT.fullmatch(text)
    if not text or match is None:
        return None
    hours, minutes = int(match[1] or 0), int(match[2] or 0)
    if match[1] and match[2] and minutes >= 60:
        raise Fault("bad-duration", {"given": text}, allowed=EXAMPLES, hint=_spoken(hours * 60 + minutes))
    if hours * 60 + minutes > LONGEST_DAYS * 24 * 60:
        raise Fault("duration-too-long", {"given": text, "most": f"{LONGEST_DAYS} days"})
    parts = ([f"{hours} h"] if match[1] else []) + ([f"{minutes} min"] if match[2] else [])
    return Duration(" ".join(parts), ms=(hours * 60 + minutes) * MINUTE)


def _days(text: str) -> Duration | None:
    match = _DAYS.fullmatch(text)
    if match is None:
        return None
    count, working = int(match[1]), bool(match[2])
    if count > LONGEST_DAYS:
        raise Fault("duration-too-long", {"given": text, "most": f"{LONGEST_DAYS} days"})
    canonical = f"{count} {'working ' if working else ''}{'day' if count == 1 else 'days'}"
    return Duration(canonical, working_days=count) if working else Duration(canonical, days=count)


def _months(text: str) -> Duration | None:
    match = _MONTHS.fullmatch(text)
    if match is None:
        return None
    count = int(match[1])
    if count > LONGEST_MONTHS:
        raise Fault("duration-too-long", {"given": text, "most": f"{LONGEST_MONTHS} months"})
    return Duration(f"{count} {'month' if count == 1 else 'months'}", months=count)


def _period(text: str) -> Duration | None:
    return next((Duration(unit, period=unit) for unit in PERIODS if text == unit), None)


def _named(text: str) -> str:
    """The unit of the calendar that a text names in other words; empty if none."""
    return next((unit for unit, words in _NAMED.items() if words.fullmatch(text)), "")


def _spoken(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join(([f"{hours} h"] if hours else []) + ([f"{rest} min"] if rest or not hours else []))


def _counted(text: str) -> str:
    """So many weeks as days; so many quarters, half-years or years as months; empty if it is none of them."""
    for unit, words in _COUNTED.items():
        if match := words.fullmatch(text):
            size, word = AS_LENGTH[unit].split()
            return f"{int(match[1]) * int(size)} {word}"
    return ""


def _guess(given: str, text: str) -> str:
    """The same time in the words of the language, or nothing."""
    if calendar := _named(text) or _counted(text):
        return calendar
    if text.isascii() and text.isdigit():
        return f"{text} min"
    for pattern, word in _WORDS:
        text = pattern.sub(word, text)
    text = re.sub(r"(h) (\d+)$", r"\1 \2 min", " ".join(text.split()))  # 1h30
    text = _HALF.sub(lambda m: f"{m[1]} h 30 min" if m[1] != "0" else "30 min", text)
    try:
        return parse_duration(text).text if text != given else ""
    except Fault as fault:
        return fault.hint if fault.code == "bad-duration" and text != given else ""
