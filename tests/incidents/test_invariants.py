"""Whatever is commanded in whatever order: what must hold of every incident."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents import commands as c
from incidents.book import Book
from incidents.conditions import evaluate
from incidents.events import CALL_RESULTS, STANDING_KINDS, Event
from incidents.reading import refolded
from incidents.refusals import CODES, Refusal
from incidents.rewriting import full_applies, full_when
from incidents.snapshot import snapshot
from incidents.state import State
from incidents.tracks import NO, YES
from incidents.views import Snapshot
from tests.incidents.small_plans import GRADED, LONG_RUN, MIXED, R1, plan_of
from tests.incidents.story import Story, ms

PLANS = {"G": plan_of(GRADED), "L": plan_of(LONG_RUN), "M": plan_of(MIXED), "R1": plan_of(R1)}
DAYS = (20 * 3_600_000, 5 * 86_400_000)
"""How long nothing may happen in a plan that runs by the calendar."""
VALUES: tuple[Any, ...] = (
    "red",
    "yellow",
    True,
    True,
    False,
    5,
    12,
    40,
    [20, 40],
    [40, 20],
    "gate",
    "now",
    "dated",
    [],
    10**18,
)
DATES = ("2026-03-08", "2026-03-10", "2026-13-01")


@st.composite
def commands(draw: st.DrawFn, name: str, story: Story) -> c.Command:
    """Any command on the plan, stated up to half an hour late, with good and bad arguments."""
    plan, now = PLANS[name], story.clock.time
    at = now - draw(st.sampled_from([0, 0, 0, 60_000, 300_000, 1_800_000, -60_000]))
    reason = draw(st.sampled_from(["", "because"]))
    common: dict[str, Any] = {"at": at}
    last = story.session.state.version

    def step() -> dict[str, Any]:
        named = draw(st.sampled_from([*plan.step, *plan.step, "03", "nowhere"]))
        return {"step": named, "turn": draw(st.sampled_from([0, 0, 0, 0, 1, 2, 3])), **common}

    def fact() -> c.Command:
        fact = draw(st.sampled_from([*plan.facts, *plan.facts, "began", "level"]))
        value = draw(st.sampled_from([*VALUES, *DATES, now - 600_000, now - 3_600_000]))
        if fact in plan.facts and plan.facts[fact].type == "yes-no":
            value = draw(st.booleans())
        return c.StateFact(fact=fact, value=value, unknown=draw(st.integers(0, 5)) == 0, reason=reason, **common)

    def row() -> c.Command:
        number = draw(st.sampled_from([0, 0, 1, 2]))
        values = {"task": "t", "due": draw(st.sampled_from(DATES))}
        if draw(st.integers(0, 3)) == 0:
            return c.WithdrawRow(fact="tasks", row=number, reason=reason, **common)
        return c.ChangeRow(fact="tasks", values=values, row=number, **common)

    def correction() -> c.Command:
        seq = draw(st.integers(1, last + 1))
        data = draw(st.sampled_from([{}, {}, {"value": False}, {"value": 12}, {"reason": "other"}, {"level": "key"}]))
        moved = draw(st.sampled_from([None, at, at - 600_000, now]))
        return c.Correct(seq=seq, void=draw(st.booleans()), new_at=moved, data=data, reason="mistake", **common)

    def level() -> c.Command:
        to = draw(st.sampled_from(["general", "key", "major"]))
        if draw(st.integers(0, 3)) == 0:
            return c.KeepLevel(reason=reason, **common)
        return c.SetLevel(level=to, reason=reason, approver="head" if reason else "", **common)

    def duty() -> c.Command:
        who = draw(st.sampled_from(["Wang", "Li", "Zhao"]))
        return draw(
            st.sampled_from(
                [
                    c.OfferHandover(giver="", taker=who, **common),
                    c.AcceptHandover(taker=who, **common),
                    c.CancelHandover(**common),
                    c.TakeOver(taker=who, reason=reason, **common),
                    c.AssignRole(role="head", person=who, **common),
                ]
            )
        )

    def said() -> c.Command:
        if draw(st.booleans()):
            return c.AddNote(text=reason, **common)
        result = draw(st.sampled_from(CALL_RESULTS))
        return c.LogCall(role="head", result=result, reason=reason, **(step() if draw(st.booleans()) else common))

    def extension() -> c.Command:
        role = draw(st.sampled_from(["head", "leading_group_head"]))
        number = draw(st.integers(1, 3))
        return c.Extend(limit=number, approver="Li", role=role, reason=reason, **step())

    def end() -> c.Command:
        if draw(st.booleans()):
            return c.ReopenIncident(reason="goes on", **common)
        return c.Close(outcome=draw(st.sampled_from(["handled", "false-alarm"])), reason=reason, **common)

    makers = {
        "start": (2, lambda: c.Start(reason=reason, **step())),
        "done": (8, lambda: c.Done(reason=reason, **step())),
        "form": (1, lambda: c.Done(reason=reason, facts={"danger": draw(st.booleans())}, **step())),
        "skip": (2, lambda: c.Skip(reason=reason, **step())),
        "wrong": (2, lambda: c.Reopen(how="wrong", reason=reason, **step())),
        "again": (1, lambda: c.Reopen(how="again", reason=reason, **step())),
        "fact": (6, fact),
        "row": (3, row),
        "level": (3, level),
        "waive": (1, lambda: c.Waive(limit=draw(st.integers(1, 3)), approver="head", reason=reason, **step())),
        "extend": (2, extension),
        "assign": (1, lambda: c.AssignStep(person="Li", **step())),
        "correct": (3, correction),
        "said": (1, said),
        "duty": (1, duty),
        "end": (1, end),
    }
    names = [name for name, (weight, _) in makers.items() for _ in range(weight)]
    return makers[draw(st.sampled_from(names))][1]()


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
        turns = list(state.records[i].standing())
        assert state.records[i].open == [t.number for t in turns if not t.settled]
        assert state.records[i].ends == sorted(t.done.at for t in turns if t.done)
    for number, track in enumerate(state.whens):
        assert track == full_when(state, number)


def applied(state: State, i: int, time: int, known: dict[int, int]) -> int:
    """Whether a step applied at a time, by the words of the rule."""
    if i not in known:
        step, record = state.compiled.steps[i], state.records[i]
        own = evaluate(step.when, lambda fact: state.value_at(fact, time), state.compiled.ranks)
        members = [applied(state, m, time, known) for entry in state.compiled.entries[i] for m in entry]
        over = bool(state.compiled.enders[i])
        for moment in state.compiled.enders[i]:
            ended = state.value_at(moment, time) is True if moment in state.facts else None
            ends = state.step_ends(state.compiled.index[moment])[:1] if ended is None else ()
            over = over and (ended or any(end <= time for end in ends))
        begun = any(mark.at <= time for turn in record.turns.values() for mark in turn.marks)
        known[i] = YES if begun else NO if over else min(own, max(members, default=YES))
    return known[i]


def by_the_words(state: State) -> None:
    """The tracks say at every moment what the rule says of that moment."""
    for time in {t + d for track in state.applies for t in track.times for d in (-1, 0, 1)}:
        known: dict[int, int] = {}
        for i, track in enumerate(state.applies):
            assert track.at(time) == applied(state, i, time, known), state.compiled.steps[i].id


def visible(seen: Snapshot) -> Any:
    """What the clock may change, without what changes every moment."""
    return seen.steps, [replace(v, margin=None) for v in seen.limits]


def clocked(story: Story, now: int) -> None:
    """The clock alone changes nothing before the moment that is named; a fresh book names the same."""
    seen = story.session.snapshot(now)
    if seen.status == "closed":
        return
    assert seen.next_change == Book(refolded(story.session.events)).next_change(now)
    assert seen.next_change is None or seen.next_change > now
    until = now + 86_400_000 if seen.next_change is None else seen.next_change - 1
    assert visible(story.session.snapshot(until)) == visible(seen)
    assert story.session.snapshot(now).next_change == seen.next_change  # whoever asked for a later time meanwhile


def runs_as_judged(story: Story, now: int) -> None:
    """What runs is known without a verdict, and is what the verdicts say."""
    session = story.session
    for i, step in enumerate(session.plan.steps):
        for k in range(len(step.limits)):
            judged = [(v.turn, v.due) for v in session.book.of(i, k, now) if v.grade == "running"]
            assert session.book.running(i, k, now) == judged


def never_recorded(events: list[Event], voided: set[int]) -> list[Event]:
    """The record as it would be without some events: a note in the place of each."""
    return [replace(e, kind="note-added", data={"text": ""}, step="", turn=0) if e.seq in voided else e for e in events]


def life(name: str, data: st.DataObject, length: int) -> Iterator[Story]:
    """An incident under random commands, after each of which it is looked at."""
    story = Story(PLANS[name])
    for _ in range(data.draw(st.integers(1, length))):
        pauses = [0, 1000, 61_000, 600_000, 600_000, 3_600_000, *(DAYS if name == "L" else ())]
        story.clock.time += data.draw(st.sampled_from(pauses))
        command = data.draw(commands(name, story))
        before = story.picture()
        result = story.session.do(command, "Wang")
        if isinstance(result, Refusal):
            assert result.code in CODES
            assert story.picture() == before
        yield story


def check_life(name: str, data: st.DataObject, length: int) -> None:
    """A refusal changes nothing; a replay gives the same state; counters agree; verdicts kept up to date agree with
    verdicts made anew; the clock does what was foretold.
    """
    for story in life(name, data, length):
        counted(story.state)
        by_the_words(story.state)
        assert story.picture() == story.replayed()
        clocked(story, story.clock.time)
        runs_as_judged(story, story.clock.time)


def check_void(name: str, data: st.DataObject, length: int) -> None:
    """What a voiding leaves is what would stand if the command had never been recorded."""
    *_, story = life(name, data, length)
    now, by = story.clock.time, "Wang"
    standing = [e.seq for e in story.session.events if e.kind in STANDING_KINDS]
    if not standing:
        return
    result = story.session.do(c.Correct(at=now, seq=data.draw(st.sampled_from(standing)), void=True, reason="x"), by)
    if isinstance(result, Refusal):
        assert result.code in {"already-void", "cannot-correct", "began-after-act"}
        return
    gone = {event.data["seq"] for event in result}
    without = refolded(never_recorded(story.session.events, {*gone, *(event.seq for event in result)}))
    assert story.session.snapshot(now) == snapshot(without, Book(without), now)
    counted(story.state)


def check_retimed(name: str, data: st.DataObject, length: int) -> None:
    """A record given another time stands as if it had been recorded with that time."""
    *_, story = life(name, data, length)
    now = story.clock.time
    seq = data.draw(st.integers(1, story.session.state.version))
    moved = now - data.draw(st.sampled_from([0, 60_000, 600_000, 1_800_000]))
    result = story.session.do(c.Correct(at=now, seq=seq, new_at=moved, reason="x"), "Wang")
    if isinstance(result, Refusal):
        return
    times = {event.data["seq"]: event.data["at"] for event in result}
    true = [
        replace(e, data={**e.data, "at": None})  # what moved it before
        if e.kind == "corrected" and e.data["seq"] in times
        else replace(e, at=times.get(e.seq, e.at))
        for e in story.session.events
    ]
    truly = refolded(never_recorded(true, {event.seq for event in result}))
    assert story.session.snapshot(now) == snapshot(truly, Book(truly), now)


ORDINARY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LONG = settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))


@ORDINARY
@given(st.sampled_from(sorted(PLANS)), st.data())
def test_whatever_is_commanded(name: str, data: st.DataObject) -> None:
    check_life(name, data, 20)


@ORDINARY
@given(st.sampled_from(sorted(PLANS)), st.data())
def test_a_voided_record_leaves_no_trace(name: str, data: st.DataObject) -> None:
    check_void(name, data, 20)


@ORDINARY
@given(st.sampled_from(sorted(PLANS)), st.data())
def test_a_retimed_record_stands_as_if_recorded_so(name: str, data: st.DataObject) -> None:
    check_retimed(name, data, 20)


@pytest.mark.full
@pytest.mark.parametrize("check", [check_life, check_void, check_retimed])
@LONG
@given(name=st.sampled_from(sorted(PLANS)), data=st.data())
def test_at_length(check: Any, name: str, data: st.DataObject) -> None:
    check(name, data, 40)


def standing_only(story: Story) -> Any:
    """Verdicts alone."""
    return [(v.step, v.turn, v.limit, v.state, v.due_at) for v in story.session.snapshot().limits]


@settings(max_examples=40, deadline=None)
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


def test_the_clock_of_these_stories_stands_on_whole_seconds() -> None:
    assert ms("08:40") % 1000 == 0
