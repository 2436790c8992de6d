"""Another program holds the journal while an officer sits at home: the screen goes on, and F2 is not lost."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from drillbook.house import OwnHouse
from drillbook.plans import site
from drillbook.settings import Settings
from incidents.journal.errors import NotDurable
from incidents.journal.opening import journal_path
from incidents.session import Session
from reports.words import Words
from tests.tui.shell.test_lock import LOCKS, STILL, held
from tui.home.hall import Hall
from tui.home.ui import GoOn, OpenPlan
from tui.shell.recording import LONG_MS, WAIT_MS

PLAN = "soe-rapid-response"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OwnHouse:
    monkeypatch.chdir(tmp_path)
    settings = Settings(Words("zh"), environ={"DRILLBOOK_DB": str(tmp_path / "journal.db")}, by_option="王岚")
    own = OwnHouse(settings, site(settings))
    opened = own.open(PLAN, by="王岚")
    assert isinstance(opened, Session)
    return own


def journal(house: OwnHouse) -> Path:
    return journal_path(house.settings.db)


@pytest.mark.parametrize("lock", LOCKS)
def test_opening_is_tried_again_without_holding_up_the_screen(house: OwnHouse, lock: str) -> None:
    hall = Hall(house)
    pressed = hall.now() - 2_000
    with held(journal(house), lock) as other:
        began = time.monotonic()
        with pytest.raises(NotDurable) as raised:
            hall.enter(OpenPlan(PLAN, pressed))
        assert time.monotonic() - began < STILL
        assert hall.waits(raised.value, hall.at() - 3_000)
        assert "第3秒, 最多10秒。还没有存上。" in hall.ui.said
        assert not hall.waits(raised.value, hall.at() - WAIT_MS)
        other.let_go()
        opened = hall.enter(OpenPlan(PLAN, pressed))
    assert isinstance(opened, Session)
    assert opened.state.began // 1000 == pressed // 1000
    assert len(house.streams()) == 2


def test_home_says_that_it_cannot_look_and_looks_again(house: OwnHouse) -> None:
    hall = Hall(house)
    incident = house.streams()[0].id
    with held(journal(house)) as other:
        began = time.monotonic()
        assert not hall.poll()
        hall.read(hall.at() + 25)
        with pytest.raises(NotDurable):
            hall.enter(GoOn(incident))
        hall._polled, hall._since = hall.at(), hall.at() - LONG_MS
        assert hall.poll()
        hall.tick()
        assert time.monotonic() - began < 4 * STILL
        assert ["另一个程序占用着记录文件" in b.lines[0] for b in hall.ui.banners] == [True]
        other.let_go()
    hall._polled = hall.at()
    assert hall.poll()
    while hall.overview.step():
        pass
    hall._asked = 0
    hall.tick()
    assert not hall.ui.banners
    assert len(hall.overview.running(hall.now())) == 1
