"""The application: keys go in as values, lines come out; everything else is elsewhere."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.geometry import Offset

from tui.desk.keys import Key
from tui.desk.press import in_field
from tui.pages.frame import screen
from tui.shell.face import Face
from tui.shell.gather import COMPANY_MS, Gather
from tui.shell.keyboard import key_of, paste_of
from tui.shell.station import Station

_TICK: Final = 0.25


class Checklist(App[None]):
    """The application. Nothing of Textual's own is bound: every key belongs to the desk."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []
    CSS = "Screen { background: ansi_default; }"

    def __init__(self, station: Station) -> None:
        super().__init__(ansi_color=True)
        self.station = station
        self.face = Face()
        self._gather = Gather()
        self._second = -1
        self._stale = False

    def compose(self) -> ComposeResult:
        """One widget, as large as the window."""
        yield self.face

    def on_mount(self) -> None:
        """The clock starts: four looks a second at the journal and the time."""
        self.station.resize(self.size.width, self.size.height)
        self._draw()
        self.set_interval(_TICK, self._tick)

    def on_resize(self, event: events.Resize) -> None:
        """The window has another size."""
        self.station.resize(event.size.width, event.size.height)
        self._draw()

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes go to the desk, whatever Textual would have done with them."""
        if isinstance(event, events.Key):
            self._heard(key_of(event, self.station.at()))
        elif isinstance(event, events.Paste):
            self._heard(paste_of(event, self.station.at()))
        else:
            await super().on_event(event)

    def _heard(self, key: Key | None) -> None:
        if key is None:
            return
        hold = not in_field(self.station.ui, self.station.board)
        for ready in self._gather.feed(key, hold=hold):
            self._press(ready)
        if self._gather.waiting:
            self.set_timer(COMPANY_MS / 1000, self._alone)

    def _alone(self) -> None:
        """A digit has waited long enough for company."""
        for ready in self._gather.due(self.station.at() + 1):
            self._press(ready)

    def _press(self, key: Key) -> None:
        self.station.key(key)
        if self.station.leaving:
            self.exit()
        elif not self._stale:
            self._stale = True
            self.call_later(self._draw)

    def _tick(self) -> None:
        """Four times a second: other stations, what time alone does; the clock's cells once a second."""
        changed = self.station.poll()
        changed |= self.station.tick()
        second = self.station.session.now() // 1000
        if changed or second != self._second:
            self._draw()

    def _draw(self) -> None:
        """Show the screen as it is now; cells that stay the same are not painted."""
        self._stale = False
        view = self.station.view()
        self._second = view.now // 1000
        drawn = screen(view)
        self.cursor_position = Offset(drawn.caret[1], drawn.caret[0])
        self.face.show(drawn.lines)
