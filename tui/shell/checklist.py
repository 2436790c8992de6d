"""The application: keys go in as values, lines come out; everything else is elsewhere."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import ClassVar, Final

from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.geometry import Offset

from reports.words import Words
from tui.desk.keys import Key
from tui.desk.press import in_field
from tui.lines import line
from tui.pages.frame import screen
from tui.shell.face import Face
from tui.shell.gather import COMPANY_MS, Gather
from tui.shell.keyboard import key_of, paste_of
from tui.shell.station import Station

_TICK: Final = 0.25
_RING: Final = 0.3
"""Rings come so far apart (seconds) that they can be counted."""


class Checklist(App[None]):
    """The application. Nothing of Textual's own is bound: every key belongs to the desk.

    The station is made once the screen is there. Keys that come before it is ready wait for it.
    """

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []
    CSS = "Screen { background: ansi_default; }"

    def __init__(self, build: Callable[[], Station], words: Words) -> None:
        super().__init__(ansi_color=True)
        self.station: Station | None = None
        self.fault: Exception | None = None
        """What kept the station from being made."""
        self.face = Face()
        self._build = build
        self._words = words
        self._gather = Gather()
        self._early: list[events.Key | events.Paste] = []
        self._second = -1
        self._stale = False

    def compose(self) -> ComposeResult:
        """One widget, as large as the window."""
        yield self.face

    def on_mount(self) -> None:
        """Something is on the screen at once; then the record is read."""
        self.face.show([line(self._words.sense("screen", "Reading the record..."), "head").fitted(self.size.width)])
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """The station is there: the clock starts, with four looks a second at the journal and the time."""
        gc.disable()  # a long record is all new objects that stay: looking through them again and again costs a second
        try:
            self.station = self._build()
        except Exception as fault:  # noqa: BLE001 -- it is raised again once the terminal is itself again
            self.fault = fault
            self.exit()
            return
        finally:
            gc.freeze()  # and later pauses under the officer's fingers
            gc.enable()
        self.station.resize(self.size.width, self.size.height)
        self._draw(self.station)
        self.set_interval(_TICK, self._tick)
        early, self._early = self._early, []
        for event in early:
            self._heard(event, self.station)

    def on_resize(self, event: events.Resize) -> None:
        """The window has another size."""
        if self.station is not None:
            self.station.resize(event.size.width, event.size.height)
            self._draw(self.station)

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes go to the desk, whatever Textual would have done with them."""
        if not isinstance(event, events.Key | events.Paste):
            await super().on_event(event)
        elif self.station is None:
            self._early.append(event)
        else:
            self._heard(event, self.station)

    def _heard(self, event: events.Key | events.Paste, station: Station) -> None:
        at = station.at()
        key = key_of(event, at) if isinstance(event, events.Key) else paste_of(event, at)
        if key is None:
            return
        hold = not in_field(station.ui, station.board)
        for ready in self._gather.feed(key, hold=hold):
            self._press(ready, station)
        if self._gather.waiting:
            self.set_timer(COMPANY_MS / 1000, self._alone)

    def _alone(self) -> None:
        """A digit has waited long enough for company."""
        if self.station is not None:
            for ready in self._gather.due(self.station.at() + 1):
                self._press(ready, self.station)

    def _press(self, key: Key, station: Station) -> None:
        station.key(key)
        if station.leaving:
            self.exit()
        elif not self._stale:
            self._stale = True
            self.call_later(self._draw, station)

    def _tick(self) -> None:
        """Four times a second: other stations, what time alone does; the clock's cells once a second."""
        station = self.station
        if station is None:
            return
        changed = station.poll()
        changed |= station.tick()
        self._ring(station)
        if changed or station.session.now() // 1000 != self._second:
            self._draw(station)

    def _ring(self, station: Station) -> None:
        """The terminal's bell, as often as the station asks for."""
        times, station.rings = station.rings, 0
        if times:
            self.bell()
        for n in range(1, times):
            self.set_timer(n * _RING, self.bell)

    def _draw(self, station: Station) -> None:
        """Show the screen as it is now; cells that stay the same are not painted."""
        self._stale = False
        view = station.view()
        self._second = view.now // 1000
        drawn = screen(view)
        self.cursor_position = Offset(drawn.caret[1], drawn.caret[0])
        self.face.show(drawn.lines)
