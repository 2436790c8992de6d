"""Lines about one limit of a step: waived, extended."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from incidents import commands as c
from reports.format_span import duration
from reports.format_value import role as role_title
from reports.typed.names import Address, refuse_one_of_many
from runbooks.plan import Step
from runbooks.site import role_held
from tui.plain.asks import Asking, Flow, pick, pick_or_type, text
from tui.plain.grammar import Line
from tui.plain.labels import basis_length, until
from tui.plain.persons import pick_approver
from tui.plain.steps_named import take_step

if TYPE_CHECKING:
    from tui.plain.desk import Desk


def waive(desk: Desk, line: Line) -> Flow:
    """`豁免 09[/1]`: which limit, who approves, why."""
    step, turn, limit, rest = take_step(desk, line)
    words = desk.words
    kept = words.say("Nothing is waived; nothing recorded.")
    if not step.limits:
        desk.say(words.say("{step} has no limit. Nothing was recorded.", step=step.number))
        return
    if not limit:
        every = range(1, len(step.limits) + 1)
        head = words.say("Which limit of {step}?", step=step.number)
        limit = yield from _pick_limit(desk, step, turn, every, head, kept)
    refuse_one_of_many(f"{step.number}@{turn}", Address(step.id, turn, limit), desk.plan)
    approver = yield from pick_approver(desk, words.say("Who approves? A digit or a name:"), dropped=kept)
    reason = rest or (yield from text(words.say("Why?"), dropped=kept))
    desk.record(c.Waive, step=step.id, turn=turn, limit=limit, approver=approver, reason=reason)


def extend(desk: Desk, line: Line) -> Flow:
    """`延期 15[/1]`: which limit, if several may be extended; who of the role that the plan names approves; why."""
    step, turn, limit, rest = take_step(desk, line)
    words = desk.words
    kept = words.say("Nothing is extended; nothing recorded.")
    allowed = [n for n, one in enumerate(step.limits, 1) if one.extend is not None]
    if not allowed:
        desk.say(words.say("The plan lets no limit of {step} be extended. Nothing was recorded.", step=step.number))
        return
    if not limit:
        head = words.say("Extend which limit of {step}?", step=step.number)
        limit = yield from _pick_limit(desk, step, turn, allowed, head, kept)
    rule = step.limits[limit - 1].extend if limit in allowed else None
    approver, role = "", ""
    if rule is not None:
        approver = yield from _pick_holder(desk, rule.role, duration(rule.by.text, words), kept)
        role = role_held(desk.plan, desk.site, desk.session.state.people, rule.role, approver)
    reason = rest or (yield from text(words.say("Why?"), dropped=kept))
    desk.record(c.Extend, step=step.id, turn=turn, limit=limit, approver=approver, role=role, reason=reason)


def _pick_limit(desk: Desk, step: Step, turn: int, among: Collection[int], head: str, dropped: str) -> Asking[int]:
    """One of these limits of a step; asked only where there are several."""
    numbers = sorted(among)
    if len(numbers) == 1:
        return numbers[0]
    seen = desk.look()
    latest = {v.limit: v for v in seen.limits if v.step == step.id and (not turn or v.turn == turn)}
    shown = [latest[n] for n in numbers if n in latest]
    options = [
        basis_length(v, desk.words) + (f" {until(v.due_at, desk.plan, desk.words, seen.now)}" if v.due_at else "")
        for v in shown
    ]
    return shown[(yield from pick(head, options, dropped=dropped))].limit


def _pick_holder(desk: Desk, role: str, length: str, dropped: str) -> Asking[str]:
    """Who of a role says so: by digit, or typed."""
    words = desk.words
    title = role_title(role, desk.plan, words)
    assigned = desk.session.state.people.get(role)
    known = [assigned] if assigned else [person.name for person in desk.people(role)]
    head = words.say("Extended by {length}: who approves, as {role}? A digit or a name:", length=length, role=title)
    return (yield from pick_or_type(head, list(dict.fromkeys(known)), dropped=dropped, strict=True))
