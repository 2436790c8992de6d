"""Rules for corrections: any record can be voided or corrected by a later one that names it, with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from incidents import commands as c
from incidents.apply import standing
from incidents.correctable import corrected_data
from incidents.decide_facts import check_began
from incidents.events import STANDING_KINDS, Event, NewEvent
from incidents.ruling import Context
from incidents.state import State

_AFTER_CLOSING = frozenset({"note-added", "call-logged", "evidence-filed", "action-agreed", "follow-up-opened"})


def correct(context: Context, command: c.Correct) -> list[NewEvent]:
    """Void a record with all that its command recorded, or give it another time, text or value."""
    state = context.state
    reason = context.needs(command.reason)
    if not 1 <= command.seq <= state.version:
        raise context.refused("unknown-record", seq=command.seq, last=state.version)
    target = state.events[command.seq - 1]
    if standing(state, target) is None:
        raise context.refused("already-void", seq=target.seq)
    if command.void:
        events = [event for event in _group(state, target) if standing(state, event)]
    elif command.new_at is not None:
        events = _at_once(state, target)
    else:
        events = [target]
    for event in events:
        if event.kind not in STANDING_KINDS or (state.closed and event.kind not in _AFTER_CLOSING):
            raise context.refused("cannot-correct", seq=event.seq, kind=event.kind)
    if command.void:
        _began_fits(context, {event.seq for event in events})
        return [_correction(command, event, reason) for event in reversed(events)]
    if command.new_at is None and not command.data:
        raise context.refused("needs-text", allowed=("void", "at", "text", "value"))
    data = corrected_data(context, target, command.data)
    if command.new_at is not None:
        context.must_be_past(command.new_at)
        _fits(context, events, command.new_at)
    return [_correction(command, event, reason, data if event is target else {}) for event in events]


def _correction(
    command: c.Correct, event: Event, reason: str, data: Mapping[str, Any] = MappingProxyType({})
) -> NewEvent:
    about = {"seq": event.seq, "void": command.void, "at": command.new_at, "data": dict(data), "reason": reason}
    return NewEvent("corrected", command.at, event.step, event.turn, data=about)


def _group(state: State, target: Event) -> list[Event]:
    """The events of the command that recorded `target`; they stand together."""
    events, group = state.events, target.group
    low, high = target.seq - 1, target.seq
    while group and low > 0 and events[low - 1].group == group:
        low -= 1
    while group and high < len(events) and events[high].group == group:
        high += 1
    return events[low:high]


def _at_once(state: State, target: Event) -> list[Event]:
    """Those of them that still stand at the same moment."""
    moments = ((event, standing(state, event)) for event in _group(state, target))
    found = standing(state, target)
    return [event for event, stands in moments if stands and found and stands[0] == found[0]]


def _fits(context: Context, events: list[Event], at: int) -> None:
    """A step's acts keep their order in time: not before the beginning, the start not after the end."""
    state = context.state
    moved = {event.seq for event in events}
    for event in events:
        if event.kind not in {"step-started", "step-done", "step-skipped"}:
            continue
        if at < state.began:
            raise context.refused("before-began", at=at, began=state.began)
        turn = state.records[state.compiled.index[event.step]].turns[event.turn]
        end, start = turn.end, turn.started
        if event.kind == "step-started" and end and end.seq not in moved and at > end.at:
            raise context.refused("before-start", at=end.at, start=at)
        if event.kind != "step-started" and start and not turn.auto and start.seq not in moved and at < start.at:
            raise context.refused("before-start", at=at, start=start.at)


def _began_fits(context: Context, voided: set[int]) -> None:
    """Taking back an earlier beginning must not leave acts before the one that then stands."""
    state = context.state
    stated = [seq for seq in state.by_subject["fact:began"] if standing(state, state.events[seq - 1])]
    if not voided & set(stated):
        return
    left = [found for seq in stated if seq not in voided and (found := standing(state, state.events[seq - 1]))]
    check_began(context, left[-1][1]["value"] if left else state.events[0].data["began"])
