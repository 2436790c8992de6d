"""The two times of a record, what is demanded of them, and two people at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from incidents import commands as c
from incidents.refusals import Refusal
from incidents.session import Session
from tests.incidents.small_plans import step, tiny
from tests.incidents.story import Story, clock, ms

PLAN = tiny(
    "danger: {type: yes-no, ask: d}, headcount: {type: count, ask: h}, tasks: {type: rows, ask: t, of: {task: text}}",
    step(
        "a",
        "record: [danger, headcount]",
        "limits: [{within: 30 min, from: began, extend: {by: 5 min, role: head}, basis: plan, source: C-1}]",
    ),
    step("b", "limits: [{within: 10 min, from: a, basis: plan, source: C-1}]"),
    step("e", "each: tasks"),
    levels=True,
)


# -- times -----------------------------------------------------------------------------------------------


def test_a_stated_time_and_a_time_of_writing() -> None:
    story = Story(PLAN).when("08:45:59 note x at 08:45", "08:46 note y at 08:45", "08:46:01 note z at 08:45")
    assert [e.entered_later for e in story.session.events[-3:]] == [False, False, True]
    assert [clock(e.recorded) for e in story.session.events[-3:]] == ["08:45:59", "08:46", "08:46:01"]


def test_nothing_happens_in_the_future() -> None:
    story = Story(PLAN)
    for line in ("note x", "set danger=yes", "done a", "level key", "close false-alarm"):
        assert story.refused(f"08:45 {line} at 08:45:01", "future").values["now"] == ms("08:45")


def test_an_act_is_not_before_the_beginning_and_no_end_before_its_start() -> None:
    story = Story(PLAN)
    story.refused("08:45 done a at 08:39", "before-began")
    story.refused("08:45 start a at 08:39", "before-began")
    story.refused("08:45 skip a at 08:39 : x", "before-began")
    story.when("08:45 start a")
    assert clock(story.refused("08:50 done a at 08:44", "before-start").values["start"]) == "08:45"
    story.refused("08:50 skip a at 08:44 : x", "before-start")
    story.when("08:50 done a at 08:45", "08:51 done b at 08:41")
    assert story.limit("b") == "met", "nothing else is demanded of the order of times"


def test_what_the_opening_began_may_end_at_any_time_after_the_beginning() -> None:
    story = Story(PLAN).when("08:45 set began=08:30", "08:46 done log at 08:35")
    assert clock(story.step("log").started_at) == "08:35"
    story = Story(PLAN).when("08:50 set began=08:45")
    assert clock(story.step("log").started_at) == "08:45"


def test_the_beginning_moves_everything_counted_from_it() -> None:
    story = Story(PLAN).when("08:55 set began=08:30")
    assert story.limit("a") == "running 09:00"
    story.when("08:56 set began=08:41")
    assert story.limit("a") == "running 09:11"
    story.when("08:57 done a")
    refusal = story.refused("08:58 set began=08:57:01", "began-after-act")
    assert (refusal.values["seq"], clock(refusal.values["act"])) == (4, "08:57")
    story.when("08:58 set began=08:57")
    story.refused("08:59 set began=09:00", "future")
    story.refuses(c.StateFact(at=ms("08:59"), fact="began", unknown=True), "bad-value")
    story.refuses(c.StateFact(at=ms("08:59"), fact="began", value=True), "bad-value")


def test_people_state_whole_seconds() -> None:
    story = Story(PLAN)
    story.clock.time = ms("08:45") + 999
    noted, *_ = story.do(c.AddNote(at=story.clock.time, text="x"))
    assert (noted.at, noted.recorded) == (ms("08:45"), ms("08:45") + 999)
    moved, *_ = story.do(c.StateFact(at=story.clock.time, fact="began", value=ms("08:30") + 1))
    assert moved.data["value"] == ms("08:30")
    corrected, *_ = story.do(c.Correct(at=story.clock.time, seq=2, new_at=ms("08:44") + 1, reason="x"))
    assert corrected.data["at"] == ms("08:44")


@pytest.mark.parametrize(("mode", "at"), [("live", "08:41"), ("exercise", "08:41"), ("drill", "08:45:01")])
def test_in_a_drill_everything_happens_when_it_is_recorded(mode: str, at: str) -> None:
    story = Story(PLAN, mode=mode).when("08:45:01 note x at 08:41")
    assert clock(story.session.events[-1].at) == at
    story.clock.time = ms("08:46") + 7
    done, *_ = story.do(c.Done(at=ms("08:41"), step="a"))
    assert done.at == (ms("08:46") + 7 if mode == "drill" else ms("08:41"))


def test_statements_entered_late_leave_the_same_history_as_statements_in_time() -> None:
    in_time = Story(PLAN).when("08:45 level key", "08:50 set danger=yes", "08:55 done a", "09:00 done b")
    late = Story(PLAN).when(
        "09:10 done b at 09:00", "09:10 done a at 08:55", "09:10 set danger=yes at 08:50", "09:10 level key at 08:45"
    )
    assert late.session.snapshot().limits == in_time.look("09:10").session.snapshot().limits
    assert late.states("a", "b") == in_time.states("a", "b")


# -- two at once -----------------------------------------------------------------------------------------

SUBJECTS: list[tuple[str, c.Command, c.Command]] = [
    # what somebody else did meanwhile; what then comes back to its author; what does not
    ("start a", c.Done(at=0, step="a"), c.Done(at=0, step="b")),
    ("done a", c.Skip(at=0, step="02", reason="x"), c.Skip(at=0, step="03", reason="x")),
    ("waive a/1 : x", c.Waive(at=0, step="a", limit=1, approver="C", reason="x"), c.AddNote(at=0, text="x")),
    ("extend a/1 Li head : x", c.Extend(at=0, step="a", limit=1, approver="L", role="head", reason="x"), c.Done(
        at=0, step="b")),
    ("assign a Li", c.AssignStep(at=0, step="a", person="Wu"), c.Remind(at=0, step="a", person="Li")),
    ("set danger=yes", c.StateFact(at=0, fact="danger", value=False), c.StateFact(at=0, fact="headcount", value=5)),
    ("set danger=yes", c.Done(at=0, step="a", facts={"danger": False}), c.Done(at=0, step="a")),
    ("set began=08:39", c.StateFact(at=0, fact="began", value=ms("08:38")), c.Start(at=0, step="a")),
    ("level key", c.SetLevel(at=0, level="major"), c.StateFact(at=0, fact="headcount", value=50)),
    ("level key", c.KeepLevel(at=0, reason="x"), c.AddNote(at=0, text="x")),
    ("row tasks task=y", c.WithdrawRow(at=0, fact="tasks", row=1, reason="x"), c.AddNote(at=0, text="x")),
    ("correct-row tasks 1 task=y", c.ChangeRow(at=0, fact="tasks", row=1, values={"task": "z"}), c.ChangeRow(
        at=0, fact="tasks", values={"task": "z"})),
    ("role head Li", c.AssignRole(at=0, role="head", person="Wu"), c.AssignRole(at=0, role="officer", person="Wu")),
    ("handover Wang Li", c.TakeOver(at=0, taker="Wu", reason="x"), c.AddNote(at=0, text="x")),
    ("handover Wang Li", c.AcceptHandover(at=0, taker="Li"), c.LogCall(at=0, role="head", result="busy")),
    ("handover Wang Li", c.CancelHandover(at=0), c.LogCall(at=0, role="head", result="reached", step="a")),
    ("start a", c.LogCall(at=0, role="head", result="reported", step="a"), c.LogCall(
        at=0, role="head", result="busy", step="a")),
    ("handover Wang Li", c.OfferHandover(at=0, giver="", taker="Wu"), c.FollowUp(at=0, plan="p", incident="i")),
    ("void 2", c.Correct(at=0, seq=2, void=True, reason="y"), c.FileEvidence(at=0, id="p", delete_by="2026-09-09")),
    ("retime 2 08:40", c.WithdrawRow(at=0, fact="tasks", row=1, reason="x"), c.AgreeAction(
        at=0, what="w", owner="o", due="2026-09-09")),
]  # fmt: skip


@pytest.mark.parametrize(("meanwhile", "same", "other"), SUBJECTS)
def test_only_what_changed_under_its_author_comes_back(meanwhile: str, same: c.Command, other: c.Command) -> None:
    story = Story(PLAN).when("08:41 row tasks task=x")
    seen = story.session.state.version
    story.when(f"08:42 {meanwhile}", by="Li")
    refusal = story.refuses(replace(same, at=ms("08:42"), seen=seen), "changed-meanwhile")
    assert (refusal.values["by"], refusal.values["seq"]) == ("Li", story.session.state.version)
    story.do(replace(other, at=ms("08:42"), seen=seen))
    result = story.session.do(replace(same, at=ms("08:42"), seen=story.session.state.version), "Wang")
    assert not isinstance(result, Refusal) or result.code != "changed-meanwhile", "seen now, it is decided"


def two_stations() -> tuple[Story, Session]:
    story = Story(PLAN)
    return story, Session.resume(story.store.peer(), story.session.id, clock=story.clock)


def test_two_stations_on_two_steps() -> None:
    story, other = two_stations()
    story.when("08:45 done a")
    result = other.do(c.Done(at=ms("08:45"), step="b"), "Li")
    assert isinstance(result, tuple)
    assert [e.kind for e in other.events] == ["incident-opened", "step-done", "step-done"]
    assert story.session.refresh() == result
    assert story.session.snapshot() == other.snapshot()
    assert story.session.head == other.head


def test_two_stations_on_one_step() -> None:
    story, other = two_stations()
    story.when("08:45 start a")
    refused = other.do(c.Start(at=ms("08:45"), step="a"), "Li")
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.values["by"]) == ("changed-meanwhile", "Wang")
    assert isinstance(other.do(c.Start(at=ms("08:45"), step="b"), "Li"), tuple)
