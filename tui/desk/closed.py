"""Keys on the page of a closed incident: what must be explained, six ways to take the record along, reopening it.

Digits write files and record nothing. Only reopening goes into the record, and it asks for a reason first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final, Literal

from reports.closing import OfLimit, OfRecord, OfStep
from tui.board import Board
from tui.desk.dialogues.press import begin
from tui.desk.doing import leave
from tui.desk.effects import Effect, Export, Verify
from tui.desk.keys import Key
from tui.desk.panel import Course
from tui.desk.scene import Out, Scene
from tui.desk.ui import Find, Ui
from tui.desk.where import chosen_explained, to_explain

Choice = Literal["md", "csv", "json", "verify", "page", "forms"]

CHOICES: Final[tuple[Choice, ...]] = ("md", "csv", "json", "verify", "page", "forms")
"""What the digits from 1 on choose."""
_WINDOW: Final = 5
"""So many rows PgUp and PgDn move."""


def press(ui: Ui, key: Key, scene: Scene) -> Out | None:
    """One key on the page; None for what it means on every page."""
    if ui.find.text and key.name != "digit":
        return None
    match key.name:
        case "digit":
            return _chosen(replace(ui, find=Find()), int(key.plain), scene)
        case "enter":
            return _course(ui, scene), ()
        case "space" | "backspace":
            said = scene.words.sense("closed", "The incident is closed: nothing was recorded. Right=reopen it")
            return replace(ui, said=said), ()
        case "right":
            return begin("reopen-incident", ui, scene)
        case "left":
            return leave(ui, scene)
    return None


def _chosen(ui: Ui, digit: int, scene: Scene) -> Out:
    if not 1 <= digit <= len(CHOICES):
        return ui, ()
    kind = CHOICES[digit - 1]
    if kind == "verify":
        return replace(ui, checked=None, said=scene.words.sense("closed", "Verifying...")), (Verify(),)
    effect: Effect = Export(kind)
    return ui, (effect,)


def _course(ui: Ui, scene: Scene) -> Ui:
    """Enter: how it came to that, record by record."""
    found = to_explain(scene.board)
    if not found:
        return ui
    match found[chosen_explained(ui, scene.board)]:
        case OfLimit(limit):
            return ui.opened(Course(limit.step, limit.turn))
        case OfStep(view, _):
            return ui.opened(Course(view.id, view.turn))
        case OfRecord(event):
            return ui.opened(Course(seq=event.seq))


def course_records(panel: Course, board: Board) -> list[int]:
    """The numbers of the records of a course: those of the step and what put them right, or the one it is about."""
    events = board.session.events
    if not panel.step:
        return [panel.seq]
    found = {e.seq for e in events if e.step == panel.step and e.turn in {0, panel.turn}}
    return [e.seq for e in events if e.seq in found or (e.kind == "corrected" and e.data["seq"] in found)]


def press_course(ui: Ui, panel: Course, key: Key, board: Board) -> Ui:
    """Keys in a course: it is only read."""
    last = max(len(course_records(panel, board)) - 1, 0)
    match key.name:
        case "left" | "escape" | "enter":
            return ui.closed()
        case "up" | "down":
            top = panel.top + (1 if key.name == "down" else -1)
        case "pageup" | "pagedown":
            top = panel.top + (_WINDOW if key.name == "pagedown" else -_WINDOW)
        case "home" | "end":
            top = 0 if key.name == "home" else last
        case _:
            return ui
    return ui.changed(replace(panel, top=max(0, min(top, last))))
