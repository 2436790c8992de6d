"""From the arrays of a drill to the values that its reports tell; simulator and reports do not know each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isinf
from statistics import median_low
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from drillbook.drill_under_way import ends
from reports import drill_values as told
from reports.nearest import BINDING
from simulator.compare import Effect
from simulator.intervals import Interval, wilson
from simulator.judging import BROKEN, CENSORED, KEPT, NO_MARGIN, NOT_APPLICABLE
from simulator.results import Batch
from simulator.rules import LimitRule, Rules
from simulator.scenario_model import Scenario
from simulator.scores import score
from simulator.setup import COMMAND, Setup
from simulator.statistics import Percentile, percentile
from simulator.world import SAMPLED_EVERY

Whole = NDArray[np.int64]

_BINS: Final = 20
"""Bins up to the limit, which ends one; so that no bin is both in time and late."""
_MOST_BINS: Final = 3 * _BINS
_UNDONE: Final = -1
_SHOWN: Final = 0.1
"""The crowd is told while at least so many of the runs go on."""


def first_of(batch: Batch, runs: int) -> Batch:
    """The first so many runs."""
    cut: dict[str, Any] = {name: a[:runs] for name, a in vars(batch).items() if isinstance(a, np.ndarray)}
    return replace(batch, **cut, stuck=tuple(entry for entry in batch.stuck if entry[0] < batch.first + runs))


def share(found: Interval | None) -> told.Share | None:
    """An interval as reports have it."""
    return None if found is None else told.Share(found.value, found.low, found.high)


def kept_share(outcome: Whole) -> told.Share | None:
    """How often a limit was kept in the runs in which it could be judged."""
    return share(wilson(*judged(outcome)))


def judged(outcome: Whole) -> tuple[int, int]:
    """In how many runs a limit was kept, of how many in which it could be judged."""
    kept = int(np.count_nonzero(outcome == KEPT))
    return kept, kept + int(np.count_nonzero(outcome == BROKEN))


def limit_results(rules: Rules, batch: Batch) -> tuple[told.LimitResult, ...]:
    """Every limit of the plan, in its order."""
    return tuple(_limit(rules, rule, x, batch) for x, rule in enumerate(rules.limits))


def _limit(rules: Rules, rule: LimitRule, x: int, batch: Batch) -> told.LimitResult:
    outcome = batch.outcome[:, x]
    times = None if rule.ms is None or rule.every else _elapsed(rule.ms, outcome, batch.margin[:, x])
    p50, p90, p95 = _quantiles(times)
    return told.LimitResult(
        step=rules.plan.steps[rule.step].id,
        limit=rule.number + 1,
        kept=int(np.count_nonzero(outcome == KEPT)),
        broken=int(np.count_nonzero(outcome == BROKEN)),
        censored=int(np.count_nonzero(outcome == CENSORED)),
        not_applicable=int(np.count_nonzero(outcome == NOT_APPLICABLE)),
        share=kept_share(outcome),
        p50=p50,
        p90=p90,
        p95=p95,
        turns_due=int(batch.turns_due[:, x].sum()),
        turns_met=int(batch.turns_met[:, x].sum()),
        times=_binned(rule.ms, times) if rule.ms is not None and times is not None and judged(outcome)[1] else None,
    )


def _elapsed(length: int, outcome: Whole, margin: Whole) -> Whole:
    """How long after its start the limit's act came, in the runs in which it applied; what was done before the limit
    began to run took no time.
    """
    applied = outcome != NOT_APPLICABLE
    outcome, margin = outcome[applied], margin[applied]
    early = np.where(outcome == KEPT, 0, _UNDONE)
    return np.where(margin == NO_MARGIN, early, np.maximum(length - margin, 0))


def _quantiles(times: Whole | None) -> tuple[told.Quantile | None, ...]:
    if times is None or not len(times):
        return None, None, None
    return tuple(_quantile(percentile(times, at)) for at in (0.5, 0.9, 0.95))


def _quantile(found: Percentile | None) -> told.Quantile | None:
    if found is None:
        return None
    value, high = (None if isinf(x) else round(x) for x in (found.value, found.high))
    return told.Quantile(value, 0 if isinf(found.low) else round(found.low), high)


def _binned(limit: int, times: Whole) -> told.Distribution:
    """Bins that are open at their beginning, so that what is done at the very end of the limit is in time."""
    width = max(1, -(-limit // _BINS))
    done = times[times >= 0]
    bins = np.maximum(-(-done // width) - 1, 0)
    last = int(min(bins.max(initial=0), _MOST_BINS - 1))
    counts = np.bincount(bins[bins <= last], minlength=last + 1)
    undone = len(times) - len(done)
    return told.Distribution(width, tuple(counts.tolist()), int(np.count_nonzero(bins > last)), undone)


def step_results(setup: Setup, batch: Batch) -> tuple[told.StepResult, ...]:
    """Every step that somebody does in the drill."""
    waits = ends(batch).waiting
    parts = (batch.outside, batch.queue, batch.reaction, batch.travel, batch.work)
    return tuple(_step(setup, i, batch, parts, waits[:, i]) for i, team in enumerate(setup.teams) if team is not None)


def _step(setup: Setup, i: int, batch: Batch, parts: tuple[Whole, ...], waits: NDArray[np.bool_]) -> told.StepResult:
    ready, done = batch.ready[:, i], batch.done[:, i]
    was_ready, was_done = ready >= 0, (ready >= 0) & (done >= 0)
    kept_on = was_done | batch.asked[:, i]  # the others were called off before anybody came: nobody was late
    p50, p90, p95 = _quantiles(np.where(done >= 0, done - ready, _UNDONE)[kept_on])
    waiting = np.flatnonzero(waits)
    team = setup.teams[i]
    outside, queue, reaction, travel, work = (_mean(part[:, i][was_done]) for part in parts)
    return told.StepResult(
        step=setup.rules.plan.steps[i].id,
        ready=int(np.count_nonzero(was_ready)),
        done=int(np.count_nonzero(done >= 0)),
        p50=p50,
        p90=p90,
        p95=p95,
        outside=outside,
        queue=queue,
        reaction=reaction,
        travel=travel,
        work=work,
        critical=float(np.mean(batch.critical[:, i] > 0)),
        waiting=len(waiting),
        waiting_since=median_low(batch.came[waiting, i].tolist()) if len(waiting) else None,
        waiting_run=batch.first + int(waiting[0]) + 1 if len(waiting) else None,
        people=tuple(_names(setup, place) for place in team.places) if team else (),
    )


def _names(setup: Setup, place: Sequence[int]) -> tuple[str, ...]:
    return tuple("command" if role == COMMAND else setup.roles[role].id for role in place)


def _mean(times: Whole) -> int:
    return round(float(np.maximum(times, 0).mean())) if len(times) else 0


def role_results(
    setup: Setup, batch: Batch, plus_one: dict[str, tuple[told.Difference, ...]]
) -> tuple[told.RoleResult, ...]:
    """Every role and thing that somebody needs."""
    queued, waited = batch.queued.sum(axis=0), int(batch.queued.sum())
    time = int(batch.end.sum())
    return tuple(
        told.RoleResult(
            role=role.id,
            staff=role.count,
            thing=role.thing,
            busy=int(batch.busy[:, r].sum()) / (time * role.count) if time and role.count else 0.0,
            queue_share=int(queued[r]) / waited if waited else 0.0,
            plus_one=plus_one.get(role.id),
        )
        for r, role in enumerate(setup.roles)
    )


def difference(rules: Rules, x: int, effect: Effect) -> told.Difference:
    """What a change did to a limit."""
    rule = rules.limits[x]
    return told.Difference(
        step=rules.plan.steps[rule.step].id,
        limit=rule.number + 1,
        verdict=effect.verdict,
        of=effect.of,
        before=effect.before,
        after=effect.after,
        share=share(effect.share),
        sooner=share(effect.sooner),
    )


_KINDS: Final[dict[str, told.StuckKind]] = {"role": "role", "step": "step", "fact": "fact", "undone": "undone"}


def stuck_results(batch: Batch) -> tuple[told.StuckResult, ...]:
    """Where runs stopped with steps open, the most frequent first."""
    where: dict[tuple[str, str, str], dict[int, int]] = {}
    for run, found in batch.stuck:
        for s in found:
            where.setdefault((s.step, s.kind, s.waits_for), {}).setdefault(run, s.since)
    results = [
        told.StuckResult(step, _KINDS[kind], waits_for, len(since), median_low(since.values()), min(since) + 1)
        for (step, kind, waits_for), since in where.items()
    ]
    return tuple(sorted(results, key=lambda s: (-s.runs, s.since, s.step, s.waits_for)))


def objective_results(setup: Setup, scenario: Scenario, batch: Batch) -> tuple[told.ObjectiveResult, ...]:
    """The scenario's objectives, rated."""
    rules, found = setup.rules, []
    for objective in scenario.objectives:
        steps = [rules.step_index[step] for step in objective.of]
        rated = score(batch, steps, [_rating(rules, i) for i in steps])
        counts = (rated.met_runs, rated.late_runs, rated.failed_runs, rated.left_out)
        found.append(
            told.ObjectiveResult(
                objective.id, objective.title, objective.of, rated.rating, *counts, share=share(rated.met)
            )
        )
    return tuple(found)


