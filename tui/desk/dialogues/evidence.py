"""Evidence: a number, what it is about and when it is deleted. The thing itself is kept elsewhere."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from incidents import commands as c
from reports.format_time import local
from reports.typed.times import read_date
from tui.desk.dialogues.about import back, step_of, titled
from tui.desk.dialogues.question import Kind, Question
from tui.desk.effects import Record
from tui.desk.panel import Dialogue
from tui.desk.scene import Out, Scene
from tui.desk.ui import Ui

_MONTH: Final = 30
_HALF_YEAR: Final = 183
_YEAR: Final = 365


def _title(panel: Dialogue, scene: Scene) -> str:
    return scene.words.sense("dialogue", "Evidence: {step}", step=titled(panel, scene))


def _ask(panel: Dialogue, scene: Scene) -> Question | None:
    words = scene.words
    match len(panel.answers):
        case 0:
            fresh = _next_id(scene)
            return Question(
                words.sense("dialogue", "Under which number is it kept?"),
                ((fresh, fresh),),
                own=words.sense("dialogue", "another number"),
            )
        case 1:
            about = (
                words.sense("dialogue", "state of the site"),
                words.sense("dialogue", "damage to things"),
                words.sense("dialogue", "an injury"),
                words.sense("dialogue", "minutes of a talk"),
            )
            return Question(
                words.sense("dialogue", "What is it about? The event, not the person."),
                tuple((one, one) for one in about),
            )
        case 2:
            return Question(
                words.sense("dialogue", "When is it deleted?"),
                (
                    (words.sense("dialogue", "after 30 days"), _after(_MONTH, scene)),
                    (words.sense("dialogue", "after half a year"), _after(_HALF_YEAR, scene)),
                    (words.sense("dialogue", "after a year"), _after(_YEAR, scene)),
                ),
                own=words.sense("dialogue", "another date, such as 2026-09-09"),
                read=lambda text: read_date(text, scene.now, scene.board.zone),
            )
    return None


def _next_id(scene: Scene) -> str:
    """The incident's number with the next one that is free."""
    board = scene.board
    used = {event.data["id"] for event in board.session.events if event.kind == "evidence-filed"}
    n = len(used) + 1
    while f"{board.session.id}-E{n:02}" in used:
        n += 1
    return f"{board.session.id}-E{n:02}"


def _after(days: int, scene: Scene) -> str:
    return (local(scene.now, scene.board.zone).date() + timedelta(days=days)).isoformat()


def _filed(ui: Ui, panel: Dialogue, scene: Scene) -> Out:
    name, about, delete_by = panel.answers
    command = c.FileEvidence(
        at=scene.now, seen=scene.seen, id=name, about=about, delete_by=delete_by, step=step_of(panel, scene).id
    )
    return ui, (Record(command, "close"),)


EVIDENCE: Final = Kind(_title, _ask, _filed, back)
