"""The ways between home and an incident: in, out, and over to another plan. Where another program has the journal, it
is tried again at every tick, and the screen says for how long; nothing here waits.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from typing import Final, Protocol

from incidents.journal.errors import JournalError
from incidents.session import Session
from reports.words import Words
from tui.home.hall import Hall
from tui.home.ui import GoOn, OpenPlan
from tui.shell.recording import WAIT_MS, trying_again
from tui.shell.station import Station
from tui.shell.switching import given_up, held_up, switch

TICK: Final = 0.25
"""Other stations, the clock and a held journal are looked at this often (seconds)."""

Build = Callable[[Session, bool], Station]
"""A station for an incident; True: it was opened just now."""


class Window(Protocol):
    """What the doors need of the application that shows them."""

    def later(self, seconds: float, do: Callable[[], None]) -> None:
        """Do it after a while."""

    def once_shown(self, do: Callable[[], None]) -> None:
        """Do it as soon as what is drawn is on the screen."""

    def draw(self) -> None:
        """Draw what is before the officer now."""

    def say(self, text: str) -> None:
        """One line, while there is nothing else to show."""

    def home(self) -> None:
        """Show home, and read the journal for it."""

    def fitted(self, room: Station | Hall) -> None:
        """Tell it how large the window is."""

    def catch_up(self, *, drop: bool = False) -> None:
        """Hear the keys that came while nobody was there to hear them; or forget them."""

    def end(self) -> None:
        """End the application."""


class Doors:
    """What is before the officer: an incident (`station`), or home (`hall`).

    `start` gives the incident with which the program begins (`fresh`: it is new).
    """

    def __init__(
        self, window: Window, build: Build, words: Words, start: Callable[[], Session] | None, hall: Hall | None
    ) -> None:
        self.station: Station | None = None
        self.hall = hall
        self.start = start
        self.fault: Exception | None = None
        """What kept the application from going on."""
        self.busy = start is not None
        """Whether a station is being made."""
        self._window = window
        self._build = build
        self._words = words
        self._failed = False
        self._since: int | None = None
        """Since when the journal, held by another program, keeps the officer from going on (monotonic)."""

    @property
    def failed(self) -> bool:
        """Whether anything that was to be recorded is not on disk."""
        last = self.station is not None and self.station.failed
        return self._failed or last or (self.hall is not None and self.hall.failed)

    def _give_up(self, fault: Exception) -> None:
        """It is raised again once the terminal is itself again."""
        self.fault = fault
        self._window.end()

    def _waits(self, hall: Hall, error: JournalError) -> bool:
        """Whether an incident is to be tried again: another program has the journal, and not for long yet."""
        self._since = hall.at() if self._since is None else self._since
        return hall.waits(error, self._since)

    # -- in -----------------------------------------------------------------------------------------

    def begin(self, start: Callable[[], Session], *, fresh: bool) -> None:
        """Open or take up what the program was called for."""
        hall = self.hall
        gc.disable()  # as in `enter`
        try:
            with hall.shortly() if hall is not None else nullcontext():
                session = start()
        except Exception as fault:  # noqa: BLE001
            if isinstance(fault, JournalError) and hall is not None and self._waits(hall, fault):
                self._window.say(hall.ui.said)
                self._window.later(TICK, lambda: self.begin(start, fresh=fresh))
                return
            self._give_up(fault)
            return
        finally:
            gc.enable()
        self.enter(lambda: session, fresh)

    def go(self, hall: Hall) -> None:
        """Enter the incident that was chosen at home; it is said that its record is being read."""
        going = hall.going
        if going is None or self.busy:
            return
        self.busy = True
        hall.ui = replace(hall.ui, said=self._words.sense("screen", "Reading the record..."))
        self._window.draw()
        self._window.once_shown(lambda: self._enter_from(hall, going))

    def _enter_from(self, hall: Hall, going: OpenPlan | GoOn) -> None:
        hall.ui = replace(hall.ui, said="")
        opens = isinstance(going, OpenPlan)
        also = hall.overview.same_plan(going.plan, hall.now()) if isinstance(going, OpenPlan) else []
        try:
            found = hall.enter(going)
        except JournalError as error:
            if self._waits(hall, error):
                self._window.draw()
                self._window.later(TICK, lambda: self._enter_from(hall, going))
                return
            if self._since is not None and hall.at() - self._since >= WAIT_MS:
                self._window.catch_up(drop=True)  # they were pressed for an incident that is not there
            hall.not_opened(error) if opens else hall.trouble(error)
            found = ""
        if isinstance(found, str):
            if found:
                hall.refused(found)
            self.busy, self._since = False, None
            self._window.home()
            self._window.catch_up()
            return
        self.enter(lambda: found, opens, lambda station: hall.settle_in(station, going, also))

    def enter(
        self, session: Callable[[], Session], fresh: bool, settle: Callable[[Station], None] | None = None
    ) -> None:
        """Make the station of an incident and show it; `settle` is done before any key that came early is heard."""
        gc.disable()  # a long record is all new objects that stay: looking through them again and again costs a second
        try:
            self.station = self._build(session(), fresh)
            if settle is not None:
                settle(self.station)
        except Exception as fault:  # noqa: BLE001
            self._give_up(fault)
            return
        finally:
            gc.freeze()  # and later pauses under the officer's fingers
            gc.enable()
            self.busy, self._since = False, None
        self._window.fitted(self.station)
        self._window.draw()
        self._window.later(TICK, self._tell_plans)
        self._window.catch_up()

    def _tell_plans(self) -> None:
        """A station is told under which plans it could go on, once it is on the screen."""
        if self.station is not None and self.hall is not None and not self.station.board.plans:
            self.station.board.plans = self.hall.house.titles()

    # -- out, and over ------------------------------------------------------------------------------

    def leave(self, station: Station) -> None:
        """Back home, or out of the program."""
        if self.hall is None or self.start is not None:
            self._window.end()
            return
        self._failed |= station.failed
        self.station = None
        self.hall.back(station.ui.last)
        self._window.home()

    def switch(self, station: Station) -> None:
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
            self.enter(lambda: session, False, settle)
