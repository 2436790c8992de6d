"""What happened while nobody was at an incident: the binding limits that fell due."""

from __future__ import annotations

from collections.abc import Iterable

from incidents.views import LimitView
from reports.nearest import BINDING


def fell_due(limits: Iterable[LimitView], since: int, now: int) -> tuple[LimitView, ...]:
    """The binding limits that are over and were not when the last thing was recorded."""
    return tuple(
        view
        for view in limits
        if view.basis in BINDING and view.state == "overdue" and view.due_at is not None and since < view.due_at <= now
    )
