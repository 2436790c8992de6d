"""What was still under way in the runs that the end of the drill cut short, read from their arrays."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median_low

import numpy as np
from numpy.typing import NDArray

from incidents.tracks import NO
from reports import drill_values as told
from simulator.judging import BROKEN, CENSORED, NO_MARGIN
from simulator.lasting import lasting
from simulator.results import Batch
from simulator.setup import COMMAND, Setup

Truths = NDArray[np.bool_]
"""For each run and each step."""


@dataclass(frozen=True, slots=True)
class Ends:
    """How the first turns stood when the runs ended. `outside`: whoever comes from outside is on the way; `waiting`:
    for our own; then these react, travel, work. `unsure`: nobody has come, or it did not apply any more.
    """

    outside: Truths
    waiting: Truths
    reacting: Truths
    travelling: Truths
    working: Truths
    unsure: Truths

    @property
    def known(self) -> Truths:
        """Whatever was under way for certain."""
        return self.outside | self.waiting | self.reacting | self.travelling | self.working


def cut_short(batch: Batch) -> NDArray[np.bool_]:
    """The runs that ended with the horizon: not all was done, and something was still to come."""
    stuck = [run - batch.first for run, _ in batch.stuck]
    cut = ~batch.settled
    cut[stuck] = False
    return cut


def ends(setup: Setup, batch: Batch) -> Ends:
    """How the steps that a run goes on for stood in those that were not finished."""
    open_ = ~batch.settled[:, None] & np.array(setup.counted) & (batch.ready >= 0) & (batch.done < 0)
    called, begun = open_ & (batch.called >= 0), batch.start >= 0
    reacts = batch.end[:, None] < batch.called + batch.reaction
    nobody, asked = open_ & (batch.called < 0), _asked(setup, batch)
    return Ends(
        outside=nobody & asked & (batch.came < 0),
        waiting=nobody & asked & (batch.came >= 0),
        reacting=called & ~begun & reacts,
        travelling=called & ~begun & ~reacts,
        working=called & begun,
        unsure=nobody & ~asked,
    )


def _asked(setup: Setup, batch: Batch) -> Truths:
    """Where a step that became ready is known to be so still: it applies, for it cannot cease to or a limit of it is
    still running, and nothing that it follows can have come to apply since.
    """
    rules, out = setup.rules, np.array(lasting(setup, NO))
    asked = np.repeat(np.array([lasting(setup)]), len(batch.end), axis=0)
    for x in _once(setup):
        asked[:, rules.limits[x].step] |= batch.outcome[:, x] == CENSORED
    for i, entries in enumerate(rules.entries):
        for members in (list(entry) for _, entry in entries):
            asked[:, i] &= out[members].all() | (batch.done[:, members] >= 0).any(axis=1)
    return asked


def _once(setup: Setup) -> list[int]:
    """The limits that come once, of steps that somebody does in the drill."""
    left_out = {*setup.repeated, *setup.beyond}
    return [x for x in range(len(setup.rules.limits)) if x not in left_out]


def under_way(setup: Setup, batch: Batch) -> tuple[told.UnderWay, ...]:
    """The steps that were under way in the runs that were cut short, most runs first."""
    found, cut = ends(setup, batch), cut_short(batch)[:, None]
    known, unsure = found.known & cut, found.unsure & cut
    steps = np.flatnonzero((known | unsure).any(axis=0)).tolist()
    results = [_step(setup, batch, found, i, known[:, i], unsure[:, i]) for i in steps]
    return tuple(sorted(results, key=lambda step: -step.runs))


def _step(
    setup: Setup, batch: Batch, found: Ends, i: int, known: NDArray[np.bool_], unsure: NDArray[np.bool_]
) -> told.UnderWay:
    of = np.flatnonzero(known if known.any() else unsure)
    phases = (found.outside, found.waiting, found.reacting, found.travelling, found.working)
    outside, waiting, reacting, travelling, working = (int(np.count_nonzero(p[:, i] & known)) for p in phases)
    return told.UnderWay(
        step=setup.rules.plan.steps[i].id,
        outside=outside,
        waiting=waiting,
        reacting=reacting,
        travelling=travelling,
        working=working,
        unsure=int(np.count_nonzero(unsure)),
        since=median_low(batch.ready[of, i].tolist()),
        first_run=batch.first + int(of[0]) + 1,
        busy_with=_busy_with(setup, batch, i, found.waiting[:, i] & known),
        behind=_behind(setup, batch, i, known),
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
    return wanted | {role for roles in setup.commands for role in roles} - {COMMAND} if COMMAND in wanted else wanted


def _behind(setup: Setup, batch: Batch, i: int, known: NDArray[np.bool_]) -> tuple[told.Behind, ...]:
    """The limits of a step, and of what comes after it, that were not met in the runs in which it was under way."""
    rules, found = setup.rules, []
    concerned = {i}
    for j in sorted(range(rules.n), key=rules.order.__getitem__):
        if any(m in concerned for _, entry in rules.entries[j] for m in entry):
            concerned.add(j)
    for x in _once(setup):
        rule = rules.limits[x]
        if rule.step in concerned:
            undone = known & (batch.done[:, rule.step] < 0) & (batch.margin[:, x] == NO_MARGIN)
            outcome = batch.outcome[:, x]
            broken, open_ = (int(np.count_nonzero(undone & (outcome == code))) for code in (BROKEN, CENSORED))
            if broken or open_:
                found.append(told.Behind(rules.plan.steps[rule.step].id, rule.number + 1, broken, open_))
    return tuple(sorted(found, key=lambda limit: -(limit.broken + limit.open)))
