"""What becomes of the screen once the world has answered: recorded, refused, or not stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.events import Event
from incidents.refusals import Refusal
from reports.format_time import hhmmss
from reports.telling import tell
from reports.words.refusals import refusal
from tui.actions import Registry
from tui.board import Board, Spot
from tui.desk import handover, paper
from tui.desk.banners import with_banner
from tui.desk.dialogues.press import question
from tui.desk.effects import DropDraft, Effect, Record, Sit
from tui.desk.forms import onward
from tui.desk.opening import next_question, without_answered
from tui.desk.panel import Detail, Dialogue, Facts, Form, Level, Note
from tui.desk.scene import Out, Scene
from tui.desk.ui import Act, Banner, Find, Ui
from tui.desk.where import on_first

_ACTIVE = frozenset({"ready", "in-progress"})


def stored(ui: Ui, effect: Record, events: Sequence[Event], at: int, now: int, board: Board) -> Out:
    """It is on disk; `at` is the monotonic time."""
    scene = Scene(board, now, Registry())
    if effect.then == "earlier":
        return ui, ()
    ui = replace(ui, act=Act(tuple(event.seq for event in events), events[0].at, at))
    effects: tuple[Effect, ...] = ()
    match effect.then:
        case "next":
            ui = on_next(replace(ui, panels=tuple(p for p in ui.panels if not isinstance(p, Detail))), board, now)
        case "call":
            ui = _called(ui, events, board, now)
        case "form":
            ui = _answered(ui, scene)
        case "level" if isinstance(ui.panel, Level):
            ui = ui.closed()
        case "danger":
            ui = on_first(replace(ui, page="danger", panels=()), board)
        case "close":
            ui = ui.closed()
        case "handover":
            ui, effects = handover.stored(ui, events, scene)
        case "paper":
            ui = paper.onward(ui)
        case "strip":
            ui = next_question(ui)
        case "sit":
            ui, effects = ui.closed(), (Sit(str(events[0].data["to"])),)
        case "note" if isinstance(ui.panel, Note):
            ui, effects = replace(ui.closed(), draft=None), (DropDraft(),)
    return turned_over(ui, events), effects


def turned_over(ui: Ui, events: Sequence[Event]) -> Ui:
    """Once an incident is closed, here or elsewhere, its last page is shown; once it goes on again, what is to do."""
    ended = next((e.kind for e in reversed(events) if e.kind in {"incident-closed", "incident-reopened"}), "")
    if not ended:
        return ui
    return replace(ui, page="closed" if ended == "incident-closed" else "now", panels=(), find=Find(), digit="")


def on_next(ui: Ui, board: Board, now: int) -> Ui:
    """The cursor on the next thing to do; where nothing is left, it stays."""
    for name in ("danger-now", "now"):
        for spot in board.groups[name]:
            if board.state_of(spot, now) in _ACTIVE:
                return replace(ui, cursor=spot)
    return ui


def _called(ui: Ui, events: Sequence[Event], board: Board, now: int) -> Ui:
    """After a call: the step may have ended; else the next one to be called is pointed at."""
    detail = ui.found(Detail)
    if any(event.kind in {"step-done", "step-assigned"} for event in events):
        return on_next(replace(ui, panels=tuple(p for p in ui.panels if p is not detail)), board, now)
    if detail is None:
        return ui
    step = board.plan.steps[detail.spot.step]
    ringing = board.phones.ringing(step, events[0].turn or 1)
    fresh = Detail(detail.spot, asks="round" if ringing.round_over else "result")
    return replace(ui, panels=tuple(fresh if p is detail else p for p in ui.panels))


def _answered(ui: Ui, scene: Scene) -> Ui:
    """After an answer: the next question; after the last one back to the list, and a level that the answers propose is
    asked about.
    """
    panel = ui.panel
    if not isinstance(panel, Form):
        return ui
    ui = onward(ui, panel, scene)
    if isinstance(ui.panel, Facts):
        ui = ui.closed()
    proposed = scene.board.proposed
    if proposed and not isinstance(ui.panel, Form | Level):
        return ui.opened(Level(proposed=True))
    return ui


def _without_empty(ui: Ui, board: Board, now: int) -> Ui:
    """The same without a dialogue that had nothing to ask: after the refusal there is nothing to press in it."""
    panel = ui.panel
    if isinstance(panel, Dialogue) and question(panel, Scene(board, now, Registry())) is None:
        return ui.closed()
    return ui


def refused(ui: Ui, found: Refusal, now: int, board: Board) -> Ui:
    """Nothing was recorded: why, where the eye is; and if another station was first, what it did."""
    words = board.words
    said = refusal(words, found, board.plan, now)
    ui = _without_empty(ui, board, now)
    if found.code != "changed-meanwhile":
        return replace(ui, said=said)
    seq = int(found.values["seq"])
    event = board.session.events[seq - 1]
    first = words.sense(
        "banner",
        "Another station was first: {name}, {at} {what}.",
        name=event.by,
        at=hhmmss(event.recorded, board.zone),
        what=tell(event, board.plan, words, now),
    )
    second = words.sense("banner", "Yours was not recorded. The screen is new.   Space=ok")
    return with_banner(replace(ui, said=said), Banner("station", (first, second), space=True))


def kept_in_place(ui: Ui, board: Board) -> Ui:
    """The cursor on a row that there is: a turn whose row is gone gives way to its step. Questions that were answered
    elsewhere are gone.
    """
    ui = without_answered(ui, board)
    if board.place(ui.cursor) is not None or ui.cursor.step < 0:
        return ui
    return replace(ui, cursor=board.spot_of(board.plan.steps[ui.cursor.step].id))


def first_look(board: Board) -> Ui:
    """The interface as an incident opens or is taken up again."""
    ui = Ui(page="closed" if board.state.closed is not None else "danger" if board.danger else "now")
    return on_first(ui, board) if len(board) else replace(ui, cursor=Spot(-1))
