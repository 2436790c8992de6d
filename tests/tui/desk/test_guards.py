"""What must not record: keys held down, composed text, keys that come with it; and what must, all the same."""

from __future__ import annotations

import pytest

from reports.words import LANGUAGES
from tests.tui.desk.hands import Hands
from tests.tui.north_gate import mid_incident
from tui.desk.panel import Detail, Menu, Note


@pytest.fixture
def hands() -> Hands:
    return Hands(mid_incident())


def test_space_ends_the_step_under_the_cursor(hands: Hands) -> None:
    assert hands.number == "02"
    hands.keys("space")
    assert hands.kinds == ["step-done"]
    assert hands.recorded[0].step == "report-leading-group"


def test_space_held_down_records_once(hands: Hands) -> None:
    hands.keys("space").wait(500)
    for _ in range(30):
        hands.key("space")
        hands.wait(33)
    assert hands.kinds == ["step-done"]


def test_a_key_that_goes_on_being_held_stays_ignored_however_long(hands: Hands) -> None:
    hands.keys("space")
    for _ in range(200):
        hands.wait(500)
        hands.key("space")
    assert hands.kinds == ["step-done"]


def test_a_digit_held_down_records_one_call(hands: Hands) -> None:
    hands.keys("enter 3")
    for _ in range(20):
        hands.wait(40)
        hands.key("3")
    assert hands.kinds == ["call-logged"]


def test_two_backspaces_take_the_last_act_back(hands: Hands) -> None:
    hands.keys("space bksp")
    assert "要撤回 #020" in hands.row(22)
    hands.keys("bksp")
    assert hands.kinds == ["step-done", "corrected"]


def test_backspace_held_down_takes_nothing_back(hands: Hands) -> None:
    hands.keys("space bksp")
    for _ in range(30):
        hands.wait(40)
        hands.key("backspace")
    assert hands.kinds == ["step-done"]
    assert hands.ui.undo is None


@pytest.mark.parametrize("other", ["space", "enter", "1", "x"])
def test_any_other_key_takes_nothing_back_and_does_nothing_itself(hands: Hands, other: str) -> None:
    hands.keys(f"space bksp {other} bksp")
    assert hands.kinds == ["step-done"]


def test_the_question_lapses_after_five_seconds(hands: Hands) -> None:
    hands.keys("space bksp").wait(5_500)
    assert hands.ui.undo is None
    hands.keys("bksp")
    assert hands.kinds == ["step-done"]


def test_a_burst_of_letters_records_nothing(hands: Hands) -> None:
    hands.type("shan")
    assert hands.kinds == []
    assert hands.ui.find.text == "shan"
    assert "查找> shan_" in hands.row(23)


@pytest.mark.parametrize("key", ["space", "enter"])
def test_the_key_that_committed_a_composed_text_records_nothing(hands: Hands, key: str) -> None:
    hands.type("的").wait(30)
    hands.key(key)
    assert hands.kinds == []
    assert not hands.ui.panels


def test_after_a_third_of_a_second_the_keys_mean_what_they_always_do(hands: Hands) -> None:
    hands.type("的").wait(400)
    hands.key("space")
    assert hands.kinds == ["step-done"]


def test_what_becomes_of_composed_text_is_said_once(hands: Hands) -> None:
    hands.type("的")
    assert "输入法开着: 刚才的「的」只用来查找, 没有记账" in hands.row(21)
    hands.keys("esc")
    assert hands.ui.find.text == ""
    hands.wait(1_000).type("了")
    assert "输入法开着" not in hands.row(21)


def test_space_in_a_search_typed_by_hand_belongs_to_it_however_slow(hands: Hands) -> None:
    hands.type("call", gap=700).wait(700)
    hands.key("space")
    hands.type("police", gap=400)
    assert hands.kinds == []
    assert hands.ui.find.text == "call police"


