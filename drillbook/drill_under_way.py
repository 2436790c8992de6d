"""What was still under way in the runs that the end of the drill cut short, read from their arrays."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median_low

import numpy as np
from numpy.typing import NDArray

from reports import drill_values as told
from simulator.judging import BROKEN, CENSORED, NO_MARGIN
from simulator.results import Batch
from simulator.setup import COMMAND, Setup

Truths = NDArray[np.bool_]
"""For each run and each step."""


@dataclass(frozen=True, slots=True)
class Ends:
    """Where a first turn was still to be done when a run ended. `outside`: whoever comes from outside is on the way;
    `waiting`: for our own; then these react, travel, work.
    """

    outside: Truths
    waiting: Truths
    reacting: Truths
    travelling: Truths
    working: Truths


def cut_short(batch: Batch) -> NDArray[np.bool_]:
    """The runs that ended with the horizon: not all was done, and something was still to come."""
    stuck = [run - batch.first for run, _ in batch.stuck]
    cut = ~batch.settled
    cut[stuck] = False
    return cut


def ends(batch: Batch) -> Ends:
    """How the steps stood that were still called for. What has come to be called for again waits for outside anew."""
    called, begun = batch.asked & (batch.called >= 0), batch.start >= 0
    reacts = batch.end[:, None] < batch.called + batch.reaction
    nobody, there = batch.asked & (batch.called < 0), batch.came >= batch.ready
    return Ends(
        outside=nobody & ~there,
        waiting=nobody & there,
        reacting=called & ~begun & reacts,
        travelling=called & ~begun & ~reacts,
        working=called & begun,
    )


def under_way(setup: Setup, batch: Batch) -> tuple[told.UnderWay, ...]:
    """The steps, repeats left out, that were under way in the runs that were cut short, most runs first."""
    found, open_ = ends(batch), batch.asked & np.array(setup.counted) & cut_short(batch)[:, None]
    steps = np.flatnonzero(open_.any(axis=0)).tolist()
    results = [_step(setup, batch, found, i, open_[:, i]) for i in steps]
    return tuple(sorted(results, key=lambda step: -step.runs))


def _step(setup: Setup, batch: Batch, found: Ends, i: int, open_: NDArray[np.bool_]) -> told.UnderWay:
    of = np.flatnonzero(open_)
    phases = (found.outside, found.waiting, found.reacting, found.travelling, found.working)
    outside, waiting, reacting, travelling, working = (int(np.count_nonzero(phase[of, i])) for phase in phases)
    return told.UnderWay(
        step=setup.rules.plan.steps[i].id,
        outside=outside,
        waiting=waiting,
        reacting=reacting,
        travelling=travelling,
        working=working,
        since=median_low(batch.ready[of, i].tolist()),
        first_run=batch.first + int(of[0]) + 1,
        busy_with=_busy_with(setup, batch, i, found.waiting[:, i] & open_),
        behind=_behind(setup, batch, i, open_),
    )


def _busy_with(setup: Setup, batch: Batch, i: int, waiting: NDArray[np.bool_]) -> tuple[str, int] | None:
    """At which step those whom a step waits for were in most of the runs."""
    wanted, busy = _roles(setup, i), (batch.called >= 0) & (batch.done < 0)
    others = [j for j in range(setup.rules.n) if j != i and wanted & _roles(setup, j)]
    runs = [int(np.count_nonzero(waiting & busy[:, j])) for j in others]
    most = max(runs, default=0)
    return (setup.rules.plan.steps[others[runs.index(most)]].id, most) if most else None


def _roles(setup: Setup, i: int) -> set[int]:
    """The roles of which somebody may be at a step."""
    team = setup.teams[i]
    wanted = {role for place in team.places for role in place} if team else set()
    if COMMAND in wanted:
        wanted.update(*setup.commands)
    return wanted - {COMMAND}


def _behind(setup: Setup, batch: Batch, i: int, runs: NDArray[np.bool_]) -> tuple[told.Behind, ...]:
    """The limits of a step, and of what comes after it, that were not met in these runs; of repeats none."""
    rules, found = setup.rules, []
    concerned = {i}
    for j in sorted(range(rules.n), key=rules.order.__getitem__):
        if any(m in concerned for _, entry in rules.entries[j] for m in entry):
            concerned.add(j)
    left_out = {*setup.repeated, *setup.beyond}
    for x, rule in enumerate(rules.limits):
        if rule.step in concerned and x not in left_out:
            undone = runs & (batch.done[:, rule.step] < 0) & (batch.margin[:, x] == NO_MARGIN)
            outcome = batch.outcome[:, x]
            broken, open_ = (int(np.count_nonzero(undone & (outcome == code))) for code in (BROKEN, CENSORED))
            if broken or open_:
                found.append(told.Behind(rules.plan.steps[rule.step].id, rule.number + 1, broken, open_))
    return tuple(sorted(found, key=lambda limit: -(limit.broken + limit.open)))
