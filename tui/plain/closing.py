"""The end of an incident: how it ended, what is still open or owed, and what is left to be explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incidents import commands as c
from incidents.decide import decide
from incidents.refusals import Refusal
from incidents.views import Snapshot
from reports.nearest import BINDING
from reports.words.names import OUTCOMES
from reports.words.names import name as named
from tui.plain import switching
from tui.plain.asks import Flow, pick, text
from tui.plain.explain import word
from tui.plain.grammar import Line
from tui.plain.labels import basis_length
from tui.plain.lists import owed_lines
from tui.plain.picture import ended

if TYPE_CHECKING:
    from tui.plain.desk import Desk

_CHOICES = ("handled", "false-alarm", "mistake", "switched")


def close(desk: Desk, line: Line) -> Flow:
    """`结束`: what is open and owed, the four ways to end; all but a full end needs a reason."""
    words, seen = desk.words, desk.look()
    if seen.status == "closed":
        desk.record(c.Close)
        return
    left = _left(desk)
    desk.say(_summary(desk, left, seen))
    kept = words.say("The incident goes on; nothing recorded.")
    options = [named(words, OUTCOMES, outcome) for outcome in _CHOICES]
    outcome = _CHOICES[(yield from pick(words.say("How does it end?"), options, dropped=kept))]
    if outcome == "switched":
        yield from switching.switch(desk, Line(rest=line.rest))
        return
    reason = line.rest
    if outcome == "handled" and left is not None:
        desk.say(*_open_lines(desk, left, seen))
        head = words.say("Not all is done. Close all the same: why? A full stop: do not close.")
        reason = reason or (yield from text(head, dropped=kept))
    elif outcome != "handled":
        reason = reason or (yield from text(words.say("Why? The reason goes into the report."), dropped=kept))
    recorded = desk.record(c.Close, outcome=outcome, reason=reason)
    if recorded is not None:
        desk.say(*ended(desk, recorded.after))


def _left(desk: Desk) -> Refusal | None:
    """What stands against closing: the refusal that it would meet."""
    trial = c.Close(at=desk.heard)
    decided = decide(desk.session.state, desk.session.book, trial, now=desk.heard, by=desk.by)
    return decided if isinstance(decided, Refusal) else None


def _summary(desk: Desk, left: Refusal | None, seen: Snapshot) -> str:
    words = desk.words
    if left is None:
        return words.say("Everything is done and nothing is owed.")
    steps = len(left.values.get("steps", ()))
    parts = [words.many("1 step open", "{n} steps open", steps)] if steps else []
    parts += [words.many("1 field owed", "{n} fields owed", len(seen.owed))] if seen.owed else []
    return ", ".join(parts) + ("。" if words.chinese else ".")


def _open_lines(desk: Desk, left: Refusal, seen: Snapshot) -> list[str]:
    words = desk.words
    lines = []
    if steps := left.values.get("steps"):
        numbers = words.listed(desk.step(step).number for step in steps)
        lines.append(words.say("Open: {numbers}", numbers=numbers))
    if seen.owed:
        lines.append(words.say("Owed (a value, or: cannot be had, and why):"))
        lines += owed_lines(desk, seen)
    running = [v for v in seen.limits if v.state in {"running", "overdue"} and v.basis in BINDING]
    if running:
        said = words.listed(f"{desk.step(v.step).number} {basis_length(v, words)}" for v in running)
        waive = word(words, "waive")
        lines.append(words.say("These limits would be missed: {limits}. To waive one: {word}", limits=said, word=waive))
    return lines
