"""Digits wait a moment for company."""

from __future__ import annotations

from tui.desk.keys import Key
from tui.shell.gather import Gather


def digit(char: str, at: int) -> Key:
    return Key("digit", at, char)


def test_a_digit_alone_is_a_digit_after_a_moment() -> None:
    gather = Gather()
    assert gather.feed(digit("4", 0), hold=True) == []
    assert gather.due(20) == []
    assert gather.due(30) == [digit("4", 0)]
    assert gather.due(60) == []


def test_digits_that_come_with_text_are_text() -> None:
    gather = Gather()
    assert gather.feed(digit("4", 0), hold=True) == []
    assert gather.feed(digit("2", 0), hold=True) == []
    assert [key.name for key in gather.feed(Key("text", 1, "人"), hold=True)] == ["text", "text", "text"]


def test_text_that_comes_later_leaves_the_digit_what_it_was() -> None:
    gather = Gather()
    gather.feed(digit("4", 0), hold=True)
    assert [key.name for key in gather.feed(Key("text", 200, "人"), hold=True)] == ["digit", "text"]


def test_two_digits_typed_by_hand_are_two_digits() -> None:
    gather = Gather()
    gather.feed(digit("0", 0), hold=True)
    assert gather.feed(digit("4", 150), hold=True) == [digit("0", 0)]
    assert gather.due(200) == [digit("4", 150)]


def test_in_a_field_nothing_waits() -> None:
    gather = Gather()
    assert gather.feed(digit("4", 0), hold=False) == [digit("4", 0)]


def test_any_other_key_sends_what_waits_before_it() -> None:
    gather = Gather()
    gather.feed(digit("4", 0), hold=True)
    assert [key.name for key in gather.feed(Key("enter", 5), hold=True)] == ["digit", "enter"]
