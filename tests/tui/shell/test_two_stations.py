"""Two officers at two terminals on one incident: what one ticks off is on the other's screen."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("pty")
from tests.tui.shell.terminal import Terminal

F6, HOME = "\x1b[17~", "\x1b[H"
HANG = 5.0
"""Seconds after which it is not there any more; it takes a quarter of one."""


@pytest.fixture
def both(tmp_path: Path) -> Iterator[tuple[Terminal, Terminal]]:
    here = Terminal(tmp_path / "journal.db", rest=0.1)
    there = Terminal(tmp_path / "journal.db", rest=0.1)
    yield here, there
    here.close()
    there.close()


def shown(at: Terminal, text: str, since: int) -> None:
    """Wait until something new is on a screen; generously, as a guard against hanging only."""
    end = time.monotonic() + HANG
    while text.encode() not in at.seen[since:]:
        assert time.monotonic() < end, at.seen[since:].decode(errors="replace")
        at.read(0.05)


def test_a_tick_at_one_is_on_the_other_s_screen(both: tuple[Terminal, Terminal]) -> None:
    here, there = both
    for at, other, number in ((here, there, "#002"), (there, here, "#003")):
        at.send(HOME, rest=0.1)
        since = len(other.seen)
        at.send(" ", rest=0)
        shown(other, number, since)
        shown(at, number, 0)
    assert here.kinds == ["step-done", "step-done"]
    assert len({event.step for event in here.events[1:]}) == 2


def test_what_the_other_does_takes_no_letter_out_of_a_note(both: tuple[Terminal, Terminal]) -> None:
    here, there = both
    here.send(F6 + "北门", rest=0.2)
    since = len(here.seen)
    there.send(" ", rest=0)
    shown(here, "#002", since)
    here.send("来人", rest=0.2)
    here.send("\r")
    here.until(lambda: len(here.events) == 3)
    assert here.kinds == ["step-done", "note-added"]
    assert here.events[-1].data["text"] == "北门来人"


def test_both_record_at_once_and_nothing_is_lost(both: tuple[Terminal, Terminal]) -> None:
    here, there = both
    for at, text in ((here, "甲"), (there, "乙")):
        at.send(F6 + text, rest=0.3)
    here.send("\r", rest=0)
    there.send("\r", rest=0)
    shown(here, "#003", 0)
    shown(there, "#003", 0)
    assert sorted(event.data["text"] for event in here.events[1:]) == ["乙", "甲"]
