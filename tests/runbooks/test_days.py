"""Where days begin and end at the site."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from runbooks.days import end_of_day, local_date, start_of_day

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
