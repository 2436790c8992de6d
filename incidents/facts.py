"""What was stated of one fact: a history ordered by the time from which each statement is so."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from incidents.views import Statement


class History:
    """The statements of one fact that stand. The present value is the one with the latest `at`.

    Of two with the same `at` the later record replaces the earlier: that is how a mistake is corrected.
    `initial` is the value before anybody said anything (only `level` has one).
    """

    __slots__ = ("initial", "statements")

    def __init__(self, initial: Any = None) -> None:
        self.initial = initial
        self.statements: list[Statement] = []

    def state(self, statement: Statement) -> None:
        """Put a statement in its place in time."""
        if not self.statements or (statement.at, statement.seq) > (self.statements[-1].at, self.statements[-1].seq):
            self.statements.append(statement)
        else:
            keys = [(s.at, s.seq) for s in self.statements]
            self.statements.insert(bisect_right(keys, (statement.at, statement.seq)), statement)

    @property
    def current(self) -> Statement | None:
        """The statement that holds at present."""
        return self.statements[-1] if self.statements else None

    @property
    def value(self) -> Any:
        """The present value; None while unanswered or unknown."""
        return self.statements[-1].value if self.statements else self.initial

    def value_at(self, time: int) -> Any:
        """The value that held at a time."""
        for statement in reversed(self.statements):
            if statement.at <= time:
                return statement.value
        return self.initial

    def times(self) -> list[int]:
        """The moments at which the value may have changed."""
        return [s.at for s in self.statements]
