"""The level of the event: proposed by facts, set by people, up and down."""

from __future__ import annotations

from incidents import commands as c
from tests.incidents.small_plans import step, tiny
from tests.incidents.story import Story, clock, ms

PLAN = tiny(
    "headcount: {type: count, ask: h}, danger: {type: yes-no, ask: d}",
    step("a", "limits: [{within: 10 min, from: began, when: {level: key}, basis: plan, source: C-1}]"),
    levels=True,
)


def proposed(story: Story) -> str:
    return story.session.snapshot().proposed


def test_it_begins_at_the_first_level() -> None:
    story = Story(PLAN)
    assert (story.session.snapshot().level, proposed(story)) == ("general", "")
    story.when("08:45 level general")
    story.refused("08:46 level general", "already-level")


def test_a_plan_without_levels() -> None:
    story = Story(tiny("danger: {type: yes-no, ask: d}", step("a")))
    assert (story.session.snapshot().level, proposed(story)) == ("", "")
    story.refused("08:41 level key", "unknown-level")
    story.refused("08:41 keep-level : no", "no-proposal")


def test_the_highest_whose_condition_holds_is_proposed() -> None:
    story = Story(PLAN).when("08:41 set headcount=12")
    assert proposed(story) == "key"
    story.when("08:42 set danger=yes")
    assert proposed(story) == "major"
    story.when("08:43 level major")
    assert proposed(story) == ""
    story.when("08:44 set danger=no", "08:45 set headcount=3")
    assert proposed(story) == "", "down is for people to say"


def test_up_anybody_may_down_takes_a_reason_and_a_word() -> None:
    story = Story(PLAN).when("08:41 level key", "08:42 level major")
    story.refused("08:45 level key", "needs-reason")
    story.refuses(c.SetLevel(at=ms("08:45"), level="key", reason="calmer"), "needs-approver")
    story.when("08:46 level key : calmer")
    assert story.session.events[-1].data["approver"] == "leading_group_head"
    assert story.refused("08:47 level kye", "unknown-level").values["near"] == "key"


def test_a_level_stated_for_an_earlier_time() -> None:
    """As with any fact: the present is what was stated for the latest time, and the limit moves with the history."""
    story = Story(PLAN).when("09:00 level key", "09:02 level key at 08:50")
    assert clock(story.limits("a")[0].due_at) == "09:00"
    story.refused("09:03 level key at 08:55", "already-level")
    story.refused("09:03 level general at 08:55", "needs-reason")
    story.when("09:03 level major at 08:52 : the danger was seen", "09:04 level key at 08:53 : it was over")
    assert story.session.snapshot().level == "key"
    assert story.every("a") == ["1 overdue 09:03"], "at key anew from 08:53"


def test_a_level_set_by_mistake_is_voided() -> None:
    story = Story(PLAN).when("09:00 level key", "09:01 void 2")
    assert (story.session.snapshot().level, story.limit("a")) == ("general", "not-applicable")


def test_a_declined_proposal_comes_back_only_as_a_further_level() -> None:
    story = Story(PLAN).when("08:41 set headcount=12")
    story.refused("08:42 keep-level", "needs-reason")
    story.when("08:42 keep-level : they are only passing by")
    assert proposed(story) == ""
    story.when("08:43 set headcount=5", "08:44 set headcount=15")
    assert proposed(story) == "", "it is the same proposal"
    story.when("08:45 set headcount=40")
    assert proposed(story) == "major"
    story.when("08:46 keep-level : the band of the school", "08:47 set headcount=12")
    assert proposed(story) == "", "key was declined before, and so was more"
    story.refused("08:48 keep-level : no", "no-proposal")


def test_a_level_set_after_all_ends_the_declining() -> None:
    story = Story(PLAN).when("08:41 set headcount=40", "08:42 keep-level : passing by", "08:43 level key")
    assert proposed(story) == ""
    story.when("08:44 level major", "08:45 set headcount=2", "08:46 level general : over", "08:47 set headcount=50")
    assert proposed(story) == "major"


def test_a_declining_that_is_voided() -> None:
    story = Story(PLAN).when("08:41 set headcount=12", "08:42 keep-level : passing by", "08:43 void 3")
    assert proposed(story) == "key"
    story.when("08:44 keep-level : passing by", "08:45 level key", "08:46 void 6")
    assert proposed(story) == ""


def test_the_highest_that_was_declined_counts_whatever_is_voided() -> None:
    story = Story(PLAN).when("08:41 set headcount=40", "08:42 keep-level : passing by", "08:43 level major")
    story.when("08:44 level general : over", "08:45 set headcount=12", "08:46 keep-level : passing by", "08:47 void 4")
    story.when("08:48 set headcount=40")
    assert proposed(story) == ""


def test_nothing_is_proposed_after_the_end() -> None:
    assert proposed(Story(PLAN).when("08:41 set headcount=12", "08:42 close : over")) == ""
