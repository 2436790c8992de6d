"""When violence breaks out: once the integral of its hazard, a rate for each active person, reaches an Exp(1).

The number of active people has no integral in closed form. But it is bounded, and most of the time the bound shows
that nothing fires soon; only else the integral is taken, with what had been left open until then.
"""

from __future__ import annotations

from math import ceil
from typing import Final, NamedTuple

import numpy as np

from simulator.course import Course

_WINDOW: Final = 20 * 60_000
"""How far ahead the integral is taken at first: farther is mostly in vain, as somebody does something before. Each time
that nobody did, twice as far.
"""

_SHORT: Final = 5 * 60_000
"""Where the bound shows less than this the integral is taken."""


class _Stretch(NamedTuple):
    course: Course
    responders: float
    begin: int
    end: int


class Hazard:
    """The integral so far. `rate`: of each active person, per millisecond; `enough`: where it fires."""

    __slots__ = ("_ahead", "_begin", "_course", "_end", "_enough", "_owed", "_rate", "_responders", "_taken", "_window")

    def __init__(self, rate: float, enough: float) -> None:
        self._rate = rate
        self._enough = enough
        self._taken = 0.0
        """The integral, as far as it was taken; not yet in it are the stretches in `_owed`."""
        self._owed: list[_Stretch] = []
        self._course: Course | None = None
        self._responders = 0.0
        self._begin = self._end = 0
        """The stretch that goes on."""
        self._window = _WINDOW
        self._ahead: tuple[_Stretch, float] | None = None
        """A stretch that was taken before time had passed over it."""

    def passed(self, course: Course, responders: float, begin: int, end: int) -> None:
        """Time has passed where `look` has looked."""
        if course is not self._course or responders != self._responders:
            self._keep()
            self._course, self._responders, self._begin = course, responders, begin
        self._end = end

    def _keep(self) -> None:
        """The stretch that goes on is owed."""
        if self._course is not None and self._end > self._begin:
            self._owed.append(_Stretch(self._course, self._responders, self._begin, self._end))
            self._begin = self._end

    def look(self, course: Course, responders: float, now: int, until: int) -> tuple[int, bool]:
        """Look ahead: (a moment until before which nothing fires, at most `until`; whether it fires at that moment)."""
        self._settle()
        moment = self._ruled_out(course, responders, now, until)
        if moment == until or moment >= now + _SHORT:
            return moment, False
        again = self._ahead is not None and self._ahead[0].end == now and self._ahead[0].course is course
        self._window = 2 * self._window if again else _WINDOW
        until = min(until, now + self._window)
        cells, length = course.active_time(responders, now, until)
        sum_ = self._taken
        for k, cell in enumerate(cells):
            more = self._rate * cell
            if sum_ + more >= self._enough and more > 0:
                return max(now + 1, ceil(now + length * (k + (self._enough - sum_) / more))), True
            sum_ += more
        self._ahead = _Stretch(course, responders, now, until), sum_ - self._taken
        return until, False

    def _ruled_out(self, course: Course, responders: float, now: int, until: int) -> int:
        """Until when a bound shows that nothing fires."""
        times, sums = course.at_most(responders)
        reached = float(np.interp(now, times, sums)) + (self._enough - self._taken) / self._rate
        return until if reached >= sums[-1] else max(now, min(until, int(np.interp(reached, sums, times))))

    def _settle(self) -> None:
        """Take the integral where time has passed."""
        self._keep()
        owed = self._owed
        if self._ahead is not None and owed and owed[0] == self._ahead[0]:
            self._taken += self._ahead[1]
            del owed[0]
        while owed:
            course = owed[0].course
            together = [stretch[1:] for stretch in owed if stretch.course is course]
            self._taken += self._rate * sum(course.active_times(together))
            del owed[: len(together)]
