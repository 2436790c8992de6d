"""What has been done of one step: its turns, each with a beginning and an end."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Mark:
    """Somebody did something at a time, by a record."""

    at: int
    seq: int
    by: str
    ahead: bool = False
    reason: str = ""
    approver: str = ""


@dataclass(slots=True)
class Turn:
    """One performance of a step. `auto` marks the first step's start, which the opening itself made; `again` a turn
    that was asked for; `withdrawn` one whose row was taken out of its list.
    """

    number: int
    started: Mark | None = None
    done: Mark | None = None
    skipped: Mark | None = None
    auto: bool = False
    again: bool = False
    withdrawn: bool = False
    person: str = ""
    role: str = ""
    waived: dict[int, Mark] = field(default_factory=dict)
    extended: dict[int, Mark] = field(default_factory=dict)

    @property
    def begun(self) -> bool:
        """Whether somebody has begun, done or skipped it."""
        return bool(self.started or self.done or self.skipped)

    @property
    def settled(self) -> bool:
        """Whether it is done or skipped."""
        return bool(self.done or self.skipped)

    @property
    def end(self) -> Mark | None:
        """Its end, done or skipped."""
        return self.done or self.skipped

    @property
    def marks(self) -> Iterator[Mark]:
        """Everything that somebody did with it."""
        return (mark for mark in (self.started, self.done, self.skipped) if mark)

    def acted(self, to: str) -> int | None:
        """The act that a limit judges: done, or started where the limit says so (done, if no start was recorded)."""
        if to == "start" and self.started:
            return min(self.started.at, self.done.at) if self.done else self.started.at
        return self.done.at if self.done else None


class Record:
    """All turns of one step. Its lists are sorted and kept up to date, so that nobody has to look at every turn.

    `numbers` are those of the turns that stand (of rows not withdrawn), `open` those of them that are not settled,
    `ends` the times at which the others were done. `begun` is the earliest act of all.
    """

    __slots__ = ("begun", "ends", "numbers", "open", "turns", "waived")

    def __init__(self, numbers: Iterable[int]) -> None:
        self.turns: dict[int, Turn] = {n: Turn(n) for n in numbers}
        self.numbers: list[int] = sorted(self.turns)
        self.open: list[int] = list(self.numbers)
        self.ends: list[int] = []
        self.begun: int | None = None
        self.waived: dict[int, Mark] = {}
        """Limits of repeats that were waived: they end, whatever the turn."""

    @property
    def settled(self) -> bool:
        """Whether any turn is done or skipped."""
        return len(self.open) < len(self.numbers)

    def standing(self) -> Iterator[Turn]:
        """The turns that stand, by number."""
        return (self.turns[n] for n in self.numbers)

    def stand(self, number: int) -> Turn:
        """The turn of that number, made or brought back if need be."""
        turn = self.turns.get(number)
        if turn is None or turn.withdrawn:
            turn = self.turns.setdefault(number, Turn(number))
            turn.withdrawn = False
            insort(self.numbers, number)
            self._in(turn)
        return turn

    def withdraw(self, number: int) -> None:
        """The turn's row is no more; what was done of it stays known."""
        turn = self.turns.setdefault(number, Turn(number, withdrawn=True))
        if not turn.withdrawn:
            self._out(turn)
            _remove(self.numbers, number)
            turn.withdrawn = True

    def start(self, number: int, mark: Mark) -> None:
        """Somebody began a turn."""
        self.turns[number].started = mark
        self._note_begun(mark.at)

    def settle(self, number: int, *, done: Mark | None = None, skipped: Mark | None = None) -> None:
        """Somebody ended a turn, one way or the other; none and none takes its end back."""
        turn = self.turns[number]
        self._out(turn)
        turn.done, turn.skipped = done, skipped
        self._in(turn)
        if turn.end:
            self._note_begun(turn.end.at)
        else:
            self.begun = min((m.at for t in self.turns.values() for m in t.marks), default=None)

    def _note_begun(self, at: int) -> None:
        if self.begun is None or at < self.begun:
            self.begun = at

    def _in(self, turn: Turn) -> None:
        if turn.withdrawn:
            return
        if not turn.settled:
            insort(self.open, turn.number)
        elif turn.done:
            insort(self.ends, turn.done.at)

    def _out(self, turn: Turn) -> None:
        if turn.withdrawn:
            return
        if not turn.settled:
            _remove(self.open, turn.number)
        elif turn.done:
            _remove(self.ends, turn.done.at)


def _remove(numbers: list[int], number: int) -> None:
    del numbers[bisect_left(numbers, number)]
