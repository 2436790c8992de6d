"""What the home screen keeps of an incident: of a past one a few words, of one under way what the clock changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal

from incidents.apply import standing
from incidents.events import Event
from incidents.session import Session
from incidents.views import LimitView, Snapshot
from reports.format_time import to_ms, zone_of
from reports.nearest import counting
from runbooks.calendar import WorkingDays
from runbooks.plan import Plan, Text
from tui.pages.times import by_days

DAY: Final = 86_400_000
Status = Literal["open", "closed", "unreadable"]


@dataclass(frozen=True, slots=True)
class Agreed:
    """An improvement that was agreed on, with the moment at which its last day ends."""

    seq: int
    what: str
    owner: str
    due: int


@dataclass(frozen=True, slots=True)
class Live:
    """An incident under way: its plan, how it stood when it was read, its last record and whether that was made on this
    machine.
    """

    plan: Plan
    calendar: WorkingDays
    seen: Snapshot
    last: Event
    here: bool

    @property
    def dues(self) -> list[LimitView]:
        """The limits that run: binding ones first, each group by its due."""
        return counting(self.seen.limits)


@dataclass(frozen=True, slots=True)
class Glimpse:
    """One incident in a list."""

    id: str
    version: int = 0
    short_head: str = ""
    status: Status = "unreadable"
    title: Text | None = None
    zone: str = "Asia/Shanghai"
    mode: str = "live"
    opened_at: int = 0
    closed_at: int = 0
    outcome: str = ""
    owed: int = 0
    agreed: tuple[Agreed, ...] = ()
    damaged: bool = False
    live: Live | None = None

    def long(self, now: int) -> bool:
        """Whether only days are counted in it any more: then it stands among the things that fall due."""
        if self.live is None or now - self.opened_at < DAY:
            return False
        dues = self.live.dues
        return bool(dues) and all(by_days(view, self.live.plan) for view in dues)


def glimpse(session: Session, *, here: bool) -> Glimpse:
    """What is kept of an incident that was read; `here`: its last record was made on this machine."""
    state = session.state
    seen = session.snapshot()
    closed = state.closed is not None
    return Glimpse(
        id=session.id,
        version=state.version,
        short_head=session.head[2],
        status="closed" if closed else "open",
        title=session.plan.title,
        zone=session.plan.timezone,
        mode=state.mode,
        opened_at=state.opened_at,
        closed_at=seen.closed_at or 0,
        outcome=seen.outcome,
        owed=len(seen.owed),
        agreed=tuple(_agreed(session)),
        damaged=session.damage is not None,
        live=None if closed else Live(session.plan, state.calendar, seen, session.events[-1], here),
    )


def _agreed(session: Session) -> Iterator[Agreed]:
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
