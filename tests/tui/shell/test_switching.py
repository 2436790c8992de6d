"""Going on under another plan from the full screen: what is known goes along, and nothing is lost where it fails."""

from __future__ import annotations

from typing import Any

import pytest

from incidents import commands as c
from incidents.events import Event
from incidents.journal.errors import NotDurable
from incidents.session import Session
from incidents.timeline import timeline
from reports.closing import closing
from reports.words import Words
from tests.tui.home.village import Village
from tests.tui.north_gate import NorthGate, mid_incident, site
from tui.desk.effects import Switch
from tui.shell.station import Station
from tui.shell.switching import Switched, switch

WANTED = Switch("company-six-stage", "不是国企方案的情形")


def station(gate: NorthGate) -> Station:
    """An officer in the incident."""
    return Station(gate.session, words=Words("zh"), by="王岚", site=site())


def kinds(events: list[Event]) -> set[str]:
    """The kinds of the records."""
    return {event.kind for event in events}


def test_start_facts_and_calls_go_along_and_the_old_one_is_closed() -> None:
    gate = mid_incident()
    village = Village(gate)
    done = switch(village, station(gate), WANTED)
    assert done.stored
    assert done.session is not None
    assert done.session.state.began == gate.session.state.began
    assert done.session.events[0].data["before"] == gate.session.id
    assert kinds(done.session.events) >= {"fact-stated", "call-logged"}
    assert gate.session.state.closed is not None
    assert gate.session.state.closed.data["outcome"] == "switched"
    assert gate.session.state.closed.data["plan"] == "company-six-stage"
    assert closing(timeline(gate.session)).follow_up == done.session.id  # type: ignore[union-attr]
    carried = len(done.session.events) - 1
    assert done.said == f"接着办 {done.session.id} 公司六阶段应急处置。 带过来 {carried} 条情况和电话, 时间不变。"


def test_without_a_house_or_without_the_plan_everything_stays() -> None:
    gate = mid_incident()
    before = gate.session.state.version
    assert switch(None, station(gate), WANTED).session is None
    done = switch(Village(gate, plans=()), station(gate), Switch("nosuch", "x"))
    with_reason = Switched(None, done.said)
    assert done == with_reason
    assert "预案不变, 没有记账。" in done.said
    assert (gate.session.state.version, len(gate.store.streams())) == (before, 1)


def test_where_the_other_one_cannot_be_put_on_disk_this_one_stays_open() -> None:
    gate = mid_incident()
    village = Village(gate)
    village.full = True
    done = switch(village, station(gate), WANTED)
    assert (done.session, done.stored) == (None, False)
    assert gate.session.state.closed is None


def test_where_this_one_cannot_be_closed_any_more_that_is_said_in_the_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = mid_incident()

    def full(*_: Any, **__: Any) -> None:
        raise NotDurable("full", detail="no room")

    monkeypatch.setattr(gate.session, "do", full)
    done = switch(Village(gate), station(gate), WANTED)
    assert isinstance(done.session, Session)
    assert not done.stored
    assert done.said.endswith(f"{done.session.id} 已经启动; {gate.session.id} 还要结束。")


def test_where_this_one_cannot_be_closed_no_other_one_is_opened() -> None:
    gate = mid_incident()
    officer = station(gate)
    gate.session.do(c.Close(at=gate.clock.time, outcome="mistake", reason="误启动"), "李强")
    done = switch(Village(gate), officer, WANTED)
    assert (done.session, len(gate.store.streams())) == (None, 1)
    assert "李强" in done.said
    assert done.said.endswith("预案不变, 没有记账。")


def test_an_exercise_stays_an_exercise() -> None:
    village = Village()
    session = village.incident("03-09 08:00", village.plan("soe-rapid-response"), mode="exercise")  # type: ignore[arg-type]
    one = Station(session, words=Words("zh"), by="王岚", site=site())
    done = switch(village, one, WANTED)
    assert done.session is not None
    assert done.session.state.mode == "exercise"
