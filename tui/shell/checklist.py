"""The application: keys go in as values, lines come out; everything else is elsewhere.

It hosts home and one station: what is before the officer gets the keys, the ticks and the screen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, Final

from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.geometry import Offset

from incidents.session import Session
from reports.words import Words
from tui.desk.keys import Key
from tui.desk.press import in_field
from tui.home.hall import Hall
from tui.lines import line
from tui.pages.frame import Drawn, screen
from tui.pages.home import home as home_screen
from tui.shell.doors import TICK, Build, Doors
from tui.shell.endings import watch
from tui.shell.face import Face
from tui.shell.gather import COMPANY_MS, Gather
from tui.shell.keyboard import key_of, paste_of
from tui.shell.station import Station

_RING: Final = 0.3
"""Rings come so far apart (seconds) that they can be counted."""
_SLICE_MS: Final = 25
"""So long the journal is read for home at a stretch; then keys are heard again."""
_BREATH: Final = 0.01


class Checklist(App[None]):
    """The application. Nothing of Textual's own is bound: every key belongs to the desk.

    `start` gives the incident with which it begins (`fresh`: it is new); without it home is shown, and whoever entered
    an incident there comes back. A station is made once the screen is there; keys that come earlier wait for it.
    """

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []
    CSS = "Screen { background: ansi_default; }"

    def __init__(
        self,
        build: Build,
        words: Words,
        *,
        start: Callable[[], Session] | None = None,
        fresh: bool = False,
        hall: Hall | None = None,
    ) -> None:
        super().__init__(ansi_color=True)
        self.doors = Doors(self, build, words, start, hall)
        self.face = Face()
        self._fresh = fresh
        self._words = words
        self._gather = Gather()
        self._early: list[events.Key | events.Paste] = []
        self._reading = False
        self._second = -1
        self._stale = False
        self._look: Callable[[], None] = lambda: None
        """Whether the terminal is still there."""

    @property
    def station(self) -> Station | None:
        """The incident before the officer; None at home."""
        return self.doors.station

    @property
    def hall(self) -> Hall | None:
        """Home, where there is one."""
        return self.doors.hall

    @property
    def failed(self) -> bool:
        """Whether anything that was to be recorded is not on disk."""
        return self.doors.failed

    @property
    def fault(self) -> Exception | None:
        """What kept the application from going on."""
        return self.doors.fault

    def compose(self) -> ComposeResult:
        """One widget, as large as the window."""
        yield self.face

    def on_mount(self) -> None:
        """Something is on the screen at once; then the journal is read. Four looks a second at it and at the time."""
        self._look = watch(self._put_away, self._ended, self.face.refresh)
        self.set_interval(TICK, self._tick)
        start = self.doors.start
        if start is None:
            self.home()
            return
        self.say(self._words.sense("screen", "Reading the record..."))
        self.once_shown(lambda: self.doors.begin(start, fresh=self._fresh))

    def _put_away(self) -> None:
        if self.station is not None:
            self.station.put_away()

    def _ended(self) -> None:
        """The machine asks the program to end."""
        self._put_away()
        self.exit()

    # -- what the doors ask for ---------------------------------------------------------------------

    def later(self, seconds: float, do: Callable[[], None]) -> None:
        """Do it after a while."""
        self.set_timer(seconds, do)

    def once_shown(self, do: Callable[[], None]) -> None:
        """Do it as soon as what is drawn is on the screen."""
        self.call_after_refresh(do)

    def say(self, text: str) -> None:
        """One line, while there is nothing else to show."""
        self.face.show([line(text, "head").fitted(self.size.width)])

    def fitted(self, room: Station | Hall) -> None:
        """Tell it how large the window is."""
        room.resize(self.size.width, self.size.height)

    def end(self) -> None:
        """End the application."""
        self.exit()

    def catch_up(self, *, drop: bool = False) -> None:
        """Hear the keys that came while nobody was there to hear them; or forget them."""
        early, self._early = self._early, []
        for event in early if not drop else ():
            self._heard(event)

    # -- home ---------------------------------------------------------------------------------------

    def home(self) -> None:
        """Show home, and read the journal for it."""
        if self.hall is not None:
            self.fitted(self.hall)
            self.draw()
            self._read_on()

    def _read_on(self) -> None:
        """Read the journal for home a little at a time, as long as home is shown."""
        if not self._reading:
            self._reading = True
            self.set_timer(_BREATH, self._read)

    def _read(self) -> None:
        self._reading = False
        hall = self.hall
        if hall is None or self.station is not None or self.doors.busy:
            return
        more = hall.read(hall.at() + _SLICE_MS)
        self.draw()
        if more:
            self._read_on()

    # -- keys ---------------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """The window has another size."""
        for one in (self.station, self.hall):
            if one is not None:
                one.resize(event.size.width, event.size.height)
        if self.station is not None or (self.hall is not None and self.doors.start is None):
            self.draw()

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes go to the desk, whatever Textual would have done with them."""
        if not isinstance(event, events.Key | events.Paste):
            await super().on_event(event)
        elif self.doors.busy or (self.station is None and self.hall is None):
            self._early.append(event)
        else:
            self._heard(event)

    def _heard(self, event: events.Key | events.Paste) -> None:
        before = self.station or self.hall
        if before is None:
            return
        at = before.at()
        key = key_of(event, at) if isinstance(event, events.Key) else paste_of(event, at)
        if key is None:
            return
        hold = self.station is None or not in_field(self.station.ui, self.station.board)
        for ready in self._gather.feed(key, hold=hold):
            self._press(ready)
        if self._gather.waiting:
            self.set_timer(COMPANY_MS / 1000, self._alone)

    def _alone(self) -> None:
        """A digit has waited long enough for company."""
        if (before := self.station or self.hall) is not None:
            for ready in self._gather.due(before.at() + 1):
                self._press(ready)

    def _handle_exception(self, error: Exception) -> None:
        """A fault of ours ends the application with a sentence, once the terminal is itself again."""
        self.doors.fault = self.fault or error
        self.exit()

    def _press(self, key: Key) -> None:
        """One key. A fault of ours takes the desk away from nobody: it is said, and the incident goes on."""
        try:
            self._pressed(key)
        except Exception as error:  # noqa: BLE001
            said = self._words.say(
                "An error in Drillbook itself: {fault}. What was recorded is kept.",
                fault=f"{type(error).__name__}: {error}",
            )
            for one in (self.station, self.hall):
                if one is not None:
                    one.ui = replace(one.ui, panels=(), said=said)  # type: ignore[arg-type]
                    break
        if not self._stale:
            self._stale = True
            self.call_later(self.draw)

    def _pressed(self, key: Key) -> None:
        if self.station is not None:
            station = self.station
            station.key(key)
            if station.leaving:
                self.doors.leave(station)
            elif station.switching is not None:
                self.doors.switch(station)
        elif self.hall is not None and not self.doors.busy:
            self.hall.key(key)
            if self.hall.leaving:
                self.exit()
            else:
                self.doors.go(self.hall)

    # -- time and the screen ------------------------------------------------------------------------

    def _tick(self) -> None:
        """Four times a second: other stations, what time alone does; the clock's cells once a second."""
        self._look()
        if self.doors.busy:
            return
        if (station := self.station) is not None:
            changed = station.poll()
            changed |= station.tick()
            self._ring(station)
            now = station.session.now()
        elif (hall := self.hall) is not None:
            changed = hall.poll()
            changed |= hall.tick()
            self._ring(hall)
            if changed:
                self._read_on()
            now = hall.now()
        else:
            return
        if station is not None and station.switching is not None:
            self.doors.switch(station)
            changed = True
        if changed or now // 1000 != self._second:
            self.draw()

    def _ring(self, room: Station | Hall) -> None:
        """The terminal's bell, as often as the station, or home, asks for."""
        times, room.rings = room.rings, 0
        if times:
            self.bell()
        for n in range(1, times):
            self.set_timer(n * _RING, self.bell)

    def draw(self) -> None:
        """Show the screen as it is now; cells that stay the same are not painted."""
        self._stale = False
        drawn: Drawn
        if self.station is not None:
            view = self.station.view()
            now, drawn = view.now, screen(view)
        elif self.hall is not None:
            scene = self.hall.scene()
            now, drawn = scene.now, home_screen(scene)
        else:
            return
        self._second = now // 1000
        self.cursor_position = Offset(drawn.caret[1], drawn.caret[0])
        self.face.show(drawn.lines)
