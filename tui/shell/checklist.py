"""The application: keys go in as values, lines come out; everything else is elsewhere.

It hosts home and one station: what is before the officer gets the keys, the ticks and the screen.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from typing import ClassVar, Final

from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.geometry import Offset

from incidents.journal.errors import JournalError
from incidents.session import Session
from reports.words import Words
from tui.desk.keys import Key
from tui.desk.press import in_field
from tui.home.hall import Hall
from tui.home.ui import GoOn, OpenPlan
from tui.lines import line
from tui.pages.frame import Drawn, screen
from tui.pages.home import home as home_screen
from tui.shell.endings import watch
from tui.shell.face import Face
from tui.shell.gather import COMPANY_MS, Gather
from tui.shell.keyboard import key_of, paste_of
from tui.shell.recording import WAIT_MS, trying_again
from tui.shell.station import Station
from tui.shell.switching import given_up, held_up, switch

_TICK: Final = 0.25
_RING: Final = 0.3
"""Rings come so far apart (seconds) that they can be counted."""
_SLICE_MS: Final = 25
"""So long the journal is read for home at a stretch; then keys are heard again."""
_BREATH: Final = 0.01

Build = Callable[[Session, bool], Station]
"""A station for an incident; True: it was opened just now."""


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
        self.station: Station | None = None
        self.hall = hall
        self.fault: Exception | None = None
        """What kept the application from going on."""
        self.face = Face()
        self._start = start
        self._fresh = fresh
        self._build = build
        self._words = words
        self._gather = Gather()
        self._early: list[events.Key | events.Paste] = []
        self._busy = start is not None
        """Whether a station is being made."""
        self._reading = False
        self._failed = False
        self._since: int | None = None
        """Since when the journal, held by another program, keeps the officer from going on (monotonic)."""
        self._second = -1
        self._stale = False
        self._look: Callable[[], None] = lambda: None
        """Whether the terminal is still there."""

    @property
    def failed(self) -> bool:
        """Whether anything that was to be recorded is not on disk."""
        last = self.station is not None and self.station.failed
        return self._failed or last or (self.hall is not None and self.hall.failed)

    def compose(self) -> ComposeResult:
        """One widget, as large as the window."""
        yield self.face

    def on_mount(self) -> None:
        """Something is on the screen at once; then the journal is read. Four looks a second at it and at the time."""
        self._look = watch(self._put_away, self._ended, self.face.refresh)
        self.set_interval(_TICK, self._tick)
        if self._start is None:
            self._show_home()
            return
        self.face.show([line(self._words.sense("screen", "Reading the record..."), "head").fitted(self.size.width)])
        self.call_after_refresh(self._begin, self._start)

    def _begin(self, start: Callable[[], Session]) -> None:
        """Open or take up what the program was called for; it is tried again where another program has the journal."""
        hall = self.hall
        gc.disable()  # as in `_enter`
        try:
            with hall.shortly() if hall is not None else nullcontext():
                session = start()
        except Exception as fault:  # noqa: BLE001 -- it is raised again once the terminal is itself again
            if isinstance(fault, JournalError) and hall is not None and self._waits(hall, fault):
                self.face.show([line(hall.ui.said, "head").fitted(self.size.width)])
                self.set_timer(_TICK, lambda: self._begin(start))
                return
            self.fault = fault
            self.exit()
            return
        finally:
            gc.enable()
        self._enter(lambda: session, self._fresh)

    def _waits(self, hall: Hall, error: JournalError) -> bool:
        """Whether an incident is to be tried again: another program has the journal, and not for long yet."""
        self._since = hall.at() if self._since is None else self._since
        return hall.waits(error, self._since)

    def _put_away(self) -> None:
        if self.station is not None:
            self.station.put_away()

    def _ended(self) -> None:
        """The machine asks the program to end."""
        self._put_away()
        self.exit()

    # -- home and stations --------------------------------------------------------------------------

    def _show_home(self) -> None:
        if self.hall is not None:
            self.hall.resize(self.size.width, self.size.height)
            self._draw()
            self._read_on()

    def _read_on(self) -> None:
        """Read the journal for home a little at a time, as long as home is shown."""
        if not self._reading:
            self._reading = True
            self.set_timer(_BREATH, self._read)

    def _read(self) -> None:
        self._reading = False
        hall = self.hall
        if hall is None or self.station is not None or self._busy:
            return
        more = hall.read(hall.at() + _SLICE_MS)
        self._draw()
        if more:
            self._read_on()

    def _go(self, hall: Hall) -> None:
        """Enter the incident that was chosen at home; it is said that its record is being read."""
        going = hall.going
        if going is None or self._busy:
            return
        self._busy = True
        hall.ui = replace(hall.ui, said=self._words.sense("screen", "Reading the record..."))
        self._draw()
        self.call_after_refresh(self._enter_from, hall, going)

    def _enter_from(self, hall: Hall, going: OpenPlan | GoOn) -> None:
        hall.ui = replace(hall.ui, said="")
        opens = isinstance(going, OpenPlan)
        also = hall.overview.same_plan(going.plan, hall.now()) if isinstance(going, OpenPlan) else []
        try:
            found = hall.enter(going)
        except JournalError as error:
            if self._waits(hall, error):
                self._draw()
                self.set_timer(_TICK, lambda: self._enter_from(hall, going))
                return
            if self._since is not None and hall.at() - self._since >= WAIT_MS:
                self._early.clear()  # they were pressed for an incident that is not there
            hall.not_opened(error) if opens else hall.trouble(error)
            found = ""
        if isinstance(found, str):
            if found:
                hall.refused(found)
            self._busy, self._since = False, None
            self._show_home()
            self._heard_early()
            return
        self._enter(lambda: found, opens, lambda station: hall.settle_in(station, going, also))

    def _enter(
        self, session: Callable[[], Session], fresh: bool, settle: Callable[[Station], None] | None = None
    ) -> None:
        """Make the station of an incident and show it; `settle` is done before any key that came early is heard."""
        gc.disable()  # a long record is all new objects that stay: looking through them again and again costs a second
        try:
            self.station = self._build(session(), fresh)
            if settle is not None:
                settle(self.station)
        except Exception as fault:  # noqa: BLE001 -- it is raised again once the terminal is itself again
            self.fault = fault
            self.exit()
            return
        finally:
            gc.freeze()  # and later pauses under the officer's fingers
            gc.enable()
            self._busy, self._since = False, None
        self.station.resize(self.size.width, self.size.height)
        self._draw()
        self.set_timer(_TICK, self._tell_plans)
        self._heard_early()

    def _tell_plans(self) -> None:
        """A station is told under which plans it could go on, once it is on the screen."""
        if self.station is not None and self.hall is not None and not self.station.board.plans:
            self.station.board.plans = self.hall.house.titles()

    def _leave(self, station: Station) -> None:
        """Back home, or out of the program."""
        if self.hall is None or self._start is not None:
            self.exit()
            return
        self._failed |= station.failed
        self.station = None
        self.hall.back(station.ui.last)
        self._show_home()

    def _switch(self, station: Station) -> None:
        """Go on under another plan, as soon as the journal is free."""
        wanted = station.switching
        if wanted is None:
            return
        if held_up(station):
            self._since = station.at() if self._since is None else self._since
            waited = station.at() - self._since
            if waited < WAIT_MS:
                station.ui = replace(station.ui, said=trying_again(waited, station.words))
                return
            station.ui = replace(station.ui, said=given_up(station))
            station.switching, self._since = None, None
            return
        station.switching, self._since = None, None
        done = switch(self.hall.house if self.hall is not None else None, station, wanted)
        self._failed |= not done.stored
        session, last = done.session, station.ui.last

        def settle(one: Station) -> None:
            one.ui = replace(one.ui, said=done.said, last=last)

        if session is None:
            settle(station)
        else:
            self._enter(lambda: session, False, settle)

    # -- keys ---------------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """The window has another size."""
        for one in (self.station, self.hall):
            if one is not None:
                one.resize(event.size.width, event.size.height)
        if self.station is not None or (self.hall is not None and self._start is None):
            self._draw()

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes go to the desk, whatever Textual would have done with them."""
        if not isinstance(event, events.Key | events.Paste):
            await super().on_event(event)
        elif self._busy or (self.station is None and self.hall is None):
            self._early.append(event)
        else:
            self._heard(event)

    def _heard_early(self) -> None:
        early, self._early = self._early, []
        for event in early:
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
        self.fault = self.fault or error
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
            self.call_later(self._draw)

    def _pressed(self, key: Key) -> None:
        if self.station is not None:
            station = self.station
            station.key(key)
            if station.leaving:
                self._leave(station)
            elif station.switching is not None:
                self._switch(station)
        elif self.hall is not None and not self._busy:
            self.hall.key(key)
            if self.hall.leaving:
                self.exit()
            else:
                self._go(self.hall)

    # -- time and the screen ------------------------------------------------------------------------

    def _tick(self) -> None:
        """Four times a second: other stations, what time alone does; the clock's cells once a second."""
        self._look()
        if self._busy:
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
            self._switch(station)
            changed = True
        if changed or now // 1000 != self._second:
            self._draw()

    def _ring(self, room: Station | Hall) -> None:
        """The terminal's bell, as often as the station, or home, asks for."""
        times, room.rings = room.rings, 0
        if times:
            self.bell()
        for n in range(1, times):
            self.set_timer(n * _RING, self.bell)

    def _draw(self) -> None:
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
