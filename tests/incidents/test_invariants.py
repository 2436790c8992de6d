"""Whatever is commanded in whatever order: what must hold of every incident."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents import commands as c
from incidents.book import Book
from incidents.refusals import CODES, Refusal
from incidents.rewriting import full_applies, full_when
from incidents.state import State
from incidents.tracks import NO
from tests.incidents.small_plans import GRADED, R1, plan_of
from tests.incidents.story import Story, ms

PLANS = {"G": plan_of(GRADED), "R1": plan_of(R1)}
REASONS = st.sampled_from(["", "because"])


@st.composite
def commands(draw: st.DrawFn, name: str, now: int) -> c.Command:
    """Any command on the plan, stated up to half an hour late, with good and bad arguments."""
    plan = PLANS[name]
    at = now - draw(st.sampled_from([0, 0, 0, 60_000, 300_000, 1_800_000, -60_000]))
    step = draw(st.sampled_from([*plan.step, "nowhere"]))
    turn = draw(st.sampled_from([0, 0, 0, 1, 2]))
    reason = draw(REASONS)
    common: dict[str, Any] = {"at": at}
    kind = draw(st.integers(0, 15))
    if kind <= 1:
        return c.Start(step=step, turn=turn, reason=reason, **common)
    if kind <= 5:
        return c.Done(step=step, turn=turn, reason=reason, **common)
    if kind == 6:
        return c.Skip(step=step, turn=turn, reason=reason, **common)
    if kind == 7:
        return c.Reopen(step=step, turn=turn, how=draw(st.sampled_from(["wrong", "again"])), reason=reason, **common)
    if kind <= 10:
        fact = draw(st.sampled_from([*plan.facts, "began", "level"]))
        value = draw(st.sampled_from([True, False, 5, 12, 40, [20, 40], "gate", now - 600_000]))
        return c.StateFact(fact=fact, value=value, unknown=draw(st.booleans()) and not draw(st.booleans()), **common)
    if kind == 11 and plan.levels:
        level = draw(st.sampled_from([level.id for level in plan.levels]))
        return c.SetLevel(level=level, reason=reason, approver="head" if reason else "", **common)
    if kind == 11:
        return c.ChangeRow(fact="tasks", values={"task": "t", "due": "2026-03-12"}, row=turn, **common)
    if kind == 12:
        return c.Correct(seq=draw(st.integers(1, 20)), void=draw(st.booleans()), new_at=at, reason="mistake", **common)
    if kind == 13:
        return c.Waive(step=step, turn=turn, limit=1, approver="head", reason=reason, **common)
    if kind == 14:
        return c.AssignStep(step=step, person="Li", **common)
    outcome = draw(st.sampled_from(["handled", "false-alarm"]))
    return c.Close(outcome=outcome, reason=reason, **common) if draw(st.booleans()) else c.ReopenIncident(
        reason="goes on", **common
    )


def counted(state: State) -> None:
    """The counters kept by increments agree with counting anew."""
    compiled = state.compiled
    for i, entries in enumerate(compiled.entries):
        assert state.applies[i] == full_applies(state, i), compiled.steps[i].id
        unsatisfied = 0
        for e, members in enumerate(entries):
            assert state.members_settled[i][e] == sum(state.settled[m] for m in members)
            assert state.members_alive[i][e] == sum(state.applies[m].last != NO for m in members)
            unsatisfied += not (state.members_settled[i][e] or not state.members_alive[i][e])
        assert state.unsatisfied[i] == unsatisfied
    for number, track in enumerate(state.whens):
        assert track == full_when(state, number)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(PLANS)), st.data())
def test_whatever_is_commanded(name: str, data: st.DataObject) -> None:
    """A refusal changes nothing; a replay gives the same state; counters agree; verdicts kept up to date agree with
    verdicts made anew."""
    story = Story(PLANS[name])
    now = ms("08:40")
    for _ in range(data.draw(st.integers(1, 25))):
        now += data.draw(st.sampled_from([0, 1000, 61_000, 600_000, 3_600_000]))
        story.clock.time = now
        command = data.draw(commands(name, now))
        before = story.picture()
        result = story.session.do(command, "Wang")
        if isinstance(result, Refusal):
            assert result.code in CODES
            assert story.picture() == before
        counted(story.state)
        assert story.picture() == story.replayed()
        seen = story.session.snapshot().next_change
        everything = {(i, k, 0) for i, s in enumerate(story.state.compiled.steps) for k in range(len(s.limits))}
        story.state.stale.update(everything)
        fresh = Book(story.state).next_change(now) if story.state.closed is None else None
        assert seen == fresh
    if seen is not None:
        assert story.session.snapshot(seen - 1).steps == story.session.snapshot(now).steps


def standing_only(story: Story) -> Any:
    """Verdicts alone."""
    return [(v.step, v.turn, v.limit, v.state, v.due_at) for v in story.session.snapshot().limits]


@settings(max_examples=80, deadline=None)
@given(st.permutations(["08:45 set danger=yes", "08:50 set headcount=12", "08:55 level key", "09:05 set danger=no"]))
def test_a_grade_depends_only_on_what_stands(order: list[str]) -> None:
    """Statements entered late in any order leave the same verdicts as statements entered in time."""
    in_time = Story(PLANS["G"]).when("08:45 set danger=yes", "08:50 set headcount=12", "08:55 level key")
    in_time.when("09:05 set danger=no").look("09:30")
    late = Story(PLANS["G"])
    for line in order:
        time, what = line.split(" ", 1)
        late.when(f"09:30 {what} at {time}")
    assert standing_only(late) == standing_only(in_time)
    assert late.states(*PLANS["G"].step) == in_time.states(*PLANS["G"].step)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_voided_mistake_leaves_no_trace_in_the_verdicts(data: st.DataObject) -> None:
    """Whatever one command recorded, voiding it brings back the verdicts and states from before it."""
    story = Story(PLANS["G"]).when("08:41 done log-sign", "08:45 set headcount=12", "08:50 done report")
    story.look("09:00")
    before, states = standing_only(story), story.states(*PLANS["G"].step)
    line = data.draw(
        st.sampled_from(
            [
                "09:00 set danger=yes",
                "09:00 set headcount=50",
                "09:00 done choose",
                "09:00 skip on-site : not here",
                "09:00 reopen wrong report",
                "09:00 level major",
                "09:00 call head reported on-site",
                "09:00 assign choose Li",
                "09:00 waive on-site/1 : agreed",
                "08:59 done choose at 08:55",
            ]
        )
    )
    story.when(line)
    story.when(f"09:00 void {story.session.state.version}").look("09:00")
    assert standing_only(story) == before
    assert story.states(*PLANS["G"].step) == states
