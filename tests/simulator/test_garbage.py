"""What a run leaves behind: nothing that only the garbage collector finds, so that it can rest while runs are lived."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.compile import compile_drill
from simulator.luck import Block
from simulator.scenario_loading import load_scenario
from simulator.scenario_shelf import shipped_folder, yaml_files
from simulator.streams import Streams
from tests.simulator.scenarios import CALENDAR

SHIPPED = yaml_files(shipped_folder())


def block_of(path: Path) -> Block:
    """The first block of runs of a shipped scenario."""
    loaded = load_scenario(path)
    assert loaded.scenario is not None
    assert loaded.plan is not None
    return Block(compile_drill(loaded.plan, loaded.scenario, CALENDAR), Streams(1), 0)


@pytest.fixture
def resting() -> Iterator[None]:
    """The collector rests, and whatever was there before is not looked at."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_run_is_freed_as_it_is_dropped(path: Path, resting: None) -> None:
    block = block_of(path)
    block.live(0)  # what is laid out once stays
    gc.collect()
    for row in range(1, 6):
        block.live(row)
    assert gc.collect() == 0


def test_the_collector_is_left_as_it_was(resting: None) -> None:
    block = block_of(SHIPPED[0])
    block.live(0)
    assert not gc.isenabled()
    gc.enable()
    block.live(1)
    assert gc.isenabled()
