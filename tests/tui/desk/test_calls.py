"""A call is one digit, at the moment the receiver goes down."""

from __future__ import annotations

import pytest

from tests.tui.desk.hands import Hands
from tests.tui.north_gate import NorthGate, mid_incident
from tui.desk.panel import Detail


@pytest.fixture
def hands() -> Hands:
    return Hands(mid_incident())


def test_no_answer_points_at_the_next_one_by_itself(hands: Hands) -> None:
    hands.keys("enter")
    assert "> 副组长  陈敏" in hands.screen()
    hands.keys("3")
    assert hands.recorded[0].data == {
        "role": "leading_group",
        "person": "陈敏",
        "result": "no-answer",
        "direction": "out",
    }
    assert "> 副组长  高远" in hands.screen()
    assert "打给高远的结果" in hands.screen()


def test_reached_and_reported_ends_the_step_in_one_append_and_goes_on(hands: Hands) -> None:
    hands.keys("enter 1")
    assert hands.kinds == ["call-logged", "step-done"]
    assert {event.group for event in hands.recorded} == {hands.recorded[0].group}
    assert hands.ui.panels == ()
    assert hands.number == "04"


def test_after_a_round_in_vain_the_digits_ask_what_now(hands: Hands) -> None:
    hands.keys("enter 3 3")
    assert "一轮都没人接, 时限照走" in hands.screen()
    assert "3 找上一级: " in hands.screen()
    hands.keys("2")
    assert hands.recorded[-1].data["result"] == "message"
    assert hands.recorded[-1].data["person"] == "刘建国、陈敏、高远"


def test_another_round_begins_with_the_first(hands: Hands) -> None:
    hands.keys("enter 3 3 1")
    assert hands.kinds == ["call-logged", "call-logged"]
    assert "> 组长    刘建国" in hands.screen()
    assert "打给刘建国的结果" in hands.screen()


def test_one_level_up_is_logged_and_does_not_end_the_step(hands: Hands) -> None:
    hands.keys("enter 3 3 3")
    assert "按一个数字即记下" in hands.screen()
    hands.keys("1")
    assert hands.kinds == ["call-logged"] * 3
    assert hands.recorded[-1].data["role"] == "superior_unit"
    assert hands.recorded[-1].data["result"] == "reached"


def test_somebody_else_of_the_list_can_be_picked(hands: Hands) -> None:
    hands.keys("enter down 1")
    assert hands.recorded[0].data["person"] == "高远"


def test_whoever_takes_it_over_has_it(hands: Hands) -> None:
    hands.keys("7 1 enter 6")
    assert hands.kinds == ["call-logged", "step-started", "step-assigned"]
    assert "刘建国 组长 08:52起" in next(line for line in hands.screen().splitlines() if "[*] 71" in line)


def test_who_is_to_speak_is_chosen_by_a_digit_then_told(hands: Hands) -> None:
    hands.keys("enter 1").wait(3_000)
    hands.keys("0 3 enter")
    assert "定由谁去?" in hands.screen()
    assert "1 包案领导 高远" in hands.screen()
    hands.keys("2")
    assert hands.recorded[-1].kind == "role-assigned"
    assert hands.recorded[-1].data["person"] == "赵立"
    assert "打给赵立的结果" in hands.screen()
    hands.keys("1")
    assert hands.kinds[-2:] == ["call-logged", "step-done"]


def test_five_opens_the_telephones_of_whoever_is_next_where_the_cursor_is_on_nothing_to_do(hands: Hands) -> None:
    hands.keys("0 9 f5")
    assert isinstance(hands.ui.panel, Detail)
    assert hands.board.plan.steps[hands.ui.panel.spot.step].number == "02"


def test_a_second_call_never_closes_the_first(hands: Hands) -> None:
    hands.keys("enter 2 left 0 4")
    assert "另一部电话在通话: 02 陈敏" in hands.row(23)
    hands.keys("0 2 enter")
    assert "> 副组长  陈敏" in hands.screen()


def test_space_in_the_step_ends_it_without_a_call(hands: Hands) -> None:
    hands.keys("enter space")
    assert hands.kinds == ["step-done"]
    assert hands.ui.panels == ()


def test_what_is_read_out_has_what_is_known_and_says_what_is_not() -> None:
    hands = Hands(mid_incident())
    hands.keys("enter")
    text = hands.screen().replace("\n", "").replace(" ", "")
    assert "北门从08:40起聚集约42人，职工。诉求：不清楚。" in text


def test_a_call_about_one_of_several_to_be_told_does_not_end_the_step() -> None:
    from dataclasses import replace as changed

    plan = NorthGate().session.plan
    steps = tuple(
        changed(step, tells=("leading_group", "security")) if step.number == "02" else step for step in plan.steps
    )
    hands = Hands(NorthGate(plan_=changed(plan, steps=steps)))
    hands.keys("enter 1")
    assert hands.kinds == ["call-logged"]
    hands.keys("1", gap=2_000)
    assert hands.kinds == ["call-logged", "call-logged", "step-done"]
