"""What Right and Esc 4 lead to: few keys, one record, nothing before the last answer, a way back at every question."""

from __future__ import annotations

import pytest

from tests.tui.desk.hands import Hands
from tests.tui.north_gate import NorthGate, late_morning, mid_incident, plan
from tui.desk.effects import Switch
from tui.desk.panel import Detail, Dialogue, Form


@pytest.fixture
def hands() -> Hands:
    return Hands(mid_incident())


@pytest.fixture
def later() -> Hands:
    return Hands(late_morning())


# -- skipping and reopening -----------------------------------------------------------------------------


def test_a_step_is_skipped_in_four_keys_with_reason_and_approver(hands: Hands) -> None:
    hands.keys("0 9").keys("right 4 3 2")
    (skipped,) = hands.recorded
    assert skipped.kind == "step-skipped"
    assert (skipped.step, skipped.data["reason"], skipped.data["approver"]) == ("release", "经领导同意暂不办", "陈敏")
    assert hands.ui.panel is None


def test_nothing_is_recorded_before_the_last_answer_and_left_leaves(hands: Hands) -> None:
    hands.keys("0 9 right 4 3")
    assert hands.kinds == []
    hands.keys("left")
    assert hands.kinds == []
    assert hands.ui.panel is None


def test_backspace_goes_back_a_question(hands: Hands) -> None:
    hands.keys("0 9 right 4 3 bksp 1 enter")
    (skipped,) = hands.recorded
    assert (skipped.data["reason"], skipped.data["approver"]) == ("已由别人办了", "")


def test_a_reason_can_be_typed_and_digits_in_it_are_text(hands: Hands) -> None:
    hands.keys("0 9 right 4 6").type("等2号会议室", gap=100).keys("enter 1")
    (skipped,) = hands.recorded
    assert skipped.data["reason"] == "等2号会议室"


def test_text_alone_begins_an_answer_of_ones_own(hands: Hands) -> None:
    hands.keys("0 9 right 4").type("另行安排", gap=100).keys("enter enter")
    (skipped,) = hands.recorded
    assert (skipped.data["reason"], skipped.data["approver"]) == ("另行安排", "")


def test_a_digit_held_down_answers_one_question(hands: Hands) -> None:
    hands.keys("0 9 right 4").keys("1 1 1 1", gap=30)
    assert hands.kinds == []
    assert isinstance(hands.ui.panel, Dialogue)
    assert len(hands.ui.panel.answers) == 1


def test_a_wrong_tick_is_reopened_and_the_limit_is_judged_as_before(later: Hands) -> None:
    later.keys("0 4 right 5")
    assert "重开 04 责任部门到达现场 (09:31 孙伟 已办)" in later.screen()
    later.keys("1")
    assert later.kinds == ["step-reopened"]
    assert later.board.session.events[-1].data["how"] == "wrong"


def test_what_cannot_be_reopened_is_refused_with_the_reason_and_the_question_stays(hands: Hands) -> None:
    hands.keys("0 2 right 5 1")
    assert hands.kinds == []
    assert isinstance(hands.ui.panel, Dialogue)
    assert hands.ui.said


# -- handing over, beginning, reminding -----------------------------------------------------------------


def test_a_step_is_handed_over_in_three_keys(hands: Hands) -> None:
    hands.keys("0 2 right 1 1")
    (assigned,) = hands.recorded
    assert (assigned.kind, assigned.data["person"], assigned.role) == ("step-assigned", "孙伟", "department_head")


def test_somebody_not_on_the_list_takes_it_by_name(hands: Hands) -> None:
    hands.keys("0 4 right 1")
    digit = (
        next(line for line in hands.screen().splitlines() if "其他人, 写姓名" in line).split("其他人")[0].split()[-1]
    )
    hands.keys(digit).type("周平").keys("enter")
    assert hands.recorded[-1].data["person"] == "周平"


def test_a_step_begins_and_whoever_is_at_it_is_reminded_in_two_keys(later: Hands) -> None:
    later.keys("0 9 right 2")
    assert "step-started" not in later.kinds  # 09 waits: the engine says so
    assert later.ui.panels == ()
    assert later.ui.said
    later.keys("0 3 right 3")
    assert later.kinds == ["step-reminded"]
    assert later.recorded[0].data["person"] == "赵立"


def test_among_the_limits_right_is_about_the_step_that_is_waited_for(later: Hands) -> None:
    later.keys("f7 right 3")
    (reminded,) = later.recorded
    assert (reminded.kind, reminded.step) == ("step-reminded", "choose-speaker")


def test_in_the_detail_right_is_about_its_step(hands: Hands) -> None:
    hands.keys("0 2 enter right 2")
    assert hands.ui.found(Detail) is not None
    hands.keys("left")


# -- evidence, times, waiving ---------------------------------------------------------------------------


def test_evidence_is_a_number_a_subject_and_a_date(hands: Hands) -> None:
    hands.keys("0 2 right 6 1 2 2")
    (filed,) = hands.recorded
    assert filed.kind == "evidence-filed"
    assert filed.data["id"] == f"{hands.board.session.id}-E01"
    assert (filed.data["about"], filed.data["delete_by"]) == ("财物损坏", "2026-09-08")
    hands.keys("right 6")
    assert f"{hands.board.session.id}-E02" in hands.screen()


def test_a_time_of_a_step_is_changed_with_a_reason(later: Hands) -> None:
    later.keys("0 4 right 7 1 2 1")
    assert later.kinds == ["corrected", "corrected"]  # all that its command recorded goes along
    assert later.recorded[0].data["reason"] == "当时顾不上记"


