"""A house for tests: a journal in memory with a story in it, a clock that the test turns, the shipped plans."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from incidents import commands as c
from incidents.journal.errors import Damaged, JournalError, NotDurable
from incidents.journal.memory import MemoryStore
from incidents.journal.rows import StreamInfo
from incidents.refusals import Refusal
from incidents.session import Session
from reports.words import Lang, Words
from runbooks.calendar import working_days_table
from runbooks.library import load
from runbooks.plan import Plan, Text
from runbooks.site import Site, roles_without_holder
from tests.reports.gate import GateClock
from tests.tui.north_gate import NorthGate, mid_incident, ms, plan, site
from tui.home.glimpse import Glimpse, glimpse
from tui.home.house import Shelved, Volume

CASE = Path(__file__).with_name("case.yaml")
SHIPPED = ("company-six-stage", "soe-rapid-response")


@cache
def case_plan() -> Plan:
    """A plan whose limits are all counted in days."""
    loaded = load(str(CASE))
    assert loaded.plan is not None, loaded.problems
    return loaded.plan


class Village:
    """Everything that the home screen asks for, answered from memory."""

    def __init__(self, gate: NorthGate | None = None, *, lang: Lang = "zh", plans: tuple[str, ...] = SHIPPED) -> None:
        self.words = Words(lang)
        self.by = "王岚"
        self.site: Site | None = site()
        self.drafts: Path | None = None
        self.clock = gate.clock if gate else GateClock(ms("09:12:40"))
        self.store = gate.store if gate else MemoryStore(entropy=bytes)
        self.plans = plans
        self.full = False
        """Whether the disk takes nothing any more."""
        self.read: list[str] = []
        """The incidents that were read, in order."""
        self._count = iter(range(1000, 10**9))

    # -- telling stories ----------------------------------------------------------------------------

    def incident(self, opened: str, found: Plan, *, mode: str = "live") -> Session:
        """Open one at a time (`03-01 10:00`)."""
        now, self.clock.time = self.clock.time, ms(opened)
        session = Session.open(
            self.store,
            found,
            clock=self.clock,
            by=self.by,
            calendar=working_days_table(),
            mode=mode,
            entropy=lambda n: next(self._count).to_bytes(n, "big"),
        )
        self.clock.time = max(now, ms(opened))
        return session

    def tell(self, session: Session, time: str, kind: type[c.Command], **values: Any) -> None:
        """Record one command at a time."""
        now, self.clock.time = self.clock.time, ms(time)
        done = session.do(kind(at=ms(time), **values), self.by)
        assert not isinstance(done, Refusal), done
        self.clock.time = now

    def damage(self, incident: str, row: int) -> None:
        """Break a row of a record."""
        from dataclasses import replace

        rows = self.store._streams[incident]
        rows[row - 1] = replace(rows[row - 1], body=b"{}")

    # -- the house ----------------------------------------------------------------------------------

    def patience(self, ms: int) -> None:
        self.store.patience(ms)

    def streams(self) -> list[StreamInfo]:
        return self.store.streams()

    def changed(self) -> bool:
        return self.store.changed()

    def ended(self, info: StreamInfo) -> bool:
        return b"incident-closed" in self.store.read(info.id)[-1].head

    def glimpse(self, info: StreamInfo) -> Glimpse:
        self.read.append(info.id)
        try:
            return glimpse(Session.resume(self.store, info.id, clock=self.clock), here=True)
        except Damaged:
            return Glimpse(info.id, info.version, damaged=True)

    def shelf(self) -> list[Shelved]:
        return [Shelved(one, plan(one).title) for one in self.plans]

    def titles(self) -> Mapping[str, Text]:
        return {one: plan(one).title for one in self.plans}

    def volume(self, plan_id: str) -> Volume:
        if plan_id not in self.plans:
            return Volume(fault="no such plan")
        found = plan(plan_id)
        missing = roles_without_holder(found, self.site) if self.site else ()
        binding = sum(limit.basis == "plan" for step in found.steps for limit in step.limits)
        return Volume(len(found.steps), binding, missing, nobody=self.site is None)

    def plan(self, plan_id: str) -> Plan | str:
        return plan(plan_id) if plan_id in self.plans else f"no {plan_id}"

    def open(
        self, plan_id: str, *, by: str, at: int | None = None, before: str = "", mode: str = "live"
    ) -> Session | str:
        if plan_id not in self.plans:
            return f"no {plan_id}"
        if self.full:
            raise NotDurable("full", detail="no room")
        return Session.open(
            self.store,
            plan(plan_id),
            clock=self.clock,
            by=by,
            calendar=working_days_table(),
            at=at,
            mode=mode,
            before=before,
            entropy=lambda n: next(self._count).to_bytes(n, "big"),
        )

    def resume(self, incident: str) -> Session | str:
        try:
            return Session.resume(self.store, incident, clock=self.clock)
        except Damaged:
            return f"{incident} cannot be read"

    def refusal(self) -> JournalError | None:
        return NotDurable("full", detail="no room") if self.full else None


def morning(lang: Lang = "zh") -> Village:
    """The story of the screens at 09:12:40: one incident under way, one long case, two past ones."""
    gate = mid_incident()
    gate.tell("09:11:02", c.Done, at="09:11", step="report-leading-group")
    gate.call("09:12:31", "department_head", "孙伟", "reached", "department-on-site")
    gate.clock.time = ms("09:12:40")
    village = Village(gate, lang=lang)
    case = village.incident("01-08 09:00", case_plan())
    village.tell(case, "01-09 10:00", c.Done, step="accept")
    mistake = village.incident("02-18 14:00", plan())
    village.tell(mistake, "02-18 14:02", c.Close, outcome="mistake", reason="误启动")
    handled = village.incident("02-26 09:00", plan("company-six-stage"))
    village.tell(handled, "02-26 17:00", c.Close, outcome="handled", reason="转入办理")
    village.tell(handled, "02-27 10:00", c.AgreeAction, what="总结报告", owner="周宁", due="2026-03-11")
    return village


def alone(lang: Lang = "zh", **values: Any) -> Village:
    """Nothing is under way."""
    return Village(lang=lang, **values)
