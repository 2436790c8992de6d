"""Corrections: nothing is erased, and what stands afterwards is what would stand without the mistake."""

from __future__ import annotations

from typing import Any

import pytest

from incidents import commands as c
from incidents.events import KINDS, STANDING_KINDS
from incidents.timeline import timeline
from tests.incidents.small_plans import step, tiny
from tests.incidents.story import Story, clock, ms

FACTS = """danger: {type: yes-no, ask: d}, headcount: {type: count, ask: h}, course: {type: text, ask: c},
  tasks: {type: rows, ask: t, of: {task: text, due: date}}"""
PLAN = tiny(
    FACTS,
    step("a", "record: [danger, course]", "limits: [{within: 30 min, from: began, basis: plan, source: C-1}]"),
    step("b", "after: [a]", "limits: [{within: 10 min, from: a, basis: plan, source: C-1}]"),
    step("d", "when: {danger: yes}"),
    step("e", "each: tasks"),
    levels=True,
)


def correct(story: Story, seq: int, **data: Any) -> None:
    story.do(c.Correct(at=story.clock.time, seq=seq, data=data, reason="mistaken"))


# -- voiding ---------------------------------------------------------------------------------------------


def test_voiding_takes_all_that_one_command_recorded() -> None:
    story = Story(PLAN).when("08:50 done a danger=yes course=calm")
    assert story.states("a", "b", "d") == ["done", "ready", "ready"]
    story.when("08:51 void 3 : it was another step")
    assert story.states("a", "b", "d") == ["ready", "waiting", "waiting"]
    assert story.session.snapshot().facts == {}
    assert [e.kind for e in story.session.events[-3:]] == ["corrected"] * 3
    assert [e.data["seq"] for e in story.session.events[-3:]] == [4, 3, 2]
    story.refused("08:52 void 4", "already-void")


def test_a_call_that_also_did_a_step() -> None:
    story = Story(PLAN).when("08:50 call head reported a Wu")
    assert [e.kind for e in story.session.events[-2:]] == ["call-logged", "step-done"]
    story.when("08:51 void 2")
    assert (story.states("a"), story.session.snapshot().told) == (["ready"], ())


def test_a_correction_is_not_corrected() -> None:
    story = Story(PLAN).when("08:50 note x", "08:51 void 2")
    story.refused("08:52 void 3", "cannot-correct")
    story.refused("08:52 void 1", "cannot-correct")
    story.refused("08:52 void 9", "unknown-record")
    story.refused("08:52 void 0", "unknown-record")
    story.refuses(c.Correct(at=ms("08:50"), seq=2, void=True, reason=" "), "needs-reason")


def test_what_was_voided_before_is_left_out() -> None:
    """Facts of a form may be voided with it although one of them was restated since."""
    story = Story(PLAN).when("08:50 done a danger=yes", "08:52 set danger=no at 08:50", "08:53 void 3")
    assert story.states("a", "d") == ["ready", "not-applicable"], "the later statement stands by itself"


def test_the_end_that_was_taken_back_wrongly_stands_again() -> None:
    """The correction of a correction by hand: of two ends of one turn the one recorded later counts."""
    story = Story(PLAN).when("08:50 done a", "09:20 reopen wrong a", "09:21 void 3")
    assert story.limit("a") == "met 1200"
    story = Story(PLAN).when("08:50 skip a : told", "09:20 reopen wrong a", "09:21 done a", "09:22 void 3")
    assert story.states("a") == ["done"]
    assert story.limit("a") == "late -660"
    story = Story(PLAN).when("08:50 done a", "09:20 reopen wrong a", "09:21 skip a : told", "09:22 void 3")
    assert (story.states("a"), story.limit("a")) == (["skipped"], "missed")


def test_a_turn_asked_for_by_mistake() -> None:
    story = Story(PLAN).when("08:50 done a", "08:51 reopen again a", "08:52 void 3")
    assert (story.step("a").state, story.step("a").turn) == ("done", 1)
    story.refused("08:53 done a@2", "unknown-turn")


