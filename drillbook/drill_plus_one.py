"""What one more of a role would change, each role alone, under the same luck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from drillbook import drill_figures as figures
from drillbook.drill_lives import Bars, Lives, Wish, with_staff
from reports import drill_values as told
from simulator.compare import compare
from simulator.ensemble import ensemble
from simulator.results import Batch, joined
from simulator.setup import Setup
from simulator.streams import BLOCK

PLUS_ONE_RUNS: Final = 500
"""What one more would change is looked at in at most so many of the runs."""


@dataclass
class PlusOne:
    """The job of a process that looks at one more of each role: `runs` runs for each, role after role."""

    lives: Lives
    roles: tuple[str, ...]
    runs: int

    @property
    def blocks(self) -> int:
        """Blocks of runs for each role."""
        return -(-self.runs // BLOCK)

    def __call__(self, piece: int, first: int, last: int) -> list[Batch]:
        role, block = divmod(piece, self.blocks)
        return [self.more(self.roles[role])(block, first, min(last, self.runs - block * BLOCK))]

    def more(self, role: str) -> Lives:
        """The scenario with one more of a role."""
        return with_staff(self.lives, {role: self.lives.scenario.staff[role].count + 1})


def plus_one(
    lives: Lives, wish: Wish, batch: Batch, found: dict[str, tuple[told.Difference, ...]], bars: Bars | None
) -> bool:
    """What one more of each role changes, each alone, in the first of the runs; and whether somebody stopped it."""
    setup = lives.drill.setup
    base = figures.first_of(batch, wish.runs)
    ours = {role.id: r for r, role in enumerate(setup.roles) if role.id in lives.scenario.staff}
    waiting = tuple(role for role, r in ours.items() if waited_for(setup, base, r))
    after = dict.fromkeys(ours, base)
    interrupted = False
    if waiting:
        job = PlusOne(lives, waiting, wish.runs)
        progress = None if bars is None else bars("+1")
        of = len(waiting) * job.blocks * BLOCK
        looked = ensemble(job, of, _together, jobs=wish.jobs, progress=progress)
        interrupted = looked.interrupted
        for n, role in enumerate(waiting):
            batches = looked.batch[n * job.blocks : (n + 1) * job.blocks]
            if len(batches) == job.blocks:
                after[role] = joined(batches)
            else:
                del after[role]
    for role, more in after.items():
        effects = compare(base, more)
        found[role] = tuple(figures.difference(setup.rules, x, effect) for x, effect in enumerate(effects))
    return interrupted


def _together(lists: Sequence[list[Batch]]) -> list[Batch]:
    return [batch for some in lists for batch in some]


def waited_for(setup: Setup, batch: Batch, role: int) -> bool:
    """Whether anything ever waited for a role. Where nothing did, whoever is added is never chosen: those before are
    free, and so every run is the same. Of steps with several turns the arrays know the first only: those may have.
    """
    if batch.queued[:, role].any():
        return True
    lines = set(setup.lines_of_role[role])
    steps = [i for i, line in enumerate(setup.line_of) if line in lines]
    if not all(setup.rules.plain[i] for i in steps):
        return True
    return bool(((batch.came[:, steps] >= 0) & (batch.called[:, steps] < 0)).any())
