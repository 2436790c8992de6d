"""A turn for each row of a list: rows added, corrected, withdrawn, and what is settled when."""

from __future__ import annotations

from incidents import commands as c
from tests.incidents.small_plans import step, tiny
from tests.incidents.story import Story, clock, ms

FACTS = "tasks: {type: rows, ask: t, of: {task: text, due: date, owner: role}}, other: {type: yes-no, ask: o}"
PLAN = tiny(
    FACTS,
    step("draft", "record: [tasks]"),
    step("carry-out", "each: tasks", "after: [draft]", "limits: [{by: tasks.due, basis: plan, source: C-1}]"),
    step("report", "after: [carry-out]", "limits: [{within: 10 min, from: carry-out, basis: plan, source: C-1}]"),
)


def two_tasks() -> Story:
    return Story(PLAN).when(
        "08:45 done draft", "08:46 row tasks task=a due=2026-03-12", "08:47 row tasks task=b due=2026-03-13"
    )


def test_no_list_no_turns() -> None:
    story = Story(PLAN)
    assert (story.step("carry-out").turn, story.step("carry-out").state) == (0, "waiting")
    assert story.waits("carry-out") == ["step draft", "fact tasks"]
    assert story.limits("carry-out") == []
    assert [w.id for w in story.refused("08:41 done carry-out", "step-waits").values["waits"]] == ["draft", "tasks"]
    story.refused("08:41 done carry-out@1", "unknown-turn")


def test_an_empty_list_is_settled() -> None:
    story = Story(PLAN).when("08:45 done draft", "08:46 set tasks=[]")
    assert story.states("carry-out", "report") == ["not-applicable", "ready"]
    story.refused("08:47 done carry-out", "step-not-applicable")
    assert story.limit("report") == "pending", "nothing was carried out, so nothing is counted from it"
    story.when("08:48 row tasks task=a")
    assert story.states("carry-out", "report") == ["ready", "waiting"]


def test_each_row_has_its_turn_and_its_limit() -> None:
    story = two_tasks()
    assert story.step("carry-out").open_turns == (1, 2)
    assert story.every("carry-out") == ["1 running 03-13 00:00", "2 running 03-14 00:00"]
    story.when("09:00 done carry-out@2", "09:01 start carry-out")
    assert story.every("carry-out") == ["1 running 03-13 00:00", "2 met 399600"]
    assert (story.step("carry-out").state, story.step("carry-out").turn) == ("in-progress", 1)
    assert story.states("report") == ["waiting"]
    story.when("09:02 done carry-out")
    assert story.states("carry-out", "report") == ["done", "ready"]
    assert story.limit("report") == "running 09:12"
    story.refused("09:03 done carry-out", "step-done")


def test_its_moment_is_the_end_of_the_last_row_whichever_that_is() -> None:
    story = two_tasks().when("09:05 done carry-out@1", "09:06 done carry-out@2 at 09:01")
    assert story.limit("report") == "running 09:15"


def test_an_added_row_unsettles_it_but_not_what_was_begun() -> None:
    story = two_tasks().when("09:00 done carry-out@1", "09:00 done carry-out@2", "09:01 start report")
    story.when("09:02 row tasks task=c due=2026-03-01")
    assert story.states("carry-out", "report") == ["ready", "in-progress"]
    assert story.limit("report") == "pending", "the last row is not done any more"
    view = story.limits("carry-out", turn=3)[0]
    assert (view.state, view.known_late) == ("overdue", True)
    story.when("09:03 done report", "09:04 done carry-out@3")
    assert story.limit("report") == "met"


def test_rows_are_done_and_skipped_side_by_side() -> None:
    story = two_tasks().when("09:00 skip carry-out@1 : somebody else does", "09:01 done carry-out@2")
    assert story.states("carry-out") == ["done"]
    assert story.limit("report") == "running 09:11"
    story.when("09:02 reopen wrong carry-out@2", "09:03 skip carry-out@2 : the same")
    assert story.states("carry-out", "report") == ["skipped", "ready"]
    assert story.limit("report") == "pending"


def test_a_withdrawn_row_takes_its_turn_along() -> None:
    story = two_tasks().when("09:00 done carry-out@1", "09:01 start carry-out@2")
    story.when("09:02 withdraw tasks 2 : entered twice")
    assert story.states("carry-out", "report") == ["done", "ready"]
    assert story.every("carry-out") == ["1 met 313200"]
    story.refused("09:03 done carry-out@2", "unknown-turn")
    story.refused("09:03 withdraw tasks 2 : again", "unknown-row")
    story.refused("09:03 correct-row tasks 2 task=c", "unknown-row")
    story.when("09:04 row tasks task=c")
    assert list(story.session.snapshot().rows["tasks"]) == [1, 3], "numbers are never given twice"
    story.when("09:05 void 7")
    assert list(story.session.snapshot().rows["tasks"]) == [1, 2, 3]
    assert story.step("carry-out").open_turns == (2, 3)
    assert story.state.records[2].turns[2].started is not None


