"""What one more of a role would change, each role alone, under the same luck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from drillbook import drill_figures as figures
from drillbook.drill_lives import Bars, Lives, Wish, with_staff
from reports import drill_values as told
from simulator.compare import compare
from simulator.crew import Crew, Piece
from simulator.ensemble import blocks, of_blocks
from simulator.results import Batch, joined
from simulator.setup import COMMAND, Setup

PLUS_ONE_RUNS: Final = 500
"""What one more would change is looked at in at most so many of the runs."""


@dataclass
class PlusOne:
    """The job of a process that looks at one more of each role: `runs` runs for each, role after role, as one row of
    blocks, so that nobody waits where one role ends and the next begins.
    """

    lives: Lives
    roles: tuple[str, ...]
    runs: int
    _more: tuple[str, Lives] | None = field(default=None, init=False, repr=False, compare=False)

    def __getstate__(self) -> dict[str, object]:
        return {"lives": self.lives, "roles": self.roles, "runs": self.runs, "_more": None}

    def blocks(self) -> list[Piece]:
        """The blocks of all roles."""
        own = blocks(self.runs)
        return [(n * len(own) + block, first, last) for n in range(len(self.roles)) for block, first, last in own]

    def __call__(self, block: int, first: int, last: int) -> list[tuple[str, Batch]]:
        number, own = divmod(block, len(blocks(self.runs)))
        role = self.roles[number]
        if self._more is None or self._more[0] != role:
            self._more = role, with_staff(self.lives, {role: self.lives.scenario.staff[role].count + 1})
        return [(role, self._more[1](own, first, last))]


def plus_one(
    lives: Lives,
    wish: Wish,
    batch: Batch,
    found: dict[str, tuple[told.Difference, ...]],
    bars: Bars | None,
    crew: Crew | None = None,
) -> bool:
    """What one more of each role changes, each alone, in the first of the runs; and whether somebody stopped it."""
    setup = lives.drill.setup
    base = figures.first_of(batch, wish.runs)
    ours = {role.id: r for r, role in enumerate(setup.roles) if role.id in lives.scenario.staff}
    waiting = tuple(role for role, r in ours.items() if waited_for(setup, base, r))
    nothing = _differences(setup, base, base)
    found |= {role: nothing for role in ours if role not in waiting}
    interrupted = False
    if waiting:
        job = PlusOne(lives, waiting, wish.runs)
        progress = None if bars is None else bars("+1")
        looked = of_blocks(job, job.blocks(), _together, crew=crew, progress=progress)
        interrupted = looked.interrupted
        for role in waiting:
            lived = [some for of, some in looked.batch if of == role]
            if sum(len(some.end) for some in lived) == wish.runs:
                found[role] = _differences(setup, base, joined(lived))
    return interrupted


def _differences(setup: Setup, before: Batch, after: Batch) -> tuple[told.Difference, ...]:
    effects = compare(before, after)
    return tuple(figures.difference(setup.rules, x, effect) for x, effect in enumerate(effects))


def _together(lists: Sequence[list[tuple[str, Batch]]]) -> list[tuple[str, Batch]]:
    return [batch for some in lists for batch in some]


def waited_for(setup: Setup, batch: Batch, role: int) -> bool:
    """Whether anything ever waited for a role, or may have been done by others because nobody of it was free. Where
    nothing was, whoever is added is never chosen: those before are free, and so every run is the same. Of steps with
    several turns the arrays know the first only: those may have.
    """
    if batch.queued[:, role].any():
        return True
    lines = set(setup.lines_of_role[role])
    steps = [i for i, line in enumerate(setup.line_of) if line in lines]
    if not all(setup.rules.plain[i] for i in steps):
        return True
    if ((batch.came[:, steps] >= 0) & (batch.called[:, steps] < 0)).any():
        return True
    return _passed_over(setup, batch, role, steps)


def _passed_over(setup: Setup, batch: Batch, role: int, steps: Sequence[int]) -> bool:
    """Whether a place that several roles may take may have gone to another because all of this one were taken, or may
    have waited for it on another's account. The arrays do not say who came, only how long each role was busy: so in
    runs in which it was busy with such places too, it counts as taken by all of them.
    """
    wanted = {i: [_may_take(setup, place) for place in setup.lines[setup.line_of[i]]] for i in steps}
    most = {i: sum(role in who for who in wanted[i]) for i in steps}
    shared = {i for i in steps if any(role in who and len(who) > 1 for who in wanted[i])}
    asked = [i for i in shared if (batch.called[:, i] >= 0).any()]
    if asked and any(away.role == role for inject in setup.injects for away in inject.away):
        return True
    ends = {i: np.where(batch.done[:, i] >= 0, batch.done[:, i], batch.end) for i in steps}
    alone = [
        most[i] * np.where(batch.called[:, i] >= 0, ends[i] - batch.called[:, i], 0) for i in steps if i not in shared
    ]
    helped = batch.busy[:, role] != sum(alone)
    for i in asked:
        came, called = batch.came[:, i], batch.called[:, i]
        taken = np.full(len(called), most[i])
        for other in steps:
            if other != i:
                begun, over = batch.called[:, other], (batch.done[:, other] >= 0) & (batch.done[:, other] <= came)
                holds = (begun >= 0) & (begun <= called) & ~over
                taken += most[other] * (holds & helped if other in shared else holds)
        if ((called >= 0) & (taken > setup.roles[role].count)).any():
            return True
    return False


def _may_take(setup: Setup, place: Sequence[int]) -> set[int]:
    """The roles that may take a place, at any level."""
    return {role for roles in setup.commands for role in roles} if COMMAND in place else set(place)