def test_the_first_performance_voided_while_the_second_stands() -> None:
    story = Story(PLAN).when("08:50 done a", "08:51 reopen again a", "08:52 done a", "08:53 void 2")
    assert (story.step("a").state, story.step("a").turn) == ("ready", 1)
    assert story.states("b") == ["ready"], "it was done once"
    story.when("08:54 done a")
    assert story.step("a").state == "done"


def test_an_earlier_beginning_is_voided_unless_something_was_done_since() -> None:
    story = Story(PLAN).when("08:45 set began=08:30", "08:46 void 2")
    assert clock(story.session.snapshot().began) == "08:40"
    story.when("08:50 set began=08:20", "08:51 done a at 08:35")
    refusal = story.refused("08:52 void 4", "began-after-act")
    assert clock(refusal.values["act"]) == "08:35"
    story.when("08:53 set began=08:25", "08:54 void 4")
    assert clock(story.session.snapshot().began) == "08:25"
    story.refused("08:55 void 6", "began-after-act")


def test_a_waiver_a_reminder_and_an_assignment_are_voided() -> None:
    story = Story(PLAN).when("08:45 waive a/1 : agreed", "08:46 remind a Wu", "08:47 assign b Wu")
    story.when("08:48 void 2", "08:48 void 3", "08:48 void 4")
    assert (story.limit("a"), story.step("b").person) == ("running 09:10", "")


# -- another time ----------------------------------------------------------------------------------------


def test_a_time_that_was_misread() -> None:
    story = Story(PLAN).when("09:11 done a")
    assert story.limit("a") == "late -60"
    story.when("09:12 retime 2 09:09")
    assert story.limit("a") == "met 60"
    told = timeline(story.session)
    assert [(clock(e.at), e.corrected_by) for e in told.entries[1:]] == [("09:09", (3,)), ("09:12", ())]


def test_another_time_moves_all_that_happened_at_once() -> None:
    story = Story(PLAN).when("09:11 call head reported a Wu")
    story.when("09:12 retime 2 09:09")
    assert story.limit("a") == "met 60"
    assert clock(story.session.snapshot().told[0].at) == "09:09"
    story = Story(PLAN).when("09:11 done a danger=yes", "09:12 retime 2 09:05", "09:13 retime 3 09:04")
    assert clock(story.session.snapshot().facts["danger"].at) == "09:04"


def test_a_time_may_be_later_than_anything_that_was_stated() -> None:
    """What is stated afterwards for a time before it still takes its place in the history."""
    story = Story(PLAN).when("08:41 set danger=no", "09:00 set danger=yes at 08:42")
    story.do(c.Correct(at=ms("08:43"), seq=3, new_at=ms("08:59"), reason="misread"))
    story.when("09:01 set danger=unknown at 08:50")
    assert [clock(t) for t in story.state.facts["danger"].times] == ["08:41", "08:50", "08:59"]
    assert story.states("d") == ["ready"]
    assert [clock(t) for t in story.state.applies[3].times] == ["08:41", "08:50", "08:59"]


def test_a_time_keeps_the_order_of_a_turn() -> None:
    story = Story(PLAN).when("08:50 start a", "09:00 done a")
    story.refused("09:01 retime 2 09:00:30", "before-start")
    story.refused("09:01 retime 3 08:49", "before-start")
    story.refused("09:01 retime 3 08:39", "before-began")
    story.refused("09:01 retime 3 09:02", "future")
    story.when("09:01 retime 2 09:00", "09:02 retime 3 09:00")
    story.when("09:03 assign b Wu", "09:04 retime 6 09:01")
    assert clock(story.step("b").started_at) == "09:01"
    Story(PLAN).when("08:50 done log").refused("08:51 retime 2 08:39", "before-began")
    story = Story(PLAN).when("08:50 skip a : x")
    story.refused("08:51 retime 2 08:39", "before-began")
    story.when("08:51 set danger=yes", "08:52 retime 3 07:00")


