"""An officer at home: keys with stated arrival times, a clock that stands between them. No terminal."""

from __future__ import annotations

from dataclasses import replace

from tests.tui.home.village import Village
from tui.desk.keys import Key, pasted, read_key
from tui.home.hall import Hall
from tui.lines import plain_text
from tui.pages.home import draw

NAMES = {"esc": "escape", "bksp": "backspace", "pgdn": "pagedown", "pgup": "pageup"}


class Guest:
    """Presses keys a second apart, unless told otherwise."""

    def __init__(self, village: Village, *, width: int = 80, height: int = 24, read: bool = True) -> None:
        self.village = village
        self.hall = Hall(village)
        self.hall.resize(width, height)
        if read:
            self.read()

    def read(self) -> None:
        """Read everything there is."""
        while self.hall.overview.step():
            pass

    def keys(self, keys: str, *, gap: int = 1_000) -> Guest:
        """Press keys named with spaces between them, so many milliseconds apart."""
        for name in keys.split(" "):
            self.wait(gap)
            self.key(NAMES.get(name, name))
        return self

    def key(self, name: str) -> None:
        """Press one key now."""
        at = self.village.clock.time
        if name == "space":
            self.hall.key(Key("space", at, " "))
        elif len(name) > 1:
            self.hall.key(Key(name, at))
        else:
            self._type(name)

    def type(self, text: str, *, gap: int = 0) -> Guest:
        """Characters one after another, in one burst unless they are typed by hand."""
        for char in text:
            self.wait(gap)
            self._type(char)
        return self

    def paste(self, text: str) -> Guest:
        """A text at once."""
        self.hall.key(pasted(text, self.village.clock.time))
        return self

    def wait(self, ms: int) -> Guest:
        """Time passes."""
        self.village.clock.time += ms
        self.hall.tick()
        return self

    def _type(self, char: str) -> None:
        read = read_key(char, char, self.village.clock.time)
        assert read is not None
        self.hall.key(read)

    def resize(self, width: int, height: int) -> Guest:
        """The window has another size."""
        self.hall.ui = replace(self.hall.ui, width=width, height=height)
        return self

    def screen(self) -> str:
        """The screen as text."""
        return plain_text(draw(self.hall.scene()))

    def row(self, n: int) -> str:
        """One row of it, from 1."""
        return self.screen().splitlines()[n - 1]
