"""The kernel of drills means what the engine means: the same acts give the same states, dues and verdicts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents import commands as c
from runbooks.library import load
from runbooks.plan import Plan
from tests.simulator.plans import LEVELS, MINUTE, plans
from tests.simulator.twins import START, Twins

SHIPPED = [
    ("soe-rapid-response", ()),
    ("soe-rapid-response", ("graded-response",)),
    ("company-six-stage", ()),
    ("company-six-stage", ("graded-response",)),
    ("danger-branch", ()),
    ("after-action", ()),
]
WAITS = (0, 0, 1, MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 20 * MINUTE, 60 * MINUTE, 300 * MINUTE, 1440 * MINUTE)
DAYS = ("2026-03-08", "2026-03-09", "2026-03-10")


def _value(draw: st.DrawFn, plan: Plan, fact: str, now: int) -> Any:
    match plan.facts[fact].type:
        case "yes-no":
            return draw(st.sampled_from([True, True, False, None]))
        case "count":
            return draw(st.sampled_from([2, 10, 12, 31, [8, 35]]))
        case "choice":
            return draw(st.sampled_from(sorted(plan.facts[fact].of)))
        case "date":
            return draw(st.sampled_from(DAYS))
        case "moment":
            return START + now + draw(st.sampled_from([-MINUTE, 0, 10 * MINUTE]))
        case _:
            return None


def _command(draw: st.DrawFn, twins: Twins) -> c.Command:
    """An act that a drill could do; the session says whether it may."""
    plan, at = twins.session.plan, twins.clock.time
    kind = draw(st.sampled_from(["start", "done", "done", "done", "form", "fact", "fact", "row", "empty", "level"]))
    step = draw(st.sampled_from(list(plan.step)))
    turn = draw(st.sampled_from([0, 0, 0, 1, 2])) if plan.step[step].each else 0
    lists = [f for f, fact in plan.facts.items() if fact.type == "rows"]
    if kind == "start":
        return c.Start(at=at, step=step, turn=turn)
    if kind == "form":
        asked = [f for f in plan.step[step].record if f != "level"]
        facts = {f: value for f in asked if (value := _value(draw, plan, f, twins.now)) is not None}
        return c.Done(at=at, step=step, turn=turn, facts=facts)
    if kind == "done":
        return c.Done(at=at, step=step, turn=turn)
    if kind in {"row", "empty"} and lists:
        fact = draw(st.sampled_from(lists))
        if kind == "empty":
            return c.StateFact(at=at, fact=fact, value=[])
        columns = {col.id: "t" for col in plan.facts[fact].columns if col.type == "text"}
        columns |= {col.id: draw(st.sampled_from(DAYS)) for col in plan.facts[fact].columns if col.type == "date"}
        return c.ChangeRow(at=at, fact=fact, values=columns)
    if kind == "level" and plan.levels:
        return c.SetLevel(at=at, level=draw(st.sampled_from(LEVELS)), reason="so", approver="head")
    fact = draw(st.sampled_from([f for f in plan.facts if plan.facts[f].type != "rows"]))
    value = _value(draw, plan, fact, twins.now)
    return c.StateFact(at=at, fact=fact, value=value, unknown=value is None)


@given(st.data(), plans())
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
def test_random_plans_mean_the_same_to_the_kernel_and_to_the_engine(data: st.DataObject, plan: Plan) -> None:
    _live(data, Twins(plan), data.draw(st.integers(1, 16)))


@pytest.mark.full
@given(st.data(), plans())
@settings(max_examples=4000, deadline=None, suppress_health_check=list(HealthCheck))
def test_many_random_plans_mean_the_same(data: st.DataObject, plan: Plan) -> None:
    _live(data, Twins(plan), data.draw(st.integers(1, 40)))


@pytest.mark.parametrize(("name", "overlays"), SHIPPED)
@given(st.data())
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
def test_shipped_plans_mean_the_same(name: str, overlays: tuple[str, ...], data: st.DataObject) -> None:
    loaded = load(name, overlays=overlays)
    assert loaded.plan is not None
    _live(data, Twins(loaded.plan), 25, every=5)


def _live(data: st.DataObject, twins: Twins, acts: int, every: int = 1) -> None:
    twins.compare()
    for n in range(acts):
        twins.wait(data.draw(st.sampled_from(WAITS)))
        if twins.do(_command(data.draw, twins)) and n % every == 0:
            twins.compare()
    twins.wait(data.draw(st.sampled_from(WAITS)))
    twins.compare()
