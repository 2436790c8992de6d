"""After closing: look at what must be explained, take the record along, verify it, reopen it; nothing else records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from incidents import commands as c
from incidents.journal.anchors import Anchor, anchors_path, write_anchor
from incidents.journal.errors import NotDurable
from incidents.journal.opening import open_store
from incidents.session import Session
from reports.verifying import verify_file
from reports.words import Words
from runbooks.calendar import working_days_table
from tests.tui.after_closing import broken, closed_clean, closed_with_much, opened_by_mistake
from tests.tui.desk.hands import Hands
from tests.tui.north_gate import NorthGate, late_morning, ms, plan
from tui.desk.panel import Course
from tui.shell.station import Station
from tui.shell.verification import Verification


def at_end(gate: NorthGate, tmp_path: Path) -> Hands:
    """An officer at a closed incident; files go to a folder of the test."""
    hands = Hands(gate)
    hands.station = Station(gate.session, words=Words("zh"), by=gate.by, exports=tmp_path)
    hands.station.resize(80, 24)
    return hands


@pytest.fixture
def hands(tmp_path: Path) -> Hands:
    return at_end(closed_with_much(), tmp_path)


# -- the page -------------------------------------------------------------------------------------------


def test_a_closed_incident_begins_with_its_last_page_and_the_others_can_be_looked_at(hands: Hands) -> None:
    assert hands.row(1).startswith("[已结束] 2026-0309-01")
    seen = []
    for _ in range(6):
        hands.keys("tab")
        seen.append(hands.ui.page)
    assert seen == ["now", "stages", "told", "limits", "log", "closed"]


def test_closing_turns_to_the_last_page_at_once() -> None:
    gate = late_morning()
    hands = Hands(gate)
    hands.keys("f3")
    peer = Session.resume(gate.store.peer(), gate.session.id, clock=gate.clock)
    peer.do(c.Close(at=gate.clock.time, outcome="handled", reason="另一台上结束"), "李强")
    hands.station.poll()
    assert hands.ui.page == "closed"
    assert hands.ui.panels == ()
    assert "李强 结束" in hands.row(1)


def test_up_and_down_choose_and_enter_shows_how_it_came_to_that(hands: Hands) -> None:
    hands.keys("down")
    assert next(row for row in hands.screen().splitlines() if row.startswith(">")).split()[2] == "05"
    hands.keys("enter")
    assert hands.ui.panel == Course("speaker-in-front", 1)
    assert "05 办结" in hands.screen()
    assert "超时完成  预案1小时" in hands.screen()
    hands.keys("left")
    assert hands.ui.panels == ()
    hands.keys("end enter")
    assert isinstance(hands.ui.panel, Course)
    assert hands.ui.panel.seq == hands.board.state.closed.seq  # type: ignore[union-attr]
    assert "现场处置完毕" in hands.screen()


def test_a_long_course_is_paged_through_and_stops_at_its_end() -> None:
    gate = closed_with_much()
    hands = Hands(gate).keys("enter").keys("end")
    panel = hands.ui.panel
    assert isinstance(panel, Course)
    assert panel.top == 3
    hands.keys("down pgup up")
    assert hands.ui.panel == Course(panel.step, panel.turn)


@pytest.mark.parametrize(
    "keys", ["space", "enter left", "bksp bksp", "tab space", "f9", "f9 space", "f3 1 5 enter", "0", "9"]
)
def test_nothing_is_recorded_after_closing_by_any_of_these(hands: Hands, keys: str) -> None:
    hands.keys(keys)
    assert hands.kinds == []


@pytest.mark.parametrize("keys", ["space", "bksp", "tab space"])
def test_a_key_that_would_record_says_that_it_is_closed(hands: Hands, keys: str) -> None:
    hands.keys(keys)
    assert "处置已结束, 没有记账" in hands.row(22)


def test_danger_after_closing_says_what_to_do_first(hands: Hands) -> None:
    hands.keys("f9")
    assert "先打110" in hands.row(22)
    assert hands.ui.panels == ()


def test_a_note_is_still_taken_and_the_record_verified_anew(hands: Hands) -> None:
    hands.wait(1_000)
    before = hands.board.state.version
    hands.keys("f6").type("派出所来电, 已结案").keys("enter")
    assert hands.kinds == ["note-added"]
    hands.wait(1_000).wait(1_000)
    assert f"记录 {before + 1}条, 链完整" in hands.screen()


def test_left_goes_home(hands: Hands) -> None:
    hands.keys("left")
    assert hands.station.leaving
    assert hands.kinds == []


def test_reopening_asks_why_and_goes_on_where_it_was(hands: Hands) -> None:
    hands.keys("right 1")
    assert hands.kinds == ["incident-reopened"]
    assert hands.recorded[0].data["reason"]
    assert hands.board.state.closed is None
    assert hands.ui.page == "now"
    hands.wait(1_000)
    assert hands.ui.checked is None


# -- verifying ------------------------------------------------------------------------------------------


def test_the_record_is_verified_once_the_page_is_shown(hands: Hands) -> None:
    assert "正在核验" in hands.screen()
    hands.wait(500).wait(500)
    assert "链完整" in hands.screen()
    assert hands.board.session.head[1] in hands.screen()


def test_a_broken_chain_is_said_in_place_of_the_head(tmp_path: Path) -> None:
    hands = at_end(broken(), tmp_path).wait(500).wait(500)
    assert "在 #040 处断链" in hands.screen()
    assert "#1-#39 可信" in hands.screen()
    assert hands.board.session.head[1] not in hands.screen()
    hands.keys("4").wait(500)
    assert "在 #040 处断链" in hands.row(22)


def test_verifying_again_says_what_came_of_it(hands: Hands) -> None:
    hands.wait(500).wait(500).keys("4")
    assert "正在核验" in hands.screen()
    hands.wait(500)
    assert f"核验完: {hands.board.state.version}条, 链完整。没有另存的记录头可比。" in hands.row(22)


def test_a_long_record_is_verified_beside_the_keys_through_a_connection_of_its_own(tmp_path: Path) -> None:
    gate = late_morning()
    store = open_store(tmp_path / "journal.db")
    session = Session.open(store, plan(), clock=gate.clock, by="王岚", calendar=working_days_table())
    session.do(c.Close(at=gate.clock.time, outcome="mistake", reason="按错了"), "王岚")
    verification = Verification(session, Words("zh"), at_once=1)
    verification.start()
    thread = verification._thread
    assert thread is not None
    verification.start()
    assert verification._thread is thread
    thread.join(30)
    found = verification.poll()
    assert found is not None
    assert found.whole
    assert found.version == 2
    assert verification.poll() is None
    store.close()


def test_heads_kept_beside_the_journal_are_compared_and_show_a_cut_end(tmp_path: Path) -> None:
    gate = late_morning()
    store = open_store(tmp_path / "journal.db")
    session = Session.open(store, plan(), clock=gate.clock, by="王岚", calendar=working_days_table())
    verification = Verification(session, Words("zh"))
    kept = anchors_path(tmp_path / "journal.db")
    write_anchor(kept, Anchor(session.id, 1, session.hash, "act", gate.clock.time))
    verification.start()
    found = verification.poll()
    assert found is not None
    assert (found.anchors, found.whole) == (1, True)
    write_anchor(kept, Anchor(session.id, 9, session.hash, "act", gate.clock.time))
    verification.start()
    found = verification.poll()
    assert found is not None
    assert (found.fault, found.what) == (2, "tail-cut")
    store.close()


def test_a_journal_that_cannot_be_read_is_no_broken_chain(tmp_path: Path) -> None:
    gate = opened_by_mistake()

    def unreadable(*_: object) -> None:
        raise NotDurable("io", detail="Input/output error")

    gate.store.read = unreadable  # type: ignore[method-assign, assignment]
    hands = at_end(gate, tmp_path).wait(500).wait(500)
    assert "没有核验成" in hands.screen()
    assert "断链" not in hands.screen()


# -- files ----------------------------------------------------------------------------------------------


def test_five_files_are_written_where_the_program_was_started(hands: Hands, tmp_path: Path) -> None:
    hands.keys("1 2 3 6 5")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "2026-0309-01-data.json",
        "2026-0309-01-forms.html",
        "2026-0309-01-one-page.md",
        "2026-0309-01-table.csv",
        "2026-0309-01-timeline.md",
    ]
    assert hands.kinds == []
    assert hands.ui.written == str(tmp_path / "2026-0309-01-one-page.md")
    assert "已写好" in hands.row(22) or "2026-0309-01-one-page.md" in hands.row(22)
    flat = "".join(row.strip() for row in hands.screen().splitlines())
    assert str(tmp_path / "2026-0309-01-one-page.md") in flat
    data = (tmp_path / "2026-0309-01-data.json").read_bytes()
    assert json.loads(data)["incident"] == "2026-0309-01"
    assert "<h1>《信访登记表》</h1>" in (tmp_path / "2026-0309-01-forms.html").read_text(encoding="utf-8")
    verified = verify_file(data, None)
    assert verified is not None
    assert verified.ok
    assert verified.story


def test_no_forms_no_file(tmp_path: Path) -> None:
    hands = at_end(opened_by_mistake(), tmp_path).keys("6")
    assert "还没有填写过表单" in hands.row(22)
    assert list(tmp_path.iterdir()) == []


def test_another_file_of_that_name_stays_and_the_same_one_is_not_written_twice(hands: Hands, tmp_path: Path) -> None:
    mine = tmp_path / "2026-0309-01-table.csv"
    mine.write_text("我的表", encoding="utf-8")
    hands.keys("2").keys("2", gap=2_000)
    assert mine.read_text(encoding="utf-8") == "我的表"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2026-0309-01-table-2.csv", "2026-0309-01-table.csv"]
    assert hands.ui.written.endswith("table-2.csv")


def test_a_folder_that_is_gone_or_a_full_disk_is_a_sentence_and_leaves_nothing(
    hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("tui.common.writing.os.fsync", full)
        hands.keys("1")
    assert "没有写成文件: 磁盘已满。记录没有动。" in hands.row(22)
    assert list(tmp_path.iterdir()) == []
    tmp_path.rmdir()
    hands.keys("3")
    assert "文件夹不在了" in hands.row(22)
    assert hands.ui.written == ""
    assert hands.kinds == []


def test_a_held_digit_writes_once(hands: Hands, tmp_path: Path) -> None:
    for _ in range(20):
        hands.keys("1", gap=30)
    assert len(list(tmp_path.iterdir())) == 1


def test_text_searches_and_digits_still_choose(hands: Hands, tmp_path: Path) -> None:
    hands.type("领导")
    assert "查找> 领导" in hands.screen()
    hands.keys("esc 1")
    assert len(list(tmp_path.iterdir())) == 1


# -- what is counted ------------------------------------------------------------------------------------


def test_a_clean_end_has_nothing_to_explain(tmp_path: Path) -> None:
    hands = at_end(closed_clean(), tmp_path)
    assert "要说明的 0" in hands.screen()
    assert "还要办" not in hands.screen()
    hands.keys("down enter")
    assert hands.ui.panels == ()


def test_bases_are_counted_apart_and_targets_in_their_own_words(hands: Hands) -> None:
    rows = {row.split()[0]: row for row in hands.screen().splitlines() if row.startswith(" ") and row.strip()}
    assert rows["预案"].split() == ["预案", "按时", "2", "超时完成", "2", "未完成", "2", "豁免", "0"]
    assert "逾期" not in rows["暂定"]
    assert "不算违反" in rows["暂定"]


def test_who_was_told_of_a_mistake_must_hear_of_it(tmp_path: Path) -> None:
    hands = at_end(opened_by_mistake(), tmp_path)
    assert "须再告知一声的: 保卫部门 08:44" in hands.screen()
    assert ms("08:45:20") == hands.board.state.closed_at
