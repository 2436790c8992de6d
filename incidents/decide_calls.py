"""Rules for telephone calls: always recorded, and with a step they may also do it or hand it over."""

from __future__ import annotations

from incidents import commands as c
from incidents.decide_steps import assign_step, done
from incidents.events import CALL_RESULTS, NewEvent
from incidents.ruling import Context, near
from incidents.steps import turn_meant


def call(context: Context, command: c.LogCall) -> list[NewEvent]:
    """Log a call; with a step, `reported` does it and `assigned` hands it over, in one append. What is settled already
    (a deputy was reached too, the incident is closed) is left as it is: the call took place all the same.
    """
    state = context.state
    roles = state.plan.roles
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
    meant = turn_meant(state, context.book, i, command.at)
    turn = command.turn or (meant.number if meant else 0)
    logged = NewEvent("call-logged", command.at, state.compiled.steps[i].id, turn, data=data)
    known = state.records[i].turns.get(turn)
    if state.closed is not None or (known is not None and known.settled):
        return [logged]
    match command.result:
        case "reported":
            return [logged, *done(context, c.Done(at=command.at, step=command.step, turn=turn, reason=command.reason))]
        case "assigned":
            taker = command.person or command.role
            to = c.AssignStep(at=command.at, step=command.step, turn=turn, person=taker, role=command.role)
            return [logged, *assign_step(context, to)]
        case _:
            return [logged]
