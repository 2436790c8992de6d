"""One row of the checklist, asked of the engine when it is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from incidents.book import Book
from incidents.snapshot import limit_view, step_view
from incidents.state import State
from incidents.steps import turn_state
from incidents.views import LimitView, StepView
from runbooks.plan import Step
from tui.board.dues import BINDING
from tui.board.spots import Spot

_SHOWN = frozenset({"running", "missed", "late", "pending"})


@dataclass(frozen=True, slots=True)
class Row:
    """A step (or one turn of it) as it stands. `binding` and `target` are the limits to show: the nearest that run,
    else, once it has ended, the ones that were not kept. `values` are those of its row, where it has one.
    """

    spot: Spot
    step: Step
    view: StepView
    limits: tuple[LimitView, ...]
    values: Mapping[str, Any]

    @property
    def number(self) -> str:
        """`02`, and `24@2` where a turn has a row of its own."""
        return f"{self.step.number}@{self.spot.turn}" if self.spot.turn else self.step.number

    @property
    def binding(self) -> LimitView | None:
        """The plan's or the law's limit to show."""
        return next((v for v in self.limits if v.basis in BINDING), None)

    @property
    def target(self) -> LimitView | None:
        """Our own target to show."""
        return next((v for v in self.limits if v.basis not in BINDING), None)


def row_of(state: State, book: Book, spot: Spot, now: int) -> Row:
    """The row of a spot at a moment."""
    step = state.compiled.steps[spot.step]
    view = step_view(state, book, spot.step, now)
    values: Mapping[str, Any] = {}
    if spot.turn:
        view = _of_turn(state, book, spot, view, now)
    if step.each:
        values = state.rows[step.each].get(spot.turn or view.turn, {})
    limits = sorted(shown(state, book, spot.step, view.turn, now), key=_urgency)
    return Row(spot, step, view, tuple(limits), values)


def _of_turn(state: State, book: Book, spot: Spot, view: StepView, now: int) -> StepView:
    """The view of a step as that of one of its turns."""
    turn = state.records[spot.step].turns.get(spot.turn)
    if turn is None:
        return replace(view, turn=spot.turn)
    end = turn.end
    return replace(
        view,
        turn=spot.turn,
        state=turn_state(state, book, spot.step, turn, now),
        started_at=turn.started.at if turn.started else None,
        done_at=end.at if end else None,
        by=end.by if end else turn.started.by if turn.started else "",
        person=turn.person,
        reason=end.reason if end else "",
    )


def shown(state: State, book: Book, i: int, turn: int, now: int) -> list[LimitView]:
    """The limits of a turn that a row may have to show: those that run, and those that were not kept."""
    step = state.compiled.steps[i]
    return [
        limit_view(step, k, limit, verdict, now)
        for k, limit in enumerate(step.limits)
        for verdict in book.of(i, k, now)
        if verdict.turn == turn and verdict.grade in _SHOWN
    ]


def _urgency(view: LimitView) -> tuple[bool, bool, int]:
    return view.state not in {"running", "overdue"}, view.basis not in BINDING, view.due_at or 0
