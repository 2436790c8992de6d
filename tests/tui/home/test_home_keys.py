"""What keys do at home: digits and Enter look, F2 opens one, and nothing else records anything."""

from __future__ import annotations

import pytest

from incidents import commands as c
from incidents.journal.errors import NotDurable
from incidents.session import Session
from tests.tui.home.guest import Guest
from tests.tui.home.village import Village, alone, case_plan, morning
from tests.tui.north_gate import ms, plan
from tui.desk.keys import Key
from tui.home.hall import Hall
from tui.home.ui import GoOn, OpenPlan
from tui.shell.station import Station


def versions(village: Village) -> dict[str, int]:
    """How far every record goes."""
    return {info.id: info.version for info in village.streams()}


def opened(guest: Guest) -> Session:
    """Go where the officer wants to go; it must be an incident."""
    assert guest.hall.going is not None
    found = guest.hall.enter(guest.hall.going)
    assert isinstance(found, Session)
    return found


def test_enter_goes_on_with_what_is_under_way() -> None:
    guest = Guest(morning()).keys("enter")
    assert guest.hall.going == GoOn("2026-0309-01")


def test_with_nothing_under_way_the_cursor_rests_on_the_first_plan_and_enter_reads_it() -> None:
    guest = Guest(alone())
    assert guest.row(5).startswith(">1 soe-rapid-response")
    guest.keys("enter")
    assert guest.hall.going is None
    assert guest.row(2).startswith("--soe-rapid-response 国企聚集上访快速响应 ---")
    guest.keys("left")
    assert guest.row(5).startswith(">1 soe-rapid-response")


def test_a_digit_enters_its_row_and_records_nothing() -> None:
    village = morning()
    before = versions(village)
    for digit, going in (
        ("1", GoOn("2026-0309-01")),
        ("2", GoOn("2026-0108-01", "ledger")),
        ("4", GoOn("2026-0226-01")),
        ("8", GoOn("2026-0218-01")),
    ):
        assert Guest(village).keys(digit).hall.going == going
    assert Guest(village).keys("9").hall.going is None
    assert versions(village) == before


def test_f2_opens_the_default_plan_at_the_moment_at_which_it_was_pressed() -> None:
    guest = Guest(morning())
    pressed = guest.village.clock.time
    guest.village.clock.time += 4_000
    guest.hall.key(Key("f2", pressed))
    assert guest.hall.going == OpenPlan("soe-rapid-response", pressed)
    session = opened(guest)
    assert session.state.began == pressed
    assert session.id == "2026-0309-02"


@pytest.mark.parametrize("keys", ["f2", "alt+2", "esc 2"])
def test_f2_without_f_keys(keys: str) -> None:
    assert isinstance(Guest(alone()).keys(keys, gap=100).hall.going, OpenPlan)


def test_f2_held_down_opens_one() -> None:
    village = alone()
    guest = Guest(village)
    count = 0
    for n in range(40):
        guest.wait(30)
        guest.key("alt+2" if n % 7 == 3 else "f2")
        if guest.hall.going is not None:
            opened(guest)
            guest.hall.going = None
            count += 1
    assert count == 1
    guest.wait(700).key("f2")
    assert guest.hall.going is not None


def test_f2_opens_the_plan_that_is_being_read() -> None:
    guest = Guest(alone()).keys("2")
    assert guest.hall.ui.reading is not None
    guest.keys("pgdn pgdn f2")
    assert isinstance(guest.hall.going, OpenPlan)
    assert guest.hall.going.plan == "company-six-stage"


def test_without_a_default_plan_f2_opens_the_only_one_or_the_one_under_the_cursor() -> None:
    village = alone()
    village.site = None
    guest = Guest(village)
    assert "「公司六阶段应急处置」" in guest.row(4)
    guest.keys("down")
    assert "「国企聚集上访快速响应」" in guest.row(4)
    guest.keys("f2")
    assert isinstance(guest.hall.going, OpenPlan)
    assert guest.hall.going.plan == "soe-rapid-response"
    only = alone(plans=("company-six-stage",))
    only.site = None
    going = Guest(only).keys("f2").hall.going
    assert isinstance(going, OpenPlan)
    assert going.plan == "company-six-stage"


def test_without_a_default_plan_and_with_the_cursor_elsewhere_nothing_is_opened_and_it_says_why() -> None:
    village = morning()
    village.site = None
    guest = Guest(village).keys("f2")
    assert guest.hall.going is None
    assert guest.row(22).startswith("先把光标移到一个预案上。没有启动。")


def test_another_incident_under_the_same_plan_is_opened_and_what_is_under_way_is_said() -> None:
    guest = Guest(morning()).keys("f2")
    going = guest.hall.going
    assert isinstance(going, OpenPlan)
    also = guest.hall.overview.same_plan(going.plan, guest.hall.now())
    assert also == ["2026-0309-01"]
    station = Station(opened(guest), words=guest.village.words, by="王岚", site=guest.village.site, fresh=True)
    guest.hall.settle_in(station, going, also)
    assert station.ui.said.startswith("同一预案的 2026-0309-01 也在处置, 这是另一件。")


