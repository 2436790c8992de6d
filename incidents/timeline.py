"""The whole story of an incident as plain values, for the reports: what happened, and what became of each limit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from incidents.apply import standing
from incidents.events import Event
from incidents.forms import Form, forms
from incidents.session import Session
from incidents.views import LimitView, Snapshot
from runbooks.calendar import add_working_days
from runbooks.days import local_date
from runbooks.plan import Plan


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as it stands: with corrections applied (`at`, `data`), or `void`; `corrected_by` are their numbers."""

    event: Event
    at: int
    data: Mapping[str, Any]
    void: bool
    corrected_by: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """An incident told from beginning to end. `head` is (version, full head, short head). `weekday_years` are those in
    which working days were counted without an announced calendar: Monday to Friday.
    """

    plan: Plan
    seen: Snapshot
    entries: tuple[Entry, ...]
    limits: tuple[LimitView, ...]
    head: tuple[int, str, str]
    before: str
    damaged_from: int | None
    weekday_years: tuple[int, ...] = ()
    forms: tuple[Form, ...] = ()


def timeline(session: Session, now: int | None = None) -> Timeline:
    """The story up to `now`; of a damaged record, as far as it is sound."""
    seen = session.snapshot(now)
    corrections: dict[int, list[int]] = {}
    for event in session.events:
        if event.kind == "corrected":
            corrections.setdefault(event.data["seq"], []).append(event.seq)
    entries = []
    for event in session.events:
        stands = standing(session.state, event)
        at, data = stands if stands is not None else (event.at, event.data)
        entries.append(Entry(event, at, data, stands is None, tuple(corrections.get(event.seq, ()))))
    return Timeline(
        plan=session.plan,
        seen=seen,
        entries=tuple(entries),
        limits=seen.limits,
        head=session.head,
        before=session.events[0].data["before"],
        damaged_from=session.damage.version if session.damage is not None else None,
        weekday_years=_weekday_years(session, seen.limits),
        forms=forms(session.state, seen.limits),
    )


def _weekday_years(session: Session, limits: tuple[LimitView, ...]) -> tuple[int, ...]:
    """The years in which working days were counted towards a due and for which the incident's calendar knows no
    announcement.
    """
    calendar, plan = session.state.calendar, session.plan
    days: set[date] = set()
    for view in limits:
        if view.due_at is None:
            continue
        due = local_date(view.due_at - 1, plan.timezone)  # a due at 24:00 belongs to the day that it ends
        limit = plan.step[view.step].limits[view.limit - 1]
        if limit.ahead and limit.ahead.working_days:  # from the due on, up to the last working day before the date
            days |= {due, add_working_days(due, limit.ahead.working_days - 1, calendar)}
        by = limit.extend.by if limit.extend and view.extended else None
        if any(length and length.working_days for length in (limit.within, by)):
            days.add(due)
    return tuple(sorted({day.year for day in days if not calendar.published(day)}))
