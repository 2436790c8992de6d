"""Writing a note. It is a draft on disk while it is written, and an event when Enter is pressed."""

from __future__ import annotations

from dataclasses import replace

from incidents import commands as c
from tui.desk.effects import DropDraft, Record, SaveDraft
from tui.desk.keys import Key
from tui.desk.panel import Note
from tui.desk.scene import Out, Scene
from tui.desk.ui import Ui


def press(ui: Ui, panel: Note, key: Key, scene: Scene) -> Out:
    """One key."""
    phrases = scene.board.site.phrases
    match key.name:
        case "escape":
            return ui.closed(), ()
        case "enter":
            return _record(ui, panel, scene)
        case "down" | "up":
            step = 1 if key.name == "down" else -1
            return ui.changed(replace(panel, phrase=max(0, min(panel.phrase + step, len(phrases))))), ()
    field = panel.field.insert(key.char) if key.types else panel.field.key(key.name)
    if field is None or field == panel.field:
        return (ui, ()) if field is None else (ui.changed(replace(panel, field=field)), ())
    return _kept(ui.changed(replace(panel, field=field, phrase=0)), replace(panel, field=field))


def _kept(ui: Ui, panel: Note) -> Out:
    """What is written is kept as a draft; what is taken out to the last letter is none."""
    text = panel.field.text
    if not text.strip():
        return replace(ui, draft=None), (DropDraft(),)
    return replace(ui, draft=(panel.step, text)), (SaveDraft(panel.step, text),)


def _record(ui: Ui, panel: Note, scene: Scene) -> Out:
    """Enter: the text is a note; a stock phrase that is picked stands behind it."""
    text = panel.field.text.strip()
    if panel.phrase:
        phrase = scene.words.text(scene.board.site.phrases[panel.phrase - 1])
        joint = "; " if text else ""
        text = f"{text}{joint}{phrase}"
    if not text:
        return ui.closed(), ()
    command = c.AddNote(at=scene.now, seen=scene.seen, text=text, step=panel.step)
    return ui, (Record(command, "note"),)
