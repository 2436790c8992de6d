"""Moving, jumping, finding, turning pages, moving an act back."""

from __future__ import annotations

import pytest

from incidents import commands as c
from tests.tui.desk.hands import Hands
from tests.tui.north_gate import NorthGate, mid_incident, ms
from tui.desk.panel import Detail, Help, Note


@pytest.fixture
def hands() -> Hands:
    return Hands(mid_incident())


def test_two_digits_jump_to_the_step_of_that_number(hands: Hands) -> None:
    hands.keys("0")
    assert "查找> 0_" in hands.row(23)
    hands.keys("9")
    assert hands.number == "09"
    assert hands.kinds == []
    assert "09 在等 03 确定出面领导" in hands.row(21)


def test_a_number_that_is_not_there_is_said(hands: Hands) -> None:
    hands.keys("4")
    assert "没有 4 这一步" in hands.row(22)
    hands.keys("7 9")
    assert "没有 79 这一步" in hands.row(22)
    assert hands.number == "02"


def test_a_digit_waits_three_seconds_for_the_next(hands: Hands) -> None:
    hands.keys("0").wait(3_500)
    hands.keys("7 1")
    assert hands.number == "71"


def test_the_cursor_belongs_to_a_step_and_not_to_a_row(hands: Hands) -> None:
    hands.keys("down")
    assert hands.number == "04"
    hands.gate.tell("08:53", c.Done, step="report-leading-group", by="李强")
    hands.board.take(hands.gate.clock.time)
    hands.wait(3_000)
    assert hands.number == "04"
    assert hands.board.place(hands.ui.cursor) == 0
    hands.keys("space")
    assert hands.recorded[-1].step == "department-on-site"


def test_nothing_moves_until_two_seconds_after_the_last_key(hands: Hands) -> None:
    hands.keys("space")
    assert hands.screen().splitlines()[8].startswith(">[+] 02 已办")
    hands.wait(1_500)
    assert hands.screen().splitlines()[8].startswith(">[+] 02 已办")
    hands.wait(1_000)
    assert hands.screen().splitlines()[8].startswith(" [*] 04 在办")


def test_moving_to_the_ends(hands: Hands) -> None:
    hands.keys("end")
    assert hands.number == "01"
    hands.keys("home")
    assert hands.number == "02"
    hands.keys("pgdn pgdn pgup")
    assert hands.board.place(hands.ui.cursor) == 10
    hands.keys("home up")
    assert hands.number == "02"


def test_tab_turns_the_pages_and_each_has_a_cursor_of_its_own(hands: Hands) -> None:
    seen = []
    for _ in range(6):
        seen.append(hands.ui.page)
        hands.keys("tab")
    assert seen == ["now", "stages", "told", "limits", "log", "now"]
    hands.keys("shift+tab")
    assert hands.ui.page == "now"
    hands.keys("f7 down down")
    assert "05 领导出面" in next(line for line in hands.screen().splitlines() if line.startswith(">"))
    hands.keys("tab tab")
    assert hands.number == "02"


def test_space_on_the_page_of_limits_ends_the_step_of_the_limit(hands: Hands) -> None:
    hands.keys("f7 down space")
    assert hands.recorded[-1].step == "department-on-site"


def test_space_on_the_log_ends_nothing(hands: Hands) -> None:
    hands.keys("f8 space down space")
    assert hands.kinds == []


def test_a_step_that_waits_is_refused_and_nothing_is_recorded(hands: Hands) -> None:
    hands.keys("0 5 space")
    assert hands.kinds == []
    assert "05 现在还不能办结: 03、04 没有办完。没有记账。" in hands.row(22)
    hands.keys("up")
    assert "05 现在还不能办结" not in hands.row(22)


def test_text_finds_a_step_and_enter_goes_there(hands: Hands) -> None:
    hands.type("统一口径").wait(500)
    assert "> 09 未到 统一口径发布信息" in hands.screen()
    hands.key("enter")
    assert hands.number == "09"
    assert hands.ui.find.text == ""


def test_arrows_choose_among_what_was_found(hands: Hands) -> None:
    hands.type("领导").wait(500)
    assert "> 05 未到 领导出面与群众沟通" in hands.screen()
    hands.keys("down down enter")
    assert hands.number == "03"
    assert hands.kinds == []


def test_actions_are_found_by_their_names(hands: Hands) -> None:
    hands.type("记录").wait(500)
    assert "操作: 记录" in hands.screen()
    hands.type("!!").keys("esc")
    hands.wait(1_000).type("！！").wait(500)
    hands.key("enter")
    assert "看到危险?" in hands.row(1)


