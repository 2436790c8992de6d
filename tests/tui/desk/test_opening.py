"""The first minutes: one-digit questions beside the telephone, and an opening that was a mistake."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents import commands as c
from reports.cells import cell_width
from reports.words import Lang, Words
from tests.tui.desk.hands import Hands
from tests.tui.desk.test_any_keys import GAPS, KEYS
from tests.tui.north_gate import NorthGate, ms, plan
from tui.common.reading import read_out
from tui.desk.forms import stateable
from tui.desk.panel import Danger, Detail, Dialogue, Facts, Level, Menu, Note, Strip

RESET = "08:43:10"


@pytest.fixture
def hands() -> Hands:
    return Hands(NorthGate(), fresh=True)


def facts(hands: Hands) -> dict[str, object]:
    state = hands.board.state
    return {name: history.current.value for name, history in state.facts.items() if history.current is not None}


# -- story 1 --------------------------------------------------------------------------------------------


def test_from_opened_to_reported_in_seven_keys_after_f2(hands: Hands) -> None:
    keys = "3 4 2 1 enter 3 1"
    assert len(keys.split()) == 7
    hands.keys(keys)
    assert hands.kinds == [
        "began-stated",
        "fact-stated",
        "fact-stated",
        "level-set",
        "call-logged",
        "call-logged",
        "step-done",
    ]
    assert hands.board.state.began == ms("08:33:10")
    assert facts(hands)["entrance"] == "partly"
    assert hands.board.state.level == "major"
    calls = [event.data for event in hands.recorded if event.kind == "call-logged"]
    assert [(call["person"], call["result"]) for call in calls] == [("刘建国", "no-answer"), ("陈敏", "reported")]
    assert hands.recorded[-1].step == "report-leading-group"
    assert hands.ui.panels == ()
    assert hands.number == "04"


def test_the_call_can_be_logged_while_questions_wait(hands: Hands) -> None:
    hands.keys("3 enter 3 1")
    assert hands.kinds == ["began-stated", "call-logged", "call-logged", "step-done"]
    assert hands.ui.panels == (Strip(),)
    assert "现场多少人?" in hands.screen()
    hands.keys("4")
    assert facts(hands)["headcount"] == 30


def test_nothing_has_to_be_answered(hands: Hands) -> None:
    hands.keys("space")
    assert hands.kinds == ["step-done"]
    assert hands.recorded[0].step == "report-leading-group"
    assert hands.ui.panels == (Strip(),)


# -- the questions --------------------------------------------------------------------------------------


def test_each_answer_is_on_disk_before_the_next_question(hands: Hands) -> None:
    assert "最先看到群众是什么时候?" in hands.screen()
    hands.keys("2")
    assert hands.board.state.began == ms("08:38:10")
    assert "09:08到" in hands.row(2)
    assert "起点 08:38" in hands.row(22)
    assert "现场多少人?" in hands.screen()


def test_the_example_says_what_an_earlier_start_does_to_the_limits(hands: Hands) -> None:
    example = "例: 按2 起点改为 08:38, 02 09:08到, 04 09:38到; 原时刻保留"
    assert example in hands.screen()
    hands.keys("2")
    assert "09:08到" in hands.row(2)
    assert "09:38到" in hands.row(3)


def test_seen_now_is_an_answer_too_and_moves_nothing(hands: Hands) -> None:
    hands.wait(20_000).keys("1")
    assert hands.kinds == ["began-stated"]
    assert hands.board.state.began == ms(RESET)


@pytest.mark.parametrize(
    ("digit", "value", "said"),
    [("1", [1, 2], ""), ("2", [3, 9], ""), ("3", [10, 29], ""), ("4", 30, "30人以上")],
)
def test_a_band_is_recorded_as_what_it_is(hands: Hands, digit: str, value: object, said: str) -> None:
    hands.keys(f"4 {digit}")
    assert hands.recorded[-1].data["value"] == value
    assert hands.recorded[-1].data["reason"] == said


def test_an_open_band_never_reads_as_a_number(hands: Hands) -> None:
    hands.keys("1 4")
    assert "现场30人以上" in hands.row(1)
    report = hands.board.plan.step["report-leading-group"]
    assert "聚集约30多人" in read_out(report, hands.board.state, Words("zh"), hands.gate.clock.time)
    assert "about 30 or more people" in read_out(report, hands.board.state, Words("en"), hands.gate.clock.time)


def test_who_cannot_say_how_many_says_so(hands: Hands) -> None:
    hands.keys("1 5")
    assert hands.recorded[-1].data["unknown"] is True
    assert "出入口怎么样?" in hands.screen()


def test_the_level_is_asked_only_where_the_answers_propose_one(hands: Hands) -> None:
    hands.keys("1 2")
    hands.keys("1")
    assert hands.ui.panels == ()
    assert hands.board.proposed == ""


def test_whoever_does_not_agree_says_why(hands: Hands) -> None:
    hands.keys("1 4 1 2")
    assert hands.ui.panel == Level(proposed=True, declined=True)
    hands.type("多数是看热闹的").keys("enter")
    assert hands.kinds[-1] == "level-kept"
    assert hands.ui.panels == ()


def test_leaving_the_reason_comes_back_to_the_question(hands: Hands) -> None:
    hands.keys("1 4 1 2 esc")
    assert hands.ui.panels == (Strip(),)
    assert "建议级别 重大" in hands.screen()


def test_a_digit_that_is_not_there_does_nothing(hands: Hands) -> None:
    hands.keys("9 0")
    assert hands.kinds == []
    assert hands.ui.panels == (Strip(),)


def test_a_digit_held_down_answers_one_question(hands: Hands) -> None:
    for _ in range(20):
        hands.keys("1", gap=40)
    assert hands.kinds == ["began-stated"]


def test_only_what_the_plan_knows_is_asked() -> None:
    hands = Hands(NorthGate(plan_=plan("danger-branch")), fresh=True)
    assert "下面两问一键一答" in hands.screen()
    hands.keys("1 4")
    assert facts(hands) == {"headcount": 30}
    assert hands.ui.panels == ()
    hands = Hands(NorthGate(plan_=plan("after-action")), fresh=True)
    assert "下面一问一键可答" in hands.screen()
    hands.keys("2")
    assert hands.ui.panels == ()


def test_what_another_station_answered_is_not_asked(hands: Hands) -> None:
    hands.gate.session.do(c.StateFact(at=hands.gate.clock.time, fact="headcount", value=12), "李强")
    hands.keys("1")
    assert "出入口怎么样?" in hands.screen()


# -- typing the start -----------------------------------------------------------------------------------


def test_the_start_is_typed(hands: Hands) -> None:
    hands.keys("5").type("0830", gap=100).keys("enter")
    assert hands.board.state.began == ms("08:30")
    assert hands.ui.panels == (Strip(),)
    assert "现场多少人?" in hands.screen()


def test_a_time_that_is_not_understood_is_said_and_kept(hands: Hands) -> None:
    hands.keys("5").type("8点半").keys("enter")
    assert hands.kinds == []
    assert "8点半" in hands.screen()
    assert "没有记账" in hands.screen()
    hands.keys("esc")
    assert "1 现在" in hands.screen()
    hands.keys("5")
    assert isinstance(hands.ui.panel, Strip)
    assert hands.ui.panel.field.text == "8点半"
    hands.keys("bksp bksp bksp", gap=100).type("0831").keys("enter")
    assert hands.board.state.began == ms("08:31")


def test_a_time_that_was_typed_and_put_away_comes_up_among_the_facts(hands: Hands) -> None:
    hands.keys("5").type("0831").keys("esc left f3")
    digit = stateable(hands.board.plan).index("began") + 1
    hands.keys(f"{digit} enter")
    assert hands.board.state.began == ms("08:31")


def test_a_start_that_is_still_to_come_is_refused(hands: Hands) -> None:
    hands.keys("5").type("0930").keys("enter")
    assert hands.kinds == []
    assert "还没有到" in hands.screen()


def test_while_the_start_is_typed_letters_and_danger_work_as_in_any_field(hands: Hands) -> None:
    hands.keys("5").type("08").keys("f9")
    assert isinstance(hands.ui.panel, Danger)
    hands.keys("left")
    assert isinstance(hands.ui.panel, Strip)
    assert hands.ui.panel.field.text == "08"


def test_an_empty_field_gives_the_digits_back(hands: Hands) -> None:
    for key in ("left", "bksp", "enter", "esc"):
        hands.keys(f"5 {key}")
        assert hands.ui.panels == (Strip(),), key
    assert hands.kinds == []


# -- beside the list ------------------------------------------------------------------------------------


def test_arrows_move_the_list_and_the_cursor_stays_in_sight(hands: Hands) -> None:
    for _ in range(12):
        hands.keys("down")
        rows = hands.screen().splitlines()[7:13]
        assert [row[:1] for row in rows].count(">") == 1
    hands.keys("home")
    assert hands.number == "02"


def test_left_puts_the_questions_away_and_facts_still_has_them(hands: Hands) -> None:
    hands.keys("3 left")
    assert hands.ui.panels == ()
    assert hands.kinds == ["began-stated"]
    hands.keys("left")
    assert hands.kinds == ["began-stated"]
    hands.wait(5_000)
    assert hands.kinds == ["began-stated"]
    hands.keys("f3")
    assert "现场人数" in hands.screen()
    assert "______" in hands.screen()


def test_what_is_answered_among_the_facts_is_not_asked_again(hands: Hands) -> None:
    hands.keys("1 f3")
    assert hands.ui.panel == Facts()
    hands.keys("1 1 2 enter left")
    assert facts(hands)["headcount"] == 12


def test_questions_that_were_all_answered_elsewhere_are_gone(hands: Hands) -> None:
    hands.keys("1 f3 1 5 enter f3 3 1")
    assert set(facts(hands)) == {"headcount", "entrance"}
    assert hands.ui.panels == ()
    assert "先打电话" not in hands.screen()


def test_other_keys_mean_what_they_mean_in_the_list(hands: Hands) -> None:
    hands.keys("tab")
    assert hands.ui.page == "stages"
    hands.keys("shift+tab esc")
    assert hands.ui.panel == Menu()
    hands.keys("esc f6")
    assert isinstance(hands.ui.panel, Note)
    hands.keys("esc f5")
    assert isinstance(hands.ui.panel, Detail)
    hands.keys("left")
    assert hands.ui.panels == (Strip(),)


def test_text_finds_and_records_nothing_while_questions_wait(hands: Hands) -> None:
    hands.type("shan4").type(" ")
    assert hands.kinds == []
    assert hands.ui.find.text == "shan4 "
    hands.keys("esc")
    hands.type("到达现场").keys("enter")
    assert hands.number == "04"
    assert hands.ui.panels == (Strip(),)
    assert hands.kinds == []


def test_danger_puts_the_questions_away(hands: Hands) -> None:
    hands.keys("f9 space")
    assert hands.ui.page == "danger"
    assert hands.ui.panels == ()


def test_what_is_rarely_done_lies_over_the_questions(hands: Hands) -> None:
    hands.keys("alt+4")
    assert isinstance(hands.ui.panel, Dialogue)
    hands.keys("left")
    assert hands.ui.panels == (Strip(),)


@given(st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(GAPS)), max_size=50), st.sampled_from(["zh", "en"]))
@settings(max_examples=12, deadline=None)
def test_no_key_breaks_anything_while_questions_wait(keys: list[tuple[str, int]], lang: Lang) -> None:
    hands = Hands(NorthGate(), lang=lang, fresh=True)
    for key, gap in keys:
        hands.keys(key, gap=gap)
    assert {cell_width(line) for line in hands.screen().splitlines()} == {80}


# -- opened by mistake ----------------------------------------------------------------------------------


def test_backspace_twice_voids_an_opening_by_mistake(hands: Hands) -> None:
    assert "退格=撤销" in hands.row(22)
    hands.keys("bksp")
    assert "要撤销整个处置吗" in hands.row(22)
    assert "误启动" in hands.row(22)
    assert hands.kinds == []
    hands.keys("bksp")
    assert hands.kinds == ["incident-closed"]
    assert hands.recorded[0].data["outcome"] == "mistake"
    assert hands.board.state.closed is not None
    assert hands.ui.panels == ()


def test_the_question_fits_its_row_in_both_languages() -> None:
    for lang in ("zh", "en"):
        hands = Hands(NorthGate(), lang=lang, fresh=True)
        assert "..." not in hands.keys("bksp").row(22)


def test_answers_are_taken_back_first_and_the_opening_last(hands: Hands) -> None:
    hands.keys("3 4")
    hands.keys("bksp bksp")
    assert hands.kinds[-1] == "corrected"
    assert "现场多少人?" in hands.screen()
    hands.keys("bksp bksp")
    assert hands.board.state.began == ms(RESET)
    assert "最先看到群众是什么时候?" in hands.screen()
    hands.keys("bksp")
    assert "要撤销整个处置吗" in hands.row(22)
    hands.keys("bksp")
    assert hands.board.state.closed is not None


def test_another_key_keeps_the_incident(hands: Hands) -> None:
    hands.keys("bksp 3 bksp", gap=700)
    assert hands.kinds == []
    assert hands.board.state.closed is None


def test_after_ten_minutes_it_has_to_be_closed(hands: Hands) -> None:
    hands.wait(601_000).keys("bksp bksp")
    assert hands.kinds == []
    assert "Esc 4" in hands.row(22)


def test_what_another_station_did_keeps_the_incident(hands: Hands) -> None:
    hands.gate.session.do(c.Done(at=hands.gate.clock.time, step="department-on-site"), "李强")
    hands.station.poll()
    hands.station.tick()
    hands.keys("bksp bksp")
    assert "incident-closed" not in hands.kinds
