"""A scenario's file to a scenario, strictly: every problem with its place, all of them at once.

The file goes through the reader of plans, with its limits. Names and answers are read against the composed plan, so
there is no scenario without one; what needs no plan is read all the same, and its problems told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from runbooks.conditions import Known, ReadConditions
from runbooks.opened import hold, hold_in_part
from runbooks.plan import Fact, Number, Plan
from runbooks.problems import Place, Problem, errors
from runbooks.spots import Spot
from simulator.distributions import Distribution
from simulator.scenario_form import ENTRIES, NEEDED, CrowdForm, InjectForm, ScenarioForm, StaffForm
from simulator.scenario_meant import meant
from simulator.scenario_mending import mended
from simulator.scenario_model import (
    NONE,
    Away,
    Crowd,
    Inject,
    Measure,
    Objective,
    Scenario,
    Staff,
    Value,
)
from simulator.scenario_values import (
    LONGEST_DRILL,
    read_answer,
    read_distribution,
    read_report,
    read_start,
    read_time,
    read_value,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ScenarioFile:
    """A scenario as it was read. Where it is not `sound`, something stands in for what was wrong, or it was left out.

    `changed`: maps from which something was left out; `filled`: keys whose values are not those of the file.
    """

    form: ScenarioForm
    top: Spot
    sound: bool = True
    changed: frozenset[Place] = frozenset()
    filled: frozenset[str] = frozenset()


def hold_scenario(top: Spot, problems: list[Problem]) -> tuple[ScenarioFile | None, list[Problem]]:
    """The form of a file whose reading found these problems; None where nothing of it can be used."""
    file, every = _held(top, problems)
    return file, [meant(problem) for problem in every]


def _held(top: Spot, problems: list[Problem]) -> tuple[ScenarioFile | None, list[Problem]]:
    form, every = hold(ScenarioForm, top, problems)
    if form is not None:
        return ScenarioFile(form, top), every
    if top.node.kind != "map":
        return None, every
    mend = mended(top.node, errors(every))
    form, wrong = hold(ScenarioForm, top.only(mend.top), [])
    if form is None:  # what stands under a misspelt key is seen only now
        every += [p for p in wrong if p.code != "too-few" and p.place not in mend.changed]
        again = mended(mend.top, errors(wrong))
        mend = again._replace(changed=mend.changed | again.changed, filled=mend.filled | again.filled)
    form, left, _ = hold_in_part(ScenarioForm, top.only(mend.top), [], ENTRIES, NEEDED)
    return (None if form is None else ScenarioFile(form, left, False, mend.changed, mend.filled)), every


@dataclass(slots=True)
class ReadScenario:
    """Reads the values of one file. Without a plan, only what needs none."""

    file: ScenarioFile
    plan: Plan | None
    problems: list[Problem] = field(default_factory=list)
    uses: list[tuple[str, Spot]] = field(default_factory=list)
    """Facts that the injects' conditions look at."""

    def read(self, overlays: Sequence[str] = ()) -> Scenario | None:
        """The scenario, as far as it could be read, under these overlays or its own; None without a plan."""
        form, top = self.file.form, self.file.top
        start = read_start(top.key("start"), self.problems)
        horizon = self._horizon(top.key("horizon"))
        crowd = None if form.crowd is None else self._crowd(form.crowd, top.key("crowd"))
        notice = self._distribution(top, "notice")
        staff = {name: self._staff(model, spot) for (name, spot), model in self._with(form.staff, "staff")}
        outside: dict[str, Distribution] = self._map("outside", self._takes)
        work: dict[str, Distribution] = self._map("work", self._takes)
        measures = self._map("measures", self._measure)
        injects = [self._inject(model, spot) for model, spot in zip(form.injects, self._list("injects"), strict=True)]
        facts = self._stated(top, "set")
        answers = self._about_facts("answers", lambda fact, spot: read_answer(spot, fact, self.problems))
        reports = self._about_facts("reports", lambda fact, spot: read_report(fact.id, spot, fact, self.problems))
        if self.plan is None:
            return None
        return Scenario(
            id=form.scenario,
            title=form.title,
            runbook=form.runbook,
            start=start or 0,
            horizon=horizon or 0,
            about=form.about or {},
            overlays=tuple(overlays or form.overlays),
            set=facts,
            crowd=crowd,
            reports=tuple(reports.values()),
            notice=notice,
            staff=staff,
            outside=outside,
            needs={step: tuple(things) for step, things in form.needs.items()},
            work=work,
            answers=answers,
            measures=measures,
            injects=tuple(injects),
            objectives=tuple(Objective(o.id, tuple(o.of), o.title or {}) for o in form.objectives),
            top=top,
        )

    # -- parts

    def _horizon(self, spot: Spot) -> int | None:
        horizon = read_time(spot, self.problems, least=1)
        if horizon is not None and horizon > LONGEST_DRILL:
            self.problems.append(spot.problem("duration-too-long", {"given": spot.given, "most": "744 h"}))
        return horizon

    def _crowd(self, form: CrowdForm, spot: Spot) -> Crowd:
        given: dict[str, float | int | None] = {
            key: getattr(form, key) for key in ("base", "crowding", "half", "threshold", "violence", "gate")
        }
        if form.gather is not None:
            given["p"], given["q"] = form.gather.p, form.gather.q
            if not form.gather.p:
                self.problems.append(spot.key("gather").key("p").problem("nobody-gathers"))
        for key in ("stay", "relax"):
            if spot.has(key):
                given[key] = read_time(spot.key(key), self.problems, least=1)
        return Crowd(form.size, **{key: value for key, value in given.items() if value is not None})  # type: ignore[arg-type]

    def _staff(self, form: StaffForm, spot: Spot) -> Staff:
        away = []
        for model, at in zip(form.away, spot.key("away").items() if form.away else [], strict=True):
            start = read_time(at.key("from"), self.problems)
            lasts = None if model.for_ is None else read_time(at.key("for"), self.problems, least=1)
            if start is not None:
                away.append(Away(start, lasts))
        reaction, travel = self._distribution(spot, "reaction"), self._distribution(spot, "travel")
        return Staff(form.count, reaction, travel, tuple(away), form.title or {})

    def _measure(self, name: str, spot: Spot) -> Measure:
        form = self.file.form.measures[name]
        if form.tension is None and form.leaving is None:
            self.problems.append(spot.problem("measure-does-nothing", {"given": name}))
        if form.leaving == 0:
            self.problems.append(spot.key("leaving").problem("people-may-leave"))
        lasts = read_time(spot.key("for"), self.problems, least=1) if spot.has("for") else None
        return Measure(form.tension or 0.0, 1.0 if form.leaving is None else form.leaving, lasts)

    def _inject(self, form: InjectForm, spot: Spot) -> Inject:
        at = read_time(spot.key("at"), self.problems) if spot.has("at") else None
        away = {}
        for role, _, value in spot.key("away").entries() if form.away else []:
            lasts = read_time(value, self.problems, least=1)
            if lasts is not None:
                away[role] = lasts
        when = None
        if self.plan is not None and spot.has("when"):
            reader = ReadConditions(known_of(self.plan))
            when = reader.read(spot.key("when"))
            self.problems += reader.problems
            self.uses += reader.uses
        return Inject(
            id=form.id,
            at=at,
            when=when,
            says=form.says or {},
            hidden=form.hidden == "yes",
            set=self._stated(spot, "set"),
            tension=form.tension or 0.0,
            people=form.people or 0,
            away=away,
            expects=tuple(form.expects),
        )

    def _takes(self, name: str, spot: Spot) -> Distribution | None:
        del name
        return read_distribution(spot, self.problems)

    def _distribution(self, spot: Spot, key: str) -> Distribution:
        return (read_distribution(spot.key(key), self.problems) if spot.has(key) else None) or NONE

    def _stated(self, spot: Spot, key: str) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for name, at, value in spot.key(key).entries() if spot.has(key) else []:
            fact = self._fact(name, at)
            if fact is not None:
                read = read_value(value, fact, self.problems, texts=True)
                if read is not None:
                    found[name] = read
        return found

    def _about_facts(self, key: str, read: Callable[[Fact, Spot], T | None]) -> dict[str, T]:
        found = {}
        for name, at, value in self.file.top.key(key).entries() if self.file.top.has(key) else []:
            fact = self._fact(name, at)
            made = None if fact is None else read(fact, value)
            if made is not None:
                found[name] = made
        return found

    def _fact(self, name: str, at: Spot) -> Fact | None:
        if self.plan is None:
            return None
        if name == "level" and self.plan.levels:
            self.problems.append(at.problem("level-not-stated"))
        elif name not in self.plan.facts:
            self.problems.append(at.unknown("unknown-fact", name, self.plan.facts))
        else:
            return self.plan.facts[name]
        return None

    def _map(self, key: str, read: Callable[[str, Spot], T | None]) -> dict[str, T]:
        found = {}
        for name, _, value in self.file.top.key(key).entries() if self.file.top.has(key) else []:
            made = read(name, value)
            if made is not None:
                found[name] = made
        return found

    def _with(self, models: Mapping[str, T], key: str) -> list[tuple[tuple[str, Spot], T]]:
        top = self.file.top
        return [((name, value), models[name]) for name, _, value in top.key(key).entries()] if models else []

    def _list(self, key: str) -> list[Spot]:
        top = self.file.top
        return top.key(key).items() if top.has(key) and top.key(key).node.kind == "list" else []


def known_of(plan: Plan) -> Known:
    """What conditions about this plan may name."""
    numbers: Mapping[str, Number] = plan.numbers
    return Known(plan.facts, tuple(level.id for level in plan.levels), numbers)
