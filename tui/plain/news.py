"""What others recorded, and limits that come close: said once, each on a line of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from incidents.events import Event
from incidents.views import LimitView
from reports.format_time import hhmmss
from reports.nearest import BINDING
from reports.telling import tell
from tui.plain.labels import basis_length, until
from tui.plain.seat import Seat

STEPS_MS: Final = (300_000, 60_000, 0)
"""A binding limit is warned of five minutes before its due, one minute before, and when it is due."""


def news(desk: Seat, events: Iterable[Event]) -> Iterator[str]:
    """`另一终端 #012 09:31:07 李强: 04 办结`, one line for all that one command recorded."""
    words, now = desk.words, desk.session.now()
    for _, group in groupby(events, key=lambda event: event.group or str(event.seq)):
        mine = list(group)
        first, last = mine[0], mine[-1]
        number = f"{first.seq:03}" if first is last else f"{first.seq:03}-{last.seq:03}"
        said = ("。" if words.chinese else "; ").join(tell(event, desk.plan, words, now) for event in mine)
        time = hhmmss(first.recorded, desk.zone)
        yield words.say("elsewhere #{seq} {time} {by}: {said}", seq=number, time=time, by=first.by, said=said)


class Warnings:
    """Says of every binding limit once that it is five minutes, one minute, or no time at all from its due."""

    def __init__(self, desk: Seat) -> None:
        self.desk = desk
        self.said: dict[tuple[str, int, int, int], int] = {}
        for view in self._running():
            self.said[_key(view)] = _stage(view)

    def _running(self) -> list[LimitView]:
        seen = self.desk.look()
        return [
            view
            for view in seen.limits
            if view.basis in BINDING and view.state in {"running", "overdue"} and view.margin is not None
        ]

    def due(self) -> Iterator[str]:
        """The warnings that have become due since this was last asked; of several on one limit the last."""
        for view in self._running():
            stage = _stage(view)
            if stage > self.said.get(_key(view), 0):
                yield self._sentence(view, stage)
            self.said[_key(view)] = stage

    def _sentence(self, view: LimitView, stage: int) -> str:
        desk, words = self.desk, self.desk.words
        step = desk.step(view.step)
        now = desk.session.now()
        said = {
            "time": hhmmss(now, desk.zone),
            "step": f"{step.number} {words.text(step.title)}",
            "limit": basis_length(view, words),
            "due": until(view.due_at or now, desk.plan, words, now),
        }
        if stage == len(STEPS_MS):
            return words.say("!! {time} OVERDUE: {step}, {limit}, {due}", **said)
        if stage == len(STEPS_MS) - 1:
            return words.say("! {time} 1 min left: {step}, {limit}, {due}", **said)
        return words.say("! {time} 5 min left: {step}, {limit}, {due}", **said)


def _key(view: LimitView) -> tuple[str, int, int, int]:
    return view.step, view.turn, view.limit, view.due_at or 0


def _stage(view: LimitView) -> int:
    """How many of the warnings a limit has come past."""
    margin = view.margin or 0
    return sum(margin <= ms for ms in STEPS_MS[:-1]) + (margin < 0)
