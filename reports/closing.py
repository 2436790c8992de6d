"""What an incident leaves behind once it is closed: counts by basis, what must be explained, what is still to do.

Plain values for the page after closing and for the page for leaders; made from the timeline, once for each version of
the record. Closing makes missed what was still running: what falls due only afterwards is listed as still to do too,
for closing the record does not do the work.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from incidents.events import Event
from incidents.timeline import Entry, Timeline
from incidents.views import LimitView, StepState, StepView
from reports.timeline_limits import counts

BINDING: Final = frozenset({"plan", "statute"})
_BREACHES: Final = frozenset({"missed", "overdue", "late"})
_OPEN: Final = frozenset({"waiting", "ready", "in-progress"})
_HANDOVERS: Final = frozenset({"handover-accepted", "taken-over"})
_AFTERWARDS: Final = "review"
"""The stage whose steps are done when everything else is over."""


@dataclass(frozen=True, slots=True)
class OfLimit:
    """A limit that was not kept, or was waived."""

    limit: LimitView


@dataclass(frozen=True, slots=True)
class OfStep:
    """A step that was skipped, or done ahead of its turn; `approver` is who agreed to that."""

    view: StepView
    approver: str = ""


@dataclass(frozen=True, slots=True)
class OfRecord:
    """A record by itself: the duty taken over alone, or the closing where steps were left open."""

    event: Event


Explained = OfLimit | OfStep | OfRecord
"""One thing to be explained."""


@dataclass(frozen=True, slots=True)
class ToDo:
    """A step that was left open, and the limit by which it is due (None: there is none)."""

    step: str
    limit: LimitView | None


@dataclass(frozen=True, slots=True)
class Corrections:
    """How often the record was put right: steps reopened, records voided, times changed, texts or values changed."""

    reopened: int
    void: int
    moved: int
    changed: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.reopened + self.void + self.moved + self.changed


@dataclass(frozen=True, slots=True)
class Closing:
    """What stands at the end. `event` is the record of the closing; `follow_up` the incident with which it went on;
    `steps` counts the steps by state, `later` the records that were entered later.
    """

    event: Event
    by_basis: Mapping[str, Counter[str]]
    explain: tuple[Explained, ...]
    steps: Counter[StepState]
    corrections: Corrections
    later: int
    to_do: tuple[ToDo, ...]
    actions: tuple[Entry, ...]
    owed: tuple[tuple[str, str], ...]
    handovers: tuple[Entry, ...]
    follow_up: str

    @property
    def outcome(self) -> str:
        """How it ended."""
        return str(self.event.data["outcome"])


def closing(told: Timeline) -> Closing | None:
    """What an incident leaves behind; None while it is open."""
    if told.seen.closed_at is None:
        return None
    standing = [entry for entry in told.entries if not entry.void]
    closed = next(entry.event for entry in reversed(standing) if entry.event.kind == "incident-closed")
    follow_ups = [e.data for e in standing if e.event.kind == "follow-up-opened"]
    return Closing(
        event=closed,
        by_basis=by_basis(told),
        explain=tuple(explained(told)),
        steps=Counter(view.state for view in told.seen.steps),
        corrections=_corrections(told),
        later=sum(entry.event.entered_later for entry in told.entries),
        to_do=tuple(_to_do(told, closed)),
        actions=tuple(e for e in standing if e.event.kind == "action-agreed"),
        owed=told.seen.owed,
        handovers=tuple(e for e in standing if e.event.kind in _HANDOVERS),
        follow_up=next((str(d["incident"]) for d in reversed(follow_ups) if d["plan"] == closed.data["plan"]), ""),
    )


def by_basis(told: Timeline) -> dict[str, Counter[str]]:
    """How many limits of each basis are in which state; they are never added up."""
    found: dict[str, list[LimitView]] = {}
    for view in told.limits:
        if view.state != "not-applicable":
            found.setdefault(view.basis, []).append(view)
    return {basis: counts(views) for basis, views in found.items()}


def explained(told: Timeline) -> Iterator[Explained]:
    """Breaches of plan and law, waivers of them, departures from the plan; our own targets need no explanation."""
    for states in (_BREACHES, {"waived"}):
        for view in told.limits:
            if view.basis in BINDING and view.state in states:
                yield OfLimit(view)
    skips = (e for e in told.entries if e.event.kind == "step-skipped" and not e.void)
    approvers = {entry.event.step: str(entry.data.get("approver", "")) for entry in skips}
    for step in told.seen.steps:
        if step.state == "skipped" or step.ahead:
            yield OfStep(step, approvers.get(step.id, ""))
    for entry in told.entries:
        if entry.event.kind == "taken-over" and not entry.void:
            yield OfRecord(entry.event)
    closed = next((e.event for e in reversed(told.entries) if e.event.kind == "incident-closed"), None)
    if told.seen.outcome == "handled" and closed is not None and closed.data["open"]:
        yield OfRecord(closed)


def _corrections(told: Timeline) -> Corrections:
    made = [entry.event.data for entry in told.entries if entry.event.kind == "corrected"]
    reopened = sum(entry.event.kind == "step-reopened" for entry in told.entries)
    void = sum(bool(data.get("void")) for data in made)
    moved = sum(data.get("at") is not None and not data.get("void") for data in made)
    return Corrections(reopened, void, moved, len(made) - void - moved)


def _to_do(told: Timeline, closed: Event) -> Iterator[ToDo]:
    """What was left open and is to be done all the same: the review, and whatever falls due only after the closing."""
    if closed.data["outcome"] != "handled":
        return
    nearest: dict[str, LimitView] = {}
    for view in told.limits:
        before = nearest.get(view.step)
        if view.state == "missed" and view.due_at is not None and view.due_at > closed.at:
            rank = (view.basis not in BINDING, view.due_at)
            if before is None or rank < (before.basis not in BINDING, before.due_at or 0):
                nearest[view.step] = view
    found = [
        ToDo(step.id, nearest.get(step.id))
        for step in told.seen.steps
        if step.state in _OPEN and (step.id in nearest or told.plan.step[step.id].stage == _AFTERWARDS)
    ]
    yield from sorted(found, key=lambda one: (one.limit is None, (one.limit.due_at or 0) if one.limit else 0))
