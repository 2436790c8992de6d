"""Rules for what is done with steps: start, done, skip, reopen, hand over, remind, waive, and calls about them."""

from __future__ import annotations

from typing import Any

from incidents import commands as c
from incidents.decide_facts import check_value
from incidents.events import CALL_RESULTS, NewEvent
from incidents.ruling import Context, near
from incidents.steps import asked, open_turn, turn_state, waits
from incidents.transitions import TRANSITIONS, allowed_in
from incidents.turns import Turn
from incidents.views import StepState


def _turn(context: Context, i: int, number: int) -> Turn:
    """The turn that a command means; refused where there is none of that number."""
    state = context.state
    step = state.compiled.steps[i]
    number = number or open_turn(state, i)
    known = {turn.number: turn for turn in state.turns(i)}
    if number in known:
        return known[number]
    if state.compiled.repeats[i] and number == max(known, default=0) + 1:
        return Turn(number)
    if step.each and not known:
        raise context.refused("step-waits", step=step.id, waits=tuple(waits(state, context.book, i, context.now)))
    raise context.refused("unknown-turn", step=step.id, turn=number, allowed=tuple(str(n) for n in known))


def _permit(context: Context, name: str, i: int, turn: Turn, reason: str) -> bool:
    """Refuse what the table refuses; True if it is recorded as *ahead*."""
    state = context.state
    step_id = state.compiled.steps[i].id
    at: StepState = turn_state(state, context.book, i, turn, max(context.command.at, _latest(turn)))
    rule = TRANSITIONS[name][at]
    allowed = allowed_in(at)
    if rule == "yes":
        return False
    if rule == "ahead":
        if reason.strip():
            return True
        code = "step-waits" if at == "waiting" else "step-not-applicable"
        waiting = tuple(waits(state, context.book, i, context.now))
        raise context.refused(code, subject=step_id, state=at, allowed=allowed, step=step_id, waits=waiting)
    mark = turn.done or turn.skipped or turn.started
    values = {"by": mark.by, "at": mark.at} if mark else {}
    raise context.refused(rule, subject=step_id, state=at, allowed=allowed, step=step_id, **values)


def _latest(turn: Turn) -> int:
    return max((m.at for m in (turn.started, turn.done, turn.skipped) if m), default=0)


def _in_time(context: Context, i: int, turn: Turn) -> None:
    """An act is not before everything began, nor before its own start, nor before the turn that it follows."""
    state, at = context.state, context.command.at
    if at < state.began:
        raise context.refused("before-began", at=at, began=state.began)
    if turn.started and not turn.auto and at < turn.started.at:
        raise context.refused("before-start", at=at, start=turn.started.at)
    if not state.compiled.steps[i].each:
        previous = state.records[i].turns.get(turn.number - 1)
        if previous and previous.end and at < previous.end.at:
            raise context.refused("before-turn", at=at, previous=previous.end.at)


def _event(context: Context, kind: str, i: int, turn: Turn, **data: Any) -> NewEvent:
    step = context.state.compiled.steps[i]
    return NewEvent(kind, context.command.at, step.id, turn.number, ",".join(step.role), data)


def start(context: Context, command: c.Start) -> list[NewEvent]:
    """Begin a turn."""
    i = context.step(command.step)
    turn = _turn(context, i, command.turn)
    ahead = _permit(context, "start", i, turn, command.reason)
    _in_time(context, i, turn)
    return [_event(context, "step-started", i, turn, ahead=ahead, reason=command.reason.strip())]


def done(context: Context, command: c.Done) -> list[NewEvent]:
    """End a turn; its fields are stated first, at the same moment."""
    i = context.step(command.step)
    turn = _turn(context, i, command.turn)
    ahead = _permit(context, "done", i, turn, command.reason)
    _in_time(context, i, turn)
    events = []
    step = context.state.compiled.steps[i]
    for name, value in command.facts.items():
        if name not in step.record:
            raise context.refused(
                "unknown-fact", fact=name, near=near(name, step.record), allowed=asked(context.state, i)
            )
        check_value(context, name, value)
        data = {"fact": name, "value": value, "unknown": False, "reason": ""}
        events.append(NewEvent("fact-stated", command.at, step.id, turn.number, data=data))
    return [*events, _event(context, "step-done", i, turn, ahead=ahead, reason=command.reason.strip())]


