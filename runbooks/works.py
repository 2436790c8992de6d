"""Work times of steps, for drills only: checked here, kept as written.

`5 min` · `{median, p90}` · `{mean}` · `{low, high}` · `{low, likely, high}`, all in minutes and hours.
"""

from __future__ import annotations

from collections.abc import Mapping

from runbooks.accepted import as_accepted, duration_at
from runbooks.problems import Fault, Problem
from runbooks.spots import Spot

FORMS = (("median", "p90"), ("mean",), ("low", "high"), ("low", "likely", "high"))
SPELT = ("5 min", "{median, p90}", "{mean}", "{low, high}", "{low, likely, high}")


def read_work(spot: Spot) -> tuple[str | Mapping[str, str] | None, list[Problem]]:
    """The work time as it is written, and what is wrong with it."""
    if spot.node.kind == "scalar":
        _, problems = _exact(spot)
        return spot.node.text, problems
    keys = tuple(key for key, _, _ in spot.entries())
    form = next((form for form in FORMS if set(form) == set(keys)), None)
    if form is None:
        return None, [spot.problem("bad-work", {"given": keys}, allowed=SPELT)]
    read = {key: _exact(spot.key(key)) for key in form}
    problems = [problem for _, wrong in read.values() for problem in wrong]
    sizes = [ms for ms, _ in read.values()]
    if not problems and sizes != sorted(sizes):
        problems.append(spot.problem("work-not-rising", {"given": form}))
    if form[0] == "median" and read["median"] == (0, []):
        problems.append(spot.key("median").problem("median-of-nothing", {"given": spot.key("median").node.text}))
    return {key: spot.key(key).node.text for key in keys}, problems


def _exact(spot: Spot) -> tuple[int, list[Problem]]:
    try:
        duration = duration_at(spot, "clock")
    except Fault as fault:
        return 0, [spot.fault(fault)]
    if duration.ms is None:
        hint, allowed = as_accepted(duration, "clock"), ("30 min", "1 h 30 min")
        return 0, [spot.problem("work-in-days", {"given": duration.text}, allowed=allowed, hint=hint)]
    return duration.ms, []
