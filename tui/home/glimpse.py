"""What the home screen keeps of an incident: of a past one a few words, of one under way what the clock changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from incidents.events import Event
from incidents.session import Session
from incidents.views import LimitView, Snapshot
from reports.due_list import Agreed, agreed, by_days
from reports.nearest import counting
from runbooks.calendar import WorkingDays
from runbooks.plan import Plan, Text

DAY: Final = 86_400_000
Status = Literal["open", "closed", "unreadable"]


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
        agreed=tuple(agreed(session)),
        damaged=session.damage is not None,
        live=None if closed else Live(session.plan, state.calendar, seen, session.events[-1], here),
    )
