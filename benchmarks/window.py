"""A program at a pseudo-terminal, and when each byte came back: what a hand and an eye would measure."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

_PATIENCE = 30.0
_STORED = re.compile(rb"#(\d{3,})")


class Window:
    """One module of ours as a process in a window of 80 by 24. Times are seconds of the monotonic clock, which every
    process of a machine shares: the stamps that the program writes into a file are comparable with ours.
    """

    def __init__(self, module: str, *arguments: str, stamps: Path | None = None) -> None:
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        given = {k: v for k, v in os.environ.items() if k not in {"COLUMNS", "LINES", "NO_COLOR"}}
        given |= {"TERM": "xterm-256color"} | ({"STAMPS": str(stamps)} if stamps else {})
        self.seen = b""
        self.first = 0.0
        """When the first cell was painted."""
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=given,
            start_new_session=True,
        )
        os.close(slave)
        self.master = master

    def send(self, data: bytes) -> float:
        """Press keys; when that was."""
        at = time.monotonic()
        os.write(self.master, data)
        return at

    def read(self, seconds: float) -> bytes:
        """What comes until something has come, at most for so long."""
        if not select.select([self.master], [], [], max(seconds, 0))[0]:
            return b""
        try:
            new = os.read(self.master, 65536)
        except OSError:
            return b""
        self.seen += new
        if not self.first and b"\x1b[1;1H" in self.seen:
            self.first = time.monotonic()
        return new

    def quiet(self, seconds: float) -> None:
        """Read on for so long."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.read(left)

    def until(self, mark: bytes) -> float:
        """When a mark was on the screen."""
        start, end = max(len(self.seen) - len(mark), 0), time.monotonic() + _PATIENCE
        while mark not in self.seen[start:]:
            self._patient(end)
        return time.monotonic()

    def painted(self) -> float:
        """When anything new was on the screen."""
        end = time.monotonic() + _PATIENCE
        while not self.read(0.5):
            self._patient(end)
        return time.monotonic()

    @property
    def stored(self) -> int:
        """The number of the last record that the screen showed as stored."""
        found = _STORED.findall(self.seen[-20_000:])
        return int(found[-1]) if found else 0

    def stored_after(self, number: int) -> float:
        """When a record after that number was on the screen."""
        end = time.monotonic() + _PATIENCE
        while self.stored <= number:
            self._patient(end)
        return time.monotonic()

    def _patient(self, end: float) -> None:
        self.read(0.5)
        if time.monotonic() > end:
            raise TimeoutError(self.seen[-500:].decode(errors="replace"))

    # -- what it costs ------------------------------------------------------------------------------

    @property
    def processor(self) -> float:
        """Seconds of processor that it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def memory(self) -> float:
        """Megabytes that it holds."""
        status = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))

    def close(self) -> None:
        """End it, whatever it does."""
        self.process.kill()
        self.process.wait()
        os.close(self.master)


def stamp(name: str) -> None:
    """Write down, in the program that is measured, that it has come so far."""
    if path := os.environ.get("STAMPS"):
        with Path(path).open("a") as file:
            file.write(f"{name} {time.monotonic()}\n")
