"""Rules for what is done with steps: start, done, skip, reopen, hand over, remind."""

from __future__ import annotations

from typing import Any

from incidents import commands as c
from incidents.decide_facts import check_value, level
from incidents.events import NewEvent
from incidents.ruling import Context, near
from incidents.steps import asked, step_state, turn_meant, turn_state, waits
from incidents.transitions import TRANSITIONS, allowed_in
from incidents.turns import Turn
from incidents.views import StepState


def turn_of(context: Context, i: int, number: int) -> Turn:
    """The turn that a command means; refused where there is none of that number."""
    state, at = context.state, context.command.at
    step, record = state.compiled.steps[i], state.records[i]
    meant = turn_meant(state, context.book, i, at)
    if number == 0 and meant is not None:
        return meant
    turn = record.turns.get(number)
    if turn is not None and not turn.withdrawn:
        return turn
    if meant is not None and number == meant.number:
        return meant  # the performance of a repeat that is to come
    if number == 0:
        code = "step-not-applicable" if state.settled[i] else "step-waits"
        raise context.refused(code, step=step.id, waits=tuple(waits(state, context.book, i, None, at)))
    raise context.refused("unknown-turn", step=step.id, turn=number, allowed=tuple(str(n) for n in record.numbers))


def _permit(context: Context, name: str, i: int, turn: Turn, reason: str = "", state: StepState | None = None) -> bool:
    """Refuse what the table refuses; True if it is recorded as *ahead*."""
    step_id, when = context.state.compiled.steps[i].id, context.command.at
    at = state or turn_state(context.state, context.book, i, turn, when)
    rule = TRANSITIONS[name][at]
    if rule == "yes":
        return False
    if rule == "ahead" and reason.strip():
        return True
    values: dict[str, Any] = {"step": step_id}
    if rule == "ahead":
        rule = "step-waits" if at == "waiting" else "step-not-applicable"
        values["waits"] = tuple(waits(context.state, context.book, i, turn, when))
    elif mark := turn.end or turn.started:
        values |= {"by": mark.by, "at": mark.at}
    raise context.refused(rule, subject=step_id, state=at, allowed=allowed_in(at), **values)


def _in_time(context: Context, turn: Turn) -> None:
    """An act is not before everything began, nor before its own start."""
    at, began = context.command.at, context.state.began
    if at < began:
        raise context.refused("before-began", at=at, began=began)
    if turn.started and not turn.auto and at < turn.started.at:
        raise context.refused("before-start", at=at, start=turn.started.at)


def event_of(context: Context, kind: str, i: int, turn: Turn, **data: Any) -> NewEvent:
    """Something that happened to a turn, with the roles whose step it is."""
    step = context.state.compiled.steps[i]
    return NewEvent(kind, context.command.at, step.id, turn.number, ",".join(step.role), data)


def start(context: Context, command: c.Start) -> list[NewEvent]:
    """Begin a turn."""
    i = context.step(command.step)
    turn = turn_of(context, i, command.turn)
    ahead = _permit(context, "start", i, turn, command.reason)
    _in_time(context, turn)
    return [event_of(context, "step-started", i, turn, ahead=ahead, reason=command.reason.strip())]


def done(context: Context, command: c.Done) -> list[NewEvent]:
    """End a turn; its fields are stated first, at the same moment."""
    i = context.step(command.step)
    turn = turn_of(context, i, command.turn)
    ahead = _permit(context, "done", i, turn, command.reason)
    _in_time(context, turn)
    stated = [
        event for name, value in command.facts.items() for event in _field(context, command, i, turn, name, value)
    ]
    return [*stated, event_of(context, "step-done", i, turn, ahead=ahead, reason=command.reason.strip())]


def _field(context: Context, command: c.Done, i: int, turn: Turn, name: str, value: Any) -> list[NewEvent]:
    """What one field of the form states; naming the level that is in force already says nothing new."""
    step = context.state.compiled.steps[i]
    if name not in step.record:
        raise context.refused("unknown-fact", fact=name, near=near(name, step.record), allowed=asked(context.state, i))
    if name == "level":
        if value == context.state.value_at("level", command.at):
            return []
        return level(context, c.SetLevel(at=command.at, level=str(value), reason=command.reason))
    check_value(context, name, value)
    data = {"fact": name, "value": value, "unknown": False, "reason": ""}
    return [NewEvent("fact-stated", command.at, step.id, turn.number, data=data)]


def skip(context: Context, command: c.Skip) -> list[NewEvent]:
    """Settle a turn without doing it."""
    reason = context.needs(command.reason)
    i = context.step(command.step)
    turn = turn_of(context, i, command.turn)
    _permit(context, "skip", i, turn, reason)
    _in_time(context, turn)
    return [event_of(context, "step-skipped", i, turn, reason=reason, approver=command.approver.strip())]


def reopen(context: Context, command: c.Reopen) -> list[NewEvent]:
    """Take an end back, or begin one more turn."""
    i = context.step(command.step)
    turn = _to_reopen(context, i, command.turn)
    state = step_state(context.state, context.book, i, command.at) if command.how == "again" else None
    _permit(context, f"reopen --{command.how}", i, turn, command.reason, state)
    if command.how == "again":
        step, record = context.state.compiled.steps[i], context.state.records[i]
        if step.each:
            raise context.refused("unknown-turn", step=step.id, turn=record.numbers[-1] + 1)
        turn = Turn(record.numbers[-1] + 1)
    return [event_of(context, "step-reopened", i, turn, how=command.how, reason=command.reason.strip())]


def _to_reopen(context: Context, i: int, number: int) -> Turn:
    """Without a number: the turn that is open, which is refused; else the one that was ended last. Of rows that is the
    one whose end was recorded last; of a repeat the turn to come does not matter.
    """
    record = context.state.records[i]
    if number or not record.settled:
        return turn_of(context, i, number)
    if context.state.compiled.steps[i].each:
        return max((turn for turn in record.standing() if turn.end), key=lambda t: t.end.seq if t.end else 0)
    if record.open and not context.state.compiled.repeats[i]:
        return turn_of(context, i, 0)
    return next(record.turns[n] for n in reversed(record.numbers) if record.turns[n].settled)


def assign_step(context: Context, command: c.AssignStep) -> list[NewEvent]:
    """Hand a turn to somebody; what is ready begins thereby."""
    person = context.needs(command.person, "needs-text")
    i = context.step(command.step)
    turn = turn_of(context, i, command.turn)
    _permit(context, "assign-step", i, turn)
    events = []
    if turn_state(context.state, context.book, i, turn, command.at) == "ready":
        _in_time(context, turn)
        events.append(event_of(context, "step-started", i, turn, ahead=False, reason=""))
    return [*events, event_of(context, "step-assigned", i, turn, person=person, role=command.role)]


def remind(context: Context, command: c.Remind) -> list[NewEvent]:
    """Record that somebody was reminded of a step."""
    i = context.step(command.step)
    turn = turn_of(context, i, command.turn)
    person, role = command.person or turn.person, command.role or turn.role
    return [event_of(context, "step-reminded", i, turn, person=person, role=role)]
