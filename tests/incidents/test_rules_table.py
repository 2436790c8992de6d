"""Every command on a step in every state: what is recorded, what is refused, and what the step is afterwards."""

from __future__ import annotations

import pytest

from incidents.refusals import Refusal
from incidents.transitions import TRANSITIONS, allowed_in
from tests.incidents.small_plans import step, tiny
from tests.incidents.story import Story

PLAN = tiny(
    "danger: {type: yes-no, ask: danger}",
    step("first"),
    step("it", "when: {danger: yes}, after: [first]"),
    step("then", "after: [it]"),
)
TO_REACH = {
    "waiting": "08:41 set danger=yes",
    "ready": "08:41 set danger=yes\n08:42 done first",
    "in-progress": "08:41 set danger=yes\n08:42 done first\n08:43 start it",
    "done": "08:41 set danger=yes\n08:42 done first\n08:43 done it",
    "skipped": "08:41 set danger=yes\n08:42 done first\n08:43 skip it : told already",
    "not-applicable": "08:41 set danger=no\n08:42 done first",
}

# for each command: (without a reason: refused as, or the state it makes), (with one)
TABLE: dict[str, dict[str, tuple[str, str]]] = {
    "start it": {
        "waiting": ("step-waits", "in-progress"),
        "ready": ("in-progress", "in-progress"),
        "in-progress": ("step-started", "step-started"),
        "done": ("step-done", "step-done"),
        "skipped": ("step-skipped", "step-skipped"),
        "not-applicable": ("step-not-applicable", "in-progress"),
    },
    "done it": {
        "waiting": ("step-waits", "done"),
        "ready": ("done", "done"),
        "in-progress": ("done", "done"),
        "done": ("step-done", "step-done"),
        "skipped": ("step-skipped", "step-skipped"),
        "not-applicable": ("step-not-applicable", "done"),
    },
    "skip it": {
        "waiting": ("needs-reason", "skipped"),
        "ready": ("needs-reason", "skipped"),
        "in-progress": ("needs-reason", "skipped"),
        "done": ("needs-reason", "step-done"),
        "skipped": ("needs-reason", "step-skipped"),
        "not-applicable": ("needs-reason", "nothing-to-skip"),
    },
    "reopen wrong it": {
        "waiting": ("not-done", "not-done"),
        "ready": ("not-done", "not-done"),
        "in-progress": ("not-done", "not-done"),
        "done": ("ready", "ready"),
        "skipped": ("ready", "ready"),
        "not-applicable": ("not-done", "not-done"),
    },
    "reopen again it": {
        "waiting": ("not-done", "not-done"),
        "ready": ("not-done", "not-done"),
        "in-progress": ("not-done", "not-done"),
        "done": ("ready", "ready"),
        "skipped": ("ready", "ready"),
        "not-applicable": ("not-done", "not-done"),
    },
    "assign it Li": {
        "waiting": ("waiting", "waiting"),
        "ready": ("in-progress", "in-progress"),
        "in-progress": ("in-progress", "in-progress"),
        "done": ("step-done", "step-done"),
        "skipped": ("step-skipped", "step-skipped"),
        "not-applicable": ("step-not-applicable", "step-not-applicable"),
    },
}
CELLS = [(command, state) for command, row in TABLE.items() for state in row]
STATES = set(TO_REACH)


@pytest.mark.parametrize(("command", "state"), CELLS)
@pytest.mark.parametrize("reason", ["", " : because"])
def test_cell(command: str, state: str, reason: str) -> None:
    story = Story(PLAN).when(TO_REACH[state])
    assert story.states("it") == [state]
    expected = TABLE[command][state][bool(reason)]
    if expected in STATES:
        story.when(f"08:50 {command}{reason}")
        assert story.states("it") == [expected]
        was_early = state in {"waiting", "not-applicable"} and expected in {"in-progress", "done"}
        assert story.step("it").ahead == was_early
    else:
        story.refused(f"08:50 {command}{reason}", expected)


@pytest.mark.parametrize("state", sorted(STATES))
def test_a_refusal_names_the_state_and_what_would_be_allowed(state: str) -> None:
    """What is called allowed is accepted, with a reason where the table asks for one; all else is refused."""
    lines = {
        "start": "start it",
        "done": "done it",
        "skip": "skip it",
        "reopen --wrong": "reopen wrong it",
        "reopen --again": "reopen again it",
        "assign-step": "assign it Li",
    }
    for name, line in lines.items():
        result = Story(PLAN).when(TO_REACH[state]).attempt(f"08:50 {line} : because")
        assert isinstance(result, Refusal) != (name in allowed_in(state)), name  # type: ignore[arg-type]
        if isinstance(result, Refusal):
            assert (result.state, result.allowed) == (state, allowed_in(state))  # type: ignore[arg-type]


def test_the_table_is_whole() -> None:
    assert [set(row) for row in TRANSITIONS.values()] == [STATES] * len(TABLE)


