"""What a scenario does not say, though the plan can come to it: somebody to act, a delay, an answer, a working time.

Told where it would have to stand. Where a thing is missing for several steps, it is told once.
"""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.plan import Plan, Role, Step
from runbooks.problems import Problem, Severity, Value
from runbooks.spots import Mention, Spot, mentions
from simulator.scenario_checks import ANYBODY, IN_COMMAND, at_key, entries, items
from simulator.scenario_model import Scenario
from simulator.scenario_reach import Reach, deciding, reach

DECIDING = frozenset({"yes-no", "count", "choice", "rows"})
"""Types of facts on whose answer the way of a drill depends."""
EXAMPLES = {"yes-no": ("yes", "no", "{yes: 0.7, no: 0.3}"), "count": ("12",), "rows": ("0", "2")}
MOST_NAMED = 3
"""So many steps are named in one sentence."""


def missing(scenario: Scenario, plan: Plan, top: Spot) -> list[Problem]:
    """Everything that is missing."""
    found = reach(plan, scenario)
    told = [*_people(scenario, plan, found, top), *_answers(scenario, plan, found, top), *_work(found, top)]
    return [*told, *_untimed(scenario, found, top), *_never(found, top)]


def _people(scenario: Scenario, plan: Plan, found: Reach, top: Spot) -> Iterator[Problem]:
    """Roles that have something to do and are not there."""
    wanted: dict[str, list[Step]] = {}
    for step in plan.steps:
        if step.id in found.steps:
            for name in step.role:
                wanted.setdefault(name, []).append(step)
    for name, steps in wanted.items():
        if name == IN_COMMAND:
            yield from _commanding(scenario, plan, found, top, steps)
            continue
        role = plan.roles[name]
        if role.kind == "outside":
            if name not in scenario.outside:
                yield _told(top, "outside", "missing-delay", name, steps, f"{name}: {{median: 12 min, p90: 25 min}}")
        elif not _present(role, scenario, plan):
            yield _told(top, "staff", "missing-staff", name, steps, f"{_first(role, plan)}: {{count: 1}}")


def _commanding(scenario: Scenario, plan: Plan, found: Reach, top: Spot, steps: list[Step]) -> Iterator[Problem]:
    """Whoever commands at a level that the drill can come to."""
    roles = dict.fromkeys(level.command for level in plan.levels if level.id in found.levels and level.command)
    for name in roles:
        if not _present(plan.roles[name], scenario, plan):
            yield _told(top, "staff", "missing-staff", name, steps, f"{name}: {{count: 1}}")


def _present(role: Role, scenario: Scenario, plan: Plan) -> bool:
    """Whether anybody can take the role."""
    if ANYBODY in role.one_of:
        return any(name in plan.roles and plan.roles[name].kind == "staff" for name in scenario.staff)
    return any(name in scenario.staff for name in role.one_of or (role.id,))


def _first(role: Role, plan: Plan) -> str:
    if ANYBODY in role.one_of:
        return next((name for name, other in plan.roles.items() if other.kind == "staff" and not other.one_of), role.id)
    return role.one_of[0] if role.one_of else role.id


def _answers(scenario: Scenario, plan: Plan, found: Reach, top: Spot) -> Iterator[Problem]:
    """Facts that decide something, that a step asks, and that nobody answers."""
    told = {*scenario.answers, *scenario.set, *(report.fact for report in scenario.reports)}
    decides = deciding(found)
    at = at_key(top, "answers" if top.has("answers") else "runbook")
    for name, fact in plan.facts.items():
        if name in found.asked and name in decides and name not in told and fact.type in DECIDING:
            values = {"given": name, "step": found.asked[name], "of": decides[name]}
            yield at.problem("missing-answer", values, allowed=EXAMPLES.get(fact.type, tuple(fact.of)))


def _work(found: Reach, top: Spot) -> Iterator[Problem]:
    """Steps that wait for something outside the drill."""
    given = {name: key for name, key, _ in top.key("work").entries()} if top.has("work") else {}
    for step in found.plan.steps:
        for other in found.waits_for_nobody(step):
            at = given.get(step.id) or at_key(top, "work" if top.has("work") else "runbook")
            hint = _under(top, "work", f"{other}: 10 min")
            yield at.problem("waits-outside-the-drill", {"step": step.id, "given": other}, hint=hint)


def _untimed(scenario: Scenario, found: Reach, top: Spot) -> Iterator[Problem]:
    """A warning for steps that nobody does, though the drill is long enough for their limits: of the others it says
    itself that they came too late. Where no step at all has a working time, every one is meant.
    """
    outside = [step for step in found.plan.steps if found.may[step.id] and not found.has_work(step.id)]
    if any(found.has_work(step.id) for step in found.plan.steps):
        outside = [step for step in outside if _falls_due(step, scenario.horizon)]
    if outside:
        hint = f"{outside[0].id}: 5 min"
        yield _told(top, "work", "no-working-time", "", outside, hint, severity="warning")


def _falls_due(step: Step, horizon: int) -> bool:
    spans = [span for limit in step.limits for span in (limit.within, limit.every) if span is not None]
    return any(span.ms is not None and span.ms <= horizon for span in spans)


def _never(found: Reach, top: Spot) -> Iterator[Problem]:
    """Warnings for steps that something hangs on and that no run comes to."""
    named = [Mention(name, key) for name, key, _ in entries(top, "measures")]
    for under, of in (("injects", "expects"), ("objectives", "of")):
        for item in items(top, under):
            named += mentions(item.key(of)) if item.has(of) else []
    for mention in named:
        if mention.id in found.plan.step and mention.id not in found.steps:
            yield mention.spot.problem("never-reached", {"given": mention.id}, severity="warning")


def _told(
    top: Spot, key: str, code: str, name: str, steps: list[Step], hint: str, *, severity: Severity = "error"
) -> Problem:
    named = tuple(step.id for step in steps[:MOST_NAMED]) + (("…",) if len(steps) > MOST_NAMED else ())
    at = at_key(top, key if top.has(key) else "runbook")
    values: dict[str, Value] = {"given": name, "steps": named} if name else {"steps": named}
    return at.problem(code, values, hint=_under(top, key, hint), severity=severity)


def _under(top: Spot, key: str, line: str) -> str:
    """What is to be written: a line below the key that is there, or the key with it."""
    return line if top.has(key) else f"{key}: {{{line}}}"
