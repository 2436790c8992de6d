"""One question about a fact: its choices as digits, the site's places and stock phrases, and what else may be typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from reports.format_value import role as role_title
from reports.format_value import value
from reports.typed.understood import NotUnderstood
from reports.typed.values import folded, read_typed
from runbooks.plan import Column, Fact
from tui.plain.asks import Ask, Asking, choices, digits
from tui.plain.explain import explained
from tui.plain.grammar import plain_digits
from tui.plain.labels import column as column_name

if TYPE_CHECKING:
    from tui.plain.desk import Desk

_UNKNOWN: Final = frozenset({"?", "不清楚", "不知道", "说不清", "unknown", "unclear"})
_LACKING: Final = ("无法补齐", "cannot be had")
_SHORT_DATE: Final = 5
_FREE: Final = frozenset({"text", "person", "file"})
"""Types whose answers may begin with any word."""
_STANDING: Final = frozenset({"state-now", "progress-said", "release-progress", "release-next"})
"""Texts that say how things stand: the site's stock phrases are offered for them."""


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered: a value; that it is not known (with a reason: that it cannot be had)."""

    value: Any = None
    unknown: bool = False
    reason: str = ""


def ask_fact(desk: Desk, fact: Fact, *, left: str = "", now: str = "", dropped: str = "") -> Asking[Given | None]:
    """Ask until there is an answer; None where Enter alone leaves the field. `left` stands before the question."""
    words = desk.words
    options = _options(desk, fact)
    head = left + words.text(fact.ask)
    if now:
        head += words.say(" (now: {value})", value=now)
    lines = tuple(choices([title for title, _ in options], head)) if options else (head + _hint(desk, fact),)
    while True:
        strict = fact.type not in _FREE
        answer = yield Ask(lines, digits(len(options)), free=True, blank=True, strict=strict, dropped=dropped)
        if not answer:
            return None
        try:
            given = yield from _given(desk, fact, answer)
        except NotUnderstood as error:
            desk.say(explained(desk, error))
            continue
        return given


def _given(desk: Desk, fact: Fact, answer: str) -> Asking[Given]:
    words = desk.words
    chosen = by_digit(desk, fact, answer)
    if chosen is not None:
        return chosen
    if folded(answer) in _UNKNOWN:
        return Given(unknown=True)
    for word in _LACKING:
        if folded(answer).startswith(word):
            reason = answer.strip()[len(word) :].strip(" :：,，")
            if not reason:
                said = yield Ask((words.say("Why can it not be had?"),), free=True)
                reason = said.strip()
            return Given(unknown=True, reason=reason)
    return Given(read_typed(_whole_date(desk, fact, answer), fact, desk.plan, desk.heard))


def by_digit(desk: Desk, fact: Fact, answer: str) -> Given | None:
    """What a digit means as the answer to a fact; None where it is no digit of its choices."""
    options = _options(desk, fact)
    typed = plain_digits(answer)
    if typed not in digits(len(options)):
        return None
    chosen = options[int(typed) - 1][1]
    return Given(unknown=True) if chosen is None else Given(chosen)


def ask_column(desk: Desk, column: Column, *, now: str = "") -> Asking[Any]:
    """Ask for one column of a row; None where Enter alone leaves it."""
    words = desk.words
    options = _options(desk, column)
    head = f"{column_name(column.id, words)}?"
    if now:
        head += words.say(" (now: {value})", value=now)
    lines = tuple(choices([title for title, _ in options], head)) if options else (head + _hint(desk, column),)
    while True:
        answer = yield Ask(lines, digits(len(options)), free=True, blank=True, strict=column.type not in _FREE)
        if not answer:
            return None
        try:
            return read_column(desk, column, answer)
        except NotUnderstood as error:
            desk.say(explained(desk, error))


def read_column(desk: Desk, column: Column, answer: str) -> Any:
    """What was typed for a column: a digit of its choices, or the value."""
    options = [option for option in _options(desk, column) if option[1] is not None]
    typed = plain_digits(answer)
    if typed in digits(len(options)):
        return options[int(typed) - 1][1]
    return read_typed(_whole_date(desk, column, answer), column, desk.plan, desk.heard)


def _options(desk: Desk, asked: Fact | Column) -> list[tuple[str, Any]]:
    """What can be answered by a digit, with its value; None stands for *not known*."""
    words = desk.words
    unknown = (words.say("not known"), None)
    match asked.type:
        case "yes-no":
            return [(words.say("yes"), True), (words.say("no"), False), unknown]
        case "choice":
            return [*((words.text(title), key) for key, title in asked.of.items()), unknown]
        case "role":
            return [
                (role_title(r.id, desk.plan, words), r.id)
                for r in desk.plan.roles.values()
                if r.kind == "staff" and not r.one_of
            ]
        case "text" if asked.id == "place":
            return [(words.text(place), words.text(place)) for place in desk.site.places]
        case "text" if asked.id in _STANDING:
            return [(words.text(phrase), words.text(phrase)) for phrase in desk.site.phrases]
    return []


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


def _whole_date(desk: Desk, asked: Fact | Column, answer: str) -> str:
    """A date without a year is this year's."""
    typed = plain_digits(answer)
    if asked.type == "date" and len(typed) <= _SHORT_DATE and typed.count("-") == 1:
        from reports.format_time import local

        return f"{local(desk.heard, desk.zone).year}-{typed}"
    return answer


def stated_now(desk: Desk, fact: str) -> str:
    """The present value of a fact in words; empty where nobody stated it."""
    seen = desk.look()
    stated = seen.facts.get(fact)
    if stated is None:
        return ""
    return value(stated.value, fact, desk.plan, desk.words, seen.now, unknown=stated.unknown)
