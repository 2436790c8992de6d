"""The full screen at a pseudo-terminal, with 50 and with 5,000 steps: as quick as a hand under stress?

Times are taken outside the program, from bytes sent to bytes that came back, with the journal on a real disk and its
commit; only the parts of the start are stamped by the program itself. `start: mount` runs from the moment the
application is started until the live page is on the screen whole, without what is told apart in it: reading the record
(`resume`) and making the board; `start: mount, all of it` is with both.

The reference, pressed in alternation with ours, is a bare Textual application that paints the same rows and inserts
one row in a bare SQLite file with the same pragmas (`bare_screen`). Two stations are two processes on one incident: how
long until a tick at one is on the other's screen. The journal lies in the system's temporary folder: where that is
memory, set TMPDIR to a folder on a disk.
"""

from __future__ import annotations

import contextlib
import os
import random
import tempfile
from pathlib import Path

from benchmarks.measure import arguments, median, percentile, report
from benchmarks.screen_child import open_incident
from benchmarks.window import Window

_SIZES = (50, 5000)
_DOWN, _HOME = b"\x1b[B", b"\x1b[H"
_APART = 0.08
"""Seconds between keys."""
_SETTLED = 2.6
"""Rows change their order only when no key has come for two seconds."""
_READY = {50: 6, 5000: 60}
"""So many steps can be ticked off from the top before rows have to change their order."""
_MOST = {50: 28, 5000: 3000}
"""So many can be at all, with some left for the other station."""


def started(steps: int, folder: Path, kind: str) -> tuple[dict[str, float], Window]:
    """A window with ours or the bare application in it, and what its start took, in milliseconds."""
    stamps = folder / f"stamps-{random.random()}"
    if kind == "ours":
        window = Window("benchmarks.screen_child", str(folder / "journal.db"), stamps=stamps)
        whole = window.until(b"F9")
    else:
        journal = folder / f"bare-{random.random()}.db"
        window = Window("benchmarks.bare_screen", str(journal), str(steps), stamps=stamps)
        whole = window.until(b"F9")
    at = {name: float(time) for name, time in (line.split() for line in stamps.read_text().splitlines())}
    parts = {
        "first paint": window.first - window.began,
        "whole live page": whole - window.began,
        "process and imports": at["imports"] - window.began,
        "mount, all of it": whole - at["mount"],
    }
    if kind == "ours":
        parts |= {"resume": at["resume"] - at["asked"], "board": at["board"] - at["resume"]}
        parts["mount"] = parts["mount, all of it"] - parts["resume"] - parts["board"]
    return {name: seconds * 1000 for name, seconds in parts.items()}, window


def starts(steps: int, folder: Path, rounds: int) -> dict[str, float]:
    """The parts of the start, as medians of some starts of each in alternation."""
    every: dict[str, list[dict[str, float]]] = {"ours": [], "bare": []}
    for _ in range(rounds):
        for kind, those in every.items():
            parts, window = started(steps, folder, kind)
            window.close()
            those.append(parts)
    found = {kind: {name: median(p[name] for p in those) for name in those[0]} for kind, those in every.items()}
    figures = {f"start: {name}, ms": value for name, value in found["ours"].items()}
    figures["start: mount against bare"] = found["ours"]["mount"] / found["bare"]["mount, all of it"]
    figures["start: whole live page against bare"] = found["ours"]["whole live page"] / found["bare"]["whole live page"]
    return figures


def moved(window: Window, steps: int, place: int) -> float:
    """Milliseconds from Down (Home at the end of the list) to the first repaint."""
    window.quiet(_APART)
    sent = window.send(_HOME if place % (steps - 1) == steps - 2 else _DOWN)
    return (window.painted() - sent) * 1000


def ticked(window: Window) -> float:
    """Milliseconds from Space to the record's number on the screen; then the next step."""
    window.quiet(_APART)
    before = window.stored
    sent = window.send(b" ")
    took = (window.stored_after(before) - sent) * 1000
    window.quiet(_APART)
    window.send(_DOWN)
    return took


