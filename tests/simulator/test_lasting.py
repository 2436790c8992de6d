"""Which steps apply for good once they apply: told from what may still be stated, and never too boldly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from incidents.tracks import NO
from runbooks.plan import All, AnyOf, Compare, Condition, Fact, Level, Not
from simulator.lasting import lasting
from simulator.rules import Rules
from simulator.setup import Field, Inject, Report, Setup
from tests.simulator.stage import stage, step

FACTS = {name: Fact(name, "yes-no", {}) for name in ("danger", "disorder", "hurt")}
DANGER, HURT = Compare("danger", "=", True), Compare("hurt", "=", True)
DISORDER = Compare("disorder", "=", True)


def drilled(when: Condition | None, **more: Any) -> Setup:
    """Three steps: `ask` answers whether anybody is hurt, `help` waits for the condition, `after` for `help`."""
    steps = [step("ask", "boss"), step("help", "boss", when=when), step("after", "boss", after=["help"])]
    work = {"ask": 5, "help": 5, "after": 5}
    levels = (Level("general", {}), Level("major", {}, when=HURT))
    fields = {"ask": (Field(3, lambda _: 1, (True,)),)}
    return stage(steps, work, {"boss": 1}, facts=FACTS, levels=levels, fields=fields, **more).setup


def stated(**values: bool) -> Mapping[str, Any]:
    facts = {"danger": 1, "disorder": 2, "hurt": 3}
    return {"others": [Inject(name, at=0, states=((facts[name], value),)) for name, value in values.items()]}


VIOLENCE = {"reports": [Report(1, "violence"), Report(2, "active", active=5)]}


@pytest.mark.parametrize(
    ("when", "more", "stays"),
    [
        (None, {}, True),
        (HURT, {}, True),
        (HURT, {"stated": {"hurt": True}}, True),  # a form asks no more what is known
        (HURT, stated(hurt=True), False),  # but an inject may say otherwise than the form has
        (DISORDER, stated(disorder=True), True),
        (DISORDER, VIOLENCE, False),
        (DANGER, VIOLENCE, True),
        (Not(DANGER), VIOLENCE, False),
        (Compare("danger", "=", False), VIOLENCE, False),
        (Not(Compare("danger", "=", False)), VIOLENCE, True),
        (DANGER, {**VIOLENCE, **stated(danger=False)}, False),
        (AnyOf((DANGER, HURT)), VIOLENCE, True),
        (All((DANGER, Not(DISORDER))), VIOLENCE, False),
        (Compare("level", "=", "general"), {}, True),
        (Compare("profile", "=", "state-owned"), {}, True),
    ],
)
def test_a_step_stays_as_long_as_nothing_can_replace_what_it_hangs_on(when, more, stays):
    assert lasting(drilled(when, **more)) == (True, stays, stays)


def test_a_step_that_cannot_come_back_is_told_from_one_that_can():
    assert lasting(drilled(HURT), NO) == (True, True, True)
    assert lasting(drilled(DANGER, **VIOLENCE), NO) == (True, False, False)
    assert lasting(drilled(Not(DANGER), **VIOLENCE), NO) == (True, True, True)


def test_a_form_that_sets_the_level_may_set_it_anew():
    key = Compare("level", "=", "general")
    steps = [step("grade", "boss", record=("level",)), step("help", "boss", when=key)]
    levels = (Level("general", {}), Level("major", {}, when=HURT))
    setup = stage(steps, {"grade": 5, "help": 5}, {"boss": 1}, facts=FACTS, levels=levels).setup
    assert isinstance(setup.rules, Rules)
    assert lasting(setup) == (True, False)
