"""A limit is extended, once, as the plan allows it: which, who of the role that the plan names says so, why."""

from __future__ import annotations

from typing import Final

from incidents import commands as c
from reports.format_span import duration
from reports.format_value import role as role_title
from reports.limit_words import basis_period
from runbooks.plan import Limit
from runbooks.site import role_held
from tui.desk.dialogues.about import back, somebody, step_of, titled, why
from tui.desk.dialogues.question import Kind, Question
from tui.desk.effects import Record
from tui.desk.panel import Dialogue
from tui.desk.scene import Out, Scene
from tui.desk.ui import Ui
from tui.lines import drawn


def _title(panel: Dialogue, scene: Scene) -> str:
    return scene.words.sense("dialogue", "Extend a limit of {step}", step=titled(panel, scene))


def _ask(panel: Dialogue, scene: Scene) -> Question | None:
    words = scene.words
    match len(panel.answers):
        case 0:
            options = _limits(panel, scene)
            if not options:
                return Question(words.sense("dialogue", "The plan lets no limit of this step be extended."), typed="no")
            return Question(words.sense("dialogue", "Which limit?"), options, typed="no")
        case 1:
            return _who(panel, scene)
        case 2:
            return why(
                scene,
                words.sense("dialogue", "the matter is complex"),
                words.sense("dialogue", "others have to act first"),
                words.sense("dialogue", "facts still have to be checked"),
            )
    return None


def _limits(panel: Dialogue, scene: Scene) -> tuple[tuple[str, str], ...]:
    """The limits of the step that the plan lets be extended, as they stand in its present turn."""
    step = step_of(panel, scene)
    latest = {v.limit: v for v in scene.board.row(panel.spot, scene.now).limits}
    allowed = [n for n, limit in enumerate(step.limits, 1) if limit.extend is not None and n in latest]
    return tuple((basis_period(latest[n], scene.words), str(n)) for n in allowed)


def _limit(panel: Dialogue, scene: Scene) -> Limit:
    return step_of(panel, scene).limits[int(panel.answers[0]) - 1]


def _who(panel: Dialogue, scene: Scene) -> Question:
    """Who of the role that the plan names; anybody else can be named too, and is refused with the reason."""
    words, rule = scene.words, _limit(panel, scene).extend
    if rule is None:
        return Question(words.sense("dialogue", "The plan lets no limit of this step be extended."), typed="no")
    callees = [callee for callee in scene.board.phones.callees(rule.role) if callee.person]
    text = words.sense(
        "dialogue",
        "By {length}. Who approves, as {role}?",
        length=duration(rule.by.text, words),
        role=drawn(role_title(rule.role, scene.plan, words)),
    )
    options = tuple((f"{callee.person} {drawn(callee.title)}", callee.person) for callee in callees)
    return Question(text, tuple(dict.fromkeys(options)), own=somebody(scene))


def _extended(ui: Ui, panel: Dialogue, scene: Scene) -> Out:
    limit, approver, reason = panel.answers
    rule, board = _limit(panel, scene).extend, scene.board
    role = role_held(scene.plan, board.site, board.state.people, rule.role, approver) if rule is not None else ""
    command = c.Extend(
        at=scene.now,
        seen=scene.seen,
        step=step_of(panel, scene).id,
        turn=panel.spot.turn,
        limit=int(limit),
        approver=approver,
        role=role,
        reason=reason,
    )
    return ui, (Record(command, "close"),)


EXTEND: Final = Kind(_title, _ask, _extended, back)