# -- another value ---------------------------------------------------------------------------------------


def test_another_value() -> None:
    story = Story(PLAN).when("08:50 set danger=yes", "08:51 set headcount=50", "08:52 set headcount=unknown")
    story.when("08:53 correct 2 value=no", "08:54 correct 4 value=20-30")
    assert story.states("d") == ["not-applicable"]
    assert story.session.snapshot().facts["headcount"].value == [20, 30]
    correct(story, 3, unknown=True, value=None)
    correct(story, 4, unknown=True, value=None)
    assert story.session.snapshot().facts["headcount"].unknown
    story.refused("08:55 correct 2 value=12", "bad-value")
    story.refused("08:55 correct 2 fact=headcount", "unknown-fact")
    story.refused("08:55 correct 2", "needs-text")


def test_a_correction_may_be_corrected_by_another_one_of_the_same_record() -> None:
    story = Story(PLAN).when("08:50 set headcount=50", "08:51 correct 2 value=5", "08:52 retime 2 08:45")
    current = story.session.snapshot().facts["headcount"]
    assert (current.value, clock(current.at)) == (5, "08:45")
    story.when("08:53 correct 2 value=6")
    assert story.session.snapshot().facts["headcount"].value == 6


def test_a_row_is_corrected_column_by_column() -> None:
    story = Story(PLAN).when("08:50 row tasks task=a due=2026-03-12", "08:51 correct-row tasks 1 task=b")
    correct(story, 2, values={"due": "2026-03-13"})
    correct(story, 3, values={"task": "c"})
    assert story.session.snapshot().rows["tasks"] == {1: {"task": "c", "due": "2026-03-13"}}
    story.refuses(c.Correct(at=ms("08:51"), seq=2, data={"values": {"due": "x"}}, reason="r"), "bad-value")
    story.refuses(c.Correct(at=ms("08:51"), seq=2, data={"values": {}}, reason="r"), "needs-text")
    story.refuses(c.Correct(at=ms("08:51"), seq=2, data={"row": 7}, reason="r"), "unknown-fact")
    story.when("08:52 void 2")
    assert story.session.snapshot().rows["tasks"] == {}


def test_the_beginning_is_corrected_like_it_is_stated() -> None:
    story = Story(PLAN).when("08:45 set began=08:30", "08:46 done a at 08:35")
    correct(story, 2, value=ms("08:20"))
    assert clock(story.session.snapshot().began) == "08:20"
    story.refuses(c.Correct(at=ms("08:46"), seq=2, data={"value": ms("08:36")}, reason="r"), "began-after-act")
    story.refuses(c.Correct(at=ms("08:46"), seq=2, data={"value": "08:20"}, reason="r"), "bad-value")
    story.refuses(c.Correct(at=ms("08:46"), seq=2, data={"value": ms("08:47")}, reason="r"), "future")


GOOD: list[tuple[str, dict[str, Any]]] = [
    ("level key", {"level": "major"}),
    ("note x", {"text": "y"}),
    ("call head reached", {"result": "busy", "direction": "in", "role": "officer", "person": "Wu"}),
    ("skip a : r", {"reason": "better", "approver": "Chen"}),
    ("evidence p1 2026-09-09", {"id": "p2", "delete_by": "2026-10-10", "about": "gate"}),
    ("action telephone Wu 2026-03-31", {"what": "two", "owner": "Li", "due": "2026-04-01"}),
    ("follow-up routine-case x-1", {"incident": "x-2"}),
    ("role head Wu", {"person": "Li"}),
    ("handover Wang Li", {"words": "calm"}),
]
BAD: list[tuple[str, dict[str, Any], str]] = [
    ("level key", {"level": "higher"}, "unknown-level"),
    ("note x", {"text": " "}, "bad-value"),
    ("note x", {"text": 5}, "bad-value"),
    ("call head reached", {"result": "perhaps"}, "unknown-result"),
    ("call head reached", {"direction": "up"}, "bad-value"),
    ("call head reached", {"role": "nobody"}, "unknown-role"),
    ("action telephone Wu 2026-03-31", {"due": "soon"}, "bad-value"),
    ("follow-up routine-case x-1", {"plan": "other"}, "unknown-fact"),
    ("done a", {"ahead": True}, "unknown-fact"),
    ("waive a/1 : r", {"limit": 2}, "unknown-fact"),
]


