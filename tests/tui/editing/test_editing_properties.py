"""Whatever is pressed, the editor stays whole, and what was done can be undone to the letter."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.cells import cell_width
from tests.tui.editing.other_kinds import overlay, scenario, site
from tests.tui.editing.writer import PLAN, Writer
from tui.editing.acting import difference
from tui.editing.cells import cell_at, column_at, shown
from tui.editing.editor import Editor
from tui.editing.text import Spot, applied, lines_of

KEYS = [
    *("left", "right", "up", "down", "home", "end", "pageup", "pagedown"),
    *(f"shift+{name}" for name in ("left", "right", "up", "down", "end")),
    *("enter", "backspace", "delete", "tab", "shift+tab", "escape"),
    *("ctrl+u", "ctrl+y", "ctrl+x", "ctrl+k", "ctrl+r", "ctrl+f", "ctrl+s"),
    *("f1", "f2", "f3", "f5", "f6", "f7", "f8", "alt+4", "1", "2", "0", "space"),
    *("a", "r", "e", "-", ":", "[", "{", "}", "]", ",", "#", '"', "|", "向", "，", "é"),
]
kinds = st.sampled_from([Writer, overlay, scenario, site])
pressed = st.lists(st.sampled_from(KEYS), max_size=40)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(kinds, pressed, st.sampled_from([(80, 24), (120, 40), (30, 6)]), st.integers(0, 2**30))
def test_any_keys(begin: Callable[..., Writer], keys: list[str], size: tuple[int, int], start: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        writer = begin(Path(name), size=size)
        row = start % len(writer.room.editor.lines)
        writer.at(writer.room.editor.lines[row] or writer.room.editor.lines[0])
        for n, key in enumerate(keys):
            writer.press(key)
            if n % 13 == 12:
                writer.check().rest()
        drawn = writer.check().draw()
        assert {cell_width(line.text) for line in drawn.lines} == {size[0]}
        assert len(drawn.lines) == size[1]


EDITS = [
    "enter",
    "backspace",
    "delete",
    "tab",
    "shift+tab",
    "ctrl+x",
    "ctrl+r",
    "a",
    "向",
    "space",
    "up",
    "end",
    "left",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(EDITS), max_size=60))
def test_undo_restores_and_redo_restores_that(keys: list[str]) -> None:
    before = lines_of(PLAN)
    editor = Editor(before, Spot(20, 5))
    for key in keys:
        match key:
            case "enter":
                editor = editor.newline()
            case "backspace":
                editor = editor.backspace()
            case "delete":
                editor = editor.delete()
            case "tab":
                editor = editor.shift(1)
            case "shift+tab":
                editor = editor.shift(-1)
            case "ctrl+x":
                editor = editor.cut()
            case "ctrl+r":
                editor = editor.paste()
            case "up" | "end" | "left":
                editor = editor.move(key, 10)
            case _:
                editor = editor.insert(" " if key == "space" else key)
    after = editor.lines
    undone = editor
    while undone.done:
        undone = undone.undo()
    assert undone.lines == before
    while undone.undone:
        undone = undone.redo()
    assert undone.lines == after


texts = st.text(alphabet="ab \n向，{", max_size=30)


@given(texts, texts)
def test_two_texts_differ_by_one_change(before: str, after: str) -> None:
    a, b = lines_of(before), lines_of(after)
    if a != b:
        assert applied(a, difference(a, b)) == b


@given(st.text(alphabet="a 向…“\t\u0301é，", max_size=20))
def test_the_caret_stands_where_the_text_is_drawn(text: str) -> None:
    assert cell_at(text, len(text)) == cell_width(shown(text))
    for column in range(len(text) + 1):
        assert cell_at(text, column_at(text, cell_at(text, column))) == cell_at(text, column)
