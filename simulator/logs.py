"""What a kernel keeps of the past: how truths went on, and the turns of steps that may have several."""

from __future__ import annotations

Log = tuple[tuple[int, int], ...]
"""How a truth went on: (from when, which value), after what it was at first."""


def later(log: Log, first: int, t: int, value: int) -> Log:
    """A log with a value from now on; two changes at one time are one, or none."""
    if log and log[-1][0] == t:
        log = log[:-1]
        if value == (log[-1][1] if log else first):
            return log
    return (*log, (t, value))


class Turns:
    """The turns of a step that may have several: rows of a list, performances of a repeat. Times by turn."""

    __slots__ = ("done", "started")

    def __init__(self) -> None:
        self.started: dict[int, int] = {}
        self.done: dict[int, int] = {}

    def copy(self) -> Turns:
        """Another of the same."""
        twin = Turns()
        twin.started, twin.done = dict(self.started), dict(self.done)
        return twin
