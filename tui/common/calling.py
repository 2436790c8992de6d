"""Whom to call for a step, in calling order, and who is next after those who did not answer.

Everything is read from the record: who was called in this turn of the step and with what result. So every station names
the same next deputy, and a correction of a call takes its effect back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from incidents.apply import standing
from incidents.events import Event
from incidents.state import State
from reports.format_value import role as role_title
from reports.words import Words
from runbooks.plan import Step
from runbooks.site import Person, Site

FAILED: Final = frozenset({"no-answer", "busy", "message"})
"""After these the next in the list is called."""
UNANSWERED: Final = frozenset({"no-answer", "busy"})
ANYBODY: Final = ("security", "onsite_staff", "administration")
"""Who is called where anybody will do: the first of these that the site has people for."""
THROUGH: Final = frozenset({"reported", "assigned"})


@dataclass(frozen=True, slots=True)
class Callee:
    """Somebody who can be called in a role. Without a person it is the role itself."""

    role: str
    person: str
    tel: tuple[str, ...]
    title: str

    @property
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


@dataclass(frozen=True, slots=True)
class Ringing:
    """How the calling of a step stands: the roles to be reached, those still waiting, whom to call now, what was tried.

    `round_over`: everybody in the list was called and nobody answered the last time round.
    """

    roles: tuple[str, ...]
    waiting: tuple[str, ...]
    next: Callee | None
    made: tuple[Call, ...]
    round_over: bool

    @property
    def tried(self) -> bool:
        """Whether somebody was called for the role that is being called now."""
        return self.next is not None and any(call.role == self.next.role for call in self.made)


class Telephones:
    """The telephones of one incident: the site's people, whoever was put into a role, and the calls of the record."""

    def __init__(self, state: State, site: Site, words: Words, by: str) -> None:
        self.state = state
        self.site = site
        self.words = words
        self.by = by
        self._about: dict[str, list[Event]] = defaultdict(list)
        self._to: dict[str, list[Event]] = defaultdict(list)
        self._read = 0

    # -- people -------------------------------------------------------------------------------------

    def people(self, role: str) -> tuple[Person, ...]:
        """Who holds a role at the site, in calling order."""
        return self.site.people.get(role, ())

    def title(self, role: str) -> str:
        """What a role is called."""
        return role_title(role, self.state.plan, self.words)

    def callees(self, role: str) -> list[Callee]:
        """Who can be called in a role: who was put in it, then the site's people; of several roles, those of each."""
        known = self.state.plan.roles.get(role)
        title = self.title(role)
        people = [Callee(role, p.name, p.tel, self.words.text(p.title) or title) for p in self.people(role)]
        holder = self.state.people.get(role)
        if holder is not None:
            people = [Callee(role, holder, self.telephone(holder), title), *(p for p in people if p.person != holder)]
        elif known is not None and known.one_of and "any" not in known.one_of:
            people += [callee for part in known.one_of for callee in self.callees(part)]
        return people or [Callee(role, "", (), title)]

    def telephone(self, name: str) -> tuple[str, ...]:
        """The numbers of one of our own people, whatever role they stand under."""
        return next((p.tel for people in self.site.people.values() for p in people if p.name == name and p.tel), ())

    def person_title(self, name: str, roles: Sequence[str] = ()) -> str:
        """What one of our own people is, in one of these roles first."""
        for people in (*(self.people(role) for role in roles), *self.site.people.values()):
            for person in people:
                if person.name == name and person.title:
                    return self.words.text(person.title)
        return ""

    def roles_to_call(self, step: Step) -> tuple[str, ...]:
        """The roles to be told by a step; where it tells nobody, those who do it and are not the officer."""
        if step.tells:
            return step.tells
        roles = []
        for name in step.role:
            role = self._in_command() if name == "command" else name
            known = self.state.plan.roles.get(role)
            if known is not None and "any" in known.one_of:
                roles += [one for one in ANYBODY if self.people(one)][:1]
                continue
            if known is None or known.kind == "thing":
                continue
            if any(person.name == self.by for person in self.people(role)):
                continue
            roles.append(role)
        return tuple(dict.fromkeys(roles))

    def _in_command(self) -> str:
        return next((level.command for level in self.state.plan.levels if level.id == self.state.level), "")

    # -- calls --------------------------------------------------------------------------------------

    def calls(self, step: Step, turn: int) -> Iterator[Call]:
        """The calls of one turn of a step that stand, in order; those about no step count where they told a role."""
        self._read_on()
        mine = self._about.get(step.id, [])
        others = self._about.get("", []) if len(step.tells) > 1 else []
        since = self._turn_before(step, turn)
        for event in sorted((*mine, *others), key=lambda e: e.seq) if others else mine:
            if event.seq <= since or (stands := standing(self.state, event)) is None:
                continue
            at, data = stands
            if (event.step and event.turn in {0, turn}) or (not event.step and data["role"] in step.tells):
                yield Call(data["role"], data["person"], data["result"], at)

    def _read_on(self) -> None:
        for event in self.state.events[self._read :]:
            if event.kind == "call-logged":
                self._about[event.step].append(event)
                self._to[event.data["role"]].append(event)
        self._read = len(self.state.events)

    def _turn_before(self, step: Step, turn: int) -> int:
        """The record with which the turn before ended."""
        if turn < 2:
            return 0
        acts = (self.state.events[seq - 1] for seq in self.state.by_subject.get(f"step:{step.id}", ()))
        return max((e.seq for e in acts if e.kind == "step-done" and e.turn < turn), default=0)

    def ringing(self, step: Step, turn: int) -> Ringing:
        """Whom to call now for a step."""
        roles = self.roles_to_call(step)
        made = tuple(self.calls(step, turn))
        waiting = tuple(r for r in roles if not any(call.role == r and call.result in THROUGH for call in made))
        if not waiting:
            return Ringing(roles, (), None, made, round_over=False)
        people = self.callees(waiting[0])
        mine = [call for call in made if call.role == waiting[0]]
        if not mine:
            return Ringing(roles, waiting, people[0], made, round_over=False)
        last = mine[-1]
        place = next((n for n, callee in enumerate(people) if callee.person == last.person), -1)
        after = place + 1 if last.result in FAILED else max(place, 0)
        over = last.result in UNANSWERED and after >= len(people)
        return Ringing(roles, waiting, people[after % len(people)], made, over)

    def logged(self, step: Step, turn: int, callee: Callee, result: str) -> dict[str, Any]:
        """What a call records: the step is done only when the last of those to be told was told."""
        ringing = self.ringing(step, turn)
        about = step.id
        if result == "reported" and callee.role not in ringing.roles:
            result = "reached"
        elif result == "reported" and step.tells and any(role != callee.role for role in ringing.waiting):
            about = ""
        return {
            "role": callee.role,
            "person": callee.person,
            "result": result,
            "step": about,
            "turn": turn if about else 0,
        }

    def higher(self, tried: Ringing) -> Callee | None:
        """The next role up, for when nobody answers: who commands at a higher level, else the authority above."""
        plan = self.state.plan
        below = tried.waiting[0] if tried.waiting else ""
        known = plan.roles.get(below)
        if known is None or known.kind == "outside":  # nobody stands above the police
            return None
        reached = {call.person for call in tried.made}
        ranks = [level.command for level in plan.levels if level.command]
        above = ranks[ranks.index(below) + 1 :] if below in ranks else ranks[-1:]
        for role in [*above, "superior_unit"]:
            if role not in plan.roles or role in tried.roles:
                continue
            for callee in self.callees(role):
                if callee.person not in reached and callee.tel:
                    return callee
        return None

    def speakers(self, step: Step) -> tuple[str, tuple[str, ...]] | None:
        """Who is to be chosen in a step: the role of a step that follows, which one of several roles takes on.

        It is chosen in the step that tells one of them. None where there is nothing to choose, or it is chosen already.
        """
        compiled = self.state.compiled
        for follower, _ in compiled.follows[compiled.index[step.id]]:
            for name in compiled.steps[follower].role:
                role = self.state.plan.roles.get(name)
                if role and name not in self.state.people and set(role.one_of) & set(step.tells):
                    return name, role.one_of
        return None

    def to_role(self, role: str) -> list[Call]:
        """The calls to a role that stand, in order."""
        self._read_on()
        found = ((event, standing(self.state, event)) for event in self._to.get(role, ()))
        return [Call(role, s[1]["person"], s[1]["result"], s[0]) for _, s in found if s is not None]

    def nth_failure(self, event: Event) -> int:
        """The how many-th vain call in a row to the same person a record is; 0 if it was not in vain."""
        if event.data.get("result") not in UNANSWERED:
            return 0
        self._read_on()
        n = 1
        for other in reversed(self._about.get(event.step, [])):
            if other.seq >= event.seq or other.data["person"] != event.data["person"]:
                continue
            if other.data["result"] not in UNANSWERED or standing(self.state, other) is None:
                break
            n += 1
        return n

    def unfinished(self) -> list[Event]:
        """The last call of every step that goes on where somebody was reached and nothing is settled yet, in order."""
        self._read_on()
        found = []
        for step, calls in self._about.items():
            last = next((e for e in reversed(calls) if standing(self.state, e) is not None), None)
            if not step or last is None or last.data["result"] != "reached":
                continue
            turn = self.state.records[self.state.compiled.index[step]].turns.get(last.turn)
            if turn is None or (not turn.settled and not turn.person):
                found.append(last)
        return sorted(found, key=lambda event: event.seq)
