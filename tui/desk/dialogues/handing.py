"""Somebody takes a step on, it is begun, whoever is at it is reminded."""

from __future__ import annotations

from typing import Final

from incidents import commands as c
from tui.desk.dialogues.about import at_hand, back, role_of, somebody, step_of, titled
from tui.desk.dialogues.question import Kind, Question
from tui.desk.effects import Record
from tui.desk.panel import Dialogue
from tui.desk.scene import Out, Scene
from tui.desk.ui import Ui
from tui.lines import drawn


def _whom(panel: Dialogue, scene: Scene) -> Question | None:
    if panel.answers:
        return None
    options = tuple((f"{callee.person} {drawn(callee.title)}", callee.person) for callee in at_hand(panel, scene))
    return Question(scene.words.sense("dialogue", "To whom?"), options, own=somebody(scene))


def _assigned(ui: Ui, panel: Dialogue, scene: Scene) -> Out:
    name = panel.answers[0]
    command = c.AssignStep(
        at=scene.now,
        seen=scene.seen,
        step=step_of(panel, scene).id,
        turn=panel.spot.turn,
        person=name,
        role=role_of(name, panel, scene),
    )
    return ui, (Record(command, "close"),)


def _nothing(panel: Dialogue, scene: Scene) -> None:
    del panel, scene


def _started(ui: Ui, panel: Dialogue, scene: Scene) -> Out:
    command = c.Start(at=scene.now, seen=scene.seen, step=step_of(panel, scene).id, turn=panel.spot.turn)
    return ui, (Record(command, "close"),)


def _who_is_at_it(panel: Dialogue, scene: Scene) -> Question | None:
    """Whom to remind: nobody is asked about where somebody is at it, or there is only one."""
    if panel.answers or _at_it(panel, scene):
        return None
    found = at_hand(panel, scene)
    if len(found) < 2:
        return None
    options = tuple((f"{callee.person} {drawn(callee.title)}", callee.person) for callee in found)
    return Question(scene.words.sense("dialogue", "Who was reminded?"), options, own=somebody(scene))


def _at_it(panel: Dialogue, scene: Scene) -> str:
    return scene.board.row(panel.spot, scene.now).view.person


def _reminded(ui: Ui, panel: Dialogue, scene: Scene) -> Out:
    known = [callee.person for callee in at_hand(panel, scene)]
    name = next(iter((*panel.answers, _at_it(panel, scene), *known)), "") or (known[0] if known else "")
    command = c.Remind(
        at=scene.now,
        seen=scene.seen,
        step=step_of(panel, scene).id,
        turn=panel.spot.turn,
        person=name,
        role=role_of(name, panel, scene),
    )
    return ui, (Record(command, "close"),)


def _assigning(panel: Dialogue, scene: Scene) -> str:
    return scene.words.sense("dialogue", "Hand over {step}", step=titled(panel, scene))


def _reminding(panel: Dialogue, scene: Scene) -> str:
    return scene.words.sense("dialogue", "Remind: {step}", step=titled(panel, scene))


ASSIGN: Final = Kind(_assigning, _whom, _assigned, back)
START: Final = Kind(titled, _nothing, _started, back)
REMIND: Final = Kind(_reminding, _who_is_at_it, _reminded, back)
