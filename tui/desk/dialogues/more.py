"""Esc 4: what is rarely done, each with its digit."""

from __future__ import annotations

from typing import Final

from reports.words import Words
from tui.desk import bell, handover, paper
from tui.desk.dialogues.about import back
from tui.desk.dialogues.question import Kind, Question
from tui.desk.panel import Dialogue
from tui.desk.scene import Out, Scene
from tui.desk.ui import Ui

ENTRIES: Final = ("handover", "close", "switch", "waive", "mute", "duty", "take-over", "paper")
"""What there is, in the order of the digits."""


def entry(kind: str, words: Words) -> str:
    """What an entry is called."""
    match kind:
        case "handover":
            return words.sense("more", "hand over the duty")
        case "close":
            return words.sense("more", "close the incident")
        case "switch":
            return words.sense("more", "go on under another plan")
        case "waive":
            return words.sense("more", "waive a limit of this step")
        case "mute":
            return words.sense("more", "bell off, or on again")
        case "duty":
            return words.sense("more", "another duty officer")
        case "take-over":
            return words.sense("more", "take over alone")
    return words.sense("more", "enter what stands on paper")


def _title(panel: Dialogue, scene: Scene) -> str:
    del panel
    return scene.words.sense("more", "More")


def _ask(panel: Dialogue, scene: Scene) -> Question | None:
    if panel.answers:
        return None
    options = tuple((entry(kind, scene.words), kind) for kind in ENTRIES)
    return Question(scene.words.sense("dialogue", "What? A digit:"), options, typed="no")


def _chosen(ui: Ui, panel: Dialogue, scene: Scene) -> Out:
    chosen = panel.answers[0]
    match chosen:
        case "handover":
            return handover.begin(ui.closed(), scene)
        case "mute":
            return bell.toggle(ui.closed(), scene)
        case "paper":
            return paper.begin(ui.closed(), scene)
    return ui.changed(Dialogue(chosen, panel.spot)), ()


MORE: Final = Kind(_title, _ask, _chosen, back)
