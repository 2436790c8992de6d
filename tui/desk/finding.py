"""The find line: any text opens it, and no text ever records anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final
from unicodedata import normalize

from incidents.views import StepState
from reports.words.names import STEP_STATES, name
from tui.actions import TYPED
from tui.board import Board, Spot
from tui.desk.keys import Key
from tui.desk.scene import Scene
from tui.desk.ui import Find, Ui

MOST: Final = 5
"""So many matches are shown."""
_BY_HAND_MS: Final = 50
"""Letters that come further apart than this are typed by hand; an input method sends a burst."""


@dataclass(frozen=True, slots=True)
class Match:
    """Something that a text may mean: a step, or an action of the table."""

    spot: Spot | None = None
    action: str = ""


def typed(ui: Ui, key: Key, scene: Scene) -> Ui:
    """Text has come in a list: it opens or lengthens the find line."""
    find = ui.find
    by_hand = find.hand or (bool(find.text) and key.char.isascii() and key.at - find.at > _BY_HAND_MS)
    warning = ui.warning
    if not ui.warned and not key.char.isascii():
        warning = _warning(scene, key.char)
    return replace(
        ui,
        find=Find(find.text + key.char, key.at, by_hand and (find.text + key.char).isascii()),
        digit="",
        warning=warning,
        warned=ui.warned or bool(warning),
    )


def _warning(scene: Scene, text: str) -> str:
    return scene.words.sense(
        "desk",
        "Input method on: {text} only searched, nothing recorded. Esc clears; keys work.",
        text=scene.words.quoted(text),
    )


def matches(text: str, scene: Scene) -> list[Match]:
    """What a text may mean, best first: a number, then titles, roles, people, states; then actions by their names."""
    wanted = folded(text)
    if not wanted:
        return []
    found = list(_steps(wanted, scene.board))[:MOST]
    actions = [Match(action=a) for a in _actions(wanted, scene)]
    return [*actions, *found][:MOST] if wanted in TYPED else [*found, *actions][:MOST]


def folded(text: str) -> str:
    """A text as it is compared."""
    return normalize("NFKC", text).strip().casefold()


def _steps(wanted: str, board: Board) -> Iterator[Match]:
    later: list[Match] = []
    for i, step in enumerate(board.plan.steps):
        titles = [folded(title) for title in step.title.values()]
        if wanted == step.number or any(title.startswith(wanted) for title in titles):
            yield Match(board.spot_of(step.id))
        elif any(wanted in title for title in titles) or wanted in _about(i, board):
            later.append(Match(board.spot_of(step.id)))
        if len(later) > MOST:
            break
    yield from later


def _about(i: int, board: Board) -> str:
    """What else a step can be found by: who does it, who is told, who is at it, its state."""
    step, words = board.plan.steps[i], board.words
    roles = (*step.role, *step.tells)
    people = [person.name for role in roles for person in board.phones.people(role)]
    turns = board.state.records[i].turns.values()
    state: StepState = board.state_of(Spot(i), 0)
    parts = [
        step.id,
        *(board.phones.title(role) for role in roles),
        *people,
        *(turn.person for turn in turns if turn.person),
        name(words, STEP_STATES, state),
    ]
    return folded(" ".join(parts))


def _actions(wanted: str, scene: Scene) -> Iterator[str]:
    if wanted in TYPED:
        yield TYPED[wanted]
    for action in scene.registry.menu("live"):
        if wanted in folded(action.zh) or wanted in folded(action.en):
            yield action.id
