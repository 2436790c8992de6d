"""How far a handover has come. Nothing of it is remembered: the record says it, whichever station wrote there."""

from __future__ import annotations

from typing import Final, Literal

from incidents.apply import standing
from incidents.events import Event
from tui.board import Board
from tui.desk.panel import Handover

Stage = Literal["whom", "words", "out", "sign", "ended"]
"""Whom to is asked; the words are written; the outgoing officer is to sign; the incoming one is; it came to an end."""

MOST: Final = 9
"""So many names have a digit."""
_ENDS: Final = frozenset({"handover-accepted", "handover-cancelled", "taken-over"})


def stage(panel: Handover, board: Board) -> Stage:
    """The stage at which a panel is."""
    if board.state.handover is not None:
        return "whom" if panel.asking else "sign"
    if ended(panel, board) is not None:
        return "ended"
    if panel.asking or panel.taker in {"", board.state.duty}:
        return "whom"
    return "words" if panel.writing else "out"


def typing(panel: Handover, board: Board) -> bool:
    """Whether keys are being typed: into the words, or into a name that was begun."""
    at = stage(panel, board)
    return at == "words" or (at == "whom" and bool(panel.name.text or not takers(board)))


def takers(board: Board) -> list[str]:
    """Who can be on duty and is not, beginning with whoever follows in the site's list."""
    duty, present = board.site.duty, board.state.duty
    after = duty.index(present) + 1 if present in duty else 0
    return [name for name in dict.fromkeys((*duty[after:], *duty[:after])) if name != present][:MOST]


def likely(board: Board) -> str:
    """To whom the duty goes unless somebody says otherwise: to whoever sits here and is not on duty, else the next."""
    others = takers(board)
    return board.by if board.by in others else others[0] if others else ""


def offer(board: Board) -> tuple[Event, str] | None:
    """The offer that stands, and its words as they read by now."""
    return last_offer(board) if board.state.handover is not None else None


def last_offer(board: Board) -> tuple[Event, str] | None:
    """The latest offer, whatever became of it, and its words as they read by now."""
    return next((found for found in _of_duty(board) if found[0].kind == "handover-offered"), None)


def ended(panel: Handover, board: Board) -> Event | None:
    """How it came to an end since the panel last heard of it, at whichever station; None while it goes on."""
    if board.state.handover is not None:
        return None
    last = next((event for event, _ in _of_duty(board)), None)
    return last if last is not None and last.seq > panel.since and last.kind in _ENDS else None


def _of_duty(board: Board) -> list[tuple[Event, str]]:
    """The records about the duty that stand, the latest first, with what was said in words."""
    found = []
    for seq in reversed(board.state.by_subject.get("duty", ())):
        event = board.session.events[seq - 1]
        if (stands := standing(board.state, event)) is not None:
            found.append((event, str(stands[1].get("words", ""))))
    return found


def news(board: Board) -> list[Event]:
    """What was recorded since the offer."""
    found = offer(board)
    return board.session.events[found[0].seq :] if found else []


def unread(panel: Handover, board: Board) -> list[Event]:
    """What was recorded since the offer and has not been looked through."""
    return [event for event in news(board) if event.seq > panel.read]
