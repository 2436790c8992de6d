"""From a line to what is done: one table of words, and the digits after a step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from reports.typed.names import nearest
from reports.typed.understood import NotUnderstood
from tui.plain.asks import Flow
from tui.plain.calls import digit as call_digit
from tui.plain.closing import close
from tui.plain.corrections import correct, undo
from tui.plain.danger import danger
from tui.plain.desk import Desk
from tui.plain.detail import show as show_step
from tui.plain.exceptions import extend, waive
from tui.plain.explain import word
from tui.plain.facts import began, count, facts, names_fact
from tui.plain.followup import follow_up
from tui.plain.forms import fill
from tui.plain.grammar import NAMES, Line, plain_digits, read_line, split
from tui.plain.handover import accept, handover, take_over
from tui.plain.help import show as show_help
from tui.plain.levels import level
from tui.plain.lists import limits, log, owed, steps, told
from tui.plain.notes import action, draft, evidence, note
from tui.plain.now import now_lines
from tui.plain.rows import row, withdraw
from tui.plain.steps import assign, done, done_step, remind, reopen, skip, start
from tui.plain.switching import switch
from tui.plain.telephone import call, incoming

_OF_STEP: Final = frozenset({"note", "evidence"})
"""After a step these belong to it: `02 记 …`."""
_WITH_STEP: Final = frozenset(
    {"start", "done", "skip", "reopen", "assign", "remind", "waive", "extend", "fill", "call", "incoming"}
)
"""These may stand before their step or after it."""

Handler = Callable[[Desk, Line], Flow | None]


def begin(desk: Desk, typed: str) -> Flow | None:
    """Do what a line says; a conversation where something has to be asked. Raises `NotUnderstood`."""
    if len(plain_digits(typed)) == 1 and plain_digits(typed).isdecimal():
        raise NotUnderstood("one-digit", text=plain_digits(typed))
    line = _read(desk, typed)
    if line.at is not None:
        desk.stated = line.at
    if line.verb:
        return HANDLERS[line.verb](desk, line)
    return _about_step(desk, line)


def _read(desk: Desk, typed: str) -> Line:
    try:
        return read_line(typed, desk.heard, desk.zone)
    except NotUnderstood as error:
        if error.code == "unknown-word" and names_fact(desk, typed):
            near = f"{word(desk.words, 'facts')} {typed}"
            raise NotUnderstood("unknown-word", text=split(typed)[0], near=near) from None
        raise


def _about_step(desk: Desk, line: Line) -> Flow | None:
    """`02`, `02 3`, `02 1 陈敏 0848`."""
    step = desk.plan.by_number.get(line.step)
    if step is None:
        raise NotUnderstood("unknown-name", text=line.step, kind="step", near=nearest(line.step, desk.plan.by_number))
    if not line.rest:
        show_step(desk, step, line.turn)
        return None
    digit, rest = split(line.rest)
    digit = plain_digits(digit)
    verb = NAMES.get(digit.casefold(), "")
    if verb in _OF_STEP:
        return HANDLERS[verb](desk, Line(verb=verb, step=step.id, rest=rest))
    if verb in _WITH_STEP:
        return HANDLERS[verb](desk, Line(verb=verb, rest=f"{line.step} {rest}"))
    if digit == "0":
        return done_step(desk, step, line.turn, rest)
    if digit.isdecimal() and len(digit) == 1:
        return call_digit(desk, step, line.turn, int(digit), rest)
    raise NotUnderstood("no-digit", step=step.number)


def _now(desk: Desk, line: Line) -> None:
    del line
    desk.say(*now_lines(desk, clocked=True))


def _leave(desk: Desk, line: Line) -> None:
    del line
    desk.leaving = True


HANDLERS: Final[Mapping[str, Handler]] = {
    "now": _now,
    "danger": danger,
    "note": note,
    "count": count,
    "began": began,
    "undo": undo,
    "start": start,
    "done": done,
    "skip": skip,
    "reopen": reopen,
    "assign": assign,
    "remind": remind,
    "waive": waive,
    "extend": extend,
    "fill": fill,
    "call": call,
    "incoming": incoming,
    "facts": facts,
    "level": level,
    "row": row,
    "withdraw": withdraw,
    "evidence": evidence,
    "steps": steps,
    "told": told,
    "limits": limits,
    "log": log,
    "owed": owed,
    "correct": correct,
    "draft": draft,
    "handover": handover,
    "accept": accept,
    "take-over": take_over,
    "switch": switch,
    "follow-up": follow_up,
    "action": action,
    "close": close,
    "help": show_help,
    "leave": _leave,
}