def skip(context: Context, command: c.Skip) -> list[NewEvent]:
    """Settle a turn without doing it."""
    reason = context.needs(command.reason)
    i = context.step(command.step)
    turn = _turn(context, i, command.turn)
    _permit(context, "skip", i, turn, reason)
    _in_time(context, i, turn)
    return [_event(context, "step-skipped", i, turn, reason=reason, approver=command.approver.strip())]


def reopen(context: Context, command: c.Reopen) -> list[NewEvent]:
    """Take an end back, or begin one more turn."""
    state = context.state
    i = context.step(command.step)
    step = state.compiled.steps[i]
    number = command.turn or max((t.number for t in state.turns(i)), default=0)
    turn = _turn(context, i, number)
    _permit(context, f"reopen --{command.how}", i, turn, command.reason)
    data = {"how": command.how, "reason": command.reason.strip()}
    if command.how == "again":
        if step.each or state.compiled.repeats[i]:
            raise context.refused("unknown-turn", step=step.id, turn=number + 1)
        turn = Turn(max(t.number for t in state.turns(i)) + 1)
    return [_event(context, "step-reopened", i, turn, **data)]


def assign_step(context: Context, command: c.AssignStep) -> list[NewEvent]:
    """Hand a turn to somebody; what is ready begins thereby."""
    person = context.needs(command.person, "needs-text")
    i = context.step(command.step)
    turn = _turn(context, i, command.turn)
    _permit(context, "assign-step", i, turn, "")
    events = []
    if turn_state(context.state, context.book, i, turn, command.at) == "ready":
        _in_time(context, i, turn)
        events.append(_event(context, "step-started", i, turn, ahead=False, reason=""))
    return [*events, _event(context, "step-assigned", i, turn, person=person, role=command.role)]


def remind(context: Context, command: c.Remind) -> list[NewEvent]:
    """Record that somebody was reminded of a step."""
    i = context.step(command.step)
    turn = _turn(context, i, command.turn)
    person, role = command.person or turn.person, command.role or turn.role
    return [_event(context, "step-reminded", i, turn, person=person, role=role)]


def waive(context: Context, command: c.Waive) -> list[NewEvent]:
    """Waive one limit of a turn."""
    i = context.step(command.step)
    turn = _turn(context, i, command.turn)
    step = context.state.compiled.steps[i]
    if not 1 <= command.limit <= len(step.limits):
        raise context.refused("unknown-limit", step=step.id, limit=command.limit, count=len(step.limits))
    approver = context.needs(command.approver, "needs-approver")
    reason = context.needs(command.reason)
    if command.limit in turn.waived:
        raise context.refused("already-waived", step=step.id, limit=command.limit)
    verdicts = [v for v in context.book.of(i, command.limit - 1, command.at) if v.turn == turn.number]
    state = verdicts[-1].grade if verdicts else "pending"
    if state in {"met", "not-applicable"}:
        raise context.refused("cannot-waive", step=step.id, limit=command.limit, state=state)
    return [_event(context, "limit-waived", i, turn, limit=command.limit, approver=approver, reason=reason)]


def call(context: Context, command: c.LogCall) -> list[NewEvent]:
    """Log a call; with a step, `reported` does it and `assigned` hands it over, in one append."""
    roles = context.state.plan.roles
    if command.role not in roles:
        raise context.refused("unknown-role", role=command.role, near=near(command.role, roles))
    if command.result not in CALL_RESULTS:
        raise context.refused("unknown-result", result=command.result, allowed=CALL_RESULTS)
    data = {
        "role": command.role,
        "person": command.person,
        "result": command.result,
        "direction": command.direction,
    }
    if not command.step:
        return [NewEvent("call-logged", command.at, data=data)]
    i = context.step(command.step)
    turn = _turn(context, i, command.turn)
    logged = NewEvent("call-logged", command.at, context.state.compiled.steps[i].id, turn.number, data=data)
    if context.state.closed is not None or command.result not in {"reported", "assigned"}:
        return [logged]
    if command.result == "reported":
        return [logged, *done(context, c.Done(at=command.at, step=command.step, turn=turn.number))]
    taker = command.person or command.role
    assigned = c.AssignStep(at=command.at, step=command.step, turn=turn.number, person=taker, role=command.role)
    return [logged, *assign_step(context, assigned)]
