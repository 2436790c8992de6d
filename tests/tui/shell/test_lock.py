"""Another program holds the journal: the screen goes on, and what was pressed is stored or said not to be."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from incidents.journal.opening import open_store
from incidents.session import Session
from runbooks.calendar import working_days_table
from tests.tui.desk.hands import Hands
from tests.tui.north_gate import NorthGate, plan
from tui.shell.switching import given_up, held_up

if TYPE_CHECKING:
    from tests.tui.shell.terminal import Terminal

HOLD = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA busy_timeout=5000")
db.execute(sys.argv[2])
print("held", flush=True)
sys.stdin.readline()
db.execute("ROLLBACK")
print("let go", flush=True)
"""
STILL = 1.0
"""Seconds that no key and no tick may take, on the slowest machine; without patience of its own it would be ten."""
LOCKS = ("BEGIN EXCLUSIVE", "BEGIN IMMEDIATE")


class OnDisk(NorthGate):
    """The incident in a real journal, just opened."""

    def __init__(self, journal: Path) -> None:
        super().__init__()
        self.session = Session.open(
            open_store(journal), plan(), clock=self.clock, by=self.by, calendar=working_days_table()
        )


class Held:
    """Another process that holds a journal until it is told to let go."""

    def __init__(self, journal: Path, statement: str) -> None:
        command = [sys.executable, "-c", HOLD, str(journal), statement]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "held\n"

    def let_go(self) -> None:
        """Let go, and only come back once that is so."""
        if self._process.poll() is None:
            self._process.communicate("\n")


@contextmanager
def held(journal: Path, statement: str = "BEGIN EXCLUSIVE") -> Iterator[Held]:
    holder = Held(journal, statement)
    try:
        yield holder
    finally:
        holder.let_go()


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


@pytest.fixture
def hands(journal: Path, tmp_path: Path) -> Hands:
    return Hands(OnDisk(journal), drafts=tmp_path / "drafts")


def live(hands: Hands, seconds: float) -> float:
    """Let time pass as the screen lives it, four looks a second; how long the longest of them took."""
    longest = 0.0
    for _ in range(int(seconds * 4)):
        begun = time.monotonic()
        hands.station.poll()
        hands.wait(250)
        longest = max(longest, time.monotonic() - begun)
    return longest


@pytest.mark.parametrize("statement", LOCKS)
def test_while_it_is_held_the_screen_goes_on_and_then_it_is_stored(hands: Hands, journal: Path, statement: str) -> None:
    pressed = hands.gate.clock.time + 1_000
    with held(journal, statement) as holder:
        begun = time.monotonic()
        hands.keys("space")
        assert time.monotonic() - begun < STILL
        assert hands.kinds == []
        assert "还没有存盘: 02 办结" in hands.row(22)
        assert hands.row(1).startswith("[处置]")
        assert live(hands, 1.5) < STILL
        assert "正在等另一个程序放开记录, 已等1秒(最多10秒)" in hands.row(1)
        assert "还没有存盘: 02 办结" in hands.row(2)
        assert hands.row(3).rstrip().endswith("08:43:12")
        hands.keys("down tab f8", gap=100)
        assert hands.ui.page == "log"
        holder.let_go()
    live(hands, 0.5)
    assert hands.kinds == ["step-done"]
    assert hands.recorded[0].at == pressed
    assert hands.ui.page == "log"
    assert hands.row(1).startswith("[处置]")
    assert not hands.station.failed


def test_what_is_pressed_meanwhile_is_refused_and_not_kept_for_another_screen(hands: Hands, journal: Path) -> None:
    with held(journal) as holder:
        hands.keys("space")
        hands.keys("3 1")
        hands.keys("down space")
        assert "前一条(02 办结)还没有存盘" in hands.row(22)
        holder.let_go()
    live(hands, 0.5)
    assert hands.kinds == ["step-done"]


def test_danger_goes_behind_what_waits(hands: Hands, journal: Path) -> None:
    with held(journal) as holder:
        hands.keys("space f9 space space")
        holder.let_go()
    live(hands, 0.5)
    assert hands.kinds[:2] == ["step-done", "fact-stated"]
    assert hands.kinds.count("fact-stated") == 1
    assert hands.ui.page == "danger"


def test_a_note_that_waits_is_recorded_once_and_its_panel_closes(hands: Hands, journal: Path) -> None:
    with held(journal) as holder:
        hands.keys("f6").type("代表4人").keys("enter")
        assert hands.ui.panels != ()
        assert live(hands, 1) < STILL
        holder.let_go()
    live(hands, 1)
    assert [event.data["text"] for event in hands.recorded] == ["代表4人"]
    assert hands.ui.panels == ()
    assert hands.ui.draft is None


