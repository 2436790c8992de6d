"""The level of the event: proposed from the facts, set by people. Up anybody; down with a reason and who ordered it."""

from __future__ import annotations

from dataclasses import replace

from incidents import commands as c
from tui.common.answers import approvers
from tui.desk.effects import Record
from tui.desk.field import EMPTY
from tui.desk.keys import Key
from tui.desk.panel import Level
from tui.desk.scene import Out, Scene, nothing_written
from tui.desk.ui import Ui

MOST = 9


def press(ui: Ui, panel: Level, key: Key, scene: Scene) -> Out:
    """One key."""
    if typing(panel):
        return _typing(ui, panel, key, scene)
    match key.name:
        case "escape" | "left":
            return ui.closed(), ()
        case "digit" if key.plain != "0":
            return _digit(ui, panel, int(key.plain), scene)
    return ui, ()


def typing(panel: Level) -> bool:
    """Whether a reason, or a name, is being typed."""
    return panel.declined or panel.naming or (bool(panel.chosen) and not panel.reason)


def commanders(scene: Scene) -> list[tuple[str, str]]:
    """Names and titles of those who may have ordered a lower level, as far as a digit stands for each."""
    return list(approvers(scene.plan, scene.board.site, scene.words))[: MOST - 1]


def _digit(ui: Ui, panel: Level, pressed: int, scene: Scene) -> Out:
    proposed = scene.board.proposed
    if panel.chosen:
        known = commanders(scene)
        if pressed == len(known) + 1:
            return ui.changed(replace(panel, naming=True)), ()
        if pressed > len(known):
            return ui, ()
        return ui, (_set(panel.chosen, scene, reason=panel.reason, approver=known[pressed - 1][0]),)
    if panel.proposed and proposed:
        if pressed == 1:
            return ui, (_set(proposed, scene),)
        return (ui.changed(replace(panel, declined=True)), ()) if pressed == 2 else (ui, ())
    levels = scene.plan.levels
    if pressed > len(levels):
        return ui, ()
    chosen = levels[pressed - 1].id
    ranks = scene.board.state.compiled.ranks
    if ranks[chosen] < ranks.get(scene.board.state.level, 0):
        return ui.changed(replace(panel, chosen=chosen)), ()
    return ui, (_set(chosen, scene),)


def _set(level: str, scene: Scene, *, reason: str = "", approver: str = "") -> Record:
    command = c.SetLevel(at=scene.now, seen=scene.seen, level=level, reason=reason, approver=approver)
    return Record(command, "level")


def _typing(ui: Ui, panel: Level, key: Key, scene: Scene) -> Out:
    match key.name:
        case "escape":
            return ui.closed(), ()
        case "enter":
            text = panel.field.text.strip()
            if not text:
                return replace(ui, said=nothing_written(scene.words)), ()
            if panel.declined:
                return ui, (Record(c.KeepLevel(at=scene.now, seen=scene.seen, reason=text), "level"),)
            if panel.naming:
                return ui, (_set(panel.chosen, scene, reason=panel.reason, approver=text),)
            return ui.changed(replace(panel, reason=text, field=EMPTY, naming=not commanders(scene))), ()
    field = panel.field.insert(key.char) if key.types else panel.field.key(key.name)
    return (ui, ()) if field is None else (ui.changed(replace(panel, field=field)), ())
