"""After closing at a real terminal: the record is verified from disk, a digit writes a file where the program began."""

from __future__ import annotations

from pathlib import Path

import pytest

from incidents import commands as c
from incidents.journal.opening import open_store
from incidents.session import Session
from runbooks.calendar import working_days_table
from tests.tui.north_gate import plan
from tui.wall import WallClock

pytest.importorskip("pty")
from tests.tui.shell.terminal import Terminal

RIGHT = "\x1b[C"


def test_a_closed_incident_is_verified_exported_and_reopened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal, started = tmp_path / "journal.db", tmp_path / "started"
    started.mkdir()
    store = open_store(journal)
    session = Session.open(store, plan(), clock=WallClock(), by="王岚", calendar=working_days_table())
    session.do(c.Close(at=session.now(), outcome="false-alarm", reason="是等班车的"), "王岚")
    incident = session.id
    store.close()
    monkeypatch.chdir(started)
    terminal = Terminal(journal, mark="误报".encode())
    try:
        terminal.until(lambda: "链完整".encode() in terminal.seen)
        terminal.send("1")
        terminal.until((started / f"{incident}-timeline.md").is_file)
        assert terminal.kinds == ["incident-closed"]
        terminal.send(RIGHT)
        terminal.send("1")
        terminal.until(lambda: terminal.kinds == ["incident-closed", "incident-reopened"])
    finally:
        terminal.close()
    assert [path.name for path in started.iterdir()] == [f"{incident}-timeline.md"]
