"""Keys that people bring with them from other programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.editing.writer import PLAN, Writer
from tui.editing.text import Spot


@pytest.mark.parametrize(
    ("key", "own"), [("ctrl+z", "还原在这里是 Ctrl+U"), ("ctrl+c", "Ctrl+K"), ("ctrl+v", "Ctrl+R")]
)
def test_a_key_of_other_programs_says_which_one_it_is_here(tmp_path: Path, key: str, own: str) -> None:
    writer = Writer(tmp_path).type("x").press(key)
    assert own in writer.screen
    assert writer.text == f"x{PLAN}"


def test_the_ends_of_a_file_are_one_key_away(tmp_path: Path) -> None:
    writer = Writer(tmp_path).press("ctrl+end")
    assert writer.room.editor.caret == Spot(PLAN.count("\n"), 0)
    assert writer.press("ctrl+home").room.editor.caret == Spot(0, 0)
