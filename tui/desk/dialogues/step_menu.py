"""Right on a step: the list of what can be done about it beside doing it."""

from __future__ import annotations

from typing import Final

from reports.words import Words
from tui.desk.dialogues.about import back, titled
from tui.desk.dialogues.question import Kind, Question
from tui.desk.panel import Dialogue
from tui.desk.scene import Out, Scene
from tui.desk.ui import Ui

MENU: Final = ("assign", "start", "remind", "skip", "reopen", "evidence", "retime", "waive", "extend")
"""What Right offers, in the order of the digits."""


def entry(kind: str, words: Words) -> str:
    """What an entry of the list is called."""
    match kind:
        case "assign":
            return words.sense("dialogue", "hand over")
        case "start":
            return words.sense("dialogue", "begin")
        case "remind":
            return words.sense("dialogue", "remind")
        case "skip":
            return words.sense("dialogue", "skip")
        case "reopen":
            return words.sense("dialogue", "reopen")
        case "evidence":
            return words.sense("dialogue", "evidence")
        case "retime":
            return words.sense("dialogue", "change a time")
        case "extend":
            return words.sense("dialogue", "extend a limit")
    return words.sense("dialogue", "waive a limit")


def _menu(panel: Dialogue, scene: Scene) -> Question | None:
    if panel.answers:
        return None
    options = tuple((entry(kind, scene.words), kind) for kind in MENU)
    return Question(scene.words.sense("dialogue", "What about it? A digit:"), options, typed="no")


def _chosen(ui: Ui, panel: Dialogue, scene: Scene) -> Out:
    del scene
    return ui.changed(Dialogue(panel.answers[0], panel.spot)), ()


STEP: Final = Kind(titled, _menu, _chosen, back)
