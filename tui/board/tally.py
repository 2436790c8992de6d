"""What is remembered of every step, and the counts over all of them, kept up one step at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from incidents.views import StepState
from tui.board.listing import Place
from tui.board.spots import Spot


@dataclass(frozen=True, slots=True)
class Info:
    """What is remembered of a step between events."""

    state: StepState
    owed: int
    counted: str
    settled: bool
    places: tuple[tuple[Spot, Place], ...]


class Tally:
    """The counts that the rows above the list show."""

    def __init__(self) -> None:
        self.counts: Counter[StepState] = Counter()
        self.stages: dict[str, tuple[int, int]] = {}
        self.owed = 0

    def fill(self, infos: Iterable[Info]) -> None:
        """These steps, and no others."""
        self.counts, self.stages, self.owed = Counter(), {}, 0
        for info in infos:
            self._add(info, 1)

    def change(self, old: Info, new: Info) -> None:
        """One step is otherwise than it was."""
        self._add(old, -1)
        self._add(new, 1)

    def _add(self, info: Info, sign: int) -> None:
        self.counts[info.state] += sign
        self.owed += sign * info.owed
        if info.counted:
            settled, every = self.stages.get(info.counted, (0, 0))
            self.stages[info.counted] = (settled + sign * info.settled, every + sign)
