"""Taking up an incident: how long nothing was recorded, and what has to be known before anything is done.

It is no panel: it lies over the lower half of the list, the first key acts as if it were not there, and it is gone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from incidents.views import LimitView
from tui.board import Board
from tui.common.drafts import Draft
from tui.common.meanwhile import fell_due

GAP_MS: Final = 60_000
"""A shorter gap is not worth a word."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The last sign of life, when the incident was taken up, what fell due in between, and the notes begun."""

    since: int
    at: int
    fell: tuple[LimitView, ...] = ()
    drafts: tuple[tuple[str, str], ...] = ()
    """Who wrote it, and what; one's own first, as it is the one to go on with."""

    @property
    def long(self) -> bool:
        """Whether nothing was recorded for so long that it is worth a word."""
        return self.at - self.since >= GAP_MS


def resumed(board: Board, now: int, drafts: Iterable[Draft]) -> Resumed | None:
    """What is to be said as the incident is taken up; None for nothing. A draft is a sign of life, too."""
    state = board.state
    if state.closed is not None:
        return None
    kept = sorted(drafts, key=lambda draft: draft.by != board.by)
    since = max([state.events[-1].recorded, *(draft.at for draft in kept if draft.at <= now)])
    fell = fell_due(board.exceeded(now), since, now)
    texts = tuple((draft.by, " ".join(draft.lines)) for draft in kept if draft.kind == "note")
    found = Resumed(since, now, fell, texts)
    return found if found.long or texts or state.handover is not None or state.duty != board.by else None
