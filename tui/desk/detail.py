"""Keys in the detail of a step: the result of a call by one digit, whom to call, done, the form."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from incidents import commands as c
from incidents.events import CALL_RESULTS
from incidents.steps import asked
from tui.board import Row
from tui.common.calling import Callee, Ringing
from tui.desk import acts
from tui.desk.effects import Record
from tui.desk.keys import Key
from tui.desk.panel import Detail, Form
from tui.desk.scene import Out, Scene
from tui.desk.ui import Ui

ABOVE_RESULTS: Final = ("reached", "no-answer", "busy", "message")
"""What a call to the next role up may end with; it never ends the step."""
_FAR: Final = 10**6
"""Further than any calling list is long."""
_ACTIVE: Final = frozenset({"ready", "in-progress"})


def press(ui: Ui, detail: Detail, key: Key, scene: Scene) -> Out:
    """One key."""
    match key.name:
        case "left":
            return ui.closed(), ()
        case "space":
            return ui, (done(detail, scene),)
        case "enter":
            return form(ui, detail, scene), ()
        case "up" | "down" | "home" | "end":
            by = {"up": -1, "down": 1, "home": -_FAR, "end": _FAR}[key.name]
            return ui.changed(_other(detail, by, scene)), ()
        case "pageup" | "pagedown":
            return ui.changed(replace(detail, more=key.name == "pagedown")), ()
        case "backspace":
            return acts.undo(ui, key, scene)
        case "digit" if detail.more:  # nobody sees what it would mean
            return ui.changed(replace(detail, more=False)), ()
        case "digit":
            return digit(ui, detail, int(key.plain), scene)
    return ui, ()


def done(detail: Detail, scene: Scene) -> Record:
    """The step is done, without a call."""
    step = scene.plan.steps[detail.spot.step]
    return Record(c.Done(at=scene.now, seen=scene.seen, step=step.id, turn=detail.spot.turn), "next")


def form(ui: Ui, detail: Detail, scene: Scene) -> Ui:
    """The form of the step: what is not answered yet; where everything is, all of it again."""
    step = scene.plan.steps[detail.spot.step]
    state = scene.board.state
    every = asked(state, detail.spot.step)
    open_ = tuple(f for f in every if state.facts[f].current is None and f not in state.rows_known)
    facts = open_ or every
    if "level" in step.record:
        facts = (*facts, "level")
    return ui.opened(Form(facts, step.id)) if facts else ui


def people(detail: Detail, scene: Scene) -> tuple[Row, Ringing, list[Callee]]:
    """The step, how its calling stands, and everybody in the calling list."""
    row = scene.board.row(detail.spot, scene.now)
    ringing = scene.board.phones.ringing(row.step, row.view.turn)
    ordered = [*ringing.waiting, *(r for r in ringing.roles if r not in ringing.waiting)]
    return row, ringing, [callee for role in ordered for callee in scene.board.phones.callees(role)]


def called(detail: Detail, ringing: Ringing, everybody: list[Callee]) -> Callee | None:
    """Whose call the digits are about: who was picked, else who is next, else the first of the list."""
    if 0 <= detail.chosen < len(everybody):
        return everybody[detail.chosen]
    return ringing.next or (everybody[0] if everybody else None)


def _other(detail: Detail, by: int, scene: Scene) -> Detail:
    _, ringing, everybody = people(detail, scene)
    if not everybody:
        return detail
    present = called(detail, ringing, everybody)
    at = detail.chosen if detail.chosen >= 0 else next((n for n, c in enumerate(everybody) if c == present), 0)
    return replace(detail, chosen=max(0, min(at + by, len(everybody) - 1)), asks="result")


def choosing(row: Row, scene: Scene) -> tuple[str, tuple[str, ...]] | None:
    """Who is to be chosen in this step before anybody is told: the role, and the roles to choose from."""
    return scene.board.phones.speakers(row.step) if row.view.state in _ACTIVE else None


def digit(ui: Ui, detail: Detail, pressed: int, scene: Scene) -> Out:
    """A digit that stands on the page."""
    row, ringing, everybody = people(detail, scene)
    if (choice := choosing(row, scene)) is not None:
        role, members = choice
        if not 1 <= pressed <= len(members):
            return ui, ()
        callee = scene.board.phones.callees(members[pressed - 1])[0]
        command = c.AssignRole(at=scene.now, seen=scene.seen, role=role, person=callee.named)
        return ui, (Record(command),)
    callee_ = called(detail, ringing, everybody)
    if callee_ is None:
        return ui, ()
    match detail.asks:
        case "round":
            return _after_round(ui, detail, pressed, ringing, scene)
        case "above":
            above = scene.board.phones.higher(ringing)
            if above is None or not 1 <= pressed <= len(ABOVE_RESULTS):
                return ui, ()
            result = ABOVE_RESULTS[pressed - 1]
            return ui.changed(replace(detail, asks="result")), (_logged(scene, above, result, row),)
    if not 1 <= pressed <= len(CALL_RESULTS):
        return ui, ()
    values = scene.board.phones.logged(row.step, row.view.turn, callee_, CALL_RESULTS[pressed - 1])
    return ui, (Record(c.LogCall(at=scene.now, seen=scene.seen, **values), "call"),)


def _after_round(ui: Ui, detail: Detail, pressed: int, ringing: Ringing, scene: Scene) -> Out:
    """Nobody answered a whole round: another one, a message to all, or the next role up. The limit goes on."""
    if pressed == 1:
        return ui.changed(replace(detail, asks="result", chosen=-1)), ()
    if pressed == 2 and ringing.next is not None:
        row = scene.board.row(detail.spot, scene.now)
        names = [callee.person for callee in scene.board.phones.callees(ringing.next.role) if callee.person]
        to_all = replace(ringing.next, person=scene.words.listed(names))
        return ui.changed(replace(detail, asks="result")), (_logged(scene, to_all, "message", row),)
    if pressed == 3 and scene.board.phones.higher(ringing) is not None:
        return ui.changed(replace(detail, asks="above")), ()
    return ui, ()


def _logged(scene: Scene, callee: Callee, result: str, row: Row) -> Record:
    command = c.LogCall(
        at=scene.now,
        seen=scene.seen,
        role=callee.role,
        person=callee.person,
        result=result,
        step=row.step.id,
        turn=row.view.turn,
    )
    return Record(command, "call")
