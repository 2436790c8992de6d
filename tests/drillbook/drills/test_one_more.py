"""Whom one more of a role could have replaced: nobody is said to change nothing who would."""

from __future__ import annotations

from random import Random

import pytest

from drillbook.drill_plus_one import waited_for
from runbooks.plan import Compare, Fact
from simulator.results import Batch
from simulator.setup import Inject
from tests.simulator.stage import MINUTE, Stage, limit, stage, step

FACTS = {name: Fact(name, "yes-no", {}) for name in ("danger", "other")}


def could_change(drill: Stage, role: int) -> bool:
    return waited_for(drill.setup, Batch.of([drill.result]), role)


def test_whoever_was_waited_for_before_a_step_was_called_off():
    """Ready at 10 while the boss meets till 20, called off at 15, called for again at 25: two begin at 10."""
    changes = tuple(
        Inject(f"i{at}", at=at * MINUTE, states=((1, value),)) for at, value in ((10, True), (15, False), (25, True))
    )
    steps = [step("meet", "boss"), step("speak", "boss", when=Compare("danger", "=", True)), step("log", "clerk")]
    work = {"meet": 20, "speak": 30, "log": 60}
    begun = []
    for bosses in (1, 2):
        drill = stage(steps, work, {"boss": bosses, "clerk": 1}, facts=FACTS, others=changes).run()
        begun.append(drill.span("speak")[0])
        if bosses == 1:
            assert could_change(drill, 0)
            assert not could_change(drill, 1)
    assert begun == [25, 10]


def test_whoever_did_a_step_of_no_time_while_another_came_up():
    """At 9 the only guard looks, which takes no time, and goes; of two the other goes, and reacts for 4 first."""
    steps = [step("call", "guard"), step("look", "guard", after=["call"]), step("go", "guard", after=["call"])]
    ends = []
    for guards in (1, 2):
        drill = stage(steps, {"call": 5, "look": 0, "go": 3}, {"guard": guards}, reaction={"guard": 4}).run()
        ends.append(drill.span("go"))
        assert could_change(drill, 0)
    assert ends == [(9, 12), (13, 16)]


def drawn(seed: int, more: str = "") -> Stage:
    """A small drill of any kind: steps that come and go, roles for one another, people away, help from outside."""
    dice = Random(seed)
    conditions = [Compare("danger", "=", True), Compare("danger", "=", False), Compare("other", "=", True), None, None]
    staff = {"x": dice.choice([1, 1, 2]), "y": 1, "z": dice.choice([0, 1, 2])}
    steps = []
    for i in range(dice.randint(3, 7)):
        roles = dice.sample(["x", "y", "z", "x-or-y", "z-or-y", "police"], dice.choice([1, 1, 1, 2, 2, 3]))
        after = dice.sample([f"s{j}" for j in range(i)], min(i, dice.choice([0, 1, 1, 2])))
        limits = [limit(dice.randint(1, 60)) for _ in range(dice.choice([0, 1]))]
        where = dice.choice(["", "site"])
        steps.append(step(f"s{i}", roles, *limits, after=after, when=dice.choice(conditions), where=where))
    work = {own.id: dice.randint(0, 20) for own in steps}
    changes = [
        Inject(f"i{k}", at=dice.randint(1, 80) * MINUTE, states=((dice.choice([1, 2]), dice.choice([True, False])),))
        for k in range(dice.randint(1, 7))
    ]
    away = [(dice.randint(0, 40), dice.choice("xy"), dice.randint(1, 30)) for _ in range(dice.choice([0, 0, 1]))]
    if more:
        staff[more] += 1
    return stage(
        steps,
        work,
        staff,
        facts=FACTS,
        others=tuple(changes),
        one_of={"x-or-y": ("x", "y"), "z-or-y": ("z", "y")},
        outside={"police": dice.randint(1, 20)},
        reaction={name: dice.randint(0, 5) for name in "xyz"},
        travel={name: dice.randint(0, 9) for name in "xyz"},
        injects=away,
        horizon=150,
    ).run()


@pytest.mark.parametrize("first", [0, 100, 200, pytest.param(8000, marks=pytest.mark.full)])
def test_who_is_never_waited_for_changes_no_run_of_any_small_drill(first):
    free = 0
    for seed in range(first, first + (100 if first < 8000 else 4000)):
        drill = drawn(seed)
        for r, role in enumerate(drill.setup.roles):
            if not could_change(drill, r):
                free += 1
                more = drawn(seed, role.id).result
                for what in ("start", "done", "outcome", "margin", "end", "stuck"):
                    assert getattr(more, what) == getattr(drill.result, what), (seed, role.id, what)
    assert free > 100
