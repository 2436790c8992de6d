"""A drill from its scenario to its report: all the runs, what one more would change, a typical run and the worst."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import simpy

from drillbook import __version__
from drillbook import drill_figures as figures
from drillbook.drill_lives import Bars, Lives, Wish, live
from drillbook.drill_plus_one import PLUS_ONE_RUNS, plus_one
from drillbook.drill_single import shown
from drillbook.drill_stages import stage_results
from drillbook.drill_under_way import cut_short, under_way
from reports import drill_values as told
from reports.nearest import BINDING
from simulator.crew import Crew
from simulator.ensemble import Ensemble
from simulator.results import Batch
from simulator.scenario_model import Scenario, with_things


def versions() -> tuple[tuple[str, str], ...]:
    """What the figures depend on besides the files."""
    return (("drillbook", __version__), ("numpy", np.__version__), ("simpy", simpy.__version__))


def drill(
    lives: Lives, wish: Wish, bars: Bars | None = None, crew: Crew | None = None
) -> tuple[told.DrillReport, bool]:
    """The whole drill; and whether somebody did not want to wait for the rest of it."""
    found = live(lives, wish, bars, crew)
    interrupted = found.interrupted
    more: dict[str, tuple[told.Difference, ...]] = {}
    compared = min(found.runs, PLUS_ONE_RUNS)
    if not interrupted:
        try:
            interrupted = plus_one(lives, replace(wish, runs=compared), found.batch, more, bars, crew)
        except KeyboardInterrupt:
            interrupted = True
    return _report(lives, wish, found, more, compared if more else 0), interrupted


def never_came(scenario: Scenario, batch: Batch) -> tuple[tuple[str, int, int], ...]:
    """The injects of a fixed time that runs ended before."""
    fixed = ((inject.id, inject.at) for inject in scenario.injects if inject.at is not None)
    found = ((name, at, int(np.count_nonzero(batch.end < at))) for name, at in fixed)
    return tuple((name, at, runs) for name, at, runs in found if runs)


def _report(
    lives: Lives, wish: Wish, found: Ensemble[Batch], more: dict[str, tuple[told.Difference, ...]], compared: int
) -> told.DrillReport:
    setup, batch, scenario = lives.drill.setup, found.batch, lives.scenario
    order = figures.ranked(setup.rules, batch, BINDING)
    return told.DrillReport(
        scenario=scenario.id,
        title=scenario.title,
        about=scenario.about,
        plan=with_things(lives.plan, scenario),
        start=scenario.start,
        horizon=scenario.horizon,
        seed=wish.seed,
        wanted=wish.runs,
        runs=found.runs,
        settled=int(np.count_nonzero(batch.settled)),
        versions=versions(),
        limits=figures.limit_results(setup.rules, batch),
        stages=stage_results(setup.rules, batch),
        steps=figures.step_results(setup, batch),
        roles=figures.role_results(setup, batch, more),
        stuck=figures.stuck_results(batch),
        cut=int(np.count_nonzero(cut_short(batch))),
        under_way=under_way(setup, batch),
        never_came=never_came(scenario, batch),
        objectives=figures.objective_results(setup, scenario, batch),
        crowd=figures.bands(batch),
        typical=shown(lives, order[len(order) // 2]),
        worst=shown(lives, order[-1]),
        precision=wish.precision,
        reached_precision=wish.precision is None or found.precise,
        plus_one_runs=compared,
        as_here=wish.as_here,
    )
