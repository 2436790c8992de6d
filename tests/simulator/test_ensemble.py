"""Many runs: the same whoever lives which, and what was finished when somebody stops."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from functools import partial

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.ensemble import ensemble, pieces
from simulator.streams import BLOCK, Streams

Floats = NDArray[np.float64]


def numbers(block: int, first: int, last: int) -> Floats:
    """A job: a number for each run, from its own luck."""
    return Streams(7).block("work/x", block, 3)[first:last].sum(axis=1)


def join(batches: Sequence[Floats]) -> Floats:
    return np.concatenate(batches)


def interrupted_at(wanted: int, block: int, first: int, last: int) -> Floats:
    if block == wanted:
        raise KeyboardInterrupt
    return numbers(block, first, last)


def hears_ctrl_c(block: int, first: int, last: int) -> Floats:
    """In a terminal Ctrl-C goes to the processes of the pool too."""
    os.kill(os.getpid(), signal.SIGINT)
    return numbers(block, first, last)


def fails(block: int, first: int, last: int) -> Floats:
    raise ArithmeticError(f"block {block}")


def test_runs_fall_into_blocks() -> None:
    assert pieces(600) == [(0, 0, 250), (1, 0, 250), (2, 0, 100)]
    assert pieces(250) == [(0, 0, 250)]
    assert pieces(1) == [(0, 0, 1)]


def test_any_number_of_processes_gives_the_same() -> None:
    alone = ensemble(numbers, 1100, join)
    assert alone.runs == len(alone.batch) == 1100
    for jobs in (2, 3):
        assert np.array_equal(ensemble(numbers, 1100, join, jobs=jobs).batch, alone.batch)


def test_a_larger_ensemble_begins_with_the_smaller() -> None:
    assert np.array_equal(ensemble(numbers, 610, join).batch, ensemble(numbers, 1000, join).batch[:610])


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    ensemble(numbers, 600, join, progress=lambda done, of: told.append((done, of)))
    assert told == [(250, 600), (500, 600), (600, 600)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_enough_is_asked_at_ends_of_blocks_and_ends_it(jobs: int) -> None:
    asked: list[int] = []

    def enough(batch: Floats) -> bool:
        asked.append(len(batch))
        return len(batch) >= 3 * BLOCK

    found = ensemble(numbers, 1900, join, jobs=jobs, enough=enough)
    assert asked == [250, 500, 750]
    assert (found.runs, found.precise, found.interrupted) == (750, True, False)
    assert np.array_equal(found.batch, ensemble(numbers, 750, join).batch)


def test_half_a_block_is_not_asked_about() -> None:
    asked: list[int] = []
    found = ensemble(numbers, 300, join, enough=lambda batch: bool(asked.append(len(batch))))
    assert asked == [250]
    assert not found.precise


def test_ctrl_c_keeps_what_is_finished() -> None:
    found = ensemble(partial(interrupted_at, 2), 1000, join)
    assert (found.runs, found.interrupted) == (500, True)
    assert np.array_equal(found.batch, ensemble(numbers, 500, join).batch)


def test_ctrl_c_at_several_processes_keeps_what_is_finished() -> None:
    def ctrl_c(done: int, of: int) -> None:
        if done == 500:
            os.kill(os.getpid(), signal.SIGINT)

    found = ensemble(hears_ctrl_c, 2500, join, jobs=2, progress=ctrl_c)
    assert (found.runs, found.interrupted) == (500, True)
    assert np.array_equal(found.batch, ensemble(numbers, 500, join).batch)


def test_ctrl_c_before_anything_is_finished_is_passed_on() -> None:
    with pytest.raises(KeyboardInterrupt):
        ensemble(partial(interrupted_at, 0), 1000, join)


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_in_a_run_is_an_error(jobs: int) -> None:
    with pytest.raises(ArithmeticError, match="block 0"):
        ensemble(fails, 600, join, jobs=jobs)


def test_no_runs_are_no_ensemble() -> None:
    for runs, jobs in ((0, 1), (10, 0)):
        with pytest.raises(ValueError, match="no ensemble"):
            ensemble(numbers, runs, join, jobs=jobs)
