"""The story of the screens: forty employees at the north gate, 9 March 2026, under the shipped plan with its site."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from incidents import commands as c
from incidents.events import Event
from incidents.journal.memory import MemoryStore
from incidents.refusals import Refusal
from incidents.session import Session
from reports.format_time import to_ms
from reports.words import Lang, Words
from runbooks.calendar import working_days_table
from runbooks.library import load, search_path
from runbooks.plan import Plan
from runbooks.site import Site, SiteFile, read_site
from tests.reports.gate import GateClock
from tui.board import Board

SITE_FILE = Path(__file__).parents[2] / "docs" / "examples" / "site.yaml"


def ms(text: str) -> int:
    """`08:40`, `08:40:10` on 9 March 2026 at Shanghai, or `03-13 17:20` of that year."""
    from datetime import datetime

    day, _, clock = text.rpartition(" ")
    return to_ms(datetime.fromisoformat(f"2026-{day or '03-09'}T{clock}+08:00"))


@cache
def site_file() -> SiteFile:
    """The example site."""
    found, problems = read_site(SITE_FILE)
    assert found is not None, problems
    return found


def site() -> Site:
    """What stands in it."""
    return site_file().site


@cache
def plan(name: str = "soe-rapid-response") -> Plan:
    """A shipped plan as it is in force at the site."""
    loaded = load(name, site=site_file(), search=search_path(Path(), None))
    assert loaded.plan is not None, loaded.problems
    return loaded.plan


class NorthGate:
    """The incident under a clock of the test; `tell(time, command)` records."""

    def __init__(self, opened: str = "08:43:10", *, plan_: Plan | None = None, by: str = "王岚") -> None:
        self.clock = GateClock(ms(opened))
        self.store = MemoryStore(entropy=bytes)
        self.by = by
        counter = iter(range(1, 100_000))
        self.session = Session.open(
            self.store,
            plan_ or plan(),
            clock=self.clock,
            by=by,
            calendar=working_days_table(),
            site={"name": dict(site().name)},
            entropy=lambda n: next(counter).to_bytes(n, "big"),
        )

    def tell(self, time: str, kind: type[c.Command], *, at: str = "", by: str = "", **values: Any) -> tuple[Event, ...]:
        """Record one command at a time; it must be accepted."""
        self.clock.time = ms(time)
        done = self.session.do(kind(at=ms(at or time), **values), by or self.by)
        assert not isinstance(done, Refusal), done
        return done

    def fact(self, time: str, name: str, value: Any, **values: Any) -> None:
        """State a fact."""
        self.tell(time, c.StateFact, fact=name, value=value, **values)

    def call(self, time: str, role: str, person: str, result: str, step: str = "", **values: Any) -> None:
        """Log a call."""
        self.tell(time, c.LogCall, role=role, person=person, result=result, step=step, **values)

    def board(self, lang: Lang = "zh", time: str = "") -> Board:
        """The board at a time."""
        if time:
            self.clock.time = ms(time)
        return Board(self.session, words=Words(lang), site=site(), by=self.by)


def mid_incident() -> NorthGate:
    """As the live screens show it, 08:52:10: reported to nobody of the leading group yet, the department on its way."""
    gate = NorthGate()
    gate.tell("08:43:45", c.AssignRole, role="duty_officer", person="王岚")
    gate.fact("08:43:58", "began", ms("08:40"))
    gate.call("08:44:12", "security", "李强", "reached")
    gate.call("08:45:28", "department_head", "孙伟", "reached", "department-on-site")
    gate.tell("08:45:31", c.AssignStep, step="department-on-site", person="孙伟", role="department_head")
    gate.tell("08:46:00", c.Start, step="report-leading-group")
    gate.call("08:46:20", "leading_group", "刘建国", "no-answer", "report-leading-group")
    gate.fact("08:47:30", "headcount", 42)
    gate.fact("08:47:40", "kind-of-people", "employees")
    gate.tell("08:48:02", c.AddNote, text="诉求是2月份工资差额")
    gate.fact("08:48:50", "danger", False)
    gate.fact("08:48:55", "entrance", "partly")
    gate.tell("08:49:40", c.SetLevel, level="major")
    gate.tell("08:50:30", c.Done, at="08:43:10", step="log-sign", facts={"sign": "at-entrance", "place": "北门"})
    gate.call("08:51:58", "leading_group", "刘建国", "no-answer", "report-leading-group")
    gate.clock.time = ms("08:52:10")
    return gate


def late_morning() -> NorthGate:
    """As the page of limits shows it, 09:46:12: reported late, on site in time, nobody of the leaders there yet."""
    gate = mid_incident()
    gate.tell("09:11:02", c.Done, at="09:11", step="report-leading-group")
    gate.tell("09:12", c.Start, step="choose-speaker")
    gate.tell("09:13", c.AssignStep, step="choose-speaker", person="赵立", role="responsible_leader")
    gate.tell("09:31:07", c.Done, at="09:31", step="department-on-site", facts={"disorder": False})
    gate.tell("09:32", c.Done, step="grade")
    gate.fact("09:40:02", "headcount", 38)
    gate.call("09:41:02", "responsible_leader", "赵立", "no-answer", "choose-speaker")
    gate.clock.time = ms("09:46:12")
    return gate


def in_danger() -> NorthGate:
    """As the page of danger shows it, 10:22:31: it counts from 10:21:52, when F9 was pressed."""
    gate = late_morning()
    gate.tell("09:50", c.Done, step="choose-speaker")
    gate.tell("09:52", c.Done, step="speaker-in-front", by="赵立")
    gate.tell("10:21:55", c.StateFact, at="10:21:52", fact="danger", value=True)
    gate.clock.time = ms("10:22:31")
    return gate
