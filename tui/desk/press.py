"""One key: what it changes on the screen, and what it asks to be recorded.

Everything that could record by accident is caught here, before the key means anything, from arrival times alone:

- the same recording key again within 0.6 s is a key held down: it does nothing (Backspace cancels its question);
- in a list, Space, Enter or a digit within 0.3 s of text belongs to the text: an input method sent it;
- in a field, Enter within 50 ms of text came in the same read and is not meant;
- Esc and a digit that a terminal joined are the menu's entry, and type nothing into a field.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from incidents import commands as c
from tui.actions import Place, Registry
from tui.board import Board
from tui.desk import acts, closed, detail, finding, forms, handover, level, lists, notes, opening, paper
from tui.desk.dialogues import press as dialogues
from tui.desk.doing import DOING, do
from tui.desk.effects import Effect, Record
from tui.desk.handover_stage import typing as typing_handover
from tui.desk.keys import Key
from tui.desk.panel import (
    Course,
    Danger,
    Detail,
    Dialogue,
    Facts,
    Form,
    Handover,
    Help,
    Level,
    Menu,
    Note,
    Paper,
    Strip,
)
from tui.desk.scene import Out, Scene
from tui.desk.ui import Ui
from tui.desk.where import shown_page

HELD_MS: Final = 600
REPEAT_MS: Final = 80
"""Left moves an act by a minute each time it is pressed; coming again so soon, it is held down."""
TEXT_MS: Final = 300
READ_MS: Final = 50

REGISTRY: Final = Registry()


def press(ui: Ui, key: Key, now: int, board: Board, registry: Registry = REGISTRY) -> Out:
    """One key, pressed at `now` (milliseconds UTC)."""
    scene = Scene(board, now, registry)
    before, held = ui, _held(ui, key, board)
    ui = replace(ui, last=(_identity(key), key.at), pressed_at=key.at, said="", resumed=None)
    if key.name == "text":
        ui = replace(ui, text_at=key.at)
    if held:
        return (replace(ui, undo=None) if key.name == "backspace" else ui), ()
    if before.undo is not None and key.name != "backspace":
        ui = replace(ui, undo=None)
        if key.types or key.name == "enter":
            return ui, ()
    if _part_of_text(before, key, board):
        return _swallowed(ui, key, scene), ()
    ui, effects = _first_settled(ui, key, scene)
    if not key.types:
        ui = replace(ui, text_at=-(10**9))
    ui, more = _meant(ui, key, scene)
    return opening.without_answered(ui, board), (*effects, *more)


def tick(ui: Ui, at: int, now: int, board: Board, registry: Registry = REGISTRY) -> Out:
    """What time alone does: questions lapse, and a moved act is written once nobody presses Left any more."""
    if ui.undo is not None and at - ui.undo.asked > acts.UNDO_MS:
        ui = replace(ui, undo=None)
    if ui.digit and at - ui.digit_at > lists.DIGIT_MS:
        ui = replace(ui, digit="")
    if ui.act is not None and ui.act.minutes and at - ui.act.pressed >= acts.SETTLE_MS:
        return acts.settle(ui, Scene(board, now, registry))
    return ui, ()


# -- guards ---------------------------------------------------------------------------------------------


def in_field(ui: Ui, board: Board) -> bool:
    """Whether keys are being typed into a field."""
    panel = ui.panel
    if isinstance(panel, Note):
        return True
    if isinstance(panel, Level):
        return level.typing(panel)
    if isinstance(panel, Handover):
        return typing_handover(panel, board)
    if isinstance(panel, Form):
        return forms.typing(panel, board.plan) or bool(panel.field.text)
    if isinstance(panel, Paper):
        return paper.typing(ui)
    return isinstance(panel, Dialogue | Strip) and panel.typing


def _identity(key: Key) -> str:
    """What makes two presses the same key."""
    return f"digit {key.plain}" if key.name == "digit" else key.name


def _held(ui: Ui, key: Key, board: Board) -> bool:
    """Whether this is a recording key that came again too soon; while it goes on coming, it goes on being held."""
    if key.name == "left" and not ui.panels:
        return ui.last[0] == "left" and key.at - ui.last[1] < REPEAT_MS
    if isinstance(ui.panel, Handover):
        return _held_in_handover(ui, ui.panel, key, board)
    if key.name not in {"space", "enter", "backspace", "digit"} or key.at - ui.last[1] > HELD_MS:
        return False
    if ui.last[0] != _identity(key):
        return False
    panel = ui.panel
    if isinstance(panel, Note):
        return key.name == "enter"
    if (isinstance(panel, Dialogue | Strip) and panel.typing) or (isinstance(panel, Paper) and paper.typing(ui)):
        return key.name == "enter"
    if isinstance(panel, Form | Level):
        return key.name == "enter" or (key.name == "digit" and not panel.field.text and not _writes(panel))
    if key.name == "backspace":
        return not ui.find.text
    jumping = key.name == "digit" and not ui.panels and ui.page not in {"danger", "closed"}
    return not jumping


def _held_in_handover(ui: Ui, panel: Handover, key: Key, board: Board) -> bool:
    """One Space held down never signs for both, nor one Left takes the offer back."""
    if typing_handover(panel, board) and key.name != "enter":
        return False
    again = ui.last[0] == _identity(key) and key.at - ui.last[1] <= HELD_MS
    return again and key.name in {"space", "enter", "digit", "left"}


def _writes(panel: Form | Level) -> bool:
    return isinstance(panel, Level) and level.typing(panel)


def _part_of_text(ui: Ui, key: Key, board: Board) -> bool:
    """Whether a key came so soon after text that an input method sent it along."""
    since = key.at - ui.text_at
    if isinstance(ui.panel, Handover) and typing_handover(ui.panel, board):
        return key.name == "enter" and since <= READ_MS
    if isinstance(ui.panel, Note) or (isinstance(ui.panel, Form | Level | Dialogue | Paper) and ui.panel.field.text):
        return key.name == "enter" and since <= READ_MS
    if key.name in {"space", "enter", "digit"} and since <= TEXT_MS:
        return True
    return key.name == "space" and ui.on_list and ui.find.hand and bool(ui.find.text)


def _swallowed(ui: Ui, key: Key, scene: Scene) -> Ui:
    """In a list Space and digits lengthen the text; anywhere else, and Enter, they come to nothing."""
    if not ui.on_list or key.name == "enter" or not ui.find.text:
        return ui
    ui = replace(ui, text_at=key.at)
    return finding.typed(ui, Key("text", key.at, " " if key.name == "space" else key.char), scene)


def _first_settled(ui: Ui, key: Key, scene: Scene) -> tuple[Ui, tuple[Effect, ...]]:
    """An act that was being moved is written before anything else is done."""
    if ui.act is None or not ui.act.minutes or (key.name == "left" and not ui.panels):
        return ui, ()
    return acts.settle(ui, scene)


# -- meaning --------------------------------------------------------------------------------------------


def place_of(ui: Ui, board: Board) -> Place:
    """Where a key is pressed, as the table of actions names places."""
    if in_field(ui, board):
        return "field"
    match ui.panel:
        case None | Strip():
            return "live"
        case Detail():
            return "detail"
        case Form():
            return "form"
    return "panel"


def _meant(ui: Ui, key: Key, scene: Scene) -> Out:
    if key.name.startswith("alt+"):
        return _joined(ui, int(key.name.removeprefix("alt+")), scene)
    signing = isinstance(ui.panel, Handover) and not in_field(ui, scene.board)
    if key.name == "space" and (ui.on_list or signing) and (shut := _banner_closed(ui)) is not None:
        return shut, ()
    if ui.panel is None and shown_page(ui, scene.board) == "closed":
        out = closed.press(ui, key, scene)
        if out is not None:
            return out
    action = scene.registry.at(place_of(ui, scene.board), key.name)
    if action in DOING and action != "menu" and not isinstance(ui.panel, Danger):
        return do(ui, action, scene)
    match ui.panel:
        case None:
            return lists.press(ui, key, scene)
        case Detail() as panel:
            return do(ui, "menu", scene) if key.name == "escape" else detail.press(ui, panel, key, scene)
        case Note() as panel:
            return notes.press(ui, panel, key, scene)
        case Facts() as panel:
            return forms.press_facts(ui, panel, key, scene)
        case Form() as panel:
            return forms.press_form(ui, panel, key, scene)
        case Level() as panel:
            return level.press(ui, panel, key, scene)
        case Danger() as panel:
            return _danger(ui, panel, key, scene)
        case Dialogue() as panel:
            return dialogues.press(ui, panel, key, scene)
        case Strip() as panel:
            return opening.press(ui, panel, key, scene)
        case Paper() as panel:
            return paper.press(ui, panel, key, scene)
        case Course() as panel:
            return closed.press_course(ui, panel, key, scene.board), ()
        case Handover() as panel:
            return handover.press(ui, panel, key, scene)
        case Menu():
            return _menu(ui, key, scene)
        case Help():
            return _help(ui, key), ()


def _joined(ui: Ui, digit: int, scene: Scene) -> Out:
    """Esc and a digit in one: the menu's entry. In a field it means nothing, except danger."""
    place = place_of(ui, scene.board)
    action = scene.registry.at(place, f"escape {digit}")
    if action not in DOING or (place == "field" and action != "danger"):
        return ui, ()
    return do(ui, action, scene)


