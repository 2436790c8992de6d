"""An officer at a station: keys with stated arrival times, a clock that stands between them. No terminal."""

from __future__ import annotations

from pathlib import Path

from incidents.events import Event
from reports.words import Lang, Words
from tests.tui.north_gate import NorthGate, site
from tui.board import Board
from tui.desk.keys import Key, pasted, read_key
from tui.desk.ui import Ui
from tui.lines import plain_text
from tui.pages.frame import draw
from tui.shell.station import Station

NAMES = {"esc": "escape", "bksp": "backspace", "pgdn": "pagedown", "pgup": "pageup"}


class Hands:
    """Presses keys a second apart, unless told otherwise."""

    def __init__(
        self,
        gate: NorthGate,
        *,
        lang: Lang = "zh",
        width: int = 80,
        height: int = 24,
        drafts: Path | None = None,
        fresh: bool = False,
    ) -> None:
        self.gate = gate
        self.station = Station(gate.session, words=Words(lang), by=gate.by, site=site(), drafts=drafts, fresh=fresh)
        self.station.resize(width, height)
        self.began = len(gate.session.events)

    @property
    def ui(self) -> Ui:
        """The interface."""
        return self.station.ui

    @property
    def board(self) -> Board:
        """The board."""
        return self.station.board

    def keys(self, keys: str, *, gap: int = 1_000) -> Hands:
        """Press keys named with spaces between them, so many milliseconds apart."""
        for name in keys.split(" "):
            self.wait(gap)
            self.key(name)
        return self

    def key(self, name: str) -> None:
        """Press one key now."""
        name = NAMES.get(name, name)
        if name == "space":
            self._press(Key("space", self.gate.clock.time, " "))
        elif len(name) > 1:
            self._press(Key(name, self.gate.clock.time))
        else:
            self._type(name)

    def type(self, text: str, *, gap: int = 0) -> Hands:
        """Characters one after another, in one burst unless they are typed by hand."""
        for char in text:
            self.wait(gap)
            self._type(char)
        return self

    def paste(self, text: str) -> Hands:
        """A text at once."""
        self._press(pasted(text, self.gate.clock.time))
        return self

    def wait(self, ms: int) -> Hands:
        """Time passes; whatever time alone does is done."""
        self.gate.clock.time += ms
        self.station.tick()
        return self

    def _type(self, char: str) -> None:
        read = read_key(char, char, self.gate.clock.time)
        assert read is not None
        self._press(read)

    def _press(self, key: Key) -> None:
        self.station.key(key)

    # -- what came of it ----------------------------------------------------------------------------

    @property
    def recorded(self) -> list[Event]:
        """The records made since this officer sat down."""
        return self.gate.session.events[self.began :]

    @property
    def kinds(self) -> list[str]:
        """Their kinds."""
        return [event.kind for event in self.recorded]

    @property
    def number(self) -> str:
        """The number of the step under the cursor."""
        return self.board.plan.steps[self.ui.cursor.step].number

    def screen(self) -> str:
        """The screen as text."""
        return plain_text(draw(self.station.view()))

    def row(self, n: int) -> str:
        """One row of it, from 1."""
        return self.screen().splitlines()[n - 1]
