"""The crowd of one run: n people present, a tension x, and how many of the people are active.

It is moved by events only: people who come and leave, measures, shocks, responders. In between everything is known in
closed form (`simulator.course`), except the integral of the hazard of violence: that one is taken numerically, and
only where a bound from above does not already show that nothing fires.

Whatever chance decides is handed over drawn: when people come, an Exp(1) for each that leaves once the integral of his
hazard reaches it, and an Exp(1) for the violence. So a measure may change when somebody leaves, never how patient he
was drawn. Times are whole milliseconds from the start and never go back.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterator
from functools import cached_property
from math import ceil, fsum, prod
from typing import Final, NamedTuple

import numpy as np

from simulator.attendance import Attendance
from simulator.course import Course, lay_out
from simulator.crowd_formulas import TOLERANCE, active_people, gathering_times, perceived_risk, tends_to, willing
from simulator.hazard import Hazard
from simulator.opening import Opening
from simulator.scenario_model import Crowd as Constants
from simulator.streams import Floats, Streams

_MINUTE: Final = 60_000
_NEVER: Final = 2**53


class Watch(NamedTuple):
    """What of a crowd is looked at: ranges of the count, each from a number of `counts` (rising) to the next; whether
    so many are active; whether violence breaks out.
    """

    counts: tuple[int, ...] = ()
    active: tuple[float, ...] = ()
    violence: bool = True


class Draws(NamedTuple):
    """What chance decides about the crowds of some runs, a row a run: when people come (ms, rising), and Exp(1)s."""

    arrivals: Floats
    leaving: Floats
    violence: Floats


def draw(streams: Streams, constants: Constants, block: int, joining: int = 0, rows: range | None = None) -> Draws:
    """The draws of a block's runs; `joining`: how many more may come all at once."""
    size = constants.size
    minutes = gathering_times(streams.block("crowd/arrivals", block, size, rows), constants.p, constants.q)
    arrivals = np.sort(np.rint(minutes * _MINUTE), axis=1)
    leaving = -np.log1p(-streams.block("crowd/leaving", block, size + joining, rows))
    violence = -np.log1p(-streams.block("crowd/violence", block, 1, rows)[:, 0])
    return Draws(arrivals, leaving, violence)


class _Measure(NamedTuple):
    until: int
    tension: float
    leaving: float


