"""What the world answers: full disks, unknown outcomes, other stations, a clock that is set back. No terminal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from incidents import commands as c
from incidents.journal.errors import JournalError, NotDurable
from incidents.journal.memory import MemoryStore
from incidents.journal.rows import Draft, Row, Space
from incidents.session import Session
from tests.tui.desk.hands import Hands
from tests.tui.north_gate import NorthGate, mid_incident, ms


class Flaky(MemoryStore):
    """A journal whose disk does what the test says."""

    def __init__(self) -> None:
        super().__init__(entropy=bytes)
        self.fault: NotDurable | None = None
        self.stores_all_the_same = False
        self.free = 2**30
        self.no: JournalError | None = None

    def append(self, stream: str, expected: int, drafts: Sequence[Draft]) -> list[Row]:
        fault, self.fault = self.fault, self.fault if self.fault and not self.fault.unknown else None
        if fault is not None:
            if self.stores_all_the_same:
                super().append(stream, expected, drafts)
            raise fault
        return super().append(stream, expected, drafts)

    def space(self) -> Space:
        return Space(free=self.free, reserve=0)

    def refusal(self) -> JournalError | None:
        return self.no


@pytest.fixture
def store() -> Flaky:
    return Flaky()


@pytest.fixture
def hands(store: Flaky) -> Hands:
    gate = mid_incident()
    rows = gate.store.read(gate.session.id)
    store._streams[gate.session.id] = list(rows)
    gate.session.store = store
    return Hands(gate)


def test_a_full_disk_stands_above_everything_and_the_act_is_said_not_to_be_stored(hands: Hands, store: Flaky) -> None:
    store.fault, store.free = NotDurable("full", stored=19), 0
    hands.keys("space")
    assert hands.kinds == []
    assert hands.row(1).startswith("!!!! 磁盘已满: #19 以后没有存上。请改记纸上, 从 #20 写起。看和找照常。")
    assert hands.row(2).startswith("!!!! 已存的 #1-#19 完好。")
    assert "没有存上! 02 办结 (磁盘已满)" in hands.row(22)
    assert "末次存盘 #019" in hands.row(22)
    assert hands.row(3).startswith("[处置]")
    assert hands.station.failed


def test_looking_goes_on_while_nothing_can_be_stored(hands: Hands, store: Flaky) -> None:
    store.fault, store.free = NotDurable("full", stored=19), 0
    hands.keys("space tab down f8 down")
    assert hands.ui.page == "log"
    assert hands.row(1).startswith("!!!! 磁盘已满")


def test_with_room_again_it_goes_on_by_itself(hands: Hands, store: Flaky) -> None:
    store.fault, store.free = NotDurable("full", stored=19), 0
    hands.keys("space").wait(5_000)
    assert hands.row(1).startswith("!!!! 磁盘已满")
    store.fault, store.free = None, 2**30
    hands.wait(2_000).keys("1 enter")
    assert hands.row(1).startswith("[处置]")
    assert hands.kinds == ["step-done"]
    assert not hands.station.failed


@pytest.mark.parametrize("stored", [True, False])
def test_what_nobody_knows_is_asked_until_it_is_known_and_never_stored_twice(
    hands: Hands, store: Flaky, stored: bool
) -> None:
    store.fault, store.stores_all_the_same = NotDurable("io", unknown=True, stored=19), stored
    hands.keys("space")
    assert "正在核实 #20 有没有写进去" in hands.row(1)
    hands.wait(2_000)
    assert hands.row(1).startswith("[处置]")
    assert hands.kinds == ["step-done"]
    assert hands.board.state_of(hands.board.spot_of("report-leading-group"), 0) == "done"


def test_a_folder_that_cannot_be_written_is_said_at_once(store: Flaky) -> None:
    gate = mid_incident()
    store._streams[gate.session.id] = gate.store.read(gate.session.id)
    store.no = NotDurable("readonly")
    gate.session.store = store
    assert "只读" in Hands(gate).row(1)


def test_what_another_station_records_is_on_the_board(hands: Hands, store: Flaky) -> None:
    other = Session.resume(store.peer(), hands.gate.session.id, clock=hands.gate.clock)
    other.do(c.Done(at=hands.gate.clock.time, step="department-on-site"), "李强")
    assert hands.station.poll()
    assert "04 办结 (李强)" in hands.row(22)
    assert not hands.station.poll()


def test_two_stations_on_different_steps_do_not_refuse_each_other(hands: Hands, store: Flaky) -> None:
    other = Session.resume(store.peer(), hands.gate.session.id, clock=hands.gate.clock)
    other.do(c.Done(at=hands.gate.clock.time, step="department-on-site"), "李强")
    hands.keys("space")
    assert [event.by for event in hands.recorded] == ["李强", "王岚"]
    assert "另一终端" not in hands.screen()


def test_a_clock_that_is_set_back_is_said_and_goes_right_again() -> None:
    class Clock:
        boot = "north-gate"

        def __init__(self) -> None:
            self.wall = self.mono = ms("08:52:10")

        def now(self) -> int:
            return self.wall

        def monotonic(self) -> int:
            return self.mono

    gate = mid_incident()
    clock = Clock()
    gate.session.clock = clock  # type: ignore[assignment]
    gate.session.now()
    hands = Hands(gate)
    clock.wall -= 252_000
    clock.mono += 2_000
    hands.station.tick()
    assert "电脑时钟往回走了04:14" in hands.row(1)
    assert hands.row(2).rstrip().endswith("08:52:12")
    clock.wall = clock.mono = ms("08:53")
    hands.station.tick()
    clock.mono += 2_000
    clock.wall += 2_000
    hands.station.tick()
    assert hands.row(1).startswith("[处置]")


def test_a_broken_record_can_be_read_and_not_written(store: Flaky) -> None:
    gate = mid_incident()
    rows = gate.store.read(gate.session.id)
    from dataclasses import replace

    store._streams[gate.session.id] = [*rows[:10], replace(rows[10], body=b"{}"), *rows[11:]]
    broken = Session.resume(store, gate.session.id, clock=gate.clock)
    gate.session = broken
    hands = Hands(gate)
    assert hands.row(1).startswith("!!!! ")
    assert "#11" in hands.row(1)
    hands.keys("space")
    assert hands.kinds == []


def test_a_draft_is_on_disk_within_a_second_and_taken_up_again(tmp_path: Path) -> None:
    hands = Hands(mid_incident(), drafts=tmp_path / "drafts")
    hands.keys("f6").type("代表4人").wait(600)
    again = Hands(mid_incident(), drafts=tmp_path / "drafts")
    assert again.ui.draft == ("", "代表4人")
    again.keys("f6 enter")
    assert again.recorded[0].data["text"] == "代表4人"
    assert Hands(mid_incident(), drafts=tmp_path / "drafts").ui.draft is None


def test_a_draft_is_kept_by_leaving(tmp_path: Path) -> None:
    hands = Hands(mid_incident(), drafts=tmp_path / "drafts")
    hands.keys("f6").type("代表4人")
    hands.keys("esc esc 0", gap=100)
    assert Hands(mid_incident(), drafts=tmp_path / "drafts").ui.draft == ("", "代表4人")


def test_what_is_recorded_happened_when_its_key_was_pressed() -> None:
    gate = NorthGate()
    hands = Hands(gate)
    pressed = gate.clock.time + 10_000
    gate.clock.time = pressed + 4_000
    from tui.desk.keys import Key

    hands.station.key(Key("space", pressed, " "))
    assert hands.recorded[0].at == pressed
    assert hands.recorded[0].recorded == pressed + 4_000
