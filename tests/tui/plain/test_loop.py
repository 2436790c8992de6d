"""The loop around the conversation: how it begins, waits, is interrupted and ends."""

from __future__ import annotations

import errno
import io
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.incidents.story import ms
from tests.tui.plain.transcript import World, site
from tui.plain import run
from tui.plain.desk import Desk
from tui.plain.lines_in import END, IDLE
from tui.plain.loop import GOOD, INTERRUPTED, NOT_DURABLE, PIPE_CLOSED, Interrupts, Printer, _follow

PLAN = "soe-rapid-response"


def typed(text: str, *, world: World | None = None, stdout: Any = None, **more: Any) -> tuple[int, str]:
    """Run with these lines as all of the input."""
    world = world or World("zh")
    session = world.open(PLAN, "王岚")
    out = stdout or io.StringIO()
    code = run(session, words=_words("zh"), by="王岚", site=site().site, stdin=io.StringIO(text), stdout=out, **more)
    return code, out.getvalue() if isinstance(out, io.StringIO) else ""


def _words(language: str) -> Any:
    from reports.words import Words

    return Words(language)  # type: ignore[arg-type]


def test_the_end_of_the_input_is_a_good_end() -> None:
    code, said = typed("02 3\n记 没有换行的最后一行")
    assert code == GOOD
    assert "#002" in said
    assert "#003" in said
    assert said.splitlines()[-1].startswith("#003 以前都已存盘; 时钟不停。")


def test_leaving_with_an_open_question_records_nothing_more() -> None:
    world = World("zh")
    code, said = typed("危险\n离开\n1\n", world=world)
    assert code == GOOD
    assert "危险没有确认, 没有记账。" in said
    assert world.store.streams()[0].version == 1


def test_the_end_in_the_middle_of_a_form_says_so() -> None:
    code, said = typed("填 01\n1\n")
    assert code == GOOD
    assert said.splitlines()[-2] == "没答的问题没有记账。"


def test_no_prompt_where_nobody_sits_at_a_terminal() -> None:
    assert "\n> " not in typed("02\n")[1]


def test_what_nobody_can_read_is_typed_again() -> None:
    world = World("zh")
    source = io.TextIOWrapper(io.BufferedReader(_Raw(b"\xff\xfe\xff\n02 3\n")), encoding="utf-8")
    out = io.StringIO()
    code = run(world.open(PLAN, "王岚"), words=_words("zh"), by="王岚", site=site().site, stdin=source, stdout=out)
    assert code == GOOD
    assert "这一行的字认不出" in out.getvalue()
    assert "#002" in out.getvalue()


class _Raw(io.RawIOBase):
    def __init__(self, data: bytes) -> None:
        self._data = data

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        taken, self._data = self._data[:size], self._data[size:]
        return taken


def test_a_terminal_that_lacks_characters_shows_others() -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii")
    assert typed("02\n", stdout=out)[0] == GOOD
    assert b"8001" in raw.getvalue()


def test_nothing_steers_the_terminal() -> None:
    _, said = typed("记 \x1b[2J清屏\x07\u202e\n记录\n\x1b[A\n02 1 \x1b]0;x\x07\n")
    assert not set(said) & {"\x1b", "\x07", "\u202e"}


def test_a_reader_that_went_away_ends_it() -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            if "#002" in text:
                raise BrokenPipeError(errno.EPIPE, "gone")
            return len(text)

    world = World("zh")
    assert typed("02 3\n02 3\n", world=world, stdout=Gone())[0] == PIPE_CLOSED
    assert world.store.streams()[0].version == 2


