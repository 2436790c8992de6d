"""The session on a store in memory: opening, resuming, other stations, stores that fail, clocks that go back."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from incidents import commands as c
from incidents.codec import draft, event_of
from incidents.events import Event
from incidents.index import incidents
from incidents.journal.chain import canonical, genesis, link
from incidents.journal.errors import Conflict, Damaged, NotDurable, StreamExists
from incidents.journal.memory import MemoryStore
from incidents.journal.rows import Draft, Row
from incidents.refusals import Refusal
from incidents.session import Session
from runbooks.calendar import WorkingDays
from tests.incidents.small_plans import step, tiny
from tests.incidents.story import FixedClock, Story, ms

PLAN = tiny(
    "danger: {type: yes-no, ask: d}, tasks: {type: rows, ask: t, of: {task: text}}",
    step("a"),
    step("b", "stage: inform"),
)


class Ticking(FixedClock):
    """A wall and a steady clock, set apart."""

    def __init__(self, time: int) -> None:
        super().__init__(time)
        self.steady = 0

    def monotonic(self) -> int:
        return self.steady


class Failing(MemoryStore):
    """Fails as it is told: before storing, after storing, or as if another writer had been first."""

    fault: Exception | None = None
    stored = False

    def append(self, stream: str, expected: int, drafts: Any) -> list[Row]:
        fault, self.fault = self.fault, None
        if fault is None:
            return super().append(stream, expected, drafts)
        if self.stored:
            super().append(stream, expected, drafts)
        raise fault


def begun(store: MemoryStore | None = None, plan: Any = PLAN, **more: Any) -> Session:
    more = {"clock": FixedClock(ms("08:40")), "by": "Wang", "calendar": WorkingDays(), **more}
    return Session.open(store or MemoryStore(), plan, **more)


def note(at: str = "08:40", text: str = "x", seen: int | None = None) -> c.AddNote:
    return c.AddNote(at=ms(at), text=text, seen=seen)


# -- beginning -------------------------------------------------------------------------------------------


def test_incidents_are_named_by_the_day_and_counted() -> None:
    store = MemoryStore()
    assert [begun(store).id, begun(store).id] == ["2026-0309-01", "2026-0309-02"]
    assert begun(store, at=ms("03-08 23:00")).id == "2026-0308-01"
    assert begun(store, incident="gate").id == "gate"
    with pytest.raises(StreamExists):
        begun(store, incident="gate")


def test_two_stations_open_in_the_same_instant() -> None:
    class Raced(MemoryStore):
        first = True

        def streams(self) -> list[Any]:
            self.first, first = False, self.first
            return [] if first else super().streams()

    store = Raced()
    store.first = False
    begun(store)
    store.first = True
    assert begun(store).id == "2026-0309-02"


def test_it_begins_now_or_earlier_never_later() -> None:
    session = begun(clock=FixedClock(ms("08:40") + 999))
    assert (session.state.began, session.events[0].recorded) == (ms("08:40"), ms("08:40") + 999)
    assert begun(clock=FixedClock(ms("08:40") + 999), mode="drill").state.began == ms("08:40") + 999
    assert begun(at=ms("08:20")).events[0].entered_later
    with pytest.raises(ValueError, match="future"):
        begun(at=ms("08:41"))


@pytest.mark.parametrize(
    ("first", "state"),
    [("", "in-progress"), ("when: {danger: yes}", "waiting"), ("each: tasks", "waiting")],
)
def test_the_opening_begins_the_first_step_if_it_can_be_begun(first: str, state: str) -> None:
    plan = replace(PLAN, steps=(replace(tiny("danger: {type: yes-no, ask: d}, tasks: {type: rows, ask: t, of: "
        "{task: text}}", step("x", *([first] if first else []))).steps[1], number="01"), *PLAN.steps))  # fmt: skip
    assert begun(plan=plan).snapshot().steps[0].state == state


def test_a_plan_without_steps() -> None:
    session = begun(plan=replace(PLAN, steps=()))
    assert session.snapshot().steps == ()
    assert isinstance(session.do(c.Close(at=ms("08:40")), "Wang"), tuple)


# -- resuming --------------------------------------------------------------------------------------------


def test_resumed_it_is_as_it_was() -> None:
    story = Story(PLAN).when("08:45 done a", "08:46 set danger=yes", "08:47 void 3")
    again = Session.resume(story.store, story.session.id, clock=story.clock)
    assert again.snapshot() == story.session.snapshot()
    assert (again.events, again.head, again.plan) == (story.session.events, story.session.head, PLAN)
    assert isinstance(again.do(note("08:47"), "Li"), tuple)


def rows_of(story: Story) -> list[Row]:
    return story.store._streams[story.session.id]


def tampered(row: Row, **more: Any) -> Row:
    """The same event with something else in it, chained as it must be."""
    event = replace(event_of(row), **more)
    return link(row.stream, row.version - 1, row.prev_hash, [draft(event, boot="b", monotonic=0)], bytes)[0]


def test_a_record_that_was_tampered_with_is_read_as_far_as_it_is_sound() -> None:
    story = Story(PLAN).when("08:45 done a", "08:46 done b", "08:47 note x")
    rows = rows_of(story)
    rows[2] = replace(rows[2], body=rows[2].body.replace(b"Wang", b"Ming"))
    session = Session.resume(story.store, story.session.id, clock=story.clock)
    assert session.damage is not None
    assert (session.damage.version, session.state.version) == (3, 2)
    assert {s.id: s.state for s in session.snapshot().steps} == {"log": "in-progress", "a": "done", "b": "ready"}
    with pytest.raises(Damaged):
        session.do(note(), "Wang")
    [summary] = incidents(story.store, story.clock)
    assert (summary.damaged, summary.version) == (True, 2)


def test_a_record_whose_beginning_is_not_what_was_opened() -> None:
    for fault in ({"kind": "note-added"}, {"data": {**Story(PLAN).session.events[0].data, "plan": {"form": 1}}}):
        story = Story(PLAN)
        rows_of(story)[0] = tampered(rows_of(story)[0], **fault)
        with pytest.raises(Damaged):
            Session.resume(story.store, story.session.id, clock=story.clock)
        [summary] = incidents(story.store, story.clock)
        assert (summary.damaged, summary.plan, summary.seen) == (True, None, None)


def test_a_record_of_a_later_version_of_the_program() -> None:
    story = Story(PLAN).when("08:45 done a")
    rows, head = rows_of(story), rows_of(story)[1].head.replace(b'"v":1', b'"v":2')
    rows[1] = link(story.session.id, 1, rows[0].hash, [replace_head(rows[1], head)], bytes)[0]
    session = Session.resume(story.store, story.session.id, clock=story.clock)
    assert session.damage is not None
    assert session.damage.version == 2
    with pytest.raises(ValueError, match="format 2"):
        event_of(rows[1])
    with pytest.raises(ValueError, match="kind weather-changed"):
        event_of(tampered(rows[0], kind="weather-changed"))
    with pytest.raises(ValueError, match="not an event"):
        event_of(replace(rows[0], head=rows[0].head.replace(b'"kind"', b'"kink"')))


NONSENSE: list[dict[str, Any]] = [
    {"step": "nowhere"},
    {"turn": "x"},
    {"kind": "fact-stated", "data": {"fact": "weather", "value": 1}},
    {"kind": "corrected", "data": {"seq": 99, "void": True}},
    {"kind": "row-added", "data": {"fact": "danger", "row": 1, "values": {}}},
    {"data": None},
]


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_a_record_that_is_whole_and_makes_no_sense_is_not_believed(nonsense: dict[str, Any]) -> None:
    """Somebody who knew how wrote it: the chain holds, the event cannot have happened. No traceback, no guess."""
    story = Story(PLAN).when("08:45 set danger=yes", "08:46 done a")
    open_here = Session.resume(story.store.peer(), story.session.id, clock=story.clock)
    rows = rows_of(story)
    whole = story.session.snapshot()
    rows.append(tampered(replace(rows[2], version=4, prev_hash=rows[2].hash, op="ff"), op="ff", **nonsense))
    session = Session.resume(story.store, story.session.id, clock=story.clock)
    assert session.damage is not None
    assert (session.damage.version, session.state.version) == (4, 3)
    assert session.snapshot() == whole
    with pytest.raises(Damaged):
        open_here.do(note("08:46"), "Li")
    assert open_here.refresh() == ()
    assert open_here.snapshot() == whole
    assert open_here.head == session.head == story.session.head


def test_an_opening_that_is_whole_and_makes_no_sense() -> None:
    story = Story(PLAN)
    plan = {**story.session.events[0].data["plan"], "steps": [{"id": "x"}]}
    first = replace(story.session.events[0], data={**story.session.events[0].data, "plan": plan})
    begun_so = genesis(story.session.id, sha256(canonical(plan)).digest())
    rows_of(story)[:] = link(story.session.id, 0, begun_so, [draft(first, boot="b", monotonic=0)], bytes)
    with pytest.raises(Damaged):
        Session.resume(story.store, story.session.id, clock=story.clock)


def replace_head(row: Row, head: bytes) -> Any:
    return Draft(row.op, head, row.body)


def test_a_store_that_finds_damage_itself() -> None:
    story = Story(PLAN).when("08:45 done a", "08:46 done b")

    class Damaging(MemoryStore):
        def read(self, stream: str, after: int = 0) -> list[Row]:
            raise Damaged("chain", stream, 3, "", tuple(rows_of(story)[:2]))

    session = Session.resume(Damaging(), story.session.id, clock=story.clock)
    assert session.state.version == 2
    assert session.damage is not None

    class Empty(MemoryStore):
        def read(self, stream: str, after: int = 0) -> list[Row]:
            return []

    with pytest.raises(Damaged):
        Session.resume(Empty(), "x", clock=story.clock)


# -- other stations and stores that fail -----------------------------------------------------------------


def test_a_conflict_is_decided_again() -> None:
    story = Story(PLAN)
    other = Session.resume(story.store.peer(), story.session.id, clock=story.clock)
    story.when("08:45 note first")
    assert isinstance(other.do(note("08:45", "second"), "Li"), tuple)
    assert [e.data.get("text") for e in other.events[1:]] == ["first", "second"]
    story.session.refresh()
    seen = other.state.version
    story.when("08:46 note third")
    assert isinstance(other.do(note("08:46", "fourth", seen=seen), "Li"), tuple)


def test_a_conflict_without_news_is_not_tried_for_ever() -> None:
    store = Failing()
    session = begun(store)
    store.fault = Conflict(session.id, 1, 1)
    with pytest.raises(Conflict):
        session.do(note(), "Wang")


def test_what_another_station_wrote_must_fit() -> None:
    story = Story(PLAN)
    other = Session.resume(story.store.peer(), story.session.id, clock=story.clock)
    story.when("08:45 note first", "08:46 note second")
    rows = rows_of(story)
    good = rows[1]
    rows[1] = replace(good, prev_hash=b"0" * 32)
    assert other.refresh() == ()
    assert other.damage is not None
    assert other.damage.version == 2
    rows[1] = good
    later = Session.resume(story.store.peer(), story.session.id, clock=story.clock)
    rows.append(
        link(
            story.session.id,
            3,
            rows[-1].hash,
            [replace_head(rows[-1], rows[-1].head.replace(b'"v":1', b'"v":2'))],
            bytes,
        )[0]
    )
    assert later.refresh() == ()
    assert later.damage is not None


def test_what_could_not_be_stored_is_not_shown_as_done() -> None:
    store = Failing()
    session = begun(store)
    store.fault = NotDurable("full", unknown=False)
    with pytest.raises(NotDurable):
        session.do(note(), "Wang")
    assert session.state.version == 1
    assert session.settle() == ()
    assert isinstance(session.do(note(), "Wang"), tuple)


@pytest.mark.parametrize("stored", [True, False])
def test_an_outcome_that_was_not_known_is_found_out(stored: bool) -> None:
    """Whether it was stored or not: in the end it is there once."""
    store = Failing()
    session = begun(store)
    store.fault, store.stored = NotDurable("power", unknown=True), stored
    with pytest.raises(NotDurable):
        session.do(note(text="first"), "Wang")
    assert isinstance(session.do(note(text="second"), "Wang"), tuple)
    assert [e.data.get("text") for e in session.events[1:]] == ["first", "second"]
    assert Session.resume(store, session.id, clock=session.clock).events == session.events


def test_an_outcome_that_was_not_known_and_came_back_by_reading() -> None:
    store = Failing()
    session = begun(store)
    store.fault, store.stored = NotDurable("power", unknown=True), True
    with pytest.raises(NotDurable):
        session.do(note(text="first"), "Wang")
    (found,) = session.refresh()
    assert session.settle() == (found,)
    assert session.settle() == ()
    assert [e.data.get("text") for e in session.events[1:]] == ["first"]


def test_an_outcome_that_was_not_known_and_another_station_that_was_first() -> None:
    store = Failing()
    session = begun(store)
    store.fault = NotDurable("power", unknown=True)
    with pytest.raises(NotDurable):
        session.do(note(text="first"), "Wang")
    other = Session.resume(store.peer(), session.id, clock=session.clock)
    other.do(note(text="theirs"), "Li")
    assert session.settle() == ()
    assert [e.data.get("text") for e in session.events[1:]] == ["theirs"]


# -- clocks and anchors ----------------------------------------------------------------------------------


def test_a_wall_clock_that_is_set_back_does_not_reorder_the_record() -> None:
    clock = Ticking(ms("08:40"))
    session = begun(clock=clock)
    clock.time, clock.steady = ms("08:50"), 600_000
    session.do(note("08:50"), "Wang")
    clock.time, clock.steady = ms("08:10"), 660_000
    assert session.now() == ms("08:51")
    assert session.clock_back == 41 * 60_000
    refused = session.do(c.AddNote(at=ms("08:52"), text="x"), "Wang")
    assert isinstance(refused, Refusal)
    assert refused.code == "future"
    session.do(note("08:51"), "Wang")
    assert session.events[-1].recorded == ms("08:51")
    clock.time, clock.steady = ms("08:53"), 720_000
    assert (session.now(), session.clock_back) == (ms("08:53"), 0)
    clock.time, clock.steady = ms("08:53") - 500, 720_000
    assert (session.now(), session.clock_back) == (ms("08:53"), 0), "half a second is nothing"


def test_a_wall_clock_that_was_set_back_between_two_runs() -> None:
    story = Story(PLAN).when("09:30 note x")
    again = Session.resume(story.store, story.session.id, clock=Ticking(ms("08:00")))
    assert again.now() == ms("09:30")
    assert again.clock_back == 90 * 60_000


def test_the_head_is_kept_elsewhere_at_the_turns_of_an_incident() -> None:
    """At the opening, at the first act of a stage, with each signature, at the end, and every ten minutes."""
    kept: list[tuple[int, bytes]] = []
    clock = Ticking(ms("08:40"))
    session = begun(clock=clock, anchor=lambda incident, version, head: kept.append((version, head)))

    def do(at: str, command: Any, **more: Any) -> bool:
        clock.time = ms(at)
        before = len(kept)
        assert isinstance(session.do(command(at=ms(at), **more), "Wang"), tuple)
        return len(kept) > before

    assert kept == [(1, session.hash)]
    assert do("08:41", c.Done, step="a"), "the first act of its stage"
    assert not do("08:42", c.AddNote, text="x")
    assert do("08:43", c.Done, step="b"), "and of the next"
    assert not do("08:44", c.Reopen, step="b", how="wrong")
    assert do("08:45", c.OfferHandover, giver="", taker="Li")
    assert do("08:46", c.AcceptHandover, taker="Li")
    assert not do("08:55", c.AddNote, text="x")
    assert do("08:56", c.AddNote, text="x"), "ten minutes after the last one"
    assert do("08:57", c.Close, reason="over")
    assert kept[-1] == (session.state.version, session.hash)
    before = len(kept)
    again = Session.resume(session.store, session.id, clock=clock, anchor=session.anchor)
    assert len(kept) == before, "reading keeps nothing"
    assert isinstance(again.do(c.AddNote(at=ms("08:57"), text="x"), "Wang"), tuple)


# -- all incidents ---------------------------------------------------------------------------------------


def test_all_incidents_the_latest_first() -> None:
    story = Story(PLAN).when("08:45 done a", "08:46 close : over")
    begun(story.store, at=ms("08:30"))
    begun(story.store, clock=FixedClock(ms("10:00")))
    found = incidents(story.store, story.clock)
    assert [(s.id, s.seen.status) for s in found if s.seen] == [
        ("2026-0309-03", "open"),
        ("2026-0309-01", "closed"),
        ("2026-0309-02", "open"),
    ]
    assert (found[1].opened_by, found[1].last_recorded, found[1].version) == ("Wang", ms("08:46"), 3)
    assert found[1].short_head == story.session.head[2]


def test_an_event_is_written_and_read_without_a_loss() -> None:
    event = Event(2, "evidence-filed", 5, 7, "Wang", "ab", "a", 1, "head", {"list": ({"x": (1, 2)},), "no": None})
    row = link("x", 1, b"0" * 32, [draft(event, boot="b", monotonic=3)], bytes)[0]
    assert event_of(row) == replace(event, data={"list": [{"x": [1, 2]}], "no": None})
