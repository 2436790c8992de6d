"""What each kind of event enters under its subject: one small function a kind.

They are called when an event is recorded and, after a correction, once more for every record of the subject that still
stands. What follows from an entry is told in a `Change` and spread afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from incidents.events import Event
from incidents.spread import Change
from incidents.state import State
from incidents.turns import Mark, Record, Turn
from incidents.views import Statement

_Data = Mapping[str, Any]
_Enter = Callable[[State, Event, int, _Data, Change], None]


def auto_start(state: State, i: int, event: Event) -> None:
    """The opening itself begins the plan's first step."""
    record = state.records[i]
    record.start(1, Mark(event.at, event.seq, event.by))
    record.turns[1].auto = True


def began(state: State, value: int) -> None:
    """It all began at `value`."""
    state.began = value
    for i, k in state.compiled.moment_users.get("began", ()):
        state.stale.add((i, k, 0))


def _fact(state: State, event: Event, at: int, data: _Data, change: Change) -> None:
    fact, unknown = data["fact"], bool(data.get("unknown"))
    value = None if unknown else data["value"]
    state.facts[fact].state(Statement(value, at, event.seq, event.by, unknown, data.get("reason") or ""))
    if fact in state.rows and not unknown:
        state.rows_known.setdefault(fact, Mark(at, event.seq, event.by))
    change.facts.add(fact)


def _began(state: State, event: Event, at: int, data: _Data, change: Change) -> None:  # noqa: ARG001
    began(state, data["value"])


def _level(state: State, event: Event, at: int, data: _Data, change: Change) -> None:
    ranks, level = state.compiled.ranks, data["level"]
    state.facts["level"].state(Statement(level, at, event.seq, event.by, False, data.get("reason") or ""))
    if state.declined and ranks[level] >= ranks[state.declined]:
        state.declined = ""
    change.facts.add("level")


def _level_kept(state: State, event: Event, at: int, data: _Data, change: Change) -> None:  # noqa: ARG001
    ranks, level = state.compiled.ranks, data["proposed"]
    if not state.declined or ranks[level] > ranks[state.declined]:
        state.declined = level


def _row_added(state: State, event: Event, at: int, data: _Data, change: Change) -> None:
    fact, row = data["fact"], data["row"]
    state.rows_known.setdefault(fact, Mark(at, event.seq, event.by))
    for i in state.compiled.each_users.get(fact, ()):
        state.records[i].stand(row)
    _columns(state, fact, row, {}, data["values"], at)
    change.rows.add((fact, row))


def _row_corrected(state: State, event: Event, at: int, data: _Data, change: Change) -> None:  # noqa: ARG001
    fact, row = data["fact"], data["row"]
    if row in state.rows[fact]:
        _columns(state, fact, row, state.rows[fact][row], data["values"], at)
        change.rows.add((fact, row))


def _columns(state: State, fact: str, row: int, before: _Data, values: _Data, at: int) -> None:
    for column, value in values.items():
        if column not in before or before[column] != value:
            state.row_since[fact, row, column] = at
    state.rows[fact][row] = {**before, **values}


def _row_withdrawn(state: State, event: Event, at: int, data: _Data, change: Change) -> None:  # noqa: ARG001
    fact, row = data["fact"], data["row"]
    if state.rows[fact].pop(row, None) is not None:
        for i in state.compiled.each_users.get(fact, ()):
            state.records[i].withdraw(row)
        change.rows.add((fact, row))


def _mark(event: Event, at: int, data: _Data) -> Mark:
    return Mark(at, event.seq, event.by, bool(data.get("ahead")), data.get("reason") or "", data.get("approver") or "")


def _turn(state: State, event: Event, change: Change) -> tuple[Record, Turn]:
    """The turn that an event names; of a row that is gone, out of the way but not forgotten."""
    i = state.compiled.index[event.step]
    record, rows = state.records[i], state.compiled.steps[i].each
    if rows and event.turn not in state.rows[rows]:
        record.withdraw(event.turn)
    elif event.turn not in record.turns:
        record.stand(event.turn)
    change.turns.add((i, event.turn))
    return record, record.turns[event.turn]


def _started(state: State, event: Event, at: int, data: _Data, change: Change) -> None:
    record, turn = _turn(state, event, change)
    record.start(turn.number, _mark(event, at, data))


def _done(state: State, event: Event, at: int, data: _Data, change: Change) -> None:
    record, turn = _turn(state, event, change)
    record.settle(turn.number, done=_mark(event, at, data))


def _skipped(state: State, event: Event, at: int, data: _Data, change: Change) -> None:
    record, turn = _turn(state, event, change)
    record.settle(turn.number, skipped=_mark(event, at, data))


def _reopened(state: State, event: Event, at: int, data: _Data, change: Change) -> None:  # noqa: ARG001
    record, turn = _turn(state, event, change)
    if data["how"] == "again":
        turn.again = True
    else:
        record.settle(turn.number)
        change.rewrite = True


def _assigned(state: State, event: Event, at: int, data: _Data, change: Change) -> None:  # noqa: ARG001
    _, turn = _turn(state, event, change)
    turn.person, turn.role = data["person"], data.get("role") or ""


def _waived(state: State, event: Event, at: int, data: _Data, change: Change) -> None:
    i, number = state.compiled.index[event.step], data["limit"]
    if state.compiled.again(i, number - 1):
        state.records[i].waived[number] = _mark(event, at, data)
        change.steps.add(i)
    else:
        _, turn = _turn(state, event, change)
        turn.waived[number] = _mark(event, at, data)


def _extended(state: State, event: Event, at: int, data: _Data, change: Change) -> None:
    _, turn = _turn(state, event, change)
    turn.extended[data["limit"]] = _mark(event, at, data)


def _role(state: State, event: Event, at: int, data: _Data, change: Change) -> None:  # noqa: ARG001
    state.people[data["role"]] = data["person"]


def _duty(state: State, event: Event, at: int, data: _Data, change: Change) -> None:  # noqa: ARG001
    if event.kind == "handover-offered":
        state.handover = (data["from"], data["to"])
        return
    state.handover = None
    if event.kind in {"handover-accepted", "taken-over"}:
        state.duty = data["to"]


ENTER: Mapping[str, _Enter] = {
    "began-stated": _began,
    "fact-stated": _fact,
    "row-added": _row_added,
    "row-corrected": _row_corrected,
    "row-withdrawn": _row_withdrawn,
    "level-set": _level,
    "level-kept": _level_kept,
    "step-started": _started,
    "step-done": _done,
    "step-skipped": _skipped,
    "step-reopened": _reopened,
    "step-assigned": _assigned,
    "limit-waived": _waived,
    "limit-extended": _extended,
    "role-assigned": _role,
    "handover-offered": _duty,
    "handover-accepted": _duty,
    "handover-cancelled": _duty,
    "taken-over": _duty,
}
