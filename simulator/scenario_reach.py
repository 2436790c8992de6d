"""What of a plan a drill can reach: which steps somebody may come to, which answers are then asked.

Everything that may happen counts, with whatever chance: each condition is taken for itself, so that a step is never
called out of reach that a run could come to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from runbooks.conditions import compares
from runbooks.plan import All, AnyOf, Compare, Condition, Fact, Not, Plan, Step
from simulator.scenario_model import Scenario, Value

_ANY_COUNT = object()
"""Among the values of a count: it may be any number."""


@dataclass(slots=True)
class Reach:
    """What can be reached. `steps`: those that may be done. `asked`: for each fact, the first of them that asks it."""

    plan: Plan
    scenario: Scenario
    values: dict[str, set[object]] = field(default_factory=dict)
    steps: dict[str, Step] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    levels: dict[str, None] = field(default_factory=dict)
    may: dict[str, bool] = field(default_factory=dict)
    may_not: dict[str, bool] = field(default_factory=dict)

    def has_work(self, step: str) -> bool:
        """Whether anybody knows how long it takes; if not, it is outside the drill."""
        return step in self.scenario.work or self.plan.step[step].work is not None

    def waits_for_nobody(self, step: Step) -> list[str]:
        """Steps outside the drill for which a step with work must wait in vain."""
        found: list[str] = []
        for entry in step.after if self.has_work(step.id) and self.may[step.id] else ():
            outside = [member for member in entry if not self.has_work(member)]
            if outside and not self.satisfied(entry):
                found += [member for member in outside if self.may[member]]
        return list(dict.fromkeys(found))

    def satisfied(self, entry: Iterable[str]) -> bool:
        """Whether an entry of `after` may come to be satisfied."""
        members = list(entry)
        return any(member in self.steps for member in members) or all(self.may_not[member] for member in members)


def reach(plan: Plan, scenario: Scenario) -> Reach:
    """What can be reached, in rounds: every step may ask a fact that lets others be reached."""
    found = Reach(plan, scenario)
    for facts in (scenario.set, *(inject.set for inject in scenario.injects)):
        for name, value in facts.items():
            _may_be(found, name, value)
    for report in scenario.reports:
        found.values.setdefault(report.fact, set()).update({_ANY_COUNT} if report.of == "present" else {True, False})
    if plan.levels:
        found.levels[plan.levels[0].id] = None
    order = _in_order(plan)
    while True:
        before = len(found.steps), len(found.levels), sum(map(len, found.values.values()))
        _round(found, order)
        if before == (len(found.steps), len(found.levels), sum(map(len, found.values.values()))):
            return found


def _round(found: Reach, order: Iterable[Step]) -> None:
    for step in order:
        members = [member for entry in step.after for member in entry]
        yes, no = can_be(step.when, found)
        found.may[step.id] = yes and (not members or any(found.may[member] for member in members))
        found.may_not[step.id] = no or bool(members and all(found.may_not[member] for member in members))
        ready = all(found.satisfied(entry) for entry in step.after)
        if found.may[step.id] and ready and found.has_work(step.id):
            found.steps[step.id] = step
            for name in step.record:
                _asks(found, step.id, name)


def _asks(found: Reach, step: str, name: str) -> None:
    if name == "level":
        for level in found.plan.levels:
            if level.when is not None and can_be(level.when, found)[0]:
                found.levels[level.id] = None
        return
    fact = found.plan.facts[name]
    if not can_be(fact.when, found)[0]:
        return
    found.asked.setdefault(name, step)
    answer = found.scenario.answers.get(name)
    if answer is not None:
        for value, _ in answer.chances:
            _may_be(found, name, value)
    elif name not in found.values:
        found.values[name] = _whatever(
            fact
        )  # told elsewhere as missing; what follows from it is looked at all the same


def _may_be(found: Reach, name: str, value: Value) -> None:
    found.values.setdefault(name, set()).add(value)


def _whatever(fact: Fact) -> set[object]:
    if fact.type == "yes-no":
        return {True, False}
    return {_ANY_COUNT} if fact.type == "count" else set(fact.of)


def _in_order(plan: Plan) -> list[Step]:
    """The steps, each after all that it follows."""
    placed: dict[str, Step] = {}
    work = list(reversed(plan.steps))
    while work:
        step = work[-1]
        waits = [member for entry in step.after for member in entry if member not in placed]
        if step.id in placed or not waits:
            placed.setdefault(step.id, work.pop())
        else:
            work += [plan.step[member] for member in waits]
    return list(placed.values())


def can_be(condition: Condition | None, found: Reach) -> tuple[bool, bool]:
    """Whether a condition may come to hold, and whether it may come not to."""
    match condition:
        case None:
            return True, False
        case Not(of=inner):
            yes, no = can_be(inner, found)
            return no, yes
        case All(of=parts):
            each = [can_be(part, found) for part in parts]
            return all(yes for yes, _ in each), any(no for _, no in each)
        case AnyOf(of=parts):
            each = [can_be(part, found) for part in parts]
            return any(yes for yes, _ in each), all(no for _, no in each)
        case Compare():
            return _compared(condition, found)


def _compared(of: Compare, found: Reach) -> tuple[bool, bool]:
    if of.fact == "profile":
        held = found.plan.profile == of.value
        return held, not held
    if of.fact == "level":
        ranks = {level.id: rank for rank, level in enumerate(found.plan.levels)}
        wanted = ranks[str(of.value)]
        results = {_holds(ranks[level], of.op, wanted) for level in found.levels}
    else:
        values = found.values.get(of.fact, set())
        if _ANY_COUNT in values:
            return True, True
        results = {_holds(value, of.op, of.value) for value in values}
    return True in results, False in results


def _holds(left: object, op: str, right: object) -> bool:
    if op == "=" or not isinstance(left, int) or not isinstance(right, int):
        return left == right
    return {">=": left >= right, "<=": left <= right, ">": left > right, "<": left < right}[op]


def deciding(found: Reach) -> Mapping[str, str]:
    """The facts that decide something which can be reached, each with the step or inject that they decide of."""
    plan, decides = found.plan, dict[str, str]()
    for step in plan.steps:
        if not found.may[step.id]:
            continue
        whens = [step.when, *(limit.when for limit in step.limits)]
        if "level" in step.record:
            whens += [level.when for level in plan.levels]
        names = [compare.fact for when in whens for compare in compares(when)]
        names += [name for limit in step.limits for name in (limit.from_, limit.until) if name]
        names += [step.each] if step.each else []
        for name in names:
            decides.setdefault(name, step.id)
    for inject in found.scenario.injects:
        for compare in compares(inject.when):
            decides.setdefault(compare.fact, inject.id)
    for name in [name for name in decides if name in plan.facts]:
        for compare in compares(plan.facts[name].when):
            decides.setdefault(compare.fact, decides[name])
    return {name: of for name, of in decides.items() if name in plan.facts}
