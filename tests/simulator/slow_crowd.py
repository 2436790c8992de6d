"""A crowd that is moved in small steps by its definition: slow and without any closed form, to hold the other to it."""

from __future__ import annotations

from math import exp

from simulator.crowd_formulas import active_people, tends_to
from simulator.scenario_model import Crowd as Constants


class SlowCrowd:
    """Steps of `step` milliseconds at most. Numbers of people change at the beginning of a step."""

    def __init__(self, constants: Constants, arrivals: list[float], leaving: list[float], step: int) -> None:
        self.constants = constants
        self.coming = list(zip(arrivals, leaving, strict=False))
        self.spare = leaving[len(arrivals) :]
        self.here: list[float] = []
        self.step = step
        self.now = 0
        self.tension = tends_to(0, constants, 0)
        self.staff = 0.0
        self.measures: list[tuple[float, float, float]] = []
        self.hazard = 0.0

    def advance(self, to: int) -> None:
        while True:
            self._move_people()
            if self.now >= to:
                return
            self._pass(min(self.step, to - self.now))

    def _move_people(self) -> None:
        while self.coming and self.coming[0][0] <= self.now:
            self.here.append(self.coming.pop(0)[1])
        self.measures = [measure for measure in self.measures if measure[2] > self.now]

    def _pass(self, passed: int) -> None:
        hurry, shift = 1.0, 0.0
        for tension, leaving, _ in self.measures:
            hurry *= leaving
            shift += tension
        base = tends_to(len(self.here), self.constants, shift)
        self.hazard += self.active * passed * self.constants.violence / 60_000
        self.tension = base + (self.tension - base) * exp(-passed / self.constants.relax)
        self.here = [left - passed * hurry / self.constants.stay for left in self.here]
        self.here = [left for left in self.here if left > 0]
        self.now += passed

    @property
    def active(self) -> float:
        return active_people(len(self.here), self.tension, self.staff, self.constants.threshold)

    def measure(self, tension: float, leaving: float, until: float) -> None:
        self.measures.append((tension, leaving, until))

    def join(self, people: int) -> None:
        if people < 0:
            self.here = self.here[-people:]
        else:
            self.here += self.spare[:people]
            self.spare = self.spare[people:]
