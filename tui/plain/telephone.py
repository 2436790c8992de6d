"""The telephone by itself: who is to be called now, calls to a role about no step, and calls that come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incidents import commands as c
from incidents.events import CALL_RESULTS
from reports.typed.names import read_role
from reports.typed.understood import NotUnderstood
from tui.plain.asks import Flow, pick
from tui.plain.calls import log_call, name_and_time, results
from tui.plain.grammar import Line, plain_digits, split
from tui.plain.labels import callee as said
from tui.plain.now import number, told_and_not

if TYPE_CHECKING:
    from tui.plain.desk import Desk


def call(desk: Desk, line: Line) -> Flow | None:
    """`电话`: who is to be called; `电话 02 3`: as `02 3`; `电话 ROLE [DIGIT] [NAME] [TIME]`: a call about no step."""
    return _call(desk, line, "out")


def incoming(desk: Desk, line: Line) -> Flow | None:
    """`来电 02 1 [NAME]`, `来电 ROLE [DIGIT] …`: somebody called here."""
    return _call(desk, line, "in")


def _call(desk: Desk, line: Line, direction: str) -> Flow | None:
    first, rest = split(line.rest)
    if not first:
        _whom_now(desk)
        return None
    step = desk.plan.by_number.get(plain_digits(first))
    digit, after = split(rest)
    digit = plain_digits(digit)
    result = CALL_RESULTS[int(digit) - 1] if digit in {str(n) for n in range(1, len(CALL_RESULTS) + 1)} else ""
    if step is not None:
        if not result:
            raise NotUnderstood("no-digit", step=step.number)
        return log_call(desk, step, 0, result, after, direction)
    role = read_role(first, desk.plan)
    if not result:
        return _ask_result(desk, role, rest, direction)
    _log(desk, role, result, after, direction)
    return None


def _ask_result(desk: Desk, role: str, rest: str, direction: str) -> Flow:
    """The numbers of a role, and what came of the call. Nothing is done or handed over by a call about no step."""
    desk.say(*(f"  {said(who, all_numbers=True)}" for who in desk.phones.callees(role)))
    options = [desk.words.say("reached and told"), *results(desk)[1:-1]]
    answer = yield from pick(desk.words.say("The result of the call:"), options)
    _log(desk, role, CALL_RESULTS[answer], rest, direction)


def _log(desk: Desk, role: str, result: str, rest: str, direction: str) -> None:
    person = name_and_time(desk, rest) or desk.phones.callees(role)[0].person
    desk.record(c.LogCall, role=role, person=person, result=result, direction=direction)


def _whom_now(desk: Desk) -> None:
    """Who is to be called now for each step, then every role that has not been told."""
    words, seen = desk.words, desk.look()
    lines = []
    for view in seen.steps:
        if view.state in {"ready", "in-progress"}:
            step = desk.step(view.id)
            now = desk.phones.ringing(step, view.turn)
            if now.next is not None:
                lines.append(f"  {number(view)} {words.text(step.title)}: {said(now.next, all_numbers=True)}")
    if lines:
        desk.say(words.say("To be called now (then the step and the digit of the result):"), *lines)
    _, untold = told_and_not(desk, seen)
    if untold:
        desk.say(words.say("not told {who}", who=words.listed(untold)))
    if not lines and not untold:
        desk.say(words.say("Nobody is to be called now."))
