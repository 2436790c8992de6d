"""The editor as an application: keys go to the workbench, what it shows comes onto the screen, jobs go to threads."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ClassVar, Final

from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.geometry import Offset

from tui.desk.keys import Key
from tui.editing.keys import editor_key
from tui.pages.editor import editor_screen
from tui.shell.endings import watch
from tui.shell.face import Face
from tui.shell.keyboard import age, paste_of
from tui.shell.plan_file import Left
from tui.shell.workbench import Job, Workbench

_TICK: Final = 0.02
_TURN: Final = 0.0005
"""A key takes its turn from a check within so many seconds; Python's own 5 ms add up, several times a key."""


_IDLE_MS: Final = 2_000
"""So long nobody has written when garbage is looked for: under the fingers it would hold up a key by tens of
milliseconds. What a check leaves behind has no cycles, and is gone without that."""


class Editing(App[None]):
    """The application. Nothing of Textual's own is bound: every key belongs to the workbench."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []
    CSS = "Screen { background: ansi_default; }"

    def __init__(self, bench: Workbench) -> None:
        super().__init__(ansi_color=True)
        self.bench = bench
        self.fault: Exception | None = None
        self.face = Face()
        self._threads = ThreadPoolExecutor(2, "drillbook-edit")
        self._tasks: set[asyncio.Task[None]] = set()
        self._stale = False
        self._pressed_at: int | None = None
        """When a key was heard last that no garbage was looked for after."""
        self._look: Callable[[], None] = lambda: None

    def compose(self) -> ComposeResult:
        """One widget, as large as the window."""
        yield self.face

    def on_mount(self) -> None:
        """The text is on the screen at once; then it is checked."""
        sys.setswitchinterval(_TURN)
        gc.disable()
        self._look = watch(self.bench.put_away, self._ended, self.face.refresh)
        self.bench.resize(self.size.width, self.size.height)
        self._draw()
        self.set_interval(_TICK, self._tick)

    def on_unmount(self) -> None:
        """Whoever goes on after the editor has garbage looked for as always."""
        gc.enable()

    def _ended(self) -> None:
        """The machine asks the program to end."""
        self.bench.put_away()
        self.exit()

    def on_resize(self, event: events.Resize) -> None:
        """The window has another size."""
        self.bench.resize(event.size.width, event.size.height)
        self._draw()

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes go to the workbench, whatever Textual would have done with them."""
        if not isinstance(event, events.Key | events.Paste):
            await super().on_event(event)
            return
        at = self.bench.at()
        if isinstance(event, events.Paste):
            key = paste_of(event, at)
        else:
            key = editor_key(event.key, event.character, at - age(event))
        if key is not None:
            self._press(key)

    def _press(self, key: Key) -> None:
        """One key. A fault of ours takes the text away from nobody: it is said, and writing goes on."""
        self._pressed_at = self.bench.at()
        try:
            self.bench.key(key)
        except Exception as error:  # noqa: BLE001
            self.bench.fault(error)
        if self.bench.leaving:
            self.exit()
        if not self._stale:
            self._stale = True
            self.call_later(self._draw)

    def _handle_exception(self, error: Exception) -> None:
        """A fault of ours ends the application with a sentence, once the terminal is itself again."""
        self.bench.put_away()
        self.fault = self.fault or error
        self.exit()

    # -- beside the keys ----------------------------------------------------------------------------

    def _tick(self) -> None:
        """Fifty times a second: whether something is to be checked, or put on disk as a draft."""
        self._look()
        job = self.bench.job()
        if job is not None:
            self._beside(self._check(job))
        left = self.bench.draft()
        if left is not None:
            self._beside(self._keep(left))
        if self._pressed_at is not None and self.bench.at() - self._pressed_at > _IDLE_MS:
            self._pressed_at = None
            gc.collect()

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        """Do it while keys are heard."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _check(self, job: Job) -> None:
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(self._threads, self.bench.check, job)
        except Exception as error:  # noqa: BLE001
            self.bench.failed(job, error)
        else:
            self.bench.checked(job, found)
        self._draw()

    async def _keep(self, left: Left) -> None:
        loop = asyncio.get_running_loop()
        kept = await loop.run_in_executor(self._threads, self.bench.write, left)
        shown = self.bench.room.undrafted
        self.bench.written(left, kept)
        if shown != self.bench.room.undrafted:
            self._draw()

    def _draw(self) -> None:
        """Show the room as it is now; cells that stay the same are not painted."""
        self._stale = False
        drawn = editor_screen(self.bench.room, self.bench.words, self.bench.registry)
        self.bench.shown_from(drawn.first)
        self.cursor_position = Offset(drawn.caret[1], drawn.caret[0])
        self.face.show(drawn.lines)
