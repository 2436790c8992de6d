"""All incidents of a store at a glance, each read as far as it is sound."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.journal.errors import Damaged
from incidents.journal.store import Store
from incidents.session import Clock, Session
from incidents.views import Snapshot
from runbooks.plan import Plan


@dataclass(frozen=True, slots=True)
class Summary:
    """One incident in a list; `seen` and `plan` are None where nothing can be read, `damaged` where not all can."""

    id: str
    version: int
    plan: Plan | None
    seen: Snapshot | None
    opened_by: str
    last_recorded: int
    short_head: str
    damaged: bool


def incidents(store: Store, clock: Clock) -> list[Summary]:
    """Every incident of the store, the latest first."""
    found = []
    for info in store.streams():
        try:
            session = Session.resume(store, info.id, clock=clock)
        except Damaged:
            found.append(Summary(info.id, info.version, None, None, "", 0, "", damaged=True))
            continue
        found.append(
            Summary(
                id=info.id,
                version=session.state.version,
                plan=session.plan,
                seen=session.snapshot(),
                opened_by=session.events[0].by,
                last_recorded=session.events[-1].recorded,
                short_head=session.head[2],
                damaged=session.damage is not None,
            )
        )
    return sorted(found, key=lambda s: (s.seen.opened_at if s.seen else 0, s.id), reverse=True)
