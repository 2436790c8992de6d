"""Telephone calls about a step: one digit when the receiver goes down, and the next deputy comes up by itself.

1 reached and reported (the step is done) · 2 reached, not finished · 3 no answer · 4 busy · 5 message left · 6 reached,
takes it over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incidents import commands as c
from incidents.events import CALL_RESULTS
from incidents.views import StepView
from reports.format_value import role as role_title
from reports.typed.understood import NotUnderstood
from runbooks.plan import Step
from tui.common.calling import Callee
from tui.plain.asks import Flow, pick
from tui.plain.grammar import is_time
from tui.plain.labels import callee as said
from tui.plain.now import number
from tui.plain.steps import after_done
from tui.plain.steps_named import states_time

if TYPE_CHECKING:
    from tui.plain.desk import Desk

REPORTED, REACHED, NO_ANSWER, BUSY, MESSAGE, ASSIGNED = CALL_RESULTS


def results(desk: Desk) -> list[str]:
    """What the digits of a call about a step mean, in their order."""
    words = desk.words
    return [
        words.say("reached and reported = step done"),
        words.say("reached, not finished"),
        words.say("no answer"),
        words.say("busy or switched off"),
        words.say("text or voice message left"),
        words.say("reached, takes it over = handed over"),
    ]


def digit(desk: Desk, step: Step, turn: int, pressed: int, rest: str, direction: str = "out") -> Flow | None:
    """`02 3 [NAME] [TIME]`: the result of a call about a step; where somebody is to be chosen, the choice."""
    view = desk.view(step.id)
    chosen = desk.choice(view) if direction == "out" else None
    if chosen is not None and 1 <= pressed <= len(chosen[1]):
        _choose(desk, view, chosen[0], chosen[1][pressed - 1])
        return None
    if not 1 <= pressed <= len(CALL_RESULTS):
        raise NotUnderstood("no-digit", step=step.number)
    return log_call(desk, step, turn, CALL_RESULTS[pressed - 1], rest, direction)


def log_call(desk: Desk, step: Step, turn: int, result: str, rest: str, direction: str = "out") -> Flow | None:
    """Log a call about a step to whoever is next, or to the one who is named."""
    view = desk.view(step.id)
    name = name_and_time(desk, rest)
    now = desk.phones.ringing(step, view.turn)
    who = called(desk, now.roles, name) if name else now.next
    if who is None and now.roles:
        who = desk.phones.callees(now.roles[-1])[0]
    if who is None:
        raise NotUnderstood("nobody-to-call", step=step.number)
    values = desk.phones.logged(step, turn or view.turn, who, result)
    recorded = desk.put(c.LogCall, direction=direction, **values)
    if recorded is None:
        return None
    ended = any(event.kind == "step-done" for event in recorded.events)
    desk.echo(recorded, *(after_done(desk, step) if ended else _next(desk, step)))
    now = desk.phones.ringing(step, desk.view(step.id).turn)
    return _round_over(desk, step) if not ended and result in {NO_ANSWER, BUSY} and now.round_over else None


def name_and_time(desk: Desk, rest: str) -> str:
    """`陈敏 0848` in either order: the name; the time is taken."""
    words = rest.split()
    for place in (0, -1):
        if words and is_time(words[place]):
            states_time(desk, words.pop(place))
            break
    return " ".join(words)


def called(desk: Desk, roles: tuple[str, ...], name: str) -> Callee:
    """Who is meant by a name: one of those to be called, else somebody of our own, else the name as it is."""
    phones = desk.phones
    for role in (*roles, *(role for role in desk.site.people if role in desk.plan.roles)):
        for who in phones.callees(role):
            if who.person == name:
                return who
    if not roles:
        raise NotUnderstood("unknown-name", text=name, kind="role", near="", allowed=())
    return Callee(roles[0], name, phones.telephone(name), phones.title(roles[0]))


def _next(desk: Desk, step: Step) -> list[str]:
    """Who is to be called now for a step."""
    view = desk.view(step.id)
    if view.state in {"done", "skipped"}:
        return []
    now = desk.phones.ringing(step, view.turn)
    if now.next is None or now.round_over or (now.made and now.made[-1].result == ASSIGNED):
        return []
    if now.made and now.made[-1].result == REACHED and now.made[-1].role == now.next.role:
        return [desk.words.say("call again: {who}", who=said(now.next))]
    return [desk.words.say("next: {who}", who=said(now.next))]


def _round_over(desk: Desk, step: Step) -> Flow:
    """Nobody answered a whole round: another one, a message, or the next role up. The limit goes on meanwhile."""
    words, view = desk.words, desk.view(step.id)
    now = desk.phones.ringing(step, view.turn)
    if now.next is None:
        return
    above = desk.phones.higher(now)
    options = [words.say("another round"), words.say("a text message is sent")]
    if above is not None:
        options.append(words.say("the next one up: {who}", who=said(above)))
    role = role_title(now.next.role, desk.plan, words)
    head = words.say("{step}: nobody of {role} answers; the limit goes on.", step=number(view), role=role)
    chosen = yield from pick(head, options)
    if chosen == 0:
        desk.say(words.say("Call: {who}. Then {step} and the digit.", who=said(now.next), step=view.number))
    elif chosen == 1:
        names = words.listed(who.person for who in desk.phones.callees(now.next.role))
        everybody = Callee(now.next.role, names, (), "")
        values = desk.phones.logged(step, view.turn, everybody, MESSAGE)
        desk.record(c.LogCall, *_next(desk, step), **values)
    elif above is not None:
        yield from _call_above(desk, step, view, above)


def _call_above(desk: Desk, step: Step, view: StepView, above: Callee) -> Flow:
    words = desk.words
    options = [words.say("reached"), *results(desk)[2:5]]
    answer = yield from pick(words.say("Call {who}. The result:", who=said(above, all_numbers=True)), options)
    values = desk.phones.logged(step, view.turn, above, (REACHED, NO_ANSWER, BUSY, MESSAGE)[answer])
    desk.record(c.LogCall, words.say("{step} is not done by it", step=step.number), **values)


def _choose(desk: Desk, view: StepView, role: str, member: str) -> None:
    """Somebody is chosen for a role that one of several takes on; those to be told are called next."""
    recorded = desk.put(c.AssignRole, role=role, person=desk.phones.callees(member)[0].named)
    if recorded is not None:
        now = desk.phones.ringing(desk.step(view.id), view.turn)
        told = {"step": view.number, "who": said(now.next)} if now.next else None
        desk.echo(recorded, *([desk.words.say("{step} is done when this is told: {who}", **told)] if told else []))
