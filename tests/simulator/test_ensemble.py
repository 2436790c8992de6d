"""Many runs: the same whoever lives which, and what was finished when somebody stops."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from functools import partial
from multiprocessing import parent_process

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.crew import Crew
from simulator.ensemble import blocks, ensemble, pieces
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
    """In a terminal Ctrl-C goes to all processes of a command."""
    if parent_process() is not None:
        os.kill(os.getpid(), signal.SIGINT)
    return numbers(block, first, last)


def fails(block: int, first: int, last: int) -> Floats:
    raise ArithmeticError(f"block {block}")


@pytest.fixture(scope="module")
def two() -> Iterator[Crew]:
    with Crew(2) as crew:
        yield crew


@pytest.fixture(params=[1, 2])
def crew(request: pytest.FixtureRequest, two: Crew) -> Crew:
    return two if request.param == 2 else Crew()


def test_runs_fall_into_blocks() -> None:
    assert blocks(600) == [(0, 0, 250), (1, 0, 250), (2, 0, 100)]
    assert blocks(250) == [(0, 0, 250)]
    assert blocks(1) == [(0, 0, 1)]


@pytest.mark.parametrize("runs", [1, 24, 250, 251, 600, 1000, 1010])
@pytest.mark.parametrize("jobs", [1, 2, 3, 9])
def test_the_last_blocks_are_divided_so_that_nobody_waits_long(runs: int, jobs: int) -> None:
    found = pieces(blocks(runs), jobs)
    lived = [block * BLOCK + row for block, first, last in found for row in range(first, last)]
    assert lived == list(range(runs))
    divided = sum(last - first for _, first, last in found if last - first <= 25)
    assert divided >= min(runs, (jobs - 1) * BLOCK)
    assert divided < jobs * BLOCK + 25


def test_any_number_of_processes_gives_the_same(two: Crew) -> None:
    alone = ensemble(numbers, 1100, join)
    assert alone.runs == len(alone.batch) == 1100
    with Crew(3) as three:
        for crew in (two, three):
            assert np.array_equal(ensemble(numbers, 1100, join, crew=crew).batch, alone.batch)


def test_a_larger_ensemble_begins_with_the_smaller() -> None:
    assert np.array_equal(ensemble(numbers, 610, join).batch, ensemble(numbers, 1000, join).batch[:610])


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    ensemble(numbers, 600, join, progress=lambda done, of: told.append((done, of)))
    assert told == [(250, 600), (500, 600), (600, 600)]


def test_enough_is_asked_at_ends_of_blocks_and_ends_it(crew: Crew) -> None:
    asked: list[int] = []

    def enough(batch: Floats) -> bool:
        asked.append(len(batch))
        return len(batch) >= 3 * BLOCK

    for runs in (1900, 751):
        asked.clear()
        found = ensemble(numbers, runs, join, crew=crew, enough=enough)
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


def test_ctrl_c_at_several_processes_keeps_what_is_finished(two: Crew) -> None:
    def ctrl_c(done: int, of: int) -> None:
        if done == 500:
            os.kill(os.getpid(), signal.SIGINT)

    found = ensemble(hears_ctrl_c, 2500, join, crew=two, progress=ctrl_c)
    assert (found.runs, found.interrupted) == (500, True)
    assert np.array_equal(found.batch, ensemble(numbers, 500, join).batch)


def test_ctrl_c_before_anything_is_finished_is_passed_on() -> None:
    with pytest.raises(KeyboardInterrupt):
        ensemble(partial(interrupted_at, 0), 1000, join)


def test_an_error_in_a_run_is_an_error(crew: Crew) -> None:
    with pytest.raises(ArithmeticError, match="block 0"):
        ensemble(fails, 600, join, crew=crew)
    assert ensemble(numbers, 600, join, crew=crew).runs == 600


def test_no_runs_are_no_ensemble() -> None:
    with pytest.raises(ValueError, match="no ensemble"):
        ensemble(numbers, 0, join)
