"""The bell at a real terminal: three rings that can be counted, and a terminal that goes away while it rings."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import time
from itertools import pairwise
from pathlib import Path

import pytest

from incidents.journal.opening import open_store
from incidents.session import Session
from reports.words import Words
from runbooks.calendar import working_days_table
from tests.tui.north_gate import mid_incident, plan, site
from tests.tui.shell.terminal import Terminal
from tui.shell.checklist import Checklist
from tui.shell.station import Station
from tui.wall import WallClock

MINUTE = 60_000


def test_three_rings_come_apart() -> None:
    gate = mid_incident()
    rung: list[float] = []

    class Heard(Checklist):
        def bell(self) -> None:
            rung.append(time.monotonic())

    def build(session: Session, fresh: bool) -> Station:
        return Station(session, words=Words("zh"), by=gate.by, site=site(), fresh=fresh)

    async def listen() -> None:
        app = Heard(build, Words("zh"), start=lambda: gate.session)
        async with app.run_test() as pilot:
            while app.station is None:
                await pilot.pause(0.05)
            app.station.rings = 3
            for _ in range(100):
                if len(rung) == 3:
                    break
                await pilot.pause(0.1)
            await pilot.pause(0.5)

    asyncio.run(listen())
    assert len(rung) == 3
    assert all(later - earlier > 0.2 for earlier, later in pairwise(rung))


def soon_due(journal: Path, seconds: int) -> None:
    """An incident on disk whose first limit, thirty minutes, falls due in so many seconds."""
    clock = WallClock()
    store = open_store(journal)
    at = clock.now() - 30 * MINUTE + seconds * 1_000
    Session.open(store, plan(), clock=clock, by="王岚", calendar=working_days_table(), at=at)
    store.close()


def rings(opened: Terminal) -> int:
    """How often it rang; the same byte ends a command to the terminal."""
    return re.sub(rb"\x1b\][^\a]*\a", b"", opened.seen).count(b"\a")


@pytest.mark.full
def test_it_rings_three_times_when_a_limit_falls_due(tmp_path: Path) -> None:
    soon_due(tmp_path / "journal.db", 12)
    opened = Terminal(tmp_path / "journal.db")
    try:
        assert rings(opened) == 0
        opened.until(lambda: rings(opened) > 0)
        first = time.monotonic()
        opened.until(lambda: rings(opened) == 3)
        assert time.monotonic() - first > 0.3
        opened.read(2)
        assert rings(opened) == 3
    finally:
        opened.close()


@pytest.mark.full
@pytest.mark.parametrize("way", ["hangup", "gone"])
def test_a_terminal_that_goes_away_while_it_rings_breaks_nothing(tmp_path: Path, way: str) -> None:
    journal = tmp_path / "journal.db"
    soon_due(journal, 12)
    opened = Terminal(journal)
    opened.send("\x1b[17~平稳")  # F6 and a note
    opened.send("\r")
    opened.until(lambda: len(opened.kinds) == 1)
    opened.until(lambda: rings(opened) > 0)
    if way == "gone":
        os.close(opened.master)
    else:
        os.kill(opened.process.pid, signal.SIGHUP)
    try:
        opened.process.wait(20)
        assert opened.kinds == ["note-added"]
        again = Terminal(journal)
        again.close()
    finally:
        if way == "gone":
            opened.process.kill()
            opened.process.wait()
        else:
            opened.close()