def test_a_digit_that_comes_with_text_belongs_to_it(hands: Hands) -> None:
    hands.keys("enter")
    hands.wait(1_000).type("第3")
    assert hands.kinds == []


def test_letters_in_a_step_record_nothing_and_neither_does_the_space_behind_them(hands: Hands) -> None:
    hands.keys("enter").type("ni").wait(20)
    hands.key("space")
    assert hands.kinds == []
    assert isinstance(hands.ui.panel, Detail)


def test_full_width_keys_are_their_ordinary_ones(hands: Hands) -> None:
    hands.keys("enter 　")
    assert hands.kinds == ["step-done"]
    hands = Hands(mid_incident())
    hands.keys("enter １")
    assert hands.kinds == ["call-logged", "step-done"]
    hands = Hands(mid_incident())
    hands.keys("０ ４")
    assert hands.number == "04"
    hands.keys("？")
    assert "按键测试" in hands.screen()


@pytest.mark.parametrize(
    ("key", "zh", "en"),
    [
        ("space", "空格", "Space"),
        ("bksp", "退格", "Bksp"),
        ("enter", "回车", "Enter"),
        ("up", "上", "Up"),
        ("pgdn", "PgDn", "PgDn"),
        ("5", "数字 5", "digit 5"),
        ("报", "字 报", "text 报"),
    ],
)
def test_the_key_test_calls_keys_as_the_screen_does(key: str, zh: str, en: str) -> None:
    shown = {"zh": f"按键测试: 刚才收到的键是 {zh} ", "en": f"Key test: the last key arrived as {en} "}
    for lang in LANGUAGES:
        assert shown[lang] in Hands(mid_incident(), lang=lang).keys(f"f1 {key}").screen()


def test_esc_and_a_digit_in_one_is_the_menus_entry(hands: Hands) -> None:
    hands.keys("alt+6")
    assert isinstance(hands.ui.panel, Note)
    hands.keys("alt+3")
    assert hands.ui.panel == Note()
    hands.keys("esc alt+8")
    assert hands.ui.page == "log"


def test_esc_and_a_digit_in_a_note_types_nothing_but_nine_is_danger(hands: Hands) -> None:
    hands.keys("f6").type("北门").keys("alt+6 alt+1")
    assert hands.ui.panel == Note(hands.ui.panel.field)  # type: ignore[union-attr]
    assert hands.ui.panel.field.text == "北门"  # type: ignore[union-attr]
    hands.keys("alt+9 space")
    assert hands.kinds == ["fact-stated"]
    assert hands.ui.draft == ("", "北门")


def test_esc_then_a_digit_apart_is_the_same(hands: Hands) -> None:
    hands.keys("esc")
    assert isinstance(hands.ui.panel, Menu)
    hands.keys("6")
    assert isinstance(hands.ui.panel, Note)


def test_text_typed_ahead_reaches_the_field_that_a_key_opened(hands: Hands) -> None:
    hands.key("f6")
    hands.type("现场平稳")
    assert hands.ui.panel.field.text == "现场平稳"  # type: ignore[union-attr]
    assert hands.kinds == []


def test_enter_in_the_same_read_as_text_is_not_meant_a_moment_later_it_is(hands: Hands) -> None:
    hands.keys("f6").type("现场平稳")
    hands.key("enter")
    assert hands.kinds == []
    hands.wait(200)
    hands.key("enter")
    assert hands.kinds == []  # the same key again so soon: held down
    hands.wait(700)
    hands.key("enter")
    assert hands.kinds == ["note-added"]


def test_a_sentence_of_forty_characters_arrives_whole(hands: Hands) -> None:
    sentence = "代表提出下午两点以前要见财务负责人，当面说清楚二月份工资差额怎么算、什么时候发。"
    assert len(sentence) >= 40
    hands.keys("f6").type(sentence).wait(500)
    hands.key("enter")
    assert hands.recorded[0].data["text"] == sentence
