"""Hostile files: every kind is answered with a code and a place, soon, in little memory, without a crash."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.runbooks.hostile import KINDS

SECONDS = 1.0
PATIENCE = 5  # this machine may be busy with other things
MEMORY = 64 * 1024 * 1024


def in_another_process(*kinds: str) -> dict[str, dict[str, Any]]:
    """What reading these kinds in a thread with a small stack tells; fails if the process dies."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.runbooks.hostile", *kinds],
        capture_output=True,
        text=True,
        timeout=300,
        cwd=Path(__file__).parents[2],
    )
    assert run.returncode == 0, run.stderr[-2_000:]
    told: dict[str, dict[str, Any]] = json.loads(run.stdout)
    return told


@pytest.fixture(scope="module")
def told() -> dict[str, dict[str, Any]]:
    return in_another_process()


def test_there_are_at_least_fifty_five_kinds() -> None:
    assert len(KINDS) >= 55


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_answered_with_a_code_and_a_place(told: dict[str, dict[str, Any]], kind: str) -> None:
    answer = told[kind]
    assert answer["code"] == KINDS[kind][0]
    file, line, column, width = answer["place"]
    assert file == "hostile.yaml"
    assert min(line, column, width) >= 1
    assert answer["problems"] <= 250
    assert answer["seconds"] < SECONDS * PATIENCE
    assert answer["memory"] < MEMORY


@pytest.mark.full
@pytest.mark.parametrize("kind", KINDS)
def test_memory_and_time_of_each_kind_in_a_process_of_its_own(kind: str) -> None:
    answer = in_another_process(kind)[kind]
    assert answer["seconds"] < SECONDS * PATIENCE
    assert answer["memory"] < MEMORY
