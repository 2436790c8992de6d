"""Stating facts: the list of them by digits, and one question after another. Every answer is on disk at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from incidents import commands as c
from reports.typed.times import read_time
from reports.typed.understood import NotUnderstood
from reports.words.understood import not_understood
from runbooks.plan import Column, Fact, Plan
from tui.board import Board
from tui.common.answers import Given, options, stock, typed_only, understood
from tui.desk.effects import Record
from tui.desk.field import Field
from tui.desk.keys import Key
from tui.desk.panel import Facts, Form, Level
from tui.desk.scene import Out, Scene
from tui.desk.ui import Ui

PER_PAGE: Final = 9
"""So many entries have a digit; 0 turns to the next ones."""
_FIRST: Final = ("headcount", "danger", "entrance")
_LACKING: Final = ("无法补齐", "cannot be had")


# -- the list -------------------------------------------------------------------------------------------


def stateable(plan: Plan) -> list[str]:
    """Everything that can be stated, what matters most first: its digits stay the same."""
    first = [name for name in _FIRST if name in plan.facts]
    level = ["level"] if plan.levels else []
    known = {*first, "began", "level"}
    single = [f.id for f in plan.facts.values() if f.type != "rows" and f.id not in known]
    lists = [f.id for f in plan.facts.values() if f.type == "rows"]
    return [*first, *level, "began", *single, *lists]


def press_facts(ui: Ui, panel: Facts, key: Key, scene: Scene) -> Out:
    """One key in the list."""
    names = stateable(scene.plan)
    pages = (len(names) + PER_PAGE - 1) // PER_PAGE
    match key.name:
        case "escape" | "left":
            return ui.closed(), ()
        case "pagedown" | "pageup" | "down" | "up":
            step = 1 if key.name in {"pagedown", "down"} else -1
            return ui.changed(Facts((panel.page + step) % pages)), ()
        case "home" | "end":
            return ui.changed(Facts(0 if key.name == "home" else pages - 1)), ()
        case "digit" if key.plain == "0":
            return ui.changed(Facts((panel.page + 1) % pages)), ()
        case "digit":
            at = panel.page * PER_PAGE + int(key.plain) - 1
            return (ask(ui, names[at], scene), ()) if at < len(names) else (ui, ())
    return ui, ()


def ask(ui: Ui, name: str, scene: Scene) -> Ui:
    """Open the question about one fact."""
    if name == "level":
        return ui.opened(Level(proposed=bool(scene.board.proposed)))
    return ui.opened(Form((name,)))


# -- one question ---------------------------------------------------------------------------------------


def asked_fact(panel: Form, plan: Plan) -> Fact | Column | None:
    """What the panel asks at present; None for the beginning of it all, which every plan has."""
    fact = plan.facts.get(panel.facts[0])
    if fact is not None and fact.type == "rows" and panel.column >= 0:
        return fact.columns[panel.column]
    return fact


def choices(panel: Form, board: Board) -> list[tuple[str, Given]]:
    """What can be answered by a digit."""
    asked, words = asked_fact(panel, board.plan), board.words
    if asked is None:
        return []
    if asked.type == "rows":
        none = panel.facts[0] not in board.state.rows_known
        last = words.sense("form", "none") if none else words.sense("form", "that is all")
        return [(words.sense("form", "add a row"), Given()), (last, Given([]))]
    return options(asked, board.plan, board.site, words)


def press_form(ui: Ui, panel: Form, key: Key, scene: Scene) -> Out:
    """One key in a question."""
    found = choices(panel, scene.board)
    match key.name:
        case "escape":
            return ui.closed(), ()
        case "left" if not panel.field.text:
            return ui.closed(), ()
        case "enter":
            return _entered(ui, panel, scene)
        case "tab":
            return onward(ui, panel, scene), ()
        case "down" | "up" if not found and (picked := _picked(panel, key.name, scene)) is not None:
            return ui.changed(replace(panel, field=picked, fault="")), ()
        case "digit" if found and not panel.field.text:
            return _digit(ui, panel, int(key.plain), found, scene)
    if asked_fact(panel, scene.plan) is not None and _only_digits(panel, scene.plan):
        return ui, ()
    field = panel.field.insert(key.char) if key.types else panel.field.key(key.name)
    return (ui, ()) if field is None else (ui.changed(replace(panel, field=field, fault="")), ())


def _picked(panel: Form, name: str, scene: Scene) -> Field | None:
    """The next stock phrase in the field, in place of none or another; what was typed by hand is left alone."""
    asked = asked_fact(panel, scene.plan)
    phrases = stock(asked, scene.board.site, scene.words) if asked is not None else []
    text = panel.field.text
    if not phrases or (text and text not in phrases):
        return None
    at = phrases.index(text) if text else -1 if name == "down" else len(phrases)
    to = at + (1 if name == "down" else -1)
    return Field.of(phrases[to]) if 0 <= to < len(phrases) else Field()


def _only_digits(panel: Form, plan: Plan) -> bool:
    asked = asked_fact(panel, plan)
    return asked is not None and asked.type == "rows"


def _digit(ui: Ui, panel: Form, pressed: int, found: list[tuple[str, Given]], scene: Scene) -> Out:
    pages = (len(found) + PER_PAGE - 1) // PER_PAGE
    if pressed == 0:
        return ui.changed(replace(panel, page=(panel.page + 1) % pages)), ()
    at = panel.page * PER_PAGE + pressed - 1
    if at >= len(found):
        return ui, ()
    asked = asked_fact(panel, scene.plan)
    if asked is not None and asked.type == "rows":
        return _rows(ui, panel, more=at == 0, scene=scene)
    return answered(ui, panel, found[at][1], scene)


def _rows(ui: Ui, panel: Form, *, more: bool, scene: Scene) -> Out:
    if more:
        return ui.changed(replace(panel, column=0, values=(), page=0)), ()
    if panel.facts[0] in scene.board.state.rows_known:
        return onward(ui, panel, scene), ()
    return ui, (Record(c.StateFact(at=scene.now, seen=scene.seen, fact=panel.facts[0], value=[]), "form"),)


def _entered(ui: Ui, panel: Form, scene: Scene) -> Out:
    """Enter: what was typed is the answer; with nothing typed the question is left open."""
    text = panel.field.text.strip()
    asked = asked_fact(panel, scene.plan)
    if not text:
        if panel.column >= 0:
            return answered(ui, panel, Given(), scene)
        return onward(ui, panel, scene), ()
    for word in _LACKING:
        if text.casefold().startswith(word) and panel.column < 0:
            reason = text[len(word) :].strip(" :：,，")
            if reason:
                return answered(ui, panel, Given(unknown=True, reason=reason), scene)
    try:
        if asked is None:
            return answered(ui, panel, Given(read_time(text, scene.now, scene.board.zone)), scene)
        return answered(ui, panel, understood(text, asked, scene.plan, scene.now), scene)
    except NotUnderstood as error:
        if choices(panel, scene.board):  # they stand there in words; their ids are nobody's business
            error.values.update(allowed=(), near="")
        fault = not_understood(scene.words, error, scene.plan, scene.now)
        return ui.changed(replace(panel, fault=fault, field=Field.of(text))), ()


def answered(ui: Ui, panel: Form, given: Given, scene: Scene) -> Out:
    """An answer is there: it goes on disk; the columns of a row go together once the last one is answered."""
    if panel.column >= 0:
        return _column(ui, panel, given.value, scene)
    command = c.StateFact(
        at=scene.now,
        seen=scene.seen,
        fact=panel.facts[0],
        value=given.value,
        unknown=given.unknown,
        reason=given.reason,
    )
    return ui, (Record(command, "form"),)


def _column(ui: Ui, panel: Form, value: Any, scene: Scene) -> Out:
    fact = scene.plan.facts[panel.facts[0]]
    column = fact.columns[panel.column]
    values = (*panel.values, *(((column.id, value),) if value is not None else ()))
    if panel.column + 1 < len(fact.columns):
        following = replace(panel, column=panel.column + 1, values=values, field=Field(), page=0, fault="")
        return ui.changed(following), ()
    if not values:
        return ui.changed(replace(panel, column=-1, values=(), field=Field())), ()
    command = c.ChangeRow(at=scene.now, seen=scene.seen, fact=fact.id, values=dict(values))
    return ui.changed(replace(panel, values=values)), (Record(command, "form"),)


def onward(ui: Ui, panel: Form, scene: Scene) -> Ui:
    """The next question; after the last one the panel closes."""
    rest = panel.facts[1:]
    if panel.column >= 0:
        return ui.changed(Form(panel.facts, panel.step))
    if not rest:
        return ui.closed()
    if rest[0] == "level":
        return ui.closed().opened(Level(proposed=bool(scene.board.proposed)))
    return ui.changed(Form(rest, panel.step))


def typing(panel: Form, plan: Plan) -> bool:
    """Whether only typing answers the present question."""
    asked = asked_fact(panel, plan)
    return asked is None or typed_only(asked)
