"""Every short history of a step whose condition comes and goes, judged as the engine judges it."""

from __future__ import annotations

from itertools import product

import pytest

from incidents import commands as c
from runbooks.plan import Compare, Fact, Plan
from tests.simulator.stage import MINUTE, limit, step
from tests.simulator.twins import Twins

ASIDE = "ask"
PLAN = Plan(
    "comes-and-goes",
    {},
    "1",
    (
        step("begin", "x"),
        step(ASIDE, "x"),
        step(
            "do",
            "x",
            limit(14),
            limit(14, to="start"),
            limit(8, ASIDE),
            limit(8, "danger"),
            limit(8, "danger", to="start"),
            when=Compare("danger", "=", True),
        ),
        step("always", "x", limit(8, "danger"), limit(8, "do")),
        step("calm", "x", limit(14), limit(3), limit(8, "danger"), when=Compare("danger", "=", False)),
    ),
    facts={"danger": Fact("danger", "yes-no", {})},
)


def act(twins: Twins, what: str) -> None:
    """One of the acts, if the engine lets it; then six minutes pass."""
    at = twins.clock.time
    match what:
        case "yes" | "no" | "?":
            value = {"yes": True, "no": False, "?": None}[what]
            twins.do(c.StateFact(at=at, fact="danger", value=value, unknown=value is None))
        case "start":
            twins.do(c.Start(at=at, step="do"))
        case "aside":
            twins.do(c.Done(at=at, step=ASIDE))
        case "all":
            for name in ("always", "do", "calm"):
                twins.do(c.Done(at=at, step=name))
    twins.wait(6 * MINUTE)


@pytest.mark.parametrize("first", ["yes", "no", "?", "aside", "all", "wait"])
def test_every_short_history_is_judged_as_the_engine_judges_it(first: str) -> None:
    for rest in product(["yes", "no", "?", "start", "aside", "all"], repeat=3):
        twins = Twins(PLAN)
        for what in (first, *rest):
            act(twins, what)
        twins.compare()
