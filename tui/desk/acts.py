"""What the officer did last: taking it back, moving it to an earlier minute. Both are corrections."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from incidents import commands as c
from incidents.events import STANDING_KINDS, Event
from tui.board import Board
from tui.desk.effects import Effect, Record
from tui.desk.keys import Key
from tui.desk.scene import Out, Scene
from tui.desk.ui import Act, Ui, Undo

UNDO_MS: Final = 5_000
"""So long the question stands whether to take something back."""
EARLIER_MS: Final = 10_000
"""So long after an act Left moves it."""
SETTLE_MS: Final = 1_500
"""So long after the last Left the correction is written."""
MISTAKE_MS: Final = 600_000
"""So long after the opening it can be taken back as a mistake; later, an incident is closed."""
_MINUTE: Final = 60_000


# -- taking back ----------------------------------------------------------------------------------------


def undo(ui: Ui, key: Key, scene: Scene) -> Out:
    """Backspace: the first one asks, a second one within five seconds takes the latest act back."""
    asked = ui.undo
    if ui.trouble is not None and ui.trouble.paused:
        return replace(ui, said=scene.words.sense("desk", "Disk full, recording is off: nothing can be undone.")), ()
    if asked is None:
        event = latest(scene.board, scene.now)
        if event is None:
            return replace(ui, said=_nothing(scene)), ()
        return replace(ui, undo=Undo(event.seq, key.at)), ()
    ui = replace(ui, undo=None)
    if key.at - asked.asked > UNDO_MS:
        return undo(ui, key, scene)
    event = scene.board.session.events[asked.seq - 1]
    return ui, (Record(_taking_back(event, scene)),)


def _taking_back(event: Event, scene: Scene) -> c.Command:
    reason = scene.words.say("mistake")
    if event.kind == "incident-opened":
        return c.Close(at=scene.now, seen=scene.seen, outcome="mistake", reason=reason)
    return c.Correct(at=scene.now, seen=scene.seen, seq=event.seq, void=True, reason=reason)


def _nothing(scene: Scene) -> str:
    """Why there is nothing to take back; whoever opened by mistake and noticed late has to close."""
    words, first = scene.words, scene.board.session.events[0]
    if scene.board.state.closed is None and first.by == scene.board.by:
        return words.sense("desk", "Nothing of yours to undo. If it was opened by mistake: close it with Esc 4.")
    return words.sense("desk", "There is nothing of yours to undo.")


def latest(board: Board, now: int) -> Event | None:
    """The officer's latest record that stands: the first of its command. The opening itself, if nothing else is and it
    was just now.
    """
    state = board.state
    if state.closed is not None:
        return None
    overrides = state.overrides
    for event in reversed(board.session.events):
        if event.by != board.by or overrides.get(event.seq, {}).get("void"):
            continue
        if event.kind in STANDING_KINDS:
            return _first_of(event, board)
        if event.kind == "incident-opened" and by_mistake(board, now):
            return event
    return None


def by_mistake(board: Board, now: int) -> bool:
    """Whether the opening can still be taken back by a key: it was just now, and no record of anybody stands but it."""
    events, overrides = board.session.events, board.state.overrides
    if board.state.closed is not None or now - events[0].recorded > MISTAKE_MS:
        return False
    standing = (e for e in events if e.kind in STANDING_KINDS and not overrides.get(e.seq, {}).get("void"))
    return next(standing, None) is None


def _first_of(event: Event, board: Board) -> Event:
    events, n = board.session.events, event.seq - 1
    while event.op and n > 0 and events[n - 1].group == event.group:
        n -= 1
    return events[n]


# -- a minute earlier -----------------------------------------------------------------------------------


def can_move(ui: Ui, at: int) -> bool:
    """Whether Left still moves the last act, at a monotonic time."""
    act = ui.act
    if act is None:
        return False
    return at - act.stored <= EARLIER_MS or (act.minutes > 0 and at - act.pressed <= SETTLE_MS)


def earlier(ui: Ui, key: Key) -> Out:
    """Left: the last act happened a minute earlier. Nothing is written before the officer stops pressing."""
    act = ui.act
    if act is None:
        return ui, ()
    return replace(ui, act=replace(act, minutes=act.minutes + 1, pressed=key.at)), ()


def settle(ui: Ui, scene: Scene) -> Out:
    """Write the correction of the act that was moved."""
    act = ui.act
    if act is None or not act.minutes:
        return ui, ()
    at = act.at - act.minutes * _MINUTE
    if _overtakes(act, at, scene.board):
        said = scene.words.sense(
            "desk", "It cannot be earlier than what was said of it before; its time stays. Nothing was recorded."
        )
        return replace(ui, act=Act(act.seqs, act.at, act.stored), said=said), ()
    events = [scene.board.session.events[seq - 1] for seq in act.seqs]
    moved = [event for event in events if event.kind in STANDING_KINDS and event.at == act.at]
    effects: list[Effect] = [
        Record(
            c.Correct(
                at=scene.now,
                seen=scene.seen,
                seq=event.seq,
                new_at=at,
                reason=scene.words.sense("desk", "happened earlier"),
            ),
            "earlier",
        )
        for event in moved
    ]
    return replace(ui, act=Act(act.seqs, at, act.stored)), tuple(effects)


def _overtakes(act: Act, at: int, board: Board) -> bool:
    """Whether a fact would be moved before what was said of it earlier: that would stand again, in its place."""
    overrides, events = board.state.overrides, board.session.events
    for seq in act.seqs:
        event = events[seq - 1]
        if event.kind != "fact-stated":
            continue
        for other in events[: seq - 1]:
            same = other.kind == "fact-stated" and other.data["fact"] == event.data["fact"]
            if same and not overrides.get(other.seq, {}).get("void") and at < other.at <= act.at:
                return True
    return False
