"""The limits whose clock runs: of each step the nearest ones, and of all together in the order in which they fall due.

Binding limits (plan, statute) and our own targets are two lists that never mix: an exceeded target must not push a duty
off the screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from incidents.book import Book
from incidents.snapshot import limit_view
from incidents.state import State
from incidents.views import LimitView
from tui.board.spots import Ordered

BINDING: Final = frozenset({"plan", "statute"})
"""Going over these is a breach."""


@dataclass(frozen=True, slots=True)
class Due:
    """One limit of one turn that runs, by its place in the plan."""

    at: int
    step: int
    limit: int
    turn: int
    binding: bool

    @property
    def key(self) -> tuple[int, int, int, int]:
        """What it is sorted by."""
        return self.at, self.step, self.limit, self.turn


class Dues:
    """All limits that run."""

    def __init__(self) -> None:
        self.binding: Ordered[tuple[int, int, int, int], Due] = Ordered()
        self.targets: Ordered[tuple[int, int, int, int], Due] = Ordered()
        self._of: dict[int, tuple[Due, ...]] = {}

    def fill(self, state: State, book: Book, now: int) -> None:
        """Look at every limit of the plan."""
        looked = ((i, tuple(running(state, book, i, now))) for i in range(len(state.compiled.steps)))
        self._of = {i: found for i, found in looked if found}
        every = [due for found in self._of.values() for due in found]
        self.binding.fill([(due.key, due) for due in every if due.binding])
        self.targets.fill([(due.key, due) for due in every if not due.binding])

    def update(self, state: State, book: Book, steps: Iterable[int], now: int) -> None:
        """Look again at the limits of these steps."""
        for i in steps:
            before, after = self._of.pop(i, ()), tuple(running(state, book, i, now))
            if after:
                self._of[i] = after
            if before == after:
                continue
            for due in before:
                self._list(due).drop(due.key)
            for due in after:
                self._list(due).put(due.key, due)

    def _list(self, due: Due) -> Ordered[tuple[int, int, int, int], Due]:
        return self.binding if due.binding else self.targets

    def nearest(self, step: int, turn: int, *, binding: bool) -> Due | None:
        """The limit of a step that falls due first; of one turn, where a turn is given."""
        found = (d for d in self._of.get(step, ()) if d.binding == binding and turn in {0, d.turn})
        return min(found, key=lambda due: due.at, default=None)

    def of(self, step: int) -> tuple[Due, ...]:
        """All that run on a step."""
        return self._of.get(step, ())

    def exceeded(self, state: State, book: Book, now: int) -> list[LimitView]:
        """The binding limits that are over and still run, in the order of the plan."""
        over = takewhile(lambda due: due.at < now, self.binding)
        steps = state.compiled.steps
        return [
            limit_view(steps[due.step], due.limit, steps[due.step].limits[due.limit], verdict, now)
            for due in sorted(over, key=lambda due: (due.step, due.limit, due.turn))
            for verdict in book.of(due.step, due.limit, now)
            if (verdict.grade, verdict.turn, verdict.due) == ("running", due.turn, due.at)
        ]


def running(state: State, book: Book, i: int, now: int) -> Iterator[Due]:
    """The limits of a step that run at `now`."""
    if state.closed is not None:
        return
    for k, limit in enumerate(state.compiled.limits(i)):
        for turn, due in book.running(i, k, now):
            yield Due(due, i, k, turn, limit.basis in BINDING)
