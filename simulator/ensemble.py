"""Many runs, on as many processes as wanted: the same result whoever lives which run.

A piece of work is some runs of a block. What is asked to live it gets (block, first, last): the runs from row `first`
to before row `last` of that block. It must depend on nothing else.

Pieces are taken in order. Whatever is stopped early, by precision or by Ctrl-C, keeps the pieces before the first that
is missing: so it is exactly what a smaller ensemble would have been.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from simulator.crew import Crew, Job, Piece
from simulator.streams import BLOCK

B = TypeVar("B")

SMALL: Final = 25
"""Runs in a piece of those blocks that are divided, so that no process waits long for the last."""

Progress = Callable[[int, int], None]
"""Is told how many runs are done, of how many."""


@dataclass(frozen=True)
class Ensemble(Generic[B]):
    """What came of it: the runs from 0 to before `runs`. `interrupted`: somebody did not want to wait for the others;
    `precise`: they were enough.
    """

    batch: B
    runs: int
    interrupted: bool = False
    precise: bool = False


def blocks(runs: int) -> list[Piece]:
    """(block, first, last) of so many runs."""
    return [(block, 0, min(BLOCK, runs - block * BLOCK)) for block in range(-(-runs // BLOCK))]


def pieces(whole: Sequence[Piece], jobs: int) -> list[Piece]:
    """Blocks as they are handed out: the last are divided. When the first of the processes finds no whole block any
    more, each of the others may have just begun one; that much is left then.
    """
    runs = sum(last - first for _, first, last in whole)
    found: list[Piece] = []
    before = 0
    for block, first, last in whole:
        before += last - first
        found += _divided(block, first, last) if before > runs - (jobs - 1) * BLOCK else [(block, first, last)]
    return found


def _divided(block: int, first: int, last: int) -> Iterator[Piece]:
    return ((block, start, min(start + SMALL, last)) for start in range(first, last, SMALL))


def ensemble(
    job: Job[B],
    runs: int,
    join: Callable[[Sequence[B]], B],
    *,
    crew: Crew | None = None,
    progress: Progress | None = None,
    enough: Callable[[B], bool] | None = None,
) -> Ensemble[B]:
    """Live so many runs. `join` puts batches that follow each other together; `enough` is asked with all that there is
    at the end of each whole block, and ends it. KeyboardInterrupt is passed on only if no piece was finished.
    """
    if runs < 1:
        raise ValueError(f"no ensemble of {runs} runs")
    return of_blocks(job, blocks(runs), join, crew=crew, progress=progress, enough=enough)


def of_blocks(
    job: Job[B],
    whole: Sequence[Piece],
    join: Callable[[Sequence[B]], B],
    *,
    crew: Crew | None = None,
    progress: Progress | None = None,
    enough: Callable[[B], bool] | None = None,
) -> Ensemble[B]:
    """The same of any blocks."""
    crew = crew or Crew()
    work = pieces(whole, crew.jobs)
    runs = sum(last - first for _, first, last in work)
    batches: list[B] = []
    done = 0
    interrupted = precise = False
    lived = crew.done(job, work)
    try:
        for (_, first, last), batch in zip(work, lived, strict=True):
            batches.append(batch)
            done += last - first
            if progress is not None:
                progress(done, runs)
            if enough is not None and last == BLOCK:
                batches = [join(batches)]
                if enough(batches[0]):
                    precise = True
                    break
    except KeyboardInterrupt:
        if not batches:
            raise
        interrupted = True
    finally:
        lived.close()
    batch = batches[0] if len(batches) == 1 else join(batches)
    return Ensemble(batch, done, interrupted, precise)
