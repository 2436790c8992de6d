"""One key in the editor: what it changes, and what the disk is asked for.

Whatever lies over the text gets the key first: a question, a page or list, the line of the search, the completion.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from reports.words import Words
from tui.actions import Registry
from tui.desk.keys import Key
from tui.editing.acting import act, edited, settled, took
from tui.editing.completing import completion_at
from tui.editing.editor import INDENT
from tui.editing.keys import ELSEWHERE, MOVES, typed_text
from tui.editing.panels import answer, in_panel, looking
from tui.editing.state import Out, Panel, Room
from tui.editing.text import START, last

BURST_MS: Final = 12
"""What comes so fast is pasted by a terminal that does not say so, or written by an input method: lines bring their own
indent, nothing is offered, and undo takes all of it back together.
"""


def press(room: Room, key: Key, words: Words, registry: Registry) -> Out:
    """One key."""
    burst = key.at - room.pressed_at < BURST_MS
    room = replace(room, said="", pressed_at=key.at)
    if room.question is not None:
        return answer(room, key, words, registry)
    if key.name.startswith("alt+"):
        return act(replace(room, completion=None), registry.at("editor", f"escape {key.name[4:]}"), words)
    if key.name in ELSEWHERE:
        own = registry.by_id[ELSEWHERE[key.name]]
        said = words.sense("editor", "{label} is {key} here.", label=own.label(words), key=registry.key(own.id))
        return replace(room, said=said), ()
    if room.panel is not None:
        return in_panel(room, room.panel, key, words, registry)
    if room.finding is not None:
        return looking(room, room.finding, key, words)
    if room.completion is not None and (out := _completing(room, key)) is not None:
        return out
    action = registry.at("editor", key.name)
    if key.name == "escape":
        return replace(room, panel=Panel("menu"), completion=None), ()
    if action and action not in {"page", "move"}:
        return act(replace(room, completion=None), action, words)
    return _written(room, key, burst=burst), ()


def _completing(room: Room, key: Key) -> Out | None:
    """A key while something is offered; None for one that is not about it."""
    offered = room.completion
    if offered is None:
        return None
    match key.name:
        case "escape":
            return replace(room, completion=None, dismissed=True), ()
        case "up" | "down" if len(offered.options) > 1:
            return replace(room, completion=offered.moved(-1 if key.name == "up" else 1)), ()
        case "tab":
            return took(room, offered), ()
    return None


def _written(room: Room, key: Key, *, burst: bool) -> Room:
    """A key that moves the caret or writes."""
    editor, page = room.editor, max(room.height - 8, 1)
    name = key.name.removeprefix("shift+")
    if name in MOVES:
        moved = editor.move(name, page, mark=name != key.name)
        return replace(room, editor=moved, completion=None, dismissed=False)
    match key.name:
        case "ctrl+home" | "ctrl+end":
            spot = START if key.name == "ctrl+home" else last(editor.lines)
            return replace(room, editor=editor.go(spot), completion=None, dismissed=False)
        case "enter":
            return settled(edited(room, editor.newline(burst=burst)), dismissed=False)
        case "backspace":
            return settled(edited(room, editor.backspace()), offer=room.completion is not None)
        case "delete":
            return settled(edited(room, editor.delete()))
        case "tab":
            return _tab(room)
        case "shift+tab":
            return settled(edited(room, editor.shift(-1)))
    if not key.types:
        return room
    text = typed_text(key.char)
    ends = text[-1:] in {" ", ",", "]", "}", "\n"}
    written = edited(room, editor.insert(text, burst=burst))
    return settled(written, offer=not burst, dismissed=room.dismissed and not ends)


def _tab(room: Room) -> Room:
    """Complete what is begun; where nothing is, go on to the next stop of the indent."""
    editor = room.editor
    if editor.marked is not None:
        return settled(edited(room, editor.shift(1)))
    before = editor.line[: editor.caret.column]
    offered = completion_at(editor.lines, editor.caret, room.found.names, asked=True) if before.strip() else None
    if offered is not None and len(offered.options) == 1:
        return took(room, offered)
    if offered is not None:
        return replace(room, completion=offered, dismissed=False)
    return settled(edited(room, editor.insert(" " * (len(INDENT) - editor.caret.column % len(INDENT)))))
