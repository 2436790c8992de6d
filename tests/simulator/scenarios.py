"""Scenarios for the shipped plans, written as values: enough staff, answers for every question, a crowd."""

from __future__ import annotations

from runbooks.calendar import working_days_table
from runbooks.library import load
from runbooks.plan import Plan
from simulator import scenario_model as model
from simulator.compile import Drill, compile_drill
from simulator.distributions import Exponential, Fixed, Lognormal
from tests.simulator.stage import MINUTE, START

CALENDAR = working_days_table(2026, 2026)


def shipped(name: str, *overlays: str) -> Plan:
    """A shipped plan."""
    plan = load(name, overlays=overlays).plan
    assert plan is not None
    return plan


def busy_day(plan: Plan, hours: int = 6, crowd: int = 60) -> model.Scenario:
    """A drill of a plan with one or two of each role, whatever it asks answered by chance, and faults."""
    asked = {name for step in plan.steps for name in step.record if name != "level"}
    answers: dict[str, model.Answer] = {}
    for name in asked:
        fact = plan.facts[name]
        if fact.type == "yes-no" and name not in {"danger", "disorder"}:
            answers[name] = model.Answer(((True, 0.6), (False, 0.4)))
        elif fact.type == "choice":
            share = 1 / len(fact.of)
            answers[name] = model.Answer(tuple((choice, share) for choice in fact.of))
        elif fact.type == "rows":
            answers[name] = model.Answer(((0, 0.3), (1, 0.3), (3, 0.4)))
        elif fact.type == "count" and name != "headcount":
            answers[name] = model.Answer(((3, 1.0),))
    ours = [name for name, role in plan.roles.items() if role.kind == "staff" and not role.one_of]
    reports = [model.Report("headcount", "present"), model.Report("danger", "violence")]
    if "disorder" in plan.facts:
        reports.append(model.Report("disorder", "active", 5))
    first = ours[-1]
    return model.Scenario(
        id="busy",
        title={},
        runbook=plan.id,
        start=START,
        horizon=hours * 60 * MINUTE,
        set={"headcount": 5} if "headcount" in plan.facts else {},
        crowd=model.Crowd(crowd, violence=0.01),
        reports=tuple(report for report in reports if report.fact in plan.facts),
        notice=Lognormal(2 * MINUTE, 5 * MINUTE),
        staff={
            **{
                name: model.Staff(1 + n % 2, Lognormal(2 * MINUTE, 5 * MINUTE), Exponential(5 * MINUTE))
                for n, name in enumerate(ours)
            },
            "radio": model.Staff(1),
        },
        outside={name: Fixed(12 * MINUTE) for name, role in plan.roles.items() if role.kind == "outside"},
        needs={plan.steps[1].id: ("radio",), model.REPORTS: ("radio",)},
        answers=answers,
        injects=(
            model.Inject("radio-down", at=20 * MINUTE, away={"radio": 20 * MINUTE}),
            model.Inject("ill", at=15 * MINUTE, away={first: 30 * MINUTE}),
            model.Inject("calm", at=100 * MINUTE, set={"danger": False} if "danger" in plan.facts else {}),
            model.Inject("more", at=70 * MINUTE, people=20, tension=0.3),
        ),
    )


def compiled(name: str, *overlays: str, hours: int = 6, crowd: int = 60) -> Drill:
    """A shipped plan's busy day, ready to run."""
    plan = shipped(name, *overlays)
    return compile_drill(plan, busy_day(plan, hours, crowd), CALENDAR)
