"""When violence breaks out: once the integral of its hazard, a rate for each active person, reaches an Exp(1).

The number of active people has no integral in closed form. But it is bounded, and most of the time the bound shows
that nothing fires soon; only else the integral is taken, with what had been left open until then.
"""

from __future__ import annotations

from math import ceil
from typing import Final, NamedTuple

from simulator.course import Course
from simulator.crowd_formulas import active_people

_WINDOW: Final = 20 * 60_000
"""How far ahead the integral is taken at first: farther is mostly in vain, as somebody does something before. Each time
that nobody did, twice as far.
"""


class _Stretch(NamedTuple):
    course: Course
    responders: float
    begin: int
    end: int


class Hazard:
    """The integral so far. `rate`: of each active person, per millisecond; `enough`: where it fires."""

    __slots__ = ("_ahead", "_bound", "_enough", "_most", "_owed", "_rate", "_taken", "_window")

    def __init__(self, rate: float, enough: float) -> None:
        self._rate = rate
        self._enough = enough
        self._taken = 0.0
        """The integral, as far as it was taken; not yet in it are the stretches in `_owed`, at most `_bound`."""
        self._owed: list[_Stretch] = []
        self._bound = 0.0
        self._most = 0.0
        """So many active people at most, where `look` has looked."""
        self._window = _WINDOW
        self._ahead: tuple[_Stretch, float] | None = None
        """A stretch that was taken before time had passed over it."""

    def passed(self, course: Course, responders: float, begin: int, end: int) -> None:
        """Time has passed where `look` has looked."""
        self._bound += self._rate * self._most * (end - begin)
        if self._owed:
            last = self._owed[-1]
            if last.course is course and last.responders == responders and last.end == begin:
                self._owed[-1] = last._replace(end=end)
                return
        self._owed.append(_Stretch(course, responders, begin, end))

    def look(self, course: Course, responders: float, now: int, until: int) -> tuple[int, bool]:
        """Look ahead: (a moment until before which nothing fires, at most `until`; whether it fires at that moment)."""
        if self._rules_out(active_people(*course.peak, responders, course.constants.threshold), until - now):
            return until, False
        again = self._ahead is not None and self._ahead[0].end == now and self._ahead[0].course is course
        self._window = 2 * self._window if again else _WINDOW
        until = min(until, now + self._window)
        if self._rules_out(course.at_most_active(responders, now, until), until - now):
            return until, False
        self._settle()
        cells, length = course.active_time(responders, now, until)
        sum_ = self._taken
        for k, cell in enumerate(cells):
            more = self._rate * cell
            if sum_ + more >= self._enough and more > 0:
                return max(now + 1, ceil(now + length * (k + (self._enough - sum_) / more))), True
            sum_ += more
        self._ahead = _Stretch(course, responders, now, until), sum_ - self._taken
        return until, False

    def _rules_out(self, most: float, time: int) -> bool:
        self._most = most
        return self._taken + self._bound + self._rate * most * time < self._enough

    def _settle(self) -> None:
        for stretch in self._owed:
            if self._ahead is not None and stretch == self._ahead[0]:
                self._taken += self._ahead[1]
            else:
                cells, _ = stretch.course.active_time(stretch.responders, stretch.begin, stretch.end)
                self._taken += self._rate * sum(cells)
        self._owed.clear()
        self._bound = 0.0
