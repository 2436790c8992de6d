"""Durations where not every kind of them is accepted, so that whoever misspells one is told what can stand there.

A limit's length is of any kind; a repeat runs by the clock or by a unit of the calendar; what is counted ahead of a
date is days; how long work takes is minutes and hours.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from runbooks.durations import AS_LENGTH, EXAMPLES, LONGEST_DAYS, MINUTE, parse_duration
from runbooks.plan import Duration, Period
from runbooks.problems import Fault
from runbooks.spots import Spot

Accepted = Literal["length", "repeat", "days", "clock"]

_DAY: Final = 24 * 60 * MINUTE
_CLOCK: Final = ("30 min", "1 h 30 min")
_EXAMPLES: Final[Mapping[Accepted, tuple[str, ...]]] = {
    "length": EXAMPLES,
    "repeat": (*_CLOCK, "week", "month"),
    "days": ("15 days", "3 working days", "3 months"),
    "clock": _CLOCK,
}
_CODES: Final[Mapping[Accepted, str]] = {
    "length": "bad-duration",
    "repeat": "bad-repeat",
    "days": "bad-days",
    "clock": "bad-clock-time",
}
_PERIODS: Final[Mapping[str, Period]] = {length: period for period, length in AS_LENGTH.items()}


def duration_at(spot: Spot, accepted: Accepted) -> Duration:
    """The duration that is written, of any kind; raises Fault, whose hint and examples are of the kind accepted."""
    try:
        return parse_duration(spot.node.value if spot.node.kind == "scalar" else spot.given)
    except Fault as fault:
        if fault.code == "duration-too-long":
            most = f"{LONGEST_DAYS * 24} h" if accepted == "clock" else fault.values["most"]
            raise Fault(fault.code, {**fault.values, "most": most}) from None
        code = _CODES[accepted]
        raise Fault(code, fault.values, _EXAMPLES[accepted], _hint(spot.given, fault.hint, accepted)) from None


def as_accepted(duration: Duration, accepted: Accepted) -> str:
    """The same length of time in a kind that is accepted; "" if there is none."""
    if duration.period is not None:
        if accepted == "repeat":
            return duration.text
        return "" if accepted == "clock" else AS_LENGTH[duration.period]
    if accepted == "repeat" and duration.text in _PERIODS:
        return _PERIODS[duration.text]
    if accepted in {"clock", "repeat"}:
        return duration.text if duration.ms is not None else f"{duration.days * 24} h" if duration.days else ""
    if accepted == "days" and duration.ms is not None:
        days, rest = divmod(duration.ms, _DAY)
        return "" if rest or not days else "1 day" if days == 1 else f"{days} days"
    return duration.text


def _hint(given: str, hint: str, accepted: Accepted) -> str:
    if not hint:
        return ""
    if accepted == "days" and given.strip().isdecimal():
        return f"{int(given)} days"
    return as_accepted(parse_duration(hint), accepted)
