"""What the numbered cases leave open of the drills' rules; all times in minutes."""

from __future__ import annotations

import pytest

from runbooks.plan import Compare, Fact, Level
from simulator.judging import CENSORED
from simulator.results import Stuck
from simulator.setup import Field, Inject, Report
from tests.simulator.stage import MINUTE, Counted, every, limit, stage, step

DANGER = {"danger": Fact("danger", "yes-no", {})}


def test_a_step_that_is_done_at_the_horizon_is_done() -> None:
    """The horizon's own events are included."""
    drill = stage([step("a", "x", limit(60))], {"a": 60}, {"x": 1}, horizon=60).run()
    assert drill.outcomes("a") == ["kept"]
    assert drill.result.settled


def test_at_one_instant_whoever_arrives_begins_before_anything_ends() -> None:
    """y arrives at 10, as a ends: b begins, then a is done, then what follows a is begun."""
    steps = [step("a", "x"), step("b", "y"), step("c", "x", after=["a"])]
    drill = stage(steps, {"a": 10, "b": 10, "c": 10}, {"x": 1, "y": 1}, reaction={"y": 10}).run()
    assert drill.log.lines == ["10 start b", "10 done a", "10 start c", "20 done b", "20 done c"]


def test_who_comes_back_reacts_anew() -> None:
    """x ends a at 4 and is away from 5 to 20; b is ready at 6: x is called at 20, and reacts for 3 again."""
    steps = [step("a", "x"), step("log", "y"), step("b", "x", after=["log"])]
    drill = stage(steps, {"a": 1, "log": 6, "b": 2}, {"x": 1, "y": 1}, reaction={"x": 3}, injects=[(5, "x", 15)]).run()
    assert drill.span("a") == (3, 4)
    assert drill.queue("b") == 14
    assert drill.span("b") == (23, 25)


def test_of_one_role_those_on_the_site_come_first() -> None:
    """The first x is busy elsewhere till 5, so the second goes to the gate (travel 6), and stays."""
    steps = [step("off", "x"), step("here", "x", where="site"), step("then", "x", after=["off", "here"], where="site")]
    drill = stage(steps, {"off": 5, "here": 1, "then": 2}, {"x": 2}, travel={"x": 6}).run()
    assert drill.span("here") == (6, 7)
    assert drill.span("then") == (7, 9)


def test_a_run_does_not_go_on_for_a_repeat() -> None:
    """Its first turn may be taken from 15 on; all else is done at 10, and the run with it."""
    steps = [step("watch", "x", every(30, 30)), step("end", "y")]
    drill = stage(steps, {"watch": 4, "end": 10}, {"x": 1, "y": 1}).run()
    assert (drill.result.end, drill.result.settled) == (10 * MINUTE, True)
    assert drill.outcomes("watch") == ["censored"]


def test_the_crowd_sees_each_of_ours_as_they_come_to_the_site() -> None:
    """One comes at 5 and stays, another at 10; what is done elsewhere brings nobody."""
    crowd = Counted({})
    steps = [step("a", "x", where="site"), step("b", "y", where="site"), step("c", "x", after=["a"], where="site")]
    stage([*steps, step("d", "z")], dict.fromkeys("abcd", 8), {"x": 1, "y": 1, "z": 1}, travel={"x": 5, "y": 10}).run(
        crowd
    )
    assert crowd.seen == [1, 2]


def test_any_member_will_do_those_on_the_site_first() -> None:
    """`one-of`: at the site whoever is there already, elsewhere the first role of the list."""
    steps = [
        step("first", "b", where="site"),
        step("here", "either", after=["first"], where="site"),
        step("there", "either", after=["here"]),
    ]
    drill = stage(
        steps,
        {"first": 1, "here": 1, "there": 1},
        {"a": 1, "b": 1},
        one_of={"either": ("a", "b")},
        travel={"a": 5, "b": 5},
    ).run()
    assert drill.span("here") == (6, 7)  # b, who is on the site
    assert drill.result.busy == [1 * MINUTE, 7 * MINUTE]  # a does what is done elsewhere


