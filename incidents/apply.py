"""Events in, state out: the only way in which a state changes.

Each kind of event has one small function (in `incidents.enter`) that enters it under its subject: a fact, a step, a
role, the duty, the incident. What follows from it is spread afterwards. A correction marks the record that it names
and enters its subject's records again from the first, without the voided ones: the same functions, so that what a
correction leaves is exactly what would stand if the mistake had never been made.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from incidents.enter import ENTER, auto_start, began
from incidents.events import Event
from incidents.facts import History
from incidents.spread import Change, spread
from incidents.state import State
from incidents.turns import Record
from runbooks.calendar import WorkingDays
from runbooks.frozen import from_data


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
        auto_start(state, i, event)
        spread(state, event.at, Change(steps={i}))
    return state


def apply(state: State, event: Event) -> None:
    """Enter one more event into the state."""
    _remember(state, event)
    change = Change()
    if event.kind == "corrected":
        _corrected(state, event, change)
    elif event.kind in {"incident-closed", "incident-reopened"}:
        state.closed = event if event.kind == "incident-closed" else None
        for i in range(len(state.compiled.steps)):
            state.judge_anew(i)
    elif enter := ENTER.get(event.kind):
        enter(state, event, event.at, event.data, change)
    if change.facts or change.rows or change.steps or change.turns:
        spread(state, event.at, change)


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
    return f"step:{event.step}" if kind.startswith("limit-") else ""


def _remember(state: State, event: Event) -> None:
    state.events.append(event)
    about = event
    if event.kind == "corrected":
        about = state.events[event.data["seq"] - 1]
        state.revision[f"event:{about.seq}"] = event.seq
    subject = subject_of(about)
    if subject:
        if about is event:
            state.by_subject[subject].append(event.seq)
        state.revision[subject] = event.seq
        if about.turn:
            state.revision[f"{subject}@{about.turn}"] = event.seq
    if event.kind == "call-logged":
        state.calls.append(event.seq)
    elif event.kind == "row-added":
        state.row_last[event.data["fact"]] = max(state.row_last[event.data["fact"]], event.data["row"])


# -- corrections ----------------------------------------------------------------------------------------


def _corrected(state: State, event: Event, change: Change) -> None:
    target = state.events[event.data["seq"] - 1]
    override = dict(state.overrides.get(target.seq, {}))
    if event.data.get("void"):
        override["void"] = True
    if event.data.get("at") is not None:
        override["at"] = event.data["at"]
        state.frontier = max(state.frontier, event.data["at"])
    if event.data.get("data"):
        override["data"] = {**override.get("data", {}), **event.data["data"]}
    state.overrides[target.seq] = override
    if subject := subject_of(target):
        change.rewrite = True
        _enter_again(state, subject, change)


def standing(state: State, event: Event) -> tuple[int, Mapping[str, Any]] | None:
    """The time and data of a record as corrected; None if it was voided."""
    override = state.overrides.get(event.seq)
    if override is None:
        return event.at, event.data
    if override.get("void"):
        return None
    return override.get("at", event.at), {**event.data, **override.get("data", {})}


def _enter_again(state: State, subject: str, change: Change) -> None:
    kind, _, name = subject.partition(":")
    opening = state.events[0]
    if subject == "fact:began":
        began(state, opening.data["began"])
    elif kind == "fact":
        _forget_fact(state, name)
        change.facts.add(name)
    elif kind == "step":
        i = state.compiled.index[name]
        rows = state.compiled.steps[i].each
        state.records[i] = Record(state.rows[rows] if rows else (1,))
        if opening.data["first"] == name:
            auto_start(state, i, opening)
        change.steps.add(i)
    elif kind == "role":
        state.people.pop(name, None)
    else:
        state.duty, state.handover = opening.by, None
    for seq in state.by_subject[subject]:
        event = state.events[seq - 1]
        if (stands := standing(state, event)) is not None:
            ENTER[event.kind](state, event, *stands, change)


def _forget_fact(state: State, name: str) -> None:
    state.facts[name] = History(state.facts[name].initial)
    if name == "level":
        state.declined = ""
    if name in state.rows:
        for row in state.rows[name]:
            for i in state.compiled.each_users.get(name, ()):
                state.records[i].withdraw(row)
        state.rows[name] = {}
        state.rows_known.pop(name, None)
