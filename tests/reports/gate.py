"""One incident at the gate, told the same way every time: the clock and the salts are the test's."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from incidents import commands as c
from incidents.events import Event
from incidents.journal.memory import MemoryStore
from incidents.refusals import Refusal
from incidents.session import Session
from reports.format_time import to_ms
from reports.words import Words
from runbooks.calendar import working_days_table
from runbooks.library import load
from runbooks.plan import Plan

PLAN_FILE = Path(__file__).parent / "gate.yaml"
ZH, EN = Words("zh"), Words("en")


def gate_plan() -> Plan:
    """The small plan of these tests."""
    loaded = load(str(PLAN_FILE))
    assert loaded.plan is not None, loaded.problems
    return loaded.plan


def ms(text: str) -> int:
    """`08:40`, `08:40:10` on 9 March 2026 at Shanghai, or `03-13 17:20` of that year."""
    day, _, clock = text.rpartition(" ")
    return to_ms(datetime.fromisoformat(f"2026-{day or '03-09'}T{clock}+08:00"))


class GateClock:
    """Stands where the story put it."""

    boot = "gate"

    def __init__(self, now: int) -> None:
        self.time = now

    def now(self) -> int:
        return self.time

    def monotonic(self) -> int:
        return self.time


class Gate:
    """An incident under the small plan; `tell(time, command)` records."""

    def __init__(self, opened: str = "08:43:10", began: str = "08:40", *, mode: str = "live") -> None:
        self.clock = GateClock(ms(opened))
        self.store = MemoryStore(entropy=bytes)
        counter = iter(range(1, 1000))
        self.session = Session.open(
            self.store,
            gate_plan(),
            clock=self.clock,
            by="王岚",
            calendar=working_days_table(),
            mode=mode,
            at=ms(began),
            entropy=lambda n: next(counter).to_bytes(n, "big"),
        )

    def tell(
        self, time: str, kind: type[c.Command], *, at: str = "", by: str = "王岚", **values: Any
    ) -> tuple[Event, ...]:
        """Record one command at a time; it must be accepted."""
        done = self.try_(time, kind, at=at, by=by, **values)
        assert not isinstance(done, Refusal), done
        return done

    def try_(
        self, time: str, kind: type[c.Command], *, at: str = "", by: str = "王岚", **values: Any
    ) -> tuple[Event, ...] | Refusal:
        """Record one command, or be refused."""
        self.clock.time = ms(time)
        return self.session.do(kind(at=ms(at or time), **values), by)


def a_morning() -> Gate:
    """All that a report has to tell: late and in time, entered later, corrected, skipped, waived, handed over."""
    gate = Gate()
    gate.tell("08:44", c.StateFact, at="08:41", fact="headcount", value=[30, 50])
    gate.tell("08:45", c.LogCall, role="group", person="刘建国", result="no-answer", step="report")
    gate.tell("08:46", c.SetLevel, level="major")
    gate.tell("08:47", c.AddNote, text="=诉求是2月份|工资*差额*")
    gate.tell("09:11", c.LogCall, role="group", person="陈敏", result="reported", step="report")
    gate.tell("09:20", c.Done, at="09:05", step="on-site", facts={"danger": False}, by="李强")
    gate.tell("09:25", c.Done, step="hear")
    gate.tell(
        "09:26", c.ChangeRow, fact="claims", values={"claim": "工资差额", "owner": "head", "reply-by": "2026-03-10"}
    )
    gate.tell("09:30", c.AddNote, text="按错了")
    gate.tell("09:31", c.Correct, seq=12, reason="误按", void=True)
    gate.tell("09:32", c.Correct, seq=9, reason="抄错时间", new_at=ms("09:04"))
    gate.tell("09:40", c.Done, step="release")
    gate.tell("09:41", c.Skip, step="notice", reason="职工已当场签收", approver="陈敏")
    gate.tell("09:45", c.Waive, step="report", limit=2, approver="刘建国", reason="电话占线")
    gate.tell("10:00", c.OfferHandover, giver="王岚", taker="何平", words="现场平稳")
    gate.tell("10:05", c.AcceptHandover, taker="何平", by="何平")
    gate.tell("10:06", c.AgreeAction, what="门口加一部电话", owner="赵立", due="2026-03-31", by="何平")
    return gate


def closed() -> Gate:
    """The same, closed four days later with a reason."""
    gate = a_morning()
    gate.tell("03-13 17:20", c.Close, outcome="handled", reason="余下的转常规办理", by="何平")
    return gate