def test_a_place_that_two_could_take_leaves_the_other_to_who_alone_can() -> None:
    """Places `either` and `a` with one a and one b: b takes the first place, though a comes first in its list."""
    steps = [step("joint", ["either", "a"])]
    drill = stage(steps, {"joint": 5}, {"a": 1, "b": 1}, one_of={"either": ("a", "b")}).run()
    assert drill.span("joint") == (0, 5)


def test_command_is_whoever_commands_at_the_level_in_force() -> None:
    """The step after the change of level is done by the head."""
    levels = [Level("general", {}, "officer"), Level("major", {}, "head", when=Compare("danger", "=", True))]
    drill = stage(
        [step("log", "officer", record=("danger", "level")), step("grade", "command", after=["log"])],
        {"log": 2, "grade": 3},
        {"officer": 1, "head": 1},
        facts=DANGER,
        levels=levels,
        fields={"log": (Field(1, lambda values: 2, (True,)),)},
    ).run()
    assert drill.result.busy == [2 * MINUTE, 3 * MINUTE]
    assert drill.log.lines[0] == "2 done log danger=True level=1"


def test_what_is_seen_later_is_not_heard_before_what_was_seen_first() -> None:
    """31 are counted at 10 and told in 5, 12 are counted at 11 and told in 1: the last word is 12."""
    drill = stage(
        [step("a", "x")],
        {"a": 60},
        {"x": 1},
        facts={"count": Fact("count", "count", {})},
        reports=[Report(1, "present", bounds=(30,))],
        notice=1,
        stated={"count": 5},
    )
    drill.rows[drill.setup.notice] = [5 * MINUTE, MINUTE]
    drill.run(Counted({0: 5, 10: 31, 11: 12}))
    assert drill.log.lines == ["15 count=31", "15 count=12", "60 done a"]


def test_what_was_seen_before_a_count_is_not_told_after_it() -> None:
    """11 are seen at 4 and 20 at 5, and told in 5; the log counts 20 at 6, and hears of the 8 at 30 only."""
    drill = stage(
        [step("log", "x", record=("count",)), step("a", "x", after=["log"])],
        {"log": 6, "a": 60},
        {"x": 1},
        facts={"count": Fact("count", "count", {})},
        reports=[Report(1, "present", bounds=(10, 15))],
        notice=5,
        fields={"log": (Field(1, lambda values: 2),)},
    ).run(Counted({0: 2, 4: 11, 5: 20, 30: 8}))
    assert drill.log.lines == ["6 done log count=20", "6 start a", "35 count=8", "66 done a"]


def test_statements_wait_while_the_radio_is_away_and_come_together() -> None:
    """What needs a thing to be reported is stated when it is back, in order."""
    drill = stage(
        [step("a", "x")],
        {"a": 60},
        {"x": 1, "radio": 1},
        things=["radio"],
        facts={**DANGER, "count": Fact("count", "count", {})},
        reports=[Report(1, "violence"), Report(2, "present", bounds=(10, 30))],
        notice=1,
        cut=["radio"],
        injects=[(5, "radio", 35)],
        stated={"count": 2},
    ).run(Counted({0: 2, 4: 11, 12: 31}, violent_at=20))
    assert drill.log.lines == ["40 count=11", "40 count=31", "40 danger=True", "60 done a"]


def test_work_at_the_gate_takes_longer_the_tenser_it_is() -> None:
    """With tension .2 as it begins and a gate of .5, 10 minutes take 11; elsewhere 10."""
    steps = [step("a", "x", where="site"), step("b", "y")]
    drill = stage(steps, {"a": 10, "b": 10}, {"x": 1, "y": 1}, gate=0.5).run(Counted({}, tension=0.2))
    assert drill.span("a") == (0, 11)
    assert drill.span("b") == (0, 10)


