"""What a form says: of which turn, what was so when it was done, and what became of that in the record."""

from __future__ import annotations

from dataclasses import replace

from incidents import commands as c
from incidents.forms import Field, Form, forms
from incidents.reading import refolded
from runbooks.plan import Plan
from tests.compose_text import compose_text
from tests.incidents.small_plans import HEAD, step
from tests.incidents.story import Story, clock, ms

FACTS = (
    "place: {type: text, ask: p}, headcount: {type: count, ask: h}, course: {type: text, ask: c},"
    " told: {type: text, ask: t}, again: {type: yes-no, ask: a}, since: {type: date, ask: s, when: {again: yes}},"
    " opinion: {type: text, ask: o}, tasks: {type: rows, ask: l, of: {task: text, due: date}}"
)


def plan(*steps: str, levels: str = "") -> Plan:
    """A plan of a few steps, the first of which the opening begins."""
    text = "\n".join([f"runbook: f\ntitle: F\n{HEAD.strip()}\nfacts: {{{FACTS}}}\nsteps:", *steps, levels])
    return compose_text(text)


PLAN = plan(
    step("log", "form: Report", "record: [place, headcount, course, again, since]"),
    step("look", "record: [headcount]"),
    step("list", "form: List", "record: [tasks]"),
    step("release", "form: Release", "record: [told, headcount]",
         "limits: [{every: 1 h, first: 30 min, from: began, until: closing, basis: plan, source: C-1}]"),
    step("reply", "form: Opinion", "record: [opinion]", "each: tasks", "after: [list]"),
    step("paper", "form: Paper"),
)  # fmt: skip


def filled(story: Story, step: str) -> list[Form]:
    return [f for f in forms(story.state, story.session.snapshot().limits) if f.step == step]


def field(form: Form, fact: str) -> Field:
    return next(f for f in form.fields if f.fact == fact)


def said(form: Form, fact: str) -> object:
    """The value, `?` for not known, None for not recorded."""
    found = field(form, fact).said
    return None if found is None else "?" if found.unknown else found.value


def later(form: Form, fact: str) -> object:
    found = field(form, fact).later
    return None if found is None else found.value


def only(story: Story, step: str = "log") -> Form:
    (form,) = filled(story, step)
    return form


def test_a_step_that_nobody_touched_has_no_form() -> None:
    story = Story(PLAN)
    assert forms(story.state, ()) == ()
    assert filled(story.when("08:45 skip paper : not needed"), "paper") == []


def test_what_was_recorded_with_the_act() -> None:
    form = only(Story(PLAN).when("08:45 done log place=gate headcount=42"))
    assert (said(form, "place"), said(form, "headcount"), said(form, "course")) == ("gate", 42, None)
    assert form.done is not None
    assert clock(form.done.at) == "08:45"
    assert not field(form, "course").recorded


def test_a_form_says_what_was_so_when_it_was_done_and_what_came_later_beside_it() -> None:
    form = only(Story(PLAN).when("08:45 done log place=gate headcount=42", "09:30 set headcount=60"))
    assert (said(form, "headcount"), later(form, "headcount")) == (42, 60)
    assert (said(form, "place"), later(form, "place")) == ("gate", None)


def test_the_same_said_again_is_no_change() -> None:
    form = only(Story(PLAN).when("08:45 done log place=gate", "09:30 set place=gate"))
    assert field(form, "place").later is None


def test_first_the_telephone_then_the_form() -> None:
    form = only(Story(PLAN).when("08:45 done log", "08:50 set place=gate", "09:10 set place=yard"))
    assert (said(form, "place"), later(form, "place")) == ("gate", "yard")


def test_nobody_knew_then_somebody_did() -> None:
    story = Story(PLAN).when("08:44 set headcount=unknown", "08:45 done log")
    assert said(only(story), "headcount") == "?"
    assert said(only(story.when("09:00 set headcount=40")), "headcount") == 40


def test_what_cannot_be_had_is_an_answer() -> None:
    story = Story(PLAN).when("08:45 done log", "08:50 set course=unknown : nobody saw it", "09:00 set course=talk")
    assert (said(only(story), "course"), later(only(story), "course")) == ("?", "talk")


