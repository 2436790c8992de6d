"""Command in, events or a refusal out. Nothing is changed here; time and who are arguments.

`decide` looks at the state as it stands and says what would be recorded. One command may give several events,
which are stored together or not at all. A refusal leaves everything as it was and says what would be allowed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from incidents import commands as c
from incidents import decide_calls, decide_correct, decide_facts, decide_incident, decide_limits, decide_steps
from incidents.book import Book
from incidents.events import NewEvent
from incidents.refusals import Refusal
from incidents.ruling import Context, Refused
from incidents.state import State

_AFTER_CLOSING = frozenset({"note", "evidence", "call", "action", "reopen-incident", "follow-up", "correct"})

_RULES: Mapping[str, Callable[[Context, Any], list[NewEvent]]] = {
    "start": decide_steps.start,
    "done": decide_steps.done,
    "skip": decide_steps.skip,
    "reopen": decide_steps.reopen,
    "assign-step": decide_steps.assign_step,
    "remind": decide_steps.remind,
    "waive": decide_limits.waive,
    "extend": decide_limits.extend,
    "call": decide_calls.call,
    "set": decide_facts.set_fact,
    "row": decide_facts.row,
    "withdraw-row": decide_facts.withdraw_row,
    "level": decide_facts.level,
    "keep-level": decide_facts.keep_level,
    "note": decide_incident.note,
    "evidence": decide_incident.evidence,
    "assign": decide_incident.assign_role,
    "correct": decide_correct.correct,
    "handover": decide_incident.offer_handover,
    "accept": decide_incident.accept_handover,
    "cancel-handover": decide_incident.cancel_handover,
    "take-over": decide_incident.take_over,
    "close": decide_incident.close,
    "reopen-incident": decide_incident.reopen_incident,
    "follow-up": decide_incident.follow_up,
    "action": decide_incident.agree_action,
}


def decide(state: State, book: Book, command: c.Command, *, now: int, by: str) -> list[NewEvent] | Refusal:
    """What the command would record, decided on what stands; `now` in milliseconds UTC."""
    context = Context(state, book, command, now, by)
    try:
        context.must_be_past(command.at)
        _not_overtaken(context)
        if state.closed is not None and command.name not in _AFTER_CLOSING:
            raise context.refused(
                "closed", at=state.closed.at, by=state.closed.by, allowed=tuple(sorted(_AFTER_CLOSING))
            )
        return _RULES[command.name](context, command)
    except Refused as refused:
        return refused.refusal


def _not_overtaken(context: Context) -> None:
    """Refuse what its author decided on an older view of the same subject, naming what happened meanwhile."""
    seen = context.command.seen
    if seen is None:
        return
    for subject in _subjects(context):
        seq = context.state.revision.get(subject, 0)
        if seq > seen:
            event = context.state.events[seq - 1]
            raise context.refused("changed-meanwhile", by=event.by, at=event.at, seq=seq, kind=event.kind)


def _subjects(context: Context) -> Iterator[str]:
    """What a command is about: a turn where it names one, else the whole step; with a form its facts too."""
    command = context.command
    kind, _, name = command.subject.partition(":")
    if kind == "step":
        step = context.state.compiled.steps[context.step(name)].id
        turn = getattr(command, "turn", 0)
        yield f"step:{step}@{turn}" if turn else f"step:{step}"
    elif kind:
        yield command.subject
    if isinstance(command, c.Done):
        yield from (f"fact:{name}" for name in command.facts)