def test_an_inject_with_a_condition_fires_once() -> None:
    """When danger is stated the lights go out, once and for all; what follows from it follows in the same instant."""
    facts = {**DANGER, "dark": Fact("dark", "yes-no", {})}
    drill = stage(
        [step("a", "x"), step("lamp", "x", when=Compare("dark", "=", True))],
        {"a": 30, "lamp": 1},
        {"x": 2},
        facts=facts,
        reports=[Report(1, "violence")],
        others=(Inject("dark", when=lambda values: 2 if values[1] else 0, states=((2, True),)),),
    ).run(Counted({}, violent_at=10))
    assert drill.log.lines == ["10 danger=True", "10 dark=True", "10 start lamp", "11 done lamp", "30 done a"]


def test_a_step_of_no_work_is_begun_and_done() -> None:
    """It logs its start, then its end, and what follows starts at once."""
    drill = stage(
        [step("log", "x"), step("a", "x", after=["log"]), step("b", "x", after=["a"])],
        {"log": 1, "a": 0, "b": 2},
        {"x": 1},
    )
    assert drill.run().log.lines == ["1 done log", "1 start a", "1 done a", "1 start b", "3 done b"]


def test_the_steps_of_whoever_is_at_the_keys_wait_for_them() -> None:
    """They become ready and nobody is called; everybody else goes on."""
    steps = [step("a", "x"), step("mine", "x", after=["a"]), step("b", "x", after=["a"])]
    drill = stage(steps, {"a": 5, "mine": 5, "b": 5}, {"x": 1}, trainee=frozenset({1})).run()
    assert drill.result.ready == [0, 5 * MINUTE, 5 * MINUTE]
    assert drill.result.called == [0, -1, 5 * MINUTE]
    assert not drill.result.settled


def test_each_row_of_a_list_is_a_turn_and_the_list_is_done_with_the_last() -> None:
    """Two rows, one person: one after the other; what follows waits for both."""
    facts = {"tasks": Fact("tasks", "rows", {})}
    steps = [step("plan", "x", record=("tasks",)), step("do", "x", each="tasks", after=["plan"])]
    steps.append(step("end", "x", after=["do"]))
    rows = Field(1, lambda values: 2, ([{}, {}],))
    drill = stage(steps, {"plan": 2, "do": 3, "end": 1}, {"x": 1}, facts=facts, fields={"plan": (rows,)}).run()
    assert drill.span("do") == (2, 5)
    assert [(turn.turn, turn.start, turn.done) for turn in drill.result.more] == [(2, 5 * MINUTE, 8 * MINUTE)]
    assert drill.span("end") == (8, 9)


# -- nothing to come any more -----------------------------------------------------------------------


def test_a_plan_that_waits_for_nobody_says_so() -> None:
    """No person of y: the calendar is empty at 5, the step has waited since then."""
    drill = stage([step("a", "x"), step("b", "y", limit(30), after=["a"])], {"a": 5, "b": 5}, {"x": 1, "y": 0}).run()
    assert drill.result.stuck == (Stuck("b", "role", "y", 5 * MINUTE),)
    assert not drill.result.settled
    assert drill.outcomes("b") == ["broken"]


def test_a_return_after_the_end_is_nothing_to_come() -> None:
    """The only y leaves at 2 and is back long after the horizon: b waits for y as if there were nobody."""
    steps = [step("a", "x"), step("b", "y", limit(30), after=["a"])]
    drill = stage(steps, {"a": 5, "b": 5}, {"x": 1, "y": 1}, horizon=60, injects=[(2, "y", 500)]).run()
    assert drill.result.stuck == (Stuck("b", "role", "y", 5 * MINUTE),)
    back = stage(steps, {"a": 5, "b": 5}, {"x": 1, "y": 1}, horizon=60, injects=[(2, "y", 58)]).run()
    assert back.result.stuck == ()  # y is back at the very end, and begins


