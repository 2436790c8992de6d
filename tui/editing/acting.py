"""What the actions of the editor do, and how the room looks after the text has changed."""

from __future__ import annotations

from dataclasses import replace

from reports.words import Words
from tui.desk.field import Field
from tui.editing.completing import Completion, completion_at
from tui.editing.defining import definition_at, where_now
from tui.editing.editor import Editor
from tui.editing.findings import Base, Findings, base_now
from tui.editing.marks import moved
from tui.editing.state import Check, Finding, Leave, Out, Panel, Room, Save, Show
from tui.editing.text import Change, Lines, Spot, between


def act(room: Room, action: str, words: Words) -> Out:
    """One action by its id."""
    editor = room.editor
    match action:
        case "help":
            return replace(room, panel=Panel("help")), ()
        case "menu":
            return replace(room, panel=Panel("menu")), ()
        case "leave":
            return room, (Leave(),)
        case "editor.save":
            return save(room, words)
        case "editor.definition":
            return _definition(room, words)
        case "editor.preview":
            return replace(room, panel=Panel("preview")), ()
        case "editor.plan":
            return _other_plan(room, words)
        case "editor.problems":
            return problems(room, words), ()
        case "editor.changes":
            return replace(room, panel=Panel("changes")), ()
        case "editor.undo" | "editor.redo":
            undone = editor.undo() if action == "editor.undo" else editor.redo()
            said = "" if undone is not editor else words.sense("editor", "Nothing to take back.")
            return replace(settled(edited(room, undone)), said=said), ()
        case "editor.find":
            marked = editor.marked
            text = between(editor.lines, *marked) if marked is not None and marked[0].row == marked[1].row else ""
            return replace(room, finding=Finding(Field.of(text or room.looked_for))), ()
        case "editor.cut":
            return settled(edited(room, editor.cut())), ()
        case "editor.copy":
            copied = words.sense("editor", "Copied.")
            return replace(room, editor=editor.copy(), said=copied), ()
        case "editor.put":
            return settled(edited(room, editor.paste())), ()
    return room, ()


def edited(room: Room, editor: Editor) -> Room:
    """The room with the text as it is now; problems move along with it."""
    before = room.editor.lines
    room = replace(room, editor=editor)
    if editor.lines is before or editor.lines == before:
        return room
    marks = moved(room.marks, difference(before, editor.lines)) if room.marks else ()
    return replace(room, revision=room.revision + 1, marks=marks)


def difference(before: Lines, now: Lines) -> Change:
    """Where two texts differ, as one change."""
    first = next((n for n, (a, b) in enumerate(zip(before, now, strict=False)) if a is not b and a != b), None)
    if first is None:
        first = min(len(before), len(now)) - 1
    most = min(len(before), len(now)) - first
    tail = 0
    while tail < most - 1 and before[-1 - tail] == now[-1 - tail]:
        tail += 1
    old, new = before[first : len(before) - tail], now[first : len(now) - tail]
    a, b = "\n".join(old), "\n".join(new)
    head = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    end = 0
    while end < min(len(a), len(b)) - head and a[-1 - end] == b[-1 - end]:
        end += 1
    start = Spot(first + a.count("\n", 0, head), head - a.rfind("\n", 0, head) - 1)
    return Change(start, a[head : len(a) - end], b[head : len(b) - end], start, start)


def settled(room: Room, *, offer: bool = False, dismissed: bool | None = None) -> Room:
    """After a change: what is offered now."""
    closed = room.dismissed if dismissed is None else dismissed
    found = None
    if offer and not closed:
        found = completion_at(room.editor.lines, room.editor.caret, room.found.names)
    return replace(room, completion=found, dismissed=closed)


def took(room: Room, offered: Completion) -> Room:
    """What was offered is written; behind a key its values may be offered at once."""
    start = Spot(offered.row, offered.start)
    editor = room.editor.put(start, room.editor.caret, offered.text)
    return settled(edited(room, editor), offer=offered.options[offered.chosen].key, dismissed=False)


# -- saving ---------------------------------------------------------------------------------------------


def save(room: Room, words: Words) -> Out:
    """Put the text on disk: at once if it was checked and has no errors."""
    if not room.unsaved:
        return replace(room, said=words.sense("editor", "Nothing to save: the file says the same.")), ()
    if not room.checked:
        return replace(room, saving=True, said=words.sense("editor", "Checking before it is saved...")), (Check(),)
    if room.errors:
        return replace(room, question="errors", saving=False), ()
    return replace(room, saving=False), (Save(),)


def studied(room: Room, found: Findings, revision: int, words: Words) -> Out:
    """A check has been through; that of an older text still brings names."""
    if revision != room.revision:
        kept = replace(room.found, names=found.names, typical=found.typical)
        return replace(room, found=kept), ((Check(),) if room.saving else ())
    room = replace(room, found=found, marks=found.marks, studied=revision)
    return save(replace(room, said=""), words) if room.saving else (room, ())


def saved(room: Room, lines: Lines, said: str) -> Room:
    """The text is on disk."""
    found = room.found
    if lines == room.editor.lines:
        base = base_now(found, lines) if room.checked else Base(lines, found.chosen)
        found = replace(found, changes=(), base=base)
    return replace(room, saved=lines, said=said, question=None, saving=False, found=found)


def reloaded(room: Room, lines: Lines, said: str) -> Room:
    """The text of the file in the place of ours; what was written can still be had back by undo."""
    last = Spot(len(room.editor.lines) - 1, len(room.editor.lines[-1]))
    text = "\n".join(lines)
    if lines == room.editor.lines:
        return replace(room, saved=lines, question=None, said=said)
    caret = room.editor.caret
    editor = room.editor.put(Spot(0, 0), last, text).go(caret)
    return replace(settled(edited(room, editor)), saved=lines, question=None, said=said)


# -- looking --------------------------------------------------------------------------------------------


def problems(room: Room, words: Words) -> Room:
    """The list of all problems, at the one behind the caret. Where they stand beside the text, the caret goes there,
    and the list opens behind the last one for those of other files.
    """
    if not room.marks and not room.found.others:
        none = words.sense("editor", "No problems.") if room.checked else words.sense("editor", "Not checked yet.")
        return replace(room, said=none)
    behind = [n for n, m in enumerate(room.marks) if (m.row, m.column) > room.editor.caret]
    after = behind[0] if behind else len(room.marks) if room.found.others and room.wide else 0
    if room.wide and after < len(room.marks):
        mark = room.marks[after]
        return replace(room, editor=room.editor.go(Spot(mark.row, mark.column)))
    return replace(room, panel=Panel("problems", after))


def _definition(room: Room, words: Words) -> Out:
    found = definition_at(room.editor.lines, room.editor.caret, room.found.names)
    if found is None:
        return replace(room, said=words.sense("editor", "Nothing is declared under the name at the caret.")), ()
    if found.file == room.file:
        return replace(room, editor=room.editor.go(where_now(room.editor.lines, found))), ()
    return room, (Show(found.file, found.row, found.name),)


def _other_plan(room: Room, words: Words) -> Out:
    """Hold the file against the next of the plans that it is for."""
    plans = room.found.plans
    if len(plans) < 2:
        said = (
            words.sense("editor", "There is one plan only that this file is for: {plan}.", plan=plans[0])
            if plans
            else words.sense("editor", "This file is a plan of its own, or for one only.")
        )
        return replace(room, said=said), ()
    now = room.chosen if room.chosen in plans else room.found.chosen
    chosen = plans[(plans.index(now) + 1) % len(plans)] if now in plans else plans[0]
    return replace(room, chosen=chosen), (Check(),)
