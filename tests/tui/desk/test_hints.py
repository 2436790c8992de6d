"""What the screen offers must be so: no digit that is another panel's, no key that does nothing, no id of a plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from incidents import commands as c
from reports.words import Lang
from runbooks.site import Site
from tests.tui.desk.hands import Hands
from tests.tui.north_gate import NorthGate, mid_incident, ms, plan
from tui.board import Board
from tui.common.answers import understood
from tui.desk.panel import Detail, Level
from tui.pages.frame import screen


@pytest.fixture
def hands() -> Hands:
    return Hands(mid_incident())


def without_people(hands: Hands) -> Hands:
    """The same officer where the site names nobody."""
    station = hands.station
    station.board = Board(station.session, words=station.words, site=Site(), by=station.by)
    return hands


def test_under_another_panel_the_digits_of_a_call_are_not_shown(hands: Hands) -> None:
    hands.keys("enter")
    assert "3 无人接" in hands.screen()
    hands.keys("esc")
    hands.station.resize(120, 40)
    assert "3 无人接" not in hands.screen()
    assert "3 情况" in hands.screen()


def test_where_the_digits_are_hidden_a_digit_brings_them_back_and_records_nothing(hands: Hands) -> None:
    hands.keys("enter pgdn")
    assert "3 无人接" not in hands.screen()
    hands.keys("3")
    assert hands.kinds == []
    assert "3 无人接" in hands.screen()
    hands.keys("3")
    assert hands.kinds == ["call-logged"]


def test_the_find_line_promises_finding_only_where_typing_finds(hands: Hands) -> None:
    assert "直接打字" in hands.row(23)
    for key in ("enter", "f3", "f6"):
        hands.keys(key)
        assert "直接打字" not in hands.row(23)


def test_the_last_act_is_offered_to_be_moved_as_long_as_it_can_be(hands: Hands) -> None:
    hands.keys("space").wait(9_000)
    assert "左=改早1分" in hands.row(22)
    hands.wait(2_000)
    assert "左=改早1分" not in hands.row(22)
    assert "退格=撤回" in hands.row(22)


def test_a_choice_that_is_typed_wrong_is_refused_without_the_ids_of_the_plan() -> None:
    hands = Hands(NorthGate()).keys("0 1 enter enter")
    hands.type("瞎写", gap=200).keys("enter")
    assert "看不懂" in hands.screen()
    assert "at-entrance" not in hands.screen()
    assert hands.kinds == []


def test_an_empty_reason_is_refused_in_words(hands: Hands) -> None:
    hands.keys("f3 4 1 enter")
    assert "没有记账" in hands.row(22)
    assert isinstance(hands.ui.panel, Level)


def test_a_level_goes_down_on_the_word_of_somebody_who_is_in_no_list(hands: Hands) -> None:
    hands.keys("f3 4 1").type("人散了").keys("enter 9").type("上级来人").keys("enter")
    assert hands.recorded[0].data == {"level": "general", "reason": "人散了", "approver": "上级来人"}


def test_where_the_site_names_nobody_the_name_is_asked_at_once(hands: Hands) -> None:
    without_people(hands).keys("f3 4 1").type("人散了").keys("enter").type("老陈").keys("esc")
    hands.keys("4 1 enter")
    assert "老陈" in hands.screen(), "the name that was begun is there again"
    hands.keys("enter")
    assert hands.recorded[0].data["approver"] == "老陈"


def test_calling_passes_over_what_was_done_a_moment_ago() -> None:
    hands = Hands(NorthGate())
    hands.keys("space f5", gap=700)
    assert isinstance(hands.ui.panel, Detail)
    assert hands.number == "04"


def test_a_number_that_begins_a_longer_one_is_reached_too() -> None:
    step = plan().steps[0]
    many = replace(plan(), steps=tuple(replace(step, id=f"s{n}", number=f"{n:02}", record=()) for n in range(1, 121)))
    hands = Hands(NorthGate(plan_=many))
    assert hands.keys("1 1").number == "11"
    assert hands.keys("9").number == "119"
    hands.wait(4_000)
    assert hands.keys("1 2").wait(4_000).number == "12"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_sleep_over_midnight_is_told_with_its_day(lang: Lang) -> None:
    hands = Hands(mid_incident(), lang=lang).wait(1_000).wait(27 * 3_600_000)
    day = "03-09 08:52" if lang == "zh" else "9 Mar 08:52"
    assert day in hands.row(1)
    assert "..." not in hands.row(1)


def test_what_fell_due_on_another_day_is_told_with_it() -> None:
    hands = Hands(mid_incident()).wait(27 * 3_600_000)
    assert "03-09 09:10到" in hands.row(4)
    assert "03-09到" in hands.keys("f7").screen()


def test_a_head_count_without_an_upper_end_is_one_everywhere() -> None:
    gate = NorthGate()
    gate.tell("08:44:00", c.StateFact, fact="headcount", value=30, reason="30人以上")
    hands = Hands(gate).keys("f3")
    assert "30以上" in hands.screen()
    assert "30以上" in hands.keys("1").screen()


def in_danger(lang: Lang = "zh", width: int = 80) -> Hands:
    """At the detail of the step that calls 110."""
    return Hands(mid_incident(), lang=lang, width=width).keys("f9 space tab 9 2 enter")


def test_a_number_outside_the_house_is_no_extension() -> None:
    assert "外线110" in in_danger().screen()
    assert "内线110" not in in_danger().screen()
    assert "内线8001" in Hands(mid_incident()).keys("enter").screen()


@pytest.mark.parametrize("width", [52, 60, 80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_telephone_number_is_cut(lang: Lang, width: int) -> None:
    hands = in_danger(lang, width)
    assert "010-0000-0110" in hands.screen()
    assert "010-0000-0119" in hands.keys("left 9 6 enter").screen()


def test_what_is_read_out_says_where_it_is_cut() -> None:
    hands = Hands(mid_incident())
    hands.gate.fact("08:52:20", "danger-act", "有人推搡" * 60)
    hands.keys("f9 space")
    assert hands.number == "92"
    cut = next(n for n, text in enumerate(hands.screen().splitlines()) if "1 接通" in text)
    assert hands.screen().splitlines()[cut - 1].rstrip().endswith("...")


def test_lists_have_their_columns_in_words() -> None:
    gate = NorthGate(plan_=plan("company-six-stage"))
    hands = Hands(gate)
    gate.tell("08:44:00", c.ChangeRow, fact="tasks", values={"task": "核算", "owner": "hr", "due": "2026-03-13"})
    hands.wait(1_000).keys("f8")
    assert "任务=核算, 谁负责=人力资源部门" in hands.screen()


def test_a_record_chosen_in_the_log_has_its_time_asked_and_nothing_before_it(hands: Hands) -> None:
    hands.keys("f8 right 1")
    assert "实际是几点" in hands.screen()
    assert "还没有记录" not in hands.screen()
    hands.keys("bksp")
    assert "实际是几点" in hands.screen()
    hands.keys("1 1")
    assert hands.kinds == ["corrected"]
    assert hands.recorded[0].data["seq"] == 19


@pytest.mark.parametrize("size", [(80, 24), (60, 12), (40, 10)])
def test_what_is_being_typed_is_seen_in_any_window(size: tuple[int, int]) -> None:
    hands = Hands(mid_incident(), width=size[0], height=size[1]).keys("f6")
    hands.type("北门有人推搡" * 50 + "完了")
    assert "完了" in hands.screen()
    drawn = screen(hands.station.view())
    assert "完了" in hands.row(drawn.caret[0] + 1)


def test_more_than_an_hour_over_stays_apart_from_the_number_of_the_step() -> None:
    screen_ = Hands(mid_incident()).wait(6_000_000).keys("f7").screen()
    assert "超 1:22:11 02 向领导小组报告" in screen_


@pytest.mark.parametrize(
    ("today", "typed", "meant"),
    [
        ("03-09 09:00:00", "03-12", "2026-03-12"),
        ("03-09 09:00:00", "02-20", "2026-02-20"),
        ("12-28 09:00:00", "01-05", "2027-01-05"),
        ("12-28 09:00:00", "12-30", "2026-12-30"),
    ],
)
def test_a_date_without_a_year_is_the_one_that_is_meant(today: str, typed: str, meant: str) -> None:
    asked = next(fact for fact in plan().facts.values() if fact.type == "date")
    assert understood(typed, asked, plan(), ms(today)).value == meant


def test_a_fact_is_not_moved_before_the_one_that_it_replaced(hands: Hands) -> None:
    hands.keys("f9 space").wait(20_000)
    hands.keys("f3 2 2")
    while hands.ui.panels:
        hands.keys("esc", gap=300)
    kinds = hands.kinds
    hands.keys("left").wait(2_000)
    assert hands.kinds == kinds
    assert hands.board.state.value("danger") is False
    assert "没有记账" in hands.row(22)