def test_a_place_that_nobody_can_take_is_named_as_the_plan_names_it() -> None:
    """Either of two roles may speak, and neither is there: what is missing is the speaker, not the first of them."""
    steps = [step("log", "x"), step("speak", ["x", "speaker"], after=["log"])]
    staff, one_of = {"x": 1, "head": 0, "deputy": 0}, {"speaker": ("head", "deputy")}
    drill = stage(steps, {"log": 5, "speak": 5}, staff, one_of=one_of).run()
    assert drill.result.stuck == (Stuck("speak", "role", "speaker", 5 * MINUTE),)


def test_of_two_places_that_only_one_could_take_the_second_is_missing() -> None:
    """Head or deputy may speak, the head is to be there, and there is no deputy: nobody is left to speak."""
    steps = [step("log", "x"), step("speak", ["head", "speaker"], after=["log"])]
    staff, one_of = {"x": 1, "head": 1, "deputy": 0}, {"speaker": ("head", "deputy")}
    drill = stage(steps, {"log": 5, "speak": 5}, staff, one_of=one_of).run()
    assert drill.result.stuck == (Stuck("speak", "role", "speaker", 5 * MINUTE),)


def test_a_plan_that_waits_for_an_answer_names_the_question() -> None:
    """Nobody says whether there is danger, so nobody knows whether b is still to come."""
    steps = [step("a", "x"), step("b", "x", when=Compare("danger", "=", True)), step("c", "x", after=["a", "b"])]
    drill = stage(steps, {"a": 5, "b": 5, "c": 1}, {"x": 1}, facts=DANGER).run()
    assert drill.result.stuck == (Stuck("c", "fact", "danger", 5 * MINUTE),)


def test_a_plan_that_waits_for_a_step_that_nobody_does_names_it() -> None:
    """A step without `work` is outside the drill; what follows only it cannot come."""
    drill = stage([step("a", "x", limit(5)), step("b", "x", after=["a"])], {"b": 5}, {"x": 1}).run()
    assert drill.result.stuck == (Stuck("b", "undone", "a", 0),)
    assert drill.result.outcome == [CENSORED]


@pytest.mark.parametrize("rows", [False, True])
def test_what_is_called_for_again_waits_for_help_from_outside_again(rows: bool) -> None:
    """Needed from 1 to 20 and from 55 on; the police take 10, the boss is busy till 57: they begin together at 65."""
    speak = step("speak", ["police", "boss"], when=Compare("danger", "=", True), each="who" if rows else None)
    steps = [step("meet", "boss"), speak]
    changes = [
        Inject(f"i{at}", at=at * MINUTE, states=((1, value),)) for at, value in ((1, True), (20, False), (55, True))
    ]
    drill = stage(
        steps,
        {"meet": 57, "speak": 20},
        {"boss": 1},
        facts=DANGER | {"who": Fact("who", "rows", {})},
        stated={"who": [{}]},
        others=changes,
        outside={"police": 10},
    ).run()
    assert drill.span("speak") == (65, 85)
    assert drill.result.busy == [77 * MINUTE]


@pytest.mark.parametrize(("role", "began"), [("clerk", 79), (["police", "clerk"], 89)])
def test_a_row_that_is_called_for_again_is_done_then(role: str | list[str], began: int) -> None:
    """Called off at 2 while the clerk reacts (9) or the police come (10), called for again at 70."""
    facts = DANGER | {"who": Fact("who", "rows", {})}
    changes = [
        Inject(f"i{at}", at=at * MINUTE, states=((1, value),)) for at, value in ((1, True), (2, False), (70, True))
    ]
    drill = stage(
        [step("meet", "boss"), step("speak", role, when=Compare("danger", "=", True), each="who")],
        {"meet": 100, "speak": 5},
        {"boss": 1, "clerk": 1},
        facts=facts,
        others=changes,
        stated={"who": [{}]},
        reaction={"clerk": 9},
        outside={"police": 10},
    ).run()
    assert drill.span("speak") == (began, began + 5)
    assert drill.result.settled
