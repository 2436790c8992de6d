"""Telephone calls: one digit when the receiver goes down, and the next deputy comes up by itself.

1 reached and reported (the step is done) · 2 reached, not finished · 3 no answer · 4 busy · 5 message left · 6 reached,
takes it over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incidents import commands as c
from incidents.events import CALL_RESULTS
from incidents.views import Snapshot, StepView
from reports.format_value import role as role_title
from reports.typed.names import read_role
from reports.typed.understood import NotUnderstood
from runbooks.plan import Step
from tui.plain.asks import Ask, Flow, choices, digits, pick
from tui.plain.calling import Callee, callees, higher, ringing, speakers, telephone
from tui.plain.grammar import Line, is_time, plain_digits, split
from tui.plain.now import number, told_and_not
from tui.plain.steps import after_done
from tui.plain.steps_named import states_time

if TYPE_CHECKING:
    from tui.plain.desk import Desk

REPORTED, REACHED, NO_ANSWER, BUSY, MESSAGE, ASSIGNED = CALL_RESULTS
_MOST: Final = len(CALL_RESULTS)


def results(desk: Desk) -> list[str]:
    """What the digits of a call mean, in their order."""
    words = desk.words
    return [
        words.say("reached and reported = step done"),
        words.say("reached, not finished"),
        words.say("no answer"),
        words.say("busy or switched off"),
        words.say("text or voice message left"),
        words.say("reached, takes it over = handed over"),
    ]


def plain_results(desk: Desk) -> list[str]:
    """The same for a call about no step: nothing is done or handed over by it."""
    return [desk.words.say("reached and told"), *results(desk)[1:-1]]


def digit(desk: Desk, step: Step, turn: int, pressed: int, rest: str, direction: str = "out") -> Flow | None:
    """`02 3 [NAME] [TIME]`: the result of a call about a step; where somebody is to be chosen, the choice."""
    seen = desk.look()
    view = desk.view(step.id, seen)
    chosen = speakers(desk, view, seen) if direction == "out" else None
    if chosen is not None and pressed <= len(chosen[1]):
        _choose(desk, view, chosen[0], chosen[1][pressed - 1])
        return None
    if not 1 <= pressed <= _MOST:
        raise NotUnderstood("no-digit", step=step.number)
    return log_call(desk, step, turn, CALL_RESULTS[pressed - 1], rest, direction)


def log_call(desk: Desk, step: Step, turn: int, result: str, rest: str, direction: str = "out") -> Flow | None:
    """Log a call about a step to whoever is next, or to the one who is named."""
    seen = desk.look()
    view = desk.view(step.id, seen)
    name = _name_and_time(desk, rest)
    now = ringing(desk, view, seen)
    callee = _called(desk, now.roles, name, seen) if name else now.next
    if callee is None and now.roles:
        callee = callees(desk, now.roles[-1], seen)[0]
    if callee is None:
        raise NotUnderstood("nobody-to-call", step=step.number)
    others = [role for role in now.waiting if role != callee.role]
    about = step.id
    if result == REPORTED and callee.role not in now.roles:
        result = REACHED  # who was reached was not the one to be told: the step is not done by it
    elif result == REPORTED and others and step.tells:
        about = ""  # one of several is told: only the last of them ends the step
    recorded = desk.put(
        c.LogCall,
        role=callee.role,
        person=callee.person,
        result=result,
        direction=direction,
        step=about,
        turn=turn if about else 0,
    )
    if recorded is None:
        return None
    ended = any(event.kind == "step-done" for event in recorded.events)
    desk.echo(recorded, *(after_done(desk, step) if ended else _next(desk, step)))
    after = desk.look()
    now = ringing(desk, desk.view(step.id, after), after)
    return _round_over(desk, step, turn) if not ended and result in {NO_ANSWER, BUSY} and now.round_over else None


def _name_and_time(desk: Desk, rest: str) -> str:
    """`陈敏 0848` in either order: the name; the time is taken."""
    words = rest.split()
    for place in (0, -1):
        if words and is_time(words[place]):
            states_time(desk, words.pop(place))
            break
    return " ".join(words)


def _called(desk: Desk, roles: tuple[str, ...], name: str, seen: Snapshot) -> Callee:
    """Who is meant by a name: one of those to be called, else somebody of our own, else the name as it is."""
    known = [callee for role in roles for callee in callees(desk, role, seen)]
    for callee in known:
        if callee.person == name:
            return callee
    for role in desk.site.people:
        for callee in callees(desk, role, seen) if role in desk.plan.roles else []:
            if callee.person == name:
                return callee
    if not roles:
        raise NotUnderstood("unknown-name", text=name, kind="role", near="", allowed=())
    return Callee(roles[0], name, telephone(desk, name), role_title(roles[0], desk.plan, desk.words))


def _next(desk: Desk, step: Step) -> list[str]:
    """Who is to be called now for a step."""
    seen = desk.look()
    view = desk.view(step.id, seen)
    if view.state in {"done", "skipped"}:
        return []
    now = ringing(desk, view, seen)
    if now.next is None or now.round_over or (now.made and now.made[-1].result == ASSIGNED):
        return []
    if now.made and now.made[-1].result == REACHED and now.made[-1].role == now.next.role:
        return [desk.words.say("call again: {who}", who=now.next.said())]
    return [desk.words.say("next: {who}", who=now.next.said())]


def _round_over(desk: Desk, step: Step, turn: int) -> Flow:
    """Nobody answered a whole round: another one, a message, or the next role up. The limit goes on meanwhile."""
    words, seen = desk.words, desk.look()
    view = desk.view(step.id, seen)
    now = ringing(desk, view, seen)
    if now.next is None:
        return
    role = role_title(now.next.role, desk.plan, words)
    above = higher(desk, now, seen)
    options = [words.say("another round"), words.say("a text message is sent")]
    if above is not None:
        options.append(words.say("the next one up: {who}", who=above.said()))
    head = words.say("{step}: nobody of {role} answers; the limit goes on.", step=number(view), role=role)
    chosen = yield from pick(head, options)
    if chosen == 0:
        desk.say(words.say("Call: {who}. Then {step} and the digit.", who=now.next.said(), step=view.number))
    elif chosen == 1:
        names = words.listed(callee.person for callee in callees(desk, now.next.role, seen))
        message = {"person": names, "result": MESSAGE, "step": step.id, "turn": turn}
        desk.record(c.LogCall, *_next(desk, step), role=now.next.role, **message)
    elif above is not None:
        yield from _call_above(desk, step, turn, above)


def _call_above(desk: Desk, step: Step, turn: int, above: Callee) -> Flow:
    words = desk.words
    options = [words.say("reached"), *results(desk)[2:5]]
    answer = yield from pick(words.say("Call {who}. The result:", who=above.said(all_numbers=True)), options)
    result = (REACHED, NO_ANSWER, BUSY, MESSAGE)[answer]
    known = {"role": above.role, "person": above.person, "result": result, "step": step.id, "turn": turn}
    desk.record(c.LogCall, words.say("{step} is not done by it", step=step.number), **known)


def _choose(desk: Desk, view: StepView, role: str, member: str) -> None:
    """Somebody is chosen for a role that one of several takes on; those to be told are called next."""
    words = desk.words
    callee = callees(desk, member, desk.look())[0]
    recorded = desk.put(c.AssignRole, role=role, person=callee.named())
    if recorded is not None:
        now = ringing(desk, view, recorded.after)
        more = (
            [words.say("{step} is done when this is told: {who}", step=view.number, who=now.next.said())]
            if now.next
            else []
        )
        desk.echo(recorded, *more)


# -- calls that stand by themselves ---------------------------------------------------------------------


def call(desk: Desk, line: Line) -> Flow | None:
    """`电话`: who is to be called; `电话 02 3`: as `02 3`; `电话 ROLE [DIGIT] [NAME] [TIME]`: a call about no step."""
    return _call(desk, line, "out")


def incoming(desk: Desk, line: Line) -> Flow | None:
    """`来电 02 1 [NAME]`, `来电 ROLE [DIGIT] …`: somebody called here."""
    return _call(desk, line, "in")


def _call(desk: Desk, line: Line, direction: str) -> Flow | None:
    first, rest = split(line.rest)
    if not first:
        _phone_book(desk)
        return None
    step = desk.plan.by_number.get(plain_digits(first))
    pressed, after = split(rest)
    pressed = plain_digits(pressed)
    known = len(pressed) == 1 and pressed.isdecimal() and 1 <= int(pressed) <= _MOST
    if step is not None:
        if not known:
            raise NotUnderstood("no-digit", step=step.number)
        return log_call(desk, step, 0, CALL_RESULTS[int(pressed) - 1], after, direction)
    role = read_role(first, desk.plan)
    if known:
        _log_role(desk, role, CALL_RESULTS[int(pressed) - 1], after, direction)
        return None
    return _ask_result(desk, role, rest, direction)


def _ask_result(desk: Desk, role: str, rest: str, direction: str) -> Flow:
    seen = desk.look()
    desk.say(*(f"  {callee.said(all_numbers=True)}" for callee in callees(desk, role, seen)))
    options = plain_results(desk)
    answer = yield Ask(tuple(choices(options, desk.words.say("The result of the call:"))), digits(len(options)))
    _log_role(desk, role, CALL_RESULTS[int(plain_digits(answer)) - 1], rest, direction)


def _log_role(desk: Desk, role: str, result: str, rest: str, direction: str) -> None:
    seen = desk.look()
    name = _name_and_time(desk, rest)
    person = name or callees(desk, role, seen)[0].person
    desk.record(c.LogCall, role=role, person=person, result=result, direction=direction)


def _phone_book(desk: Desk) -> None:
    """Who is to be called now for each step, then every role that has not been told."""
    words, seen = desk.words, desk.look()
    lines = []
    for view in seen.steps:
        if view.state in {"ready", "in-progress"}:
            now = ringing(desk, view, seen)
            if now.next is not None:
                title = words.text(desk.step(view.id).title)
                lines.append(f"  {number(view)} {title}: {now.next.said(all_numbers=True)}")
    if lines:
        desk.say(words.say("To be called now (then the step and the digit of the result):"), *lines)
    _, untold = told_and_not(desk, seen)
    if untold:
        desk.say(words.say("not told {who}", who=words.listed(untold)))
    if not lines and not untold:
        desk.say(words.say("Nobody is to be called now."))
