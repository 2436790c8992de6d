"""Somebody else is on duty: entered by whoever sits here, or taken over alone when the other cannot sign."""

from __future__ import annotations

from typing import Final

from incidents import commands as c
from tui.desk.dialogues.about import back, somebody, why
from tui.desk.dialogues.question import Kind, Question
from tui.desk.effects import Record
from tui.desk.panel import Dialogue
from tui.desk.scene import Out, Scene
from tui.desk.ui import Ui
from tui.lines import drawn


def _who(scene: Scene, text: str) -> Question:
    present = scene.board.state.duty
    names = [name for name in dict.fromkeys((scene.board.by, *scene.board.site.duty)) if name != present]
    return Question(text, tuple((drawn(name), name) for name in names), own=somebody(scene))


def _duty_title(panel: Dialogue, scene: Scene) -> str:
    del panel
    return scene.words.sense("dialogue", "Another duty officer (now {name})", name=drawn(scene.board.state.duty))


def _duty_ask(panel: Dialogue, scene: Scene) -> Question | None:
    words = scene.words
    match len(panel.answers):
        case 0:
            return _who(scene, words.sense("dialogue", "Who is on duty?"))
        case 1:
            return why(
                scene,
                words.sense("dialogue", "the roster says so; the name was wrong"),
                words.sense("dialogue", "stands in for a while"),
            )
    return None


def _duty_done(ui: Ui, panel: Dialogue, scene: Scene) -> Out:
    name, reason = panel.answers
    return ui, (Record(c.TakeOver(at=scene.now, seen=scene.seen, taker=name, reason=reason), "sit"),)


DUTY: Final = Kind(_duty_title, _duty_ask, _duty_done, back)


def _over_title(panel: Dialogue, scene: Scene) -> str:
    del panel
    return scene.words.sense("dialogue", "Take over alone from {name}", name=drawn(scene.board.state.duty))


def _over_ask(panel: Dialogue, scene: Scene) -> Question | None:
    words = scene.words
    match len(panel.answers):
        case 0:
            return _who(scene, words.sense("dialogue", "Who takes over?"))
        case 1:
            return why(
                scene,
                words.sense("dialogue", "the duty officer fell ill"),
                words.sense("dialogue", "the duty officer cannot be reached"),
                words.sense("dialogue", "the duty officer did not come"),
            )
        case 2:
            yes = words.sense("dialogue", "yes, {name} answers from now on", name=drawn(panel.answers[0]))
            sure = words.sense("dialogue", "It is recorded as taken over alone, and stands in the report. Sure?")
            return Question(sure, ((yes, "yes"),), typed="no")
    return None


def _over_done(ui: Ui, panel: Dialogue, scene: Scene) -> Out:
    name, reason, _ = panel.answers
    return ui, (Record(c.TakeOver(at=scene.now, seen=scene.seen, taker=name, reason=reason), "sit", by=name),)


TAKE_OVER: Final = Kind(_over_title, _over_ask, _over_done, back)
