"""The cases of the drills' rules, one test each; all times in minutes."""

from __future__ import annotations

import pytest

from runbooks.plan import AnyOf, Compare, Fact, Level, Limit
from simulator.setup import Report
from tests.simulator.stage import MINUTE, Counted, every, limit, stage, step

DANGER = {"danger": Fact("danger", "yes-no", {})}


def test_1_the_earliest_due_goes_first() -> None:
    """One person; b (first in the plan, no due) and a (due 30), 10 each, ready at 0: a 0-10, b 10-20, b queued 10."""
    drill = stage([step("b", "x"), step("a", "x", limit(30))], {"a": 10, "b": 10}, {"x": 1}).run()
    assert drill.span("a") == (0, 10)
    assert drill.span("b") == (10, 20)
    assert drill.queue("b") == 10
    assert drill.queue("a") == 0
    assert drill.outcomes("a") == ["kept"]
    assert drill.result.settled


@pytest.mark.parametrize(("people", "length"), [(2, 8), (1, 10)])
def test_2_a_diamond_takes_as_long_as_its_people_allow(people: int, length: float) -> None:
    """3, then 2 and 4, then 1: two people take 8, one takes 10."""
    steps = [step("a", "x"), step("b", "x", after=["a"]), step("c", "x", after=["a"]), step("d", "x", after=["b", "c"])]
    drill = stage(steps, {"a": 3, "b": 2, "c": 4, "d": 1}, {"x": people}).run()
    assert drill.result.end == length * MINUTE
    assert drill.result.settled


def test_3_nobody_is_held_while_another_is_missing() -> None:
    """Joint [x, y] due 20; k [y] takes 10, due 5; l [x] takes 5, due 40: k and l at 0, the joint step at 10."""
    steps = [step("joint", ["x", "y"], limit(20)), step("k", "y", limit(5)), step("l", "x", limit(40))]
    drill = stage(steps, {"joint": 3, "k": 10, "l": 5}, {"x": 1, "y": 1}).run()
    assert drill.span("k") == (0, 10)
    assert drill.span("l") == (0, 5)
    assert drill.span("joint") == (10, 13)
    assert drill.queue("joint") == 10


def test_4_reaction_and_travel_come_once() -> None:
    """Reaction 3, travel 15; two steps at the site in a row, 10 and 4: 3 + 15 + 10 = 28, then 28-32 without either."""
    steps = [step("a", "x", where="site"), step("b", "x", after=["a"], where="site")]
    drill = stage(steps, {"a": 10, "b": 4}, {"x": 1}, reaction={"x": 3}, travel={"x": 15}).run()
    assert drill.span("a") == (18, 28)
    assert drill.span("b") == (28, 32)
    minutes = [part / MINUTE for part in drill.result.parts(0)]
    assert minutes == [0, 0, 3, 15, 10]  # outside, queue, reaction, travel, work


def test_5_what_needs_a_thing_waits_while_it_is_away() -> None:
    """A radio is away 5-40; a runs 0-10 and needs it, b after a needs it too: a ends at 10, b 40-45, queue 30."""
    drill = stage(
        [step("a", "x"), step("b", "x", after=["a"])],
        {"a": 10, "b": 5},
        {"x": 1, "radio": 1},
        things=["radio"],
        needs={"a": ["radio"], "b": ["radio"]},
        injects=[(5, "radio", 35)],
    ).run()
    assert drill.span("a") == (0, 10)
    assert drill.span("b") == (40, 45)
    assert drill.queue("b") == 30


def test_6_who_has_begun_finishes_and_is_gone_then() -> None:
    """x is away 15-45; a runs 0-20, b follows: a ends at 20, b 45-50."""
    steps = [step("a", "x"), step("b", "x", after=["a"])]
    drill = stage(steps, {"a": 20, "b": 5}, {"x": 1}, injects=[(15, "x", 30)]).run()
    assert drill.span("a") == (0, 20)
    assert drill.span("b") == (45, 50)


def test_7_a_repeat_is_not_taken_in_the_first_half_of_its_period() -> None:
    """A repeat due 30, its period from 0; another step due 25 comes at 15; one person: 15-25, then 25-29, met."""
    steps = [
        step("log", "y"),
        step("watch", "x", every(30, 30)),
        step("other", "x", limit(25), after=["log"]),
        step("end", "y", after=["other"]),
    ]
    drill = stage(steps, {"log": 15, "watch": 4, "other": 10, "end": 10}, {"x": 1, "y": 1}).run()
    assert drill.span("other") == (15, 25)
    assert drill.span("watch") == (25, 29)
    assert drill.outcomes("watch") == ["kept"]  # settled at 35: the turn due at 30 was met at 29
    assert drill.result.end == 35 * MINUTE


