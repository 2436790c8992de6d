"""The officer's own settings at a pseudo-terminal: a file that is refused, and one that is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.tui.north_gate import SITE_FILE
from tests.tui.shell.terminal import Terminal

pytestmark = pytest.mark.full


def drillbook(folder: Path, settings: str, ready: str) -> Terminal:
    """The program with a file of settings."""
    shutil.copy(SITE_FILE, folder / "site.yaml")
    (folder / "settings.yaml").write_text(settings, encoding="utf-8")
    environment = {
        "DRILLBOOK_DB": str(folder / "journal.db"),
        "DRILLBOOK_SITE": str(folder / "site.yaml"),
        "DRILLBOOK_SETTINGS": str(folder / "settings.yaml"),
        "DRILLBOOK_BY": "王岚",
        "LC_ALL": "C.UTF-8",
    }
    command = ["-m", "drillbook", "--lang", "zh"]
    return Terminal(folder / "journal.db", environment=environment, command=command, mark=ready.encode())


def test_a_file_that_is_refused_is_told_on_the_screen_and_in_full_afterwards(tmp_path: Path) -> None:
    opened = drillbook(tmp_path, "keys:\n  note: [f2]\n  log: [f6, q]\nbell: off\n", "F2立即启动")
    try:
        opened.until(lambda: "按标准键: settings.yaml 第3行: q 是字母".encode() in opened.seen)
        opened.send("\x1bOQ")  # F2
        opened.until(lambda: "F6记事".encode() in opened.seen)
        opened.until(lambda: "铃关".encode() in opened.seen)
        opened.process.terminate()
        opened.until(lambda: opened.process.poll() is not None)
        opened.read(0.3)
        assert b"settings.yaml:3:13: " in opened.seen
    finally:
        opened.close()


def test_other_keys_are_named_and_do_what_they_say(tmp_path: Path) -> None:
    opened = drillbook(tmp_path, "keys:\n  note: [f2]\n  incident.open: [f6]\n", "F6立即启动")
    try:
        opened.send("\x1b[17~")  # F6
        opened.until(lambda: "F2记事".encode() in opened.seen)
        opened.send("\x1b", rest=0.8)  # leaves the questions of the opening
        opened.send("\x1bOQ平稳")  # F2
        opened.send("\r")
        opened.until(lambda: opened.kinds[-1:] == ["note-added"])
    finally:
        opened.close()
