"""The small parts by themselves: tracks, histories, grids, compiled plans, incident names."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.compiled import Compiled
from incidents.facts import History
from incidents.grid import Grid
from incidents.numbering import incident_id
from incidents.refusals import CODES
from incidents.tracks import ALWAYS, NEVER, NO, OPEN, YES, Track, combine
from incidents.turns import Mark, Record
from incidents.views import Statement
from runbooks.plan import Duration
from tests.incidents.small_plans import step, tiny
from tests.incidents.story import Story, ms
from tests.incidents.test_purity import HOME

CHANGES = st.lists(st.tuples(st.integers(0, 20), st.sampled_from([NO, OPEN, YES])), max_size=8)


def track(value: int, changes: list[tuple[int, int]]) -> Track:
    made = Track(value)
    for time, to in sorted(changes, key=lambda change: change[0]):
        made.set_from(time, to)
    return made


@given(CHANGES, CHANGES)
def test_a_track_is_a_function_of_time(a: list[tuple[int, int]], b: list[tuple[int, int]]) -> None:
    one, two = track(OPEN, a), track(YES, b)
    both = combine([one, two], min)
    for time in range(-1, 22):
        latest = [to for at, to in sorted(a, key=lambda change: change[0]) if at <= time]
        assert one.at(time) == (latest[-1] if latest else OPEN)
        assert one.before(time + 1) == one.at(time)
        assert both.at(time) == min(one.at(time), two.at(time))
        assert one.at(max(one.since(time), -1)) == one.at(time)
    assert all(x != y for x, y in pairwise(one.values)), "pieces that differ"
    assert [begin for begin, _, _ in one.pieces()] == [ALWAYS, *one.times]
    assert [end for _, end, _ in one.pieces()] == [*one.times, NEVER]
    assert one.last == one.values[-1]
    assert one != "a track"


def test_set_to_what_it_is_a_track_does_not_change() -> None:
    made = Track(YES)
    assert not made.set_from(5, YES)
    assert made.set_from(5, NO)
    assert made.set_from(5, YES), "taken back at the same time"
    assert made == Track(YES)


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from([None, True, False])), max_size=12))
def test_a_history_does_not_depend_on_the_order_of_entry(said: list[tuple[int, bool | None]]) -> None:
    """Entered in any order, the later record of the same time counts."""
    history, truth = History(), {}
    for seq, (at, value) in enumerate(said):
        history.state(Statement(value, at, seq))
        truth[at] = value
    for time in range(-1, 11):
        times = [at for at in truth if at <= time]
        assert history.value_at(time) == (truth[max(times)] if times else None)
    became = [t for t in range(10) if history.value_at(t) is True and history.value_at(t - 1) is not True]
    assert history.became_yes == became
    assert history.value == history.value_at(99)
    assert [s.at for s in history.statements] == sorted(at for at, _ in said)
    assert history.truth().last == {None: OPEN, True: YES, False: NO}[history.value]


GRIDS = st.builds(
    Grid,
    limit=st.just(0),
    start=st.integers(-5, 5),
    first=st.integers(0, 7),
    every=st.integers(1, 5),
    begin=st.just(ALWAYS),
    end=st.just(NEVER),
    certain=st.just(True),
)


@given(GRIDS, st.integers(-5, 60))
def test_a_grid_is_arithmetic(grid: Grid, time: int) -> None:
    """Turn k opens at D(k-1) and its window closes at D(k+1), counted one by one."""
    time = max(time, grid.start)
    dues = [grid.due(k) for k in range(90)]
    assert dues[0] == grid.start
    assert [b - a for a, b in pairwise(dues[1:])] == [grid.every] * 88
    opened = [k for k in range(1, 89) if dues[k - 1] <= time]
    assert grid.latest_open(time) == max(opened, default=1)
    assert grid.oldest_open(time) == min(k for k in range(1, 89) if time < dues[k + 1])
    assert grid.passed(time) == max((k for k in range(1, 89) if dues[k] < time), default=0)
    assert grid.free(time) == max(1, grid.oldest_open(time))
    following = grid.next_after(time)
    assert following is not None
    assert following == min(t for due in dues[1:] for t in (due, due + 1) if t > time)


@given(GRIDS, st.lists(st.integers(0, 40), max_size=8), st.integers(0, 50))
def test_every_turn_of_a_grid_is_accounted_for_once(grid: Grid, acts: list[int], now: int) -> None:
    used = 0
    for act in sorted(max(act, grid.start) for act in acts):
        if (k := grid.free(act)) is not None:
            grid.use(k, act, skipped=False)
            used += 1
    now = max([now, grid.start, *acts])
    turns = [k for v in grid.verdicts(now) for k in range(v.turn, v.turn + v.turns)]
    assert turns == list(range(1, len(turns) + 1))
    assert sum(v.grade in {"met", "late"} for v in grid.verdicts(now)) == used


def test_a_grid_that_begins_later_is_foretold() -> None:
    grid = Grid(0, 100, 10, 10, ALWAYS, NEVER, True)
    assert grid.next_after(50) == 100
    assert grid.next_opening(50) == 110


def test_a_record_keeps_its_lists_sorted() -> None:
    record = Record((1,))
    for n in (3, 2):
        record.stand(n)
        record.stand(n)
    record.settle(3, done=Mark(30, 5, "x"))
    record.settle(2, done=Mark(40, 6, "x"))
    assert (record.numbers, record.open, record.ends, record.begun) == ([1, 2, 3], [1], [30, 40], 30)
    record.withdraw(3)
    record.withdraw(3)
    record.settle(3, skipped=Mark(20, 7, "x"))
    assert (record.numbers, record.open, record.ends, record.begun) == ([1, 2], [1], [40], 20)
    record.stand(3)
    assert (record.numbers, record.open, record.ends) == ([1, 2, 3], [1], [40])


def test_a_plan_that_goes_round_in_a_circle_or_repeats_by_days_is_not_lived() -> None:
    """The checks of plans refuse both; a plan made otherwise is refused here."""
    plan = tiny("", step("a"), step("b", "after: [a]", "limits: [{every: 1 h, from: a, basis: plan, source: C-1}]"))
    circle = replace(plan.steps[1], after=(("b",),))
    with pytest.raises(ValueError, match="circle"):
        Compiled(replace(plan, steps=(plan.steps[0], circle, plan.steps[2])))
    daily = replace(plan.steps[2], limits=(replace(plan.steps[2].limits[0], every=Duration("1 day", days=1)),))
    with pytest.raises(ValueError, match="spacing"):
        Compiled(replace(plan, steps=(*plan.steps[:2], daily)))


def test_what_can_never_apply_is_not_waited_for() -> None:
    plan = tiny(
        "danger: {type: yes-no, ask: d}",
        step("a", "when: {profile: private}"),
        step("b", "after: [a]"),
        step("c", "after: [a, log]"),
        step("f", "after: [{any: [a, log]}]"),
        step("e", "when: {any: [{profile: private}, {danger: yes}]}"),
    )
    story = Story(plan).when("08:45 done log", "08:50 set danger=no", "08:51 set danger=yes at 08:49")
    assert story.states("a", "b", "c", "f") == ["not-applicable", "not-applicable", "ready", "ready"]
    assert story.states("e") == ["not-applicable"]


def test_the_first_of_a_day_and_the_next() -> None:
    day = ms("08:40")
    assert incident_id(day, "Asia/Shanghai", []) == "2026-0309-01"
    taken = ["2026-0309-01", "2026-0309-12", "2026-0309-x", "2026-0310-40", "gate"]
    assert incident_id(day, "Asia/Shanghai", taken) == "2026-0309-13"
    assert incident_id(day, "Pacific/Honolulu", []) == "2026-0308-01"


def test_a_long_chain_of_unanswered_questions_is_followed_to_its_end() -> None:
    """As many steps as a plan may have, each waiting for the one before: no recursion is deep enough to break."""
    chain = [step("s0", "when: {danger: yes}"), *(step(f"s{n}", f"after: [s{n - 1}]") for n in range(1, 1100))]
    story = Story(tiny("danger: {type: yes-no, ask: d}", *chain))
    assert story.waits("s1099") == ["fact danger", "step s1098"]


def test_every_refusal_that_is_listed_is_made_somewhere() -> None:
    files = [path.read_text(encoding="utf-8") for path in HOME.glob("*.py") if path.name != "refusals.py"]
    assert [code for code in CODES if not any(f'"{code}"' in text for text in files)] == []
