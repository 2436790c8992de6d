"""A misspelt duration is answered with what can stand in its place, and with nothing else."""

from __future__ import annotations

import pytest

from runbooks.accepted import Accepted, as_accepted, duration_at
from runbooks.durations import parse_duration
from runbooks.nodes import Node
from runbooks.problems import Fault
from runbooks.spots import Spot

ALL: tuple[Accepted, ...] = ("length", "repeat", "days", "clock")


def spot(text: str) -> Spot:
    return Spot.top(Node("a.yaml", 0, text, text), lambda line: "")


def hints(text: str) -> tuple[str, ...]:
    found = []
    for accepted in ALL:
        with pytest.raises(Fault) as caught:
            duration_at(spot(text), accepted)
        found.append(caught.value.hint)
    return tuple(found)


@pytest.mark.parametrize(
    ("text", "length", "repeat", "days", "clock"),
    [
        ("30", "30 min", "30 min", "30 days", "30 min"),
        ("2 hours", "2 h", "2 h", "", "2 h"),
        ("48小时", "48 h", "48 h", "2 days", "48 h"),
        ("24小时", "24 h", "24 h", "1 day", "24 h"),
        ("2周", "14 days", "336 h", "14 days", "336 h"),
        ("7天", "7 days", "week", "7 days", "168 h"),
        ("3个工作日", "3 working days", "", "3 working days", ""),
        ("3个月", "3 months", "quarter", "3 months", ""),
        ("每月", "1 month", "month", "1 month", ""),
        ("1:30", "1 h 30 min", "1 h 30 min", "", "1 h 30 min"),
        ("soon", "", "", "", ""),
        ("-3 min", "", "", "", ""),
    ],
)
def test_the_hint_is_of_a_kind_that_is_accepted(text: str, length: str, repeat: str, days: str, clock: str) -> None:
    assert hints(text) == (length, repeat, days, clock)
    for accepted, hint in zip(ALL, hints(text), strict=True):
        assert as_accepted(parse_duration(hint), accepted) == hint if hint else True


@pytest.mark.parametrize("accepted", ALL)
def test_the_examples_are_of_a_kind_that_is_accepted(accepted: Accepted) -> None:
    with pytest.raises(Fault) as caught:
        duration_at(spot("soon"), accepted)
    assert caught.value.allowed
    assert [as_accepted(parse_duration(text), accepted) for text in caught.value.allowed] == [*caught.value.allowed]


def test_what_is_too_long_is_told_in_the_unit_of_the_place() -> None:
    told = []
    for accepted in ALL:
        with pytest.raises(Fault) as caught:
            duration_at(spot("99999999 h"), accepted)
        told.append(caught.value.values["most"])
    assert told == ["36500 days", "36500 days", "36500 days", "876000 h"]
