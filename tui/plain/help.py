"""The words that can be typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.plain.explain import word
from tui.plain.grammar import Line

if TYPE_CHECKING:
    from tui.plain.desk import Desk


def show(desk: Desk, line: Line) -> None:
    """`帮助`: all words, most needed first."""
    del line
    desk.say(*_lines(desk))


def _lines(desk: Desk) -> Iterator[str]:
    words = desk.words

    def names(*verbs: str) -> str:
        return words.listed(word(words, verb) for verb in verbs)

    yield words.say("Enter alone: what now. {danger} (or !!): danger, at any time.", danger=word(words, "danger"))
    yield words.say("02: all about step 02.  02 0: it is done.  02 1 to 02 6: the result of a call.")
    yield words.say("A time may stand first or after the digit: 0848 02 1, 02 1 0848; then a name: 02 1 NAME.")
    yield words.say(
        "Write: {words}", words=names("note", "fill", "facts", "count", "began", "row", "evidence", "level")
    )
    yield words.say(
        "Steps (and a number): {words}",
        words=names("start", "done", "skip", "reopen", "assign", "remind", "waive", "follow-up"),
    )
    yield words.say("Telephone: {words}", words=names("call", "incoming"))
    yield words.say("Look: {words}", words=names("now", "steps", "told", "limits", "log", "owed", "draft"))
    yield words.say("Put right: {words}", words=names("undo", "correct", "withdraw"))
    yield words.say("Duty: {words}", words=names("handover", "accept", "take-over"))
    yield words.say("The incident: {words}", words=names("switch", "close", "action", "leave"))
    yield words.say("A question may be left by going on with something else; a full stop leaves it too.")