def test_7_a_repeat_that_fell_due_and_was_met_is_kept() -> None:
    """As before, going on to 80: turns due at 30, 60 and 90 are met, each in the second half of its period."""
    steps = [step("log", "y"), step("watch", "x", every(30, 30)), step("end", "y", after=["log"])]
    drill = stage(steps, {"log": 15, "watch": 4, "end": 65}, {"x": 1, "y": 1}).run()
    assert drill.result.end == 80 * MINUTE
    assert drill.outcomes("watch") == ["kept"]
    assert (drill.result.turns_due, drill.result.turns_met) == ([3], [3])
    assert [(turn.start, turn.done) for turn in drill.result.more] == [
        (45 * MINUTE, 49 * MINUTE),
        (75 * MINUTE, 79 * MINUTE),
    ]


def test_8_at_one_instant_ends_come_first_then_what_is_stated_then_who_is_called() -> None:
    """At 10 a ends and danger comes; police due 15, b due 40: done a, danger stated, start police; b at 12."""
    drill = stage(
        [
            step("a", "x"),
            step("b", "x", limit(40), after=["a"]),
            step("police", "x", limit(5, "danger"), when=Compare("danger", "=", True)),
        ],
        {"a": 10, "b": 3, "police": 2},
        {"x": 1},
        facts=DANGER,
        reports=[Report(1, "violence")],
    ).run(Counted({}, violent_at=10))
    assert drill.log.lines == [
        "10 done a",
        "10 danger=True",
        "10 start police",
        "12 done police",
        "12 start b",
        "15 done b",
    ]
    assert drill.outcomes("police") == ["kept"]


@pytest.mark.parametrize("people", [2, 3])
def test_9_a_role_that_never_queues_gains_nothing_from_one_more(people: int) -> None:
    """Two steps of x, reaction 2: both start at 2, and a third person changes nothing at all."""
    drill = stage([step("a", "x"), step("b", "x")], {"a": 10, "b": 7}, {"x": people}, reaction={"x": 2}).run()
    assert drill.span("a") == (2, 12)
    assert drill.span("b") == (2, 9)
    assert drill.result.queued == [0]
    assert drill.result.busy == [(12 + 9) * MINUTE]


def test_10_a_count_is_stated_a_little_later_and_the_level_waits_for_a_form() -> None:
    """The count passes 30 at 12 (to 31), notice 2, the level is looked at again at 31: stated at 14 with the count of
    12, major from 31, and its limits start there.
    """
    levels = [
        Level("general", {}, "x"),
        Level("major", {}, "x", when=AnyOf((Compare("count", ">=", 30),))),
    ]
    drill = stage(
        [
            step("log", "x"),
            step("grade", "x", after=["log"], record=("level",)),
            step("report", "x", limit(10, when=Compare("level", "=", "major")), after=["grade"]),
        ],
        {"log": 11, "grade": 20, "report": 8},
        {"x": 1},
        facts={"count": Fact("count", "count", {})},
        levels=levels,
        reports=[Report(1, "present", bounds=(30,))],
        notice=2,
        stated={"count": 5},
    ).run(Counted({0: 5, 12: 31, 13: 44}))
    assert "14 count=31" in drill.log.lines
    assert "31 done grade level=1" in drill.log.lines
    assert drill.outcomes("report") == ["kept"]  # due 41, done 39
    assert drill.result.margin == [2 * MINUTE]
    assert not any(line.startswith("15") for line in drill.log.lines)


def test_11_whoever_comes_from_outside_is_not_waited_for_by_our_own() -> None:
    """Police called at 10, delay 12, the responder is busy till 25: police there at 22, the joint step at 25; the
    responder is not held from 10.
    """
    steps = [step("call", "y"), step("own", "r", limit(5)), step("joint", ["police", "r"], after=["call"])]
    drill = stage(steps, {"call": 10, "own": 25, "joint": 5}, {"y": 1, "r": 1}, outside={"police": 12}).run()
    assert drill.result.came[2] == 22 * MINUTE
    assert drill.span("joint") == (25, 30)
    assert [part / MINUTE for part in drill.result.parts(2)] == [12, 3, 0, 0, 5]
    free = stage(
        [*steps, step("small", "r", after=["call"])],
        {"call": 10, "own": 5, "joint": 5, "small": 11},
        {"y": 1, "r": 1},
        outside={"police": 12},
    ).run()
    assert free.span("small") == (10, 21)
    assert free.span("joint") == (22, 27)


def test_11_of_several_from_outside_the_last_to_come_decides() -> None:
    """Police after 12, ambulance after 20: the joint part begins at 20."""
    drill = stage(
        [step("joint", ["police", "ambulance", "r"])], {"joint": 5}, {"r": 1}, outside={"police": 12, "ambulance": 20}
    ).run()
    assert drill.span("joint") == (20, 25)
    assert [part / MINUTE for part in drill.result.parts(0)] == [20, 0, 0, 0, 5]


def test_12_what_nobody_knows_is_censored_and_what_is_overdue_is_broken() -> None:
    """Horizon 60; a limit due 60 and one due 75, both undone; one that never applied."""
    never = Limit("plan", (), within=limit(5).within, from_="danger")
    steps = [step("a", "x", limit(60), limit(75), never)]
    drill = stage(steps, {"a": 100}, {"x": 1}, horizon=60, facts=DANGER).run()
    assert drill.outcomes("a") == ["broken", "censored", "not applicable"]
    assert not drill.result.settled
    assert drill.result.stuck == ()
