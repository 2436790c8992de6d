"""A scenario being lived many times: the job of each process, and what is wished for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property

from drillbook import drill_figures as figures
from reports.nearest import BINDING
from runbooks.calendar import working_days_table
from runbooks.plan import Plan
from simulator.compile import Drill, compile_drill
from simulator.crew import Crew
from simulator.ensemble import Ensemble, Progress, ensemble
from simulator.luck import Block
from simulator.results import Batch, joined
from simulator.scenario_model import Scenario
from simulator.setup import Setup
from simulator.statistics import Precision
from simulator.streams import Streams

Bars = Callable[[str], Progress]
"""Makes the progress of something that is named: `+1` for what one more would change, "" for the runs themselves."""


@dataclass
class Lives:
    """The job of a process: lives some runs of a block. What is compiled stays where it is and is never sent; so does
    the last block that was drawn, for a process is often given several pieces of one.
    """

    plan: Plan
    scenario: Scenario
    seed: int
    _drawn: Block | None = field(default=None, init=False, repr=False, compare=False)

    @cached_property
    def drill(self) -> Drill:
        """The scenario and its plan, ready to run."""
        return compile_drill(self.plan, self.scenario, working_days_table())

    def __getstate__(self) -> dict[str, object]:
        return {"plan": self.plan, "scenario": self.scenario, "seed": self.seed, "_drawn": None}

    def __call__(self, block: int, first: int, last: int) -> Batch:
        if self._drawn is None or self._drawn.number != block:
            self._drawn = Block(self.drill, Streams(self.seed), block)
        return self._drawn.batch(range(first, last))


@dataclass(frozen=True, slots=True)
class Wish:
    """How a drill is to be run. `precision`: until every interval of plan and law is that narrow, at most `runs`."""

    runs: int
    seed: int
    precision: float | None = None
    as_here: bool = False
    """Whether the overlays of the site were laid over the plan: to be said where the drill is told."""


def live(lives: Lives, wish: Wish, bars: Bars | None = None, crew: Crew | None = None) -> Ensemble[Batch]:
    """All the runs."""
    progress = None if bars is None else bars("")
    enough = None if wish.precision is None else _narrow(lives.drill.setup, wish.precision)
    return ensemble(lives, wish.runs, joined, crew=crew, progress=progress, enough=enough)


def _narrow(setup: Setup, precision: float) -> Callable[[Batch], bool]:
    """Whether the interval of every limit of plan and law that could be judged is narrow enough."""
    rules, reached = setup.rules, Precision(precision).reached
    binding = [
        x for x, rule in enumerate(rules.limits) if rules.plan.steps[rule.step].limits[rule.number].basis in BINDING
    ]
    return lambda batch: reached(figures.judged(batch.outcome[:, x]) for x in binding)


def with_staff(lives: Lives, counts: dict[str, int]) -> Lives:
    """The same with other numbers of staff."""
    staff = dict(lives.scenario.staff)
    for role, count in counts.items():
        staff[role] = replace(staff[role], count=count)
    return replace(lives, scenario=replace(lives.scenario, staff=staff))
