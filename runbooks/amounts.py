"""Values with a name: numbers as plans declare them, and what a site sets in their place."""

from __future__ import annotations

from dataclasses import replace

from runbooks.durations import parse_duration
from runbooks.plan import Duration, Number
from runbooks.problems import Fault, Problem
from runbooks.spots import Spot

LARGEST_COUNT = 10**9


def read_number(spot: Spot) -> tuple[int | Duration | None, list[Problem]]:
    """A count or a duration, as it is written."""
    value = spot.node.value
    if isinstance(value, int) and not isinstance(value, bool):
        if 0 <= value <= LARGEST_COUNT:
            return value, []
        return None, [spot.problem("bad-count", {"given": spot.node.text, "most": LARGEST_COUNT})]
    if not isinstance(value, str):
        return None, [spot.problem("bad-number", {"given": spot.given}, allowed=("30", "30 min", "3 working days"))]
    try:
        return parse_duration(value), []
    except Fault as fault:
        return None, [spot.fault(fault)]


def _kind(value: int | Duration) -> str:
    """What may be set in its place: a count, a length of time, or a unit of the calendar."""
    if isinstance(value, Duration):
        return "duration" if value.period is None else "period"
    return "count"


def site_number(number: Number, spot: Spot) -> tuple[Number, list[Problem]]:
    """The number with the site's own value, which must be of the same kind."""
    value, problems = read_number(spot)
    if value is None:
        return number, problems
    kind = _kind(number.value)
    if _kind(value) != kind:
        allowed = (number.value.text,) if isinstance(number.value, Duration) else (str(number.value),)
        values = {"given": spot.node.text, "number": number.id, "kind": kind}
        return number, [spot.problem("number-of-other-kind", values, allowed=allowed)]
    return replace(number, value=value, by_site=True), []
