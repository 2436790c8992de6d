"""How often all limits of a stage, or of the whole plan, were kept: run by run, and never over two bases."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from drillbook.drill_figures import kept_share
from reports.drill_values import StageResult
from reports.timeline_limits import ORDER
from simulator.judging import BROKEN, CENSORED, KEPT, NOT_APPLICABLE
from simulator.results import Batch, Whole
from simulator.rules import Rules


def stage_results(rules: Rules, batch: Batch) -> tuple[StageResult, ...]:
    """For each basis the whole plan, then each of its stages in the order of the plan."""
    of: dict[str, dict[str, list[int]]] = {}
    for x, rule in enumerate(rules.limits):
        step = rules.plan.steps[rule.step]
        stages = of.setdefault(step.limits[rule.number].basis, {"": []})
        stages[""].append(x)
        stages.setdefault(step.stage, []).append(x)
    return tuple(
        _result(basis, stage, together(batch.outcome, limits))
        for basis in ORDER
        for stage, limits in of.get(basis, {}).items()
    )


def together(outcome: Whole, limits: Sequence[int]) -> Whole:
    """Some limits as one, run by run: broken if one was, else open if one was, else kept if one was."""
    own = outcome[:, list(limits)]
    found = np.full(len(own), NOT_APPLICABLE)
    for code in (KEPT, CENSORED, BROKEN):
        found[(own == code).any(axis=1)] = code
    return found


def _result(basis: str, stage: str, outcome: Whole) -> StageResult:
    kept, broken, censored, left = (
        int(np.count_nonzero(outcome == code)) for code in (KEPT, BROKEN, CENSORED, NOT_APPLICABLE)
    )
    return StageResult(basis, stage, kept, broken, censored, left, kept_share(outcome))
