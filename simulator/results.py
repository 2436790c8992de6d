"""What one run of a drill came to, and many of them as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]


class Stuck(NamedTuple):
    """A step that was still to be done when nothing was to come any more: what it waits for (`role`, `step`, `fact`,
    `undone`: a step that nobody does in a drill), and since when it has been waiting.
    """

    step: str
    kind: str
    waits_for: str
    since: int


class Turn(NamedTuple):
    """A turn beyond a step's first: of a repeat, or of a list's second row and on."""

    step: int
    turn: int
    ready: int
    came: int
    called: int
    start: int
    done: int
    reaction: int


@dataclass(slots=True)
class RunResult:
    """One run. Lists hold a number for each step (of its first turn), each limit or each role; times in milliseconds
    from the start, -1 where it did not happen.

    `came`: when whoever comes from outside was there; `called`: when all of our own were found. `reaction` is that of
    whoever arrived last. `cause` is the step whose end a step had to wait for last: its own predecessor, or what kept
    the people that it needed; -1 where none. `asked`: the steps whose first turn was ready or under way at the end, and
    still called for: what they hang on may have changed after they became ready. `short`: the roles of which fewer were
    free, at some time, than places to be filled, as far as `queued` does not tell it.
    """

    end: int
    settled: bool
    ready: list[int]
    came: list[int]
    called: list[int]
    start: list[int]
    done: list[int]
    reaction: list[int]
    cause: list[int]
    outcome: list[int]
    margin: list[int]
    turns_due: list[int]
    turns_met: list[int]
    busy: list[int]
    queued: list[int]
    critical: list[int]
    asked: list[int] = field(default_factory=list)
    short: list[int] = field(default_factory=list)
    more: list[Turn] = field(default_factory=list)
    stuck: tuple[Stuck, ...] = ()
    sampled: list[tuple[int, float]] = field(default_factory=list)

    def parts(self, step: int) -> tuple[int, int, int, int, int]:
        """A step's time from ready to done: outside, queue, reaction, travel, work; of one that was done."""
        ready, came, called, start = self.ready[step], self.came[step], self.called[step], self.start[step]
        reaction = self.reaction[step]
        return came - ready, called - came, reaction, start - called - reaction, self.done[step] - start


@dataclass(frozen=True)
class Batch:
    """Runs as arrays, a row a run; columns as in `RunResult`."""

    first: int
    """The number of the first run."""
    end: Whole
    settled: NDArray[np.bool_]
    ready: Whole
    came: Whole
    called: Whole
    start: Whole
    done: Whole
    reaction: Whole
    outcome: Whole
    margin: Whole
    turns_due: Whole
    turns_met: Whole
    busy: Whole
    queued: Whole
    critical: Whole
    asked: NDArray[np.bool_]
    short: NDArray[np.bool_]
    present: Whole
    tension: NDArray[np.float64]
    """On a grid of five minutes."""
    stuck: tuple[tuple[int, tuple[Stuck, ...]], ...] = ()
    """The runs that stopped with steps open."""

    def __getstate__(self) -> dict[str, Any]:
        """To be sent: three weeks fit into half the bytes."""
        return {name: _narrow(value) if _is_whole(value) else value for name, value in vars(self).items()}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for name, value in state.items():
            vars(self)[name] = value.astype(np.int64) if _is_whole(value) else value

    @classmethod
    def of(cls, results: Sequence[RunResult], first: int = 0) -> Batch:
        """The arrays of some runs that follow each other."""

        def whole(name: str) -> Whole:
            return np.array([getattr(result, name) for result in results], dtype=np.int64)

        names = ("end", "ready", "came", "called", "start", "done", "reaction", "outcome", "margin", "turns_due")
        return cls(
            first=first,
            settled=np.array([result.settled for result in results], dtype=np.bool_),
            **{name: whole(name) for name in (*names, "turns_met", "busy", "queued", "critical")},
            asked=_truths([result.asked for result in results], len(results[0].ready) if results else 0),
            short=_truths([result.short for result in results], len(results[0].busy) if results else 0),
            present=np.array([[n for n, _ in result.sampled] for result in results], dtype=np.int64),
            tension=np.array([[x for _, x in result.sampled] for result in results], dtype=np.float64),
            stuck=tuple((first + n, result.stuck) for n, result in enumerate(results) if result.stuck),
        )

    @property
    def queue(self) -> Whole:
        """How long each step waited for people; -1 where nobody was called."""
        return np.where(self.called >= 0, self.called - self.came, -1)

    @property
    def outside(self) -> Whole:
        """How long each step waited for whoever comes from outside."""
        return np.where(self.came >= 0, self.came - self.ready, -1)

    @property
    def travel(self) -> Whole:
        """How long the last to arrive was on the way."""
        return np.where(self.start >= 0, self.start - self.called - self.reaction, -1)

    @property
    def work(self) -> Whole:
        """How long each step took, once begun."""
        return np.where(self.done >= 0, self.done - self.start, -1)


def _truths(rows: Sequence[Sequence[int]], columns: int) -> NDArray[np.bool_]:
    """Where something is so: mostly nowhere."""
    found = np.zeros((len(rows), columns), dtype=np.bool_)
    for n, row in enumerate(rows):
        if row:
            found[n, row] = True
    return found


def _is_whole(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.dtype.kind == "i"


def _narrow(numbers: Whole) -> NDArray[np.signedinteger[Any]]:
    held = np.iinfo(np.int32)
    fits = numbers.size == 0 or (held.min <= numbers.min() and numbers.max() <= held.max)
    return numbers.astype(np.int32) if fits else numbers


def joined(batches: Sequence[Batch]) -> Batch:
    """Batches that follow each other as one."""
    arrays = {
        name: np.concatenate([getattr(batch, name) for batch in batches])
        for name, value in vars(batches[0]).items()
        if isinstance(value, np.ndarray)
    }
    stuck = tuple(entry for batch in batches for entry in batch.stuck)
    return Batch(first=batches[0].first, stuck=stuck, **arrays)
