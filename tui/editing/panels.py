"""Keys while something lies over the text: a question, a list or a page, the line of the search."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from reports.words import Words
from tui.actions import Registry
from tui.desk.field import Field
from tui.desk.keys import Key
from tui.editing.acting import act, edited, settled
from tui.editing.editor import Editor
from tui.editing.state import DropDraft, Finding, Leave, Out, Panel, Reload, Room, Save, Show
from tui.editing.text import Spot, last

OWN: Final = {"problems": "editor.problems", "changes": "editor.changes", "preview": "editor.preview", "help": "help"}
"""A page is left by the key that opened it, too; the list of problems goes on to the next one."""


def answer(room: Room, key: Key, words: Words, registry: Registry) -> Out:
    """A question is answered by its digit; Esc and Left leave everything as it is. What was not saved the last time is
    taken up or given up before anything else: until then Esc leaves the editor, and it stays where it is.
    """
    if room.question == "draft" and key.name in {"escape", "left"}:
        return room, (Leave(),)
    if key.name in {"escape", "left"}:
        return replace(
            room, question=None, saving=False, said=words.sense("editor", "Not saved; the text is kept.")
        ), ()
    if key.name != "digit":
        return room, ()
    closed = replace(room, question=None)
    match room.question, key.plain:
        case "errors", "1":
            return closed, (Save(),)
        case "errors" | "changed" | "gone" | "locked", "3" | "0":
            return closed, ()
        case "errors", "2":
            return replace(closed, said=words.sense("editor", "Not saved; the text is kept.")), ()
        case "changed" | "locked", "1":
            return closed, (Save(copy=True),)
        case "gone", "1":
            return closed, (Save(anew=True),)
        case "gone", "2":
            return closed, (Save(copy=True),)
        case "changed", "2":
            return closed, (Reload(),)
        case "draft", "1" if room.draft is not None:
            whole = room.editor.put(Spot(0, 0), last(room.editor.lines), "\n".join(room.draft))
            key_name = registry.key("editor.save")
            said = words.sense(
                "editor", "This is what was not saved. {key} saves it; undo brings the file's text back.", key=key_name
            )
            caret = whole.go(Spot(0, 0))
            return replace(settled(edited(closed, caret)), draft=None, said=said), ()
        case "draft", "2":
            return replace(closed, editor=_kept_to_be_redone(room), draft=None), (DropDraft(),)
    return room, ()


def _kept_to_be_redone(room: Room) -> Editor:
    """What was given up can still be had back, as long as nothing else is written: it is a change that was undone."""
    if room.draft is None:
        return room.editor
    return room.editor.put(Spot(0, 0), last(room.editor.lines), "\n".join(room.draft)).undo()


def in_panel(room: Room, panel: Panel, key: Key, words: Words, registry: Registry) -> Out:
    """A key on a list or a page."""
    closed = replace(room, panel=None, shown=None)
    if key.name in {"escape", "left"}:
        return closed, ()
    if panel.name == "menu":
        if key.name != "digit":
            return (closed, ()) if key.name == "enter" else (room, ())
        if key.plain == "0":
            return closed, (Leave(),)
        return act(closed, registry.at("editor", f"escape {key.plain}"), words)
    action = registry.at("editor", key.name)
    if panel.name == "problems":
        return _problems(room, panel, key, next_one=action == "editor.problems")
    if action == OWN.get(panel.name):
        return closed, ()
    if action.startswith("editor.") or action == "help":
        return act(closed, action, words)
    page = max(room.height - 6, 1)
    by = {"up": -1, "down": 1, "pageup": -page, "pagedown": page, "home": -(10**6), "end": 10**6}.get(key.name, 0)
    return replace(room, panel=replace(panel, at=min(max(panel.at + by, 0), extent(room, panel)))), ()


def extent(room: Room, panel: Panel) -> int:
    """How far a page may be scrolled at most; the drawing stops earlier where it is shorter."""
    if panel.name == "definition":
        return max(len(room.shown.lines) - 1, 0) if room.shown is not None else 0
    if panel.name == "changes":
        return max(len(room.found.changes) - 1, 0)
    return 4 * len(room.found.plan.steps) + 40 if panel.name == "preview" and room.found.plan is not None else 0


def _problems(room: Room, panel: Panel, key: Key, *, next_one: bool) -> Out:
    most = len(room.marks) + len(room.found.others)
    if not most:
        return replace(room, panel=None), ()
    if key.name == "enter":
        closed = replace(room, panel=None)
        if panel.at >= len(room.marks):  # it stands in another file, which is shown to be read
            place = room.found.others[panel.at - len(room.marks)].place
            return closed, (Show(place.file, place.line - 1),)
        return at_problem(closed, panel.at), ()
    by = {"up": -1, "down": 1, "home": -panel.at, "end": most - 1 - panel.at}.get(key.name, 1 if next_one else 0)
    return replace(room, panel=replace(panel, at=(panel.at + by) % most)), ()


def at_problem(room: Room, n: int) -> Room:
    """The caret at a problem of this file."""
    if n >= len(room.marks):
        return room
    mark = room.marks[n]
    return replace(room, editor=room.editor.go(Spot(mark.row, mark.column)), completion=None)


def looking(room: Room, finding: Finding, key: Key, words: Words) -> Out:
    """The line of the search: what is typed is looked for at once, Enter goes on to the next place."""
    if key.name in {"escape", "tab"}:
        return replace(room, finding=None, looked_for=finding.field.text or room.looked_for), ()
    if key.name in {"enter", "down"}:
        return _found(room, finding.field, words, here=False), ()
    if key.types:
        return _found(room, finding.field.insert(key.char), words, here=True), ()
    moved = finding.field.key(key.name)
    return (room, ()) if moved is None else (replace(room, finding=Finding(moved)), ())


def _found(room: Room, field: Field, words: Words, *, here: bool) -> Room:
    start = room.editor
    if here and start.anchor is not None:
        start = replace(start, caret=min(start.anchor, start.caret), anchor=None)
    found = start.find(field.text, here=here)
    if found is None:
        missed = words.sense("editor", "Not found.") if field.text else ""
        return replace(room, finding=Finding(field, bool(field.text)), said=missed)
    return replace(room, finding=Finding(field), editor=found, looked_for=field.text)