def test_a_search_becomes_a_note(hands: Hands) -> None:
    hands.type("有人受伤").keys("f6")
    assert isinstance(hands.ui.panel, Note)
    hands.keys("enter")
    assert hands.recorded[0].data["text"] == "有人受伤"


def test_a_question_mark_is_help(hands: Hands) -> None:
    hands.keys("?")
    assert isinstance(hands.ui.panel, Help)
    hands.keys("f6")
    assert isinstance(hands.ui.panel, Note)


def test_left_moves_the_last_act_and_one_correction_is_written(hands: Hands) -> None:
    hands.keys("space")
    done = hands.recorded[0]
    hands.keys("left left left", gap=300)
    assert "02 办结 改为 08:49 (早3分)" in hands.row(22)
    assert hands.kinds == ["step-done"]
    hands.wait(1_400)
    assert hands.kinds == ["step-done"]
    hands.wait(200)
    assert hands.kinds == ["step-done", "corrected"]
    assert hands.recorded[1].data["at"] == done.at - 180_000


def test_another_key_writes_the_moved_act_before_it_does_anything(hands: Hands) -> None:
    hands.keys("space left down space")
    assert hands.kinds == ["step-done", "corrected", "step-done"]


def test_ten_seconds_after_an_act_left_moves_nothing(hands: Hands) -> None:
    hands.keys("space").wait(11_000)
    hands.keys("left").wait(5_000)
    assert hands.kinds == ["step-done"]


def test_a_call_and_the_step_that_it_ended_move_together(hands: Hands) -> None:
    hands.keys("enter 1 left").wait(2_000)
    assert hands.kinds == ["call-logged", "step-done", "corrected", "corrected"]
    assert {event.data["at"] for event in hands.recorded[2:]} == {hands.recorded[0].at - 60_000}


def test_left_held_down_is_one_minute_and_what_cannot_be_is_refused(hands: Hands) -> None:
    hands.keys("space left", gap=700)
    for _ in range(20):
        hands.wait(33)
        hands.key("left")
    hands.wait(2_000)
    assert hands.recorded[1].data["at"] == hands.recorded[0].at - 60_000


def test_an_act_cannot_be_moved_before_it_began(hands: Hands) -> None:
    hands.keys("space left left left left left left left left", gap=200)
    hands.wait(2_000)
    assert hands.kinds == ["step-done"]
    assert "没有记账" in hands.row(22)


def test_what_another_station_did_first_stands_above_everything_until_space(hands: Hands) -> None:
    hands.gate.tell("08:53", c.Done, step="report-leading-group", by="李强")
    hands.keys("space")
    assert "另一终端先办了: 李强 08:53:00" in hands.row(1)
    hands.keys("space")
    assert "另一终端" not in hands.screen()
    assert hands.kinds == ["step-done"]


def test_undo_within_the_first_minutes_voids_an_incident_that_was_opened_by_mistake() -> None:
    hands = Hands(NorthGate())
    hands.keys("bksp bksp")
    assert hands.kinds == ["incident-closed"]
    assert hands.recorded[0].data["outcome"] == "mistake"


def test_where_others_wrote_there_is_nothing_of_ours_to_take_back() -> None:
    gate = NorthGate()
    gate.tell("08:44", c.AddNote, text="到场", by="李强")
    hands = Hands(gate)
    hands.board.by = "何平"
    hands.keys("bksp")
    assert "没有你可以撤回的记录" in hands.row(22)


def test_enter_opens_the_step_and_left_goes_back(hands: Hands) -> None:
    hands.keys("down enter")
    assert hands.ui.panel == Detail(hands.ui.cursor)
    assert "04 责任部门到达现场" in hands.row(2)
    hands.keys("left")
    assert hands.ui.panels == ()


def test_leaving_asks_nothing(hands: Hands) -> None:
    hands.keys("esc 0")
    assert hands.station.leaving


def test_in_a_plan_of_hundreds_a_number_has_three_digits() -> None:
    from benchmarks.big_plan import big_plan

    hands = Hands(NorthGate(plan_=big_plan(250)))
    hands.keys("1 0 4")
    assert hands.number == "104"
    hands.keys("0 9")
    assert hands.number == "09"


def test_everything_recorded_has_the_time_of_its_key(hands: Hands) -> None:
    hands.gate.clock.time = ms("08:52:10") + 250
    hands.keys("space")
    assert hands.recorded[0].at == ms("08:52:11")
