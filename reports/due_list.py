"""What falls due in all incidents of a journal: limits that run, improvements that were agreed on. Nothing else.

Of an open incident every limit that runs; of any incident, closed ones too, every agreed improvement whose day has not
passed long ago.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal

from incidents.apply import standing
from incidents.session import Session
from incidents.views import LimitView
from reports.format_time import local, to_ms, zone_of
from reports.nearest import counting
from runbooks.plan import Plan

FORGOTTEN_MS: Final = 30 * 86_400_000
"""So long after its day an agreed improvement is still listed: nobody records that it was carried out."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """An improvement that was agreed on, with the moment at which its last day ends (milliseconds UTC)."""

    seq: int
    what: str
    owner: str
    due: int


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that falls due. `limit` is None for an agreed improvement, `agreed` for a limit.

    `days`: only the day counts, and it ends at `at`.
    """

    incident: str
    mode: str
    plan: Plan
    at: int
    days: bool
    limit: LimitView | None = None
    agreed: Agreed | None = None

    @property
    def last_day(self) -> date:
        """The day on which it falls due, in the site's zone."""
        return local(self.at - 1 if self.days else self.at, self.plan.timezone).date()


When = Literal["over", "today", "week", "later"]
WHEN: Final[tuple[When, ...]] = ("over", "today", "week", "later")
"""Past its due; today; on one of the next seven days; later."""


def by_days(view: LimitView, plan: Plan) -> bool:
    """Whether a limit is counted in days: it ends at 24:00, and nobody counts its minutes."""
    if view.within_ms is not None or view.due_at is None:
        return False
    at = local(view.due_at, plan.timezone)
    return (at.hour, at.minute, at.second) == (0, 0, 0)


def agreed(session: Session) -> Iterator[Agreed]:
    """The improvements of an incident that stand and have a date."""
    for event in session.events:
        if event.kind != "action-agreed" or (stands := standing(session.state, event)) is None:
            continue
        _, data = stands
        due = _end_of(str(data["due"] or ""), session.plan.timezone)
        if due is not None:
            yield Agreed(event.seq, str(data["what"]), str(data["owner"]), due)


def _end_of(day: str, zone: str) -> int | None:
    """The midnight that ends a stored date."""
    try:
        last = date.fromisoformat(day)
    except ValueError:
        return None
    return to_ms(datetime.combine(last + timedelta(days=1), time(), zone_of(zone)))


def due_list(sessions: Iterable[Session], now: int) -> list[Due]:
    """Everything that falls due, the earliest first; what is past its due before all else."""
    found: list[Due] = []
    for session in sessions:
        plan, mode = session.plan, session.state.mode
        if session.state.closed is None:
            found += [
                Due(session.id, mode, plan, view.due_at or 0, by_days(view, plan), limit=view)
                for view in counting(session.snapshot().limits)
            ]
        found += [
            Due(session.id, mode, plan, one.due, days=True, agreed=one)
            for one in agreed(session)
            if now - one.due <= FORGOTTEN_MS
        ]
    return sorted(found, key=lambda due: (due.at, due.incident, due.limit is None))


def when_of(due: Due, now: int) -> When:
    """Which part of the list it belongs to."""
    if now > due.at or (due.days and now >= due.at):
        return "over"
    return when_day(due.last_day, local(now, due.plan.timezone).date())


def when_day(last_day: date, today: date) -> When:
    """The same of a day: that on which something falls due, seen from today."""
    ahead = (last_day - today).days
    return "over" if ahead < 0 else "today" if ahead == 0 else "week" if ahead <= 7 else "later"
