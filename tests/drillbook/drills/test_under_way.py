"""What was under way when the horizon cut a run short: read from the arrays, and never more than was so."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from drillbook.drill_figures import step_results
from drillbook.drill_under_way import Ends, cut_short, ends, under_way
from reports.drill_values import Behind, UnderWay
from runbooks.plan import Compare, Fact
from simulator.luck import Block
from simulator.results import Batch
from simulator.setup import Inject
from simulator.streams import Streams
from tests.drillbook.drills.small import SMALL, good, here
from tests.drillbook.drills.test_behind import shipped
from tests.drillbook.terminal import Terminal
from tests.simulator.stage import MINUTE, Stage, limit, stage, step

STAFF = {"boss": 1, "guard": 1, "medic": 1, "clerk": 1}


def cut_at(horizon: float, **more: Any) -> tuple[Stage, Batch]:
    """One run of a plan in which somebody is at everything that one can be at."""
    steps = [
        step("meet", "boss", limit(45)),
        step("speak", "boss", limit(180)),
        step("watch", "guard"),
        step("heal", "medic", where="site"),
        step("arrest", ["police", "clerk"]),
        step("note", "clerk", limit(20)),
        step("write", "clerk", limit(30), limit(180), limit(10, "note"), after=["meet", "note"]),
        step("file", "clerk", limit(180), after=["write"]),
        step("days-later", "clerk", limit(180), after=["meet"]),
    ]
    work = dict.fromkeys(("speak", "watch", "heal", "arrest", "note", "write", "file"), 5.0) | {"meet": 70.0}
    lived = stage(
        steps,
        work,
        STAFF,
        horizon=horizon,
        reaction={"guard": 65},
        travel={"medic": 65},
        outside={"police": 65},
        **more,
    ).run()
    return lived, Batch.of([lived.result])


def test_everybody_is_found_where_they_were():
    lived, batch = cut_at(60)
    found = {each.step: each for each in under_way(lived.setup, batch)}
    assert {name: each.runs for name, each in found.items()} == dict.fromkeys(
        ("meet", "speak", "watch", "heal", "arrest"), 1
    )
    phases = {
        name: [phase for phase in Ends.__dataclass_fields__ if getattr(each, phase)] for name, each in found.items()
    }
    assert phases == {
        "meet": ["working"],
        "speak": ["waiting"],
        "watch": ["reacting"],
        "heal": ["travelling"],
        "arrest": ["outside"],
    }
    assert found["speak"] == UnderWay(
        "speak", 0, 1, 0, 0, 0, 0, 0, 1, ("meet", 1), (Behind("speak", 1, broken=0, open=1),)
    )
    assert found["meet"].busy_with is None


def test_the_limits_behind_are_those_of_the_step_and_of_what_comes_after_it():
    lived, batch = cut_at(60)
    (meet,) = [each for each in under_way(lived.setup, batch) if each.step == "meet"]
    told = {(one.step, one.limit): (one.broken, one.open) for one in meet.behind}
    assert told == {
        ("meet", 1): (1, 0),
        ("write", 1): (1, 0),
        ("write", 2): (0, 1),
        ("write", 3): (1, 0),
        ("file", 1): (0, 1),
    }  # nobody does what has no working time, and whether it is done in time is not for a drill to say


@pytest.mark.parametrize(("horizon", "phase"), [(64, "reacting"), (66, "working"), (69, "working"), (71, None)])
def test_a_moment_later_they_are_at_the_next(horizon, phase):
    lived, batch = cut_at(horizon)
    watch = next((each for each in under_way(lived.setup, batch) if each.step == "watch"), None)
    assert (watch is None) == (phase is None)
    assert watch is None or getattr(watch, phase) == 1


def test_a_run_that_is_over_is_not_cut_short():
    lived, batch = cut_at(600)
    assert batch.settled.all()
    assert (cut_short(batch).any(), under_way(lived.setup, batch)) == (False, ())


def test_where_a_plan_stops_it_is_not_the_end_that_cut_it_short():
    steps = [step("meet", "boss"), step("speak", "boss", after=["meet"])]
    lived = stage(steps, {"meet": 5, "speak": 5}, {"boss": 0}, horizon=60)
    batch = Batch.of([lived.run().result])
    assert [stuck.kind for _, found in batch.stuck for stuck in found] == ["role", "step"]
    assert (cut_short(batch).any(), under_way(lived.setup, batch)) == (False, ())
    assert step_results(lived.setup, batch)[0].waiting == 1


def ceasing(at: float, *limits: Any) -> tuple[Stage, Batch]:
    """A step waits for the boss; it is no longer needed from a moment on."""
    facts, needed = {"needed": Fact("needed", "yes-no", {})}, Compare("needed", "=", True)
    steps = [step("meet", "boss"), step("speak", "boss", *limits, when=needed)]
    lived = stage(
        steps,
        {"meet": 70, "speak": 5},
        {"boss": 1},
        horizon=60,
        facts=facts,
        others=[
            Inject("now", at=MINUTE, states=((1, True),)),
            Inject("no-longer", at=round(at * MINUTE), states=((1, False),)),
        ],
    ).run()
    return lived, Batch.of([lived.result])


@pytest.mark.parametrize(
    ("at", "limits", "told"),
    [(30, (), (0, 1)), (90, (), (0, 1)), (30, (limit(180),), (0, 1)), (90, (limit(180),), (1, 0))],
    ids=["ceased", "applies", "ceased with a limit", "applies, and its limit tells"],
)
def test_what_may_have_ceased_to_apply_is_not_said_to_wait(at, limits, told):
    lived, batch = ceasing(at, *limits)
    speak = next(each for each in under_way(lived.setup, batch) if each.step == "speak")
    assert (speak.waiting, speak.unsure) == told
    assert step_results(lived.setup, batch)[1].waiting == told[0]


def test_what_has_to_wait_for_another_step_again_is_not_said_to_wait_for_people():
    facts, needed = {"needed": Fact("needed", "yes-no", {})}, Compare("needed", "=", True)
    steps = [step("meet", "boss"), step("more", "clerk", when=needed), step("speak", "boss", after=["more"])]
    lived = stage(
        steps,
        {"meet": 70, "more": 70, "speak": 5},
        {"boss": 1, "clerk": 1},
        horizon=60,
        facts=facts,
        stated={"needed": False},
        others=[Inject("now", at=MINUTE, states=((1, True),))],
    ).run()
    told = {each.step: (each.waiting, each.unsure) for each in under_way(lived.setup, Batch.of([lived.result]))}
    assert "speak" not in told or told["speak"] == (0, 1)


@pytest.mark.parametrize("name", ["radio-down", "turns-dangerous", "customers-and-reporter"])
def test_what_is_said_to_wait_or_to_be_coming_is_so_in_the_run_itself(name):
    drill = shipped(name).drill
    block, rules = Block(drill, Streams(1), 0), drill.setup.rules
    results, queued, coming = [], [], []
    for row in range(60):
        run = block.start(row)
        results.append(run.live())
        queued.append([run.kernel.ready(i) and run.lines.queued[i] for i in range(rules.n)])
        coming.append([run.kernel.ready(i) and i in run.coming for i in range(rules.n)])
    found = ends(drill.setup, Batch.of(results))
    assert not (found.waiting & ~np.array(queued)).any()
    assert not (found.outside & ~np.array(coming)).any()
    assert found.known.any(axis=1).all()
    open_ = np.array(queued) | np.array(coming)
    assert (open_ & np.array(drill.setup.counted) & ~(found.waiting | found.outside | found.unsure)).sum() == 0


# -- as it is called


def test_a_drill_that_is_cut_short_says_where_it_was(terminal: Terminal) -> None:
    here(terminal, SMALL.replace("horizon: 2 h", "horizon: 10 min"))
    said = good(terminal, "drill", "try", "--runs", "40", "-o", "page.html")
    assert "The end of the drill cut 100% of the runs short. Most often still under way: 03 Speak (at work in " in said
    assert "Still under way when the drill ended\n" in said
    page = (terminal.folder / "page.html").read_text(encoding="utf-8")
    assert ">Runs that were cut short</h2>" in page
    told = json.loads(good(terminal, "drill", "try", "--runs", "40", "--json"))
    assert told["cut"] == 1
    assert told["under_way"][0]["step"] == "speak"
    assert told["under_way"][0]["working"] > 0.5


def test_a_drill_that_comes_to_its_end_says_nothing_of_it(terminal: Terminal) -> None:
    here(terminal, SMALL.replace("horizon: 2 h", "horizon: 20 h").replace("crowd: {size: 40}", "crowd: {size: 1}"))
    said = good(terminal, "drill", "try", "--runs", "20")
    told = json.loads(good(terminal, "drill", "try", "--runs", "20", "--json"))
    assert (told["cut"], told["under_way"]) == (0, [])
    assert "cut" not in said
    assert "Still under way" not in said
