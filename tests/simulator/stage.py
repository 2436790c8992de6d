"""Tiny drills for tests: a plan and its scenario written by hand, in minutes, with fixed times."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any, overload

from runbooks.calendar import WorkingDays
from runbooks.plan import Condition, Duration, Fact, Level, Limit, Plan, Role, Step
from simulator.drill import Run
from simulator.results import RunResult
from simulator.rules import Rules
from simulator.setup import COMMAND, Away, Crowd, Field, Inject, Report, Setup, StaffRole, Team

MINUTE = 60_000
START = 1_773_016_800_000  # 2026-03-09 08:40 at Shanghai


class Steady(Sequence[int]):
    """A row in which every column is the same."""

    def __init__(self, value: int) -> None:
        self.value = value

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[int]: ...
    def __getitem__(self, at: int | slice) -> int | Sequence[int]:
        return self.value if isinstance(at, int) else self

    def __len__(self) -> int:
        return 2**31

    def __iter__(self) -> Iterator[int]:
        raise TypeError("endless")


class Counted:
    """A crowd of which only the counts matter: they change at given minutes."""

    def __init__(self, counts: Mapping[float, int], violent_at: float | None = None, tension: float = 0.0) -> None:
        self.counts = sorted((round(at * MINUTE), count) for at, count in counts.items())
        self.violent_at = None if violent_at is None else round(violent_at * MINUTE)
        self.tension = tension
        self.now = 0
        self.seen: list[int] = []
        self.measures: list[tuple[int, float, float, int | None]] = []

    @property
    def present(self) -> int:
        return next((count for at, count in reversed(self.counts) if at <= self.now), 0)

    def states(self, times: range) -> list[tuple[int, float]]:
        def count(time: int) -> int:
            return next((count for at, count in reversed(self.counts) if at <= time), 0)

        return [(count(time), self.tension) for time in times]

    @property
    def active(self) -> float:
        return 0.0

    @property
    def violent(self) -> bool:
        return self.violent_at is not None and self.now >= self.violent_at

    def next_change(self, after: int) -> int | None:
        times = [at for at, _ in self.counts] + ([] if self.violent_at is None else [self.violent_at])
        return min((at for at in times if at > after), default=None)

    def advance(self, to: int) -> None:
        assert to >= self.now
        self.now = to

    def shock(self, tension: float) -> None:
        self.tension += tension

    def join(self, people: int) -> None:
        self.counts.append((self.now, self.present + people))

    def measure(self, tension: float, leaving: float, until: int | None) -> None:
        self.measures.append((self.now, tension, leaving, until))

    def responders(self, count: int) -> None:
        self.seen.append(count)


def limit(within: float, from_: str = "began", **more: Any) -> Limit:
    """A limit in minutes."""
    return Limit("plan", (), within=Duration(f"{within} min", ms=round(within * MINUTE)), from_=from_, **more)


def every(first: float, each: float, from_: str = "began", until: str = "closing", **more: Any) -> Limit:
    """A repeat in minutes."""
    spans = [Duration(f"{n} min", ms=round(n * MINUTE)) for n in (first, each)]
    return Limit("assumed", (), first=spans[0], every=spans[1], from_=from_, until=until, **more)


def step(
    name: str,
    role: str | Sequence[str],
    *limits: Limit,
    after: Sequence[str | tuple[str, ...]] = (),
    when: Condition | None = None,
    where: str = "",
    each: str | None = None,
    record: tuple[str, ...] = (),
) -> Step:
    """A step of which only what matters is said."""
    roles = (role,) if isinstance(role, str) else tuple(role)
    entries = tuple((entry,) if isinstance(entry, str) else entry for entry in after)
    return Step(
        name,
        name,
        {},
        "report",
        roles,
        (),
        after=entries,
        when=when,
        each=each,
        limits=limits,
        record=record,
        where=where,
    )


def stage(
    steps: Sequence[Step],
    work: Mapping[str, float],
    staff: Mapping[str, int],
    *,
    horizon: float = 240,
    reaction: Mapping[str, float] | None = None,
    travel: Mapping[str, float] | None = None,
    outside: Mapping[str, float] | None = None,
    things: Sequence[str] = (),
    needs: Mapping[str, Sequence[str]] | None = None,
    facts: Mapping[str, Fact] | None = None,
    levels: Sequence[Level] = (),
    one_of: Mapping[str, tuple[str, ...]] | None = None,
    fields: Mapping[str, tuple[Field, ...]] | None = None,
    reports: Sequence[Report] = (),
    notice: float | None = None,
    cut: Sequence[str] = (),
    injects: Sequence[tuple[float, str, float]] = (),
    stated: Mapping[str, Any] | None = None,
    gate: float = 0.0,
    **more: Any,
) -> Stage:
    """A drill with one fixed time for everything. `injects`: (at, who goes away, for how long)."""
    facts, outside, one_of = facts or {}, outside or {}, one_of or {}
    roles = {
        name: Role(name, {}, "outside" if name in outside else "staff", one_of.get(name, ()))
        for name in [*staff, *outside, *one_of]
    }
    plan = Plan("tiny", {}, "1", tuple(steps), facts=facts, levels=tuple(levels), roles=roles)
    rules = Rules(plan, START, WorkingDays())
    names: list[str] = []
    rows: list[Sequence[int]] = []

    def source(name: str, minutes: float) -> int:
        names.append(name)
        rows.append(Steady(round(minutes * MINUTE)))
        return len(names) - 1

    places = {name: n for n, name in enumerate(staff)}
    ours = tuple(
        StaffRole(
            name,
            count,
            name in things,
            source(f"reaction/{name}", reaction[name]) if reaction and name in reaction else -1,
            source(f"travel/{name}", travel[name]) if travel and name in travel else -1,
        )
        for name, count in staff.items()
    )
    delays = {name: source(f"outside/{name}", minutes) for name, minutes in outside.items()}

    def team(own: Step) -> Team | None:
        if own.id not in work:
            return None
        wanted = [role for role in own.role if role not in outside]
        found = [(COMMAND,) if r == "command" else tuple(places[m] for m in one_of.get(r, (r,))) for r in wanted]
        found += [(places[thing],) for thing in (needs or {}).get(own.id, ())]
        return Team(tuple(found), tuple(delays[role] for role in own.role if role in outside))

    setup = Setup(
        rules=rules,
        horizon=round(horizon * MINUTE),
        roles=ours,
        teams=tuple(team(own) for own in steps),
        at_gate=tuple(own.where == "site" for own in steps),
        work=tuple(source(f"work/{own.id}", work[own.id]) if own.id in work else -1 for own in steps),
        sources=(),
        commands=tuple((places[level.command],) if level.command else () for level in levels),
        stated=tuple((rules.fact_index[name], value) for name, value in (stated or {}).items()),
        fields={rules.step_index[name]: own for name, own in (fields or {}).items()},
        reports=tuple(reports),
        notice=source("notice", notice) if notice is not None else -1,
        needed_to_report=tuple(places[name] for name in cut),
        injects=(
            *(
                Inject(f"away-{n}", round(at * MINUTE), away=(Away(places[who], round(lasts * MINUTE)),))
                for n, (at, who, lasts) in enumerate(injects)
            ),
            *more.pop("others", ()),
        ),
        gate=gate,
        **more,
    )
    return Stage(setup, rows)


class Stage:
    """A drill that can be run; what came of a run is asked in minutes."""

    def __init__(self, setup: Setup, rows: list[Sequence[int]]) -> None:
        self.setup = setup
        self.rows = rows
        self.index = setup.rules.step_index
        self.result: RunResult

    def run(self, crowd: Crowd | None = None) -> Stage:
        """Live it with everything recorded; and again with nothing, which must come to the same."""
        self.log = Log(self)
        same = deepcopy(crowd)
        self.result = Run(self.setup, self.rows, crowd, sink=self.log).live()
        assert repr(Run(self.setup, self.rows, same).live()) == repr(self.result)
        return self

    def span(self, name: str) -> tuple[float, float]:
        """From when to when a step was done."""
        i = self.index[name]
        return self.result.start[i] / MINUTE, self.result.done[i] / MINUTE

    def queue(self, name: str) -> float:
        """How long a step waited for people."""
        return self.result.parts(self.index[name])[1] / MINUTE

    def outcomes(self, name: str) -> list[str]:
        """What became of a step's limits."""
        words = ("not applicable", "kept", "broken", "censored")
        return [words[self.result.outcome[x]] for x in self.setup.rules.limits_of[self.index[name]]]


class Log:
    """A sink that keeps the order of what happened."""

    def __init__(self, stage: Stage) -> None:
        self.steps = [own.id for own in stage.setup.rules.plan.steps]
        self.facts = stage.setup.rules.facts
        self.lines: list[str] = []
        self.injects: list[str] = []

    def stated(self, t: int, fact: int, value: Any, cause: str) -> None:
        self.lines.append(f"{t / MINUTE:g} {self.facts[fact]}={value}")

    def happened(self, t: int, inject: str) -> None:
        self.injects.append(f"{t / MINUTE:g} {inject}")

    def began(self, t: int, step: int, turn: int, people: Sequence[int]) -> None:
        self.lines.append(f"{t / MINUTE:g} start {self.steps[step]}")

    def ended(self, t: int, step: int, turn: int, people: Sequence[int], form: Sequence[tuple[int, Any]]) -> None:
        said = "".join(f" {self.facts[fact]}={value}" for fact, value in form)
        self.lines.append(f"{t / MINUTE:g} done {self.steps[step]}{said}")
