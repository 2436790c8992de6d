"""Durations as plans write them, and what misspelt ones are answered with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbooks.durations import EXAMPLES, is_duration, parse_duration
from runbooks.plan import Duration
from runbooks.problems import Fault

MINUTE, HOUR = 60_000, 3_600_000


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("30 min", Duration("30 min", ms=30 * MINUTE)),
        ("0 min", Duration("0 min", ms=0)),
        ("1 h", Duration("1 h", ms=HOUR)),
        ("1 h 30 min", Duration("1 h 30 min", ms=90 * MINUTE)),
        ("90 min", Duration("90 min", ms=90 * MINUTE)),
        ("15 days", Duration("15 days", days=15)),
        ("1 day", Duration("1 day", days=1)),
        ("1 days", Duration("1 day", days=1)),
        ("0 days", Duration("0 days", days=0)),
        ("3 working days", Duration("3 working days", working_days=3)),
        ("1 working day", Duration("1 working day", working_days=1)),
    ],
)
def test_durations(text: str, duration: Duration) -> None:
    assert parse_duration(text) == duration


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("1h30", "1 h 30 min"),
        ("1h30m", "1 h 30 min"),
        ("1 h 30", "1 h 30 min"),
        ("1 h 90 min", "2 h 30 min"),
        ("1.5 h", "1 h 30 min"),
        ("0.5h", "30 min"),
        ("30min", "30 min"),
        ("30 minutes", "30 min"),
        ("30m", "30 min"),
        ("３０ min", "30 min"),
        ("30", "30 min"),
        ("2 hours", "2 h"),
        ("15d", "15 days"),
        ("15天", "15 days"),
        ("3个工作日", "3 working days"),
        ("3 business days", "3 working days"),
        ("1小时30分", "1 h 30 min"),
        (" 30  min ", "30 min"),
        ("soon", ""),
        ("", ""),
        ("-5 min", ""),
        ("1.25 h", ""),
        ("1 h 2 h", ""),
    ],
)
def test_a_misspelt_duration_is_answered_with_the_right_one(text: str, right: str) -> None:
    with pytest.raises(Fault) as caught:
        parse_duration(text)
    fault = caught.value
    assert (fault.code, fault.values, fault.hint, fault.allowed) == ("bad-duration", {"given": text}, right, EXAMPLES)


@pytest.mark.parametrize("text", ["1:30", "01:30", "1\uff1a30"])
def test_a_time_of_the_clock_is_no_duration(text: str) -> None:
    with pytest.raises(Fault) as caught:
        parse_duration(text)
    assert (caught.value.hint, caught.value.allowed) == ("1 h 30 min", ("1 h 30 min", "90 min"))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("3 months", ""),
        ("month", ""),
        ("every week", ""),
        ("2 weeks", "14 days"),
        ("2周", "14 days"),
        ("1 year", ""),
        ("half-year", ""),
        ("quarter", ""),
        ("day", ""),
        ("每天", ""),
        ("季度", ""),
    ],
)
def test_weeks_months_and_years_come_later(text: str, hint: str) -> None:
    with pytest.raises(Fault) as caught:
        parse_duration(text)
    assert (caught.value.code, caught.value.hint) == ("from-later-version", hint)


@pytest.mark.parametrize("text", ["36501 days", "99999999 h", "99999999 working days", "60000000 min"])
def test_nothing_lasts_longer_than_a_century(text: str) -> None:
    with pytest.raises(Fault) as caught:
        parse_duration(text)
    assert (caught.value.code, caught.value.values["most"]) == ("duration-too-long", "36500 days")


@pytest.mark.parametrize("raw", [30, 1.5, None, True, ["30 min"]])
def test_what_is_no_text_is_no_duration(raw: object) -> None:
    with pytest.raises(Fault) as caught:
        parse_duration(raw)
    assert caught.value.hint == ("30 min" if raw == 30 else "")


@given(
    st.text(max_size=30) | st.from_regex(r"\d{1,9} ?(h|min|days|working days|weeks)?( \d{1,3} min)?", fullmatch=True)
)
def test_what_is_read_is_written_in_one_way_only(text: str) -> None:
    try:
        duration = parse_duration(text)
    except Fault as fault:
        if fault.code == "bad-duration" and fault.hint:
            parse_duration(fault.hint)
        return
    assert parse_duration(duration.text) == duration
    assert [duration.ms, duration.days, duration.working_days].count(None) == 2


def test_what_looks_like_a_duration() -> None:
    assert all(is_duration(raw) for raw in ("30 min", "3 mnths", "week", "day", 30, 1.5, "1:30"))
    assert not any(is_duration(raw) for raw in ("soon", "ASM-02", "", None))
