"""What was under way when the horizon cut a run short: read from the arrays, and exactly what was so in the runs."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from drillbook.drill_figures import step_results
from drillbook.drill_lives import with_staff
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
from tests.simulator.stage import MINUTE, Stage, every, limit, stage, step

PHASES = tuple(Ends.__dataclass_fields__)
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
    phases = {name: [phase for phase in PHASES if getattr(each, phase)] for name, each in found.items()}
    assert phases == {
        "meet": ["working"],
        "speak": ["waiting"],
        "watch": ["reacting"],
        "heal": ["travelling"],
        "arrest": ["outside"],
    }
    assert found["speak"] == UnderWay(
        "speak", 0, 1, 0, 0, 0, 0, 1, ("meet", 1), (Behind("speak", 1, broken=0, open=1),)
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


def changing(*changes: tuple[float, bool], of: list[str], where: str = "", **more: Any) -> Stage:
    """One run of an hour, all of which the boss meets. `speak` is needed or not, from moments on."""
    facts, needed = {"needed": Fact("needed", "yes-no", {})}, Compare("needed", "=", True)
    steps = [step("meet", "boss"), step("speak", of, limit(180), when=needed, where=where)]
    injects = [Inject(f"i{at}", at=round(at * MINUTE), states=((1, value),)) for at, value in changes]
    work = {"meet": 70.0, "speak": 5.0}
    return stage(steps, work, {"boss": 1, "clerk": 1}, horizon=60, facts=facts, others=injects, **more).run()


def told_of(lived: Stage, name: str) -> tuple[dict[str, int], int]:
    """How a step was under way, and whether it was said to wait."""
    batch, i = Batch.of([lived.result]), lived.setup.rules.step_index[name]
    found = [each for each in under_way(lived.setup, batch) if each.step == name]
    phases = {phase: getattr(each, phase) for each in found for phase in PHASES if getattr(each, phase)}
    return phases, step_results(lived.setup, batch)[i].waiting


@pytest.mark.parametrize(
    ("changes", "waits"),
    [([(1, True)], 1), ([(1, True), (30, False)], 0), ([(1, True), (30, False), (40, True)], 1)],
    ids=["applies", "ceased", "applies again"],
)
def test_what_has_ceased_to_apply_is_not_said_to_wait(changes: list[tuple[float, bool]], waits: int) -> None:
    assert told_of(changing(*changes, of=["boss"]), "speak") == ({"waiting": 1} if waits else {}, waits)


@pytest.mark.parametrize(
    ("changes", "phases"),
    [
        ([(1, True)], {"waiting": 1}),
        ([(1, True), (5, False)], {}),
        ([(1, True), (5, False), (7, True)], {"waiting": 1}),  # they are not sent back
        ([(1, True), (5, False), (15, True)], {"waiting": 1}),
        ([(1, True), (5, False), (55, True)], {"outside": 1}),
        ([(1, True), (20, False), (55, True)], {"outside": 1}),  # those who had come are gone
        ([(55, True)], {"outside": 1}),
    ],
    ids=["applies", "ceased", "again while they come", "again", "again at last", "once more", "at last"],
)
def test_who_comes_from_outside_to_what_was_called_off_and_is_called_for_again(
    changes: list[tuple[float, bool]], phases: dict[str, int]
) -> None:
    lived = changing(*changes, of=["police", "boss"], outside={"police": 10})
    assert told_of(lived, "speak") == (phases, phases.get("waiting", 0))


@pytest.mark.parametrize(("changes", "phases"), [([(1, True)], {"travelling": 1}), ([(1, True), (9, False)], {})])
def test_who_is_on_the_way_to_what_was_called_off_is_on_no_way(
    changes: list[tuple[float, bool]], phases: dict[str, int]
) -> None:
    lived = changing(*changes, of=["clerk"], travel={"clerk": 90}, where="site")
    assert told_of(lived, "speak") == (phases, 0)


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
    assert told_of(lived, "speak") == ({}, 0)
    assert told_of(lived, "more") == ({"working": 1}, 0)


@pytest.mark.parametrize(("staff", "waits"), [(0, 1), (1, 0)])
def test_a_repeat_that_nobody_ever_came_to_waits_where_all_else_is_done(staff: int, waits: int) -> None:
    steps = [step("meet", "boss"), step("look", "guard", every(30, 30))]
    lived = stage(steps, {"meet": 40, "look": 5}, {"boss": 1, "guard": staff}, horizon=60).run()
    assert lived.result.settled
    assert told_of(lived, "look") == ({}, waits)


@pytest.mark.parametrize(
    ("name", "nobody", "off"),
    [
        ("radio-down", "", True),
        ("turns-dangerous", "", False),
        ("customers-and-reporter", "", False),
        ("radio-down", "responsible_leader", True),
        ("night-with-two", "information_officer", False),
    ],
)
def test_what_is_said_of_every_step_is_so_in_the_run_itself(name: str, nobody: str, off: bool) -> None:
    """And it is all that was, of repeats too. `off`: in some run something was called off that had become ready."""
    lives = shipped(name)
    drill = (with_staff(lives, {nobody: 0}) if nobody else lives).drill
    block, n, runs = Block(drill, Streams(1), 0), drill.setup.rules.n, 40
    results, truths = [], np.zeros((3, runs, n), dtype=np.bool_)
    for row in range(runs):
        run = block.start(row)
        results.append(run.live())
        for i in filter(run.kernel.ready, range(n)):
            called = run.called[i] >= 0 and run.done[i] < 0
            truths[:, row, i] = run.lines.queued[i], i in run.coming, called
    batch = Batch.of(results)
    found = ends(batch)
    called = found.reacting | found.travelling | found.working
    assert (np.array([found.waiting, found.outside, called]) == truths).all()
    assert (batch.asked == truths.any(axis=0)).all()
    assert (batch.asked & np.array(drill.setup.counted)).any(axis=1).all()
    assert ((batch.ready >= 0) & (batch.done < 0) & ~batch.asked).any() == off


# -- as it is called


def test_a_drill_that_is_cut_short_says_where_it_was(terminal: Terminal) -> None:
    here(terminal, SMALL.replace("horizon: 2 h", "horizon: 10 min"))
    said = good(terminal, "drill", "try", "--runs", "40", "-o", "page.html")
    assert "When the drill ended, after 10 min, 100% of the runs still had steps to do, none past a limit" in said
    assert "Still under way when the drill ended\n" in said
    page = (terminal.folder / "page.html").read_text(encoding="utf-8")
    assert ">After the end of the drill</h2>" in page
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
