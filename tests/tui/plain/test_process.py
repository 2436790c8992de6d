"""The real program at the end of real pipes, and at a terminal: killed, stopped, interrupted, left alone."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.tui.plain.transcript import SITE

ROOT = Path(__file__).parents[3]
PATIENCE = 30.0


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Program]]:
    """Start `drillbook ARGS --plain` on a journal of its own."""
    begun: list[Program] = []

    def starting(*args: str, terminal: bool = False) -> Program:
        program = Program(tmp_path, args, terminal=terminal)
        begun.append(program)
        return program

    yield starting
    for program in begun:
        program.end()


class Program:
    """A drillbook that runs, what was typed to it and what it printed."""

    def __init__(self, folder: Path, args: tuple[str, ...], *, terminal: bool) -> None:
        env = {
            **os.environ,
            "DRILLBOOK_DB": str(folder / "journal.db"),
            "DRILLBOOK_BY": "王岚",
            "DRILLBOOK_LANG": "zh",
            "DRILLBOOK_SITE": str(SITE),
            "PYTHONIOENCODING": "utf-8",
        }
        command = [sys.executable, "-m", "drillbook", *args, "--plain"]
        self.said = ""
        if terminal:
            import pty

            self._in, there = pty.openpty()
            self._out = self._in
            self.process = subprocess.Popen(
                command,
                stdin=there,
                stdout=there,
                stderr=there,
                env=env,
                cwd=ROOT,
                preexec_fn=_own_terminal,  # noqa: PLW1509 - no threads here
            )
            os.close(there)
        else:
            read, self._in = os.pipe()
            self._out, write = os.pipe()
            self.process = subprocess.Popen(command, stdin=read, stdout=write, stderr=write, env=env, cwd=ROOT)
            os.close(read)
            os.close(write)

    def type(self, text: str) -> None:
        os.write(self._in, text.encode())

    def until(self, what: str) -> str:
        """Read until a text has been printed; what was printed since the last time."""
        found, deadline = "", time.monotonic() + PATIENCE
        while what not in found:
            assert time.monotonic() < deadline, f"{what!r} never came: {self.said + found}"
            if not select.select([self._out], [], [], 1.0)[0]:
                continue
            chunk = os.read(self._out, 65536)
            assert chunk, f"it ended without {what!r}: {self.said + found}"
            found += chunk.decode("utf-8", "replace")
        self.said += found
        return found

    def hang_up(self) -> None:
        os.close(self._in)
        if self._out != self._in:
            os.close(self._out)
        self._in = self._out = -1

    def ended(self) -> int:
        return self.process.wait(PATIENCE)

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self._in >= 0:
            self.hang_up()


def _own_terminal() -> None:
    """Let the terminal on standard input be the one that controls this process."""
    import fcntl
    import termios

    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def test_killed_in_the_middle_nothing_that_was_said_is_lost(start: Callable[..., Program], tmp_path: Path) -> None:
    first = start("run", "soe-rapid-response")
    first.until("01 在办")
    first.type("02 3\n记\n门岗报告: 四十人\n")
    first.until("#002")
    drafts = tmp_path / "journal.db.drafts"
    deadline = time.monotonic() + PATIENCE
    while not list(drafts.glob("*.json")):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    first.process.kill()
    first.ended()
    second = start("resume")
    said = second.until("3 不要了")
    assert "02 电话 领导小组 刘建国 无人接" in said
    assert "门岗报告: 四十人" in said
    second.type("2\n离开\n")
    second.until("#003 以前都已存盘")
    assert second.ended() == 0


@pytest.mark.skipif(not hasattr(signal, "SIGTSTP"), reason="no job control here")
def test_stopped_and_continued_it_goes_on(start: Callable[..., Program]) -> None:
    program = start("run", "soe-rapid-response")
    program.until("01 在办")
    program.process.send_signal(signal.SIGTSTP)
    time.sleep(0.05)
    program.type("记 停着的时候打的\n")
    program.process.send_signal(signal.SIGCONT)
    program.until("#002")
    program.hang_up()
    assert program.ended() in {0, 141}


def test_a_reader_that_goes_away_is_a_clean_end(start: Callable[..., Program]) -> None:
    program = start("run", "soe-rapid-response")
    program.until("01 在办")
    os.close(program._out)
    program._out = program._in
    program.type("记 没有人看\n")
    assert program.ended() == 141


@pytest.mark.skipif(sys.platform == "win32", reason="no pty here")
def test_at_a_terminal(start: Callable[..., Program]) -> None:
    program = start("run", "soe-rapid-response", "--announce", terminal=True)
    program.until("> ")
    program.type("危险\n")
    assert "看到危险? 是按1, 不是按2\r\n> " in program.until("不是按2\r\n> ")
    program.type("\x03")
    program.until("危险没有确认, 没有记账。")
    program.type("记 还在\n")
    program.until("已存盘 记事\r\n> ")
    program.type("\x04")
    program.until("以前都已存盘")
    assert program.ended() == 0
    assert "\x1b" not in program.said
