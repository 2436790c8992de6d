"""The reference of `benchmarks.screen`: the least that Textual and SQLite can do on a list of so many steps.

One widget with the line API, its rows made when they are painted; a cursor; Space inserts one row in a bare SQLite
file with the journal's pragmas and marks the step; a clock once a second. No engine, no plan, no guards.
"""

from __future__ import annotations

import os
import sys
import time
from itertools import count
from pathlib import Path

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from benchmarks.bare import bare
from benchmarks.window import stamp

_CURSOR = Style(reverse=True)


class Rows(Widget, can_focus=False):
    """The list, with a row for what is stored below it and a row of keys."""

    DEFAULT_CSS = "Rows { width: 100%; height: 100%; }"

    def __init__(self, journal: Path, steps: int) -> None:
        super().__init__()
        self.steps, self.top, self.at = steps, 0, 0
        self.done: set[int] = set()
        self.connection = bare(journal)
        self.numbers = count(1)
        self.stored = 0

    def render_line(self, y: int) -> Strip:
        """One row of the window."""
        last = self.size.height - 1
        step, style = self.top + y, None
        if y == last:
            text = f"F9 {time.strftime('%H:%M:%S')}"
        elif y == last - 1:
            text = f"#{self.stored:03}"
        else:
            text, style = f"[{'x' if step in self.done else ' '}] {step} Step", _CURSOR if step == self.at else None
        return Strip([Segment(text.ljust(self.size.width), style)])

    def move(self, by: int) -> None:
        """The cursor to another step; the list follows it."""
        before, self.at = self.at, max(0, min(self.at + by, self.steps - 1))
        room = self.size.height - 2
        if not self.top <= self.at < self.top + room:
            self.top = max(0, self.at - room // 2)
            self.refresh()
            return
        for step in (before, self.at):
            self.refresh(Region(0, step - self.top, self.size.width, 1))

    def tick_off(self) -> None:
        """On disk first, then on the screen."""
        self.stored = next(self.numbers)
        row = ("x", self.stored, f"{self.stored:032x}", b"h" * 190, os.urandom(16), b"b" * 70)
        self.connection.execute("BEGIN IMMEDIATE")
        hashes = [os.urandom(32) for _ in "123"]
        self.connection.execute("INSERT INTO event VALUES (?,?,?,?,?,?,?,?,?)", (*row, *hashes))
        self.connection.execute("COMMIT")
        self.done.add(self.at)
        self.refresh(Region(0, self.at - self.top, self.size.width, 1))
        self.refresh(Region(0, self.size.height - 2, self.size.width, 1))


class Bare(App[None]):
    """Nothing but the rows."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "Screen { background: ansi_default; }"

    def __init__(self, rows: Rows) -> None:
        super().__init__(ansi_color=True)
        self.rows = rows

    def compose(self) -> ComposeResult:
        """One widget."""
        yield self.rows

    def on_mount(self) -> None:
        """The clock."""
        self.set_interval(1, lambda: self.rows.refresh(Region(0, self.size.height - 1, self.size.width, 1)))

    async def on_event(self, event: events.Event) -> None:
        """Three keys."""
        if not isinstance(event, events.Key):
            await super().on_event(event)
        elif event.key == "space":
            self.rows.tick_off()
        else:
            self.rows.move({"down": 1, "up": -1, "home": -self.rows.steps}.get(event.key, 0))


def main(journal: str, steps: str) -> None:
    """Run it until it is killed."""
    stamp("imports")
    app = Bare(Rows(Path(journal), int(steps)))
    stamp("mount")
    app.run(mouse=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
