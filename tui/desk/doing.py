"""What the named actions do, wherever they were asked for: by their key, by Esc and a digit, by the find line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from tui.board import NOWHERE
from tui.desk.effects import Leave
from tui.desk.field import Field
from tui.desk.panel import Danger, Detail, Facts, Form, Help, Level, Menu, Note
from tui.desk.scene import Out, Scene
from tui.desk.ui import Find, Ui
from tui.desk.where import here, on_first

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
    return replace(ui, panels=(), cursor=spot).opened(Detail(spot)), ()


def note(ui: Ui, scene: Scene) -> Out:
    """Write a note, or go on with the one that was begun; in a step it belongs to the step."""
    if isinstance(ui.panel, Note):
        return ui, ()
    if ui.draft is not None:
        step, text = ui.draft
        return ui.opened(Note(Field.of(text), step)), ()
    detail = ui.found(Detail)
    step = scene.plan.steps[detail.spot.step].id if detail else ""
    started = Field.of(ui.find.text) if ui.find.text and not ui.panels else Field()
    return ui.opened(Note(started, step)), ()


def page(name: str) -> Doing:
    """Turn to a page."""

    def turn(ui: Ui, scene: Scene) -> Out:
        del scene
        return replace(ui, page=name, panels=(), find=Find(), digit=""), ()

    return turn


def danger(ui: Ui, scene: Scene) -> Out:
    """F9: asks whether there is danger; the answer counts from this moment. Where danger stands, its page."""
    if "danger" not in scene.plan.facts:
        said = scene.words.sense("desk", "This plan knows no danger. Call 110 first, then use another plan.")
        return replace(ui, said=said), ()
    if isinstance(ui.panel, Danger):
        return ui, ()
    if scene.board.state.value("danger") is True and scene.board.danger:
        return on_first(replace(ui, page="danger", panels=(), find=Find()), scene.board), ()
    return ui.opened(Danger(scene.now)), ()


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
    "leave": leave,
}
"""What is done for each action that has a name of its own; the menu and the find line offer these."""


def do(ui: Ui, action: str, scene: Scene) -> Out:
    """Do a named action."""
    closed = ui.closed() if isinstance(ui.panel, Menu) else ui
    return DOING[action](closed, scene)
