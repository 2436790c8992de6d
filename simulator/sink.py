"""Who is told what happens in a run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol


class Sink(Protocol):
    """Is told everything of a run that belongs into a timeline, in the order in which it happens."""

    def stated(self, t: int, fact: int, value: Any, cause: str) -> None:
        """A fact was stated, outside of any form."""

    def happened(self, t: int, inject: str) -> None:
        """An inject came."""

    def began(self, t: int, step: int, turn: int, people: Sequence[int]) -> None:
        """A turn of a step was begun."""

    def ended(self, t: int, step: int, turn: int, people: Sequence[int], form: Sequence[tuple[int, Any]]) -> None:
        """A turn was done, with the answers of its form; the level last."""
