"""What the named actions do, wherever they were asked for: by their key, by Esc and a digit, by the find line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from tui.board import NOWHERE, Spot
from tui.desk.dialogues import press as dialogues
from tui.desk.effects import Leave
from tui.desk.field import Field
from tui.desk.panel import Danger, Detail, Dialogue, Facts, Form, Handover, Help, Level, Menu, Note, Strip
from tui.desk.scene import Out, Scene
from tui.desk.ui import Find, Ui
from tui.desk.where import chosen_record, here, on_first, shown_page

Doing = Callable[[Ui, Scene], Out]


def menu(ui: Ui, scene: Scene) -> Out:
    """Esc: what can be done, each with its digit."""
    del scene
    return ui.opened(Menu()), ()


def show_help(ui: Ui, scene: Scene) -> Out:
    """The keys."""
    del scene
    return (ui if isinstance(ui.panel, Help) else ui.opened(Help())), ()


def facts(ui: Ui, scene: Scene) -> Out:
    """What is known and can be stated."""
    del scene
    kept = tuple(p for p in ui.panels if not isinstance(p, Facts | Form | Level | Menu | Danger))
    return replace(ui, panels=kept).opened(Facts()), ()


def call(ui: Ui, scene: Scene) -> Out:
    """The telephones of the step under the cursor; if nobody is to be called for it, of the next one."""
    spot = here(ui, scene.board, scene.now)
    if spot == NOWHERE or scene.board.state_of(spot, scene.now) not in {"ready", "in-progress"}:
        first = on_first(ui, scene.board).cursor
        spot = first if first != NOWHERE else spot
    if spot == NOWHERE:
        return ui, ()
    under = tuple(panel for panel in ui.panels if isinstance(panel, Strip | Handover))
    return replace(ui, panels=under, cursor=spot).opened(Detail(spot)), ()


def note(ui: Ui, scene: Scene) -> Out:
    """Write a note, or go on with the one that was begun; in a step it belongs to the step."""
    if isinstance(ui.panel, Note):
        return ui, ()
    if ui.draft is not None:
        step, text = ui.draft
        return ui.opened(Note(Field.of(text), step)), ()
    detail = ui.found(Detail)
    step = scene.plan.steps[detail.spot.step].id if detail else ""
    started = Field.of(ui.find.text) if ui.find.text and ui.on_list else Field()
    return ui.opened(Note(started, step)), ()


def page(name: str) -> Doing:
    """Turn to a page."""

    def turn(ui: Ui, scene: Scene) -> Out:
        del scene
        return replace(ui.bare(), page=name, find=Find(), digit=""), ()

    return turn


def danger(ui: Ui, scene: Scene) -> Out:
    """F9: asks whether there is danger; the answer counts from this moment. Where danger stands, its page."""
    if scene.board.state.closed is not None:
        said = scene.words.sense(
            "closed", "This incident is closed. Danger: call 110 first; then reopen it (Right) or open a new one."
        )
        return replace(ui, said=said), ()
    if "danger" not in scene.plan.facts:
        said = scene.words.sense("desk", "This plan knows no danger. Call 110 first, then use another plan.")
        return replace(ui, said=said), ()
    if isinstance(ui.panel, Danger):
        return ui, ()
    if scene.board.state.value("danger") is True and scene.board.danger:
        return on_first(replace(ui, page="danger", panels=(), find=Find()), scene.board), ()
    return ui.opened(Danger(scene.now)), ()


def more_of_step(ui: Ui, scene: Scene) -> Out:
    """Right: what else can be done about the step under the cursor; in the log, about its record."""
    if ui.on_list and shown_page(ui, scene.board) == "log":
        record = Dialogue("record", answers=(str(chosen_record(ui, scene.board)),))
        return dialogues.opened(ui, record, scene)
    spot = waited_for(here(ui, scene.board, scene.now), ui, scene)
    detail = ui.found(Detail)
    if detail is not None:
        spot = detail.spot
    return dialogues.begin("step", ui, scene, spot) if spot != NOWHERE else (ui, ())


def waited_for(spot: Spot, ui: Ui, scene: Scene) -> Spot:
    """Among the limits: the step that the one under the cursor waits for; anywhere else that one itself."""
    board = scene.board
    if spot == NOWHERE or not ui.on_list or shown_page(ui, board) != "limits":
        return spot
    waits = board.row(spot, scene.now).view.waits if board.state_of(spot, scene.now) == "waiting" else ()
    first = next((wait.id for wait in waits if wait.kind == "step"), None)
    return spot if first is None else board.spot_of(first)


def more(ui: Ui, scene: Scene) -> Out:
    """Esc 4: what is rarely done."""
    return dialogues.begin("more", ui.bare(), scene, here(ui, scene.board, scene.now))


def leave(ui: Ui, scene: Scene) -> Out:
    """Leave the incident as it stands."""
    del scene
    return ui, (Leave(),)


DOING: Final[dict[str, Doing]] = {
    "menu": menu,
    "help": show_help,
    "facts": facts,
    "call": call,
    "note": note,
    "limits": page("limits"),
    "log": page("log"),
    "danger": danger,
    "step.more": more_of_step,
    "more": more,
    "leave": leave,
}
"""What is done for each action that has a name of its own; the menu and the find line offer these."""


def do(ui: Ui, action: str, scene: Scene) -> Out:
    """Do a named action."""
    closed = ui.closed() if isinstance(ui.panel, Menu) else ui
    return DOING[action](closed, scene)
