"""Rules for what may be done with a limit by itself: waive it, lengthen it."""

from __future__ import annotations

from incidents import commands as c
from incidents.decide_steps import event_of, turn_of
from incidents.events import NewEvent
from incidents.ruling import Context
from incidents.turns import Turn
from incidents.verdict import Verdict
from runbooks.plan import Limit


def _limit(context: Context, i: int, number: int) -> Limit:
    """The limit of that number (from 1) of a step."""
    step = context.state.compiled.steps[i]
    if not 1 <= number <= len(step.limits):
        raise context.refused("unknown-limit", step=step.id, limit=number, count=len(step.limits))
    return step.limits[number - 1]


def waive(context: Context, command: c.Waive) -> list[NewEvent]:
    """Waive one limit of a turn; a repeat ends thereby, so that its turn does not matter."""
    i = context.step(command.step)
    step, record = context.state.compiled.steps[i], context.state.records[i]
    repeat = _limit(context, i, command.limit).every is not None
    turn = turn_of(context, i, 0 if repeat else command.turn)
    approver = context.needs(command.approver, "needs-approver")
    reason = context.needs(command.reason)
    if command.limit in (record.waived if repeat else turn.waived):
        raise context.refused("already-waived", step=step.id, limit=command.limit)
    verdicts = context.book.of(i, command.limit - 1, command.at)
    mine = [v.grade for v in verdicts if repeat or v.turn == turn.number]
    state = mine[-1] if mine else "not-applicable"
    ended = {"met", "not-applicable"} if not repeat else {"met", "late", "missed", "not-applicable"}
    if state in ended:
        raise context.refused("cannot-waive", step=step.id, limit=command.limit, state=state)
    return [event_of(context, "limit-waived", i, turn, limit=command.limit, approver=approver, reason=reason)]


def extend(context: Context, command: c.Extend) -> list[NewEvent]:
    """Lengthen one limit of a turn: once, as the plan allows it, by the role that it names, and not after the due."""
    i = context.step(command.step)
    step, limit = context.state.compiled.steps[i], _limit(context, i, command.limit)
    if limit.extend is None:
        raise context.refused("no-extension", step=step.id, limit=command.limit)
    turn = turn_of(context, i, command.turn)
    approver = context.needs(command.approver, "needs-approver")
    reason = context.needs(command.reason)
    _holds(context, approver, command.role, limit.extend.role)
    if command.limit in turn.extended:
        before = turn.extended[command.limit]
        raise context.refused("already-extended", step=step.id, limit=command.limit, at=before.at, by=before.approver)
    due = _due(context, i, command.limit, turn)
    if command.at > due:
        raise context.refused("extended-after-due", step=step.id, limit=command.limit, at=command.at, due=due)
    said = {"limit": command.limit, "approver": approver, "role": command.role, "reason": reason}
    return [event_of(context, "limit-extended", i, turn, **said)]


def _holds(context: Context, approver: str, role: str, wanted: str) -> None:
    """Whoever lengthens a limit does so in the role that the plan names, or in one of those that share it; where the
    incident says who holds it, nobody else does.
    """
    shared = context.state.plan.roles[wanted].one_of
    holder = context.state.people.get(role)
    if (role != wanted and role not in shared) or (holder is not None and holder != approver):
        raise context.refused("not-the-role", name=approver, role=wanted)


def _due(context: Context, i: int, number: int, turn: Turn) -> int:
    """The due towards which a limit runs, or ran when it was to be lengthened."""
    verdicts = [v for v in context.book.of(i, number - 1, context.command.at) if v.turn == turn.number]
    last = verdicts[-1] if verdicts else Verdict(turn.number, "not-applicable")
    acted = last.act is not None and last.act <= context.command.at
    if last.due is None or acted or last.ceased or last.grade in {"waived", "not-applicable"}:
        step = context.state.compiled.steps[i].id
        raise context.refused("cannot-extend", step=step, limit=number, state=last.grade)
    return last.due