def _rating(rules: Rules, step: int) -> Sequence[int]:
    """The limits by which a step is rated: those of plan and law, which targets of our own are never mixed with; a step
    that has none is rated by its targets.
    """
    own = rules.limits_of[step]
    return [x for x in own if _basis(rules, x) in BINDING] or own


def _basis(rules: Rules, limit: int) -> str:
    rule = rules.limits[limit]
    return rules.plan.steps[rule.step].limits[rule.number].basis


def bands(batch: Batch) -> tuple[told.Band, ...]:
    """The crowd over time."""
    found = []
    for k in range(batch.present.shape[1] if batch.present.ndim == 2 else 0):
        here = batch.present[:, k] >= 0
        runs = int(np.count_nonzero(here))
        if runs < max(1, _SHOWN * len(here)):
            break
        found.append(told.Band(k * SAMPLED_EVERY, runs, _band(batch.present[here, k]), _band(batch.tension[here, k])))
    return tuple(found)


def _band(values: NDArray[np.int64] | NDArray[np.float64]) -> tuple[float, float, float]:
    low, middle, high = np.quantile(values, (0.1, 0.5, 0.9), method="inverted_cdf").tolist()
    return float(low), float(middle), float(high)


def ranked(rules: Rules, batch: Batch, binding: frozenset[str]) -> Sequence[int]:
    """All runs from the best to the worst: limits of plan and law that were broken, then all, then how long it took."""
    basis = [_basis(rules, x) in binding for x in range(len(rules.limits))]
    broken = batch.outcome == BROKEN
    order: list[int] = np.lexsort(
        (batch.end, broken.sum(axis=1), broken[:, np.array(basis, dtype=bool)].sum(axis=1))
    ).tolist()
    return order
