"""What is stated, from when it is so, and what follows while nobody has answered."""

from __future__ import annotations

from typing import Any

import pytest

from incidents import commands as c
from tests.incidents.small_plans import step, tiny
from tests.incidents.story import Story, clock, ms

FACTS = """danger: {type: yes-no, ask: d}, injury: {type: yes-no, ask: i}, headcount: {type: count, ask: h, max: 500},
  elected: {type: count, ask: e, min: 1, max: 5}, colour: {type: choice, ask: c, of: {red: Red, blue: Blue}},
  place: {type: text, ask: p}, day: {type: date, ask: d}, arrived: {type: moment, ask: a}, who: {type: person, ask: w},
  part: {type: role, ask: r}, photo: {type: file, ask: f}, claims: {type: rows, ask: c, of: {claim: text, due: date}}"""


def needed(condition: str, **more: Any) -> Story:
    """An incident with one step that is needed only under a condition."""
    return Story(tiny(FACTS, step("it", f"when: {condition}"), **more))


@pytest.mark.parametrize(
    ("condition", "said", "state"),
    [
        ("{danger: yes}", "", "waiting"),
        ("{danger: yes}", "danger=yes", "ready"),
        ("{danger: yes}", "danger=no", "not-applicable"),
        ("{danger: yes}", "danger=unknown", "waiting"),
        ("{not: {danger: yes}}", "", "waiting"),
        ("{not: {danger: yes}}", "danger=no", "ready"),
        ("{any: [{danger: yes}, {injury: yes}]}", "danger=yes", "ready"),
        ("{any: [{danger: yes}, {injury: yes}]}", "danger=no", "waiting"),
        ("{all: [{danger: yes}, {injury: yes}]}", "danger=no", "not-applicable"),
        ("{all: [{danger: yes}, {injury: yes}]}", "danger=yes", "waiting"),
        ("{danger: yes, injury: yes}", "danger=no", "not-applicable"),
        ("{colour: red}", "colour=red", "ready"),
        ("{colour: red}", "colour=blue", "not-applicable"),
        ('{headcount: ">= 30"}', "headcount=30", "ready"),
        ('{headcount: ">= 30"}', "headcount=29", "not-applicable"),
        ('{headcount: ">= 30"}', "headcount=10-30", "ready"),
        ('{headcount: "> 30"}', "headcount=30", "not-applicable"),
        ('{headcount: "<= 30"}', "headcount=20-31", "not-applicable"),
        ('{headcount: "< 30"}', "headcount=20-29", "ready"),
        ("{headcount: 30}", "headcount=20-30", "ready"),
    ],
)
def test_a_condition_is_yes_no_or_open(condition: str, said: str, state: str) -> None:
    """A range counts by its upper end; what nobody answered, or knows, is open, and so is the reverse of it."""
    story = needed(condition)
    if said:
        story.when(f"08:41 set {said}")
    assert story.states("it") == [state]


@pytest.mark.parametrize(
    ("condition", "level", "state"),
    [
        ("{level: key}", "key", "ready"),
        ("{level: key}", "major", "not-applicable"),
        ('{level: ">= key"}', "major", "ready"),
        ('{level: "< major"}', "key", "ready"),
        ('{level: "> key"}', "key", "not-applicable"),
        ("{level: general}", "", "ready"),
    ],
)
def test_levels_are_ordered_as_the_plan_lists_them(condition: str, level: str, state: str) -> None:
    story = Story(tiny(FACTS, step("it", f"when: {condition}"), levels=True))
    if level:
        story.when(f"08:41 level {level}")
    assert story.states("it") == [state]


def test_the_profile_of_the_site_is_a_condition_that_never_changes() -> None:
    assert needed("{profile: private}").states("it") == ["not-applicable"]
    assert needed("{profile: private}", site="site: x\nprofile: private\n").states("it") == ["ready"]


