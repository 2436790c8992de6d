"""The find line: any text opens it, and no text ever records anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, get_args

from incidents.views import StepState
from reports.words.names import STEP_STATES, name
from tui.actions import TYPED
from tui.board import Board, Spot
from tui.board.names import folded
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


def _steps(wanted: str, board: Board) -> Iterator[Match]:
    later: list[Match] = []
    names, about = board.names, _About(wanted, board)
    for i, step in enumerate(board.plan.steps):
        if wanted not in names.all[i] and wanted != step.number and not about.fits(i):
            continue
        if wanted == step.number or any(title.startswith(wanted) for title in names.titles[i]):
            yield Match(board.spot_of(step.id))
        else:
            later.append(Match(board.spot_of(step.id)))
        if len(later) > MOST:
            break
    yield from later


class _About:
    """What else a step can be found by: who does it, who is told, who is at it, its state."""

    def __init__(self, wanted: str, board: Board) -> None:
        words, phones = board.words, board.phones
        self.wanted, self.board = wanted, board
        self.roles = {
            role
            for role in board.names.roles
            if any(wanted in folded(text) for text in (phones.title(role), *(p.name for p in phones.people(role))))
        }
        self.states = {state for state in get_args(StepState) if wanted in folded(name(words, STEP_STATES, state))}

    def fits(self, i: int) -> bool:
        """Whether any of it is what is wanted."""
        step = self.board.plan.steps[i]
        if self.roles and not self.roles.isdisjoint((*step.role, *step.tells)):
            return True
        if self.states and self.board.state_of(Spot(i), 0) in self.states:
            return True
        record = self.board.state.records[i]
        return any(self.wanted in folded(turn.person) for turn in record.turns.values() if turn.person)


def _actions(wanted: str, scene: Scene) -> Iterator[str]:
    if wanted in TYPED:
        yield TYPED[wanted]
    for action in scene.registry.menu("live"):
        if wanted in folded(action.zh) or wanted in folded(action.en):
            yield action.id
