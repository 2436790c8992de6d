"""The house of the command line: the journal, the shelf and the site as the home screen sees them."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from drillbook.house import OwnHouse
from drillbook.plans import site
from drillbook.settings import Settings
from drillbook.stopping import Stop
from incidents import commands as c
from incidents.journal.errors import JournalError
from incidents.session import Session
from reports.words import Words
from runbooks.plan import Plan
from tests.tui.north_gate import SITE_FILE
from tui.home.hall import Hall
from tui.home.overview import Overview
from tui.shell.station import Station


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OwnHouse:
    """An empty journal beside the example site."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    shutil.copy(SITE_FILE, tmp_path / "site.yaml")
    settings = Settings(Words("en"), {"DRILLBOOK_DB": str(tmp_path / "journal.db"), "DRILLBOOK_BY": "王岚"})
    return OwnHouse(settings, site(settings))


def opened(house: OwnHouse, plan: str = "soe-rapid-response") -> Session:
    """An incident; it must be opened."""
    found = house.open(plan, by=house.by)
    assert isinstance(found, Session)
    return found


def overview(house: OwnHouse) -> Overview:
    """Everything read."""
    found = Overview(house)
    while found.step():
        pass
    return found


def test_looking_makes_no_journal(house: OwnHouse, tmp_path: Path) -> None:
    found = overview(house)
    assert found.known == []
    assert not house.changed()
    assert house.resume("2026-0309-01") == "No incident 2026-0309-01."
    assert list(tmp_path.glob("journal*")) == []


def test_the_shelf_has_what_one_opens_the_default_plan_first(house: OwnHouse) -> None:
    plans = overview(house).plans()
    assert [plan.shelved.id for plan in plans] == [
        *("soe-rapid-response", "company-six-stage", "visit-with-notice", "visit-without-notice"),  # alarms
        *("backlog-case", "leaders-reception", "ledger-issue", "routine-case"),  # daily work
        *("hazard-ledger", "readiness", "reception-year"),  # what runs over a year
    ]
    volume = plans[0].volume
    assert volume is not None
    assert (volume.steps > 20, volume.limits > 0, volume.missing, volume.nobody) == (True, True, (), False)
    assert {"soe-rapid-response", "after-action"} <= set(house.titles())


def test_a_plan_is_read_again_once_its_file_has_changed(house: OwnHouse, tmp_path: Path) -> None:
    own = tmp_path / "runbooks"
    own.mkdir()
    source = Path(__file__).parents[1] / "tui" / "home" / "case.yaml"
    text = source.read_text(encoding="utf-8")
    (own / "case.yaml").write_text(text, encoding="utf-8")
    first = house.plan("claims-case")
    assert isinstance(first, Plan)
    assert house.plan("claims-case") is first
    (own / "case.yaml").write_text(text.replace("15 days", "14 days"), encoding="utf-8")
    second = house.plan("claims-case")
    assert isinstance(second, Plan)
    assert second.steps[0].limits[0].within is not None
    assert second.steps[0].limits[0].within.days == 14
    (own / "case.yaml").write_text(text.replace("role: duty", "role: nobody", 1), encoding="utf-8")
    assert house.volume("claims-case").fault
    assert isinstance(house.open("claims-case", by="王岚"), str)
    assert house.open("claims-cas", by="王岚") == (
        'No plan "claims-cas". Did you mean claims-case? All plans: drillbook show'
    )
    assert house.streams() == []


def test_another_station_is_noticed_even_if_it_made_the_journal(house: OwnHouse) -> None:
    other = OwnHouse(house.settings, house.place)
    hall = Hall(house)
    while hall.overview.step():
        pass
    assert not hall.poll()
    session = opened(other)
    assert hall.poll()
    while hall.overview.step():
        pass
    (running,) = hall.overview.running(hall.now())
    assert running.seen.id == session.id
    assert running.seen.live is not None
    assert running.seen.live.here
    assert not hall.poll()


def test_what_has_ended_is_known_from_its_last_records(house: OwnHouse) -> None:
    session = opened(house)
    (info,) = house.streams()
    assert not house.ended(info)
    session.do(c.Close(at=session.now(), outcome="mistake", reason="x"), house.by)
    session.do(c.AddNote(at=session.now(), text="later"), house.by)
    (info,) = house.streams()
    assert house.ended(info)
    session.do(c.ReopenIncident(at=session.now(), reason="y"), house.by)
    (info,) = house.streams()
    assert not house.ended(info)
    assert [one.seen.id for one in overview(house).running(session.now())] == [session.id]


def test_a_record_that_cannot_be_read_is_listed_and_said(house: OwnHouse, tmp_path: Path) -> None:
    broken, whole = opened(house).id, opened(house).id
    house.close()
    with sqlite3.connect(tmp_path / "journal.db") as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
        for name in names:
            db.execute(f'DROP TRIGGER "{name}"')
        (table,) = [
            name
            for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if "body" in [column[1] for column in db.execute(f'PRAGMA table_info("{name}")')]
        ]
        db.execute(f'UPDATE "{table}" SET body = ? WHERE stream = ?', (b"{}", broken))
    db.close()
    again = OwnHouse(house.settings, house.place)
    found = overview(again)
    assert [one.seen.id for one in found.running(again.clock.now())] == [whole]
    assert [(one.seen.id, one.seen.status) for one in found.past()] == [(broken, "unreadable")]
    said = again.resume(broken)
    assert isinstance(said, str)
    assert f"drillbook verify {broken}" in said
    with pytest.raises(Stop):
        again.take_up(broken)


def test_no_journal_can_be_where_a_folder_is(house: OwnHouse, tmp_path: Path) -> None:
    (tmp_path / "journal.db").mkdir()
    hall = Hall(house)
    hall.overview.step()
    assert hall.overview.trouble is not None
    hall.tick()
    assert hall.ui.banners
    with pytest.raises(JournalError):
        house.open("soe-rapid-response", by=house.by)


def test_a_folder_that_is_gone_keeps_nobody_from_opening(
    house: OwnHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert [one.id for one in house.shelf()][:2] == ["company-six-stage", "soe-rapid-response"]
    session = opened(house)
    Station(session, words=house.words, by=house.by)
    monkeypatch.chdir(tmp_path)
