"""The end of an incident, its going on afterwards, and going on under another plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from incidents import commands as c
from incidents.decide import decide
from incidents.refusals import Refusal
from reports.words.names import OUTCOMES as OUTCOME_NAMES
from reports.words.names import name
from tui.desk.dialogues.about import back, why
from tui.desk.dialogues.question import Kind, Question
from tui.desk.effects import Record, Switch
from tui.desk.panel import Dialogue, Form
from tui.desk.scene import Out, Scene
from tui.desk.ui import Ui
from tui.lines import drawn

WAYS: Final = ("handled", "false-alarm", "mistake", "switched")
"""How it ends, in the order of the digits."""
STAY: Final = "stay"
"""The answer that closes nothing: fill in first."""


def left_open(scene: Scene) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """What stands against closing: the steps that are open, and (step, fact) that is owed."""
    trial = c.Close(at=scene.now)
    board = scene.board
    decided = decide(board.state, board.session.book, trial, now=scene.now, by=board.by)
    if not isinstance(decided, Refusal) or decided.code != "close-open":
        return (), ()
    return tuple(decided.values["steps"]), tuple(decided.values["owed"])


def _title(panel: Dialogue, scene: Scene) -> str:
    del panel
    return scene.words.sense("dialogue", "Close {incident}", incident=scene.board.session.id)


def _ask(panel: Dialogue, scene: Scene) -> Question | None:
    words = scene.words
    match panel.answers:
        case ():
            options = tuple((name(words, OUTCOME_NAMES, way), way) for way in WAYS)
            return Question(words.sense("dialogue", "How does it end?"), options, typed="no")
        case ("handled",):
            steps, owed = left_open(scene)
            if not steps and not owed:
                return None
            return Question(words.sense("dialogue", "Not all is done. Close all the same: why?"), _despite(owed, scene))
        case ("false-alarm",):
            return why(
                scene,
                words.sense("dialogue", "checked on site: nobody has gathered"),
                words.sense("dialogue", "checked on site: another, ordinary occasion"),
            )
        case ("mistake",):
            return why(
                scene,
                words.sense("dialogue", "pressed by mistake"),
                words.sense("dialogue", "meant as an exercise"),
            )
    return None


def _despite(owed: Sequence[tuple[str, str]], scene: Scene) -> tuple[tuple[str, str], ...]:
    """Go back and fill in; or the reasons for closing with something open."""
    words = scene.words
    reasons = (
        words.sense("dialogue", "what is left goes on in the department's own work"),
        words.sense("dialogue", "what is left was handed to another unit"),
        words.sense("dialogue", "the leader in charge decided to close"),
    )
    first = ((words.sense("dialogue", "do not close yet: fill in what is owed"), STAY),) if owed else ()
    return (*first, *((reason, reason) for reason in reasons))


def _closed(ui: Ui, panel: Dialogue, scene: Scene) -> Out:
    outcome, *reasons = panel.answers
    if outcome == "switched":
        return ui.changed(Dialogue("switch")), ()
    if reasons == [STAY]:
        _, owed = left_open(scene)
        return ui.closed().opened(Form(tuple(dict.fromkeys(fact for _, fact in owed)))), ()
    reason = reasons[0] if reasons else ""
    return ui, (Record(c.Close(at=scene.now, seen=scene.seen, outcome=outcome, reason=reason), "close"),)


def _goes_on(scene: Scene) -> str:
    return scene.words.sense("dialogue", "Left=do not close")


CLOSE: Final = Kind(_title, _ask, _closed, _goes_on)


# -- going on ---------------------------------------------------------------------------------------------


def _reopen_title(panel: Dialogue, scene: Scene) -> str:
    del panel
    return scene.words.sense("dialogue", "Reopen {incident}", incident=scene.board.session.id)


def _reopen_ask(panel: Dialogue, scene: Scene) -> Question | None:
    if panel.answers:
        return None
    words = scene.words
    return why(
        scene,
        words.sense("dialogue", "closed too early: it is not over"),
        words.sense("dialogue", "the group came back over the same matter"),
        words.sense("dialogue", "closed by mistake"),
    )


def _reopened(ui: Ui, panel: Dialogue, scene: Scene) -> Out:
    command = c.ReopenIncident(at=scene.now, seen=scene.seen, reason=panel.answers[0])
    return ui, (Record(command, "close"),)


REOPEN_INCIDENT: Final = Kind(_reopen_title, _reopen_ask, _reopened, back)


# -- another plan -----------------------------------------------------------------------------------------


def _switch_title(panel: Dialogue, scene: Scene) -> str:
    del panel
    return scene.words.sense("dialogue", "Another plan: start, facts and calls go along")


def _switch_ask(panel: Dialogue, scene: Scene) -> Question | None:
    words = scene.words
    match len(panel.answers):
        case 0:
            others = {id_: title for id_, title in scene.board.plans.items() if id_ != scene.plan.id}
            if not others:
                return Question(words.sense("dialogue", "There is no other plan."), typed="no")
            options = tuple((f"{drawn(words.text(title))} ({id_})", id_) for id_, title in others.items())
            return Question(words.sense("dialogue", "Which plan?"), options, typed="no")
        case 1:
            return why(
                scene,
                words.sense("dialogue", "the wrong plan was opened"),
                words.sense("dialogue", "the event has become another one"),
            )
    return None


def _switched(ui: Ui, panel: Dialogue, scene: Scene) -> Out:
    del scene
    plan, reason = panel.answers
    return ui.closed(), (Switch(plan, reason),)


SWITCH: Final = Kind(_switch_title, _switch_ask, _switched, back)
