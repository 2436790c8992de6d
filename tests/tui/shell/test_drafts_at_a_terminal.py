"""The power fails while something is being typed, at a pseudo-terminal: it is there when the same is asked again."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("pty")
from tests.tui.shell.terminal import Terminal

F3 = "\x1bOR"


def test_an_answer_half_typed_survives_a_kill(tmp_path: Path) -> None:
    first = Terminal(tmp_path / "journal.db")
    try:
        first.send(F3)
        first.send("1")
        first.send("约五十人")
        first.read(1.0)
        first.kill()
        assert first.kinds == []
    finally:
        first.close()
    second = Terminal(tmp_path / "journal.db")
    try:
        assert "约五十人".encode() not in second.seen
        second.send(F3)
        second.send("1")
        second.until(lambda: "约五十人".encode() in second.seen)
        second.send("\x7f" * 4)
        second.send("50")
        second.send("\r")
        second.until(lambda: second.kinds == ["fact-stated"])
        assert second.events[-1].data["value"] == 50
    finally:
        second.close()
