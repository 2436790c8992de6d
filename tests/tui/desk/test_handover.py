"""Handing over in the middle of an incident: two signatures, what comes between them, and nothing that gets lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents import commands as c
from incidents.commands import Command
from incidents.refusals import Refusal
from incidents.session import Session
from reports.cells import cell_width
from tests.tui.desk.hands import Hands
from tests.tui.north_gate import late_morning, mid_incident
from tui.desk.keys import Key
from tui.desk.panel import Danger, Detail, Handover, Menu, Note
from tui.pages.frame import screen

WORDS = "代表要求14:00再谈"


@pytest.fixture
def hands() -> Hands:
    return Hands(late_morning())


def begun(hands: Hands) -> Hands:
    """At the words."""
    return hands.keys("esc 4 1")


def offered(hands: Hands) -> Hands:
    """Signed by the outgoing officer."""
    return begun(hands).type(WORDS).keys("enter space")


def elsewhere(hands: Hands, command: Command, by: str) -> None:
    """Another station records something; this one hears of it."""
    other = Session.resume(hands.gate.store.peer(), hands.gate.session.id, clock=hands.gate.clock)
    assert not isinstance(other.do(command, by), Refusal)
    assert hands.station.poll()


def now(hands: Hands) -> int:
    """The time at the station."""
    return hands.gate.clock.time


def test_nobody_signs_for_a_record_that_came_in_since_the_last_look(hands: Hands) -> None:
    offered(hands)
    other = Session.resume(hands.gate.store.peer(), hands.gate.session.id, clock=hands.gate.clock)
    other.do(c.AddNote(at=now(hands), text="派出所回电"), "李强")
    hands.station.key(Key("space", now(hands) + 1_000, " "))
    assert hands.gate.session.state.handover is not None
    assert "新增1条没看完" in hands.row(22)


def test_space_signs_only_what_stood_on_the_screen_when_the_hand_moved(hands: Hands) -> None:
    begun(hands).type(WORDS).keys("enter")
    elsewhere(hands, c.OfferHandover(at=now(hands), giver="王岚", taker="钱进"), "王岚")
    hands.keys("space", gap=200)
    assert "交接刚有变化" in hands.row(22)
    assert hands.kinds == ["handover-offered"]
    assert hands.station.by == "王岚"
    hands.keys("space", gap=1_500)
    assert hands.station.by == "钱进"


def test_an_offer_taken_back_elsewhere_is_not_made_again_by_whoever_signs(hands: Hands) -> None:
    offered(hands)
    other = Session.resume(hands.gate.store.peer(), hands.gate.session.id, clock=hands.gate.clock)
    other.do(c.CancelHandover(at=now(hands)), "王岚")
    hands.keys("space")
    assert hands.gate.session.state.handover is None
    assert "交接刚有变化" in hands.row(22)


# -- the story ------------------------------------------------------------------------------------------


def test_the_duty_is_handed_over_in_six_keys_and_the_words(hands: Hands) -> None:
    keys = "esc 4 1", "enter space space"
    hands.keys(keys[0]).type(WORDS).keys(keys[1])
    assert sum(len(some.split()) for some in keys) == 6
    assert hands.kinds == ["handover-offered", "handover-accepted"]
    out, sign = hands.recorded
    assert (out.by, out.data["from"], out.data["to"], out.data["words"]) == ("王岚", "王岚", "何平", WORDS)
    assert (sign.by, sign.data) == ("何平", {"from": "王岚", "to": "何平"})
    assert hands.station.by == hands.board.state.duty == "何平"
    assert hands.ui.panels == ()


def test_what_is_recorded_after_both_signatures_is_the_incoming_officers(hands: Hands) -> None:
    offered(hands).keys("space f6").type("接班").keys("enter")
    assert hands.recorded[-1].by == "何平"


def test_until_the_other_signs_the_outgoing_officer_is_responsible(hands: Hands) -> None:
    offered(hands)
    assert hands.board.state.duty == "王岚"
    assert "何平签收前仍由王岚负责" in hands.row(2)
    hands.keys("f6").type("还在").keys("enter")
    assert hands.recorded[-1].by == "王岚"


def test_the_summary_in_the_record_is_the_picture_on_the_screen(hands: Hands) -> None:
    offered(hands)
    summary = hands.recorded[0].data["summary"]
    assert summary["doing"] == ["choose-speaker"]
    assert "在办   03 " in hands.screen()
    assert summary["scene"][0][:2] == ["headcount", 38]
    assert "现场38人(09:40)" in hands.row(3)
    assert [(name, tries) for _, name, tries, _ in summary["unanswered"]] == [("刘建国", 2), ("赵立", 1)]
    assert "刘建国 8001 2次无人接(08:51)" in hands.screen()
    assert [step for step, _, _ in summary["overdue"]].count("speaker-in-front") == 2
    assert "逾期1: 05 " in hands.row(4)


def test_nothing_has_to_be_said_in_words(hands: Hands) -> None:
    begun(hands).keys("enter space space")
    assert hands.recorded[0].data["words"] == ""
    assert hands.station.by == "何平"


def test_a_stock_phrase_stands_behind_the_words(hands: Hands) -> None:
    begun(hands).type("已约").keys("down down enter")
    assert "已约; 等领导回厂" in hands.screen()
    hands.keys("space")
    assert hands.recorded[0].data["words"] == "已约; 等领导回厂"


def test_the_words_can_be_gone_on_with_after_enter(hands: Hands) -> None:
    begun(hands).type("已约").keys("enter up")
    hands.type("14:00").keys("enter")
    hands.type("。", gap=1_000).keys("enter space")
    assert hands.recorded[0].data["words"] == "已约14:00。"


# -- guards ---------------------------------------------------------------------------------------------


def test_one_space_held_down_never_signs_for_both(hands: Hands) -> None:
    begun(hands).keys("enter")
    for _ in range(40):
        hands.keys("space", gap=90)
    assert hands.kinds == ["handover-offered"]
    hands.wait(700).key("space")
    assert hands.kinds == ["handover-offered", "handover-accepted"]


def test_one_left_held_down_does_not_take_the_offer_back(hands: Hands) -> None:
    offered(hands)
    for _ in range(20):
        hands.keys("left", gap=50)
    assert hands.kinds == ["handover-offered"]


def test_a_space_that_an_input_method_sent_along_signs_nothing(hands: Hands) -> None:
    begun(hands).keys("enter").type("的").wait(50).key("space")
    assert hands.kinds == []
    assert hands.ui.handover == ("何平", "的 ")


def test_digits_and_spaces_are_text_in_the_words(hands: Hands) -> None:
    begun(hands).type("2 2 33", gap=50).keys("left bksp enter space")
    assert hands.recorded[0].data["words"] == "2 2 3"


# -- whom to --------------------------------------------------------------------------------------------


def test_right_names_somebody_else_by_a_digit(hands: Hands) -> None:
    begun(hands).type(WORDS).keys("enter right 2 space space")
    assert [event.data["to"] for event in hands.recorded] == ["钱进", "钱进"]
    assert hands.station.by == "钱进"


def test_anybody_can_be_named(hands: Hands) -> None:
    begun(hands).keys("enter right").type("周宁").keys("enter space")
    assert hands.recorded[0].data["to"] == "周宁"


def test_nobody_hands_over_to_themselves(hands: Hands) -> None:
    begun(hands).keys("enter right").type("王岚").keys("enter")
    assert "现在就是王岚值班" in hands.row(22)
    hands.keys("esc left")
    assert "王岚 >> 何平" in hands.row(2)
    assert hands.kinds == []


def test_an_offer_that_stands_goes_to_somebody_else_with_its_words(hands: Hands) -> None:
    offered(hands).keys("right 2")
    assert hands.kinds == ["handover-offered", "handover-cancelled", "handover-offered"]
    assert hands.recorded[2].data["to"] == "钱进"
    assert hands.recorded[2].data["words"] == WORDS
    hands.keys("space")
    assert hands.station.by == "钱进"


def test_whoever_sits_here_and_is_not_on_duty_is_likely_to_take_it() -> None:
    gate = late_morning()
    gate.by = "钱进"
    assert "王岚 >> 钱进" in begun(Hands(gate)).row(2)


# -- taking back ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["1", "left"])
def test_left_asks_once_and_takes_the_offer_back_with_its_words(hands: Hands, answer: str) -> None:
    offered(hands).keys("left")
    assert hands.kinds == ["handover-offered"]
    assert "收回这次交班?" in hands.row(23)
    hands.keys(answer)
    assert hands.kinds == ["handover-offered", "handover-cancelled"]
    assert hands.ui.handover == ("何平", WORDS)
    hands.keys("space")
    assert hands.recorded[2].data["words"] == WORDS


def test_any_other_key_leaves_the_offer_as_it_is(hands: Hands) -> None:
    offered(hands).keys("left space")
    assert hands.kinds == ["handover-offered"]
    hands.keys("pgdn")
    assert "空格=何平签收" in hands.row(23)
    hands.keys("space")
    assert hands.station.by == "何平"


def test_left_before_the_offer_leaves_and_keeps_the_words(hands: Hands) -> None:
    begun(hands).type(WORDS).keys("enter left")
    assert (hands.kinds, hands.ui.panels) == ([], ())
    assert WORDS in begun(hands).row(15)


# -- what comes in between ------------------------------------------------------------------------------


def test_what_was_recorded_since_the_offer_is_looked_through_before_signing(hands: Hands) -> None:
    offered(hands)
    elsewhere(hands, c.AddNote(at=now(hands), text="记者到了北门"), "李强")
    elsewhere(hands, c.StateFact(at=now(hands), fact="headcount", value=50), "李强")
    assert "新增2条" in hands.row(20)
    hands.keys("space")
    assert hands.kinds == ["handover-offered", "note-added", "fact-stated"]
    assert "新增2条没看完" in hands.row(22)
    hands.keys("pgdn")
    assert "记者到了北门 (李强)" in hands.screen()
    assert "现场多少人 50 (李强)" in hands.screen()
    hands.keys("space")
    assert hands.kinds[-1] == "handover-accepted"


def test_down_shows_it_too_and_what_comes_later_has_to_be_seen_again(hands: Hands) -> None:
    offered(hands).keys("f6").type("第一条").keys("enter down")
    assert "第一条" in hands.screen()
    elsewhere(hands, c.AddNote(at=now(hands), text="第二条"), "李强")
    hands.keys("space")
    assert hands.kinds[-1] == "note-added"
    hands.keys("down space")
    assert hands.kinds[-1] == "handover-accepted"


def test_a_record_longer_than_the_page_is_read_to_its_end(hands: Hands) -> None:
    offered(hands)
    elsewhere(hands, c.AddNote(at=now(hands), text="很长的话" * 400 + "完"), "李强")
    pages = 0
    while "空格=何平签收" not in hands.row(23):
        assert hands.keys("space").kinds[-1] == "note-added"
        hands.keys("pgdn")
        pages += 1
    assert pages > 2
    assert "完 (李强)" in hands.screen()
    assert hands.keys("space").station.by == "何平"


def test_the_facts_the_telephones_and_a_note_work_inside(hands: Hands) -> None:
    offered(hands).keys("f3 3 1")
    assert hands.recorded[-1].data["fact"] == "entrance"
    assert "出入口畅通" in hands.row(3)
    hands.keys("f5")
    assert isinstance(hands.ui.panel, Detail)
    hands.keys("3 left")
    assert hands.recorded[-1].kind == "call-logged"
    hands.keys("f6").type("记一句")
    assert isinstance(hands.ui.panel, Note)
    hands.keys("enter")
    assert isinstance(hands.ui.panel, Handover)
    assert "新增3条" in hands.row(20)


# -- danger ---------------------------------------------------------------------------------------------


def test_danger_is_asked_about_over_it_and_no_leads_back(hands: Hands) -> None:
    begun(hands).type(WORDS).keys("f9")
    assert isinstance(hands.ui.panel, Danger)
    assert "看到危险?" in hands.row(1)
    hands.keys("left").type("见").keys("enter space space")
    assert hands.recorded[0].data["words"] == f"{WORDS}见"


def test_danger_goes_first_and_the_words_are_there_afterwards(hands: Hands) -> None:
    begun(hands).type(WORDS).keys("f9 space")
    assert (hands.kinds, hands.ui.page, hands.ui.panels) == (["fact-stated"], "danger", ())
    hands.keys("esc 4 1")
    assert WORDS in hands.row(15)
    assert "危险! 09:46起" in hands.row(3)
    hands.keys("enter space space")
    assert hands.recorded[1].data["words"] == WORDS


def test_escape_leads_to_the_menu_and_back(hands: Hands) -> None:
    begun(hands).type(WORDS).keys("esc esc")
    assert isinstance(hands.ui.panel, Menu)
    hands.keys("esc")
    assert "空格=王岚签字交出" in hands.row(23)
    offer = hands.keys("space esc 4 1")
    assert "空格=何平签收" in offer.row(23)


# -- another station ------------------------------------------------------------------------------------


def test_the_incoming_officer_signs_at_another_station(hands: Hands) -> None:
    offered(hands)
    elsewhere(hands, c.AcceptHandover(at=now(hands), taker="何平"), "何平")
    assert "[+] 接班 何平" in hands.row(20)
    assert "现在由何平值班" in hands.row(20)
    hands.keys("space")
    assert hands.kinds == ["handover-offered", "handover-accepted"]
    hands.keys("left")
    assert hands.ui.panels == ()
    assert hands.station.by == "王岚"


def test_the_offer_is_taken_back_at_another_station_and_made_again(hands: Hands) -> None:
    offered(hands)
    elsewhere(hands, c.CancelHandover(at=now(hands)), "李强")
    assert "李强 09:46:17 收回了交班" in hands.screen()
    hands.keys("enter enter space")
    assert hands.kinds == ["handover-offered", "handover-cancelled", "handover-offered"]
    assert hands.recorded[2].data["words"] == WORDS


def test_somebody_takes_over_alone_at_another_station(hands: Hands) -> None:
    offered(hands)
    elsewhere(hands, c.TakeOver(at=now(hands), taker="钱进", reason="交班人晕倒"), "钱进")
    assert "[+] 接班 钱进" in hands.row(20)
    assert "单方接班" in hands.row(20)


def test_an_offer_made_at_another_station_is_signed_here() -> None:
    hands = Hands(mid_incident())
    command = c.OfferHandover(at=now(hands), giver="王岚", taker="何平", words="交给你了")
    elsewhere(hands, command, "王岚")
    begun(hands)
    assert "交给你了" in hands.row(15)
    hands.keys("space")
    assert hands.recorded[-1].kind == "handover-accepted"
    assert hands.station.by == "何平"


def test_two_stations_offer_at_once_and_one_of_them_is_told(hands: Hands) -> None:
    begun(hands).type(WORDS).keys("enter")
    other = Session.resume(hands.gate.store.peer(), hands.gate.session.id, clock=hands.gate.clock)
    other.do(c.OfferHandover(at=now(hands), giver="王岚", taker="钱进"), "王岚")
    hands.keys("space")
    assert hands.kinds == ["handover-offered"]
    assert "王岚 >> 钱进" in hands.screen()
    assert "空格=知道了" in hands.row(2)
    hands.keys("space")
    assert hands.kinds == ["handover-offered"]
    assert "空格=知道了" not in hands.screen()
    hands.keys("space")
    assert hands.station.by == "钱进"


# -- drafts ---------------------------------------------------------------------------------------------


def test_words_that_were_being_typed_survive_the_power(tmp_path: Path) -> None:
    gate = late_morning()
    begun(Hands(gate, drafts=tmp_path)).keys("enter right 2 up").type(WORDS).wait(1_000)
    again = Hands(gate, drafts=tmp_path)
    assert again.ui.handover == ("钱进", WORDS)
    begun(again)
    assert WORDS in again.row(15)
    assert "王岚 >> 钱进" in again.row(2)


def test_a_note_and_the_words_are_drafts_side_by_side(tmp_path: Path) -> None:
    gate = late_morning()
    hands = begun(Hands(gate, drafts=tmp_path)).type(WORDS).keys("f6")
    hands.type("代表提出").keys("esc").wait(1_000)
    again = Hands(gate, drafts=tmp_path)
    assert (again.ui.draft, again.ui.handover) == (("", "代表提出"), ("何平", WORDS))
    assert "记事1条没有发: 代表提出" in begun(again).keys("enter pgdn").screen()


def test_words_that_are_in_the_record_are_no_draft_any_more(tmp_path: Path) -> None:
    gate = late_morning()
    offered(Hands(gate, drafts=tmp_path)).wait(1_000)
    assert Hands(gate, drafts=tmp_path).ui.handover is None


def test_words_taken_out_to_the_last_letter_are_no_draft(tmp_path: Path) -> None:
    gate = late_morning()
    hands = begun(Hands(gate, drafts=tmp_path)).type("已约").wait(1_000)
    hands.keys("bksp bksp", gap=200).wait(1_000)
    assert Hands(gate, drafts=tmp_path).ui.handover is None


# -- whatever is pressed --------------------------------------------------------------------------------

KEYS = (*("space", "enter", "esc", "left", "right", "up", "down", "pgdn", "pgup", "bksp", "f3", "f6", "f9"), *"1249周")


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_no_key_breaks_it_and_nobody_signs_who_is_not_asked(data: st.DataObject) -> None:
    hands = Hands(late_morning())
    hands.station.resize(*data.draw(st.sampled_from([(80, 24), (120, 30), (64, 15), (30, 5)])))
    begun(hands)
    for key in data.draw(st.lists(st.sampled_from(KEYS), max_size=50)):
        hands.keys(key, gap=data.draw(st.sampled_from([0, 90, 700, 2_000])))
    drawn = screen(hands.station.view())
    assert {cell_width(line.text) for line in drawn.lines} == {hands.ui.width}
    assert len(drawn.lines) == hands.ui.height
    duty = "王岚"
    for event in hands.recorded:
        if event.kind == "handover-accepted":
            assert event.by == event.data["to"]
            assert event.data["from"] == duty
            duty = event.data["to"]
    assert hands.board.state.duty == duty
