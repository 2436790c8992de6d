"""What a key meets: the board, the moment, the actions."""

from __future__ import annotations

from dataclasses import dataclass

from reports.words import Words
from runbooks.plan import Plan
from tui.actions import Registry
from tui.board import Board
from tui.desk.effects import Effect
from tui.desk.ui import Ui

Out = tuple[Ui, tuple[Effect, ...]]
"""The interface after a key, and what is to be done."""


@dataclass(frozen=True, slots=True)
class Scene:
    """`now` is when the key was pressed (milliseconds UTC): what it records happened then."""

    board: Board
    now: int
    registry: Registry

    @property
    def words(self) -> Words:
        """The language."""
        return self.board.words

    @property
    def plan(self) -> Plan:
        """The plan in force."""
        return self.board.plan

    @property
    def seen(self) -> int:
        """The version that the officer has before their eyes."""
        return self.board.version


def nothing_written(words: Words) -> str:
    """Enter in an empty field that must not be empty."""
    return words.sense("desk", "Nothing is written here yet; nothing was recorded.")
