"""A whole run of a drill, with nothing recorded, beside the same model written by hand in plain SimPy: in one process,
by turns, with 25 and 250 steps; and what more steps and more people cost.

A run of the drill is all of it: its share of drawing and laying out the block, SimPy's calendar, people, crowd,
dispatch, judging. So only whole blocks are timed, or what is laid out together of them. The goal: at least 1.5 times as
fast at 25 steps and 3 times at 250; cost linear in steps, at most linear in people.
"""

from __future__ import annotations

import math

from benchmarks.measure import arguments, median, report, timed
from benchmarks.plain_simpy import CROWDED, Drill, Model, model
from runbooks.calendar import WorkingDays
from runbooks.plan import Compare, Condition, Duration, Fact, Limit, Plan, Role, Step
from simulator import compile as compiling
from simulator import scenario_model as scenarios
from simulator.compile import compile_drill
from simulator.distributions import Fixed, Lognormal
from simulator.luck import Block
from simulator.resting import collector_rests
from simulator.streams import BLOCK, Streams

_MINUTE = 60_000
_START = 1_773_016_800_000
_DANGER: Condition = Compare("danger", "=", True)
_CROWDED: Condition = Compare("headcount", ">=", CROWDED)


def compiled(of: Model) -> compiling.Drill:
    """The reference's model as a plan and a scenario."""
    whens = {"danger": _DANGER, "crowded": _CROWDED}
    steps = []
    for step in of.steps:
        limits = []
        for within, since in step.limits:
            moment = "began" if since == -1 else "danger" if since == -2 else of.steps[since].name
            duration = Duration(f"{within:g} min", ms=round(within * _MINUTE))
            limits.append(Limit("plan", (), within=duration, from_=moment))
        after = tuple((of.steps[j].name,) for j in step.after)
        site = "site" if step.site else ""
        steps.append(
            Step(
                step.name,
                step.name,
                {},
                "report",
                (f"r{step.role}",),
                (),
                after,
                whens.get(step.when),
                None,
                tuple(limits),
                where=site,
            )
        )
    roles = {f"r{n}": Role(f"r{n}", {}) for n in range(len(of.staff))}
    facts = {"danger": Fact("danger", "yes-no", {}), "headcount": Fact("headcount", "count", {})}
    plan = Plan("bench", {}, "1", tuple(steps), facts=facts, roles=roles)
    reaction, travel = (Lognormal(*(round(n * _MINUTE) for n in pair)) for pair in (of.reaction, of.travel))
    scenario = scenarios.Scenario(
        id="bench",
        title={},
        runbook="bench",
        start=_START,
        horizon=round(of.horizon * _MINUTE),
        crowd=scenarios.Crowd(of.crowd),
        reports=(scenarios.Report("danger", "violence"), scenarios.Report("headcount", "present")),
        notice=Fixed(round(of.notice * _MINUTE)),
        staff={f"r{n}": scenarios.Staff(count, reaction, travel) for n, count in enumerate(of.staff)},
        work={step.name: Lognormal(round(step.median * _MINUTE), round(step.p90 * _MINUTE)) for step in of.steps},
    )
    return compile_drill(plan, scenario, WorkingDays())


class Ours:
    """Runs of the drill, drawn a block at a time."""

    def __init__(self, of: Model) -> None:
        self.drill = compiled(of)
        self.next = 0
        self.block: Block | None = None
        self.ends: list[float] = []

    def live(self, runs: int) -> None:
        """So many more runs, as `Block.batch` lives them."""
        with collector_rests():
            for _ in range(runs):
                number, row = divmod(self.next, BLOCK)
                if self.block is None or self.block.number != number:
                    self.block = Block(self.drill, Streams(1), number)
                result = self.block.live(row)
                self.ends.append(result.end / _MINUTE)
                self.next += 1


class Theirs:
    """Runs of the reference."""

    def __init__(self, of: Model, *, by_minutes: bool) -> None:
        self.model = of
        self.by_minutes = by_minutes
        self.next = 0
        self.ends: list[float] = []

    def live(self, runs: int) -> None:
        """So many more runs."""
        for _ in range(runs):
            drill = Drill(self.model, self.next, by_minutes=self.by_minutes)
            drill.run()
            self.ends.append(drill.env.now)
            self.next += 1


def compared(steps: int, people: int, runs: int, rounds: int) -> dict[str, float]:
    """Milliseconds of all, the ratios, and how long the runs themselves are: the same model gives the same."""
    of = model(steps, people)
    ours, theirs, coarse = Ours(of), Theirs(of, by_minutes=False), Theirs(of, by_minutes=True)
    everybody: list[Ours | Theirs] = [ours, theirs, coarse]
    for lived in everybody:
        lived.live(BLOCK // 5)
        lived.next = BLOCK
    times: dict[str, list[float]] = {"drill": [], "plain SimPy": [], "plain SimPy by minutes": []}
    for _ in range(rounds):
        for name, lived in zip(times, everybody, strict=True):
            times[name].append(timed(lambda it=lived: it.live(runs)) / runs * 1e3)  # type: ignore[misc]
    figures = {f"{steps} steps, {name}, ms a run": median(found) for name, found in times.items()}
    for name in ("plain SimPy", "plain SimPy by minutes"):
        ratios = [b / a for a, b in zip(times["drill"], times[name], strict=True)]
        figures[f"{steps} steps, times as fast as {name}"] = median(ratios)
    for name, lived in zip(times, everybody, strict=True):
        figures[f"{steps} steps, {name}, length of a run, min"] = sum(lived.ends) / len(lived.ends)
    return figures


def growing(rounds: int) -> dict[str, float]:
    """What more and more steps, and more and more people, cost: the least of some rounds."""
    figures: dict[str, float] = {}
    for steps in (25, 250, 1000):
        ms = _least(model(steps, 300), rounds)
        figures[f"{steps} steps, 300 people, ms a run"] = ms
        figures[f"{steps} steps, us a step"] = ms * 1e3 / steps
    for people in (100, 1_000, 10_000, 100_000):
        ms = _least(model(25, people), rounds)
        figures[f"{people} people, 25 steps, ms a run"] = ms
        figures[f"{people} people, us a person"] = ms * 1e3 / people
    return figures


def _least(of: Model, rounds: int) -> float:
    """Milliseconds a run: the first crowds of a block that are laid out together, and a share of its other draws."""
    drill = compiled(of)
    together = Block(drill, Streams(2), 0).together
    best = math.inf
    for n in range(rounds):
        drawn = timed(lambda at=n: Block(drill, Streams(2), at).draws(0))  # type: ignore[misc]
        block = Block(drill, Streams(2), n)
        lived = timed(lambda of=block: [of.live(row) for row in range(together)])  # type: ignore[misc]
        best = min(best, lived / together + drawn / BLOCK)
    return best * 1e3


def main() -> None:
    """Measure both by turns and print the ratios."""
    given = arguments("drill", rounds=7)
    figures: dict[str, float] = {}
    figures |= compared(25, 300, BLOCK, given.rounds)
    figures |= compared(250, 300, BLOCK, given.rounds)
    figures |= growing(3)
    report("drill", ">= 1.5 times plain SimPy at 25 steps, >= 3 at 250; linear in steps and people", figures, given)


if __name__ == "__main__":
    main()
