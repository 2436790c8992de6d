"""`NAME=VALUE` as people type it, into commands that state facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from drillbook.recording import Desk
from incidents.commands import Command, SetLevel, StateFact
from reports.typed.names import nearest, read_fact, read_level
from reports.typed.times import read_time
from reports.typed.understood import NotUnderstood
from reports.typed.values import Typed, read_typed, read_value
from runbooks.plan import Fact, Plan


def assignment(text: str) -> tuple[str, str]:
    """`NAME=VALUE`, taken apart at the first sign of equality (`＝` counts too)."""
    name, sign, value = text.replace("＝", "=", 1).partition("=")
    if not sign or not name.strip():
        raise NotUnderstood("not-an-assignment", text=text)
    return name.strip(), value


def stating(text: str, plan: Plan, now: int, at: int, reason: str = "") -> Command:
    """The command that states a fact, sets the beginning, or sets the level."""
    name, typed = assignment(text)
    fact = read_fact(name, plan)
    if fact == "began":
        return StateFact(at=at, fact="began", value=read_time(typed, now, plan.timezone), reason=reason)
    if fact == "level":
        return SetLevel(at=at, level=read_level(typed, plan), reason=reason)
    read = read_value(typed, plan.facts[fact], plan, now)
    return StateFact(at=at, fact=fact, value=read.value, unknown=read.unknown, reason=reason)


def form_fields(at: Desk, step: str, texts: Sequence[str]) -> dict[str, Typed | str]:
    """What was typed for the form of a step: values by fact; the level, where the form asks it, by its id."""
    record = at.plan.step[step].record
    found: dict[str, Typed | str] = {}
    for text in texts:
        name, typed = assignment(text)
        fact = _of_form(name, record, at.plan)
        if fact == "level":
            found[fact] = read_level(typed, at.plan)
        else:
            found[fact] = read_value(typed, at.plan.facts[fact], at.plan, at.now)
    return found


def _of_form(name: str, record: Sequence[str], plan: Plan) -> str:
    try:
        fact = read_fact(name, plan)
    except NotUnderstood:
        fact = ""
    if fact not in record:
        raise NotUnderstood("unknown-name", text=name, kind="field", near=nearest(name, record), allowed=tuple(record))
    return fact


def row_values(fact: Fact, texts: Iterable[str], plan: Plan, now: int) -> dict[str, Any]:
    """The columns of one row."""
    columns = {column.id: column for column in fact.columns}
    values: dict[str, Any] = {}
    for text in texts:
        name, typed = assignment(text)
        column = columns.get(name)
        if column is None:
            allowed = tuple(columns)
            raise NotUnderstood("unknown-name", text=name, kind="column", near=nearest(name, allowed), allowed=allowed)
        values[name] = read_typed(typed, column, plan, now)
    return values
