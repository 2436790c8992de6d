"""Taking up an incident: how long nothing was recorded, and what has to be known before anything is done.

It is no panel: it lies over the lower half of the list, the first key acts as if it were not there, and it is gone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from incidents.snapshot import limit_views
from incidents.views import LimitView
from tui.board import Board
from tui.common.drafts import Draft
from tui.common.meanwhile import fell_due

GAP_MS: Final = 60_000
"""A shorter gap is not worth a word."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The last sign of life, when the incident was taken up, what fell due in between, and the texts begun."""

    since: int
    at: int
    fell: tuple[LimitView, ...] = ()
    drafts: tuple[tuple[str, str], ...] = ()
    """Who wrote it, and what."""


def resumed(board: Board, now: int, drafts: Iterable[Draft]) -> Resumed | None:
    """What is to be said as the incident is taken up; None for nothing. A draft is a sign of life, too."""
    state = board.state
    if state.closed is not None:
        return None
    kept = tuple(drafts)
    since = max(state.events[-1].recorded, *(draft.at for draft in kept if draft.at <= now), 0)
    fell = fell_due(limit_views(state, board.session.book, now), since, now)
    if now - since < GAP_MS and not kept and state.handover is None and state.duty == board.by:
        return None
    texts = tuple((draft.by, " ".join(draft.lines) or draft.about) for draft in kept)
    return Resumed(since, now, fell, texts)
