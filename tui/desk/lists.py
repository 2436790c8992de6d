"""Keys in the lists: what the cursor stands on, tick it off, open it, jump to a number, turn the page, take back."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from incidents import commands as c
from tui.board import NOWHERE
from tui.desk import acts, detail, finding
from tui.desk.doing import do, waited_for
from tui.desk.effects import Record
from tui.desk.keys import Key
from tui.desk.panel import Detail
from tui.desk.scene import Out, Scene
from tui.desk.ui import Find, Ui
from tui.desk.where import digits_stand, here, length, moved_to, pages, place, shown_page

DIGIT_MS: Final = 3_000
"""So long the first digit of a number waits for the next."""
_WINDOW: Final = 10
"""So many rows PgUp and PgDn move."""


def press(ui: Ui, key: Key, scene: Scene) -> Out:
    """One key in a list."""
    match key.name:
        case "text":
            return _text(ui, key, scene)
        case "digit":
            return _digit(ui, key, scene)
        case "space":
            return done(ui, scene)
        case "enter":
            return _enter(ui, scene)
        case "backspace":
            if ui.find.text:
                return replace(ui, find=replace(ui.find, text=ui.find.text[:-1], at=key.at)), ()
            return acts.undo(ui, key, scene)
        case "escape":
            if ui.find.text or ui.digit:
                return replace(ui, find=Find(), digit="", warning=""), ()
            return do(ui, "menu", scene)
        case "tab" | "shift+tab":
            return turned(ui, scene, 1 if key.name == "tab" else -1), ()
        case "left":
            return acts.earlier(ui, key) if acts.can_move(ui, key.at) else (ui, ())
    return _move(ui, key, scene), ()


# -- text and digits ------------------------------------------------------------------------------------


def _text(ui: Ui, key: Key, scene: Scene) -> Out:
    if not ui.find.text and key.plain == "?":
        return do(ui, "help", scene)
    return finding.typed(ui, key, scene), ()


def _digit(ui: Ui, key: Key, scene: Scene) -> Out:
    """Where digits stand, a digit is one of them; else two of them are the number of a step."""
    if digits_stand(ui, scene.board) and ui.cursor != NOWHERE:
        calls = scene.board.phones.roles_to_call(scene.plan.steps[ui.cursor.step])
        return detail.digit(ui, Detail(ui.cursor), int(key.plain), scene) if calls and key.plain in "13" else (ui, ())
    fresh = not ui.digit or key.at - ui.digit_at > DIGIT_MS
    typed = key.plain if fresh else ui.digit + key.plain
    ui = replace(ui, find=Find(), warning="")
    step = scene.plan.by_number.get(typed)
    longer = any(number.startswith(typed) and number != typed for number in _longer(typed, scene))
    if step is not None:
        there = jumped(ui, step.id, scene)
        return (replace(there, digit=typed, digit_at=key.at) if longer else there), ()
    if not longer:
        said = scene.words.sense("desk", "There is no step {number}.", number=typed)
        return replace(ui, digit="", said=said), ()
    return replace(ui, digit=typed, digit_at=key.at), ()


def _longer(typed: str, scene: Scene) -> list[str]:
    numbers = scene.plan.by_number
    return [n for n in numbers if len(n) > len(typed)] if len(typed) < _widest(scene) else []


def _widest(scene: Scene) -> int:
    return max((len(step.number) for step in scene.plan.steps[-1:]), default=2)


def jumped(ui: Ui, step: str, scene: Scene) -> Ui:
    """The cursor on a step, on a page that shows it."""
    page = ui.page if shown_page(ui, scene.board) in {"now", "stages", "danger"} else "now"
    return replace(ui, cursor=scene.board.spot_of(step), page=page, find=Find(), digit="", warning="")


def _enter(ui: Ui, scene: Scene) -> Out:
    """Enter: with a text, go to what it found; without one, the step in full."""
    if ui.find.text:
        found = finding.matches(ui.find.text, scene)
        if not found:
            said = scene.words.sense("desk", "Nothing is called {text}.", text=scene.words.quoted(ui.find.text))
            return replace(ui, said=said), ()
        match = found[min(ui.find.chosen, len(found) - 1)]
        ui = replace(ui, find=Find(), warning="")
        if match.action:
            return do(ui, match.action, scene)
        return (jumped(ui, scene.plan.steps[match.spot.step].id, scene) if match.spot else ui), ()
    spot = waited_for(here(ui, scene.board, scene.now), ui, scene)
    return (ui.opened(Detail(spot)), ()) if spot != NOWHERE else (ui, ())


# -- the step under the cursor --------------------------------------------------------------------------


def done(ui: Ui, scene: Scene) -> Out:
    """Space: the step is done, now."""
    if scene.board.state.closed is not None:
        said = scene.words.sense("closed", "The incident is closed: nothing was recorded. Its first page reopens it")
        return replace(ui, said=said), ()
    spot = here(ui, scene.board, scene.now)
    if spot == NOWHERE:
        return ui, ()
    step = scene.plan.steps[spot.step]
    return ui, (Record(c.Done(at=scene.now, seen=scene.seen, step=step.id, turn=spot.turn)),)


# -- moving ---------------------------------------------------------------------------------------------


def turned(ui: Ui, scene: Scene, by: int) -> Ui:
    """The next page, or the one before."""
    names = pages(scene.board)
    at = names.index(shown_page(ui, scene.board))
    return replace(ui, page=names[(at + by) % len(names)], digit="")


def _move(ui: Ui, key: Key, scene: Scene) -> Ui:
    if ui.find.text and key.name in {"up", "down"}:
        most = max(len(finding.matches(ui.find.text, scene)) - 1, 0)
        chosen = max(0, min(ui.find.chosen + (1 if key.name == "down" else -1), most))
        return replace(ui, find=replace(ui.find, chosen=chosen))
    board, now = scene.board, scene.now
    match key.name:
        case "up":
            to = place(ui, board, now) - 1
        case "down":
            to = place(ui, board, now) + 1
        case "pageup":
            to = place(ui, board, now) - _WINDOW
        case "pagedown":
            to = place(ui, board, now) + _WINDOW
        case "home":
            to = 0
        case "end":
            to = length(ui, board, now) - 1
        case _:
            return ui
    return replace(moved_to(ui, board, now, to), digit="")
