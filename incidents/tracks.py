"""Three truth values, and how one of them goes on through time.

A condition is yes, no, or open (somebody has not answered yet). Ordered NO < OPEN < YES, *and* is the minimum, *or* the
maximum (Kleene). A `Track` is such a value as a function of time: constant pieces, the first from the beginning of
time. Everything that "comes to hold", "ceases" or "applied for certain by then" is read from tracks, so that a
statement entered late gives the same history as one entered in time.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

NO: Final = 0
OPEN: Final = 1
YES: Final = 2

ALWAYS: Final = -(2**62)
"""Before every time that can be stated."""
NEVER: Final = 2**62
"""After every time that can be stated."""


class Track:
    """A piecewise constant function of time; `values[0]` holds before `times[0]`."""

    __slots__ = ("times", "values")

    def __init__(self, value: int, times: Iterable[int] = (), values: Iterable[int] = ()) -> None:
        self.times: list[int] = list(times)
        self.values: list[int] = [value, *values]

    @property
    def last(self) -> int:
        """The value from the last change on."""
        return self.values[-1]

    def at(self, time: int) -> int:
        """The value at a time; a change counts from its own moment on."""
        return self.values[bisect_right(self.times, time)]

    def before(self, time: int) -> int:
        """The value just before a time."""
        return self.values[bisect_left(self.times, time)]

    def since(self, time: int) -> int:
        """When the piece that holds at `time` began (ALWAYS for the first)."""
        i = bisect_right(self.times, time)
        return self.times[i - 1] if i else ALWAYS

    def set_from(self, time: int, value: int) -> bool:
        """Let `value` hold from `time` on, which is not before the last change. True if that changed anything."""
        if value == self.values[-1]:
            return False
        if self.times and self.times[-1] == time:
            self.values.pop()
            self.times.pop()
            if value == self.values[-1]:
                return True
        self.times.append(time)
        self.values.append(value)
        return True

    def pieces(self) -> Iterator[tuple[int, int, int]]:
        """(from, until, value) of every piece."""
        starts = [ALWAYS, *self.times]
        ends = [*self.times, NEVER]
        return zip(starts, ends, self.values, strict=True)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Track) and self.times == other.times and self.values == other.values

    __hash__ = None  # type: ignore[assignment]


def combine(tracks: Sequence[Track], how: Callable[[Sequence[int]], int]) -> Track:
    """The track of a function of several tracks' values."""
    result = Track(how([t.values[0] for t in tracks]))
    changing = [t for t in tracks if t.times]
    for time in sorted({time for t in changing for time in t.times}) if changing else ():
        result.set_from(time, how([t.at(time) for t in tracks]))
    return result