def test_put_away_while_it_waits_a_note_is_no_draft_once_it_is_recorded(hands: Hands, journal: Path) -> None:
    with held(journal) as holder:
        hands.keys("f6").type("代表4人").keys("enter esc")
        holder.let_go()
    live(hands, 1)
    assert hands.kinds == ["note-added"]
    assert hands.ui.draft is None


@pytest.mark.parametrize("statement", LOCKS)
def test_after_ten_seconds_it_is_not_stored_and_offered_again(hands: Hands, journal: Path, statement: str) -> None:
    pressed = hands.gate.clock.time + 1_000
    with held(journal, statement) as holder:
        hands.keys("space")
        assert live(hands, 12) < STILL
        assert hands.kinds == []
        assert hands.row(1).startswith("!!!! 没有存上: 另一个程序占着记录已有10秒。已存的 #1-#1 完好。")
        assert "没有存上! 02 办结 (别的程序占着记录)" in hands.row(22)
        assert "没有存上的只有一条: 08:43:11 王岚 02 办结。请先抄到纸上。" in hands.screen()
        assert hands.station.failed
        assert live(hands, 3) < STILL
        assert not any("补录" in row for row in hands.screen().splitlines()[:2])
        holder.let_go()
    live(hands, 4)
    assert "当时没有存上: 08:43:11 王岚 02 办结。" in hands.screen()
    hands.keys("1 enter")
    assert hands.kinds == ["step-done"]
    assert hands.recorded[0].at == pressed
    assert hands.recorded[0].recorded - pressed > 12_000
    assert hands.ui.trouble is None
    assert not hands.station.failed


def test_looking_for_other_stations_does_not_stand_still_and_says_nothing(hands: Hands, journal: Path) -> None:
    with held(journal):
        assert live(hands, 3) < STILL
        assert hands.row(1).startswith("[处置]")
        assert hands.ui.banners == ()


def test_whoever_uses_the_journal_next_waits_as_always(hands: Hands, journal: Path) -> None:
    """Two stations that write at the same moment are no trouble: home, and a plan that is switched to, are patient."""
    hands.keys("space")
    live(hands, 1)
    store = hands.gate.session.store
    with held(journal) as holder:
        timer = threading.Timer(0.5, holder.let_go)
        timer.start()
        assert len(store.streams()) == 1
        timer.join()


def test_what_waits_when_the_station_is_left_is_offered_at_the_next_start(
    hands: Hands, journal: Path, tmp_path: Path
) -> None:
    with held(journal):
        hands.keys("space esc 0", gap=700)
        assert hands.station.leaving
        assert hands.station.failed
    hands.gate.session = Session.resume(open_store(journal), hands.gate.session.id, clock=hands.gate.clock)
    again = Hands(hands.gate, drafts=tmp_path / "drafts")
    live(again, 5)
    again.keys("1")
    assert again.kinds == ["step-done"]


@pytest.fixture
def terminal(journal: Path) -> Iterator[Terminal]:
    pytest.importorskip("pty")
    from tests.tui.shell.terminal import Terminal

    opened = Terminal(journal)
    yield opened
    opened.close()


def test_a_journal_that_is_held_at_a_terminal(terminal: Terminal) -> None:
    """As an officer sees it: two seconds held in earnest, with keys going on."""
    with held(terminal.journal):
        terminal.send(" ")
        terminal.until(lambda: "还没有存盘".encode() in terminal.seen)
        terminal.read(2.0)
        terminal.send("\t")
        terminal.until(lambda: "正在等另一个程序放开记录".encode() in terminal.seen)
    terminal.until(lambda: "step-done" in terminal.kinds)
    assert terminal.kinds == ["step-done"]


@pytest.mark.full
def test_a_journal_that_is_held_too_long_at_a_terminal(terminal: Terminal) -> None:
    with held(terminal.journal):
        terminal.send(" ")
        terminal.read(12.0)
        terminal.until(lambda: "没有存上".encode() in terminal.seen)
    terminal.until(lambda: "当时没有存上".encode() in terminal.seen)
    terminal.send("1")
    terminal.until(lambda: "step-done" in terminal.kinds)


def test_another_plan_waits_until_the_journal_is_free(hands: Hands, journal: Path) -> None:
    assert not held_up(hands.station)
    with held(journal, "BEGIN IMMEDIATE"):
        began = time.monotonic()
        assert held_up(hands.station)
        assert time.monotonic() - began < STILL
        assert "预案不变, 没有记账。" in given_up(hands.station)
    assert not held_up(hands.station)
