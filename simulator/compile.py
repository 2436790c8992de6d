"""A scenario and its plan made ready to run: names become numbers, and what chance decides becomes named sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from incidents.conditions import facts_of
from runbooks.calendar import WorkingDays
from runbooks.days import local_date
from runbooks.plan import All, AnyOf, Compare, Condition, Fact, Not, Plan, Step
from simulator import scenario_model as model
from simulator.distributions import Distribution, Fixed, distribution_of
from simulator.rules import Rules
from simulator.setup import COMMAND, Away, Field, Inject, Measure, Report, Setup, StaffRole, Team

_MARK = "drill"
_AGAIN = 8
"""Columns that are drawn at once for what may come several times; more are drawn when they are needed."""


@dataclass(frozen=True, slots=True)
class Source:
    """Something that chance decides: its name, how it is distributed, and how many columns are drawn at once."""

    name: str
    of: Distribution | tuple[float, ...]
    """A time, or the chances of some values, added up."""
    columns: int


@dataclass(frozen=True)
class Drill:
    """A scenario compiled: what all runs share, where their luck comes from, and the crowd."""

    setup: Setup
    sources: tuple[Source, ...]
    crowd: model.Crowd | None


class _Sources:
    """Sources as they are named, each once."""

    def __init__(self) -> None:
        self.found: list[Source] = []

    def add(self, name: str, of: Distribution | tuple[float, ...], columns: int) -> int:
        """The number of a source; -1 for a time that is always nothing."""
        if of == model.NONE and not name.startswith("work/"):
            return -1
        self.found.append(Source(name, of, columns))
        return len(self.found) - 1


def compile_drill(plan: Plan, scenario: model.Scenario, calendar: WorkingDays, trainee: Sequence[str] = ()) -> Drill:
    """Everything by number. What the checks of scenarios refuse is not looked for again."""
    return _Compiler(plan, scenario, calendar, trainee).drill()


class _Compiler:
    def __init__(self, plan: Plan, scenario: model.Scenario, calendar: WorkingDays, trainee: Sequence[str]) -> None:
        self.plan = plan
        self.scenario = scenario
        self.trainee = frozenset(trainee)
        self.rules = Rules(plan, scenario.start, calendar)
        self.sources = _Sources()
        self.roles = self._roles()
        self.place = {role.id: n for n, role in enumerate(self.roles)}
        self.deciding = frozenset(self._deciding())

    def drill(self) -> Drill:
        plan, scenario, rules = self.plan, self.scenario, self.rules
        outside = {
            name: self.sources.add(f"outside/{name}", _timed(delay), 1) for name, delay in scenario.outside.items()
        }
        teams = tuple(self._team(step, outside) for step in plan.steps)
        measures = {
            rules.step_index[name]: Measure(m.tension, m.leaving, m.lasts) for name, m in scenario.measures.items()
        }
        setup = Setup(
            rules=rules,
            horizon=scenario.horizon,
            roles=self.roles,
            teams=teams,
            at_gate=tuple(step.where == "site" for step in plan.steps),
            work=tuple(-1 if team is None else self._work(step) for step, team in zip(plan.steps, teams, strict=True)),
            commands=tuple(self._members(level.command) if level.command else () for level in plan.levels),
            gate=scenario.crowd.gate if scenario.crowd else 0.0,
            stated=tuple((rules.fact_index[name], self._value(name, value)) for name, value in scenario.set.items()),
            fields={i: fields for i, step in enumerate(plan.steps) if (fields := tuple(self._fields(step)))},
            reports=tuple(self._report(report) for report in scenario.reports),
            notice=self.sources.add("notice", scenario.notice, _AGAIN),
            needed_to_report=tuple(self.place[thing] for thing in scenario.needs.get(model.REPORTS, ())),
            measures=measures,
            injects=tuple(self._injects()),
            deciding=self.deciding,
            trainee=frozenset(i for i, step in enumerate(plan.steps) if self.trainee.intersection(step.role)),
            sources=tuple(source.name for source in self.sources.found),
        )
        return Drill(setup, tuple(self.sources.found), scenario.crowd)

    # -- people -------------------------------------------------------------------------------------

    def _roles(self) -> tuple[StaffRole, ...]:
        """Our own roles in the plan's order, then things that only the scenario knows."""
        staff, things = self.scenario.staff, self.scenario.things
        ours = [name for name, role in self.plan.roles.items() if role.kind != "outside" and not role.one_of]
        names = [*ours, *(name for name in staff if name not in ours)]
        return tuple(self._role(name, staff.get(name), thing=self._is_thing(name, things)) for name in names)

    def _is_thing(self, name: str, things: frozenset[str]) -> bool:
        role = self.plan.roles.get(name)
        return name in things if role is None else role.kind == "thing"

    def _role(self, name: str, staff: model.Staff | None, *, thing: bool) -> StaffRole:
        if staff is None:
            return StaffRole(name, 0, thing)
        if thing:
            return StaffRole(name, staff.count, True)
        calls = max(_AGAIN, sum(name in step.role for step in self.plan.steps))
        reaction = self.sources.add(f"reaction/{name}", staff.reaction, calls)
        return StaffRole(
            name, staff.count, False, reaction, self.sources.add(f"travel/{name}", staff.travel, staff.count)
        )

    def _members(self, name: str) -> tuple[int, ...]:
        """The roles of which anybody will do."""
        one_of = self.plan.roles[name].one_of if name in self.plan.roles else ()
        if one_of == ("any",):
            return tuple(n for n, role in enumerate(self.roles) if not role.thing)
        return tuple(self.place[member] for member in one_of) or (self.place[name],)

    def _team(self, step: Step, outside: Mapping[str, int]) -> Team | None:
        if step.work is None and step.id not in self.scenario.work:
            return None
        places: list[tuple[int, ...]] = []
        for name in step.role:
            if name == "command":
                places.append((COMMAND,))
            elif name not in outside:
                places.append(self._members(name))
        places += [(self.place[thing],) for thing in self.scenario.needs.get(step.id, ())]
        return Team(tuple(places), tuple(outside[name] for name in step.role if name in outside))

    def _work(self, step: Step) -> int:
        given = self.scenario.work.get(step.id)
        i = self.rules.step_index[step.id]
        time = given if given is not None else distribution_of(step.work or "0 min")
        return self.sources.add(f"work/{step.id}", time, 1 if self.rules.plain[i] else _AGAIN)

    # -- facts --------------------------------------------------------------------------------------

    def _conditions(self) -> Iterator[Condition]:
        yield from (watched.condition for watched in self.rules.compiled.watched)
        yield from (level.when for level in self.plan.levels if level.when is not None)
        yield from (inject.when for inject in self.scenario.injects if inject.when is not None)
        yield from (fact.when for fact in self.plan.facts.values() if fact.when is not None)

    def _deciding(self) -> Iterator[int]:
        """The facts that something depends on."""
        index = self.rules.fact_index
        named = {name for condition in self._conditions() for name in facts_of(condition)}
        named |= set(self.rules.compiled.moment_users) | set(self.rules.compiled.each_users)
        named |= set(self.scenario.answers) | {report.fact for report in self.scenario.reports}
        yield from (index[name] for name in named if name in index)

    def _fields(self, step: Step) -> Iterator[Field]:
        reported = {report.fact for report in self.scenario.reports}
        for name in step.record:
            if name == "level":
                continue
            fact, index = self.plan.facts[name], self.rules.fact_index[name]
            answer = self.scenario.answers.get(name)
            if answer is not None:
                yield Field(index, self.rules.truth(fact.when), *self._answer(name, answer))
            elif name in reported:
                yield Field(index, self.rules.truth(fact.when))

    def _answer(self, name: str, answer: model.Answer) -> tuple[tuple[Any, ...], int]:
        values = tuple(self._value(name, value) for value, _ in answer.chances)
        if answer.certain:
            return values, -1
        total, chances = 0.0, []
        for _, chance in answer.chances:
            total += chance
            chances.append(total)
        known = [n for n, source in enumerate(self.sources.found) if source.name == f"answer/{name}"]
        return values, known[0] if known else self.sources.add(f"answer/{name}", tuple(chances), _AGAIN)

    def _value(self, name: str, value: model.Value) -> Any:
        """A value as the engine has it; of a list its rows, filled in with marked data."""
        fact = self.plan.facts.get(name)
        if fact is None or fact.type != "rows":
            return value
        return [self._row(fact) for _ in range(int(value))]

    def _row(self, fact: Fact) -> dict[str, Any]:
        day = local_date(self.scenario.start, self.plan.timezone).isoformat()
        known: dict[str, Any] = {"date": day, "role": next(iter(self.plan.roles), ""), "count": 0, "yes-no": False}
        known |= {"moment": self.scenario.start, "file": {"id": _MARK, "delete_by": day}}
        return {
            column.id: next(iter(column.of)) if column.type == "choice" else known.get(column.type, _MARK)
            for column in fact.columns
        }

    def _report(self, report: model.Report) -> Report:
        bounds: set[int] = set()
        for condition in self._conditions():
            for part in _comparisons(condition):
                if part.fact == report.fact and not isinstance(part.value, (str, bool)):
                    bounds |= _bounds(part.op, part.value)
        return Report(self.rules.fact_index[report.fact], report.of, report.least, tuple(sorted(bounds)))

    def _injects(self) -> Iterator[Inject]:
        """Shifts and absences that are known before, then the scenario's injects in their order."""
        beyond = self.scenario.horizon + 1
        for name, staff in self.scenario.staff.items():
            for away in staff.away:
                gone = Away(self.place[name], beyond if away.lasts is None else away.lasts)
                yield Inject(f"away/{name}", at=away.start, away=(gone,))
        for inject in self.scenario.injects:
            yield Inject(
                id=inject.id,
                at=inject.at,
                when=self.rules.truth(inject.when) if inject.when is not None else None,
                states=tuple((self.rules.fact_index[f], self._value(f, value)) for f, value in inject.set.items()),
                tension=inject.tension,
                people=inject.people,
                away=tuple(Away(self.place[name], lasts) for name, lasts in inject.away.items()),
            )


def _timed(delay: Distribution) -> Distribution:
    """A delay of nobody is a delay all the same: it keeps its source."""
    return delay if delay != model.NONE else Fixed(0)


def _comparisons(condition: Condition) -> Iterator[Compare]:
    match condition:
        case Compare():
            yield condition
        case Not():
            yield from _comparisons(condition.of)
        case All() | AnyOf():
            for part in condition.of:
                yield from _comparisons(part)


def _bounds(operator: str, value: int) -> set[int]:
    """The lowest count of each range in which a comparison says the same."""
    match operator:
        case ">=" | "<":
            return {value}
        case ">" | "<=":
            return {value + 1}
        case _:
            return {value, value + 1}