def test_a_corrected_value_is_the_value() -> None:
    story = Story(PLAN).when("08:45 done log place=gate headcount=24", "08:50 correct 3 value=42 : slip")
    assert said(only(story), "headcount") == 42


def test_a_value_stated_again_for_the_same_moment_replaces_it() -> None:
    story = Story(PLAN).when("08:45 done log place=gate", "08:50 set place=yard at 08:45")
    assert (said(only(story), "place"), later(only(story), "place")) == ("yard", None)


def test_what_was_taken_back_is_gone() -> None:
    story = Story(PLAN).when("08:45 done log place=gate", "08:46 void 2")
    assert filled(story, "log") == [], "the act and its fields fell together"
    story.when("08:47 set course=talk", "08:48 done log", "08:49 void 6")
    assert said(only(story), "course") is None


def test_a_step_reopened_as_wrong_is_under_way_again_and_keeps_what_was_recorded() -> None:
    story = Story(PLAN).when("08:45 done log place=gate", "08:50 reopen wrong log : not yet")
    assert only(story).done is None
    assert said(only(story), "place") == "gate"


def test_a_form_under_way_is_there_as_soon_as_anything_is_recorded() -> None:
    story = Story(PLAN)
    assert filled(story, "log") == [], "the opening began the step, nothing is recorded"
    form = only(story.when("08:50 set place=gate", "08:55 set place=yard"))
    assert (form.done, said(form, "place"), field(form, "place").later) == (None, "yard", None)


def test_done_once_more_is_a_form_of_its_own() -> None:
    story = Story(PLAN).when("08:45 done log place=gate headcount=42", "09:00 reopen again log : moved")
    first, second = filled(story.when("09:10 done log@2 place=yard"), "log")
    assert (said(first, "place"), later(first, "place"), said(second, "place")) == ("gate", None, "yard")
    assert (said(second, "headcount"), field(second, "headcount").carried) == (42, True)
    assert (first.turns, second.turns) == (2, 2)


def test_a_field_that_is_not_asked_is_told_from_one_that_is_not_recorded() -> None:
    story = Story(PLAN).when("08:45 done log again=no")
    assert not field(only(story), "since").asked
    assert field(only(story), "place").asked
    story.when("09:00 set again=yes")
    assert field(only(story), "since").asked


def test_each_release_has_its_own_text_and_its_own_limit() -> None:
    story = Story(PLAN).when("09:00 done release told=one", "10:00 done release told=two")
    first, second = filled(story, "release")
    assert (said(first, "told"), said(second, "told")) == ("one", "two")
    assert [[(v.turn, v.state) for v in form.limits] for form in (first, second)] == [[(1, "met")], [(2, "met")]]


def test_a_text_filled_in_after_its_release_is_not_the_next_ones() -> None:
    story = Story(PLAN).when("09:00 done release", "09:01 set told=one", "10:00 done release", "10:01 set told=two")
    first, second = filled(story, "release")
    assert (said(first, "told"), said(second, "told")) == ("one", "two")


def test_a_text_filled_in_before_its_release_is_not_the_last_ones() -> None:
    story = Story(PLAN).when("08:59 set told=one", "09:00 done release", "09:59 set told=two", "10:00 done release")
    first, second = filled(story, "release")
    assert (said(first, "told"), later(first, "told"), said(second, "told")) == ("one", None, "two")


def test_a_release_without_a_new_text_carries_the_old_one() -> None:
    story = Story(PLAN).when("09:00 done release told=one", "10:00 done release")
    first, second = filled(story, "release")
    assert (field(first, "told").carried, field(second, "told").carried) == (False, True)
    assert said(second, "told") == "one"


def test_what_is_about_the_situation_is_what_was_so_at_each_release() -> None:
    story = Story(PLAN).when("08:50 set headcount=42", "09:00 done release told=a", "09:40 set headcount=60")
    first, second = filled(story.when("10:00 done release told=b"), "release")
    assert (said(first, "headcount"), later(first, "headcount"), said(second, "headcount")) == (42, None, 60)


def replies() -> Story:
    return Story(PLAN).when(
        "08:45 done list", "08:46 row tasks task=a due=2026-03-12", "08:47 row tasks task=b due=2026-03-13"
    )


