"""Lengths of time as people read them: `17:50`, `1:06:12`, `4天8小时40分`; left and over; durations of plans."""

from __future__ import annotations

import re
from typing import Final

from reports.words import Words
from reports.words.names import PERIODS, name

_SECOND: Final = 1000
_DAY: Final = 86_400
_PART = re.compile(r"(\d+)\s*(working days?|[a-z]+)")


def clock_span(ms: int) -> str:
    """Minutes and seconds, or hours too: `02:10`, `1:06:12`. The sign is dropped; part seconds are cut."""
    seconds = abs(ms) // _SECOND
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes:02}:{seconds % 60:02}"


def span(ms: int, words: Words) -> str:
    """A length of time; from a day on in days, hours and minutes."""
    seconds = abs(ms) // _SECOND
    if seconds < _DAY:
        return clock_span(ms)
    return _days(seconds, words, minutes=True)


def span_in_words(ms: int, words: Words) -> str:
    """A length of time as documents write it: `2分`, `14小时`, `8天14小时`; from a day on nobody counts minutes."""
    seconds = abs(ms) // _SECOND
    if seconds >= _DAY:
        return _days(seconds, words, minutes=False)
    hours, minutes = seconds // 3600, seconds // 60 % 60
    parts = [words.say("{n} h", n=hours)] if hours else []
    if minutes:
        parts.append(words.say("{n} min", n=minutes))
    return ("" if words.chinese else " ").join(parts or [words.say("{n} s", n=seconds)])


def _days(seconds: int, words: Words, *, minutes: bool) -> str:
    days, hours, rest = seconds // _DAY, seconds // 3600 % 24, seconds // 60 % 60
    parts = [words.say("{n} d", n=days)]
    if hours:
        parts.append(words.say("{n} h", n=hours))
    if rest and minutes:
        parts.append(words.say("{n} min", n=rest))
    return ("" if words.chinese else " ").join(parts)


def _margin(ms: int, words: Words) -> str:
    """From a day on nobody counts minutes."""
    seconds = abs(ms) // _SECOND
    return _days(seconds, words, minutes=False) if seconds >= _DAY else clock_span(ms)


def left_or_over(margin: int, words: Words) -> str:
    """What a running limit has left, or by how much it is over: `余 17:50`, `02:10 over`."""
    return (
        words.say("{span} left", span=_margin(margin, words))
        if margin >= 0
        else words.say("{span} over", span=_margin(margin, words))
    )


def early_or_late(margin: int, words: Words) -> str:
    """By how much an act came before its due, or after it: `早 09:00`, `01:00 late`."""
    return (
        words.say("{span} early", span=_margin(margin, words))
        if margin >= 0
        else words.say("{span} late", span=_margin(margin, words))
    )


def duration(text: str, words: Words) -> str:
    """A duration as plans write it (`1 h 30 min`, `3 working days`, `month`), in this language; else as it stands."""
    if text in PERIODS:
        return name(words, PERIODS, text)
    if text == "0 days":  # ends at 24:00 of the day it is counted from
        return words.say("same day")
    parts = _PART.findall(text)
    if not parts or _PART.sub("", text).strip():
        return text
    return ("" if words.chinese else " ").join(_part(int(n), unit, words) for n, unit in parts)


def _part(n: int, unit: str, words: Words) -> str:
    if unit.startswith("working"):
        return words.many("{n} working day", "{n} working days", n)
    if unit.startswith("month"):
        return words.many("{n} month", "{n} months", n)
    return {
        "min": lambda: words.say("{n} min", n=n),
        "h": lambda: words.say("{n} h", n=n),
        "s": lambda: words.say("{n} s", n=n),
        "d": lambda: words.many("{n} day", "{n} days", n),
        "day": lambda: words.many("{n} day", "{n} days", n),
        "days": lambda: words.many("{n} day", "{n} days", n),
    }.get(unit, lambda: f"{n} {unit}")()
