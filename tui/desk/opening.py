"""The questions of the opening, over the lower half of the list: one digit each, on disk at once, none of them needed.

Which one is asked is never remembered but looked up: the first that nobody has answered. An answer that is taken back
is asked for again, one that was given elsewhere is not, and when nothing is left to ask the questions go away.
Everything but digits and Left means what it means in the list.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from incidents import commands as c
from incidents.apply import standing
from reports.typed.times import read_time
from reports.typed.understood import NotUnderstood
from reports.words.understood import not_understood
from runbooks.plan import Plan
from tui.board import Board
from tui.common.answers import Given, options
from tui.common.bands import bands
from tui.desk import lists
from tui.desk.effects import Record
from tui.desk.field import Field
from tui.desk.keys import Key
from tui.desk.panel import Level, Strip
from tui.desk.scene import Out, Scene
from tui.desk.ui import Find, Ui

MINUTES: Final = (0, 5, 10, 15)
"""How long before the opening the group may have been seen, in the order of the digits; the next digit types it."""
_MINUTE: Final = 60_000
_TYPES: Final = {"headcount": "count", "entrance": "choice"}


# -- what is asked --------------------------------------------------------------------------------------


def questions(plan: Plan) -> tuple[str, ...]:
    """What is asked of an incident under a plan: when it began, and of these facts those that the plan has."""
    known = (name for name, kind in _TYPES.items() if name in plan.facts and plan.facts[name].type == kind)
    return ("began", *known)


def unanswered(board: Board) -> tuple[str, ...]:
    """What is still to be asked, the present question first; the level last, where the answers propose one."""
    if board.state.closed is not None:
        return ()
    found = tuple(name for name in questions(board.plan) if not answered(name, board))
    return (*found, "level") if board.proposed else found


def answered(name: str, board: Board) -> bool:
    """Whether something was said about it; that it is not known is an answer."""
    state = board.state
    if name != "began":
        return state.facts[name].current is not None
    first = state.events[0]
    stated = state.by_subject.get("fact:began", ())
    set_back = first.recorded - first.at >= _MINUTE
    return set_back or any(standing(state, state.events[seq - 1]) for seq in stated)


def earlier(minutes: int, board: Board) -> int:
    """So many minutes before the opening."""
    return board.state.events[0].at - minutes * _MINUTE


def choices(name: str, scene: Scene) -> list[tuple[str, Given]]:
    """What the digits answer."""
    words, plan = scene.words, scene.plan
    match name:
        case "began":
            return [(_ago(m, scene), Given(earlier(m, scene.board))) for m in MINUTES]
        case "headcount":
            known = [(band.text(words), band.given(words)) for band in bands(plan)]
            return [*known, (words.sense("band", "cannot say"), Given(unknown=True))]
    return options(plan.facts[name], plan, scene.board.site, words)


def _ago(minutes: int, scene: Scene) -> str:
    words = scene.words
    match minutes:
        case 0:
            return words.sense("strip", "now")
        case 5:
            return words.sense("strip", "five min ago")
        case 10:
            return words.sense("strip", "ten min ago")
    return words.sense("strip", "a quarter of an hour")


# -- keys -----------------------------------------------------------------------------------------------


def press(ui: Ui, panel: Strip, key: Key, scene: Scene) -> Out:
    """One key."""
    if panel.typing:
        return _typing(ui, panel, key, scene)
    if key.name == "left":
        return replace(ui.closed(), act=None, find=Find()), ()
    if key.name == "digit":
        return _digit(replace(ui, find=Find()), panel, int(key.plain), scene)
    return lists.press(ui, key, scene)


def _digit(ui: Ui, panel: Strip, pressed: int, scene: Scene) -> Out:
    name = next(iter(unanswered(scene.board)), "")
    if not name:
        return ui, ()
    if name == "level":
        return _level(ui, pressed, scene)
    found = choices(name, scene)
    if name == "began" and pressed == len(found) + 1:
        return ui.changed(replace(panel, typing=True)), ()
    if not 1 <= pressed <= len(found):
        return ui, ()
    return ui, (_stated(name, found[pressed - 1][1], scene),)


def _level(ui: Ui, pressed: int, scene: Scene) -> Out:
    """Agree to the level that the answers propose, or say why not."""
    if pressed == 1:
        return ui, (Record(c.SetLevel(at=scene.now, seen=scene.seen, level=scene.board.proposed), "strip"),)
    return (ui.opened(Level(proposed=True, declined=True)), ()) if pressed == 2 else (ui, ())


def _typing(ui: Ui, panel: Strip, key: Key, scene: Scene) -> Out:
    """The start is being typed; Esc goes back to the digits and keeps the text."""
    text = panel.field.text.strip()
    if key.name == "escape" or (key.name in {"enter", "left", "backspace"} and not text):
        return ui.changed(replace(panel, typing=False, fault="")), ()
    if key.name == "enter":
        try:
            at = read_time(text, scene.now, scene.board.zone)
        except NotUnderstood as error:
            fault = not_understood(scene.words, error, scene.plan, scene.now)
            return ui.changed(replace(panel, fault=fault, field=Field.of(text))), ()
        return ui, (_stated("began", Given(at), scene),)
    field = panel.field.insert(key.char) if key.types else panel.field.key(key.name)
    return (ui, ()) if field is None else (ui.changed(replace(panel, field=field, fault="")), ())


def _stated(name: str, given: Given, scene: Scene) -> Record:
    value: Any = given.value
    command = c.StateFact(
        at=scene.now, seen=scene.seen, fact=name, value=value, unknown=given.unknown, reason=given.reason
    )
    return Record(command, "strip")


# -- coming and going -----------------------------------------------------------------------------------


def asked_at_opening(ui: Ui, board: Board) -> Ui:
    """The interface of an incident that was opened just now, with its questions."""
    return ui.opened(Strip()) if unanswered(board) else ui


def next_question(ui: Ui) -> Ui:
    """After an answer: nothing is being typed any more."""
    return replace(ui, panels=tuple(Strip() if isinstance(p, Strip) else p for p in ui.panels))


def without_answered(ui: Ui, board: Board) -> Ui:
    """The same without the questions, once nothing is left to ask; never under a panel, or while something is typed."""
    panel = ui.panel
    if not isinstance(panel, Strip) or panel.typing or unanswered(board):
        return ui
    return ui.closed()
