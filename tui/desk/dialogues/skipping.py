"""A step is skipped, with a reason and who agreed; or one that has ended is open again."""

from __future__ import annotations

from typing import Final, Literal

from incidents import commands as c
from reports.format_time import hhmm
from tui.desk.dialogues.about import somebody, step_of, titled, who_agrees
from tui.desk.dialogues.question import Kind, Question
from tui.desk.effects import Record
from tui.desk.panel import Dialogue
from tui.desk.scene import Out, Scene
from tui.desk.ui import Ui
from tui.lines import drawn


def reasons(scene: Scene) -> tuple[str, ...]:
    """Why a step is skipped."""
    words = scene.words
    return (
        words.sense("dialogue", "somebody else did it"),
        words.sense("dialogue", "not possible on site"),
        words.sense("dialogue", "a leader agreed not to do it now"),
        words.sense("dialogue", "does not fit this case"),
        words.sense("dialogue", "double: another step covers it"),
    )


def _skip_title(panel: Dialogue, scene: Scene) -> str:
    return scene.words.sense("dialogue", "Skip {step}", step=titled(panel, scene))


def _skip_ask(panel: Dialogue, scene: Scene) -> Question | None:
    words = scene.words
    match len(panel.answers):
        case 0:
            options = tuple((reason, reason) for reason in reasons(scene))
            return Question(words.sense("dialogue", "Why?"), options)
        case 1:
            return Question(
                words.sense("dialogue", "Who agreed? A digit:"),
                who_agrees(scene),
                own=somebody(scene),
                blank="",
                empty=words.sense("dialogue", "Enter alone: nobody was asked"),
            )
    return None


def _skipped(ui: Ui, panel: Dialogue, scene: Scene) -> Out:
    reason, approver = panel.answers
    command = c.Skip(
        at=scene.now,
        seen=scene.seen,
        step=step_of(panel, scene).id,
        turn=panel.spot.turn,
        reason=reason,
        approver=approver,
    )
    return ui, (Record(command, "close"),)


def _kept(scene: Scene) -> str:
    return scene.words.sense("dialogue", "Left=do not skip")


SKIP: Final = Kind(_skip_title, _skip_ask, _skipped, _kept)


# -- open again -----------------------------------------------------------------------------------------


def _reopen_title(panel: Dialogue, scene: Scene) -> str:
    """`重开 04 责任部门到达现场 (09:31 孙伟 已办)`."""
    words, view = scene.words, scene.board.row(panel.spot, scene.now).view
    said = words.sense("dialogue", "Reopen {step}", step=titled(panel, scene))
    ended = view.done_at
    if ended is None:
        return said
    who = drawn(view.person or view.by)
    how = words.sense("dialogue", "skipped") if view.state == "skipped" else words.sense("dialogue", "done")
    return f"{said} ({hhmm(ended, scene.board.zone)} {who} {how})"


def _reopen_ask(panel: Dialogue, scene: Scene) -> Question | None:
    if panel.answers:
        return None
    words = scene.words
    wrong, not_done, again = (
        words.sense("dialogue", "wrong step ticked"),
        words.sense("dialogue", "not really done"),
        words.sense("dialogue", "must be done again"),
    )
    return Question(
        words.sense("dialogue", "Why?"),
        ((wrong, f"wrong:{wrong}"), (not_done, f"wrong:{not_done}"), (again, f"again:{again}")),
    )


def _reopened(ui: Ui, panel: Dialogue, scene: Scene) -> Out:
    kind, colon, reason = panel.answers[0].partition(":")
    how: Literal["wrong", "again"] = "again" if colon and kind == "again" else "wrong"
    if kind not in {"wrong", "again"}:
        reason = panel.answers[0]
    command = c.Reopen(
        at=scene.now, seen=scene.seen, step=step_of(panel, scene).id, turn=panel.spot.turn, how=how, reason=reason
    )
    return ui, (Record(command, "close"),)


def _closed(scene: Scene) -> str:
    return scene.words.sense("dialogue", "Left=do not reopen")


REOPEN: Final = Kind(_reopen_title, _reopen_ask, _reopened, _closed)
