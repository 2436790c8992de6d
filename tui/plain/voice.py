"""Saying what is on disk: what was just recorded here, and what other stations recorded meanwhile."""

from __future__ import annotations

from collections.abc import Iterable

from incidents.events import Event
from reports.format_time import hhmmss
from tui.plain.echo import echoed
from tui.plain.news import news
from tui.plain.recorded import Recorded
from tui.plain.seat import Seat


class Voice(Seat):
    """A seat at which what is recorded is told."""

    def echo(self, recorded: Recorded, *more: str) -> None:
        """Say what was recorded and what follows from it."""
        self.announce(recorded, [*echoed(self, recorded), *more])

    def announce(self, recorded: Recorded, said: Iterable[str]) -> None:
        """The same in other words."""
        self.sentences(said, head=f"{on_disk(self, recorded.events)} ")

    def say_news(self, own: frozenset[int] | set[int] = frozenset()) -> None:
        """Say what others recorded since this officer was last told."""
        self.say(*news(self, [e for e in self.session.events[self.shown :] if e.seq not in own]))
        self.shown = self.session.state.version


def on_disk(seat: Seat, events: tuple[Event, ...]) -> str:
    """`#006-007 08:48:02 已存盘`."""
    first, last = events[0].seq, events[-1].seq
    number = f"#{first:03}" if first == last else f"#{first:03}-{last:03}"
    return seat.words.say("#{seq} {time} on disk:", seq=number[1:], time=hhmmss(events[0].recorded, seat.zone))
