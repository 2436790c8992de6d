"""Notes and their drafts, facts by digits, forms, the level, danger out of a half-written note."""

from __future__ import annotations

import pytest

from tests.tui.desk.hands import Hands
from tests.tui.north_gate import NorthGate, mid_incident
from tui.desk.panel import Detail, Form, Level, Note


@pytest.fixture
def hands() -> Hands:
    return Hands(mid_incident())


# -- notes ----------------------------------------------------------------------------------------------


def test_a_note_is_a_draft_while_it_is_written_and_a_record_on_enter(hands: Hands) -> None:
    hands.keys("f6").type("代表4人")
    assert hands.ui.draft == ("", "代表4人")
    hands.keys("enter")
    assert hands.recorded[0].data["text"] == "代表4人"
    assert hands.ui.draft is None


def test_a_note_that_is_left_is_gone_on_with(hands: Hands) -> None:
    hands.keys("f6").type("代表").keys("esc")
    assert hands.kinds == []
    assert "F6=接着写" in hands.row(23)
    hands.keys("f6").type("4人").keys("enter")
    assert hands.recorded[0].data["text"] == "代表4人"


def test_a_stock_phrase_is_a_note_in_three_keys(hands: Hands) -> None:
    hands.keys("f6 down enter")
    assert hands.recorded[0].data["text"] == "现场平稳"


def test_a_note_in_a_step_belongs_to_the_step(hands: Hands) -> None:
    hands.keys("enter f6").type("先口头说了").keys("enter")
    assert hands.recorded[0].step == "report-leading-group"
    assert isinstance(hands.ui.panel, Detail)


def test_digits_and_spaces_are_text_in_a_note_and_the_caret_moves(hands: Hands) -> None:
    hands.keys("f6").type("2 38", gap=200).keys("left left bksp left home")
    hands.type("约", gap=500).keys("end").type("人").keys("enter")
    assert hands.recorded[0].data["text"] == "约238人"


def test_a_pasted_text_is_one_line_and_cannot_steer(hands: Hands) -> None:
    hands.keys("f6").paste("第一行\n第二行\x1b[31m").keys("enter")
    assert hands.recorded[0].data["text"] == "第一行 第二行?[31m"


def test_an_empty_note_records_nothing(hands: Hands) -> None:
    hands.keys("f6 enter")
    assert hands.kinds == []
    assert hands.ui.panels == ()


# -- facts ----------------------------------------------------------------------------------------------


def test_a_fact_changes_in_three_keys(hands: Hands) -> None:
    hands.keys("f3 3 3")
    assert hands.recorded[0].data["fact"] == "entrance"
    assert hands.recorded[0].data["value"] == "blocked"
    assert hands.ui.panels == ()


def test_the_head_count_changes_in_five_keys(hands: Hands) -> None:
    hands.keys("f3 1 6 3 enter")
    assert hands.recorded[0].data["value"] == 63


def test_a_number_that_cannot_be_read_is_said_and_nothing_recorded(hands: Hands) -> None:
    hands.keys("f3 1").type("四十").keys("enter")
    assert hands.kinds == []
    assert "四十" in hands.screen()
    assert "没有记账" in hands.screen()
    hands.keys("bksp bksp 4 0 enter", gap=700)
    assert hands.recorded[0].data["value"] == 40


def test_the_beginning_is_moved_by_a_time(hands: Hands) -> None:
    hands.keys("f3 5 0 8 3 5 enter")
    assert hands.kinds == ["began-stated"]
    assert "09:05到" in hands.row(2)


def test_a_higher_level_that_the_facts_propose_is_asked_about() -> None:
    hands = Hands(NorthGate())
    hands.keys("f3 1 4 2 enter")
    assert hands.ui.panel == Level(proposed=True)
    assert "建议级别 重大" in hands.screen()
    hands.keys("1")
    assert hands.kinds == ["fact-stated", "level-set"]
    assert "重大(暂定)" in hands.row(1)


def test_a_proposal_is_declined_with_a_reason() -> None:
    hands = Hands(NorthGate())
    hands.keys("f3 1 4 2 enter 2").type("多数是看热闹的").keys("enter")
    assert hands.kinds == ["fact-stated", "level-kept"]
    assert hands.recorded[1].data["reason"] == "多数是看热闹的"


def test_the_level_goes_down_with_a_reason_and_whoever_ordered_it(hands: Hands) -> None:
    hands.keys("f3 4 1").type("人散了").keys("enter 1")
    assert hands.recorded[0].data == {"level": "general", "reason": "人散了", "approver": "刘建国"}


