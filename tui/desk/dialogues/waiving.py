"""A limit is waived: which, who approves, why. It stays in every table, as waived."""

from __future__ import annotations

from typing import Final

from incidents import commands as c
from incidents.views import LimitView
from reports.format_time import due
from reports.limit_words import basis_period
from tui.desk.dialogues.about import somebody, step_of, titled, who_agrees, why
from tui.desk.dialogues.question import Kind, Question
from tui.desk.effects import Record
from tui.desk.panel import Dialogue
from tui.desk.scene import Out, Scene
from tui.desk.ui import Ui


def _title(panel: Dialogue, scene: Scene) -> str:
    return scene.words.sense("dialogue", "Waive a limit of {step}", step=titled(panel, scene))


def _ask(panel: Dialogue, scene: Scene) -> Question | None:
    words = scene.words
    match len(panel.answers):
        case 0:
            found = _limits(panel, scene)
            if not found:
                return Question(words.sense("dialogue", "This step has no limit to waive."), typed="no")
            options = tuple((_label(limit, scene), str(limit.limit)) for limit in found)
            return Question(words.sense("dialogue", "Which limit?"), options, typed="no")
        case 1:
            return Question(words.sense("dialogue", "Who approves? A digit:"), who_agrees(scene), own=somebody(scene))
        case 2:
            return why(
                scene,
                words.sense("dialogue", "the superior agreed to a later date"),
                words.sense("dialogue", "others have to act first"),
                words.sense("dialogue", "conditions on site do not allow it"),
            )
    return None


def _limits(panel: Dialogue, scene: Scene) -> list[LimitView]:
    """The limits of the step, each once, as they stand in its present turn."""
    return sorted({v.limit: v for v in scene.board.row(panel.spot, scene.now).limits}.values(), key=lambda v: v.limit)


def _label(limit: LimitView, scene: Scene) -> str:
    said = basis_period(limit, scene.words)
    if limit.repeat:
        said += scene.words.sense("dialogue", ", for good")
    if limit.due_at is None:
        return said
    return f"{said} {due(limit.due_at, scene.board.zone, scene.words, scene.now)}"


def _waived(ui: Ui, panel: Dialogue, scene: Scene) -> Out:
    limit, approver, reason = panel.answers
    command = c.Waive(
        at=scene.now,
        seen=scene.seen,
        step=step_of(panel, scene).id,
        turn=panel.spot.turn,
        limit=int(limit),
        approver=approver,
        reason=reason,
    )
    return ui, (Record(command, "close"),)


def _kept(scene: Scene) -> str:
    return scene.words.sense("dialogue", "Left=do not waive")


WAIVE: Final = Kind(_title, _ask, _waived, _kept)
