"""Durations as plans write them, and what misspelt ones are answered with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbooks.durations import EXAMPLES, is_duration, parse_duration
from runbooks.plan import PERIODS, Duration
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
        ("3 months", Duration("3 months", months=3)),
        ("1 months", Duration("1 month", months=1)),
        ("0 months", Duration("0 months", months=0)),
        ("day", Duration("day", period="day")),
        ("half-year", Duration("half-year", period="half-year")),
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
        ("3 mths", "3 months"),
        ("3个月", "3 months"),
        ("months", "month"),
        ("monthly", "month"),
        ("每月", "month"),
        ("every week", "week"),
        ("每周", "week"),
        ("weeks", "week"),
        ("2 weeks", "14 days"),
        ("2周", "14 days"),
        ("2 quarters", "6 months"),
        ("1季度", "3 months"),
        ("1 half-year", "6 months"),
        ("1 year", "12 months"),
        ("2年", "24 months"),
        ("half year", "half-year"),
        ("半年", "half-year"),
        ("halfyear", "half-year"),
        ("每天", "day"),
        ("daily", "day"),
        ("季度", "quarter"),
    ],
)
def test_the_calendar_in_other_words(text: str, hint: str) -> None:
    with pytest.raises(Fault) as caught:
        parse_duration(text)
    assert (caught.value.code, caught.value.hint) == ("bad-duration", hint)


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("36501 days", "36500 days"),
        ("99999999 h", "36500 days"),
        ("99999999 working days", "36500 days"),
        ("60000000 min", "36500 days"),
        ("1201 months", "1200 months"),
    ],
)
def test_nothing_lasts_longer_than_a_century(text: str, most: str) -> None:
    with pytest.raises(Fault) as caught:
        parse_duration(text)
    assert (caught.value.code, caught.value.values["most"]) == ("duration-too-long", most)


@pytest.mark.parametrize("raw", [30, 1.5, None, True, ["30 min"]])
def test_what_is_no_text_is_no_duration(raw: object) -> None:
    with pytest.raises(Fault) as caught:
        parse_duration(raw)
    assert caught.value.hint == ("30 min" if raw == 30 else "")


@given(
    st.text(max_size=30)
    | st.from_regex(r"\d{1,9} ?(h|min|days|working days|weeks|months|years)?( \d{1,3} min)?", fullmatch=True)
    | st.sampled_from(PERIODS)
)
def test_what_is_read_is_written_in_one_way_only(text: str) -> None:
    try:
        duration = parse_duration(text)
    except Fault as fault:
        if fault.code == "bad-duration" and fault.hint:
            parse_duration(fault.hint)
        return
    assert parse_duration(duration.text) == duration
    kinds = [duration.ms, duration.days, duration.working_days, duration.months, duration.period]
    assert kinds.count(None) == len(kinds) - 1


def test_what_looks_like_a_duration() -> None:
    assert all(is_duration(raw) for raw in ("30 min", "3 mnths", "week", "day", 30, 1.5, "1:30"))
    assert not any(is_duration(raw) for raw in ("soon", "ASM-02", "", None))
