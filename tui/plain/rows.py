"""Lists: claims, tasks, improvements; row by row, column by column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from incidents import commands as c
from reports.format_value import ask as question
from reports.format_value import column_title
from reports.format_value import typed as typed_value
from reports.typed.names import nearest, titled
from reports.typed.understood import NotUnderstood
from reports.typed.values import NONE, folded
from runbooks.plan import Fact
from tui.common.drafts import Draft
from tui.plain.asks import Ask, Asking, Flow, text
from tui.plain.explain import explained, word
from tui.plain.fields import ask_column, read_column
from tui.plain.grammar import Line, plain_digits, split
from tui.plain.labels import label
from tui.plain.now import row_text

if TYPE_CHECKING:
    from tui.plain.desk import Desk

_APART: Final = re.compile(r"\s*[;；]\s*")


def row(desk: Desk, line: Line) -> Flow | None:
    """`行`: the lists; `行 LIST`: its rows, and new ones; `行 LIST A; B; C`: one more; `行 LIST 2`: change row 2."""
    lists = [fact for fact in desk.plan.facts.values() if fact.type == "rows"]
    if not line.rest:
        for fact in lists:
            desk.say(*_shown(desk, fact))
        if not lists:
            desk.say(desk.words.say("This plan has no lists."))
        return None
    fact, rest = _list(desk, line.rest)
    number, after = split(rest)
    digit = plain_digits(number)
    if digit.isdecimal() and int(digit) in desk.session.state.rows[fact.id]:
        return _change(desk, fact, int(digit), after)
    if rest:
        return _from_line(desk, fact, rest)
    desk.say(*_shown(desk, fact))
    return fill_rows(desk, fact)


def _shown(desk: Desk, fact: Fact) -> Iterator[str]:
    rows = desk.session.state.rows[fact.id]
    name = label(fact.id, desk.plan, desk.words)
    none = desk.words.say("none") if fact.id in desk.session.state.rows_known else desk.words.say("not answered")
    yield f"{name} ({fact.id}): {none}" if not rows else f"{name} ({fact.id}):"
    for number, values in sorted(rows.items()):
        yield f"  {number} {row_text(desk, fact.id, values)}"


def _list(desk: Desk, rest: str) -> tuple[Fact, str]:
    """The list that stands first, by its id, its short name or its question."""
    first, after = split(rest)
    lists = {fact.id: fact for fact in desk.plan.facts.values() if fact.type == "rows"}
    short = {label(name, desk.plan, desk.words): name for name in lists}
    found = titled(first, {name: fact.ask for name, fact in lists.items()}) or short.get(first, "")
    if not found:
        for name in sorted(short, key=len, reverse=True):
            if rest.startswith(name):
                return lists[short[name]], rest[len(name) :].strip()
        raise NotUnderstood("unknown-name", text=first, kind="fact", near=nearest(first, [*lists, *short]), allowed=())
    return lists[found], after


def _from_line(desk: Desk, fact: Fact, rest: str) -> Flow:
    """A row that stands on the line itself; what it lacks is asked."""
    columns = fact.columns
    parts = _parts(fact, rest)
    values = {column.id: read_column(desk, column, part) for column, part in zip(columns, parts, strict=False) if part}
    yield from _complete(desk, fact, values)


def _parts(fact: Fact, text_: str) -> list[str]:
    """What was typed for several columns at once, with semicolons between them."""
    return [text_] if len(fact.columns) == 1 else _APART.split(text_)


def fill_rows(desk: Desk, fact: Fact) -> Flow:
    """Rows one after another, until Enter alone; `none` where there are none at all."""
    words = desk.words
    head = question(fact.id, desk.plan, words)
    none = words.say("none")
    known = fact.id in desk.session.state.rows_known
    more = (
        words.say("one a line; Enter: no more")
        if known
        else words.say("one a line; Enter: no more; {none}: none at all", none=none)
    )
    first = fact.columns[0]
    title = column_title(first.id, words)
    desk.say(f"{head}: {more}")
    while answer := (yield Ask((f"{title}?",), free=True, blank=True)):
        if folded(answer) in NONE and not desk.session.state.rows[fact.id]:
            desk.record(c.StateFact, fact=fact.id, value=[])
            return
        parts = _parts(fact, answer)
        try:
            begun = {c.id: read_column(desk, c, part) for c, part in zip(fact.columns, parts, strict=False) if part}
        except NotUnderstood as error:
            desk.say(explained(desk, error))
            continue
        if not (yield from _complete(desk, fact, begun)):
            return


def _complete(desk: Desk, fact: Fact, values: dict[str, Any]) -> Asking[bool]:
    """Ask for the columns that a new row lacks, keeping what is there as a draft; True once it is on disk."""
    for column in fact.columns:
        if column.id in values:
            continue
        desk.drafts.keep(Draft("row", desk.by, desk.heard, fact.id, values=values))
        answer = yield from ask_column(desk, column)
        if answer is not None:
            values[column.id] = answer
    recorded = desk.record(c.ChangeRow, fact=fact.id, values=values)
    if recorded is not None:
        desk.drafts.clear()
    return recorded is not None


def go_on_with_row(desk: Desk, kept: Draft, *, ask: bool) -> Flow:
    """A row that was not finished: ask for the rest, or record it as it is."""
    fact = desk.plan.facts.get(kept.about)
    if fact is None or fact.type != "rows":
        return
    if ask:
        yield from _complete(desk, fact, dict(kept.values))
    elif desk.record(c.ChangeRow, fact=fact.id, values=dict(kept.values)) is not None:
        desk.drafts.clear()


def _change(desk: Desk, fact: Fact, number: int, rest: str) -> Flow:
    """Other values for a row: all of them on the line, or asked with the present ones."""
    present = desk.session.state.rows[fact.id][number]
    values: dict[str, Any] = {}
    if rest:
        parts = _parts(fact, rest)
        for column, part in zip(fact.columns, parts, strict=False):
            if part:
                values[column.id] = read_column(desk, column, part)
    else:
        for column in fact.columns:
            now = typed_value(present[column.id], column, desk.plan, desk.words) if column.id in present else ""
            answer = yield from ask_column(desk, column, now=now)
            if answer is not None:
                values[column.id] = answer
    if values:
        desk.record(c.ChangeRow, fact=fact.id, values=values, row=number)
    else:
        desk.say(desk.words.say("Row {n} stays as it is.", n=number))


def withdraw(desk: Desk, line: Line) -> Flow:
    """`撤行 LIST 2 [REASON]`: take a row out; its number is never used again."""
    words = desk.words
    if not line.rest:
        raise NotUnderstood("no-row", word=word(words, "withdraw"))
    fact, rest = _list(desk, line.rest)
    number, reason = split(rest)
    digit = plain_digits(number)
    if not digit.isdecimal():
        raise NotUnderstood("no-row", word=f"{word(words, 'withdraw')} {fact.id}")
    reason = reason or (yield from text(words.say("Why?")))
    desk.record(c.WithdrawRow, fact=fact.id, row=int(digit), reason=reason)
