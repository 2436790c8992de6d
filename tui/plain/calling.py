"""Whom to call for a step, in calling order, and who is next after those who did not answer.

Everything is read from the record: who was called in this turn of the step and with what result. So any station names
the same next deputy, and a correction of a call takes its effect back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from incidents.apply import standing
from incidents.views import Snapshot, StepView
from reports.format_value import role as role_title
from runbooks.plan import Step

if TYPE_CHECKING:
    from tui.plain.desk import Desk

FAILED: Final = frozenset({"no-answer", "busy", "message"})
"""After these the next in the list is called."""
UNANSWERED: Final = frozenset({"no-answer", "busy"})
_THROUGH: Final = frozenset({"reported", "assigned"})


@dataclass(frozen=True, slots=True)
class Callee:
    """Somebody who can be called in a role. Without a person it is the role itself."""

    role: str
    person: str
    tel: tuple[str, ...]
    title: str

    def said(self, *, all_numbers: bool = False) -> str:
        """`组长 刘建国 8001`."""
        numbers = self.tel if all_numbers else self.tel[:1]
        return " ".join(part for part in (self.title, self.person, *numbers) if part)

    def named(self) -> str:
        """`刘建国`, or the role where nobody is named."""
        return self.person or self.title


@dataclass(frozen=True, slots=True)
class Call:
    """A call as it stands in the record."""

    role: str
    person: str
    result: str
    at: int


def roles_to_call(desk: Desk, step: Step, seen: Snapshot) -> tuple[str, ...]:
    """The roles to be told by a step; where it tells nobody, those who do it."""
    if step.tells:
        return step.tells
    roles = []
    for name in step.role:
        role = _in_command(desk, seen) if name == "command" else name
        known = desk.plan.roles.get(role)
        if known is None or "any" in known.one_of or known.kind == "thing":
            continue
        if any(person.name == desk.by for person in desk.people(role)):
            continue
        roles.append(role)
    return tuple(dict.fromkeys(roles))


def _in_command(desk: Desk, seen: Snapshot) -> str:
    return next((level.command for level in desk.plan.levels if level.id == seen.level), "")


def callees(desk: Desk, role: str, seen: Snapshot) -> list[Callee]:
    """Who can be called in a role: who was put in it, then the site's people; of several roles, those of each."""
    known = desk.plan.roles.get(role)
    title = role_title(role, desk.plan, desk.words)
    people = [Callee(role, p.name, p.tel, desk.words.text(p.title) or title) for p in desk.people(role)]
    holder = seen.people.get(role)
    if holder is not None:
        people = [Callee(role, holder, telephone(desk, holder), title), *(p for p in people if p.person != holder)]
    elif known is not None and known.one_of and "any" not in known.one_of:
        people += [callee for part in known.one_of for callee in callees(desk, part, seen)]
    return people or [Callee(role, "", (), title)]


def telephone(desk: Desk, name: str) -> tuple[str, ...]:
    """The numbers of one of our own people, whatever role they stand under."""
    return next((p.tel for people in desk.site.people.values() for p in people if p.name == name and p.tel), ())


def calls(desk: Desk, step: Step, turn: int) -> Iterator[Call]:
    """The calls of one turn of a step that stand; those without a step count where they told one of its roles."""
    since = 0
    for event in desk.session.events:
        if event.kind == "step-done" and event.step == step.id and event.turn < turn:
            since = event.seq
        if event.kind != "call-logged" or event.seq <= since or (stands := standing(desk.session.state, event)) is None:
            continue
        at, data = stands
        mine = event.step == step.id and event.turn in {0, turn}
        if mine or (not event.step and data["role"] in step.tells and len(step.tells) > 1):
            yield Call(data["role"], data["person"], data["result"], at)


@dataclass(frozen=True, slots=True)
class Ringing:
    """How the calling of a step stands: the roles still to be reached, whom to call now, what was tried."""

    roles: tuple[str, ...]
    waiting: tuple[str, ...]
    next: Callee | None
    made: tuple[Call, ...]
    round_over: bool
    """Everybody in the list was called and nobody answered the last time round."""

    @property
    def tried(self) -> bool:
        """Whether somebody was called for the role that is being called now."""
        return self.next is not None and any(call.role == self.next.role for call in self.made)


def ringing(desk: Desk, view: StepView, seen: Snapshot) -> Ringing:
    """Whom to call now for a step."""
    step = desk.step(view.id)
    roles = roles_to_call(desk, step, seen)
    made = tuple(calls(desk, step, view.turn))
    waiting = tuple(r for r in roles if not any(call.role == r and call.result in _THROUGH for call in made))
    if not waiting:
        return Ringing(roles, (), None, made, round_over=False)
    people = callees(desk, waiting[0], seen)
    mine = [call for call in made if call.role == waiting[0]]
    if not mine:
        return Ringing(roles, waiting, people[0], made, round_over=False)
    last = mine[-1]
    place = next((n for n, callee in enumerate(people) if callee.person == last.person), -1)
    after = place + 1 if last.result in FAILED else max(place, 0)
    over = last.result in UNANSWERED and after >= len(people)
    return Ringing(roles, waiting, people[after % len(people)], made, over)


def higher(desk: Desk, tried: Ringing, seen: Snapshot) -> Callee | None:
    """The next role up, for when nobody answers: who commands at a higher level, else the authority above.

    Nobody stands above those outside: the police are called again.
    """
    role_called = tried.waiting[0] if tried.waiting else ""
    called = desk.plan.roles.get(role_called)
    if called is None or called.kind == "outside":
        return None
    reached = {call.person for call in tried.made}
    ranks = [level.command for level in desk.plan.levels if level.command]
    above = ranks[ranks.index(role_called) + 1 :] if role_called in ranks else ranks[-1:]
    for role in [*above, "superior_unit"]:
        if role not in desk.plan.roles or role in tried.roles:
            continue
        for callee in callees(desk, role, seen):
            if callee.person not in reached and callee.tel:
                return callee
    return None


def speakers(desk: Desk, view: StepView, seen: Snapshot) -> tuple[str, tuple[str, ...]] | None:
    """Who is to be chosen in a step: the role of a step that follows, which one of several roles takes on.

    It is chosen in the step that tells one of them. None where there is nothing to choose, or it is chosen already.
    """
    if view.state not in {"ready", "in-progress"}:
        return None
    step = desk.step(view.id)
    for follower in desk.plan.steps:
        if not any(view.id in entry for entry in follower.after):
            continue
        for name in follower.role:
            role = desk.plan.roles.get(name)
            if role and name not in seen.people and set(role.one_of) & set(step.tells):
                return name, role.one_of
    return None