def test_a_voided_row_is_never_numbered_again() -> None:
    story = two_tasks().when("09:00 void 4", "09:01 row tasks task=c")
    assert list(story.session.snapshot().rows["tasks"]) == [1, 3]


def test_acts_on_a_row_that_is_gone_stay_known() -> None:
    """Its turn is out of the way; brought back, it is as it was."""
    story = two_tasks().when("09:00 done carry-out@1", "09:01 withdraw tasks 1 : a mistake")
    assert story.step("carry-out").open_turns == (2,)
    story.when("09:02 void 5")
    assert story.states("carry-out") == ["ready"]
    story.when("09:03 void 6")
    assert story.picture() == story.replayed()


def test_a_corrected_row_keeps_what_is_not_corrected() -> None:
    story = two_tasks().when("09:00 correct-row tasks 1 due=2026-03-10")
    assert story.session.snapshot().rows["tasks"][1] == {"task": "a", "due": "2026-03-10"}
    assert story.limit("carry-out", turn=1) == "running 03-11 00:00"


def test_known_late_is_about_the_date_alone() -> None:
    story = Story(PLAN).when("08:45 done draft", "08:46 row tasks task=a due=2026-03-10")
    story.when("03-12 09:00 correct-row tasks 1 task=b due=2026-03-10")
    assert (story.limits("carry-out")[0].state, story.limits("carry-out")[0].known_late) == ("overdue", False)
    story.when("03-12 09:01 correct-row tasks 1 due=2026-03-11")
    assert story.limits("carry-out")[0].known_late


def test_a_row_without_a_date_has_a_limit_without_a_due() -> None:
    story = Story(PLAN).when("08:45 done draft", "08:46 row tasks task=a")
    assert story.every("carry-out") == ["1 pending"]
    story.when("09:00 done carry-out")
    assert story.every("carry-out") == ["1 not-applicable"]


def test_what_a_row_may_hold() -> None:
    story = two_tasks()
    assert story.refused("09:00 row tasks what=a", "unknown-fact").values["fact"] == "tasks.what"
    assert story.refused("09:00 row tasks due=tomorrow", "bad-value").values["fact"] == "tasks.due"
    story.refused("09:00 row tasks owner=nobody", "bad-value")
    story.refused("09:00 row tasks", "needs-text")
    story.refused("09:00 row other task=a", "not-a-list")
    story.refused("09:00 withdraw tasks 1", "needs-reason")
    story.when("09:00 row tasks owner=officer")


def test_rows_are_not_begun_again() -> None:
    """Whoever needs one once more adds a row."""
    story = two_tasks().when("09:00 done carry-out@1", "09:01 done carry-out@2")
    story.refused("09:02 reopen again carry-out", "unknown-turn")
    story.when("09:03 reopen wrong carry-out")
    assert story.step("carry-out").open_turns == (2,), "the one that was ended last"


def test_one_row_done_ahead_lets_the_others_go_on() -> None:
    story = Story(PLAN).when("08:46 row tasks task=a", "08:47 row tasks task=b")
    assert story.states("carry-out") == ["waiting"]
    story.when("08:48 done carry-out@2 : it could not wait")
    assert story.states("carry-out") == ["ready"], "the step has begun"


def test_a_list_may_serve_several_steps() -> None:
    plan = tiny(FACTS, step("a", "each: tasks"), step("b", "each: tasks"))
    story = Story(plan).when("08:46 row tasks task=x", "08:47 done a")
    assert story.states("a", "b") == ["done", "ready"]
    story.when("08:48 row tasks task=y", "08:49 withdraw tasks 1 : wrong")
    assert [story.step(s).open_turns for s in "ab"] == [(2,), (2,)]


def test_two_people_on_two_rows_do_not_hinder_each_other() -> None:
    story = two_tasks()
    seen = story.session.state.version
    story.when("09:00 done carry-out@1", by="Li")
    story.do(c.Done(at=ms("09:00"), step="carry-out", turn=2, seen=seen))
    story.refuses(c.Done(at=ms("09:00"), step="carry-out", turn=1, seen=seen), "changed-meanwhile")
    story.refuses(c.Done(at=ms("09:00"), step="carry-out", seen=seen), "changed-meanwhile")


def test_many_rows_in_any_order() -> None:
    story = Story(PLAN).when("08:45 done draft", *(f"08:46 row tasks task=t{n}" for n in range(40)))
    for n in (7, 3, 40, 1, 25):
        story.when(f"08:50 done carry-out@{n}")
    assert story.step("carry-out").turn == 2
    assert len(story.step("carry-out").open_turns) == 35
    assert clock(story.state.records[2].ends[-1]) == "08:50"
    assert story.picture() == story.replayed()
