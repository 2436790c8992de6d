"""Working days: official dates known by hand, a second record day by day, and what is not published."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbooks.calendar import PUBLISHED_YEARS, WorkingDays, add_working_days, working_days_table


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [d for i in range(366) if (d := first + timedelta(days=i)).year == year]


@pytest.mark.parametrize("year", PUBLISHED_YEARS)
def test_every_day_agrees_with_a_second_record_of_the_announcements(year: int) -> None:
    table = working_days_table()
    differing = [d for d in days_of(year) if table.is_working(d) != chinese_calendar.is_workday(d)]
    assert differing == []
    assert table.published(date(year, 6, 1))


@pytest.mark.parametrize(
    ("first", "last", "worked"),
    [
        # 2024: New Year, Spring Festival, Qingming, Labour Day, Dragon Boat, Mid-Autumn, National Day
        ("2024-01-01", "2024-01-01", []),
        ("2024-02-10", "2024-02-17", ["2024-02-04", "2024-02-18"]),
        ("2024-04-04", "2024-04-06", ["2024-04-07"]),
        ("2024-05-01", "2024-05-05", ["2024-04-28", "2024-05-11"]),
        ("2024-06-10", "2024-06-10", []),
        ("2024-09-15", "2024-09-17", ["2024-09-14"]),
        ("2024-10-01", "2024-10-07", ["2024-09-29", "2024-10-12"]),
        # 2025
        ("2025-01-01", "2025-01-01", []),
        ("2025-01-28", "2025-02-04", ["2025-01-26", "2025-02-08"]),
        ("2025-04-04", "2025-04-06", []),
        ("2025-05-01", "2025-05-05", ["2025-04-27"]),
        ("2025-05-31", "2025-06-02", []),
        ("2025-10-01", "2025-10-08", ["2025-09-28", "2025-10-11"]),
        # 2026
        ("2026-01-01", "2026-01-03", ["2026-01-04"]),
        ("2026-02-15", "2026-02-23", ["2026-02-14", "2026-02-28"]),
        ("2026-04-04", "2026-04-06", []),
        ("2026-05-01", "2026-05-05", ["2026-05-09"]),
        ("2026-06-19", "2026-06-21", []),
        ("2026-09-25", "2026-09-27", []),
        ("2026-10-01", "2026-10-07", ["2026-09-20", "2026-10-10"]),
    ],
)
def test_holidays_as_announced(first: str, last: str, worked: list[str]) -> None:
    table = working_days_table()
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    holiday = [start + timedelta(days=i) for i in range((end - start).days + 1)]
    assert not any(table.is_working(d) for d in holiday)
    assert all(table.is_working(date.fromisoformat(d)) for d in worked)


def test_a_hearing_before_the_spring_festival() -> None:
    """Friday 13 February 2026: Saturday the 14th is worked, then the festival until the 23rd."""
    assert add_working_days(date(2026, 2, 13), 3) == date(2026, 2, 25)


def test_no_days_is_the_day_itself_and_the_first_is_not_counted() -> None:
    sunday = date(2026, 3, 8)
    assert add_working_days(sunday, 0) == sunday
    assert add_working_days(sunday, 1) == date(2026, 3, 9)
    assert add_working_days(date(2026, 3, 9), 1) == date(2026, 3, 10)


COUNTED = [
    # (from, days, lands on), each counted by hand on the notice of its year
    # 2024: 春节 2月10日至17日, 2月4日、18日上班; 国庆节 10月1日至7日, 9月29日、10月12日上班
    ("2024-02-08", 3, "2024-02-19"),
    ("2024-02-18", -2, "2024-02-08"),
    ("2024-02-19", -6, "2024-02-05"),
    ("2024-02-05", -2, "2024-02-02"),
    ("2024-09-30", 5, "2024-10-12"),
    ("2024-10-08", -5, "2024-09-25"),
    # 2025: 春节 1月28日至2月4日, 1月26日、2月8日上班; 国庆节、中秋节 10月1日至8日, 9月28日、10月11日上班
    ("2025-01-24", 3, "2025-02-05"),
    ("2025-01-27", 5, "2025-02-10"),
    ("2025-02-06", -3, "2025-01-26"),
    ("2025-02-10", -10, "2025-01-21"),
    ("2025-09-29", 3, "2025-10-10"),
    ("2025-09-29", 5, "2025-10-13"),
    ("2025-10-01", -10, "2025-09-18"),
    ("2025-10-13", -4, "2025-09-30"),
    # 2026: 春节 2月15日至23日, 2月14日、28日上班; 中秋节 9月25日至27日; 国庆节 10月1日至7日, 9月20日、10月10日上班
    ("2026-02-13", 3, "2026-02-25"),
    ("2026-02-14", 5, "2026-02-28"),
    ("2026-02-25", -3, "2026-02-13"),
    ("2026-03-02", -10, "2026-02-10"),
    ("2026-09-30", 3, "2026-10-10"),
    ("2026-10-01", -10, "2026-09-17"),
    ("2026-09-10", -10, "2026-08-27"),
]


@pytest.mark.parametrize(("day", "n", "lands"), COUNTED)
def test_over_spring_festival_and_national_day(day: str, n: int, lands: str) -> None:
    """Forwards and backwards over both festivals of three years, counted by hand.

    The arrangements are those of 国务院办公厅关于2024年部分节假日安排的通知 (2023年10月25日),
    国务院办公厅关于2025年部分节假日安排的通知 (2024年11月12日) and 国务院办公厅关于2026年部分节假日安排的通知
    (2025年11月4日).
    """
    assert add_working_days(date.fromisoformat(day), n) == date.fromisoformat(lands)


def test_in_a_year_that_is_not_published_weekdays_are_counted_and_that_can_be_seen() -> None:
    table = working_days_table()
    assert 2027 not in PUBLISHED_YEARS
    assert not table.published(date(2027, 1, 1))
    assert [table.is_working(date(2027, 2, d)) for d in range(1, 8)] == [True] * 5 + [False] * 2
    assert add_working_days(date(2026, 12, 31), 1, table) == date(2027, 1, 1)


def test_a_table_of_some_years() -> None:
    assert working_days_table(2026, 2027).years == {2026}
    assert working_days_table(2030, 2031) == WorkingDays()
    assert {d.year for d in working_days_table(2020, 2021).off} == {2020, 2021}
    assert not any(d.weekday() >= 5 for d in working_days_table().off)
    assert all(d.weekday() >= 5 for d in working_days_table().worked)


def test_a_frozen_table_is_the_same_table() -> None:
    table = working_days_table(2025, 2026)
    data = json.loads(json.dumps(table.to_data(), sort_keys=True))
    assert WorkingDays.from_data(data) == table
    assert data["years"] == [2025, 2026]
    assert "2026-02-16" in data["off"]
    assert "2026-02-14" in data["worked"]


days = st.dates(date(2018, 1, 1), date(2030, 12, 31))


@given(days, st.integers(0, 60), st.integers(0, 60))
def test_counting_on_is_counting_in_one_go(day: date, one: int, two: int) -> None:
    table = working_days_table()
    first = add_working_days(day, one, table)
    assert add_working_days(first, two, table) == add_working_days(day, one + two, table)
    passed = [day + timedelta(days=i) for i in range(1, (first - day).days + 1)]
    assert sum(map(table.is_working, passed)) == one


@given(days, st.integers(0, 60))
def test_so_many_forwards_and_as_many_back_is_where_one_was(day: date, n: int) -> None:
    table = working_days_table()
    start = day if table.is_working(day) else add_working_days(day, 1, table)
    assert add_working_days(add_working_days(start, n, table), -n, table) == start
    assert add_working_days(add_working_days(start, -n, table), n, table) == start
    back = add_working_days(day, -n, table)
    assert sum(table.is_working(back + timedelta(days=i)) for i in range((day - back).days)) == n


def test_the_library_is_loaded_only_to_make_a_table() -> None:
    code = "import sys, runbooks.calendar as c; c.WorkingDays(); print('holidays' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