def latencies(ours: Window, bare: Window, steps: int, rounds: int) -> dict[str, float]:
    """Moves and ticks at both, in turn."""
    pairs = [(moved(ours, steps, n), moved(bare, steps, n)) for n in range(2 * rounds)]
    figures = _pair("move", pairs)
    pairs = []
    for n in range(min(rounds, _MOST[steps])):
        if n % _READY[steps] == 0:
            for window in (ours, bare):
                window.quiet(_SETTLED)
                window.send(_HOME)
        pairs.append((ticked(ours), ticked(bare)))
    return figures | _pair("tick-off on screen", pairs)


def _pair(name: str, pairs: list[tuple[float, float]]) -> dict[str, float]:
    ours, bare = [p[0] for p in pairs], [p[1] for p in pairs]
    return {
        f"{name}, p50 ms": median(ours),
        f"{name}, p99 ms": percentile(ours, 0.99),
        f"{name}, bare p50 ms": median(bare),
        f"{name}, bare p99 ms": percentile(bare, 0.99),
        f"{name}, ratio of medians": median(ours) / median(bare),
    }


def idle(windows: dict[str, Window], seconds: float) -> dict[str, float]:
    """The processor's share of each while nothing is pressed, all at the same time."""
    for window in windows.values():
        window.quiet(3)
    before = {name: window.processor for name, window in windows.items()}
    for window in windows.values():
        window.quiet(seconds / len(windows))
    return {
        f"processor while idle, {name}, %": (window.processor - before[name]) / seconds * 100
        for name, window in windows.items()
    }


def stations(here: Window, there: Window, steps: int, rounds: int) -> dict[str, float]:
    """Milliseconds from Space at one station to the record's number on the other's screen."""
    took = []
    here.quiet(_SETTLED)
    here.send(_HOME)
    for _ in range(min(rounds, _READY[steps])):
        here.quiet(_APART + random.random() / 2)
        before = max(here.stored, there.stored)
        sent = here.send(b" ")
        here.stored_after(before)
        took.append((there.stored_after(before) - sent) * 1000)
        here.send(_DOWN)
        there.quiet(0.01)
    return {
        "on the other station, p50 ms": median(took),
        "on the other station, p99 ms": percentile(took, 0.99),
        "on the other station, most ms": max(took),
    }


def measured(steps: int, rounds: int, seconds: float) -> dict[str, float]:
    """All figures for a plan of so many steps."""
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        open_incident(folder / "journal.db", steps)
        figures = starts(steps, folder, max(3, rounds // 10))
        windows = {kind: started(steps, folder, kind)[1] for kind in ("ours", "bare")}
        for window in windows.values():
            stack.callback(window.close)
            window.quiet(1)
        figures |= latencies(windows["ours"], windows["bare"], steps, rounds)
        figures |= idle(windows, seconds)
        figures |= {f"memory, {kind}, MB": window.memory for kind, window in windows.items()}
        other = started(steps, folder, "ours")[1]
        stack.callback(other.close)
        return figures | stations(windows["ours"], other, steps, rounds)


def main() -> None:
    """Measure the sizes one after the other; `--rounds` ticks and twice as many moves at each."""
    given = arguments("screen", rounds=30, seconds=10)
    load = os.getloadavg()[0]
    figures: dict[str, float] = {"load of the machine before": load}
    for steps in _SIZES:
        found = measured(steps, given.rounds, given.seconds)
        figures |= {f"{steps}: {name}": value for name, value in found.items()}
    goal = (
        "mount < 400 ms, tick-off p99 < 30 ms, move p99 < 50 ms, idle < 3 %, first paint < 1 s, "
        "other station < 1 s; at both sizes"
    )
    report("screen", goal, figures, given)


if __name__ == "__main__":
    main()
