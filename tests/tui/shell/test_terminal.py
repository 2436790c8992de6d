"""Where the full screen cannot be shown, one sentence says so and names what works; NO_COLOR leaves no colour."""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from reports.words import Words
from tests.tui.shell.terminal import ROOT, Terminal
from tui.shell.terminal import terminal_trouble

UTF8 = {"LANG": "zh_CN.UTF-8", "TERM": "xterm-256color"}


class Stream(io.TextIOWrapper):
    """A stream that is a terminal, or is none."""

    def __init__(self, encoding: str = "utf-8", *, terminal: bool = True) -> None:
        super().__init__(io.BytesIO(), encoding=encoding)
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.mark.parametrize(
    "env",
    [
        UTF8,
        {},
        {"LANG": "C.UTF-8"},
        {"LC_ALL": "en_US.utf8"},
        {"LC_CTYPE": "UTF-8"},
        {"LANG": "zh_CN.UTF-8@pinyin"},
        {"LC_ALL": "", "LANG": "C.UTF-8"},
        {"LC_ALL": "zh_CN.UTF-8", "LANG": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "1"},
        {"LC_ALL": "C", "PYTHONIOENCODING": "utf8:replace"},
        {"LANG": "zh_CN"},
        {"NO_COLOR": "1"},
    ],
)
def test_a_terminal_that_takes_utf8_is_no_trouble(env: dict[str, str]) -> None:
    assert terminal_trouble(env, Stream(), Stream(), stderr=Stream(), words=Words("zh")) is None


@pytest.mark.parametrize(
    ("env", "encoding", "said"),
    [
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "utf-8", "LC_ALL=C"),
        ({"LC_CTYPE": "POSIX"}, "utf-8", "LC_CTYPE=POSIX"),
        ({"LANG": "zh_CN.GB18030"}, "utf-8", "LANG=zh_CN.GB18030"),
        (UTF8, "ascii", "ascii"),
        (UTF8, "gb18030", "gb18030"),
        (UTF8, "latin-1", "latin-1"),
    ],
)
def test_a_terminal_without_utf8_is_told_so_in_ascii(env: dict[str, str], encoding: str, said: str) -> None:
    found = terminal_trouble(env, Stream(encoding), Stream(encoding), words=Words("zh"))
    assert found == f"This terminal is not set to UTF-8 ({said}). By numbered lines (--plain)"
    assert found.isascii()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_terminal_and_a_dumb_one(lang: str) -> None:
    words = Words(lang)  # type: ignore[arg-type]
    dumb = terminal_trouble({**UTF8, "TERM": "dumb"}, Stream(), Stream(), words=words)
    assert dumb is not None
    assert "TERM=dumb" in dumb
    for stream in range(3):
        streams = [Stream(terminal=n != stream) for n in range(3)]
        said = terminal_trouble(UTF8, streams[0], streams[1], stderr=streams[2], words=words)
        assert said is not None
        assert "--plain" in said
        assert said != dumb


ASK = """
import os, sys
from tui.shell.terminal import terminal_trouble
print(terminal_trouble(os.environ, sys.stdin, sys.stdout, stderr=sys.stderr))
"""


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"LC_ALL": "C.UTF-8"}, "None"),
        ({"LC_ALL": "C"}, "not set to UTF-8 (LC_ALL=C)"),
        ({"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "ascii"}, "not set to UTF-8 (ascii)"),
        ({"LC_ALL": "C.UTF-8", "TERM": "dumb"}, "TERM=dumb"),
    ],
)
def test_a_program_at_a_real_terminal(env: dict[str, str], said: str) -> None:
    master, slave = pty.openpty()
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHON"))}
    given = {**kept, "TERM": "xterm", "PYTHONPATH": str(ROOT), **env}
    try:
        subprocess.run([sys.executable, "-c", ASK], stdin=slave, stdout=slave, stderr=slave, env=given, check=True)
        assert said in os.read(master, 65536).decode()
    finally:
        os.close(slave)
        os.close(master)


PLAIN = {0, 1, 2, 7, 22, 27, 39, 49}
"""Bold, reverse, dim, their ends, and the terminal's own two colours."""


def test_without_colours_only_bold_reverse_and_dim_are_left(tmp_path: Path) -> None:
    opened = Terminal(tmp_path / "journal.db", environment={"NO_COLOR": "1"})
    try:
        opened.send("\x1b[17~")  # F6: a field
        opened.send("北门")
        opened.send("\x1b", rest=0.8)
        opened.send("\x1b[20~")  # F9
        opened.send(" ")
        opened.until(lambda: "[危险!]".encode() in opened.seen)
    finally:
        opened.close()
    codes = {int(n or 0) for found in re.findall(rb"\x1b\[([\d;]*)m", opened.seen) for n in found.split(b";")}
    assert codes <= PLAIN
    assert {1, 2, 7} <= codes
