"""Events in, state out: the only way in which a state changes.

Each kind of event has one small function that enters it under its subject (a fact, a step, a role, the duty, the
incident); what follows from it is spread afterwards. A correction marks the record that it names and enters its
subject's records again from the first, without the voided ones: the same functions, so that what a correction leaves
is exactly what would stand if the mistake had never been made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from incidents.events import Event
from incidents.facts import History
from incidents.spread import spread
from incidents.state import State
from incidents.turns import Mark, Record
from incidents.views import Statement
from runbooks.calendar import WorkingDays
from runbooks.frozen import from_data


@dataclass(slots=True)
class _Change:
    """What an entry changed: facts, steps by index, and whether something was taken back."""

    facts: set[str] = field(default_factory=set)
    steps: set[int] = field(default_factory=set)
    rewrite: bool = False


_Data = Mapping[str, Any]
_Enter = Callable[[State, Event, int, _Data, _Change], None]


def opened(event: Event) -> State:
    """The state after the opening event, which carries the plan and the calendar."""
    state = State(from_data(event.data["plan"]), WorkingDays.from_data(event.data["calendar"]))
    state.incident = event.data["incident"]
    state.mode = event.data["mode"]
    state.opened_at = event.at
    state.frontier = event.data["began"]
    _remember(state, event)
    state.began = event.data["began"]
    state.duty = event.by
    if event.data["first"]:
        i = state.compiled.index[event.data["first"]]
        _auto_start(state, i, event)
        spread(state, event.at, steps=[i])
    return state


def apply(state: State, event: Event) -> None:
    """Enter one more event into the state."""
    _remember(state, event)
    change = _Change()
    if event.kind == "corrected":
        _corrected(state, event, change)
    elif event.kind in {"incident-closed", "incident-reopened"}:
        state.closed = event if event.kind == "incident-closed" else None
        state.stale.update((i, k) for i, s in enumerate(state.compiled.steps) for k in range(len(s.limits)))
    elif enter := ENTER.get(event.kind):
        enter(state, event, event.at, event.data, change)
    if change.facts or change.steps:
        spread(state, event.at, facts=change.facts, steps=change.steps, rewrite=change.rewrite)


def subject_of(event: Event) -> str:
    """What an event is about; empty for what never conflicts with anything (notes, calls)."""
    kind, data = event.kind, event.data
    if kind.startswith("row-") or kind == "fact-stated":
        return f"fact:{data['fact']}"
    if kind == "began-stated":
        return "fact:began"
    if kind in {"level-set", "level-kept"}:
        return "fact:level"
    if kind == "role-assigned":
        return f"role:{data['role']}"
    if kind.startswith("handover-") or kind == "taken-over":
        return "duty"
    if kind.startswith("incident-"):
        return "incident"
    if kind.startswith("step-") and kind != "step-reminded":
        return f"step:{event.step}"
    return f"step:{event.step}" if kind == "limit-waived" else ""


def _remember(state: State, event: Event) -> None:
    state.events.append(event)
    subject = subject_of(event)
    if event.kind == "corrected":
        target = state.events[event.data["seq"] - 1]
        state.revision[f"event:{target.seq}"] = event.seq
        if target_subject := subject_of(target):
            state.revision[target_subject] = event.seq
    elif subject:
        state.by_subject[subject].append(event.seq)
        state.revision[subject] = event.seq
        if event.turn:
            state.revision[f"{subject}@{event.turn}"] = event.seq


def _auto_start(state: State, i: int, event: Event) -> None:
    turn = state.records[i].turn(1)
    turn.started = Mark(event.at, event.seq, event.by)
    turn.auto = True
    state.records[i].note_begun(event.data["began"])


# -- entering one event ---------------------------------------------------------------------------------


def _fact(state: State, event: Event, at: int, data: _Data, change: _Change) -> None:
    fact = data["fact"]
    value = None if data.get("unknown") else data["value"]
    state.facts[fact].state(
        Statement(value, at, event.seq, event.by, bool(data.get("unknown")), data.get("reason") or "")
    )
    if fact in state.rows:
        state.rows_known.setdefault(fact, Mark(at, event.seq, event.by))
    change.facts.add(fact)


def _began(state: State, event: Event, at: int, data: _Data, change: _Change) -> None:  # noqa: ARG001
    state.began = data["value"]
    first = state.events[0].data["first"]
    if first:
        record = state.records[state.compiled.index[first]]
        record.note_begun(state.began)
        change.steps.add(state.compiled.index[first])
    state.stale.update(state.compiled.moment_users.get("began", ()))
    change.rewrite = True


def _level(state: State, event: Event, at: int, data: _Data, change: _Change) -> None:
    state.facts["level"].state(Statement(data["level"], at, event.seq, event.by, False, data.get("reason") or ""))
    change.facts.add("level")


def _level_kept(state: State, event: Event, at: int, data: _Data, change: _Change) -> None:  # noqa: ARG001
    state.declined = data["proposed"]


def _row_added(state: State, event: Event, at: int, data: _Data, change: _Change) -> None:
    fact = data["fact"]
    state.rows[fact][data["row"]] = dict(data["values"])
    state.row_marks[fact, data["row"]] = Mark(at, event.seq, event.by)
    state.rows_known.setdefault(fact, Mark(at, event.seq, event.by))
    change.facts.add(fact)


def _row_corrected(state: State, event: Event, at: int, data: _Data, change: _Change) -> None:
    fact, row = data["fact"], data["row"]
    if row in state.rows[fact]:
        state.rows[fact][row] = {**state.rows[fact][row], **data["values"]}
        state.row_marks[fact, row] = Mark(at, event.seq, event.by)
    change.facts.add(fact)


def _row_withdrawn(state: State, event: Event, at: int, data: _Data, change: _Change) -> None:  # noqa: ARG001
    state.rows[data["fact"]].pop(data["row"], None)
    change.facts.add(data["fact"])


def _mark(event: Event, at: int, data: _Data) -> Mark:
    return Mark(at, event.seq, event.by, bool(data.get("ahead")), data.get("reason") or "", data.get("approver") or "")


def _started(state: State, event: Event, at: int, data: _Data, change: _Change) -> None:
    i = state.compiled.index[event.step]
    state.records[i].turn(event.turn).started = _mark(event, at, data)
    state.records[i].note_begun(at)
    change.steps.add(i)


def _done(state: State, event: Event, at: int, data: _Data, change: _Change) -> None:
    i = state.compiled.index[event.step]
    state.records[i].turn(event.turn).done = _mark(event, at, data)
    state.records[i].note_begun(at)
    change.steps.add(i)


def _skipped(state: State, event: Event, at: int, data: _Data, change: _Change) -> None:
    i = state.compiled.index[event.step]
    state.records[i].turn(event.turn).skipped = _mark(event, at, data)
    state.records[i].note_begun(at)
    change.steps.add(i)


def _reopened(state: State, event: Event, at: int, data: _Data, change: _Change) -> None:  # noqa: ARG001
    i = state.compiled.index[event.step]
    record = state.records[i]
    turn = record.turn(event.turn)
    change.steps.add(i)
    if data["how"] == "again":
        return
    change.rewrite = True
    turn.done = turn.skipped = None
    if not turn.begun:
        if event.turn > 1 and not state.compiled.steps[i].each and event.turn == max(record.turns):
            turn.person = turn.role = ""
        elif event.turn == 1 and len(record.turns) == 1:
            record.turns.clear()
    record.begun = None
    for other in record.turns.values():
        if (begun := other.begun_at()) is not None:
            record.note_begun(min(begun, state.began) if other.auto else begun)


def _assigned(state: State, event: Event, at: int, data: _Data, change: _Change) -> None:  # noqa: ARG001
    i = state.compiled.index[event.step]
    turn = state.records[i].turn(event.turn)
    turn.person, turn.role = data["person"], data.get("role") or ""
    change.steps.add(i)


def _waived(state: State, event: Event, at: int, data: _Data, change: _Change) -> None:
    i = state.compiled.index[event.step]
    state.records[i].turn(event.turn).waived[data["limit"]] = _mark(event, at, data)
    change.steps.add(i)


def _role(state: State, event: Event, at: int, data: _Data, change: _Change) -> None:  # noqa: ARG001
    state.people[data["role"]] = data["person"]


def _duty(state: State, event: Event, at: int, data: _Data, change: _Change) -> None:  # noqa: ARG001
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
    "role-assigned": _role,
    "handover-offered": _duty,
    "handover-accepted": _duty,
    "handover-cancelled": _duty,
    "taken-over": _duty,
}


# -- corrections ----------------------------------------------------------------------------------------


def _corrected(state: State, event: Event, change: _Change) -> None:
    target = state.events[event.data["seq"] - 1]
    override = dict(state.overrides.get(target.seq, {}))
    if event.data.get("void"):
        override["void"] = True
    if event.data.get("at") is not None:
        override["at"] = event.data["at"]
    if event.data.get("data"):
        override["data"] = {**override.get("data", {}), **event.data["data"]}
    state.overrides[target.seq] = override
    subject = subject_of(target)
    if subject and subject != "incident":
        change.rewrite = True
        _enter_again(state, subject, change)


def standing(state: State, event: Event) -> tuple[int, _Data] | None:
    """The time and data of a record as corrected; None if it was voided."""
    override = state.overrides.get(event.seq)
    if override is None:
        return event.at, event.data
    if override.get("void"):
        return None
    return override.get("at", event.at), {**event.data, **override.get("data", {})}


def _enter_again(state: State, subject: str, change: _Change) -> None:
    kind, _, name = subject.partition(":")
    opening = state.events[0]
    if subject == "fact:began":
        state.began = opening.data["began"]
        _began(state, opening, opening.at, {"value": state.began}, change)
    elif kind == "fact":
        state.facts[name] = History(state.facts[name].initial)
        if name == "level":
            state.declined = ""
        if name in state.rows:
            state.rows[name] = {}
            state.rows_known.pop(name, None)
        change.facts.add(name)
    elif kind == "step":
        i = state.compiled.index[name]
        state.records[i] = Record()
        if opening.data["first"] == name:
            _auto_start(state, i, opening)
        change.steps.add(i)
    elif kind == "role":
        state.people.pop(name, None)
    else:
        state.duty, state.handover = opening.by, None
    for seq in state.by_subject[subject]:
        event = state.events[seq - 1]
        if (stands := standing(state, event)) is not None and event.kind in ENTER:
            ENTER[event.kind](state, event, *stands, change)
