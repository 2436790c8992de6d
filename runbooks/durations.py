"""Durations as plans write them: `30 min`, `1 h`, `1 h 30 min`, `15 days`, `3 working days`.

Minutes and hours run exactly; days and working days end at 24:00 at the site, so they are kept as days and
never as milliseconds. Weeks, months, quarters and years belong to a later version of the language and are told apart
from what is simply misspelt. What is misspelt is answered with the same time written rightly, where that can be seen.
"""

from __future__ import annotations

import re
import unicodedata

from runbooks.plan import Duration
from runbooks.problems import Fault

EXAMPLES = ("30 min", "1 h 30 min", "15 days", "3 working days")
LONGEST_DAYS = 36_500
"""About a hundred years: nothing in an emergency plan is longer, and every date still fits a calendar."""

MINUTE = 60_000
_EXACT = re.compile(r"(?:(\d{1,8}) h)?(?: ?(\d{1,8}) min)?", re.ASCII)
_DAYS = re.compile(r"(\d{1,8}) (working )?days?", re.ASCII)

_CLOCK = re.compile(r"(\d{1,3}):(\d{2})", re.ASCII)
_LATER = re.compile(
    r"(?:(?:every|\d+|[一二两三四五六七八九十半]+)\s*个?\s*)?"
    r"(weeks?|months?|quarters?|half-years?|years?|周|星期|礼拜|月|季度|季|半年|年)",
    re.ASCII | re.IGNORECASE,
)
_CALENDAR_DAY = re.compile(r"day|daily|每天|每日", re.IGNORECASE)
_WORDS = (
    (re.compile(r"\s*个?\s*(?:工作日|(?:working|work|business)\s*days?|wd)", re.IGNORECASE), " working days "),
    (re.compile(r"\s*(?:天|日|days?|d(?![a-z]))", re.IGNORECASE), " days "),
    (re.compile(r"\s*个?\s*(?:小时|钟头|hours?|hrs?|hr|h(?![a-z]))", re.IGNORECASE), " h "),
    (re.compile(r"\s*(?:分钟|分|minutes?|mins?|m(?![a-z]))", re.IGNORECASE), " min "),
)
_HALF = re.compile(r"(\d{1,4})\.5 h")


def parse_duration(raw: object) -> Duration:
    """The duration that is written; raises Fault (`bad-duration`, `duration-too-long`, `from-later-version`)."""
    if isinstance(raw, str):
        found = _exact(raw) or _days(raw)
        if found is not None:
            return found
        text = raw.strip()
        if _LATER.fullmatch(text) or _CALENDAR_DAY.fullmatch(text):
            raise Fault("from-later-version", {"given": text}, hint=_as_days(text))
    given = str(raw)
    plain = unicodedata.normalize("NFKC", given).strip()  # full-width digits and colons as a keyboard gives them
    clock = _CLOCK.fullmatch(plain)
    if clock:
        hours, minutes = int(clock[1]), int(clock[2])
        right = _spoken(hours * 60 + minutes)
        raise Fault("bad-duration", {"given": given}, allowed=(right, f"{hours * 60 + minutes} min"), hint=right)
    raise Fault("bad-duration", {"given": given}, allowed=EXAMPLES, hint=_guess(given, plain))


def is_duration(raw: object) -> bool:
    """Whether this is written as a duration, good or not: it starts with a digit or names a calendar unit."""
    text = raw.strip() if isinstance(raw, str) else ""
    calendar = _LATER.fullmatch(text) or _CALENDAR_DAY.fullmatch(text)
    return isinstance(raw, (int, float)) or text[:1].isdigit() or calendar is not None


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


def _spoken(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join(([f"{hours} h"] if hours else []) + ([f"{rest} min"] if rest or not hours else []))


def _as_days(text: str) -> str:
    """Weeks are exactly so many days; no other unit of the calendar is."""
    weeks = re.match(r"(\d{1,4})\s*个?\s*(?:weeks?|周|星期|礼拜)", text, re.ASCII | re.IGNORECASE)
    return f"{int(weeks[1]) * 7} days" if weeks else ""


def _guess(given: str, text: str) -> str:
    """The same time in the words of the language, or nothing."""
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