def test_another_fault_of_the_output_is_not_hidden() -> None:
    class Broken(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(errno.EIO, "broken")

    with pytest.raises(OSError, match="broken"):
        typed("02\n", stdout=Broken())


@pytest.mark.parametrize("fault", ["full", "error", "unknown"])
def test_what_is_not_on_disk_at_the_end_is_the_exit_code(fault: str) -> None:
    world = World("zh")
    world.store.fault = ""
    session = world.open(PLAN, "王岚")
    world.store.fault = fault
    out = io.StringIO()
    code = run(session, words=_words("zh"), by="王岚", site=None, stdin=io.StringIO("02 3\n"), stdout=out)
    assert code == NOT_DURABLE
    assert "已存盘 02" not in out.getvalue()
    assert "没有存上" in out.getvalue() or "还不知道" in out.getvalue().splitlines()[-2]


def test_a_readonly_journal_can_be_looked_at() -> None:
    world = World("zh")
    session = world.open(PLAN, "王岚")

    def refuse(*_: Any) -> Any:
        from incidents.journal.errors import NotDurable

        raise NotDurable("readonly")

    world.store.append = refuse  # type: ignore[method-assign]
    out = io.StringIO()
    code = run(session, words=_words("zh"), by="王岚", site=None, stdin=io.StringIO("02 3\n步骤\n"), stdout=out)
    assert code == GOOD
    assert "数据夹只读" in out.getvalue()
    assert "向领导小组报告" in out.getvalue()


def test_a_fault_of_ours_does_not_take_the_desk_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> Any:
        raise RuntimeError("a bug")

    monkeypatch.setattr("tui.plain.lists._owed", broken)
    code, said = typed("欠填\n02 3\n")
    assert code == GOOD
    assert "RuntimeError: a bug" in said
    assert "再打一次前先看记录: 记录" in said
    assert "#002" in said


# -- waiting, news, interrupts --------------------------------------------------------------------------


class Typist:
    """Lines that come when the story lets them, with what happens in between."""

    def __init__(self, *script: Any) -> None:
        self._script: Iterator[Any] = iter(script)
        self.waits: list[float | None] = []

    def next(self, wait: float | None) -> Any:
        self.waits.append(wait)
        for item in self._script:
            if callable(item):
                item()
                return IDLE
            return item
        return END


def follow(world: World, *script: Any, announce: bool, prompts: bool = True) -> tuple[int, str, Typist]:
    out = io.StringIO()
    printer = Printer(out, prompts=prompts)
    desk = Desk(world.open(PLAN, "王岚"), words=_words("zh"), by="王岚", out=printer.line, site=site().site)
    world.first = "王岚"
    typist = Typist(*script)
    with Interrupts() as interrupts:
        code = _follow(desk, printer, typist, interrupts, announce=announce, resumed=False)
    return code, out.getvalue(), typist


def elsewhere(world: World, line: str) -> Callable[[], None]:
    """Somebody types a line at another station."""

    def happen() -> None:
        from incidents.session import Session
        from tui.plain.talk import Talk

        incident = world.store.streams()[0].id
        session = Session.resume(world.store.peer(), incident, clock=world.clock, entropy=world.random)
        desk = Desk(session, words=_words("zh"), by="李强", out=lambda _: None, site=site().site)
        Talk(desk).hear(line)

    return happen


def test_news_is_announced_on_a_line_of_its_own_and_the_prompt_comes_back() -> None:
    world = World("zh")
    code, said, typist = follow(world, elsewhere(world, "04 0"), "02 3", announce=True)
    assert code == GOOD
    assert "> \n另一终端 #002 08:43:10 李强: 04 办结\n> " in said
    assert set(typist.waits) == {1.0}


def test_without_announce_news_waits_for_the_next_line() -> None:
    world = World("zh")
    _, said, typist = follow(world, "记 一", elsewhere(world, "04 0"), "", announce=False)
    assert set(typist.waits) == {None}
    assert said.index("#002") < said.index("另一终端 #003 08:43:10 李强: 04 办结")


def test_a_limit_that_comes_close_is_announced_once_at_each_step() -> None:
    world = World("zh")

    def at(time: str) -> Callable[[], None]:
        return lambda: setattr(world.clock, "time", ms(time))

    times = [at(t) for t in ("09:08:09", "09:08:10", "09:08:11", "09:12:30", "09:13:10", "09:13:11", "09:20:00")]
    _, said, _ = follow(world, *times, announce=True)
    warned = [line for line in said.splitlines() if line.startswith("!")]
    assert warned == [
        "! 09:08:10 不到5分: 02 向领导小组报告, 预案30分, 09:13到",
        "! 09:12:30 不到1分: 02 向领导小组报告, 预案30分, 09:13到",
        "!! 09:13:11 已逾期: 02 向领导小组报告, 预案30分, 09:13到",
    ]
    assert "\a" not in said


def interrupt() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_an_interrupt_leaves_the_question_first_and_then_the_program() -> None:
    class Waiting(Typist):
        def next(self, wait: float | None) -> Any:
            line = super().next(wait)
            if line == "^C":
                interrupt()
            return line

    world = World("zh")
    out = io.StringIO()
    printer = Printer(out, prompts=False)
    desk = Desk(world.open(PLAN, "王岚"), words=_words("zh"), by="王岚", out=printer.line, site=site().site)
    before = signal.getsignal(signal.SIGINT)
    with Interrupts() as interrupts:
        typist = Waiting("危险", "^C", "记 还在", "^C")
        code = _follow(desk, printer, typist, interrupts, announce=False, resumed=False)
    assert signal.getsignal(signal.SIGINT) is before
    assert code == INTERRUPTED
    assert "危险没有确认, 没有记账。" in out.getvalue()
    assert "#002" in out.getvalue()
    assert out.getvalue().splitlines()[-1].startswith("#002 以前都已存盘")


def test_an_interrupt_while_recording_waits_until_it_is_recorded() -> None:
    world = World("zh")
    append = world.store.append

    def interrupted(*args: Any) -> Any:
        rows = append(*args)
        interrupt()
        return rows

    world.store.append = interrupted  # type: ignore[method-assign]
    code, said, _ = follow(world, "记 一", "记 二", announce=False)
    assert code == INTERRUPTED
    assert "#002 08:43:10 已存盘 记事" in said
    assert world.store.streams()[0].version == 2


def test_resuming_says_where_it_stands(tmp_path: Path) -> None:
    world = World("zh")
    session = world.open(PLAN, "王岚")
    world.clock.time = ms("09:20")
    out = io.StringIO()
    run(
        session,
        words=_words("zh"),
        by="何平",
        site=site().site,
        stdin=io.StringIO(""),
        stdout=out,
        resumed=True,
        drafts=tmp_path,
    )
    said = out.getvalue().splitlines()
    assert said[0] == "2026-0309-01 国企聚集上访快速响应, 起点 08:43。"
    assert said[1].startswith("末次存盘在36分前: #001 08:43:10 王岚")
    assert said[2] == "!! 其间已到期: 02 预案30分"
    assert said[3] == "值班人是王岚, 你是何平。要单方接班: 接班"
