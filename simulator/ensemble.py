"""Many runs, on as many processes as wanted: the same result whoever lives which run.

A piece of work is a block of runs. What is asked to live it gets (block, first, last): the runs from row `first` to
before row `last` of that block. It must depend on nothing else. Processes are spawned, never forked, so the job must be
picklable; it is sent to each process once.

Blocks are taken in order. Whatever is stopped early, by precision or by Ctrl-C, keeps the blocks before the first that
is missing: so it is exactly what a smaller ensemble would have been.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, Generic, TypeVar

from simulator.streams import BLOCK

B = TypeVar("B")

Job = Callable[[int, int, int], B]
"""Lives some runs of a block."""

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


def pieces(runs: int) -> list[tuple[int, int, int]]:
    """(block, first, last) of so many runs."""
    return [(block, 0, min(BLOCK, runs - block * BLOCK)) for block in range(-(-runs // BLOCK))]


def ensemble(
    job: Job[B],
    runs: int,
    join: Callable[[Sequence[B]], B],
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    enough: Callable[[B], bool] | None = None,
) -> Ensemble[B]:
    """Live so many runs. `join` puts batches that follow each other together; `enough` is asked with all that there is
    at the end of each whole block, and ends it. KeyboardInterrupt is passed on only if no block was finished.
    """
    if runs < 1 or jobs < 1:
        raise ValueError(f"no ensemble of {runs} runs on {jobs} processes")
    work = pieces(runs)
    batches: list[B] = []
    done = 0
    interrupted = precise = False
    lived = _here(job, work) if jobs == 1 or len(work) == 1 else _spread(job, work, min(jobs, len(work)))
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


def _here(job: Job[B], work: Sequence[tuple[int, int, int]]) -> Generator[B, None, None]:
    for piece in work:
        yield job(*piece)


def _spread(job: Job[B], work: Sequence[tuple[int, int, int]], jobs: int) -> Generator[B, None, None]:
    """The batches in order, from a few processes. Only a little is begun ahead, as it may turn out to be enough."""
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_settle_in, initargs=(job,))
    waiting: list[Future[B]] = []
    try:
        ahead = iter(work)
        for _, piece in zip(range(2 * jobs), ahead, strict=False):
            waiting.append(pool.submit(_live, piece))
        while waiting:
            batch = waiting.pop(0).result()
            for piece in ahead:
                waiting.append(pool.submit(_live, piece))
                break
            yield batch
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_job: Job[Any] | None = None
"""Of this process."""


def _settle_in(job: Job[Any]) -> None:
    """A new process: Ctrl-C is for its parent, which then asks for no more."""
    global _job  # noqa: PLW0603  a process of the pool lives for one job
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _job = job


def _live(piece: tuple[int, int, int]) -> Any:
    if _job is None:
        raise RuntimeError("a process without a job")
    return _job(*piece)