def test_the_reply_to_one_claim_is_no_reply_to_another() -> None:
    story = replies().when("09:00 done reply@1 opinion=fine", "09:30 done reply@2")
    first, second = filled(story, "reply")
    assert (said(first, "opinion"), said(second, "opinion")) == ("fine", None)
    assert (first.about, second.about) == (
        {"task": "a", "due": "2026-03-12"},
        {"task": "b", "due": "2026-03-13"},
    )


def test_replies_filled_in_one_after_the_other() -> None:
    after = replies().when("09:00 done reply@1", "09:01 set opinion=one", "09:02 done reply@2", "09:03 set opinion=two")
    assert [said(form, "opinion") for form in filled(after, "reply")] == ["one", "two"]
    before = replies().when(
        "09:00 set opinion=one", "09:01 done reply@1", "09:02 set opinion=two", "09:03 done reply@2"
    )
    assert [said(form, "opinion") for form in filled(before, "reply")] == ["one", "two"]


def test_a_field_filled_in_on_the_form_of_a_turn_is_of_that_turn() -> None:
    story = replies().when("09:00 done reply@1", "09:30 done reply@2")
    story.look("09:40")
    stated = c.StateFact(at=ms("09:40"), fact="opinion", value="one", step="reply", turn=1)
    story.do(stated)
    assert [said(form, "opinion") for form in filled(story, "reply")] == ["one", None]
    story.refuses(replace(stated, turn=3), "unknown-turn")
    story.refuses(replace(stated, fact="place", value="gate"), "unknown-fact")
    story.refuses(replace(stated, step="nowhere"), "unknown-step")
    assert forms(refolded(story.session.events), ()) == forms(story.state, ())


def test_replies_done_in_another_order_than_the_rows() -> None:
    story = replies().when("09:00 done reply@2 opinion=two", "09:30 done reply@1 opinion=one")
    assert [(form.turn, said(form, "opinion")) for form in filled(story, "reply")] == [(2, "two"), (1, "one")]


def test_the_form_of_a_row_that_was_withdrawn_is_none() -> None:
    story = replies().when("09:00 done reply@1 opinion=fine", "09:10 withdraw tasks 1 : same as 2")
    assert filled(story, "reply") == []


def test_a_list_has_its_rows_as_they_stand_with_their_records() -> None:
    story = replies().when("09:00 correct-row tasks 1 due=2026-03-20", "09:05 withdraw tasks 2 : twice")
    (row,) = field(only(story, "list"), "tasks").rows
    assert (row.number, dict(row.values), row.seqs) == (1, {"task": "a", "due": "2026-03-20"}, (3, 5))
    assert clock(row.at) == "08:46"


def test_a_list_of_nothing_is_recorded() -> None:
    story = Story(PLAN).when("08:45 done list")
    assert not field(only(story, "list"), "tasks").recorded
    assert said(only(story.when("08:46 set tasks=[]"), "list"), "tasks") == []


def test_a_form_without_fields_is_the_act_alone() -> None:
    form = only(Story(PLAN).when("08:45 done paper"), "paper")
    assert form.fields == ()
    assert form.done is not None


def test_the_level_is_what_was_in_force() -> None:
    levels = "levels: [{id: low, title: low, command: officer}, {id: high, title: high, command: officer}]"
    graded = plan(step("log", "form: Report", "record: [level, place]"), levels=levels)
    story = Story(graded).when("08:45 done log place=gate")
    found = field(only(story), "level")
    assert (said(only(story), "level"), found.said and found.said.seq, found.recorded) == ("low", 0, False)
    story.when("09:00 level high")
    assert (said(only(story), "level"), later(only(story), "level")) == ("low", "high")


def test_forms_come_in_the_order_of_the_plan_and_are_the_same_after_a_replay() -> None:
    story = replies().when("09:00 done paper", "09:10 done log place=gate", "09:20 done reply@1 opinion=fine")
    assert [f.step for f in forms(story.state, ())] == ["log", "list", "reply", "paper"]
    assert forms(refolded(story.session.events), ()) == forms(story.state, ())
