"""Going on under another plan: what of an incident goes along, and what stays."""

from __future__ import annotations

from dataclasses import replace

from incidents.carry import carry
from incidents.journal.memory import MemoryStore
from incidents.session import Session
from incidents.timeline import timeline
from runbooks.calendar import WorkingDays
from tests.incidents.small_plans import step, tiny
from tests.incidents.story import Story, clock

OLD = tiny(
    """danger: {type: yes-no, ask: d}, headcount: {type: count, ask: h}, place: {type: text, ask: p},
  tasks: {type: rows, ask: t, of: {task: text}}, colour: {type: choice, ask: c, of: {red: Red, blue: Blue}}""",
    step("a"),
    levels=True,
)
NEW = tiny(
    """danger: {type: yes-no, ask: d}, headcount: {type: count, ask: h, max: 20}, place: {type: choice, ask: p, of:
  {gate: Gate}}, tasks: {type: rows, ask: t, of: {task: text}}, other: {type: yes-no, ask: o}""",
    step("b", "when: {danger: yes}", "limits: [{within: 10 min, from: danger, basis: plan, source: C-1}]"),
)


def gone_on(story: Story) -> tuple[Session, int]:
    new = Session.open(
        MemoryStore(),
        NEW,
        clock=story.clock,
        by="Wang",
        calendar=WorkingDays(),
        at=story.session.state.began,
        before=story.session.id,
    )
    return new, carry(story.session, new, "Wang")


def test_facts_and_calls_go_along_with_their_times() -> None:
    story = Story(OLD).when(
        "08:45 set danger=no",
        "08:50 set danger=yes",
        "08:51 call head reached : x",
        "08:52 set headcount=unknown : nobody counted",
        "08:53 close switched : it is no visit",
    )
    new, carried = gone_on(story)
    assert carried == 4
    seen = new.snapshot()
    assert clock(seen.began) == "08:40"
    assert [clock(s.at) for s in new.state.facts["danger"].statements] == ["08:45", "08:50"]
    assert seen.facts["headcount"].reason == "nobody counted"
    assert [(t.role, clock(t.at)) for t in seen.told] == [("head", "08:51")]
    assert clock(next(v for v in seen.limits if v.step == "b").due_at) == "09:00"
    assert timeline(new).before == story.session.id


def test_what_the_new_plan_cannot_hold_stays_where_it_is() -> None:
    story = Story(OLD).when(
        "08:45 set headcount=50",
        "08:46 set place=gate",
        "08:46 set place=yard at 08:45",
        "08:47 set colour=red",
        "08:48 row tasks task=x",
        "08:49 level key",
        "08:50 call head busy",
        "08:51 void 8",
    )
    new, carried = gone_on(story)
    assert carried == 1
    assert {name: s.value for name, s in new.snapshot().facts.items()} == {"place": "gate"}


def test_calls_to_a_role_that_the_new_plan_does_not_know_stay() -> None:
    story = Story(OLD).when("08:45 call head reached")
    new, _ = gone_on(story)
    assert len(new.events) == 2
    nobody = Story(replace(tiny("", step("a")), roles={}))
    assert carry(story.session, nobody.session, "Wang") == 0
