"""Filling in a step's form: one field after another, each on disk as soon as it is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incidents.steps import asked
from runbooks.plan import Step
from tui.plain import levels
from tui.plain.asks import Flow
from tui.plain.facts import record_fact
from tui.plain.fields import ask_fact, stated_now
from tui.plain.grammar import Line
from tui.plain.recorded import Recorded
from tui.plain.rows import fill_rows
from tui.plain.steps_named import take_step

if TYPE_CHECKING:
    from tui.plain.desk import Desk


def fill(desk: Desk, line: Line) -> Flow:
    """`填 01`: asks what is owed; where nothing is, goes through all fields again with their present values."""
    step, _, _, _ = take_step(desk, line)
    words = desk.words
    if not step.record:
        desk.say(words.say("{step} has no form.", step=step.number))
        return
    review = not _pending(desk, step, set())
    head = words.say("Enter leaves a field, a full stop ends, ? is not known.")
    if review:
        head = words.say("Nothing is owed. All fields again; Enter keeps what stands.")
    desk.say(f"{step.number} {words.text(step.title)}: {head}")
    left: set[str] = set()
    kept = words.say("The form is left; what was answered is on disk.")
    proposed: Recorded | None = None
    while fields := _fields(desk, step, left, review=review):
        name = fields[0]
        left.add(name)
        fact = desk.plan.facts[name]
        if fact.type == "rows":
            yield from fill_rows(desk, fact)
            continue
        count = words.say("{n} more. ", n=len(fields)) if not review and len(fields) > 1 else ""
        given = yield from ask_fact(desk, fact, left=count, now=stated_now(desk, name) if review else "", dropped=kept)
        if given is None:
            continue
        recorded = record_fact(desk, name, given)
        if recorded is None:
            return
        if levels.newly_proposed(recorded):
            proposed = recorded
    desk.say(_ended(desk, step))
    if "level" in step.record and desk.session.state.facts["level"].current is None:
        yield from levels.ask_level(desk)
    elif proposed is not None:
        yield from levels.offer(desk)


def _ended(desk: Desk, step: Step) -> str:
    owed = desk.view(step.id).owed
    if not owed:
        return desk.words.say("{step}: the form is filled in.", step=step.number)
    return desk.words.say(
        "{step}: {owed}.", step=step.number, owed=desk.words.many("1 field owed", "{n} fields owed", len(owed))
    )


def _fields(desk: Desk, step: Step, left: set[str], *, review: bool) -> list[str]:
    """The fields still to be asked now; an answer may bring others."""
    if not review:
        return _pending(desk, step, left)
    return [name for name in _asked(desk, step) if name not in left]


def _pending(desk: Desk, step: Step, left: set[str]) -> list[str]:
    state = desk.session.state
    missing = []
    for name in _asked(desk, step):
        current = state.facts[name].current
        answered = name in state.rows_known or (current is not None and (not current.unknown or current.reason))
        if not answered and name not in left:
            missing.append(name)
    return missing


def _asked(desk: Desk, step: Step) -> tuple[str, ...]:
    state = desk.session.state
    return asked(state, state.compiled.index[step.id])