def test_the_key_that_led_into_an_incident_does_nothing_there() -> None:
    guest = Guest(morning()).keys("enter")
    going = guest.hall.going
    assert going is not None
    station = Station(opened(guest), words=guest.village.words, by="王岚", site=guest.village.site)
    guest.hall.settle_in(station, going, [])
    station.key(Key("enter", guest.village.clock.time + 100))
    assert station.ui.panels == ()


def test_a_due_thing_leads_to_its_step() -> None:
    guest = Guest(morning()).keys("3")
    going = guest.hall.going
    assert going == GoOn("2026-0108-01", "reply")
    station = Station(opened(guest), words=guest.village.words, by="王岚", site=guest.village.site)
    guest.hall.settle_in(station, going, [])
    assert station.board.plan.steps[station.ui.cursor.step].id == "reply"


def test_text_with_enter_behind_it_goes_nowhere() -> None:
    guest = Guest(morning()).type("的")
    guest.wait(100).key("enter")
    assert guest.hall.going is None
    assert guest.row(23).startswith("查找> 的_")
    assert guest.row(21).startswith("输入法开着: 刚才的「的」只用来查找, 没有记账。")
    guest.wait(1000).key("escape")
    assert guest.row(23).startswith("查找> _")


def test_text_with_digits_in_it_is_looked_for_and_enters_no_row() -> None:
    guest = Guest(morning()).type("工2")
    assert guest.hall.going is None
    assert guest.hall.ui.find.text == "工2"


def test_full_width_keys() -> None:
    assert Guest(morning()).keys("１").hall.going == GoOn("2026-0309-01")
    assert "F1" in Guest(morning()).keys("？").row(3)


@pytest.mark.parametrize(
    ("text", "going"),
    [
        ("2026-0218", GoOn("2026-0218-01")),
        ("诉求", GoOn("2026-0108-01", "ledger")),
        ("误启动", GoOn("2026-0218-01")),
        ("总结", GoOn("2026-0226-01")),
    ],
)
def test_an_incident_is_found_by_what_is_known_of_it(text: str, going: GoOn) -> None:
    guest = Guest(morning()).paste(text)
    guest.wait(1000).key("enter")
    assert guest.hall.going == going


def test_a_plan_and_an_action_are_found() -> None:
    guest = Guest(morning()).paste("六阶段")
    guest.keys("enter")
    assert guest.hall.ui.reading is not None
    guest = Guest(morning()).paste("启动")
    guest.keys("down down down down enter")
    assert guest.hall.going is not None
    assert Guest(morning()).paste("帮助").keys("enter").row(2).startswith("--按键")


def test_nothing_by_that_name() -> None:
    guest = Guest(morning()).paste("锦鲤").keys("enter")
    assert "锦鲤" in guest.row(22)
    guest.keys("bksp bksp")
    assert guest.row(2).startswith("--正在处置 1 ---")


def test_the_cursor_moves_over_every_entry_and_belongs_to_it() -> None:
    guest = Guest(morning())
    guest.keys("down down down down")
    assert guest.row(13).startswith(">5 soe-rapid-response")
    village = guest.village
    village.incident("03-09 09:12", plan("company-six-stage"))
    guest.hall.overview.look_again()
    guest.read()
    assert ">6 soe-rapid-response" in guest.screen()
    guest.keys("home")
    assert guest.row(3).startswith(">1")
    guest.keys("end")
    assert guest.hall.ui.cursor == ("past", "2026-0218-01")
    guest.keys("pgup pgup down up")
    assert guest.row(3).startswith(">1")


def test_zero_turns_the_pages_and_every_incident_stands_on_one() -> None:
    village = alone()
    for n in range(28):
        session = village.incident(f"02-{n + 1:02} 10:00", case_plan())
        village.tell(session, f"02-{n + 1:02} 11:00", c.Close, outcome="handled", reason="办结")
    guest = Guest(village)
    seen: set[str] = set()
    pages = 0
    while True:
        text = guest.screen()
        seen |= {word for word in text.split() if word.startswith("2026-02")}
        pages += 1
        guest.keys("0")
        if guest.hall.ui.cursor == guest.hall.scene().sheets[0].rows()[0].entry.key:
            break
    assert pages == len(guest.hall.scene().sheets) >= 3
    assert len(seen) == 28
    guest.keys("0 3")
    assert isinstance(guest.hall.going, GoOn)
    assert guest.hall.going.incident in guest.row(5)


def test_esc_opens_the_menu_and_0_leaves() -> None:
    guest = Guest(morning()).keys("esc")
    assert "退出" in guest.screen()
    assert not guest.hall.leaving
    guest.keys("0")
    assert guest.hall.leaving
    assert Guest(morning()).keys("alt+0").hall.leaving
    assert Guest(morning()).keys("f1 esc esc left").row(2).startswith("--正在处置 1 ---")


def test_the_help_tests_keys() -> None:
    guest = Guest(morning()).keys("f1 space")
    assert "空格" in guest.row(20)
    guest.keys("down left")
    assert guest.hall.ui.panels == ()


