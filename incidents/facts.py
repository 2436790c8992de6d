"""What was stated of one fact: a history ordered by the time from which each statement is so."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator
from typing import Any

from incidents.tracks import NO, OPEN, YES, Track
from incidents.views import Statement


def _place(statement: Statement) -> tuple[int, int]:
    return statement.at, statement.seq


class History:
    """The statements of one fact that stand. The present value is the one with the latest `at`.

    Of two with the same `at` the later record replaces the earlier: that is how a mistake is corrected. `times` and
    `values` are what is left of that: the moments at which the value really changed; `became_yes` are those at which it
    became yes. `initial` is the value before anybody said anything (only `level` has one).
    """

    __slots__ = ("became_yes", "initial", "statements", "times", "values")

    def __init__(self, initial: Any = None) -> None:
        self.initial = initial
        self.statements: list[Statement] = []
        self.times: list[int] = []
        self.values: list[Any] = []
        self.became_yes: list[int] = []

    def state(self, statement: Statement) -> None:
        """Put a statement in its place in time."""
        if not self.statements or _place(statement) > _place(self.statements[-1]):
            self.statements.append(statement)
            self._follow((statement,))
        else:
            insort(self.statements, statement, key=_place)
            self.times, self.values, self.became_yes = [], [], []
            self._follow(self.statements)

    def _follow(self, statements: Iterable[Statement]) -> None:
        times, values = self.times, self.values
        for statement in statements:
            if times and times[-1] == statement.at:
                times.pop()
                if values.pop() is True:
                    self.became_yes.pop()
            if statement.value != (values[-1] if values else self.initial):
                times.append(statement.at)
                values.append(statement.value)
                if statement.value is True:
                    self.became_yes.append(statement.at)

    @property
    def current(self) -> Statement | None:
        """The statement that holds at present."""
        return self.statements[-1] if self.statements else None

    @property
    def value(self) -> Any:
        """The present value; None while unanswered or unknown."""
        return self.values[-1] if self.values else self.initial

    def value_at(self, time: int) -> Any:
        """The value that held at a time."""
        i = bisect_right(self.times, time)
        return self.values[i - 1] if i else self.initial

    def pieces(self) -> Iterator[tuple[int, Any]]:
        """Every change: (from when, which value)."""
        return zip(self.times, self.values, strict=True)

    def truth(self) -> Track:
        """A yes-no fact through time."""
        return Track(OPEN, self.times, [OPEN if v is None else YES if v else NO for v in self.values])
