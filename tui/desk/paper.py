"""Once storing works again: what was not stored is offered again, then the lines on paper are typed, one by one.

Each has its own time, so that it is marked as entered later for ever. It can be put away and gone on with at any time.
"""

from __future__ import annotations

from dataclasses import replace

from incidents import commands as c
from reports.typed.understood import NotUnderstood
from reports.words.understood import not_understood
from tui.common.paper import paper_line
from tui.common.unstored import Trouble, Unstored
from tui.desk.banners import without
from tui.desk.effects import Record
from tui.desk.field import EMPTY
from tui.desk.keys import Key
from tui.desk.panel import Paper
from tui.desk.scene import Out, Scene
from tui.desk.ui import Ui


def begin(ui: Ui, scene: Scene) -> Out:
    """Ask for what is missing."""
    del scene
    kept = tuple(panel for panel in ui.panels if not isinstance(panel, Paper))
    return replace(ui, panels=kept, said="").opened(Paper()), ()


def lost(ui: Ui) -> tuple[Unstored, ...]:
    """The commands that are still to be offered."""
    return ui.trouble.lost if ui.trouble is not None else ()


def typing(ui: Ui) -> bool:
    """Whether a line is being asked for; else a digit answers."""
    return not lost(ui)


def press(ui: Ui, panel: Paper, key: Key, scene: Scene) -> Out:
    """One key."""
    if key.name == "escape" or (key.name == "left" and not panel.field.text):
        return put_away(ui), ()
    if lost(ui):
        return _offered(ui, key)
    if key.name == "enter":
        return _entered(ui, panel, scene)
    field = panel.field.insert(key.char) if key.types else panel.field.key(key.name)
    return (ui, ()) if field is None else (ui.changed(replace(panel, field=field, fault="")), ())


def put_away(ui: Ui) -> Ui:
    """Later: it is not opened again by itself, and the banner stays until it is done."""
    trouble = replace(ui.trouble, asked=True) if ui.trouble is not None else None
    return replace(ui.closed(), trouble=trouble)


def _offered(ui: Ui, key: Key) -> Out:
    if key.name != "digit" or key.plain not in "12":
        return ui, ()
    if key.plain == "2":
        return _settled_one(ui), ()
    return ui, (Record(replace(lost(ui)[0].command, seen=None), "paper"),)


def _entered(ui: Ui, panel: Paper, scene: Scene) -> Out:
    """Enter: the line is a note with its time; with nothing typed there are no more."""
    words, text = scene.words, panel.field.text.strip()
    if not text:
        said = words.sense("paper", "The paper lines are in.") if panel.entered or ui.trouble is not None else ""
        return replace(without(ui.closed(), "paper"), trouble=_kept(ui.trouble), said=said), ()
    try:
        found = paper_line(text, scene.now, scene.plan)
    except NotUnderstood as error:
        return ui.changed(replace(panel, fault=not_understood(words, error, scene.plan, scene.now))), ()
    if found is None:
        fault = words.sense("paper", "Nothing recorded: write the time first, then what was done.")
        return ui.changed(replace(panel, fault=fault)), ()
    return ui, (Record(c.AddNote(at=found.at, seen=scene.seen, text=found.text, step=found.step), "paper"),)


def _kept(trouble: Trouble | None) -> Trouble | None:
    """Nothing is missing any more; a journal that still takes nothing stays trouble."""
    return trouble if trouble is not None and not trouble.over else None


def onward(ui: Ui) -> Ui:
    """What was asked is on disk: the next question."""
    if lost(ui):
        return _settled_one(ui)
    panel = ui.found(Paper)
    if panel is None:
        return ui
    fresh = Paper(EMPTY, entered=panel.entered + 1)
    return replace(ui, panels=tuple(fresh if p is panel else p for p in ui.panels))


def _settled_one(ui: Ui) -> Ui:
    if ui.trouble is None:
        return ui
    return replace(ui, trouble=replace(ui.trouble, lost=ui.trouble.lost[1:]))
