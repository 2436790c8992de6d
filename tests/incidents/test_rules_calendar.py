"""Repeats by the calendar: every day, week, month, on a day of it; their windows, what ends them, what settles them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents import commands as c
from incidents.calendar_grid import CalendarGrid
from incidents.tracks import ALWAYS, NEVER
from runbooks.days import end_of_day, local_date, start_of_day
from runbooks.periods import due_day, first_day, period_of
from runbooks.plan import PERIODS, Period
from tests.incidents.small_plans import step, tiny
from tests.incidents.story import Story, clock, ms

FACTS = """office: {type: yes-no, ask: o}, over: {type: yes-no, ask: e}, since: {type: date, ask: s},
  colour: {type: choice, ask: c, of: {red: Red, yellow: Yellow}}"""


def every(keys: str, *more: str, began: str = "08:40") -> Story:
    """A step `check` that comes again by the calendar, in an incident begun on Monday 9 March 2026."""
    limit = f"limits: [{{{keys}, basis: plan, source: C-1}}]"
    return Story(tiny(FACTS, step("go"), step("check", limit, *more), step("stop")), began=began)


@pytest.mark.parametrize(
    ("keys", "due"),
    [
        ("every: day", "03-10 00:00"),
        ("every: week", "03-16 00:00"),
        ("every: week, day: 1", "03-10 00:00"),
        ("every: week, day: 5", "03-14 00:00"),
        ("every: month", "04-01 00:00"),
        ("every: month, day: 25", "03-26 00:00"),
        ("every: month, day: 8", "04-09 00:00"),
        ("every: quarter", "04-01 00:00"),
        ("every: quarter, day: 20", "04-21 00:00"),
        ("every: half-year", "07-01 00:00"),
        ("every: year, day: 91", "04-02 00:00"),
    ],
)
def test_it_is_first_due_on_the_first_such_day_after_the_start(keys: str, due: str) -> None:
    assert clock(every(keys).limits("check")[0].due_at) == due


def test_a_short_month_is_due_on_its_last_day() -> None:
    story = every("every: month, day: 31", began="02-10 08:40")
    assert story.every("check") == ["1 running 03-01 00:00"]
    assert story.look("04-05 08:00").every("check") == ["1-2 missed", "3 running 05-01 00:00"]


def test_by_the_twenty_fifth_of_each_month() -> None:
    story = every("every: month, day: 25").when("03-20 09:00 done check")
    assert story.every("check") == [f"1 met {(5 * 24 + 15) * 3600}", "2 pending 04-26 00:00"]
    assert story.states("check") == ["waiting"]
    assert story.waits("check") == ["turn 04-01 00:00"]
    story.refused("03-31 09:00 done check", "step-waits")
    assert story.look("04-01 00:00").states("check") == ["ready"]
    assert story.look("04-26 00:00").every("check")[1:] == ["2 running 04-26 00:00"]
    assert story.look("04-26 00:01").every("check")[1:] == ["2 overdue 04-26 00:00"]
    story.when("04-28 09:00 done check")
    assert story.every("check")[1:] == [f"2 late -{(2 * 24 + 9) * 3600}", "3 pending 05-26 00:00"]


def test_a_period_that_passes_unused_is_missed_with_its_end() -> None:
    story = every("every: month, day: 25")
    assert story.look("03-31 23:59").every("check") == ["1 overdue 03-26 00:00"]
    assert story.look("04-01 00:00").every("check") == ["1 missed", "2 running 04-26 00:00"]
    assert story.look("08-03 00:00").every("check") == ["1-5 missed", "6 running 08-26 00:00"]


def test_what_is_done_at_midnight_still_belongs_to_the_day_that_ends() -> None:
    story = every("every: day").when("03-10 00:00 done check")
    assert story.every("check") == ["1 met 0", "2 running 03-11 00:00"]
    story.when("03-10 00:00 done check")
    assert story.every("check") == ["1 met 0", "2 met 86400", "3 pending 03-12 00:00"]
    late = every("every: day").when("03-10 00:00:01 done check")
    assert late.every("check")[0] == "1 missed"


def test_begun_after_this_periods_day_it_waits_for_the_next_period() -> None:
    story = every("every: month, day: 5")
    assert story.every("check") == ["1 pending 04-06 00:00"]
    assert (story.states("check"), story.waits("check")) == (["waiting"], ["turn 04-01 00:00"])
    assert clock(story.session.snapshot().next_change) == "04-01 00:00"
    story.when("03-10 09:00 done check : while we were there")
    assert story.every("check") == ["1 pending 04-06 00:00"], "it settles no turn"
    assert story.look("04-02 09:00").states("check") == ["ready"]


def test_the_clock_changes_it_when_it_opens_is_overdue_and_is_over() -> None:
    story = every("every: week, day: 3").when("08:41 done log")
    seen, times = story.session.snapshot(), []
    for _ in range(4):
        assert seen.next_change is not None
        times.append(clock(seen.next_change - seen.next_change % 1000))
        seen = story.session.snapshot(seen.next_change)
    assert times == ["03-12 00:00", "03-16 00:00", "03-19 00:00", "03-23 00:00"]


def test_red_daily_until_yellow_and_then_weekly() -> None:
    story = Story(
        tiny(
            FACTS,
            step("enter", "record: [colour]"),
            step(
                "update",
                "after: [enter]",
                "limits: [{every: day, when: {colour: red}, until: finish, basis: plan, source: C-1},"
                " {every: week, when: {colour: yellow}, until: finish, basis: plan, source: C-1}]",
            ),
            step("finish", "after: [enter]"),
        )
    )
    story.when(
        "08:50 done enter", "03-11 10:00 set colour=red", "03-13 11:00 done update", "03-13 11:00 set colour=yellow"
    )
    assert story.every("update", 1) == ["1-2 missed", "3 met 46800"]
    assert story.every("update", 2) == ["1 running 03-16 00:00"]
    story.when("03-15 09:00 done update", "03-17 09:00 done finish")
    assert story.every("update", 2) == ["1 met 54000"]
    assert story.look("05-01 09:00").every("update", 1) == ["1-2 missed", "3 met 46800"]


def test_when_it_comes_to_hold_anew_a_new_run_begins() -> None:
    story = every("every: month, day: 25, when: {colour: red}").when("08:50 set colour=red", "03-20 09:00 done check")
    story.when("03-22 09:00 set colour=yellow", "03-23 09:00 set colour=red")
    assert [view.state for view in story.limits("check")] == ["met", "running"]
    assert clock(story.limits("check")[-1].due_at) == "03-26 00:00"


def test_not_needed_and_needed_again_it_misses_nothing_twice() -> None:
    story = every("every: month, day: 25", "when: {office: yes}").when("08:50 set office=yes")
    story.when("03-27 09:00 set office=no")
    assert story.every("check") == ["1 missed"]
    story.when("03-28 09:00 set office=yes")
    assert story.every("check") == ["1 missed", "2 pending 04-26 00:00"]


@pytest.mark.parametrize(
    ("end", "verdicts"),
    [("03-20 09:00 set over=yes", ["1 not-applicable"]), ("03-27 09:00 set over=yes", ["1 missed"])],
)
def test_it_ends_with_its_until(end: str, verdicts: list[str]) -> None:
    story = every("every: month, day: 25, until: over").when(end)
    shown = [v if v != "not-applicable" else f"1 {v}" for v in story.look("06-01 09:00").every("check")]
    assert shown == verdicts


def test_counted_from_a_date() -> None:
    story = every("every: week, day: 2, from: since")
    assert story.every("check") == ["1 pending"]
    story.when("08:50 set since=2026-03-18")
    assert story.look("03-18 00:00").every("check") == ["1 pending 03-25 00:00"]


def test_an_earlier_beginning_lays_it_anew() -> None:
    story = every("every: month, day: 8")
    assert story.every("check") == ["1 pending 04-09 00:00"]
    story.do(c.StateFact(at=story.clock.time, fact="began", value=ms("03-05 08:00")))
    assert story.every("check") == ["1 overdue 00:00"]


def test_it_is_waived_and_closed_like_any_repeat() -> None:
    story = every("every: day").when("03-10 09:00 waive check/1 : the office is closed")
    assert story.look("03-20 09:00").every("check") == ["1 missed", "2 waived"]
    closed = every("every: day").when("03-10 09:00 close : enough")
    assert closed.look("03-20 09:00").every("check") == ["1 missed"]


def test_what_is_told_of_it() -> None:
    view = every("every: month, day: 25").limits("check")[0]
    assert (view.within, view.within_ms, view.day, view.repeat, view.from_) == ("month", None, 25, True, "began")


# -- the grid by itself ----------------------------------------------------------------------------------

ZONES = st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/St_Johns"])
MOMENTS = st.integers(1_700_000_000, 1_800_000_000).map(lambda s: s * 1000)


@given(st.sampled_from(PERIODS), st.none() | st.integers(1, 31), ZONES, MOMENTS, st.integers(0, 400 * 86_400))
def test_dues_agree_with_counting_periods_one_by_one(
    unit: Period, day: int | None, zone: str, start: int, later: int
) -> None:
    grid = CalendarGrid(0, start, 0, 0, ALWAYS, NEVER, True, unit=unit, day=day, zone=zone)
    now = start + later * 1000
    number, dues, opens, closes = period_of(local_date(start, zone), unit) - 1, [], [], []
    while len(dues) < 2 or dues[-2] <= now + 400 * 86_400_000:
        number += 1
        due = end_of_day(due_day(number, unit, day), zone)
        if due > start:
            dues.append(due)
            opens.append(max(start, start_of_day(first_day(number, unit), zone)))
            closes.append(start_of_day(first_day(number + 1, unit), zone))
    turns = range(1, len(dues) + 1)
    assert [grid.due(k) for k in turns] == dues
    assert [grid.opens(k) for k in turns] == opens
    assert grid.latest_open(now) == max((k for k in turns if opens[k - 1] <= now), default=0)
    assert grid.oldest_open(now) == min(k for k in turns if closes[k - 1] > now or dues[k - 1] >= now)
    assert grid.passed(now) == max((k for k in turns if dues[k - 1] < now), default=0)
    changes = sorted({*opens, *closes, *(due + 1 for due in dues)} - {start})
    assert grid.next_after(now) == min(time for time in changes if time > now)


@given(st.lists(st.integers(0, 60 * 24), max_size=12), st.integers(0, 60 * 24), st.none() | st.integers(1, 7))
def test_every_turn_is_accounted_for_once(acts: list[int], now: int, day: int | None) -> None:
    start = 1_773_016_800_000
    grid = CalendarGrid(0, start, 0, 0, ALWAYS, NEVER, True, unit="week", day=day, zone="Asia/Shanghai")
    used = 0
    for act in sorted(start + act * 3_600_000 for act in acts):
        if (k := grid.free(act)) is not None:
            grid.use(k, act, skipped=False)
            used += 1
    seen = max([start + now * 3_600_000, *(start + act * 3_600_000 for act in acts)])
    verdicts = list(grid.verdicts(seen))
    turns = [k for v in verdicts for k in range(v.turn, v.turn + v.turns)]
    assert turns == list(range(1, len(turns) + 1))
    assert sum(v.grade in {"met", "late"} for v in verdicts) == used
