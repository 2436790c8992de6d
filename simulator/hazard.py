"""When violence breaks out: once the integral of its hazard, a rate for each active person, reaches an Exp(1).

The number of active people has no integral in closed form, so it is summed up in cells (`simulator.cells`). If nobody
faced them more would be active: most of the time that alone shows that nothing fires soon, and is known at once.
"""

from __future__ import annotations

from math import ceil
from typing import Final

from simulator.cells import Cells, cut
from simulator.course import Course

_WINDOW: Final = 20 * 60_000
"""How far ahead is summed up at first: farther is mostly in vain, as somebody does something before. Each time that
nobody did, twice as far.
"""

_SHORT: Final = 5 * 60_000
"""Where less than this is ruled out it is summed up."""


class Hazard:
    """The integral so far. `rate`: of each active person, per millisecond; `enough`: where it fires; `known`: a
    course that is cut into cells already.
    """

    __slots__ = (
        "_asked",
        "_begin",
        "_cells",
        "_course",
        "_end",
        "_enough",
        "_rate",
        "_responders",
        "_taken",
        "_window",
    )

    def __init__(self, rate: float, enough: float, known: tuple[Course, Cells] | None = None) -> None:
        self._rate = rate
        self._enough = enough
        self._taken = 0.0
        """The integral, without the stretch that goes on."""
        self._course: Course | None = None
        self._cells = known
        """Of the course that was asked for last."""
        self._responders = 0.0
        self._begin = self._end = 0
        """The stretch that goes on."""
        self._window = _WINDOW
        self._asked = -1
        """Up to when was summed up, without anything having fired."""

    @property
    def taken(self) -> float:
        """The integral so far."""
        self._settle()
        return self._taken

    def passed(self, course: Course, responders: float, begin: int, end: int) -> None:
        """Time has passed where `look` has looked."""
        if course is not self._course or responders != self._responders:
            self._settle()
            self._course, self._responders, self._begin = course, responders, begin
        self._end = end

    def look(self, course: Course, responders: float, now: int, until: int) -> tuple[int, bool]:
        """Look ahead: (a moment until before which nothing fires, at most `until`; whether it fires at that moment)."""
        self._settle()
        left, cells = (self._enough - self._taken) / self._rate, self._cells_of(course)
        moment = cells.unfaced_reaches(cells.unfaced_at(now) + left)
        if moment is None or moment > until:
            return until, False
        if responders <= 0:
            return max(now + 1, ceil(moment)), True
        if moment >= now + _SHORT:
            return int(moment), False
        self._window = 2 * self._window if self._asked == now else _WINDOW
        end = min(until, now + self._window)
        fires = cells.reaches(left, responders, now, end)
        if fires is not None:
            return max(now + 1, ceil(fires)), True
        self._asked = end
        return end, False

    def _settle(self) -> None:
        """Take what has passed into the integral."""
        if self._course is not None and self._end > self._begin:
            cells = self._cells_of(self._course)
            self._taken += self._rate * cells.integral(self._responders, self._begin, self._end)
            self._begin = self._end

    def _cells_of(self, course: Course) -> Cells:
        if self._cells is None or self._cells[0] is not course:
            self._cells = course, cut(course)
        return self._cells[1]
