"""The checklist at a pseudo-terminal, with 50 and with 5,000 steps: as quick as a hand under stress?

Every figure is taken outside the program, from bytes sent to bytes that came back: the first paint, a move of the
cursor, a tick-off with the journal's commit on a real disk. The processor's share is that of idling with the clock on
the screen.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from pathlib import Path

from benchmarks.measure import median, percentile, report
from tests.tui.shell.terminal import Terminal

_DOWN, _HOME = b"\x1b[B", b"\x1b[H"
_MOVES = {50: 40, 5000: 120}
_TICKS = {50: 8, 5000: 60}
_IDLE = 15.0
_HELD = 0.65
"""Seconds after which the same key is no longer taken for one held down."""


def latency(terminal: Terminal, data: bytes, mark: bytes = b"") -> float:
    """Milliseconds from a key to the first repaint, or to the one that shows `mark`."""
    started = time.monotonic()
    os.write(terminal.master, data)
    got = b""
    while time.monotonic() - started < 10:
        got += terminal.read(0.0005)
        if got and mark in got:
            return (time.monotonic() - started) * 1000
    raise TimeoutError(got[-500:].decode(errors="replace"))


def processor(pid: int) -> float:
    """Seconds of processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> int:
    """Megabytes that a process holds."""
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmRSS"))


def measured(steps: int) -> dict[str, float]:
    """All figures for a plan of so many steps."""
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        journal = Path(folder) / "journal.db"
        Terminal(journal, "zh", f"big:{steps}").close()  # the incident is opened; what follows is taking it up
        started = time.monotonic()
        terminal = Terminal(journal, "zh", f"big:{steps}", rest=0)
        stack.callback(terminal.close)
        whole = (time.monotonic() - started) * 1000
        terminal.read(3)
        moves = []
        for _ in range(_MOVES.get(steps, 20)):
            terminal.read(0.05)
            moves.append(latency(terminal, _DOWN))
        ticks = []
        terminal.send(_HOME)
        for _ in range(_TICKS.get(steps, 20)):
            terminal.read(_HELD)
            ticks.append(latency(terminal, b" ", " 已存盘 ".encode()))
            terminal.send(_DOWN, rest=0.05)
        terminal.read(3)
        before = processor(terminal.process.pid)
        terminal.read(_IDLE)
        share = (processor(terminal.process.pid) - before) / _IDLE * 100
        return {
            "first paint, ms after the start": (terminal.painted - started) * 1000,
            "the whole list, ms after the start": whole,
            "move, p50 ms": median(moves),
            "move, p99 ms": percentile(moves, 0.99),
            "tick-off on screen, p50 ms": median(ticks),
            "tick-off on screen, p99 ms": percentile(ticks, 0.99),
            "processor while idle, %": share,
            "memory, MB": float(memory(terminal.process.pid)),
        }


def main() -> None:
    """Measure both sizes."""
    figures = {f"{steps}: {name}": value for steps in (50, 5000) for name, value in measured(steps).items()}
    report("screen", "first paint < 1 s; at 5,000: tick-off p99 < 30 ms, move p99 < 50 ms, processor < 3 %", figures)


if __name__ == "__main__":
    main()
