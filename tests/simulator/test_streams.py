"""Keyed streams: what a number depends on, and on what it does not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.streams import BLOCK, PAGE, Streams, position


def test_the_numbers_of_a_seed_are_for_ever() -> None:
    found = Streams(1).block("work/report-leading-group", 3, 65)
    assert found.shape == (BLOCK, 65)
    shown = [f"{found[0, 0]:.12f}", f"{found[249, 63]:.12f}", f"{found[17, 64]:.12f}"]
    assert shown == PINNED


PINNED = ["0.705361417973", "0.965831894599", "0.967599704395"]


def test_more_columns_change_none() -> None:
    streams = Streams(20260309)
    widest = streams.block("reaction/security", 0, 3 * PAGE + 5)
    for columns in (0, 1, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE, 3 * PAGE):
        assert np.array_equal(streams.block("reaction/security", 0, columns), widest[:, :columns])


@settings(max_examples=30, deadline=None)
@given(st.integers(0, BLOCK), st.integers(0, BLOCK), st.integers(1, 2 * PAGE))
def test_some_rows_are_those_of_the_block(first: int, last: int, columns: int) -> None:
    first, last = min(first, last), max(first, last)
    whole = Streams(7).block("crowd/arrivals", 2, columns)
    assert np.array_equal(Streams(7).block("crowd/arrivals", 2, columns, range(first, last)), whole[first:last])


def test_nothing_is_shared_between_seeds_sources_blocks_and_pages() -> None:
    found = [
        Streams(seed).block(source, block, 2 * PAGE)
        for seed in (0, 1, 2**64 + 1)
        for source in ("work/a", "work/b", "work/a ")
        for block in (0, 1)
    ]
    together = np.concatenate([page for block in found for page in (block[:, :PAGE].ravel(), block[:, PAGE:].ravel())])
    # Of 576,000 numbers of 53 bits about two in 100,000 such tests would find two alike.
    assert len(np.unique(together)) == len(together)


def test_the_numbers_are_uniform_and_inside() -> None:
    u = np.concatenate([Streams(5).block("answer/elected", block, PAGE).ravel() for block in range(8)])
    assert u.min() > 0
    assert u.max() < 1
    assert abs(u.mean() - 0.5) < 4 * np.sqrt(1 / 12 / len(u))
    counts, _ = np.histogram(u, bins=100, range=(0, 1))
    chi = float(((counts - len(u) / 100) ** 2 / (len(u) / 100)).sum())
    assert 50 < chi < 160  # 99 degrees of freedom
    assert abs(np.corrcoef(u[:-1], u[1:])[0, 1]) < 4 / np.sqrt(len(u))


def test_columns_and_rows_are_independent() -> None:
    u = Streams(6).block("work/x", 0, 32)
    between = np.corrcoef(u, rowvar=False)[np.triu_indices(32, 1)]
    assert np.abs(between).max() < 5 / np.sqrt(BLOCK)
    # Of 496 coefficients about five in a hundred are past two standard errors.
    assert 5 < np.count_nonzero(np.abs(between) > 1.96 / np.sqrt(BLOCK)) < 50


def test_a_run_has_its_place() -> None:
    assert [position(run) for run in (0, 249, 250, 1001)] == [(0, 0), (0, 249), (1, 0), (4, 1)]


@pytest.mark.parametrize("rows", [range(251), range(-1, 3), range(0, 10, 2)])
def test_rows_outside_the_block_are_refused(rows: range) -> None:
    with pytest.raises(ValueError, match="not runs of a block"):
        Streams(1).block("work/x", 0, 1, rows)


def test_negative_seeds_and_blocks_are_refused() -> None:
    with pytest.raises(ValueError, match="not negative: -1"):
        Streams(-1)
    with pytest.raises(ValueError, match="no block -1"):
        Streams(1).block("work/x", -1, 1)
