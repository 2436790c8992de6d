"""The terminal is resized, closed, suspended in the middle of a word: nothing of it is lost, and no traceback."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("pty")
from tests.tui.shell.terminal import Terminal

F6 = "\x1b[17~"


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


@pytest.fixture
def terminal(journal: Path) -> Iterator[Terminal]:
    opened = Terminal(journal, rest=0.1)
    yield opened
    opened.close()


def goes_on(journal: Path, text: str) -> None:
    """Whoever sits down again finds the text in the note, and can end it."""
    again = Terminal(journal, rest=0.1)
    try:
        again.send(F6, rest=0.2)
        again.until(lambda: text.encode() in again.seen)
        again.send("完", rest=0.2)
        again.send("\r")
        again.until(lambda: "记事".encode() in again.seen)
        assert again.events[-1].data["text"] == text + "完"
    finally:
        again.close()


def test_resized_in_the_middle_of_a_word_to_any_size(terminal: Terminal) -> None:
    terminal.send(F6 + "现", rest=0.2)
    for width, height in ((1, 1), (300, 100), (2, 40), (200, 1), (60, 12), (80, 24)):
        terminal.resize(width, height)
        terminal.send("场", rest=0.2)
        assert terminal.process.poll() is None
    terminal.send("\r")
    terminal.until(lambda: terminal.kinds == ["note-added"])
    assert terminal.events[-1].data["text"] == "现" + "场" * 6
    assert b"Traceback" not in terminal.seen


def test_starting_in_the_smallest_window_and_the_largest(journal: Path) -> None:
    for width, height in ((1, 1), (300, 100)):
        opened = Terminal(journal, width=width, height=height, rest=0.1, mark=b"\x1b[?25")
        try:
            opened.send(" ", rest=0.5)
            opened.resize(80, 24)
            opened.until(lambda opened=opened: b"F9" in opened.seen)  # type: ignore[misc]
            assert b"Traceback" not in opened.seen
        finally:
            opened.close()


def test_the_window_is_closed_in_the_middle_of_a_word(journal: Path, terminal: Terminal) -> None:
    terminal.send(" ", rest=0)
    terminal.until(lambda: terminal.kinds == ["step-done"])
    terminal.send(F6 + "北门有人推", rest=0.1)  # less than it takes until a draft is written by itself
    assert terminal.hang_up() == -signal.SIGHUP
    assert terminal.kinds == ["step-done"]
    goes_on(journal, "北门有人推")


def test_a_terminal_goes_away_of_which_no_signal_tells(journal: Path) -> None:
    opened = Terminal(journal, rest=0.1, own=False)
    try:
        opened.send(F6 + "北门有人推", rest=0.1)
        assert opened.hang_up() == -signal.SIGHUP
    finally:
        opened.close()
    goes_on(journal, "北门有人推")


def test_the_machine_asks_it_to_end_in_the_middle_of_a_word(journal: Path, terminal: Terminal) -> None:
    terminal.send(F6 + "北门有人推", rest=0.1)
    terminal.signal(signal.SIGTERM)
    terminal.until(lambda: b"\x1b[?1049l" in terminal.seen)  # the terminal is itself again
    assert terminal.process.wait(20) == 0
    assert b"Traceback" not in terminal.seen
    goes_on(journal, "北门有人推")


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP])
def test_it_is_suspended_and_goes_on_in_the_middle_of_a_word(terminal: Terminal, number: signal.Signals) -> None:
    terminal.send(F6 + "现场", rest=0.2)
    terminal.signal(number)
    terminal.read(0.3)
    seen = len(terminal.seen)
    terminal.signal(signal.SIGCONT)
    terminal.until(lambda: "现场".encode() in terminal.seen[seen:])  # the whole screen is painted again
    terminal.send("平稳", rest=0.3)
    terminal.send("\r")
    terminal.until(lambda: terminal.kinds == ["note-added"])
    assert terminal.events[-1].data["text"] == "现场平稳"
    assert b"Traceback" not in terminal.seen
    terminal.send("\x1b")
    terminal.send("0")
    assert terminal.process.wait(20) == 0
    assert terminal.itself
