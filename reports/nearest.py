"""Which limit of a step to show first: binding before assumed, the earliest due first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from incidents.views import LimitView, StepView

BINDING: Final = frozenset({"plan", "statute"})
_OPEN: Final = frozenset({"running", "overdue"})


def counting(limits: Iterable[LimitView]) -> list[LimitView]:
    """The limits whose clock runs: binding ones first, each group by its due."""
    running = [view for view in limits if view.state in _OPEN and view.due_at is not None]
    return sorted(running, key=lambda view: (view.basis not in BINDING, view.due_at or 0))


def nearest_by_step(limits: Iterable[LimitView]) -> dict[str, LimitView]:
    """For each step the limit that its row shows."""
    found: dict[str, LimitView] = {}
    for view in counting(limits):
        found.setdefault(view.step, view)
    return found


def by_due(steps: Iterable[StepView], nearest: dict[str, LimitView]) -> list[StepView]:
    """Steps in the order of what is due; those without a clock keep the plan's order, after the others."""

    def key(step: StepView) -> tuple[int, int]:
        view = nearest.get(step.id)
        if view is None:
            return 2, 0
        return int(view.basis not in BINDING), view.due_at or 0

    return sorted(steps, key=key)
