"""Questions that wait: put aside, come back to, left; and what Enter alone means meanwhile."""

from __future__ import annotations

from incidents import commands as c
from tests.tui.plain.transcript import World


class Conversation:
    """One station; each line gives what was printed for it."""

    def __init__(self, language: str = "zh") -> None:
        self.world = World(language)
        self.talk = self.world.seat(self.world.open("soe-rapid-response", "王岚"), "王岚")

    def __call__(self, line: str) -> str:
        self.world.clock.time += 5_000
        self.talk.hear(line)
        said = "\n".join(self.world.printed)
        self.world.printed.clear()
        return said

    @property
    def version(self) -> int:
        return self.talk.desk.session.state.version


def test_a_step_and_a_digit_put_a_form_aside_and_it_comes_back() -> None:
    say = Conversation()
    say("填 01")
    said = say("02 3")
    assert "02 电话 刘建国 无人接" in said
    assert said.splitlines()[-1].startswith("还有5项。迹象来自哪里")
    assert "#003" in say("1")


def test_enter_after_something_else_is_what_now_and_then_leaves_the_field() -> None:
    say = Conversation()
    say("填 01")
    say("02 3")
    now = say("")
    assert "现在要做" in now
    assert "迹象来自哪里" in now
    assert say("").startswith("还有4项。地点")


def test_enter_after_an_answer_leaves_the_next_field_at_once() -> None:
    say = Conversation()
    say("填 01")
    say("02 3")
    assert "地点" in say("1")
    assert "现场多少人" in say("")


def test_in_danger_a_question_that_waits_is_not_repeated() -> None:
    say = Conversation()
    say("填 01")
    say("危险 是")
    assert "迹象" not in say("92 1")
    assert "迹象" in say("")


def test_a_digit_question_is_left_by_anything_else_and_says_so() -> None:
    say = Conversation()
    say("危险")
    said = say("02")
    assert said.startswith("危险没有确认, 没有记账。")
    assert say.version == 1


def test_a_full_stop_leaves_a_question() -> None:
    say = Conversation()
    say("略过 09")
    assert say("。") == "09 没有略过, 没有记账。"
    assert not say.talk.asking


def test_the_same_begun_anew_takes_the_place_of_the_first() -> None:
    say = Conversation()
    say("略过 09")
    say("略过 10 办不了")
    assert len(say.talk.frames) == 1
    assert "#002" in say("")
    assert not say.talk.asking


def test_a_line_that_may_be_both_is_asked_about() -> None:
    say = Conversation("en")
    say("skip 09 they are gone")
    say("1")
    say("reopen 09")
    assert say("note the report is out") == '"note the report is out": 1 it is the answer  2 it is a line of its own'
    assert "note" in say("2")
    assert "09 reopened: wrong step ticked" in say("1")


def test_undo_takes_back_all_that_one_line_recorded() -> None:
    say = Conversation()
    say("04 6")
    assert say.version == 4
    say("撤回")
    say("1")
    assert say.talk.desk.view("department-on-site").state == "ready"
    assert say.talk.desk.look().told[0].at is None


def test_the_stated_time_holds_through_the_questions_of_a_line() -> None:
    say = Conversation()
    say.world.clock.time += 600_000
    say("0845 略过 09")
    say("4")
    say("")
    event = say.talk.desk.session.events[-1]
    assert event.kind == "step-skipped"
    assert event.recorded - event.at > 60_000
    assert event.entered_later


def test_reopening_what_went_on_under_another_plan_names_the_other_first() -> None:
    say = Conversation()
    session = say.talk.desk.session
    at = session.now()
    session.do(c.Close(at=at, outcome="switched", reason="看错了", plan="company-six-stage"), "王岚")
    session.do(c.FollowUp(at=at, plan="company-six-stage", incident="2026-0309-02"), "王岚")
    said = say("重开")
    assert "这次处置已转为 2026-0309-02 继续" in said
    assert said.endswith("为什么重开处置?")
    assert "重开" in say("还没办完")
