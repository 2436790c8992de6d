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


class At(Event):
    """Something that happens after a delay; `what` it concerns is for whoever is called.

    SimPy's `EventPriority` is a plain int in disguise; to put it on would be one more call for every event.
    """

    __slots__ = ("what",)

    def __init__(self, env: Environment, delay: int, order: int, act: Callable[[Any], None], what: Any) -> None:
        self.env = env
        self.callbacks = [act]
        self._value = None
        self._ok = True
        self.what = what
        env.schedule(self, order, delay)  # type: ignore[arg-type]


class Later(At):
    """One that is not on the calendar yet: whoever puts it there says when, and what is called."""

    __slots__ = ()

    def __init__(self, env: Environment, what: Any) -> None:
        self.env = env
        self._value = None
        self._ok = True
        self.what = what
