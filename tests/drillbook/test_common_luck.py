"""Common random numbers on a shipped scenario: two ways meet the same luck, so that few runs tell them apart."""

from __future__ import annotations

import numpy as np
import pytest

from drillbook.drill_lives import Lives, Wish, live, with_staff
from simulator.compare import compare
from simulator.results import Batch
from simulator.scenario_loading import load_scenario
from simulator.scenario_shelf import shelved
from simulator.streams import BLOCK

SEED = 7


@pytest.fixture(scope="module")
def gate() -> tuple[Lives, Batch]:
    """Forty at the gate, and one block of its runs."""
    read = load_scenario(shelved()["forty-at-the-gate"].path)
    assert read.scenario is not None
    assert read.plan is not None
    lives = Lives(read.plan, read.scenario, SEED)
    return lives, live(lives, Wish(BLOCK, SEED)).batch


def with_one_more(gate: tuple[Lives, Batch], role: str) -> Batch:
    """The same runs with one more of a role."""
    lives, _ = gate
    return live(with_staff(lives, {role: lives.scenario.staff[role].count + 1}), Wish(BLOCK, SEED)).batch


def test_the_paired_variance_is_a_tenth_of_that_of_independent_runs_or_less(gate: tuple[Lives, Batch]) -> None:
    """One more at the head of the leading group changes when many steps are done: every such step is told apart with a
    tenth of the runs that independent luck would need, or fewer.
    """
    _, before = gate
    after = with_one_more(gate, "leading_group_head")
    ratios = []
    for step in range(before.done.shape[1]):
        both = (before.done[:, step] >= 0) & (after.done[:, step] >= 0)
        is_, was = after.done[both, step].astype(float), before.done[both, step].astype(float)
        paired = (is_ - was).var() if both.sum() > BLOCK * 0.8 else 0.0
        if paired > 0:
            ratios.append((is_.var() + was.var()) / paired)
    assert len(ratios) >= 5
    assert min(ratios) >= 10
    assert float(np.median(ratios)) >= 50


def test_one_more_of_a_role_that_nobody_waits_for_changes_exactly_nothing(gate: tuple[Lives, Batch]) -> None:
    _, before = gate
    after = with_one_more(gate, "security")
    for name in ("done", "start", "outcome", "margin", "end"):
        assert np.array_equal(getattr(before, name), getattr(after, name)), name
    assert {effect.verdict for effect in compare(before, after)} == {"none"}