def test_a_disk_that_takes_nothing_is_said_where_the_eye_is() -> None:
    village = morning()
    guest = Guest(village)
    village.full = True
    guest.keys("f2")
    assert guest.hall.going is not None
    with pytest.raises(NotDurable) as raised:
        guest.hall.enter(guest.hall.going)
    guest.hall.not_opened(raised.value)
    assert guest.row(1).startswith("!!!! ")
    assert "没有启动! 什么也没有存上" in guest.row(22)
    assert guest.hall.failed
    guest.keys("down").wait(2000)
    assert guest.row(1).startswith("!!!! ")
    village.full = False
    guest.wait(2000)
    assert guest.row(1).startswith("信访突发事件处置")


def test_where_nobody_knows_whether_it_was_opened_nothing_else_is_said() -> None:
    guest = Guest(morning())
    guest.hall.not_opened(NotDurable("io", unknown=True))
    assert "还不知道有没有启动" in guest.row(22)
    assert guest.hall.failed


def test_what_another_station_opens_and_records_appears() -> None:
    village = alone()
    guest = Guest(village)
    other = Village.__new__(Village)
    other.__dict__.update(village.__dict__)
    other.store = village.store.peer()
    session = other.incident("03-09 09:12:30", plan())
    assert guest.hall.poll()
    guest.read()
    assert guest.row(3).startswith(">1 [处置] 2026-0309-01")
    assert not guest.hall.poll()
    other.tell(session, "03-09 09:12:35", c.SetLevel, level="major")
    assert guest.hall.poll()
    guest.read()
    assert "重大(暂定)" in guest.row(3)
    assert village.read == ["2026-0309-01", "2026-0309-01"]


def test_only_what_has_grown_is_read_again() -> None:
    village = morning()
    guest = Guest(village)
    assert sorted(village.read) == ["2026-0108-01", "2026-0218-01", "2026-0226-01", "2026-0309-01"]
    assert village.read[0] == "2026-0309-01"
    village.read.clear()
    session = village.resume("2026-0108-01")
    assert isinstance(session, Session)
    village.tell(session, "03-09 09:12:50", c.AddNote, text="已电话催办")
    guest.hall.overview.look_again()
    guest.read()
    assert village.read == ["2026-0108-01"]


def test_the_clock_alone_brings_an_incident_up_to_date() -> None:
    guest = Guest(morning())
    assert "余 27:20" in guest.row(4)
    guest.wait(28 * 60_000)
    guest.read()
    assert guest.row(4).startswith("   !! 超 00:40     04 责任部门到达现场")


def test_coming_home_the_key_that_led_there_is_not_heard_twice() -> None:
    guest = Guest(morning())
    at = guest.village.clock.time
    guest.hall.back(("digit 1", at))
    guest.wait(200).key("1")
    assert guest.hall.going is None
    guest.wait(700).key("1")
    assert guest.hall.going is not None


def test_home_that_nobody_has_read_yet_opens_all_the_same() -> None:
    guest = Guest(alone(), read=False)
    guest.keys("f2")
    assert guest.hall.going == OpenPlan("soe-rapid-response", ms("09:12:41"))


def test_hundreds_of_incidents_are_read_a_few_at_a_time() -> None:
    village = alone()
    for n in range(120):
        session = village.incident(f"02-{n % 28 + 1:02} 10:{n // 28:02}", case_plan())
        village.tell(session, f"02-{n % 28 + 1:02} 11:{n // 28:02}", c.Close, outcome="handled", reason="办结")
    running = village.incident("03-09 09:00", plan())
    hall = Hall(village)
    hall.resize(80, 24)
    hall.overview.step()
    hall.overview.step()
    assert village.read == [running.id]
    steps = 0
    while hall.overview.step():
        steps += 1
    assert steps >= 120
    assert len(hall.overview.past()) == 120


def test_the_bell_rings_at_home_for_what_binds_in_an_incident_under_way() -> None:
    guest = Guest(morning())
    rung = []
    for _ in range(30 * 60):  # 04 and 05 are due at 09:40 by the plan
        guest.wait(1000)
        guest.read()
        if guest.hall.rings:
            rung.append((guest.village.clock.time - ms("09:40"), guest.hall.rings))
    assert rung == [(-300_000, 1), (-60_000, 1), (0, 3)]
    quiet = Hall(guest.village, bell=False)
    quiet.tick()
    assert quiet.rings == 0


def test_a_default_plan_that_cannot_be_opened_is_said_and_another_one_can_be_chosen() -> None:
    village = Village(plans=("company-six-stage", "after-action"))
    guest = Guest(village)
    said = "默认预案「soe-rapid-response」打不开: 光标移到别的预案上, 再按F2"
    assert said in guest.screen()
    guest.keys("f2")  # whoever has put it right meanwhile gets it; else it is said why not
    assert guest.hall.going is not None
    assert guest.hall.enter(guest.hall.going) == "no soe-rapid-response"
    guest.hall.refused("no soe-rapid-response")
    guest.keys("down f2")
    assert isinstance(guest.hall.going, OpenPlan)
    assert guest.hall.going.plan == "after-action"
    assert "F2 = 立即启动「总结评估与归档」" in guest.screen()
