"""Our own people and things as individuals, and the lines in which steps wait for them.

A step takes one person for each of its places, all at once, and holds none while another is missing. Among free people
those on the site come first (for a step there), then the roles in their order, then the lowest number: so an added
person is used only when everybody before is busy or away.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from functools import lru_cache
from heapq import heappop, heappush

from incidents.tracks import ALWAYS
from simulator.setup import Setup

Places = tuple[tuple[int, ...], ...]


class People:
    """Who is free, who is where. People are numbered through, role by role."""

    __slots__ = ("away_until", "busy", "freed", "idle", "last_task", "on_site", "role_of", "short")

    def __init__(self, setup: Setup) -> None:
        first, count = setup.first_person, setup.first_person[-1]
        self.role_of = setup.role_of
        self.idle = [list(range(first[r], first[r + 1])) for r in range(len(setup.roles))]
        """For each role those who are there and free."""
        self.on_site = [False] * count
        self.freed = [ALWAYS] * count
        """When each of them ended their last step, or came back."""
        self.last_task = [-1] * count
        self.busy = [False] * count
        self.away_until = [ALWAYS] * count
        self.short: set[int] = set()
        """Roles of which fewer were free than places were to fill, as far as that was tried; or for which alone a step
        waited that was called off and is called for again. Of a role that is not among them, and for which nothing else
        waited, one more would never have been taken.
        """

    def find(self, places: Places, *, at_gate: bool) -> list[int] | None:
        """One free person for each place; None if they are not all there."""
        if len(places) == 1 and len(places[0]) == 1:
            idle = self.idle[places[0][0]]
            if not idle:
                self.short.add(places[0][0])
                return None
            if at_gate:
                for person in idle:
                    if self.on_site[person]:
                        return [person]
            return [idle[0]]
        for role, most in _wanted(places):
            if len(self.idle[role]) < most:
                self.short.add(role)
        if not all(any(self.idle[role] for role in place) for place in places):
            return None
        found: list[int] = []
        return found if self._fill(places, found, at_gate) else None

    def _fill(self, places: Places, found: list[int], at_gate: bool) -> bool:
        """Fill the places one after the other; where the best choice leaves a later place empty, the next best."""
        if len(found) == len(places):
            return True
        candidates = [p for role in places[len(found)] for p in self.idle[role] if p not in found]
        if at_gate:
            candidates.sort(key=lambda p: not self.on_site[p])
        for person in candidates:
            found.append(person)
            if self._fill(places, found, at_gate):
                return True
            found.pop()
        return False

    def take(self, person: int, task: int) -> None:
        """Somebody is called to a step."""
        self.idle[self.role_of[person]].remove(person)
        self.busy[person] = True
        self.last_task[person] = task

    def release(self, person: int, t: int) -> bool:
        """Somebody is free again; False if they are gone now."""
        self.busy[person] = False
        self.freed[person] = t
        if self.away_until[person] > t:
            return False
        insort(self.idle[self.role_of[person]], person)
        return True

    def leave(self, person: int, until: int) -> None:
        """Somebody goes away as soon as they have finished what they have begun."""
        self.away_until[person] = max(self.away_until[person], until)
        if not self.busy[person] and person in self.idle[self.role_of[person]]:
            self.idle[self.role_of[person]].remove(person)

    def come_back(self, person: int, t: int) -> bool:
        """Whether somebody who was away is there again, and free."""
        idle = self.idle[self.role_of[person]]
        if self.busy[person] or self.away_until[person] > t or person in idle:
            return False
        self.freed[person] = t
        self.last_task[person] = -1
        insort(idle, person)
        return True

    def gone(self, first: int, last: int, t: int) -> bool:
        """Whether all of these are away."""
        return all(self.away_until[person] > t for person in range(first, last))


@lru_cache(maxsize=1024)
def _wanted(places: Places) -> tuple[tuple[int, int], ...]:
    """For each role that may take one of some places how many it may take."""
    return tuple(Counter(role for place in places for role in place).items())


class Lines:
    """What waits for people: a line for each different team, earliest due first, then in plan order."""

    __slots__ = ("due", "heaps", "order", "queued", "stirred")

    def __init__(self, count: int, lines: int, order: list[int]) -> None:
        self.heaps: list[list[tuple[int, int, int]]] = [[] for _ in range(lines)]
        self.due = [0] * count
        self.queued = [False] * count
        self.order = order
        """For each task its place in the plan."""
        self.stirred: set[int] = set()
        """Lines of which somebody may be served now."""

    def join(self, task: int, line: int, due: int) -> None:
        """A task waits in a line, or is due at another time than was thought."""
        self.due[task] = due
        self.queued[task] = True
        heappush(self.heaps[line], (due, self.order[task], task))
        self.stirred.add(line)

    def head(self, line: int) -> tuple[int, int, int] | None:
        """The first in a line."""
        heap = self.heaps[line]
        while heap:
            entry = heap[0]
            if self.queued[entry[2]] and self.due[entry[2]] == entry[0]:
                return entry
            heappop(heap)
        return None
