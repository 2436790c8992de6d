"""The drill's model as somebody who knows SimPy would write it by hand: a process a step, one process for the crowd.

A reference for `benchmarks.drill`, so it is written plainly and well: priority resources, people as objects, NumPy for
what is drawn in one go. The crowd is either moved by everybody who comes or leaves, as in the drill, or it looks around
once a minute, which is cheaper where many come, and never quite right. Times are minutes, as one would take them.
"""

from __future__ import annotations

import math
import random
from bisect import insort
from collections.abc import Generator
from dataclasses import dataclass
from heapq import heappop, heappush
from operator import attrgetter
from typing import Any

import numpy as np
import simpy

CROWDED = 60
GATE = 0.5
BASE, CROWDING, HALF, RELAX, THRESHOLD, VIOLENCE, STAY = 0.10, 0.45, 150, 20.0, 0.1, 0.001, 90.0
GATHER_P, GATHER_Q = 0.003, 0.06
SIGMA90 = 1.2815515655446004


@dataclass(frozen=True)
class Step:
    """One step: who, after what, on what condition (`danger`, `crowded`), where, how long, and by when."""

    name: str
    role: int
    after: tuple[int, ...]
    when: str
    site: bool
    median: float
    p90: float
    limits: tuple[tuple[float, int], ...]
    """(within, from which step; -1: from the beginning, -2: from the danger)."""


@dataclass(frozen=True)
class Model:
    """Steps, and how many people there are of each role."""

    steps: tuple[Step, ...]
    staff: tuple[int, ...]
    crowd: int
    horizon: float = 240.0
    notice: float = 2.0
    reaction: tuple[float, float] = (2.0, 5.0)
    travel: tuple[float, float] = (5.0, 12.0)


def model(steps: int, people: int, roles: int = 6) -> Model:
    """Steps of six roles, each after one or two of the last six; every third at the gate, some only in danger."""
    dice = random.Random(20260309)
    made: list[Step] = []
    for i in range(steps):
        regular = [j for j in range(max(0, i - 6), i) if not made[j].when]
        after = tuple(sorted(dice.sample(regular, min(len(regular), dice.choice((1, 1, 2)))))) if i > 2 else ()
        when = "danger" if i % 12 == 7 else "crowded" if i % 12 == 10 else ""
        limits: list[tuple[float, int]] = []
        if i % 2 == 0:
            limits.append((30.0 + 4.0 * i, -1))
        if i % 4 == 1 and after:
            limits.append((20.0, after[0]))
        if when == "danger":
            limits.append((15.0, -2))
        median = 4.0 + i % 5
        made.append(Step(f"s{i}", i % roles, after, when, i % 3 == 0, median, 2.0 * median, tuple(limits)))
    return Model(tuple(made), (2,) * roles, people, 240.0 if steps <= 25 else 2400.0)


_number = attrgetter("number")


class Person:
    """Somebody of ours."""

    __slots__ = ("freed", "number", "on_site")

    def __init__(self, number: int) -> None:
        self.number = number
        self.freed = -1.0
        self.on_site = False


class Role:
    """A role: a resource for the queue, and its people."""

    def __init__(self, env: simpy.Environment, count: int) -> None:
        self.queue = simpy.PriorityResource(env, count)
        self.free = [Person(number) for number in range(count)]

    def release(self, person: Person, now: float) -> None:
        """Somebody is free; the lowest number is called first."""
        person.freed = now
        insort(self.free, person, key=_number)


