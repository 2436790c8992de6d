"""An officer at the desk: keys with stated arrival times on one side, what is on disk on the other. No terminal."""

from __future__ import annotations

from dataclasses import replace

from incidents.events import Event
from incidents.refusals import Refusal
from tests.tui.north_gate import NorthGate
from tui.actions import Registry
from tui.board import Board
from tui.desk.after import first_look, kept_in_place, refused, stored
from tui.desk.effects import DropDraft, Effect, Leave, Record, SaveDraft
from tui.desk.keys import Key, pasted, read_key
from tui.desk.press import press, tick
from tui.desk.ui import Ui
from tui.lines import plain_text
from tui.pages.frame import draw
from tui.pages.view import View

NAMES = {"esc": "escape", "bksp": "backspace", "pgdn": "pagedown", "pgup": "pageup"}


class Hands:
    """Presses keys a second apart, unless told otherwise; the wall clock goes along."""

    def __init__(self, gate: NorthGate, *, lang: str = "zh", width: int = 80, height: int = 24) -> None:
        self.gate = gate
        self.board = Board(gate.session, words=gate.board(lang).words, site=gate.board().site, by=gate.by)  # type: ignore[arg-type]
        self.ui: Ui = replace(first_look(self.board), width=width, height=height)
        self.at = 1_000_000
        self.drafts: list[Effect] = []
        self.left = False
        self.began = len(gate.session.events)

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
            self._press(Key("space", self.at, " "))
        elif name.startswith("alt+") or len(name) > 1:
            self._press(Key(name, self.at))
        else:
            read = read_key(name, name, self.at)
            assert read is not None
            self._press(read)

    def type(self, text: str, *, gap: int = 0) -> Hands:
        """Characters one after another, in one burst unless they are typed by hand."""
        for char in text:
            self.wait(gap)
            read = read_key(char, char, self.at)
            assert read is not None
            self._press(read)
        return self

    def paste(self, text: str) -> Hands:
        """A text at once."""
        self._press(pasted(text, self.at))
        return self

    def wait(self, ms: int) -> Hands:
        """Time passes; whatever time alone does is done."""
        self.at += ms
        self.gate.clock.time += ms
        ui, effects = tick(self.ui, self.at, self.gate.clock.time, self.board)
        self.ui = ui
        self._carry_out(effects)
        if self.at - self.ui.pressed_at >= 2_000:
            self.board.reorder()
        return self

    def _press(self, key: Key) -> None:
        ui, effects = press(self.ui, key, self.gate.clock.time, self.board)
        self.ui = ui
        self._carry_out(effects)

    def _carry_out(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            match effect:
                case Record():
                    done = self.gate.session.do(effect.command, self.gate.by)
                    now = self.gate.clock.time
                    self.board.take(now)
                    if effect.then == "danger":
                        self.board.reorder()
                    if isinstance(done, Refusal):
                        self.ui = refused(self.ui, done, now, self.board)
                    else:
                        self.ui, more = stored(self.ui, effect, done, self.at, now, self.board)
                        self._carry_out(more)
                    self.ui = kept_in_place(self.ui, self.board)
                case SaveDraft() | DropDraft():
                    self.drafts.append(effect)
                case Leave():
                    self.left = True

    # -- what came of it ----------------------------------------------------------------------------

    @property
    def recorded(self) -> list[Event]:
        """The records made at this desk."""
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
        return plain_text(draw(View(self.board, self.ui, self.gate.clock.time, Registry())))

    def row(self, n: int) -> str:
        """One row of it, from 1."""
        return self.screen().splitlines()[n - 1]
