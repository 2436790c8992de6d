"""What happens around the steps of one run: the crowd and what is reported of it, injects, who is away, the answers."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any, Final

from incidents.tracks import YES
from simulator.calendar import CROWD, HAPPENS, STATED, At
from simulator.rules import LEVEL
from simulator.setup import Away, Crowd, Inject, Measure, Report, state
from simulator.tasks import Tasks

SAMPLED_EVERY: Final = 300_000
"""The crowd is noted down every five minutes."""


class World:
    """Everything that is not a step. It acts on its run only by stating facts and moving people."""

    def __init__(self, run: Tasks, crowd: Crowd | None) -> None:
        self.run = run
        self.setup = run.setup
        self.crowd = crowd
        self.sampled: list[tuple[int, float]] = []
        self._ends: list[int] = []
        """When measures cease."""
        self._expected: At | None = None
        self._notices = 0
        self._heard = [0] * len(run.setup.reports)
        """When the last statement of each report reaches the desk: a later one does not overtake it."""
        self._counted: dict[int, int] = {}
        """When somebody looked how many there are, to fill in a form."""
        self._held: list[tuple[int, Any, int]] = []
        """Statements that nobody can pass on at present."""
        self._waiting = [(k, inject) for k, inject in enumerate(run.setup.injects) if inject.when is not None]
        self._on_site = 0
        self._watches_active = any(report.what == "active" for report in run.setup.reports)
        self._asked: dict[int, int] = {}
        self._ranges: list[int] = []

    def start(self) -> None:
        """Lay out what is known to come."""
        for k, inject in enumerate(self.setup.injects):
            if inject.at is not None:
                At(self.run.env, inject.at, HAPPENS + k, self._happens, (k, inject))
        if self.crowd is not None:
            self._ranges = [self._first_range(report, self.crowd) for report in self.setup.reports]
            self._expect()
        self.facts_changed()

    def state(self, fact: int, value: Any, cause: str) -> None:
        """A fact is stated, outside of any form."""
        run, t = self.run, self.run.now
        if run.sink is not None:
            run.sink.stated(t, fact, value, cause)
        state(run.kernel, fact, value, t)
        if fact == LEVEL:
            run.lines.stirred.update(range(len(run.lines.heaps)))
        run.follow(-1)
        run.look = run.begun
        self.facts_changed()

    # -- the crowd ----------------------------------------------------------------------------------

    def _first_range(self, report: Report, crowd: Crowd) -> int:
        value = self.run.kernel.values[report.fact]
        if value is None:
            return report.seen(crowd)[1] if report.what == "present" else 0
        if report.what == "present":
            return bisect_right(report.bounds, value[-1] if isinstance(value, list) else value)
        return int(value)

    def pass_to(self, t: int) -> None:
        """Let time pass for the crowd."""
        if self.crowd is not None:
            if self._ends and self._ends[0] <= t:
                self.note_down(t)
                self._ends = [end for end in self._ends if end > t]
            self.crowd.advance(t)

    def note_down(self, t: int) -> None:
        """Note down how the crowd has been up to a moment: before it goes another way, and at the end."""
        times = range(len(self.sampled) * SAMPLED_EVERY, t + 1, SAMPLED_EVERY)
        if self.crowd is not None and times:
            self.sampled += self.crowd.states(times)

    def _expect(self) -> None:
        """Put the next change of the crowd on the calendar, instead of what was expected before."""
        if self.crowd is None:
            return
        now = self.run.now
        at = self.crowd.next_change(now)
        self._expected = None
        if at is not None and at <= self.setup.horizon:
            self._expected = At(self.run.env, at - now, CROWD, self._changes, None)

    def _changes(self, event: At) -> None:
        if event is self._expected:
            self.pass_to(self.run.now)
            self._look()
            self._expect()

    def _look(self) -> None:
        """Somebody sees what has changed; the desk hears of it a little later."""
        if self.crowd is None:
            return
        for n, report in enumerate(self.setup.reports):
            value, place = report.seen(self.crowd)
            if place != self._ranges[n]:
                self._ranges[n] = place
                t = heard = self.run.now
                if self.setup.notice >= 0:
                    heard += self.run.draw(self.setup.notice, self._notices)
                    self._notices += 1
                self._heard[n] = heard = max(heard, self._heard[n])
                At(self.run.env, heard - t, STATED + n, self._reaches, (report.fact, value, t))

    def _reaches(self, event: At) -> None:
        """A statement reaches the desk, unless what it needs is away; what was seen before a count says nothing new."""
        fact, value, seen = event.what
        if self._cut_off():
            self._held.append(event.what)
        elif seen >= self._counted.get(fact, 0):
            self.state(fact, value, "crowd")

    def _cut_off(self) -> bool:
        run, first = self.run, self.setup.first_person
        t = run.now
        return any(run.people.gone(first[r], first[r + 1], t) for r in self.setup.needed_to_report)

    def measure(self, measure: Measure) -> None:
        """A step that is done does something to the crowd."""
        if self.crowd is not None:
            t = self.run.now
            self.pass_to(t)
            self.note_down(t)
            until = None if measure.lasts is None else t + measure.lasts
            if until is not None:
                self._ends = sorted([*self._ends, until])
            self.crowd.measure(measure.tension, measure.leaving, until)
            self._look()
            self._expect()

    def arrived(self, person: int) -> None:
        """One of ours is on the site now, and stays."""
        run = self.run
        if run.people.on_site[person] or self.setup.roles[run.people.role_of[person]].thing:
            return
        run.people.on_site[person] = True
        self._on_site += 1
        if self.crowd is not None:
            self.pass_to(run.now)
            self.crowd.responders(self._on_site)
            if self._watches_active:  # violence can only come later now, and whoever waits for it asks again then
                self._look()
                self._expect()

    def slowed(self, work: int) -> int:
        """How long work at the gate takes, with the tension that there is as it begins."""
        if self.crowd is None or not self.setup.gate:
            return work
        if self._ends:
            self.pass_to(self.run.now)
        else:
            self.crowd.advance(self.run.now)
        return round(work * (1 + self.setup.gate * self.crowd.tension))

    # -- injects ------------------------------------------------------------------------------------

    def facts_changed(self) -> None:
        """Injects that wait for a condition fire once, when it first holds."""
        if not self._waiting:
            return
        values = self.run.kernel.values
        fired = [(k, inject) for k, inject in self._waiting if inject.when is not None and inject.when(values) == YES]
        for entry in fired:
            self._waiting.remove(entry)
            At(self.run.env, 0, HAPPENS + entry[0], self._happens, entry)

    def _happens(self, event: At) -> None:
        k, inject = event.what
        if self.run.sink is not None:
            self.run.sink.happened(self.run.now, inject.id)
        for away in inject.away:
            self._leave(k, away)
        if self.crowd is not None and (inject.tension or inject.people):
            self._stir(inject, self.crowd)
        for fact, value in inject.states:
            self.state(fact, value, inject.id)

    def _stir(self, inject: Inject, crowd: Crowd) -> None:
        self.pass_to(self.run.now)
        self.note_down(self.run.now)
        if inject.tension:
            crowd.shock(inject.tension)
        if inject.people:
            crowd.join(inject.people)
        self._look()
        self._expect()

    def _leave(self, k: int, away: Away) -> None:
        run, first = self.run, self.setup.first_person
        until = run.now + away.lasts
        for person in range(first[away.role], first[away.role + 1]):
            run.people.leave(person, until)
        if until <= self.setup.horizon:  # what never comes must not look as if something were still to come
            At(run.env, away.lasts, HAPPENS + k, self._come_back, away.role)

    def _come_back(self, event: At) -> None:
        run, first, role = self.run, self.setup.first_person, event.what
        t = run.now
        for person in range(first[role], first[role + 1]):
            if run.people.come_back(person, t):
                run.lines.stirred.update(self.setup.lines_of_role[role])
        if self._held and not self._cut_off():
            held, self._held = self._held, []
            for n, what in enumerate(held):
                At(run.env, 0, STATED + n, self._reaches, what)

    # -- forms --------------------------------------------------------------------------------------

    def form(self, i: int) -> list[tuple[int, Any]]:
        """What is answered as a step is done: what is asked then and nobody has said yet; last the level, if a higher
        one is proposed.
        """
        run, kernel, t = self.run, self.run.kernel, self.run.now
        answered: list[tuple[int, Any]] = []
        for field in self.setup.fields.get(i, ()):
            if kernel.values[field.fact] is not None or field.when(kernel.values) != YES:
                continue
            if field.fact in kernel.rows and field.fact in kernel.known_since:
                continue
            value = self._answer(field.fact, field.values, field.source)
            if value is not None:
                state(kernel, field.fact, value, t)
                answered.append((field.fact, value))
        if self.setup.sets_level[i] and (rank := kernel.proposal()) >= 0:
            kernel.state(LEVEL, rank, t)
            run.lines.stirred.update(range(len(run.lines.heaps)))
            answered.append((LEVEL, rank))
        return answered

    def _answer(self, fact: int, values: tuple[Any, ...], source: int) -> Any:
        if not values:
            return self._reported(fact)
        if source < 0:
            return values[0]
        column = self._asked.get(fact, 0)
        self._asked[fact] = column + 1
        return values[self.run.draw(source, column)]

    def _reported(self, fact: int) -> Any:
        """What the crowd makes of a fact of which nothing has been reported yet: nothing has happened that anybody
        knows of; a count is taken by looking.
        """
        for report in self.setup.reports:
            if report.fact == fact and self.crowd is not None:
                if report.what != "present":
                    return False
                self._counted[fact] = self.run.now
                self.pass_to(self.run.now)
                return self.crowd.present
        return None
