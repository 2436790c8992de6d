"""One question about a fact: its choices as digits, the site's places and stock phrases, and what else may be typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from reports.format_value import column_title, value
from reports.typed.understood import NotUnderstood
from reports.typed.values import folded
from runbooks.plan import Column, Fact
from tui.common.answers import Given, options, understood
from tui.plain.asks import Ask, Asking, choices, digits, text
from tui.plain.explain import explained
from tui.plain.grammar import plain_digits

if TYPE_CHECKING:
    from tui.plain.desk import Desk

_LACKING: Final = ("无法补齐", "cannot be had")
_FREE: Final = frozenset({"text", "person", "file"})
"""Types whose answers may begin with any word."""


def ask_fact(desk: Desk, fact: Fact, *, left: str = "", now: str = "", dropped: str = "") -> Asking[Given | None]:
    """Ask until there is an answer; None where Enter alone leaves the field. `left` stands before the question."""
    words = desk.words
    known = options(fact, desk.plan, desk.site, words)
    head = left + words.text(fact.ask)
    if now:
        head += words.say(" (now: {value})", value=now)
    lines = tuple(choices([title for title, _ in known], head)) if known else (head + _hint(desk, fact),)
    while True:
        answer = yield Ask(
            lines,
            digits(len(known)),
            free=True,
            blank=True,
            strict=fact.type not in _FREE,
            wordy=fact.type == "text" and not known,
            dropped=dropped,
        )
        if not answer:
            return None
        try:
            given = yield from _given(desk, fact, answer)
        except NotUnderstood as error:
            desk.say(explained(desk, error))
            continue
        return given


def _given(desk: Desk, fact: Fact, answer: str) -> Asking[Given]:
    chosen = by_digit(desk, fact, answer)
    if chosen is not None:
        return chosen
    for word in _LACKING:
        if folded(answer).startswith(word):
            reason = answer.strip()[len(word) :].strip(" :：,，")
            if not reason:
                reason = yield from text(desk.words.say("Why can it not be had?"))
            return Given(unknown=True, reason=reason)
    return understood(answer, fact, desk.plan, desk.heard)


def by_digit(desk: Desk, asked: Fact | Column, answer: str) -> Given | None:
    """What a digit means as an answer; None where it is no digit of the choices."""
    known = options(asked, desk.plan, desk.site, desk.words)
    typed = plain_digits(answer)
    return known[int(typed) - 1][1] if typed in digits(len(known)) else None


def ask_column(desk: Desk, column: Column, *, now: str = "") -> Asking[Any]:
    """Ask for one column of a row; None where Enter alone leaves it."""
    words = desk.words
    known = options(column, desk.plan, desk.site, words)
    head = f"{column_title(column.id, words)}?"
    if now:
        head += words.say(" (now: {value})", value=now)
    lines = tuple(choices([title for title, _ in known], head)) if known else (head + _hint(desk, column),)
    while True:
        answer = yield Ask(lines, digits(len(known)), free=True, blank=True, strict=column.type not in _FREE)
        if not answer:
            return None
        try:
            return read_column(desk, column, answer)
        except NotUnderstood as error:
            desk.say(explained(desk, error))


def read_column(desk: Desk, column: Column, answer: str) -> Any:
    """What was typed for a column: a digit of its choices, or the value."""
    given = by_digit(desk, column, answer) or understood(answer, column, desk.plan, desk.heard)
    if given.unknown:
        raise NotUnderstood("value-unreadable", text=answer, fact=column.id, type=column.type)
    return given.value


def _hint(desk: Desk, asked: Fact | Column) -> str:
    """What an answer looks like, for the types that need it."""
    words = desk.words
    match asked.type:
        case "date":
            return words.say(" (such as 2026-03-12 or 03-12)")
        case "moment":
            return words.say(" (such as 0848)")
        case "file":
            return words.say(" (id and the date by which it is deleted, such as DV-001 2026-09-09)")
        case "person":
            return words.say(" (a name)")
    return ""


def stated_now(desk: Desk, fact: str) -> str:
    """The present value of a fact in words; empty where nobody stated it."""
    seen = desk.look()
    stated = seen.facts.get(fact)
    if stated is None:
        return ""
    return value(stated.value, fact, desk.plan, desk.words, seen.now, unknown=stated.unknown)
