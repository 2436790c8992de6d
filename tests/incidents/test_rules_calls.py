"""Calls, and all that is recorded beside the steps: notes, evidence, reminders, actions, linked incidents."""

from __future__ import annotations

from incidents import commands as c
from incidents.events import CALL_RESULTS
from tests.incidents.small_plans import step, tiny
from tests.incidents.story import Story, clock, ms

PLAN = tiny(
    "danger: {type: yes-no, ask: d}, tasks: {type: rows, ask: t, of: {task: text}}",
    step("a", "tells: [leading_group_head, department_head]"),
    step("b", "after: [a]", "tells: head"),
    step("c", "when: {danger: yes}", "tells: officer"),
    step("e", "each: tasks"),
)


def told(story: Story) -> dict[str, tuple[str | None, str, int]]:
    return {t.role: (clock(t.at), t.call, t.tries) for t in story.session.snapshot().told}


def test_a_call_alone() -> None:
    story = Story(PLAN).when(
        "08:41 set danger=yes", "08:41 call head busy", "08:42 call head no-answer", "08:43 call officer message"
    )
    assert told(story)["head"] == (None, "no-answer", 2)
    assert told(story)["officer"] == (None, "message", 0)
    story.when("08:44 call head reached")
    assert told(story)["head"] == ("08:44", "reached", 0)
    story.refused("08:45 call hed reached", "unknown-role")
    assert story.refused("08:45 call head talked", "unknown-result").allowed == CALL_RESULTS


def test_reported_does_the_step() -> None:
    story = Story(PLAN).when("08:42 call head reported a Wu")
    assert story.states("a", "b") == ["done", "ready"]
    logged, done = story.session.events[-2:]
    assert (logged.step, logged.turn, done.step, logged.group) == ("a", 1, "a", done.group)
    assert told(story)["leading_group_head"][0] == "08:42"


def test_reported_once_more_is_a_call_and_nothing_else() -> None:
    """The deputy was reached too: the call took place, and the step stays as it was done."""
    story = Story(PLAN).when("08:42 call head reported a Wu", "08:43 call officer reported a Li")
    assert [e.kind for e in story.session.events[-2:]] == ["step-done", "call-logged"]
    assert story.session.events[-1].step == "a"


def test_reported_before_its_turn_needs_a_reason() -> None:
    story = Story(PLAN)
    assert story.refused("08:42 call head reported b", "step-waits").values["waits"][0].id == "a"
    story.when("08:42 call head reached b", "08:43 call head reported b : he rang himself")
    assert story.states("a", "b") == ["ready", "done"]
    assert story.step("b").ahead


def test_assigned_hands_it_over() -> None:
    story = Story(PLAN).when("08:42 call head assigned a Wu", "08:43 call officer assigned b")
    assert (story.step("a").state, story.step("a").person) == ("in-progress", "Wu")
    assert (story.step("b").state, story.step("b").person) == ("waiting", "officer")


def test_a_call_about_a_list_without_rows() -> None:
    story = Story(PLAN).when("08:42 call head reached e")
    assert (story.session.events[-1].step, story.session.events[-1].turn) == ("e", 0)
    story.refused("08:43 call head reported e", "step-waits")
    story.when("08:44 row tasks task=x", "08:45 call head reported e@1")
    assert story.states("e") == ["done"]


def test_a_voided_call_told_nobody() -> None:
    story = Story(PLAN).when("08:41 call head reached", "08:42 void 2")
    assert told(story)["head"] == (None, "", 0)


def test_who_has_been_told_and_who_is_to_be() -> None:
    story = Story(PLAN)
    assert list(told(story)) == ["leading_group_head", "department_head", "head"]
    story.when("08:44 set danger=yes", "08:45 done a", "08:50 done b")
    assert [(role, at) for role, (at, _, _) in told(story).items()] == [
        ("leading_group_head", "08:45"),
        ("department_head", "08:45"),
        ("head", "08:50"),
        ("officer", None),
    ]
    story.when("08:51 call department_head reached at 08:44", "08:52 set danger=no", "08:53 reopen again a")
    story.when("08:54 done a")
    assert [(role, at) for role, (at, _, _) in told(story).items()] == [
        ("department_head", "08:44"),
        ("leading_group_head", "08:45"),
        ("head", "08:50"),
    ]


def test_notes() -> None:
    story = Story(PLAN).when("08:41 note it rains", "08:42 note-on a the gate is locked")
    assert (story.session.events[-1].step, story.session.events[-1].data) == ("a", {"text": "the gate is locked"})
    story.refused("08:43 note", "needs-text")
    story.refused("08:43 note-on nowhere x", "unknown-step")


def test_evidence_is_an_id_and_a_date() -> None:
    story = Story(PLAN).when("08:41 evidence p1 2026-09-09 a")
    assert story.session.events[-1].data == {"id": "p1", "sha256": "", "delete_by": "2026-09-09", "about": ""}
    story.do(c.FileEvidence(at=ms("08:41"), id="p2", delete_by="2026-09-09", sha256="0" * 64))
    story.refuses(c.FileEvidence(at=ms("08:41"), id="p3", delete_by="2026-09-09", sha256="x"), "bad-value")
    story.refuses(c.FileEvidence(at=ms("08:41"), id=" ", delete_by="2026-09-09"), "needs-text")
    story.refused("08:42 evidence p3 some-day", "bad-value")


def test_reminders_go_to_whoever_has_the_step() -> None:
    story = Story(PLAN).when("08:41 assign a Wu", "08:42 remind a", "08:43 remind a Li")
    assert [e.data["person"] for e in story.session.events[-2:]] == ["Wu", "Li"]
    story.refused("08:44 remind e", "step-waits")


def test_an_assignment_needs_a_name() -> None:
    Story(PLAN).refuses(c.AssignStep(at=ms("08:40"), step="a", person=" "), "needs-text")


def test_an_assignment_that_begins_a_step_is_an_act() -> None:
    story = Story(PLAN).when("08:50 set began=08:45")
    story.refused("08:51 assign a Li at 08:41", "before-began")


def test_actions_and_linked_incidents() -> None:
    story = Story(PLAN).when("08:41 action telephone Wu 2026-03-31", "08:42 follow-up routine-case x-1 a")
    assert story.session.events[-1].step == "a"
    story.refused("08:43 action telephone Wu tomorrow", "bad-value")
    story.refused("08:43 follow-up other x-1", "follow-up-known")
    story.refuses(c.FollowUp(at=ms("08:41"), plan="", incident="x-2"), "needs-text")
    story.refuses(c.AgreeAction(at=ms("08:41"), what=" ", owner="Wu", due="2026-03-31"), "needs-text")
