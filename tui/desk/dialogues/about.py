"""What dialogues about a step share: which step, who of our own people may take it on, who may agree."""

from __future__ import annotations

from typing import Final

from runbooks.plan import Step
from tui.common.answers import approvers
from tui.common.calling import Callee
from tui.desk.dialogues.question import Question
from tui.desk.panel import Dialogue
from tui.desk.scene import Scene
from tui.lines import drawn

_FEW: Final = 7


def step_of(panel: Dialogue, scene: Scene) -> Step:
    """The step that a dialogue is about."""
    return scene.plan.steps[panel.spot.step]


def titled(panel: Dialogue, scene: Scene) -> str:
    """`09 统一口径发布信息`, with its turn where there are several."""
    step = step_of(panel, scene)
    turn = f"@{panel.spot.turn}" if panel.spot.turn > 1 else ""
    return f"{step.number}{turn} {drawn(scene.words.text(step.title))}"


def number(panel: Dialogue, scene: Scene) -> str:
    """The number of the step."""
    return step_of(panel, scene).number


def back(scene: Scene) -> str:
    """What Left does where nothing would be lost."""
    return scene.words.sense("dialogue", "Left=back")


def at_hand(panel: Dialogue, scene: Scene) -> list[Callee]:
    """Our own people who may take the step on: those whose step it is, then those whom it concerns."""
    step, phones = step_of(panel, scene), scene.board.phones
    roles = dict.fromkeys((*step.role, *phones.roles_to_call(step)))
    found = [callee for role in roles if role in scene.plan.roles for callee in phones.callees(role) if callee.person]
    first: dict[str, Callee] = {}
    for callee in found:
        first.setdefault(callee.person, callee)
    return list(first.values())


def role_of(name: str, panel: Dialogue, scene: Scene) -> str:
    return next((callee.role for callee in at_hand(panel, scene) if callee.person == name), "")


def somebody(scene: Scene) -> str:
    """The last of a list of people."""
    return scene.words.sense("dialogue", "somebody else, by name")


def who_agrees(scene: Scene) -> tuple[tuple[str, str], ...]:
    """Who can agree to or approve something: name and title, and the name."""
    known = approvers(scene.plan, scene.board.site, scene.words)[:_FEW]
    return tuple((f"{name} {drawn(title)}", name) for name, title in known)


def why(scene: Scene, *reasons: str) -> Question:
    """The question for a reason: the usual ones by a digit, any other typed."""
    return Question(scene.words.sense("dialogue", "Why?"), tuple((reason, reason) for reason in reasons))