def test_the_present_value_is_the_one_with_the_latest_time() -> None:
    story = needed("{danger: yes}").when("08:50 set danger=yes", "08:52 set danger=no at 08:45")
    assert story.states("it") == ["ready"]
    assert [(clock(s.at), s.value) for s in story.state.facts["danger"].statements] == [
        ("08:45", False),
        ("08:50", True),
    ]
    story.when("08:53 set danger=no at 08:50")
    assert story.states("it") == ["not-applicable"]
    assert len(story.state.facts["danger"].statements) == 3, "nothing is erased"


def test_taken_back_at_the_same_time_it_never_occurred() -> None:
    """Also for a limit of a step that does not depend on it."""
    plan = tiny(FACTS, step("it", "limits: [{within: 10 min, from: danger, basis: plan, source: C-1}]"))
    story = Story(plan).when("08:50 set danger=yes")
    assert story.limit("it") == "running 09:00"
    story.when("08:55 set danger=no at 08:50")
    assert story.limit("it") == "pending"
    story.when("08:56 set danger=yes at 08:50")
    assert story.limit("it") == "running 09:00"


def test_said_again_it_has_not_occurred_again() -> None:
    plan = tiny(FACTS, step("it", "limits: [{within: 10 min, from: danger, basis: plan, source: C-1}]"))
    story = Story(plan).when("08:50 set danger=yes", "08:55 set danger=yes", "08:58 set danger=yes at 08:52")
    assert story.limit("it") == "running 09:00"
    story.when("09:00 set danger=unknown", "09:05 set danger=yes")
    assert story.limit("it") == "running 09:15", "after a time of not knowing it is yes anew"


def test_a_field_filled_with_done_is_a_statement_at_that_moment() -> None:
    story = Story(tiny(FACTS, step("it", "record: [headcount, {id: course, type: text, ask: n}]")))
    story.when("08:50 set headcount=10", "09:00 done it headcount=20 course=calm at 08:45")
    facts = story.session.snapshot().facts
    assert (facts["headcount"].value, clock(facts["course"].at)) == (10, "08:45")
    assert [e.kind for e in story.session.events[-3:]] == ["fact-stated", "fact-stated", "step-done"]
    assert len({e.group for e in story.session.events[-3:]}) == 1
    story.refused("09:01 done log danger=yes", "unknown-fact")


def test_a_level_may_stand_in_a_form() -> None:
    story = Story(tiny(FACTS, step("grade", "record: [level, danger]"), levels=True))
    story.when("08:50 done grade level=key danger=no")
    assert story.session.snapshot().level == "key"
    assert story.owed() == []
    story.when("08:51 reopen again grade", "08:52 done grade level=key")
    assert [e.kind for e in story.session.events].count("level-set") == 1
    story.when("08:53 reopen again grade")
    story.refused("08:54 done grade level=general", "needs-reason")
    story.refused("08:54 done grade level=general : calmer", "needs-approver")
    story.refused("08:54 done grade level=highest", "unknown-level")


GOOD: list[tuple[str, Any]] = [
    ("danger", True),
    ("headcount", 0),
    ("headcount", [3, 500]),
    ("colour", "blue"),
    ("place", "gate"),
    ("day", "2026-03-12"),
    ("arrived", ms("08:30")),
    ("who", "Wu"),
    ("part", "head"),
    ("photo", {"id": "p1", "sha256": "a" * 64, "delete_by": "2026-09-09"}),
    ("photo", {"id": "p1", "delete_by": "2026-09-09"}),
    ("claims", []),
]
BAD: list[tuple[str, Any, str]] = [
    ("danger", "yes", "bad-value"),
    ("danger", None, "bad-value"),
    ("headcount", True, "bad-value"),
    ("headcount", -1, "bad-value"),
    ("headcount", 501, "out-of-range"),
    ("headcount", [30, 20], "bad-value"),
    ("headcount", [1, 2, 3], "bad-value"),
    ("headcount", [1, "2"], "bad-value"),
    ("headcount", [1, 501], "out-of-range"),
    ("elected", 0, "out-of-range"),
    ("colour", "green", "bad-value"),
    ("place", "  ", "bad-value"),
    ("day", "2026-3-12", "bad-value"),
    ("day", "2026-02-30", "bad-value"),
    ("day", "9999-12-31", "bad-value"),
    ("day", 20260312, "bad-value"),
    ("arrived", True, "bad-value"),
    ("arrived", 10**15, "bad-value"),
    ("arrived", -1, "bad-value"),
    ("part", "nobody", "bad-value"),
    ("photo", "p1", "bad-value"),
    ("photo", {"id": " ", "delete_by": "2026-09-09"}, "bad-value"),
    ("photo", {"id": "p1"}, "bad-value"),
    ("photo", {"id": "p1", "delete_by": "2026-09-09", "sha256": "ABC"}, "bad-value"),
    ("photo", {"id": "p1", "delete_by": "2026-09-09", "size": 1}, "bad-value"),
    ("claims", ["x"], "is-a-list"),
    ("nothing", 1, "unknown-fact"),
    ("level", "key", "unknown-fact"),
]