def _danger(ui: Ui, panel: Danger, key: Key, scene: Scene) -> Out:
    """Space confirms; the branch counts from when it was asked. Anything that leaves says no."""
    if key.name == "space":
        command = c.StateFact(at=panel.at, seen=scene.seen, fact="danger", value=True)
        return ui, (Record(command, "danger"),)
    return (ui.closed(), ()) if key.name in {"left", "escape"} else (ui, ())


def _menu(ui: Ui, key: Key, scene: Scene) -> Out:
    if key.name in {"escape", "left"}:
        return ui.closed(), ()
    if key.name == "digit":
        below = place_of(ui.closed(), scene.board)
        action = scene.registry.at(below, f"escape {key.plain}")
        if action in DOING:
            return do(ui, action, scene)
    return ui, ()


def _help(ui: Ui, key: Key) -> Ui:
    """The help shows what every key arrives as; Esc and Left leave it."""
    panel = ui.panel
    if key.name in {"escape", "left"} or not isinstance(panel, Help):
        return ui.closed()
    step = {"down": 1, "up": -1, "pagedown": 10, "pageup": -10}.get(key.name, 0)
    return ui.changed(Help(max(panel.top + step, 0), f"{key.name} {key.char}".strip()))


def _banner_closed(ui: Ui) -> Ui | None:
    """The same without the banner that Space closes; None where there is none."""
    if not any(banner.space for banner in ui.banners):
        return None
    return replace(ui, banners=tuple(banner for banner in ui.banners if not banner.space))