def test_who_did_it_is_said_when_it_is_refused() -> None:
    story = Story(PLAN).when(TO_REACH["ready"]).when("08:43 start it")
    assert story.refused("08:44 start it", "step-started", by="Li").values["by"] == "Wang"
    story.when("08:45 done it", by="Li")
    refusal = story.refused("08:46 done it", "step-done")
    assert refusal.values["by"] == "Li"
    assert refusal.allowed == ("reopen --wrong", "reopen --again")


def test_what_it_waits_for_is_said_when_it_is_refused() -> None:
    story = Story(PLAN)
    waits = story.refused("08:41 done it", "step-waits").values["waits"]
    assert [(w.kind, w.id) for w in waits] == [("fact", "danger"), ("step", "first")]


def test_a_reopened_step_that_was_started_is_in_progress_again() -> None:
    story = Story(PLAN).when(TO_REACH["in-progress"]).when("08:50 done it", "08:51 reopen wrong it")
    assert story.states("it", "then") == ["in-progress", "waiting"]


def test_a_reopened_step_stands_as_the_rules_say() -> None:
    """Done ahead of its turn and taken back: it waits again."""
    story = Story(PLAN).when(TO_REACH["waiting"]).when("08:50 done it : because", "08:51 reopen wrong it")
    assert story.states("it") == ["waiting"]
    story = Story(PLAN).when(TO_REACH["not-applicable"]).when("08:50 done it : because", "08:51 reopen wrong it")
    assert story.states("it", "then") == ["not-applicable", "not-applicable"]


def test_a_step_once_begun_depends_on_nothing_any_more() -> None:
    """Neither what it follows nor its own condition: not in the turn that was begun, nor in another one."""
    story = Story(PLAN).when(TO_REACH["in-progress"]).when("08:50 reopen wrong first", "08:51 set danger=no")
    assert story.states("first", "it", "then") == ["ready", "in-progress", "waiting"]
    story.when("08:52 done it", "08:53 reopen again it")
    assert story.states("it", "then") == ["ready", "ready"]
    assert story.step("it").turn == 2


def test_a_turn_asked_for_again_leaves_the_first_as_it_was() -> None:
    story = Story(PLAN).when(TO_REACH["done"]).when("08:50 reopen again it", "08:51 done it")
    assert [(t.number, t.settled) for t in story.state.records[2].standing()] == [(1, True), (2, True)]
    story.when("08:52 reopen wrong it@1")
    view = story.step("it")
    assert (view.state, view.turn, view.open_turns) == ("ready", 1, (1,))
    assert story.states("then") == ["ready"], "the second turn stands"
    story.when("08:53 done it@1")
    assert story.states("it") == ["done"]


def test_turns_are_addressed() -> None:
    story = Story(PLAN).when(TO_REACH["done"])
    assert story.refused("08:50 done it@2", "unknown-turn").values["turn"] == 2
    story.when("08:51 reopen again it")
    story.refused("08:52 reopen wrong it", "not-done")
    story.when("08:52 reopen wrong it@1")
    assert story.states("it", "then") == ["ready", "waiting"]


def test_a_step_may_be_named_by_its_number() -> None:
    story = Story(PLAN).when("08:41 done 02")
    assert story.states("first") == ["done"]
    assert story.refused("08:42 done 09", "unknown-step").values == {"step": "09", "near": ""}
    assert story.refused("08:42 done frist", "unknown-step").values["near"] == "first"


def test_a_step_that_follows_several() -> None:
    """An entry is satisfied by one settled member; one that does not apply is not waited for; one that is open is."""
    plan = tiny(
        "danger: {type: yes-no, ask: d}, injury: {type: yes-no, ask: i}",
        step("a"),
        step("b", "when: {danger: yes}"),
        step("c", "when: {injury: yes}"),
        step("one", "after: [{any: [b, c]}]"),
        step("both", "after: [a, b]"),
    )
    story = Story(plan)
    assert story.waits("one") == ["fact danger", "fact injury", "step b", "step c"]
    story.when("08:41 set danger=no")
    assert story.states("b", "one", "both") == ["not-applicable", "waiting", "waiting"]
    assert story.waits("one") == ["fact injury", "step c"]
    assert story.waits("both") == ["step a"]
    story.when("08:42 done a", "08:43 set injury=no")
    assert story.states("one", "both") == ["not-applicable", "ready"]
    story.when("08:44 set injury=yes", "08:45 done c")
    assert story.states("one") == ["ready"]
    story.when("08:46 set danger=yes")
    assert story.states("one", "both") == ["ready", "waiting"], "any one of its members is enough"
    story.when("08:47 done one", "08:48 reopen wrong c", "08:49 set injury=no")
    assert story.states("one") == ["done"]


def test_a_step_done_together_is_recorded_with_all_its_roles() -> None:
    story = Story(tiny("", step("a", "role: [head, officer]"))).when("08:41 start a", "08:42 done a")
    assert [e.role for e in story.session.events[1:]] == ["head,officer", "head,officer"]
