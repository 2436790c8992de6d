"""Lines about steps: begun, done, skipped, done once more, handed to somebody, a reminder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from incidents import commands as c
from reports.format_value import role as role_title
from reports.gone_on import went_on
from reports.typed.names import read_role
from reports.typed.understood import NotUnderstood
from runbooks.plan import Step
from tui.plain import facts, followup
from tui.plain.asks import Asking, Flow, pick_or_type, text
from tui.plain.effects import by_key
from tui.plain.explain import word
from tui.plain.grammar import Line, is_time, plain_digits, split
from tui.plain.labels import basis_length, until
from tui.plain.persons import pick_approver
from tui.plain.steps_named import states_time, take_step

if TYPE_CHECKING:
    from tui.plain.desk import Desk


def start(desk: Desk, line: Line) -> Flow | None:
    """`开办 04 [TIME] [REASON]`; in English `start 0840` sets the beginning of everything."""
    if is_time(line.rest):
        facts.began(desk, line)
        return None
    step, turn, _, rest = take_step(desk, line)
    reason = states_time(desk, rest)
    desk.record(c.Start, step=step.id, turn=turn, reason=reason)
    return None


def done(desk: Desk, line: Line) -> Flow | None:
    """`办结 04 [TIME] [REASON]`, the same as `04 0`."""
    step, turn, _, rest = take_step(desk, line)
    return done_step(desk, step, turn, rest)


def done_step(desk: Desk, step: Step, turn: int, rest: str) -> Flow | None:
    """A step is done; what its form lacks is owed, and a plan that it opens is offered."""
    reason = states_time(desk, rest)
    recorded = desk.put(c.Done, step=step.id, turn=turn, reason=reason)
    if recorded is None:
        return None
    desk.echo(recorded, *after_done(desk, step))
    return followup.offer(desk, step) if step.opens else None


def after_done(desk: Desk, step: Step) -> list[str]:
    """What is still to be said about a step that has just been done: fields owed, danger not yet lifted."""
    words, seen = desk.words, desk.look()
    view = desk.view(step.id, seen)
    said = []
    if view.owed:
        owed = words.many("1 field owed", "{n} fields owed", len(view.owed))
        said.append(words.say("{owed}: {word} {step}", owed=owed, word=word(words, "fill"), step=step.number))
    danger = seen.facts.get("danger")
    if "danger" in step.record and danger is not None and danger.value is True:
        facts_word, danger_word = word(words, "facts"), word(words, "danger")
        lifted = f"{facts_word} {danger_word} {words.say('no')}"
        said.append(words.say("danger still stands as yes; when it is over: {line}", line=lifted))
    return said


def skip(desk: Desk, line: Line) -> Flow:
    """`略过 09 [REASON]`: why, and who agreed."""
    step, turn, _, reason = take_step(desk, line)
    words = desk.words
    title = f"{step.number} {words.text(step.title)}"
    kept = words.say("{step} is not skipped; nothing recorded.", step=step.number)
    if not reason:
        options = [
            words.say("somebody else did it"),
            words.say("not possible on site"),
            words.say("a leader agreed not to do it now"),
            words.say("does not fit this case"),
            words.say("another step covers it"),
        ]
        head = words.say("Skip {step}: why? A digit, or type the reason:", step=title)
        reason = yield from pick_or_type(head, options, dropped=kept)
    head = words.say("Who agreed? A digit or a name; Enter alone: nobody was asked.")
    approver = yield from pick_approver(desk, head, blank=True, dropped=kept)
    desk.record(c.Skip, step=step.id, turn=turn, reason=reason, approver=approver)


def reopen(desk: Desk, line: Line) -> Flow:
    """`重开 04 [REASON]`: it was not done after all, or must be done once more. Alone, after closing: the incident."""
    words = desk.words
    if not line.rest:
        if desk.session.state.closed is None:
            raise NotUnderstood("no-step", word=word(words, "reopen"))
        other = went_on(desk.session, words)
        ask = words.say("Why does the incident go on?")
        reason = yield from text(f"{other} {ask}" if other else ask)
        desk.record(c.ReopenIncident, reason=reason)
        return
    step, turn, _, reason = take_step(desk, line)
    how: Literal["wrong", "again"] = "wrong"
    if not reason:
        options = [
            words.say("wrong step ticked"),
            words.say("not really done"),
            words.say("must be done again"),
        ]
        head = words.say("Reopen {step}: why? A digit, or type the reason:", step=step.number)
        reason = yield from pick_or_type(head, options, dropped=words.say("{step} stays as it is.", step=step.number))
        how = "again" if reason == options[2] else "wrong"
    recorded = desk.put(c.Reopen, step=step.id, turn=turn, how=how, reason=reason)
    if recorded is not None:
        moved = [v for v in by_key(recorded.after).values() if v.step == step.id and v.state in {"running", "overdue"}]
        dues = [until(v.due_at, desk.plan, words, recorded.after.now) for v in moved if v.due_at is not None]
        names = [f"{basis_length(v, words)} {due}" for v, due in zip(moved, dues, strict=False)]
        desk.echo(recorded, *names)


def assign(desk: Desk, line: Line) -> Flow:
    """`交办 04 [NAME]` hands a step to somebody; `交办 ROLE NAME` says who holds a role."""
    words = desk.words
    first, rest = split(line.rest)
    if first and not plain_digits(first)[:1].isdecimal():
        role = read_role(first, desk.plan)
        name = rest or (yield from pick_person(desk, (role,), words.say("Who? A digit or a name:")))
        desk.record(c.AssignRole, role=role, person=name)
        return
    step, turn, _, name = take_step(desk, line)
    roles = desk.phones.roles_to_call(step) or step.role
    if not name:
        head = words.say("Hand {step} to whom? A digit or a name:", step=step.number)
        name = yield from pick_person(desk, roles, head)
    desk.record(c.AssignStep, step=step.id, turn=turn, person=name, role=_role_of(desk, roles, name))


def pick_person(desk: Desk, roles: tuple[str, ...], head: str) -> Asking[str]:
    """Somebody of these roles, or whoever is typed."""
    known = [
        callee for role in roles if role in desk.plan.roles for callee in desk.phones.callees(role) if callee.person
    ]
    options = list(dict.fromkeys(f"{callee.person} {callee.title}" for callee in known))
    chosen = yield from pick_or_type(head, options)
    return next((callee.person for callee in known if f"{callee.person} {callee.title}" == chosen), chosen)


def _role_of(desk: Desk, roles: tuple[str, ...], name: str) -> str:
    return next((role for role in roles if any(p.name == name for p in desk.people(role))), "")


def remind(desk: Desk, line: Line) -> None:
    """`催办 04 [NAME]`: that whoever does a step was reminded."""
    step, turn, _, name = take_step(desk, line)
    seen = desk.look()
    view = desk.view(step.id, seen)
    roles = desk.phones.roles_to_call(step)
    person = name or view.person
    if not person and roles:
        person = desk.phones.callees(roles[0])[0].named
    desk.record(c.Remind, step=step.id, turn=turn, person=person, role=_role_of(desk, roles, person))


def role_list(desk: Desk, roles: tuple[str, ...]) -> str:
    """The titles of roles, `together` where there are several."""
    return desk.words.all_of(role_title(role, desk.plan, desk.words) for role in roles)
