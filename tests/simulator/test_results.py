"""Runs as arrays: what one process sends is what another gets."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from simulator.results import Batch, RunResult, Stuck, joined

INT32 = 2**31


def batch(time: int, runs: int = 2, first: int = 0) -> Batch:
    """Runs of two steps, in all of whose places stands the same time."""
    pair = [time, -1]
    lists = {name: list(pair) for name in RunResult.__dataclass_fields__ if name not in {"end", "settled", "more"}}
    lists |= {"stuck": (Stuck("order", "role", "guard", time),), "sampled": [(3, 0.25), (time % 1000, 0.5)]}
    lists |= {"asked": [1], "short": [0]}
    return Batch.of([RunResult(end=time, settled=True, **lists) for _ in range(runs)], first)


@pytest.mark.parametrize("time", [0, -1, INT32 - 1, INT32, -INT32, -INT32 - 1, 2**62])
def test_what_is_sent_arrives_whole(time: int) -> None:
    sent = batch(time, first=500)
    got = pickle.loads(pickle.dumps(sent))
    for name, value in vars(sent).items():
        if isinstance(value, np.ndarray):
            assert getattr(got, name).dtype == value.dtype
            assert np.array_equal(getattr(got, name), value)
        else:
            assert getattr(got, name) == value
    assert got.stuck[0][0] == 500
    assert got.asked.tolist() == [[False, True]] * 2
    assert got.short.tolist() == [[True, False]] * 2


def test_times_of_three_weeks_are_sent_in_half_the_bytes() -> None:
    short, long = (len(pickle.dumps(batch(time, runs=250))) for time in (INT32 - 1, INT32))
    assert short < 0.7 * long


def test_nothing_can_be_sent_too() -> None:
    assert len(pickle.loads(pickle.dumps(batch(5, runs=0))).end) == 0


def test_joined_they_follow_each_other() -> None:
    both = joined([batch(1), batch(2, first=2)])
    assert both.end.tolist() == [1, 1, 2, 2]
    assert [run for run, _ in both.stuck] == [0, 1, 2, 3]
