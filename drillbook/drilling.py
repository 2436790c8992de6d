"""Lives a drill many times and fills in what its reports tell; or lives one run again, with everything recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
import simpy

from drillbook import __version__
from drillbook import drill_figures as figures
from incidents.journal.memory import MemoryStore
from incidents.session import Session
from incidents.timeline import Timeline, timeline
from reports import drill_values as told
from reports.drill_phrases import role_name
from reports.nearest import BINDING
from reports.words import Words
from runbooks.calendar import working_days_table
from runbooks.plan import Plan
from simulator.compare import compare
from simulator.compile import Drill, compile_drill
from simulator.ensemble import Ensemble, Progress, ensemble
from simulator.judging import BROKEN, KEPT, NO_MARGIN
from simulator.luck import Block, run_of
from simulator.record import Recorder
from simulator.results import Batch, joined
from simulator.scenario_model import Scenario
from simulator.setup import Setup
from simulator.statistics import Precision
from simulator.streams import Streams

Bars = Callable[[str], Progress]
"""Makes the progress of something that is named: of one more of a role, by its id; "" for the runs themselves."""

PLUS_ONE_RUNS: Final = 1000
"""What one more would change is looked at in at most so many of the runs."""


@dataclass
class Lives:
    """The job of a process: lives some runs of a block. What is compiled stays where it is and is never sent."""

    plan: Plan
    scenario: Scenario
    seed: int

    @cached_property
    def drill(self) -> Drill:
        """The scenario and its plan, ready to run."""
        return compile_drill(self.plan, self.scenario, working_days_table())

    def __getstate__(self) -> dict[str, object]:
        return {"plan": self.plan, "scenario": self.scenario, "seed": self.seed}

    def __call__(self, block: int, first: int, last: int) -> Batch:
        return Block(self.drill, Streams(self.seed), block).batch(range(first, last))


@dataclass(frozen=True, slots=True)
class Wish:
    """How a drill is to be run. `precision`: until every interval of plan and law is that narrow, at most `runs`."""

    runs: int
    seed: int
    jobs: int = 1
    precision: float | None = None


def versions() -> tuple[tuple[str, str], ...]:
    """What the figures depend on besides the files."""
    return (("drillbook", __version__), ("numpy", np.__version__), ("simpy", simpy.__version__))


def live(lives: Lives, wish: Wish, bars: Bars | None = None, what: str = "") -> Ensemble[Batch]:
    """All the runs."""
    progress = None if bars is None else bars(what)
    enough = None if wish.precision is None else _narrow(lives.drill.setup, wish.precision)
    return ensemble(lives, wish.runs, joined, jobs=wish.jobs, progress=progress, enough=enough)


def _narrow(setup: Setup, precision: float) -> Callable[[Batch], bool]:
    """Whether the interval of every limit of plan and law that could be judged is narrow enough."""
    rules, reached = setup.rules, Precision(precision).reached
    binding = [
        x for x, rule in enumerate(rules.limits) if rules.plan.steps[rule.step].limits[rule.number].basis in BINDING
    ]
    return lambda batch: reached(figures.judged(batch.outcome[:, x]) for x in binding)


def drill(lives: Lives, wish: Wish, bars: Bars | None = None) -> tuple[told.DrillReport, bool]:
    """The whole drill; and whether somebody did not want to wait for the rest of it."""
    found = live(lives, wish, bars)
    interrupted = found.interrupted
    plus_one: dict[str, tuple[told.Difference, ...]] = {}
    compared = min(found.runs, PLUS_ONE_RUNS)
    if not interrupted:
        try:
            _plus_one(lives, replace(wish, runs=compared, precision=None), found.batch, plus_one, bars)
        except KeyboardInterrupt:
            interrupted = True
    return _report(lives, wish, found, plus_one, compared if plus_one else 0), interrupted


def _report(
    lives: Lives, wish: Wish, found: Ensemble[Batch], plus_one: dict[str, tuple[told.Difference, ...]], compared: int
) -> told.DrillReport:
    setup, batch, scenario = lives.drill.setup, found.batch, lives.scenario
    order = figures.ranked(setup.rules, batch, BINDING)
    return told.DrillReport(
        scenario=scenario.id,
        title=scenario.title,
        about=scenario.about,
        plan=lives.plan,
        start=scenario.start,
        horizon=scenario.horizon,
        seed=wish.seed,
        wanted=wish.runs,
        runs=found.runs,
        settled=int(np.count_nonzero(batch.settled)),
        versions=versions(),
        limits=figures.limit_results(setup.rules, batch),
        steps=figures.step_results(setup, batch),
        roles=figures.role_results(setup, batch, plus_one),
        stuck=figures.stuck_results(batch),
        objectives=figures.objective_results(setup, scenario, batch),
        crowd=figures.bands(batch),
        typical=shown(lives, order[len(order) // 2]),
        worst=shown(lives, order[-1]),
        precision=wish.precision,
        reached_precision=wish.precision is None or found.precise,
        plus_one_runs=compared,
    )


# -- one more of a role ---------------------------------------------------------------------------------


def _plus_one(
    lives: Lives,
    wish: Wish,
    batch: Batch,
    found: dict[str, tuple[told.Difference, ...]],
    bars: Bars | None,
) -> None:
    """What one more of each role changes, each alone, in the first of the runs."""
    setup = lives.drill.setup
    base = figures.first_of(batch, wish.runs)
    for r, role in enumerate(setup.roles):
        if role.id not in lives.scenario.staff:
            continue
        after = base
        if waited_for(setup, base, r):
            after = live(with_staff(lives, {role.id: role.count + 1}), wish, bars, f"+1 {role.id}").batch
            if len(after.end) < len(base.end):
                raise KeyboardInterrupt
        effects = compare(base, after)
        found[role.id] = tuple(figures.difference(setup.rules, x, effect) for x, effect in enumerate(effects))


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


def with_staff(lives: Lives, counts: dict[str, int]) -> Lives:
    """The same with other numbers of staff."""
    staff = dict(lives.scenario.staff)
    for role, count in counts.items():
        staff[role] = replace(staff[role], count=count)
    return replace(lives, scenario=replace(lives.scenario, staff=staff))


# -- single runs ----------------------------------------------------------------------------------------


def shown(lives: Lives, run: int) -> told.RunResult:
    """One run by its number from 0, with every turn of every step."""
    setup = lives.drill.setup
    result = run_of(lives.drill, lives.seed, run).live()
    rules = setup.rules
    due: dict[int, int] = {}
    late: set[int] = set()
    broken = []
    for x, rule in enumerate(rules.limits):
        own = rules.plan.steps[rule.step].limits[rule.number]
        if result.outcome[x] == BROKEN:
            broken.append((rules.plan.steps[rule.step].id, rule.number + 1))
        if own.basis not in BINDING or rule.every or result.outcome[x] not in {KEPT, BROKEN}:
            continue
        if result.outcome[x] == BROKEN:
            late.add(rule.step)
        act = result.start[rule.step] if rule.to_start else result.done[rule.step]
        if result.margin[x] != NO_MARGIN and act >= 0:
            due[rule.step] = min(due.get(rule.step, act + result.margin[x]), act + result.margin[x])
    bars = [
        told.Bar(
            rules.plan.steps[i].id,
            1,
            result.ready[i],
            _known(result.called[i]),
            _known(result.start[i]),
            _known(result.done[i]),
            due.get(i),
            i in late,
        )
        for i in range(rules.n)
        if result.ready[i] >= 0
    ]
    bars += [
        told.Bar(rules.plan.steps[t.step].id, t.turn, t.ready, _known(t.called), _known(t.start), _known(t.done))
        for t in result.more
        if t.ready >= 0
    ]
    place = rules.step_index
    bars.sort(key=lambda bar: (place[bar.step], bar.turn))
    return told.RunResult(run + 1, result.end, result.settled, tuple(bars), tuple(broken))


def _known(time: int) -> int | None:
    return time if time >= 0 else None


def recorded(lives: Lives, run: int, words: Words) -> tuple[Timeline, Session, MemoryStore]:
    """One run by its number from 0, lived again through a session."""
    counter = iter(range(1, 1 << 40))
    store = MemoryStore(entropy=bytes)
    plan = lives.plan

    def together(people: Sequence[str]) -> str:
        named = [person.rpartition(" ") for person in people]
        said = words.listed(f"{role_name(role, plan, words)} {n}" for role, _, n in named)
        return said or words.say("from outside")

    recorder = Recorder(
        lives.drill.setup,
        store,
        working_days_table(),
        entropy=lambda n: next(counter).to_bytes(n, "big"),
        by=words.sense("drill", "the drill"),
        identity=together,
        incident=f"drill-{lives.seed}-{run + 1}",
        says={inject.id: words.text(inject.says) for inject in lives.scenario.injects},
    )
    result = run_of(lives.drill, lives.seed, run, recorder).live()
    recorder.clock.move(lives.drill.setup.rules.start + result.end)
    return timeline(recorder.session), recorder.session, store
