"""What one more of a role would change, each role alone, under the same luck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from drillbook import drill_figures as figures
from drillbook.drill_lives import Bars, Lives, Wish, with_staff
from reports import drill_values as told
from simulator.compare import compare
from simulator.crew import Crew, Piece
from simulator.ensemble import blocks, of_blocks
from simulator.results import Batch, joined
from simulator.setup import Setup

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
    """Whether anything ever waited for a role, even if it was called off meanwhile, or may have been done by others
    because nobody of it was free. Where nothing was, whoever is added is never chosen: those before are free, and so
    every run is the same. Of steps with several turns the arrays know the first only: those may have. So may what came
    up in the very moment in which somebody did a step that takes no time.
    """
    if batch.queued[:, role].any() or batch.short[:, role].any():
        return True
    lines = set(setup.lines_of_role[role])
    steps = [i for i, line in enumerate(setup.line_of) if line in lines]
    if not all(setup.rules.plain[i] for i in steps):
        return True
    came, called, done = batch.came[:, steps], batch.called[:, steps], batch.done[:, steps]
    if ((came >= 0) & (called < 0)).any():
        return True
    at_once = (done >= 0) & (done == called)
    return any(bool(((came == done[:, [n]]).sum(axis=1) > 1)[at_once[:, n]].any()) for n in range(len(steps)))
