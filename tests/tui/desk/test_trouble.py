"""Bad luck as an officer meets it: a full disk, paper, what was lost entered afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from incidents import commands as c
from incidents.journal.errors import NotDurable
from incidents.session import Session
from incidents.timeline import timeline
from reports.timeline_md import timeline_md
from reports.words import Words
from tests.tui.desk.hands import Hands
from tests.tui.north_gate import NorthGate, late_morning, mid_incident, ms
from tests.tui.shell.test_station import Flaky
from tui.common.drafts import Drafts
from tui.common.unstored import Trouble, Unstored, from_data, to_data
from tui.desk.panel import Note, Paper

FULL = NotDurable("full", stored=19)


def on(store: Flaky, make: Callable[[], NorthGate] = mid_incident) -> NorthGate:
    """A story whose journal does what the test says."""
    gate = make()
    store._streams[gate.session.id] = list(gate.store.read(gate.session.id))
    gate.session.store = store
    return gate


@pytest.fixture
def store() -> Flaky:
    return Flaky()


@pytest.fixture
def hands(store: Flaky, tmp_path: Path) -> Hands:
    return Hands(on(store), drafts=tmp_path)


def fill(store: Flaky) -> None:
    store.fault, store.free = FULL, 0


def empty(store: Flaky) -> None:
    store.fault, store.free = None, 2**30


# -- a full disk ----------------------------------------------------------------------------------------


def test_the_first_thing_that_is_not_stored_is_kept_and_paper_is_explained(hands: Hands, store: Flaky) -> None:
    fill(store)
    hands.keys("space")
    shown = hands.screen()
    assert "--纸上这样记, 恢复后照此补录 ---" in shown
    assert " #20   时:分   谁   做了什么(步骤号)        例: #20 08:52 王岚 派出所回电 94" in shown
    assert "没有存上的只有一条: 08:52:11 王岚 02 办结。请先抄到纸上。" in shown
    assert hands.row(21).startswith("空格、退格、数字等记账操作暂停")
    assert hands.row(22).startswith("08:52:11 没有存上! 02 办结 (磁盘已满)")
    assert "F6 写的字留在草稿里, 不会丢" in hands.row(23)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("space", "没有记: 02 办结。磁盘已满, 记账暂停, 请写在纸上。"),
        ("bksp", "磁盘已满, 记账暂停: 现在不能撤回, 已存的都在。"),
        ("enter 1", "磁盘已满, 记账暂停, 请写在纸上。"),
        ("f3 2 1", "磁盘已满, 危险没有记上。先打110, 再写到纸上。"),
        ("f9 space", "磁盘已满, 危险没有记上。先打110, 再写到纸上。"),
    ],
)
def test_recording_keys_are_off_and_say_so(hands: Hands, store: Flaky, keys: str, said: str) -> None:
    fill(store)
    hands.keys("down space up")
    hands.keys(keys)
    assert said in hands.row(22)
    assert hands.kinds == []
    assert hands.ui.trouble is not None
    assert len(hands.ui.trouble.lost) == 1


def test_looking_is_as_always_and_the_cursor_is_never_below_the_paper(hands: Hands, store: Flaky) -> None:
    fill(store)
    hands.keys("space")
    for _ in range(20):
        hands.keys("down")
        assert any(row.startswith(">") for row in hands.screen().splitlines())
    hands.keys("f7 f8 tab enter")
    assert hands.row(1).startswith("!!!! 磁盘已满")


def test_words_stay_as_a_draft_and_are_recorded_when_it_is_over(hands: Hands, store: Flaky) -> None:
    fill(store)
    hands.keys("space f6").type("派出所说五分钟到").keys("enter")
    assert "这条记事没有记账, 字都留在草稿里" in hands.row(22)
    assert isinstance(hands.ui.panel, Note)
    hands.keys("esc").wait(1_000)
    empty(store)
    hands.wait(3_000).keys("2 enter f6 enter")
    assert [event.data["text"] for event in hands.recorded] == ["派出所说五分钟到"]


def test_where_even_the_draft_is_not_stored_it_is_said(store: Flaky, tmp_path: Path) -> None:
    blocked = tmp_path / "drafts"
    blocked.write_text("a file where the folder should be")
    hands = Hands(on(store), drafts=blocked)
    fill(store)
    hands.keys("space f6").type("派出所").wait(700)
    hands.keys("esc").wait(300)
    assert "打的字连草稿也存不下, 请记纸上" in hands.row(23)
    blocked.unlink()
    hands.wait(2_000)
    assert "草稿也存不下" not in hands.row(23)
    assert Hands(mid_incident(), drafts=blocked).ui.draft == ("", "派出所")


def test_nobody_is_told_of_a_draft_that_is_not_there_and_leaving_asks_once(store: Flaky, tmp_path: Path) -> None:
    blocked = tmp_path / "drafts"
    blocked.write_text("a file where the folder should be")
    hands = Hands(on(store), drafts=blocked)
    fill(store)
    hands.keys("space f6").type("派出所").wait(2_000).keys("enter")
    assert "没有记账, 草稿也存不下: 请抄到纸上" in hands.row(22)
    hands.keys("f9")
    assert "没写完的记事没有存上: 派出所" in hands.row(3)
    hands.keys("esc esc esc 0")
    assert not hands.station.leaving
    assert "请先抄到纸上。再按一次=离开" in hands.row(22)
    hands.keys("esc 0")
    assert hands.station.leaving


def test_several_things_are_counted_where_every_key_tries_again(hands: Hands, store: Flaky) -> None:
    class Broken(Flaky):
        def append(self, *args: object, **kwargs: object) -> list[object]:  # type: ignore[override]
            raise NotDurable("io", stored=19)

    broken = Broken()
    broken._streams = store._streams
    hands.gate.session.store = broken
    hands.keys("space")
    hands.keys("down space")
    assert hands.row(1).startswith("!!!! 磁盘报错: #19 以后没有存上。请改记纸上, 从 #20 写起。")
    assert "没有存上的有2条, 末条: 08:52:13 王岚 04 办结。" in hands.screen()
    hands.gate.session.store = store
    hands.keys("f6").type("门岗").keys("enter")
    assert hands.kinds == ["note-added"]
    hands.wait(3_000)
    assert hands.ui.panel == Paper()
    hands.keys("1 1")
    assert hands.kinds == ["note-added", "step-done", "step-done"]


# -- backfilling ----------------------------------------------------------------------------------------


def test_what_was_lost_and_two_lines_from_paper_are_entered_with_their_own_times(hands: Hands, store: Flaky) -> None:
    fill(store)
    hands.keys("space")
    for _ in range(20):
        hands.wait(30_000)
    empty(store)
    hands.wait(2_000).wait(2_000)
    assert hands.row(1).startswith("==== 可以存盘了。还没补的: 1条没存上, 纸上从 #20 起。")
    assert "1 现在记上, 时间算 08:52:11, 标「补记」" in hands.screen()
    hands.keys("1")
    assert "纸上的下一条, 先写时间" in hands.screen()
    hands.type("#20 08:54 何平 派出所回电 04").keys("enter")
    hands.type("8:56 门岗 又来了三人").keys("enter")
    assert "已补2条" in hands.screen()
    hands.keys("enter")
    assert hands.ui.panels == ()
    assert hands.row(1).startswith("[处置]")
    assert hands.row(22).startswith("纸上的记录都补完了。")
    assert hands.kinds == ["step-done", "note-added", "note-added"]
    assert [event.at for event in hands.recorded] == [ms("08:52:11"), ms("08:54"), ms("08:56")]
    assert [event.data.get("text") for event in hands.recorded[1:]] == ["何平 派出所回电 04", "门岗 又来了三人"]
    assert hands.recorded[1].step == "department-on-site"
    assert all(event.entered_later for event in hands.recorded)
    [verdict] = [
        v for v in hands.gate.session.snapshot().limits if v.step == "report-leading-group" and v.basis == "plan"
    ]
    assert (verdict.state, verdict.done_at) == ("met", ms("08:52:11"))
    told = timeline_md(timeline(hands.gate.session), Words("zh")).decode()
    assert told.count("补记") >= 3


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("何平 派出所回电", "没有记账: 请先写时间, 再写做了什么。"),
        ("08:50", "没有记账: 请先写时间, 再写做了什么。"),
        ("23:59 何平", "23:59 还没有到"),
    ],
)
def test_a_line_that_makes_no_sense_stays_in_the_field(hands: Hands, typed: str, said: str) -> None:
    hands.keys("esc 4 8", gap=700).type(typed).keys("enter")
    assert said in hands.screen()
    assert typed in hands.screen()
    assert hands.kinds == []


def test_put_away_it_reminds_until_it_is_done_and_nothing_typed_is_lost(hands: Hands, store: Flaky) -> None:
    fill(store)
    hands.keys("space")
    empty(store)
    hands.wait(2_000).wait(2_000).keys("1").type("08:53 王岚").keys("esc")
    hands.wait(60_000)
    assert hands.ui.panels == ()
    assert "Esc 4 8" in hands.row(1)
    hands.keys("esc 4 8", gap=700).type(" 值班室").keys("enter enter")
    assert hands.recorded[-1].data["text"] == "王岚 值班室"
    assert hands.row(1).startswith("[处置]")


def test_it_is_not_offered_under_fingers_that_are_moving(hands: Hands, store: Flaky) -> None:
    fill(store)
    hands.keys("space")
    empty(store)
    for _ in range(8):
        hands.keys("down", gap=500)
        assert hands.ui.panels == ()
    hands.wait(1_900)
    assert hands.ui.panels == ()
    hands.wait(200)
    assert hands.ui.panel == Paper()


def test_what_is_not_wanted_any_more_goes(hands: Hands, store: Flaky) -> None:
    fill(store)
    hands.keys("space")
    empty(store)
    hands.wait(2_000).wait(2_000).keys("2 enter")
    assert hands.kinds == []
    assert hands.ui.trouble is None
    assert hands.gate.session.state.version == 19


def test_full_again_in_the_middle_nothing_is_lost_or_doubled(hands: Hands, store: Flaky) -> None:
    fill(store)
    hands.keys("space")
    empty(store)
    hands.wait(2_000).wait(2_000)
    fill(store)
    hands.keys("1")
    assert hands.row(1).startswith("!!!! 磁盘已满")
    assert hands.ui.panels == ()
    assert hands.ui.trouble is not None
    assert len(hands.ui.trouble.lost) == 1
    empty(store)
    hands.wait(2_000).wait(2_000).keys("1 enter")
    assert hands.kinds == ["step-done"]
    assert hands.ui.trouble is None


def test_what_was_not_stored_survives_the_end_of_the_program(hands: Hands, store: Flaky, tmp_path: Path) -> None:
    fill(store)
    hands.keys("space").wait(1_000)
    again = Hands(on(Flaky()), drafts=tmp_path)
    again.wait(2_000).wait(2_000)
    assert "当时没有存上: 08:52:11 王岚 02 办结。" in again.screen()
    again.keys("1 enter").wait(1_000)
    assert again.kinds == ["step-done"]
    assert Hands(on(Flaky()), drafts=tmp_path).ui.trouble is None


def test_the_next_officer_is_asked_for_what_the_last_one_lost(hands: Hands, store: Flaky, tmp_path: Path) -> None:
    fill(store)
    hands.keys("space").wait(1_000)
    gate = on(Flaky())
    gate.by = "何平"
    hers = Hands(gate, drafts=tmp_path)
    hers.wait(2_000).wait(2_000)
    assert "当时没有存上: 08:52:11 王岚 02 办结。" in hers.screen()


def test_somebody_else_sits_down_and_everything_goes_along_once(hands: Hands, store: Flaky, tmp_path: Path) -> None:
    fill(store)
    hands.keys("space f6").type("门岗").keys("esc").wait(1_000)
    hands.station._sit("何平")
    found = Drafts(tmp_path, hands.gate.session.id, "何平").all({"note", "fields", "unstored"})
    assert sorted((draft.kind, draft.by) for _, draft in found) == [("note", "何平"), ("unstored", "何平")]


def test_what_nobody_knew_when_the_station_was_left_is_offered_with_a_warning(
    hands: Hands, store: Flaky, tmp_path: Path
) -> None:
    store.fault, store.stores_all_the_same = NotDurable("io", unknown=True, stored=19), False
    hands.keys("space", gap=0)
    hands.keys("esc 0", gap=0)
    assert hands.station.failed
    after = Hands(on(Flaky()), drafts=tmp_path)
    after.keys("esc 4 8", gap=700)
    assert "当时没有存上: 08:52:10 王岚 02 办结。" in after.screen()
    assert "也可能已经存上了: 请先看记录" in after.screen()


def _commands() -> Iterator[c.Command]:
    given = {"str": "x", "int": 3, "bool": True, "int | None": None, "Any": [1, 2], "Mapping[str, Any]": {"a": 1}}
    for kind in vars(c).values():
        if isinstance(kind, type) and issubclass(kind, c.Command) and "name" in vars(kind):
            yield kind(**{f.name: given.get(str(f.type), "again") for f in fields(kind)})


def test_every_command_survives_as_it_was_given() -> None:
    lost = tuple(Unstored(command, "王岚", "说了什么", doubtful=n % 2 == 0) for n, command in enumerate(_commands()))
    assert len(lost) > 20
    trouble = Trouble(20, "full", lost)
    assert from_data(to_data(trouble)) == trouble


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"since": 1, "kind": "full", "lost": [{}]},
        {"since": 1, "kind": "full", "lost": [{"name": "other", "command": {}, "by": "", "said": "", "doubtful": 0}]},
        {
            "since": 1,
            "kind": "io",
            "lost": [{"name": "note", "command": {"z": 1}, "by": "", "said": "", "doubtful": 0}],
        },
        {"since": "x", "kind": "io", "lost": []},
        {"since": 1, "kind": "io", "lost": 5},
    ],
)
def test_what_is_not_of_ours_is_no_trouble(data: dict[str, object]) -> None:
    assert from_data(data) is None


# -- unknown outcomes, other stations, sleep ------------------------------------------------------------


def test_while_an_outcome_is_not_known_nothing_else_is_recorded(hands: Hands, store: Flaky) -> None:
    class Unsure(Flaky):
        sure = False

        def append(self, *args: object, **kwargs: object) -> list[object]:  # type: ignore[override]
            if not self.sure:
                raise NotDurable("io", unknown=True, stored=19)
            return super().append(*args, **kwargs)  # type: ignore[arg-type]

    unsure = Unsure()
    unsure._streams = store._streams
    hands.gate.session.store = unsure
    hands.keys("space")
    hands.wait(3_000).keys("down space")
    assert hands.row(1).startswith("!!!! 正在核实 #20 有没有写进去")
    assert "前一条(02 办结)还没有存盘, 存上后请再按。" in hands.row(22)
    unsure.sure = True
    hands.wait(1_000)
    assert hands.kinds == ["step-done"]
    assert hands.row(1).startswith("[处置]")


def test_what_turns_out_not_to_be_stored_because_another_was_first_is_said(hands: Hands, store: Flaky) -> None:
    store.fault = NotDurable("io", unknown=True, stored=19)
    hands.keys("space", gap=0)
    other = Session.resume(store.peer(), hands.gate.session.id, clock=hands.gate.clock)
    other.do(c.AddNote(at=hands.gate.clock.time, text="门岗换岗"), "李强")
    hands.wait(1_500)
    assert "02 办结 没有存上: 另一终端先记了别的。请看一眼再按。" in hands.row(22)
    assert hands.kinds == ["note-added"]


def test_another_station_that_was_first_has_two_rows_that_space_closes(hands: Hands, store: Flaky) -> None:
    other = Session.resume(store.peer(), hands.gate.session.id, clock=hands.gate.clock)
    other.do(c.Done(at=hands.gate.clock.time, step="report-leading-group"), "李强")
    hands.keys("space")
    assert hands.row(1).startswith("==== 另一终端先办了: 李强")
    assert "空格=知道了" in hands.row(2)
    hands.keys("space")
    assert hands.row(1).startswith("[处置]")
    assert [event.by for event in hands.recorded] == ["李强"]


def test_an_hour_asleep_is_said_with_what_fell_due_and_needs_no_key(hands: Hands) -> None:
    hands.wait(1_000)
    hands.wait(3_600_000)
    assert hands.row(1).startswith("!!!! 电脑停了1:00:00(08:52:11到09:52:11), 时限没有停。")
    assert hands.row(2).startswith("!!!! 其间到期: 02 09:10、04 09:40、05 09:40")
    hands.keys("space")
    assert hands.kinds == ["step-done"]
    for _ in range(3):
        hands.wait(30_000)
    assert hands.row(1).startswith("[处置]")


def test_a_sleep_in_which_nothing_fell_due() -> None:
    hands = Hands(late_morning())
    hands.wait(1_000)
    hands.wait(120_000)
    assert hands.row(2).startswith("!!!! 其间没有预案、法规时限到期。")
