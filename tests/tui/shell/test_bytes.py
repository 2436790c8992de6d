"""The guards on raw bytes, as a terminal sends them, through a pseudo-terminal into a process of its own."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from incidents import commands as c
from incidents.journal.opening import open_store
from incidents.session import Session
from tui.wall import WallClock

pytest.importorskip("pty")
from tests.tui.shell.terminal import Terminal

ESC, F3, F6, F8, F9 = "\x1b", "\x1bOR", "\x1b[17~", "\x1b[19~", "\x1b[20~"
DOWN, LEFT = "\x1b[B", "\x1b[D"
SENTENCE = "代表提出下午两点以前要见财务负责人，当面说清楚二月份工资差额怎么算、什么时候发。"


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    opened = Terminal(tmp_path / "journal.db")
    yield opened
    opened.close()


def test_what_no_key_may_record_and_what_each_does(terminal: Terminal) -> None:
    # a start asks the terminal for no other keyboard protocol
    assert not re.search(rb"\x1b\[>\d+u", terminal.seen)

    # a burst of letters, a raw commit of an input method
    terminal.send("shan")
    terminal.send("d\r")
    terminal.send(ESC)
    # composed text with the space or Enter that committed it
    terminal.send("的 ")
    terminal.send(ESC)
    terminal.send("的\r")
    terminal.send(ESC)
    # text with digits in one burst, where digits would record
    terminal.send("\r")
    terminal.send("42人")
    terminal.send("人42")
    terminal.send(LEFT)
    assert terminal.kinds == []

    # Esc and a digit in one: the menu's entry, and nothing is typed
    terminal.send(ESC + "6")
    terminal.send(ESC + "6")
    # a sentence in one burst arrives whole
    terminal.send(SENTENCE)
    terminal.send("\r")
    assert terminal.kinds == ["note-added"]
    assert terminal.events[-1].data["text"] == SENTENCE

    # text typed ahead reaches the field that the key before it opened
    terminal.send(F6 + "现场平稳")
    terminal.send("\r")
    assert terminal.events[-1].data["text"] == "现场平稳"

    # a full-width space is Space, and held down it acts once
    terminal.send("　")
    for _ in range(30):
        terminal.send("　", rest=0.03)
    terminal.read(0.3)
    assert terminal.kinds == ["note-added", "note-added", "step-done"]

    # Backspace held down cancels its own question
    for _ in range(20):
        terminal.send("\x7f", rest=0.03)
    terminal.read(0.7)
    assert terminal.kinds[-1] == "step-done"
    terminal.send("\x7f", rest=0.7)
    terminal.send("\x7f")
    assert terminal.kinds[-1] == "corrected"

    # full-width digits: the fact's number, its answer
    terminal.send(F3)
    terminal.send("３")
    terminal.send("２")
    assert terminal.events[-1].data["value"] == "partly"
    terminal.send(ESC)
    terminal.send(ESC)

    # danger out of a half-written note, which stays
    terminal.send(F6 + "北门有人推搡")
    terminal.send(F9)
    terminal.send(" ")
    assert terminal.events[-1].data["fact"] == "danger"

    # leaving asks nothing
    terminal.send(ESC)
    terminal.send("0", rest=0.2)
    terminal.until(lambda: terminal.process.poll() is not None)
    assert terminal.process.returncode == 0


def test_what_was_being_written_survives_a_kill(tmp_path: Path) -> None:
    journal = tmp_path / "journal.db"
    first = Terminal(journal)
    try:
        first.send(F6 + "代表4人, 诉求是", rest=1.0)
        first.kill()
    finally:
        first.close()
    second = Terminal(journal)
    try:
        second.send(F6)
        second.send("工资")
        second.send("\r")
        assert second.events[-1].data["text"] == "代表4人, 诉求是工资"
    finally:
        second.close()


def test_another_station_is_on_the_screen_at_once(terminal: Terminal) -> None:
    store = open_store(terminal.journal)
    session = Session.resume(store, store.streams()[0].id, clock=WallClock())
    session.do(c.AddNote(at=session.now(), text="北门来了三十多人"), "李强")
    store.close()
    terminal.until(lambda: "北门来了三十多人".encode() in terminal.seen)
    assert "李强".encode() in terminal.seen


@pytest.mark.full
@pytest.mark.parametrize("plain", [False, True])
def test_without_colours_everything_is_said_all_the_same(tmp_path: Path, plain: bool) -> None:
    opened = Terminal(tmp_path / "journal.db", environment={"NO_COLOR": "1"} if plain else {})
    try:
        opened.send(F9)
        opened.send(" ")
        opened.until(lambda: "[危险!]".encode() in opened.seen)
        colours = re.findall(rb"\x1b\[(?:\d+;)*[34][0-8](?:;\d+)*m", opened.seen)
        assert not plain or colours == []
        assert re.search(rb"\x1b\[(?:\d+;)*7[;m]", opened.seen)
    finally:
        opened.close()


@pytest.mark.full
def test_the_window_gets_smaller_and_larger_and_nothing_is_lost(terminal: Terminal) -> None:
    terminal.send(F6 + "现场", rest=0.5)
    terminal.resize(66, 16)
    terminal.until(lambda: b"66x16" in terminal.seen)
    terminal.send("平稳", rest=0.5)
    terminal.resize(120, 40)
    terminal.until(lambda: "换级: F3".encode() in terminal.seen)
    terminal.send("\r")
    assert terminal.events[-1].data["text"] == "现场平稳"


@pytest.mark.full
def test_nothing_acknowledged_is_lost_when_it_is_killed_at_once(terminal: Terminal) -> None:
    terminal.send(" ", rest=0)
    terminal.until(lambda: "02 办结".encode() in terminal.seen)
    terminal.kill()
    time.sleep(0.1)
    assert terminal.kinds == ["step-done"]
