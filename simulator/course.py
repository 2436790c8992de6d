"""How a crowd goes on as long as nothing interferes: who comes, who leaves, and the tension that follows.

The number of people is a step function of whole milliseconds, exactly. Between its steps the tension relaxes
exponentially towards a constant, so it too is exact at every moment; the whole course is one cumulative sum.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from math import exp

import numpy as np

from simulator.crowd_formulas import (
    TOLERANCE,
    perceived_risk,
    relaxing_time,
    tension_for,
    willing,
    willing_all,
)
from simulator.scenario_model import Crowd as Constants
from simulator.streams import Floats

LONGEST_SUM = 500.0
"""Exponents are summed up to here before the sum begins anew, so that nothing overflows."""

_ZERO = np.zeros(1)


class Course:
    """From `times[0]` on; `counts[k]` people from `times[k]` until `times[k + 1]`, where the tension is `tensions[k]`
    and `tensions[k + 1]`. The last time is the end; its count is that of the stretch before.
    """

    def __init__(self, constants: Constants, times: Floats, counts: Floats, bases: Floats, tensions: Floats) -> None:
        self.constants = constants
        self.times = times
        self.counts = counts
        self.bases = bases
        self.tensions = tensions
        self._last = len(times) - 1

    @cached_property
    def person_time(self) -> Floats:
        """The integral of the count up to each of the times."""
        return np.concatenate((_ZERO, (self.counts[:-1] * (self.times[1:] - self.times[:-1])).cumsum()))

    @cached_property
    def peak(self) -> tuple[float, float]:
        """The highest count and the highest tension: where a stretch begins or ends."""
        return float(self.counts.max()), float(self.tensions.max())

    def place(self, t: float) -> int:
        """In which stretch a moment is."""
        return min(bisect_right(self._moments, t), self._last) - 1

    @cached_property
    def _moments(self) -> list[float]:
        """The times as a list: to look one up is many times as fast."""
        moments: list[float] = self.times.tolist()
        return moments

    def count(self, t: float) -> int:
        """How many people are there at a moment."""
        return int(self.counts.item(self.place(t)))

    def tension(self, t: float) -> float:
        """The tension at a moment."""
        k = min(bisect_right(self._moments, t), self._last) - 1
        base: float = self.bases.item(k)
        return base + (self.tensions.item(k) - base) * exp((self._moments[k] - t) / self.constants.relax)

    def states(self, times: Floats) -> tuple[Floats, Floats]:
        """How many people are there at some moments, and the tensions."""
        k = np.minimum(self.times.searchsorted(times, "right"), len(self.times) - 1) - 1
        bases = self.bases[k]
        tensions = bases + (self.tensions[k] - bases) * np.exp((self.times[k] - times) / self.constants.relax)
        return self.counts[k], tensions

    def crossings(self, bounds: tuple[int, ...]) -> list[int]:
        """When the count passes from one range to another; a range begins at each of `bounds`. What comes and goes in
        one millisecond has not been there.
        """
        ranges = np.asarray(bounds, dtype=np.float64).searchsorted(self.counts[:-1], "right")
        found: list[int] = []
        last = ranges[0]
        for k in np.flatnonzero(ranges[1:] != ranges[:-1]) + 1:
            at = float(self.times[k])
            settled = ranges[self.place(at)]
            if settled != last:
                found.append(int(at))
                last = settled
        return found

    def active_crossings(self, active: float, responders: float, after: float) -> tuple[list[float], bool]:
        """When the number of active people passes from less than `active` to as many, or back, after a moment; and
        whether they are as many at that moment. Closed: who asks for `active` knows the risk that they perceive, and so
        the tension at which they are so many.
        """
        threshold, k = self.constants.threshold, self.place(after)
        risk, reached = perceived_risk(responders, active), active * (1 - TOLERANCE)
        highest_count, highest = self.peak
        if willing(highest, risk, threshold) * highest_count < reached:
            return [], False
        n, times, tensions = self.counts[k:-1], self.times[k:].copy(), self.tensions[k:].copy()
        times[0], tensions[0] = after, self.tension(after)
        shares = willing_all(tensions, risk, threshold)
        states = np.empty(2 * len(n), dtype=np.bool_)
        np.greater_equal(n * shares[:-1], reached, out=states[0::2])
        np.greater_equal(n * shares[1:], reached, out=states[1::2])
        found = []
        first = last = bool(states[0])
        for at in ((states[1:] != states[:-1]).nonzero()[0] + 1).tolist():
            stretch, ends = divmod(at, 2)
            if states[at] == last or times[stretch] == times[stretch + 1]:
                continue
            last = not last
            moment = float(times[stretch])
            if ends:
                moment += self._rising_time(k + stretch, float(tensions[stretch]), active, responders)
            found.append(moment)
        return found, first

    def _rising_time(self, stretch: int, tension: float, active: float, responders: float) -> float:
        """How long from a tension until so many are active (or no more so many), within a stretch."""
        wanted = tension_for(active, float(self.counts[stretch]), responders, self.constants.threshold)
        passed = None
        if wanted is not None:
            passed = relaxing_time(tension, wanted, float(self.bases[stretch]), self.constants.relax)
        return 0.0 if passed is None else passed


def lay_out(constants: Constants, times: Floats, counts: Floats, tension: float, shift: float) -> Course:
    """The course of so many people (`counts[k]` from `times[k]` on, milliseconds) from a tension on; `shift` is the sum
    of the measures.
    """
    bases = bases_of(constants, counts[:-1], shift)
    tensions = _relax((times[1:] - times[:-1]) / constants.relax, bases, tension)
    return Course(constants, times, counts, bases, tensions)


def bases_of(constants: Constants, counts: Floats, shift: float) -> Floats:
    """What the tension of so many people tends to, for counts in an array of any shape."""
    bases = counts / (counts + constants.half) if constants.half else np.minimum(counts, 1.0)
    bases *= constants.crowding
    bases += constants.base + shift
    return np.maximum(bases, 0.0, out=bases)


def _relax(passed: Floats, bases: Floats, tension: float) -> Floats:
    """The tensions at the ends of stretches, in relaxation times, each tending to its base: x' = b + (x - b) e^-d.

    Multiplied by e^(sum of d) the recurrence is a sum: all terms are positive, so nothing cancels.
    """
    passed = np.minimum(passed, LONGEST_SUM)
    sums = np.concatenate((_ZERO, passed.cumsum()))
    if sums[-1] <= LONGEST_SUM:
        return _relax_piece(sums, bases, tension)
    tensions = np.empty(len(sums))
    tensions[0] = tension
    begin = 0
    while begin < len(bases):
        end = max(begin + 1, int(np.searchsorted(sums, sums[begin] + LONGEST_SUM, side="right")) - 1)
        piece = _relax_piece(sums[begin : end + 1] - sums[begin], bases[begin:end], float(tensions[begin]))
        tensions[begin + 1 : end + 1] = piece[1:]
        begin = end
    return tensions


def _relax_piece(sums: Floats, bases: Floats, tension: float) -> Floats:
    weights = np.exp(sums)
    grown = np.empty(len(sums))
    grown[0] = tension
    (bases * (weights[1:] - weights[:-1])).cumsum(out=grown[1:])
    grown[1:] += tension
    return np.divide(grown, weights, out=grown)
