"""A terminal for tests: the program called as a person calls it, with the clock where the test put it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from drillbook.cli import cli
from drillbook.language import choose_language
from reports.words import Words

_HEAD = re.compile(r"\b[0-9A-F]{4}-[0-9A-F]{4}\b(?!-\d\d)")
_DIGEST = re.compile(r"\b(?:[0-9a-f]{8} ){7}[0-9a-f]{8}\b|\b[0-9a-f]{64}\b")


class Terminal:
    """One person at one journal. What is printed comes back with the salted hashes blanked."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: str
    ) -> None:
        self.folder = folder
        self.capsys = capsys
        self.time = 0
        for name, value in {"DB": folder / "journal.db", "LANG": language, "BY": "王岚", "SITE": ""}.items():
            monkeypatch.setenv(f"DRILLBOOK_{name}", str(value))
        monkeypatch.delenv("DRILLBOOK_SITE")
        monkeypatch.chdir(folder)
        monkeypatch.setattr("tui.wall.WallClock.now", lambda _: self.time)
        monkeypatch.setattr("tui.wall.WallClock.monotonic", lambda _: self.time)

    def run(self, *arguments: str) -> tuple[int, str]:
        """Exit code, and what was printed: standard output, then standard error behind `! `."""
        with pytest.raises(SystemExit) as stopped:
            cli(Words(choose_language(list(arguments), os.environ))).main(list(arguments))
        printed = self.capsys.readouterr()
        errors = "".join(f"! {line}\n" for line in printed.err.splitlines())
        text = _HEAD.sub("____-____", printed.out + errors)
        return int(stopped.value.code or 0), _DIGEST.sub("(head)", text)
