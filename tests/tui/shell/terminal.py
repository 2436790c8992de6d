"""A pseudo-terminal with the application in it: bytes in, bytes out, and what came onto the disk."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from incidents.codec import event_of
from incidents.events import Event
from incidents.journal.opening import open_store

ROOT = Path(__file__).parents[3]
PATIENCE = 20.0
"""Seconds that a slow machine is given; nothing here measures speed."""


class Terminal:
    """The application on one journal, in a window of its own; `command` is another way to start it than the tests' own,
    `mark` what it has on the screen once keys are heard.
    """

    def __init__(
        self,
        journal: Path,
        lang: str = "zh",
        plan: str = "",
        *,
        width: int = 80,
        height: int = 24,
        rest: float = 0.3,
        mark: bytes = b"F9",
        own: bool = True,
        environment: Mapping[str, str] | None = None,
        command: Sequence[str] = (),
    ) -> None:
        self.journal = journal
        self.seen = b""
        self.painted = 0.0
        """When the first text came."""
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        inherited = {k: v for k, v in os.environ.items() if k not in {"COLUMNS", "LINES", "NO_COLOR"}}
        given = {**inherited, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT), **(environment or {})}
        child = str(Path(__file__).with_name("child.py"))
        called = command or [child, str(journal), lang, *([plan] if plan else [])]
        self.process = subprocess.Popen(
            [sys.executable, *called],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=given,
            start_new_session=True,
            preexec_fn=_own_terminal if own else None,  # noqa: PLW1509 -- no thread of a test starts a process
        )
        os.close(slave)
        self.master = master
        self.until(lambda: mark in self.seen)
        self.read(rest)

    def send(self, text: str | bytes, *, rest: float = 0.4) -> None:
        """Write bytes in one go, then wait so long that no guard remembers them."""
        os.write(self.master, text.encode() if isinstance(text, str) else text)
        self.read(rest)

    def read(self, seconds: float) -> bytes:
        """What is written meanwhile."""
        end, new = time.monotonic() + seconds, b""
        while (left := end - time.monotonic()) > 0:
            if select.select([self.master], [], [], left)[0]:
                try:
                    new += os.read(self.master, 65536)
                except OSError:
                    break
        self.seen += new
        if not self.painted and self.seen.count(b"\x1b[1;1H"):
            self.painted = time.monotonic()
        return new

    def until(self, found: Callable[[], bool]) -> None:
        """Wait for something."""
        end = time.monotonic() + PATIENCE
        while not found():
            assert time.monotonic() < end, self.seen[-2000:]
            self.read(0.05)

    def resize(self, width: int, height: int) -> None:
        """The window gets another size."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        os.kill(self.process.pid, signal.SIGWINCH)

    @property
    def events(self) -> list[Event]:
        """What is on disk."""
        store = open_store(self.journal, writing=False)
        try:
            return [event_of(row) for row in store.read(store.streams()[0].id)]
        finally:
            store.close()

    @property
    def kinds(self) -> list[str]:
        """The kinds of records after the opening."""
        return [event.kind for event in self.events[1:]]

    def signal(self, number: int) -> None:
        """Send a signal to the application."""
        os.kill(self.process.pid, number)

    @property
    def itself(self) -> bool:
        """Whether the terminal gives lines again, not single keys."""
        return bool(termios.tcgetattr(self.master)[3] & termios.ICANON)

    def hang_up(self) -> int:
        """The window is closed; how the application ended."""
        os.close(self.master)
        self.master = -1
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        """As when the power fails."""
        self.process.kill()
        self.process.wait()

    def close(self) -> None:
        """End it, whatever it does."""
        if self.process.poll() is None:
            self.kill()
        if self.master >= 0:
            os.close(self.master)


def _own_terminal() -> None:
    """In the child: what it reads from is its controlling terminal, so that it is told when that goes away."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
