"""The end of an incident: what holds it back, what becomes of what is open, and going on after all."""

from __future__ import annotations

import pytest

from incidents import commands as c
from tests.incidents.small_plans import step, tiny
from tests.incidents.story import Story, ms

FACTS = "danger: {type: yes-no, ask: d}, course: {type: text, ask: c}"


def limits(*each: str) -> str:
    return "limits: [" + ", ".join(f"{{{keys}, basis: plan, source: C-1}}" for keys in each) + "]"


PLAN = tiny(
    FACTS,
    step("a", "record: [course]", limits("within: 30 min, from: began")),
    step("b", "after: [a]", limits("within: 10 min, from: a")),
    step("d", "when: {danger: yes}", limits("within: 20 min, from: began", "within: 5 min, from: danger")),
)


def test_open_steps_and_owed_fields_hold_it_back() -> None:
    story = Story(PLAN).when("08:41 done log", "08:42 done a")
    refusal = story.refused("08:50 close", "close-open")
    assert refusal.values == {"steps": ("b", "d"), "owed": (("a", "course"),)}
    story.when("08:51 set course=calm", "08:52 done b", "08:53 set danger=no", "08:54 close")
    assert (story.session.snapshot().status, story.session.snapshot().outcome) == ("closed", "handled")


def test_a_reason_closes_all_the_same_and_says_what_was_left() -> None:
    story = Story(PLAN).when("08:41 done log", "08:42 done a", "08:50 close : the rest goes to the routine case")
    data = story.session.events[-1].data
    assert data["open"] == ["b", "d"]
    assert data["owed"] == [["a", "course"]]


def test_a_turn_in_progress_holds_it_back_though_the_step_is_settled() -> None:
    plan = tiny("", step("a"))
    story = Story(plan).when("08:41 done log", "08:42 done a", "08:43 reopen again a")
    assert story.refused("08:44 close", "close-open").values["steps"] == ("a",)
    story.when("08:45 done a", "08:46 close")
    repeat = tiny("", step("a", limits("every: 60 min, from: began")))
    story = Story(repeat).when("08:41 done log", "08:42 done a", "09:45 start a")
    story.refused("09:46 close", "close-open")
    story.when("09:47 done a", "10:50 close")


def test_what_runs_is_missed_and_what_nobody_answered_counts_as_no() -> None:
    story = Story(PLAN).when("08:50 close : they left")
    assert story.every("a") == ["1 missed"]
    assert story.every("b") == ["1 not-applicable"], "its moment never came"
    assert [story.limit("d", n) for n in (1, 2)] == ["not-applicable", "not-applicable"]
    assert Story(PLAN).when("08:45 set danger=yes", "08:46 close : they left").limit("d", 2) == "missed"


@pytest.mark.parametrize("outcome", ["false-alarm", "mistake", "switched"])
@pytest.mark.parametrize(
    ("at", "verdict"), [("08:50", "not-applicable"), ("09:10", "not-applicable"), ("09:10:01", "missed")]
)
def test_a_false_alarm_keeps_only_what_had_fallen_due(outcome: str, at: str, verdict: str) -> None:
    story = Story(PLAN)
    story.refused(f"{at} close {outcome}", "needs-reason")
    story.when(f"{at} close {outcome} : a school class on a visit")
    assert story.limit("a") == verdict
    assert story.session.snapshot().outcome == outcome


def test_a_false_alarm_keeps_what_was_done_too_late() -> None:
    story = Story(PLAN).when("09:20 done a", "09:21 close false-alarm : a school class")
    assert (story.limit("a"), story.limit("b")) == ("late -600", "not-applicable")


def test_what_may_still_be_recorded_after_the_end() -> None:
    story = Story(PLAN).when("08:50 close : they left")
    story.when(
        "08:51 note they thanked us",
        "08:52 call head reached",
        "08:52 call head reported a Wu",
        "08:53 evidence p1 2026-09-09",
        "08:54 action second-telephone Wu 2026-03-31",
        "08:55 follow-up routine-case 2026-0309-02",
        "08:56 void 3 : it was somebody else",
    )
    assert story.states("a") == ["ready"], "the call is on record, the step is not done"
    for line in (
        "done a",
        "skip a : x",
        "set danger=yes",
        "row x y=1",
        "level x",
        "assign a Li",
        "role head Li",
        "handover Wang Li",
        "close",
        "waive a/1 : x",
        "remind a",
    ):
        refusal = story.refused(f"09:00 {line}", "closed")
        assert refusal.values["by"] == "Wang"
        assert "reopen-incident" in refusal.allowed
    assert story.session.snapshot().next_change is None


def test_what_was_done_before_the_end_cannot_be_voided_after_it() -> None:
    story = Story(PLAN).when("08:41 note early", "08:42 call head reported a Wu", "08:50 close : they left")
    story.refused("08:51 void 4", "cannot-correct")
    story.refused("08:51 void 3", "cannot-correct")
    story.when("08:52 void 2")
    story.refused("08:53 void 5", "cannot-correct")


def test_going_on_after_the_end_as_if_it_had_never_been() -> None:
    story = Story(PLAN).when("08:50 close : they left")
    story.refused("08:55 reopen-incident", "needs-reason")
    story.when("09:00 reopen-incident : they are back")
    assert story.limit("a") == "running 09:10"
    assert story.session.snapshot().status == "open"
    assert story.session.snapshot().closed_at is None
    story.refused("09:01 reopen-incident : again", "not-closed")
    story.when("09:05 done a", "09:06 done b at 08:55", "09:07 set danger=no", "09:08 set course=calm")
    assert [story.limit(s) for s in "ab"] == ["met 300", "met"]
    story.when("09:09 done log", "09:10 close")


def test_an_end_that_is_entered_late() -> None:
    """What had been stated for a time after it does not count for what stood at the end."""
    story = Story(PLAN).when("08:45 set danger=yes", "09:30 set danger=no", "09:40 close at 09:20 : they left")
    assert [story.limit("d", n) for n in (1, 2)] == ["missed", "missed"]
    story = Story(PLAN).when("09:30 set danger=yes", "09:40 close at 09:20 : they left")
    assert [story.limit("d", n) for n in (1, 2)] == ["not-applicable", "not-applicable"]
    Story(PLAN).refused("08:45 close at 08:30 : they left", "before-began")


def test_what_was_done_after_an_end_that_is_entered_late_keeps_its_grade() -> None:
    story = Story(PLAN).when("09:05 done a", "09:40 close at 08:59 : they left")
    assert story.limit("a") == "met 300"


def test_unknown_outcomes() -> None:
    assert "handled" in Story(PLAN).refused("08:50 close enough", "unknown-outcome").allowed


def test_the_end_is_about_the_incident_alone() -> None:
    """Another station did something meanwhile: the closing is decided again on what now stands."""
    story = Story(PLAN).when("08:41 done log", "08:42 done a", "08:42 set course=calm", "08:43 set danger=no")
    seen = story.session.state.version
    story.when("08:44 done b", by="Li")
    story.do(c.Close(at=ms("08:44"), seen=seen))
    story.refuses(c.ReopenIncident(at=ms("08:44"), reason="x", seen=seen), "changed-meanwhile")
