"""Where days begin and end at the site."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbooks.days import add_months, end_of_day, local_date, start_of_day
from runbooks.periods import LONGEST, due_day, first_day, period_of
from runbooks.plan import PERIODS, Period

HOUR = 3_600_000
ZONES = st.sampled_from(
    ["Asia/Shanghai", "UTC", "Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia", "Asia/Kathmandu"]
)


def ms(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp()) * 1000  # type: ignore[arg-type, misc]


def test_a_day_in_shanghai() -> None:
    day = date(2026, 2, 25)
    assert start_of_day(day, "Asia/Shanghai") == ms(2026, 2, 24, 16)
    assert end_of_day(day, "Asia/Shanghai") == ms(2026, 2, 25, 16)
    assert local_date(ms(2026, 2, 25, 16) - 1, "Asia/Shanghai") == day
    assert local_date(ms(2026, 2, 25, 16), "Asia/Shanghai") == date(2026, 2, 26)


def test_a_day_is_not_always_24_hours_long() -> None:
    spring, autumn = date(2026, 3, 29), date(2026, 10, 25)
    assert [end_of_day(d, "Europe/Berlin") - start_of_day(d, "Europe/Berlin") for d in (spring, autumn)] == [
        23 * HOUR,
        25 * HOUR,
    ]


def test_before_the_epoch() -> None:
    assert start_of_day(date(1969, 12, 31), "UTC") == -24 * HOUR
    assert local_date(-1, "UTC") == date(1969, 12, 31)


@given(st.dates(date(1992, 1, 2), date(2100, 1, 1)), ZONES)
def test_every_day_ends_where_the_next_begins(day: date, zone: str) -> None:
    start, end = start_of_day(day, zone), end_of_day(day, zone)
    assert start <= end
    if start < end:  # one day never was in Apia
        assert local_date(end - 1, zone) == day
        assert local_date(start, zone) in (day, date.fromordinal(day.toordinal() + 1))


@pytest.mark.parametrize(
    ("day", "n", "lands"),
    [
        ("2026-03-09", 3, "2026-06-09"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -13, "2024-12-15"),
        ("2026-03-09", 0, "2026-03-09"),
        ("2028-02-29", 12, "2029-02-28"),
    ],
)
def test_a_month_ends_on_the_same_day_number_or_on_its_last_day(day: str, n: int, lands: str) -> None:
    assert add_months(date.fromisoformat(day), n).isoformat() == lands


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.sampled_from(PERIODS))
def test_periods_follow_each_other_without_a_gap(day: date, unit: Period) -> None:
    number = period_of(day, unit)
    first, following = first_day(number, unit), first_day(number + 1, unit)
    assert first <= day < following
    assert period_of(following, unit) == number + 1
    assert period_of(first - timedelta(days=1), unit) == number - 1
    assert (following - first).days <= LONGEST[unit]
    assert due_day(number, unit, None) == following - timedelta(days=1)
    assert first <= due_day(number, unit, 31) < following


@pytest.mark.parametrize(
    ("day", "unit", "first"),
    [
        ("2026-03-09", "day", "2026-03-09"),
        ("2026-03-15", "week", "2026-03-09"),
        ("2026-03-31", "month", "2026-03-01"),
        ("2026-03-31", "quarter", "2026-01-01"),
        ("2026-12-31", "quarter", "2026-10-01"),
        ("2026-06-30", "half-year", "2026-01-01"),
        ("2026-07-01", "half-year", "2026-07-01"),
        ("2026-12-31", "year", "2026-01-01"),
    ],
)
def test_where_periods_begin(day: str, unit: Period, first: str) -> None:
    assert first_day(period_of(date.fromisoformat(day), unit), unit).isoformat() == first