class Drill:
    """One run."""

    def __init__(self, model: Model, seed: int, *, by_minutes: bool = False) -> None:
        self.model = model
        self.by_minutes = by_minutes
        self.dice = random.Random(seed)
        self.arrivals = gathering(model.crowd, np.random.default_rng(seed))
        self.env = env = simpy.Environment()
        self.roles = [Role(env, count) for count in model.staff]
        self.done = [env.event() for _ in model.steps]
        self.moments = {"danger": env.event(), "crowded": env.event()}
        self.settled = env.event()
        self.unsettled = sum(not step.when for step in model.steps)
        self.stated: dict[str, float] = {}
        self.seen_crowded = self.crowded = False
        self.begun = [False] * len(model.steps)
        self.tension = BASE
        self.on_site = 0
        self.times: list[tuple[float, float, float, float] | None] = [None] * len(model.steps)
        self.ends = [math.inf] * len(model.steps)
        self.busy = [0.0] * len(model.staff)
        self.queued = [0.0] * len(model.staff)
        self.sampled: list[tuple[int, float]] = []

    def run(self) -> list[list[bool | None]]:
        """Live it: for each step which of its limits were kept (None: unknown)."""
        env, model = self.env, self.model
        for i in range(len(model.steps)):
            env.process(self.step(i))
        env.process(self.crowd_by_minutes() if self.by_minutes else self.crowd())
        env.run(until=env.any_of([env.timeout(model.horizon), self.settled]))
        return [self.judged(i) for i in range(len(model.steps))]

    def drawn(self, median: float, p90: float) -> float:
        """A lognormal time."""
        return self.dice.lognormvariate(math.log(median), math.log(p90 / median) / SIGMA90)

    def due(self, i: int) -> float:
        """The earliest due of a step, as far as it is known."""
        return min((start + within for within, start in self.starts(i)), default=math.inf)

    def starts(self, i: int) -> list[tuple[float, float]]:
        """(within, start) of each limit of a step; a start that is not known is infinite."""
        found = []
        for within, of in self.model.steps[i].limits:
            start = 0.0 if of == -1 else self.stated.get("danger", math.inf) if of == -2 else self.ends[of]
            found.append((within, start))
        return found

    def step(self, i: int) -> Generator[simpy.Event, Any, None]:
        """A step: wait for what it follows, for people, for their way; work; be done."""
        env, step = self.env, self.model.steps[i]
        waits = [self.done[j] for j in step.after]
        if step.when:
            waits.append(self.moments[step.when])
        if waits:
            yield env.all_of(waits)
        while not (yield from self.attempt(i, env.now)):
            yield self.moments[step.when]

    def attempt(self, i: int, ready: float) -> Generator[simpy.Event, Any, bool]:
        """Do a step, unless it is not called for any more when people are found, or when they are there."""
        env, step = self.env, self.model.steps[i]
        role = self.roles[step.role]
        with role.queue.request(priority=self.due(i)) as request:
            yield request
            if not self.called_for(step):
                return False
            called = env.now
            on_site = [person for person in role.free if person.on_site] if step.site else []
            person = on_site[0] if on_site else role.free[0]
            role.free.remove(person)
            delay = 0.0 if person.freed == called else self.drawn(*self.model.reaction)
            if step.site and not person.on_site:
                delay += self.drawn(*self.model.travel)
            if delay:
                yield env.timeout(delay)
            if step.site and not person.on_site:
                person.on_site = True
                self.on_site += 1
            if not self.called_for(step):
                role.release(person, env.now)
                return False
            start = env.now
            self.begun[i] = True
            work = self.drawn(step.median, step.p90)
            yield env.timeout(work * (1 + GATE * self.tension) if step.site else work)
            role.release(person, env.now)
            self.busy[step.role] += env.now - called
            self.queued[step.role] += called - ready
        self.times[i] = (ready, called, start, env.now)
        self.ends[i] = env.now
        self.done[i].succeed()
        self.settle(1)
        return True

    def called_for(self, step: Step) -> bool:
        """Whether a step is still called for: those of a large crowd only as long as it is one."""
        return step.when != "crowded" or self.crowded

    def settle(self, steps: int) -> None:
        """So many steps less are to come."""
        self.unsettled -= steps
        if not self.unsettled and not self.settled.triggered:
            self.settled.succeed()

    def crowd(self) -> Generator[simpy.Event, Any, None]:
        """Come, stay, leave, one by one; tension follows the number of people; violence by its hazard."""
        env, dice = self.env, self.dice
        moves = [(at, 1) for at in self.arrivals]
        moves += [(at + dice.expovariate(1.0 / STAY), -1) for at in self.arrivals]
        moves.sort()
        n, hazard, breaks_at = 0, 0.0, dice.expovariate(1.0)
        for at, change in moves:
            passed = at - env.now
            if passed > 0:
                active = n * share_active(self.tension, self.on_site, n)
                if hazard + VIOLENCE * active * passed >= breaks_at and "danger" not in self.stated:
                    wait = (breaks_at - hazard) / (VIOLENCE * active)
                    self.state("danger", wait + self.model.notice)
                hazard += VIOLENCE * active * passed
                yield env.timeout(passed)
                rest = BASE + CROWDING * n / (n + HALF)
                self.sample(at, at - passed, n, rest)
                self.tension = rest + (self.tension - rest) * math.exp(-passed / RELAX)
            n += change
            self.count(n)

    def sample(self, until: float, since: float, n: int, rest: float) -> None:
        """Note down the crowd every five minutes."""
        while (at := len(self.sampled) * 5.0) < until:
            self.sampled.append((n, rest + (self.tension - rest) * math.exp((since - at) / RELAX)))

    def crowd_by_minutes(self) -> Generator[simpy.Event, Any, None]:
        """The same crowd, looked at once a minute."""
        env, dice = self.env, self.dice
        arrivals = self.arrivals
        leaving: list[float] = []
        come, hazard, breaks_at, decay = 0, 0.0, dice.expovariate(1.0), math.exp(-1.0 / RELAX)
        while True:
            yield env.timeout(1.0)
            now = env.now
            while come < len(arrivals) and arrivals[come] <= now:
                heappush(leaving, arrivals[come] + dice.expovariate(1.0 / STAY))
                come += 1
            while leaving and leaving[0] <= now:
                heappop(leaving)
            n = len(leaving)
            rest = BASE + CROWDING * n / (n + HALF)
            self.tension = rest + (self.tension - rest) * decay
            if now % 5 == 0:
                self.sampled.append((n, self.tension))
            hazard += VIOLENCE * n * share_active(self.tension, self.on_site, n)
            if hazard >= breaks_at and "danger" not in self.stated:
                self.state("danger", self.model.notice)
            self.count(n)

    def count(self, n: int) -> None:
        """Somebody sees whether the crowd is large, or no longer; it reaches the desk after a while."""
        if (n >= CROWDED) != self.seen_crowded:
            self.seen_crowded = not self.seen_crowded
            self.env.process(self.tell_size(self.seen_crowded))

    def tell_size(self, crowded: bool) -> Generator[simpy.Event, Any, None]:
        """What somebody counted reaches the desk."""
        yield self.env.timeout(self.model.notice)
        self.crowded = crowded
        waiting = sum(
            step.when == "crowded" and not begun for step, begun in zip(self.model.steps, self.begun, strict=True)
        )
        if crowded:
            self.unsettled += waiting
            self.moments["crowded"].succeed()
        else:
            self.moments["crowded"] = self.env.event()
            self.settle(waiting)

    def state(self, what: str, delay: float) -> None:
        """Something has happened, or will have: it reaches the desk after a while."""
        self.stated[what] = self.env.now + delay
        self.env.process(self.tell(what, delay))

    def tell(self, what: str, delay: float) -> Generator[simpy.Event, Any, None]:
        """What somebody saw reaches the desk."""
        yield self.env.timeout(delay)
        self.moments[what].succeed()
        self.unsettled += sum(step.when == what for step in self.model.steps)

    def judged(self, i: int) -> list[bool | None]:
        """Which limits of a step were kept."""
        end = self.ends[i]
        return [
            None if start == math.inf or (end == math.inf and start + within > self.env.now) else end <= start + within
            for within, start in self.starts(i)
        ]


def gathering(size: int, dice: np.random.Generator) -> list[float]:
    """When each comes, in order: the inverse of Bass's curve."""
    u = np.sort(dice.random(size))
    times = np.log((1 + u * GATHER_Q / GATHER_P) / (1 - u)) / (GATHER_P + GATHER_Q)
    return times.tolist()  # type: ignore[no-any-return]


def share_active(tension: float, responders: int, present: int) -> float:
    """The share of those present who act: Epstein's rule, with the deterrence of the last minute's numbers."""
    e = tension - THRESHOLD
    if e <= 0:
        return 0.0
    p = 1 - math.exp(-math.log(10) * responders / max(1, present))
    if p == 0:
        return e / tension
    return e * e / (2 * tension * p) if e <= p else 1 - (THRESHOLD + p / 2) / tension
