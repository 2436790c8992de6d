"""Rules for what is stated: facts, lists, the beginning, the level."""

from __future__ import annotations

from typing import Any

from incidents import commands as c
from incidents.events import NewEvent
from incidents.proposal import proposed
from incidents.ruling import Context, near
from incidents.values import fault
from runbooks.plan import Fact


def fact_of(context: Context, name: str) -> Fact:
    """The declared fact of that name."""
    facts = context.state.plan.facts
    if name not in facts:
        raise context.refused("unknown-fact", fact=name, near=near(name, [*facts, "began"]), allowed=tuple(facts))
    return facts[name]


def check_value(context: Context, name: str, value: Any) -> None:
    """Refuse a value that the fact cannot have."""
    if found := fault(context.state.plan, fact_of(context, name), value):
        code, values = found
        raise context.refused(code, **values)


def set_fact(context: Context, command: c.StateFact) -> list[NewEvent]:
    """State a fact; `began` moves the beginning of everything, never past an act that is already recorded."""
    if command.fact == "began":
        return _began(context, command)
    fact = fact_of(context, command.fact)
    data = {
        "fact": fact.id,
        "value": None if command.unknown else command.value,
        "unknown": command.unknown,
        "reason": command.reason.strip(),
    }
    if not command.unknown:
        if fact.type == "rows" and (command.value != [] or context.state.rows[fact.id]):
            raise context.refused("is-a-list", fact=fact.id)
        check_value(context, fact.id, command.value)
    step, turn = _form(context, command)
    return [NewEvent("fact-stated", command.at, step, turn, data=data)]


def _form(context: Context, command: c.StateFact) -> tuple[str, int]:
    """The step and the turn on whose form a fact is filled in; none and 0 where that was not said."""
    if not command.step or not command.turn:
        return "", 0
    i = context.step(command.step)
    step, record = context.state.compiled.steps[i], context.state.records[i]
    if command.fact not in step.record:
        raise context.refused("unknown-fact", fact=command.fact, near=near(command.fact, step.record))
    turn = record.turns.get(command.turn)
    if turn is None or turn.withdrawn:
        allowed = tuple(str(n) for n in record.numbers)
        raise context.refused("unknown-turn", step=step.id, turn=command.turn, allowed=allowed)
    return step.id, command.turn


def _began(context: Context, command: c.StateFact) -> list[NewEvent]:
    check_began(context, command.value)
    return [NewEvent("began-stated", command.at, data={"value": command.value, "reason": command.reason.strip()})]


def check_began(context: Context, value: Any) -> None:
    """Refuse a beginning that is no time, or later than an act that is recorded."""
    if found := fault(context.state.plan, Fact("began", "moment", {}), value):
        raise context.refused(found[0], **found[1])
    if value > context.now:
        raise context.refused("future", at=value, now=context.now)
    acts = (
        (mark.at, mark.seq)
        for record in context.state.records
        for turn in record.turns.values()
        for mark in turn.marks
        if not (turn.auto and mark is turn.started)
    )
    first = min(acts, default=None)
    if first is not None and value > first[0]:
        raise context.refused("began-after-act", at=value, act=first[0], seq=first[1])


def check_row(context: Context, fact: Fact, values: Any) -> None:
    """Refuse columns that the list does not have, and values that they cannot have."""
    columns = {column.id: column for column in fact.columns}
    for name, value in values.items():
        if name not in columns:
            raise context.refused(
                "unknown-fact", fact=f"{fact.id}.{name}", near=near(name, columns), allowed=tuple(columns)
            )
        if found := fault(context.state.plan, columns[name], value):
            code, detail = found
            raise context.refused(code, **{**detail, "fact": f"{fact.id}.{name}"})


def _list(context: Context, name: str) -> Fact:
    fact = fact_of(context, name)
    if fact.type != "rows":
        raise context.refused("not-a-list", fact=fact.id)
    return fact


def row(context: Context, command: c.ChangeRow) -> list[NewEvent]:
    """Add or correct a row; numbers are never used twice."""
    fact = _list(context, command.fact)
    if not command.values:
        raise context.refused("needs-text", allowed=tuple(column.id for column in fact.columns))
    check_row(context, fact, command.values)
    rows = context.state.rows[fact.id]
    if command.row and command.row not in rows:
        raise context.refused("unknown-row", fact=fact.id, row=command.row, allowed=tuple(str(n) for n in rows))
    number = command.row or context.state.row_last[fact.id] + 1
    kind = "row-corrected" if command.row else "row-added"
    data = {"fact": fact.id, "row": number, "values": dict(command.values)}
    return [NewEvent(kind, command.at, data=data)]


def withdraw_row(context: Context, command: c.WithdrawRow) -> list[NewEvent]:
    """Take a row out."""
    fact = _list(context, command.fact)
    if command.row not in context.state.rows[fact.id]:
        known = tuple(str(n) for n in context.state.rows[fact.id])
        raise context.refused("unknown-row", fact=fact.id, row=command.row, allowed=known)
    data = {"fact": fact.id, "row": command.row, "reason": context.needs(command.reason)}
    return [NewEvent("row-withdrawn", command.at, data=data)]


def level(context: Context, command: c.SetLevel) -> list[NewEvent]:
    """Set the level from a moment on: up anybody may; down takes the word of the role that commanded then, and a
    reason.
    """
    ranks, then = check_level(context, command.level), context.state.value_at("level", command.at)
    if command.level == then and context.state.facts["level"].current is not None:
        raise context.refused("already-level", level=then)
    if ranks[command.level] < ranks[then]:
        context.needs(command.reason)
        context.needs(command.approver, "needs-approver")
    data = {"level": command.level, "reason": command.reason.strip(), "approver": command.approver.strip()}
    return [NewEvent("level-set", command.at, data=data)]


def check_level(context: Context, level: str) -> dict[str, int]:
    """The ranks of the levels, of which this must be one."""
    ranks = context.state.compiled.ranks
    if level not in ranks:
        raise context.refused("unknown-level", level=level, near=near(level, ranks), allowed=tuple(ranks))
    return ranks


def keep_level(context: Context, command: c.KeepLevel) -> list[NewEvent]:
    """Decline what is proposed."""
    offer = proposed(context.state)
    if not offer:
        raise context.refused("no-proposal")
    return [NewEvent("level-kept", command.at, data={"proposed": offer, "reason": context.needs(command.reason)})]
