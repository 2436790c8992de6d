"""How many people of a course are active, in cells of equal length: what the hazard of violence is summed up from.

In a cell the number of active people is taken to be constant: that of the mean count and the tension in the middle, as
many responders facing them as there are. So a sum over some time does not depend on how often anybody looks. The error
is of second order in a cell's length, an eighth of the relaxation time at most; `docs/drills.md` has the measured one.
"""

from __future__ import annotations

from bisect import bisect_right
from math import ceil, inf
from typing import Final

import numpy as np

from simulator.course import Course
from simulator.crowd_formulas import active_people, willing_all
from simulator.streams import Floats

PER_RELAXATION: Final = 8
"""Cells in a relaxation time, at least."""

MOST: Final = 100_000
"""Cells of a course, at most: a week in cells of six seconds."""


class Cells:
    """The cells of a course, from its first moment to its last: their edges, the mean count and the tension of each;
    how many are active in each if nobody faces them, more than which never are, and the integral of that up to each
    edge. They end where nobody is active any more, if that is before the course does. Times are milliseconds from the
    start, integrals people times milliseconds.
    """

    __slots__ = ("_counts", "_faced", "_tensions", "_threshold", "edges", "unfaced", "unfaced_sums")

    def __init__(self, threshold: float, *lists: list[float]) -> None:
        self._threshold = threshold
        self.edges, self._counts, self._tensions, self.unfaced, self.unfaced_sums = lists
        self._faced: dict[float, list[float]] = {}

    def place(self, t: float) -> int:
        """In which cell a moment is."""
        return min(bisect_right(self.edges, t), len(self.unfaced)) - 1

    def unfaced_at(self, t: float) -> float:
        """The integral up to a moment, if nobody faces them."""
        k = self.place(t)
        return self.unfaced_sums[k] + self.unfaced[k] * (min(t, self.edges[-1]) - self.edges[k])

    def unfaced_reaches(self, integral: float) -> float | None:
        """When that integral is so high; None if it never is."""
        if integral > self.unfaced_sums[-1]:
            return None
        k = bisect_right(self.unfaced_sums, integral) - 1
        over = integral - self.unfaced_sums[k]
        return self.edges[k] + (over / self.unfaced[k] if over > 0 else 0.0)

    def rates(self, responders: float) -> list[float]:
        """How many are active in each cell, facing so many; -1 where nobody has asked yet."""
        if responders <= 0:
            return self.unfaced
        found = self._faced.get(responders)
        if found is None:
            found = self._faced[responders] = [-1.0] * len(self.unfaced)
        return found

    def rate(self, k: int, responders: float) -> float:
        """How many are active in a cell."""
        return active_people(self._counts[k], self._tensions[k], responders, self._threshold)

    def integral(self, responders: float, begin: float, end: float) -> float:
        """The integral of the number of active people between two moments."""
        if responders <= 0:
            return self.unfaced_at(end) - self.unfaced_at(begin)
        return self._summed(inf, responders, begin, end)[0]

    def reaches(self, integral: float, responders: float, begin: float, end: float) -> float | None:
        """When the integral from `begin` on is so high; None if it is not by `end`."""
        return self._summed(integral, responders, begin, end)[1]

    def _summed(self, enough: float, responders: float, begin: float, end: float) -> tuple[float, float | None]:
        """The integral up to `end` and None; or, where it comes to be enough, that and the moment."""
        edges, rates, k, t, sum_ = self.edges, self.rates(responders), self.place(begin), begin, 0.0
        end = min(end, edges[-1])
        while t < end:
            rate = rates[k]
            if rate < 0:
                rate = rates[k] = self.rate(k, responders)
            k += 1
            until = min(edges[k], end)
            more = rate * (until - t)
            if more > 0 and sum_ + more >= enough:
                return enough, t + (enough - sum_) / rate
            sum_ += more
            t = until
        return sum_, None


def cut(course: Course, longest: float = 0.0) -> Cells:
    """A course in cells, of `longest` milliseconds at most if that is given."""
    edges = edges_of(float(course.times[0]), float(course.times[-1]), course.constants.relax, longest)
    people = np.interp(edges, course.times, course.person_time)
    counts = (people[1:] - people[:-1]) / (edges[1:] - edges[:-1])
    _, tensions = course.states((edges[:-1] + edges[1:]) / 2)
    return cells_of(edges, counts[np.newaxis], tensions[np.newaxis], course.constants.threshold)[0]


def edges_of(begin: float, end: float, relax: float, longest: float = 0.0) -> Floats:
    """The edges of the cells between two moments, a float more than there are cells; `relax` and `longest` are
    milliseconds, as they are.
    """
    number = max(1, min(MOST, ceil((end - begin) / (longest or relax / PER_RELAXATION))))
    edges = begin + (end - begin) / number * np.arange(number + 1, dtype=np.float64)
    edges[-1] = end
    return edges


def cells_of(edges: Floats, counts: Floats, tensions: Floats, threshold: float) -> list[Cells]:
    """The cells of some courses with the same edges (n + 1 of them); mean counts and tensions have a row of n for each
    course.
    """
    rates = counts * willing_all(tensions, 0.0, threshold)
    sums = (rates * (edges[1:] - edges[:-1])).cumsum(axis=1)
    used = np.maximum(rates.shape[1] - (rates[:, ::-1] > 0).argmax(axis=1), 1)
    used[~(rates > 0).any(axis=1)] = 1
    same = edges.tolist()
    return [
        Cells(
            threshold,
            same[: n + 1],
            counts[k, :n].tolist(),
            tensions[k, :n].tolist(),
            rates[k, :n].tolist(),
            [0.0, *sums[k, :n].tolist()],
        )
        for k, n in enumerate(used.tolist())
    ]
