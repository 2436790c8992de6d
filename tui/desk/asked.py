"""What was typed in answer to a question and not given: it comes up again when the same question is asked again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from tui.desk.field import EMPTY, Field
from tui.desk.panel import Dialogue, Form, Handover, Level, Panel, Paper, Strip
from tui.desk.ui import Typed, Ui

_TAKER: Final = "handover:to"


def question_of(panel: Panel | None) -> str:
    """The name of the question that a panel asks; empty where nothing is typed, or what is typed is kept otherwise."""
    match panel:
        case Form():
            return f"{'row' if panel.column >= 0 else 'fact'}:{panel.facts[0]}"
        case Level() if panel.declined or panel.chosen:
            return f"{'level-by' if panel.naming else 'level'}:{panel.chosen}"
        case Dialogue():
            return f"{_dialogue(panel)}{'/'.join(panel.answers)}"
        case Strip(typing=True):
            return "fact:began"
        case Paper():
            return "paper"
        case Handover() if panel.asking or not panel.taker:
            return _TAKER
    return ""


def _dialogue(panel: Dialogue) -> str:
    return f"{panel.kind}:{panel.spot.step}@{panel.spot.turn}:"


def follow(before: Ui, after: Ui) -> Ui:
    """Keep what was typed; where a question has just been asked, fill in what was typed when it was asked before."""
    panel = after.panel
    asked = question_of(panel)
    if question_of(before.panel) == _TAKER and isinstance(panel, Handover) and not asked:
        return _without(after, [_TAKER])
    if not asked or panel is None:
        return after
    if question_of(before.panel) == asked and len(before.panels) == len(after.panels):
        typed = _typed(asked, panel)
        return with_typed(after, typed) if typed is not None else _without(after, [asked])
    found = next((typed for typed in after.typed if typed.question == asked), None)
    return after if found is None else after.changed(_filled(panel, found))


def recorded(ui: Ui, panel: Panel | None) -> Ui:
    """The same once what a panel asked is on disk: nothing of it is left to be offered."""
    if isinstance(panel, Dialogue):
        return _without(ui, [t.question for t in ui.typed if t.question.startswith(_dialogue(panel))])
    if isinstance(panel, Level):
        return _without(ui, [f"level:{panel.chosen}", f"level-by:{panel.chosen}"])
    return _without(ui, [question_of(panel)])


def with_typed(ui: Ui, typed: Typed) -> Ui:
    """The same with an answer as it stands now."""
    if typed in ui.typed:
        return ui
    return replace(ui, typed=(*(t for t in ui.typed if t.question != typed.question), typed))


def _without(ui: Ui, questions: Iterable[str]) -> Ui:
    gone = set(questions)
    return replace(ui, typed=tuple(t for t in ui.typed if t.question not in gone))


def _typed(asked: str, panel: Panel) -> Typed | None:
    """What stands in the field; None for nothing."""
    match panel:
        case Form(column=column) if column >= 0:
            filled = panel.field.text.strip() or panel.values
            return Typed(asked, panel.field.text, column, panel.values) if filled else None
        case Level():
            text = panel.field.text if panel.naming else panel.reason or panel.field.text
        case Form() | Dialogue() | Paper() | Strip():
            text = panel.field.text
        case Handover():
            text = panel.name.text
        case _:
            return None
    return Typed(asked, text) if text.strip() else None


def _filled(panel: Panel, typed: Typed) -> Panel:
    field = Field.of(typed.text)
    match panel:
        case Form() if panel.column >= 0:
            return replace(panel, field=field, column=typed.column, values=typed.values)
        case Level() if panel.naming or not panel.reason:
            return replace(panel, field=field)
        case Dialogue() if panel.field == EMPTY:
            return replace(panel, field=field, typing=True)
        case Form() | Paper() | Strip() if panel.field == EMPTY:
            return replace(panel, field=field)
        case Handover() if panel.name == EMPTY:
            return replace(panel, name=field)
    return panel


# -- on disk --------------------------------------------------------------------------------------------


def to_data(typed: Iterable[Typed]) -> dict[str, Any]:
    """As it stands in the drafts."""
    return {t.question: {"text": t.text, "column": t.column, "values": dict(t.values)} for t in typed}


def from_data(data: Mapping[str, Any]) -> tuple[Typed, ...]:
    """What stands in the drafts; nothing where it is not of ours."""
    try:
        return tuple(
            Typed(question, str(one["text"]), int(one["column"]), tuple(dict(one["values"]).items()))
            for question, one in data.items()
        )
    except (KeyError, TypeError, ValueError):
        return ()