def test_a_time_that_cannot_be_read_is_kept_in_the_field(later: Hands) -> None:
    later.keys("0 4 right 7 1 5").type("25:70").keys("enter")
    assert later.kinds == []
    assert "25:70" in later.screen()
    panel = later.ui.panel
    assert isinstance(panel, Dialogue)
    assert panel.fault
    later.keys("bksp bksp bksp bksp bksp").type("0910").keys("enter 1")
    assert set(later.kinds) == {"corrected"}


def test_a_limit_is_waived_with_approver_and_reason(hands: Hands) -> None:
    hands.keys("0 2 right 8 1 1 1")
    (waived,) = hands.recorded
    assert waived.kind == "limit-waived"
    assert (waived.data["approver"], waived.data["reason"]) == ("刘建国", "上级同意延期")


def test_a_record_of_the_log_is_made_void_with_a_reason(hands: Hands) -> None:
    hands.keys("f8 right 2 1")
    (corrected,) = hands.recorded
    assert corrected.data["void"] is True
    assert corrected.data["seq"] == hands.began


def test_the_text_of_a_note_is_changed(hands: Hands) -> None:
    hands.keys("f6").type("代表3人").keys("enter")
    hands.keys("f8 right 3").type("代表4人").keys("enter 1")
    assert hands.recorded[-1].data["data"] == {"text": "代表4人"}


def test_the_opening_cannot_be_corrected_and_says_so(hands: Hands) -> None:
    hands.keys("f8 end right")
    assert "这一条不能更正" in hands.screen()
    hands.keys("1 left")
    assert hands.kinds == []


# -- the incident as a whole ----------------------------------------------------------------------------


def test_closing_says_what_is_open_and_leads_to_what_is_owed(later: Hands) -> None:
    later.keys("esc 4 2 1")
    assert "没办完" in later.screen()
    assert "欠填" in later.screen()
    later.keys("1")
    assert later.kinds == []
    assert isinstance(later.ui.panel, Form)


def test_it_is_closed_all_the_same_with_a_reason(later: Hands) -> None:
    later.keys("esc 4 2 1 2")
    (closed,) = later.recorded
    assert closed.kind == "incident-closed"
    assert closed.data["reason"] == "其余转入部门日常办理"


@pytest.mark.parametrize(("digit", "outcome"), [("2", "false-alarm"), ("3", "mistake")])
def test_a_false_alarm_and_a_mistake_ask_why(hands: Hands, digit: str, outcome: str) -> None:
    hands.keys(f"esc 4 2 {digit}")
    assert hands.kinds == []
    hands.keys("1")
    assert hands.recorded[0].data["outcome"] == outcome


def test_another_plan_is_asked_for_and_the_station_says_so(hands: Hands) -> None:
    hands.board.plans = {"soe-rapid-response": {"zh": "快速响应"}, "company-six-stage": {"zh": "六阶段"}}
    hands.keys("esc 4 3 1 1")
    assert hands.kinds == []
    assert hands.station.switching == Switch("company-six-stage", "启动时选错了预案")


def test_without_another_plan_it_says_so(hands: Hands) -> None:
    hands.keys("esc 4 3")
    assert "没有别的预案可换" in hands.screen()


def test_somebody_else_is_on_duty_and_sits_here_from_then_on(hands: Hands) -> None:
    hands.keys("esc 4 6")
    hands.keys("1 1")
    (taken,) = hands.recorded
    assert taken.kind == "taken-over"
    assert hands.station.by == taken.data["to"] == hands.board.state.duty


def test_taking_over_alone_is_asked_about_once_more_and_recorded_by_who_takes_over(hands: Hands) -> None:
    hands.keys("esc 4 7 1 2")
    assert hands.kinds == []
    hands.keys("1")
    (taken,) = hands.recorded
    assert (taken.kind, taken.by, taken.data["reason"]) == ("taken-over", taken.data["to"], "联系不上值班人")


def test_the_bell_is_muted_in_three_keys(hands: Hands) -> None:
    hands.keys("esc 4 5")
    assert hands.ui.muted
    assert hands.ui.panel is None


def test_no_dialogue_can_be_left_standing_with_nothing_to_press(hands: Hands) -> None:
    """Every entry of both lists opens with something to press, and Esc leads back to where it was."""
    for keys in [*(f"0 2 right {n}" for n in range(1, 9)), *(f"esc 4 {n}" for n in range(2, 9))]:
        fresh = Hands(_story())
        fresh.keys(keys)
        for _ in range(4):
            if not fresh.ui.panels:
                break
            fresh.keys("esc")
        assert not fresh.ui.panels, keys


def _story() -> NorthGate:
    return mid_incident()


# -- an extension ---------------------------------------------------------------------------------------


def test_a_limit_is_extended_once_by_the_role_that_the_plan_names() -> None:
    """Given a case under way, when its reply is extended by 30 days, then its due moves; not twice."""
    gate = NorthGate(plan_=plan("routine-case"))
    hands = Hands(gate)
    step = next(s for s in hands.board.plan.steps if any(limit.extend for limit in s.limits))
    hands.keys(" ".join(hands.board.plan.step["register"].number)).keys("space")
    hands.wait(3_000).keys(" ".join(step.number)).keys("right 9")
    hands.began = len(hands.gate.session.events)
    assert "延长30天" in hands.keys("1").screen()
    hands.keys("1 1")
    assert hands.kinds == ["limit-extended"]
    hands.keys("right 9 1 1 1")
    assert hands.kinds == ["limit-extended"]
    assert hands.ui.said


def test_a_limit_that_may_not_be_extended_says_so(hands: Hands) -> None:
    assert "预案没有让这一步的时限延期" in hands.keys("0 2 right 9").screen()
    assert hands.kinds == []