@pytest.mark.parametrize(("fact", "value"), GOOD)
def test_a_value_that_fits(fact: str, value: Any) -> None:
    story = needed("{danger: yes}")
    story.do(c.StateFact(at=ms("08:40"), fact=fact, value=value))
    assert story.session.snapshot().facts[fact].value == value


@pytest.mark.parametrize(("fact", "value", "code"), BAD)
def test_a_value_that_does_not_fit(fact: str, value: Any, code: str) -> None:
    needed("{danger: yes}").refuses(c.StateFact(at=ms("08:40"), fact=fact, value=value), code)


def test_a_misspelt_fact_is_answered_with_the_near_one() -> None:
    assert needed("{danger: yes}").refused("08:41 set headcuont=1", "unknown-fact").values["near"] == "headcount"
    assert needed("{danger: yes}").refused("08:41 set begn=1", "unknown-fact").values["near"] == "began"


def test_what_cannot_be_had_is_not_owed_and_what_is_merely_unknown_is() -> None:
    """Both are open for conditions."""
    plan = tiny(FACTS, step("it", "record: [danger, injury]"), step("then", "after: [it], when: {danger: yes}"))
    story = Story(plan).when("08:45 done it", "08:46 set danger=unknown", "08:47 set injury=no")
    assert story.owed() == ["it danger"]
    story.when("08:48 set danger=unknown : nobody saw it")
    assert story.owed() == []
    assert story.states("then") == ["waiting"]
    assert story.waits("then") == ["fact danger"]


def test_a_field_is_owed_only_while_it_is_asked() -> None:
    plan = tiny(FACTS, step("it", "record: [colour, {id: why, type: text, ask: w, when: {colour: red}}]"))
    story = Story(plan)
    assert story.owed() == [], "nobody has begun it"
    story.when("08:45 start it")
    assert story.owed() == ["it colour"]
    story.when("08:46 set colour=red")
    assert story.owed() == ["it why"]
    story.when("08:47 set colour=blue")
    assert story.owed() == []
    assert Story(plan).when("08:45 skip it : not here").owed() == []


def test_a_list_is_known_when_a_row_stands_or_when_it_is_said_to_be_empty() -> None:
    plan = tiny(FACTS, step("it", "record: [claims]"), step("each-one", "each: claims"))
    story = Story(plan).when("08:45 done it")
    assert story.owed() == ["it claims"]
    assert story.waits("each-one") == ["fact claims"]
    story.when("08:46 set claims=unknown")
    assert story.states("each-one") == ["waiting"], "not knowing what is in it is not knowing that it is empty"
    assert Story(plan).when("08:45 set claims=[]").states("each-one") == ["not-applicable"]
    story.when("08:47 row claims claim=pay")
    story.refused("08:48 set claims=[]", "is-a-list")
    assert story.owed() == []


def test_a_statement_may_be_older_than_the_beginning() -> None:
    story = needed("{danger: yes}").when("08:45 set danger=yes at 07:10")
    assert story.states("it") == ["ready"]
    story.refuses(c.StateFact(at=-1, fact="danger", value=True), "bad-value")
