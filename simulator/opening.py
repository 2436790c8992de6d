"""How the crowds of some runs go on from the beginning, if nothing happens to them: laid out for all runs in one go.

Nearly every run needs it, and of a few hundred people most of what it costs is calling. The numbers are those that
`course.lay_out` and `cells.cut` would come to, to the bit.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from simulator.attendance import leaving_times
from simulator.cells import Cells, cells_of, edges_of
from simulator.course import LONGEST_SUM, Course, bases_of
from simulator.crowd_formulas import tends_to
from simulator.scenario_model import Crowd as Constants
from simulator.streams import Floats

_NOBODY: Final = 0


class Opening(NamedTuple):
    """The first course of a crowd, and its cells where somebody asks for violence."""

    course: Course
    cells: Cells | None = None


def openings(
    constants: Constants, arrivals: Floats, patience: Floats, end: int, *, violence: bool
) -> list[Opening | None]:
    """For each row of arrivals (ms, rising) and of `patience`, what each person bears in units of the mean stay, the
    course up to `end` (ms); with its cells where there may be `violence`. None where the run has to see to it itself:
    where somebody is there from the first moment, or times are too long to be summed at once.
    """
    if end / constants.relax > LONGEST_SUM:
        return [None] * len(arrivals)
    times, counts = _steps(arrivals, leaving_times(arrivals, patience, constants.stay), end)
    bases = bases_of(constants, counts[:, :-1], 0.0)
    sums = ((times[:, 1:] - times[:, :-1]) / constants.relax).cumsum(axis=1)
    weights = np.exp(_after_zero(sums))
    tensions = np.empty_like(weights)
    tensions[:, 0] = tension = tends_to(_NOBODY, constants, 0.0)
    (bases * (weights[:, 1:] - weights[:, :-1])).cumsum(axis=1, out=tensions[:, 1:])
    tensions[:, 1:] += tension
    tensions /= weights
    lengths = (np.count_nonzero(times < end, axis=1) + 1).tolist()
    courses = [
        Course(constants, times[k, :n], counts[k, :n], bases[k, : n - 1], tensions[k, :n])
        for k, n in enumerate(lengths)
    ]
    cells: list[Cells] | list[None] = [None] * len(courses)
    if violence and courses:
        cells = _cells(constants, courses, times, bases, tensions)
    early = np.count_nonzero(arrivals <= 0, axis=1).tolist()
    return [None if there else Opening(course, cut) for there, course, cut in zip(early, courses, cells, strict=True)]


def _steps(arrivals: Floats, leave: Floats, end: int) -> tuple[Floats, Floats]:
    """The moments from 0 on at which each count changes, and the counts from then on; after the last, `end` for good.

    Who comes is sorted before who leaves at the same moment: a moment and whether somebody leaves are one number.
    """
    rows, people = arrivals.shape
    keys = np.empty((rows, 2 * people), dtype=np.int64)
    np.minimum(arrivals, end, out=keys[:, :people], casting="unsafe")
    np.minimum(leave, end, out=keys[:, people:], casting="unsafe")
    keys *= 2
    keys[:, people:] += 1
    keys.sort(axis=1)
    times = np.full((rows, 2 * people + 2), float(end))
    times[:, 0] = 0.0
    np.right_shift(keys, 1, out=times[:, 1:-1], casting="unsafe")
    counts = np.zeros_like(times)
    change = np.where(times[:, 1:-1] < end, 1.0 - 2.0 * (keys & 1), 0.0)
    change.cumsum(axis=1, out=counts[:, 1:-1])
    counts[:, -1] = counts[:, -2]
    return times, counts


def _after_zero(sums: Floats) -> Floats:
    return np.concatenate((np.zeros((len(sums), 1)), sums), axis=1)


def _cells(constants: Constants, courses: list[Course], times: Floats, bases: Floats, tensions: Floats) -> list[Cells]:
    """The cells of all courses: their edges are the same, as all begin and end together. Those after the last of all
    the people has left are not looked at: nobody is active in them.
    """
    end = float(times[0, -1])
    last = max(end if course.counts[-1] else float(course.times[-2]) for course in courses)
    edges = edges_of(0.0, end, constants.relax)
    edges = edges[: int(edges.searchsorted(last)) + 2]
    middles = (edges[:-1] + edges[1:]) / 2
    people = np.array([np.interp(edges, course.times, course.person_time) for course in courses])
    at = np.array([course.times.searchsorted(middles, "right") for course in courses]) - 1
    times, bases, tensions = (np.take_along_axis(numbers, at, axis=1) for numbers in (times, bases, tensions))
    tensions = bases + (tensions - bases) * np.exp((times - middles) / constants.relax)
    counts = (people[:, 1:] - people[:, :-1]) / (edges[1:] - edges[:-1])
    return cells_of(edges, counts, tensions, constants.threshold)
