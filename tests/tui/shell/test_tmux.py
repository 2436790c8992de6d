"""The smoke test in a terminal that people use: tmux on a socket of its own. Start, type Chinese, look, kill, go on."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tui.north_gate import SITE_FILE

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.skipif(
    shutil.which("tmux") is None and not os.environ.get("CI"), reason="tmux is not installed here"
)


class Tmux:
    """One window of 80 by 24."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = f"drillbook-{os.getpid()}"

    def __call__(self, *arguments: str) -> str:
        """One tmux command."""
        return subprocess.run(
            ["tmux", "-u", "-L", self.socket, "-f", "/dev/null", *arguments], check=True, capture_output=True, text=True
        ).stdout

    def start(self) -> None:
        """The application in a new window."""
        where = {
            "PYTHONPATH": str(ROOT),
            "DRILLBOOK_DB": str(self.folder / "journal.db"),
            "DRILLBOOK_SITE": str(SITE_FILE),
            "DRILLBOOK_BY": "王岚",
            "XDG_CONFIG_HOME": str(self.folder),
            "LC_ALL": "C.UTF-8",
        }
        exports = " ".join(f"{name}={shlex.quote(value)}" for name, value in where.items())
        run = f"cd {self.folder} && echo $$ > pid; exec env {exports} {sys.executable} -m drillbook --lang zh"
        self("new-session", "-d", "-x", "80", "-y", "24", f"bash -c {shlex.quote(run)}; echo gone; cat")

    def kill(self) -> None:
        """The program is killed, as a power failure would: it can put nothing away."""
        os.kill(int((self.folder / "pid").read_text()), signal.SIGKILL)
        self.until("gone")
        self("kill-server")
        time.sleep(0.3)

    def until(self, text: str) -> str:
        """Wait for a text on the screen."""
        for _ in range(200):
            screen = self("capture-pane", "-p")
            if text in screen:
                return screen
            time.sleep(0.1)
        raise AssertionError(f"{text!r} is not in\n{screen}")

    def keys(self, *keys: str) -> None:
        """Press keys."""
        self("send-keys", *keys)
        time.sleep(0.7)


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    window = Tmux(tmp_path)
    yield window
    subprocess.run(["tmux", "-L", window.socket, "kill-server"], check=False, capture_output=True)


def test_open_type_chinese_be_killed_and_go_on(tmux: Tmux) -> None:
    tmux.start()
    tmux.until("F2立即启动")
    tmux.keys("F2")
    screen = tmux.until("先打电话!").splitlines()
    assert screen[8].startswith(">[ ] 02 可办")
    assert screen[23].rstrip().endswith("Esc菜单")
    tmux.keys("Left")
    tmux.keys("Space")
    tmux.until("02 办结")
    tmux.keys("F6")
    tmux.keys("-l", "代表4人，要见财务负责人")
    tmux.until("> 代表4人，要见财务负责人")
    time.sleep(1)
    tmux.kill()
    tmux.start()
    tmux.until("正在处置 1")
    tmux.keys("Enter")
    tmux.until("F6=接着写")
    tmux.keys("Tab")
    assert " [+] 02 已办" in tmux.until("--< 阶段 >--")
    tmux.keys("F6")
    tmux.keys("Enter")
    assert "记事 代表4人，要见财务负责人" in tmux.until("已存盘 记事")
    tmux.keys("Escape")
    tmux.keys("0")
    tmux.until("正在处置 1")
