"""`drillbook` at a pseudo-terminal: home, F2, the checklist, home again, the end; and what it says where it cannot."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from incidents import commands as c
from incidents.journal.opening import open_store
from incidents.session import Session
from runbooks.calendar import working_days_table
from tests.tui.north_gate import SITE_FILE, plan
from tui.wall import WallClock

pytest.importorskip("pty")
from tests.tui.shell.terminal import ROOT, Terminal

ESC, F2 = "\x1b", "\x1bOQ"


def drillbook(folder: Path, *args: str, ready: str = "F2立即启动", **environment: str) -> Terminal:
    """The program in that folder, with the example site."""
    if not (folder / "site.yaml").exists():
        shutil.copy(SITE_FILE, folder / "site.yaml")
    where = {
        "DRILLBOOK_DB": str(folder / "journal.db"),
        "DRILLBOOK_SITE": str(folder / "site.yaml"),
        "DRILLBOOK_BY": "王岚",
        "LC_ALL": "C.UTF-8",
        "XDG_CONFIG_HOME": str(folder / "config"),
    }
    return Terminal(
        folder / "journal.db",
        environment={**where, **environment},
        command=["-m", "drillbook", "--lang", "zh", *args],
        mark=ready.encode(),
    )


def ended(terminal: Terminal) -> int:
    """Its exit code, once it has ended."""
    terminal.until(lambda: terminal.process.poll() is not None)
    return int(terminal.process.returncode)


def fresh(terminal: Terminal) -> None:
    """Forget what was on the screen so far."""
    terminal.seen = b""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Terminal]:
    opened = drillbook(tmp_path)
    yield opened
    opened.close()


def test_home_f2_the_checklist_home_again_and_out(home: Terminal) -> None:
    assert not home.journal.exists(), "looking makes no journal"
    fresh(home)
    home.send(F2, rest=0)
    home.until(lambda: "F9危险!".encode() in home.seen)
    for _ in range(10):  # held down
        home.send(F2, rest=0.03)
    home.read(0.3)
    assert len(open_store(home.journal, writing=False).streams()) == 1
    assert home.kinds == []
    fresh(home)
    home.send(ESC, rest=0.7)
    home.send("0", rest=0)
    home.until(lambda: "--正在处置 1 --".encode() in home.seen)
    home.read(0.8)
    fresh(home)
    home.send("\r", rest=0)
    home.until(lambda: "F9危险!".encode() in home.seen)
    home.read(0.8)
    fresh(home)
    home.send(ESC, rest=0.7)
    home.send("0", rest=0)
    home.until(lambda: "F2立即启动".encode() in home.seen)
    home.read(0.8)
    home.send(ESC, rest=0.7)
    home.send("0", rest=0)
    assert ended(home) == 0
    assert home.kinds == []


def test_an_incident_opened_elsewhere_appears(home: Terminal) -> None:
    store = open_store(home.journal)
    session = Session.open(store, plan(), clock=WallClock(), by="李强", calendar=working_days_table())
    home.until(lambda: session.id.encode() in home.seen)
    fresh(home)
    session.do(c.SetLevel(at=session.now(), level="major"), "李强")
    home.until(lambda: "重大(暂定)".encode() in home.seen)
    store.close()


def test_run_and_resume_end_where_they_began(tmp_path: Path) -> None:
    first = drillbook(tmp_path, "run", "soe-rapid-response", ready="F9危险!")
    try:
        assert len(open_store(first.journal, writing=False).streams()) == 1
        first.send(ESC + "0", rest=0.3)
        assert ended(first) == 0
    finally:
        first.close()
    again = drillbook(tmp_path, "resume", ready="F9危险!")
    try:
        again.send(ESC + "0", rest=0.3)
        assert ended(again) == 0
    finally:
        again.close()
    assert len(open_store(again.journal, writing=False).streams()) == 1


@pytest.mark.parametrize(
    ("args", "environment", "says"),
    [
        ((), {"TERM": "dumb"}, "drillbook run soe-rapid-response --plain"),
        (("run", "soe-rapid-response"), {"TERM": "dumb"}, "drillbook run soe-rapid-response --plain"),
        (("resume",), {"TERM": "dumb"}, "drillbook resume --plain"),
        ((), {"LC_ALL": "zh_CN.GBK"}, "--plain"),
    ],
)
def test_a_terminal_that_cannot_show_it(
    tmp_path: Path, args: tuple[str, ...], environment: dict[str, str], says: str
) -> None:
    terminal = drillbook(tmp_path, *args, ready=says, **environment)
    try:
        assert ended(terminal) == 2
        assert b"Traceback" not in terminal.seen
        assert not terminal.journal.exists()
    finally:
        terminal.close()


def test_without_a_terminal_the_page_is_printed(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "drillbook", "--lang", "en"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "DRILLBOOK_DB": str(tmp_path / "j.db")},
        cwd=tmp_path,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )
    assert done.returncode == 0
    assert "drillbook run PLAN --plain" in done.stdout.decode()


def test_a_folder_that_takes_nothing_ends_with_3(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        (tmp_path / "journal.db").mkdir()  # nothing stops root from writing; no journal can be where a folder is
    else:
        tmp_path.chmod(0o500)
    terminal = drillbook(tmp_path)
    try:
        fresh(terminal)
        terminal.send(F2, rest=0)
        terminal.until(lambda: "没有启动!".encode() in terminal.seen)
        terminal.read(0.8)
        terminal.send(ESC + "0", rest=0.3)
        assert ended(terminal) == 3
        assert b"Traceback" not in terminal.seen
    finally:
        terminal.close()
        tmp_path.chmod(0o700)


@pytest.mark.full
def test_the_first_picture_waits_for_nothing(tmp_path: Path) -> None:
    started = time.monotonic()
    terminal = drillbook(tmp_path)
    try:
        assert terminal.painted - started < 5
    finally:
        terminal.close()