@pytest.mark.parametrize(("line", "data"), GOOD)
def test_what_may_be_corrected(line: str, data: dict[str, Any]) -> None:
    story = Story(PLAN).when(f"08:50 {line}")
    correct(story, 2, **data)
    entry = timeline(story.session).entries[1]
    assert {name: entry.data[name] for name in data} == data
    assert entry.event.data != entry.data
    assert story.picture() == story.replayed()


@pytest.mark.parametrize(("line", "data", "code"), BAD)
def test_what_may_not(line: str, data: dict[str, Any], code: str) -> None:
    story = Story(PLAN).when(f"08:50 {line}")
    story.refuses(c.Correct(at=story.clock.time, seq=2, data=data, reason="r"), code)


def test_every_kind_that_stands_can_be_voided() -> None:
    assert set(KINDS) - STANDING_KINDS == {"incident-opened", "corrected", "incident-closed", "incident-reopened"}
    lines = """08:41 set danger=yes
        08:41 set began=08:30
        08:41 row tasks task=a
        08:41 correct-row tasks 1 task=b
        08:41 withdraw tasks 1 : wrong
        08:41 level key
        08:41 set headcount=50
        08:41 keep-level : no
        08:42 start a
        08:42 done a
        08:42 reopen wrong a
        08:42 skip b : no
        08:42 remind a Wu
        08:42 waive a/1 : agreed
        08:42 role head Wu
        08:42 handover Wang Li
        08:42 cancel-handover : no
        08:42 take-over Li : ill
        08:42 note x
        08:42 evidence p1 2026-09-09
        08:42 action telephone Wu 2026-03-31
        08:42 follow-up routine-case x-1"""
    story = Story(PLAN).when(lines)
    for seq in range(story.session.state.version, 1, -1):
        story.when(f"08:50 void {seq}")
    seen, fresh = story.session.snapshot(), Story(PLAN).look("08:50").session.snapshot()
    assert (seen.steps, seen.limits, seen.facts, seen.level) == (fresh.steps, fresh.limits, fresh.facts, fresh.level)
    assert (seen.duty, seen.handover, seen.people, seen.began) == (fresh.duty, None, {}, fresh.began)
    assert all(e.void for e in timeline(story.session).entries if e.event.kind in STANDING_KINDS)
    story.when("08:51 follow-up routine-case x-1"), "a link that was voided can be made again"


def test_what_was_said_of_a_row_that_is_voided_goes_with_it() -> None:
    story = Story(PLAN).when("08:50 row tasks task=a", "08:51 correct-row tasks 1 task=b", "08:52 row tasks task=c")
    story.when("08:53 done e@2", "08:54 void 2")
    assert story.session.snapshot().rows["tasks"] == {2: {"task": "c"}}
    assert story.states("e") == ["done"]
    story = Story(PLAN).when("08:50 row tasks task=a", "08:51 start e@1", "08:52 withdraw tasks 1 : x", "08:53 void 2")
    assert story.session.snapshot().rows["tasks"] == {}
    story.when("08:54 void 3")
    assert story.picture() == story.replayed()
    story = Story(PLAN).when("08:50 row tasks task=a", "08:50 row tasks task=b", "08:51 start e@1", "08:51 start e@2")
    story.when("08:52 withdraw tasks 1 : x", "08:53 void 5")
    assert story.step("e").open_turns == (2,)
    assert story.picture() == story.replayed()