def test_the_form_of_a_step_asks_what_is_not_answered(hands: Hands) -> None:
    hands.keys("0 1 enter enter")
    assert hands.ui.panel == Form(("course", "state-now"), "log-sign")
    hands.type("北门聚集").keys("enter 1")
    assert [event.data["fact"] for event in hands.recorded] == ["course", "state-now"]
    assert hands.recorded[1].data["value"] == "现场平稳"
    assert isinstance(hands.ui.panel, Detail)


def test_a_question_can_be_left_open_or_answered_with_not_known(hands: Hands) -> None:
    hands.keys("0 1 enter enter enter").type("?").keys("enter")
    assert [(event.data["fact"], event.data["unknown"]) for event in hands.recorded] == [("state-now", True)]


def test_what_cannot_be_had_takes_a_reason(hands: Hands) -> None:
    hands.keys("0 1 enter enter").type("无法补齐 当时没人看见").keys("enter")
    assert hands.recorded[0].data["unknown"]
    assert hands.recorded[0].data["reason"] == "当时没人看见"


def test_a_list_is_filled_in_row_by_row() -> None:
    hands = Hands(NorthGate())
    number = next(s.number for s in hands.board.plan.steps if s.id == "hear-representatives")
    hands.keys(f"{number[0]} {number[1]} enter enter")
    while hands.ui.found(Form) and hands.ui.found(Form).facts[0] != "claims":  # type: ignore[union-attr]
        hands.keys("enter")
    hands.keys("1").type("补发2月份工资差额").keys("enter 1", gap=1_500).type("公开计算办法").keys("enter")
    hands.keys("2", gap=1_500)
    assert hands.kinds == ["row-added", "row-added"]
    assert [event.data["values"] for event in hands.recorded] == [
        {"claim": "补发2月份工资差额"},
        {"claim": "公开计算办法"},
    ]


# -- danger ---------------------------------------------------------------------------------------------


def test_danger_out_of_a_half_written_note_counts_from_the_key_and_keeps_the_note(hands: Hands) -> None:
    hands.keys("f6").type("北门有人推搡, 保安正")
    pressed = hands.gate.clock.time + 1_000
    hands.keys("f9")
    assert "看到危险?" in hands.row(1)
    assert "北门有人推搡, 保安正" in hands.row(3)
    hands.keys("space", gap=3_000)
    assert hands.recorded[0].data == {"fact": "danger", "value": True, "unknown": False, "reason": ""}
    assert hands.recorded[0].at == pressed
    assert hands.recorded[0].recorded == pressed + 3_000
    assert hands.ui.page == "danger"
    assert hands.number == "92"
    hands.keys("1")
    assert hands.kinds == ["fact-stated", "call-logged", "step-done"]
    hands.keys("f6")
    assert isinstance(hands.ui.panel, Note)
    assert hands.ui.panel.field.text == "北门有人推搡, 保安正"


@pytest.mark.parametrize("no", ["left", "esc"])
def test_no_danger_records_nothing_and_leaves_everything_as_it_was(hands: Hands, no: str) -> None:
    hands.keys("f6").type("北门")
    before = hands.ui.panel
    hands.keys(f"f9 {no}")
    assert hands.kinds == []
    assert hands.ui.panel == before


@pytest.mark.parametrize("where", ["", "enter", "f3", "f3 1", "f6", "f8", "esc", "f1", "f3 4"])
def test_danger_is_one_key_from_everywhere(hands: Hands, where: str) -> None:
    if where:
        hands.keys(where)
    hands.keys("f9 space")
    assert hands.kinds == ["fact-stated"]


def test_danger_needs_no_function_key(hands: Hands) -> None:
    hands.keys("esc 9 space")
    assert hands.kinds == ["fact-stated"]


def test_only_the_digits_that_stand_on_the_page_of_danger_are_live(hands: Hands) -> None:
    hands.keys("f9 space 2 4 5 6")
    assert hands.kinds == ["fact-stated"]
    hands.keys("3")
    assert hands.recorded[-1].data["result"] == "no-answer"


def test_security_takes_over_a_step_of_the_branch(hands: Hands) -> None:
    hands.keys("f9 space 1 up enter")
    assert hands.number == "91"
    hands.keys("6")
    assert hands.kinds[-3:] == ["call-logged", "step-started", "step-assigned"]
    assert hands.recorded[-1].data["person"] == "李强"


def test_danger_that_stands_is_not_asked_about_again(hands: Hands) -> None:
    hands.keys("f9 space tab")
    assert hands.ui.page == "now"
    hands.keys("f9")
    assert hands.ui.page == "danger"
    assert hands.kinds == ["fact-stated"]


def test_when_danger_is_over_its_page_is_gone(hands: Hands) -> None:
    hands.keys("f9 space").wait(3_000)
    hands.keys("f3 2 2").wait(3_000)
    assert hands.recorded[-1].data["value"] is False
    assert "危险 >" not in hands.screen()
    assert hands.row(1).startswith("[处置]")