class Crowd:
    """A crowd from 0 to `horizon`. `arrivals` are whole milliseconds, rising; `leaving` has an Exp(1) for each of them,
    in their order, and then for whoever joins.
    """

    def __init__(
        self,
        constants: Constants,
        arrivals: Floats,
        leaving: Floats,
        violence: float,
        horizon: int,
        watch: Watch | None = None,
        opening: Opening | None = None,
    ) -> None:
        self.constants = constants
        self.now = 0
        self.horizon = horizon
        self.watch = Watch() if watch is None else watch
        self.violent = False
        self._end = horizon + 1
        self._hurry = 1.0
        self._staff = 0.0
        self._measures: list[_Measure] = []
        """Those in force, the first to cease first."""
        self._drawn_people = arrivals, leaving
        if opening is None:
            times, counts = self._people.steps(0, self._end)
            opening = Opening(lay_out(constants, times, counts, tends_to(int(counts[0]), constants, 0.0), 0.0))
        self._drawn: Course | None = opening.course
        self._steps = opening.course.times, opening.course.counts
        self._tension = float(opening.course.tensions[0])
        self._since = 0
        """The moment of `_tension`, from which on the present course holds."""
        self._crossings: list[int] | None = None
        self._active: list[list[int]] | None = None
        self._calm = False
        """Nowhere in the present course so many are active as are asked for."""
        known = None if opening.cells is None else (opening.course, opening.cells)
        self._hazard = Hazard(constants.violence / _MINUTE, violence, known)
        self._sure = 0
        """Before this moment there is no violence; at this moment there is, if `_fires`."""
        self._fires = False

    # -- what is asked ------------------------------------------------------------------------------

    @property
    def present(self) -> int:
        """How many people are there."""
        return self._course.count(self.now)

    @property
    def tension(self) -> float:
        """The tension."""
        return (self._drawn or self._course).tension(self.now)

    @property
    def active(self) -> float:
        """How many people are active. At a number that `watch` asks for it agrees with `next_change` to the bit."""
        n, x = self.present, self.tension
        found = active_people(n, x, self._staff, self.constants.threshold)
        for asked in self.watch.active:
            if abs(found - asked) < 1e-6 * asked:
                risk = perceived_risk(self._staff, asked)
                reached = n * willing(x, risk, self.constants.threshold) >= asked * (1 - TOLERANCE)
                return asked if reached else min(found, asked * (1 - TOLERANCE))
        return found

    def states(self, times: range) -> list[tuple[int, float]]:
        """How many people are there at some moments to come, and the tension, if nothing more happens to them."""
        counts, tensions = self._course.states(np.arange(times.start, times.stop, times.step, dtype=np.float64))
        return list(zip(counts.astype(np.int64).tolist(), tensions.tolist(), strict=True))

    def next_change(self, after: int) -> int | None:
        """The first moment after `after` at which something that is watched changes, as far as is known at present, or
        at which to ask again; None if nothing changes up to the horizon. Whatever happens to the crowd may change it.
        """
        self.advance(after)
        self._make_sure()
        soonest = self._sure
        if self._measures:
            soonest = min(soonest, self._measures[0].until)
        if self.watch.counts:
            if self._crossings is None:
                self._crossings = self._course.crossings(self.watch.counts)
            k = bisect_right(self._crossings, after)
            if k < len(self._crossings):
                soonest = min(soonest, self._crossings[k])
        for moments in self._turns():
            k = bisect_right(moments, after)
            if k < len(moments):
                soonest = min(soonest, moments[k])
        return soonest if soonest <= self.horizon else None

    # -- what happens -------------------------------------------------------------------------------

    def advance(self, to: int) -> None:
        """Let time pass."""
        if self.now <= to < self._sure and not self._measures:  # nothing happens meanwhile
            if to > self.now and self._may_turn:
                self._hazard.passed(self._course, self._staff, self.now, to)
            self.now = to
            return
        if not self.now <= to <= self.horizon:
            raise ValueError(f"the crowd is at {self.now}, with a horizon of {self.horizon}: it cannot go to {to}")
        while self.now < to:
            self._make_sure()
            moment = min(to, self._sure, self._measures[0].until if self._measures else to)
            if self._may_turn:
                self._hazard.passed(self._course, self._staff, self.now, moment)
            self.now = moment
            if self._fires and moment == self._sure:
                self.violent, self._fires = True, False
                self._sure = self._end
            if self._measures and self._measures[0].until == moment:
                self._lay_out()

    def shock(self, tension: float) -> None:
        """The tension jumps."""
        self._lay_out(shock=tension)

    def measure(self, tension: float, leaving: float, until: int | None = None) -> None:
        """From now on the tension tends to `tension` more, and people leave `leaving` times as fast; until a moment, or
        for good. Of measures at the same time the tensions add up and the others multiply.
        """
        insort(self._measures, _Measure(_NEVER if until is None else until, tension, leaving))
        self._lay_out()

    def join(self, people: int) -> None:
        """People come all at once; a negative number: so many of those who are there leave, those who came first."""
        if people < 0:
            self._people.send(self.now, -people)
        else:
            self._people.join(self.now, [next(self._spare) for _ in range(people)])
        self._lay_out(recount=True)

    def responders(self, count: float) -> None:
        """So many of our own staff face the crowd."""
        if count == self._staff:
            return
        # More responders make fewer active: what has been ruled out stays ruled out.
        still = count > self._staff and not self._fires
        self._staff = float(count)
        if not (still and self._calm):
            self._active = None
        if not still:
            self._make_unsure()

    # -- how it goes on -----------------------------------------------------------------------------

    @cached_property
    def _people(self) -> Attendance:
        """Who comes and leaves, one by one: of no use before something happens to them."""
        arrivals, leaving = self._drawn_people
        patience = leaving[: len(arrivals)].astype(np.float64)
        return Attendance(arrivals.astype(np.float64), patience, self.constants.stay)

    @cached_property
    def _spare(self) -> Iterator[float]:
        """What those bear who join."""
        arrivals, leaving = self._drawn_people
        return iter(leaving[len(arrivals) :].tolist())

    @property
    def _course(self) -> Course:
        if self._drawn is None:
            times, counts = self._steps
            k = int(np.searchsorted(times, self._since, side="right")) - 1
            times = times[k:].copy()
            times[0] = self._since
            shift = fsum(measure.tension for measure in self._measures)
            self._drawn = lay_out(self.constants, times, counts[k:], self._tension, shift)
        return self._drawn

    @property
    def _may_turn(self) -> bool:
        return self.watch.violence and not self.violent and self.constants.violence > 0

    def _turns(self) -> list[list[int]]:
        """For each number of active people that is watched: when it is reached, and no longer."""
        if self._active is None:
            now, course = self.now, self._course
            found = [course.active_crossings(asked, self._staff, now) for asked in self.watch.active]
            self._active = [[max(ceil(moment), now + 1) for moment in moments] for moments, _ in found]
            self._calm = not any(moments or reached for moments, reached in found)
        return self._active

    def _lay_out(self, shock: float = 0.0, *, recount: bool = False) -> None:
        """Something has happened: from now on it goes another way."""
        if self._since != self.now or self._drawn is not None:
            self._tension, self._since = self.tension, self.now
        self._tension = max(0.0, self._tension + shock)
        self._measures = [measure for measure in self._measures if measure.until > self.now]
        hurry = prod(measure.leaving for measure in self._measures)
        if recount or hurry != self._hurry:
            self._hurry = hurry
            self._people.hurry(self.now, hurry)
            self._steps = self._people.steps(self.now, self._end)
            self._crossings = None
        self._drawn = self._active = None
        self._make_unsure()

    def _make_unsure(self) -> None:
        self._sure = self._end if self.violent else self.now
        self._fires = False

    def _make_sure(self) -> None:
        """Look ahead for violence, unless somebody has."""
        if self._sure > self.now:
            return
        if not self._may_turn:
            self._sure = self._end
            return
        until = min(self._end, self._measures[0].until) if self._measures else self._end
        self._sure, self._fires = self._hazard.look(self._course, self._staff, self.now, until)
