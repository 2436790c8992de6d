"""Moments on SimPy's calendar, and in which order those of one instant come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from simpy.core import Environment
from simpy.events import Event

_KIND: Final = 1_000_000
"""More than a plan has steps, or a scenario injects: within a kind, plan order or scenario order decides."""

ARRIVES: Final = 0 * _KIND
ENDS: Final = 1 * _KIND
CROWD: Final = 2 * _KIND
HAPPENS: Final = 3 * _KIND
STATED: Final = 4 * _KIND
OPENS: Final = 5 * _KIND
"""People arrive and start; steps end; the crowd changes; injects; statements reach the desk; turns open."""


class Moment(Event):
    """A moment that is not on the calendar yet, and has happened well once it comes: whoever puts it there says when,
    and what is called. `what` it concerns is for whoever is called.

    What is the same for all is kept once, in the class: thousands of runs make little else.
    """

    _ok = True
    _value = None

    def __init__(self, what: Any) -> None:
        self.what = what


class At(Moment):
    """One that comes after a delay.

    SimPy's `EventPriority` is a plain int in disguise; to put it on would be one more call for every event.
    """

    def __init__(self, env: Environment, delay: int, order: int, act: Callable[[Any], None], what: Any) -> None:
        self.what = what
        self.callbacks = [act]
        env.schedule(self, order, delay)  # type: ignore[arg-type]
