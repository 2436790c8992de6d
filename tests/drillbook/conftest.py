"""A desk with its own journal: the command line called in the same process, as a user would call it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from drillbook.cli import cli
from drillbook.language import choose_language
from incidents.journal.opening import open_store
from reports.words import Words
from tests.reports.gate import PLAN_FILE, ms
from tui.wall import WallClock


@dataclass(frozen=True)
class Answer:
    """What a call came to."""

    code: int
    out: str
    err: str
    raw: bytes


class Desk:
    """A folder, a journal in it, and a clock that the test turns."""

    def __init__(self, folder: Path, set_clock: Callable[[int], None]) -> None:
        self.folder = folder
        self.db = folder / "journal.db"
        self.plan = str(PLAN_FILE)
        self._set_clock = set_clock
        self.lang = "en"

    def clock(self, time: str) -> None:
        """It is this time now (9 March 2026)."""
        self._set_clock(ms(time))

    def call(self, *args: str, stdin: str = "") -> Answer:
        """`drillbook ARGS`; never with a traceback."""
        env = {
            "DRILLBOOK_DB": str(self.db),
            "DRILLBOOK_BY": "王岚",
            "DRILLBOOK_LANG": self.lang,
            "DRILLBOOK_SITE": None,
            "LC_ALL": "C.UTF-8",
        }
        words = Words(choose_language(args, {"DRILLBOOK_LANG": self.lang}))
        result = CliRunner().invoke(cli(words), list(args), env=env, input=stdin)
        assert "Traceback" not in result.output
        assert result.exit_code != 70, result.output
        return Answer(result.exit_code, result.stdout, result.stderr, result.stdout_bytes)

    def good(self, *args: str) -> str:
        """What a call prints that must go well."""
        answer = self.call(*args)
        assert answer.code == 0, (args, answer)
        return answer.out

    def act(self, *args: str) -> str:
        """One act of the first incident, that must go well."""
        return self.good("act", "2026-0309-01", *args)

    def opened(self, at: str = "08:40") -> str:
        """An incident under the small plan."""
        self.clock("08:43:10")
        return self.good("open", self.plan, "--at", at).strip()

    def rows(self) -> list[tuple[str, int, bytes]]:
        """All that is stored."""
        if not self.db.exists():
            return []
        store = open_store(self.db, writing=False)
        try:
            return [(i.id, row.version, row.hash) for i in store.streams() for row in store.read(i.id)]
        finally:
            store.close()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk in an empty folder."""
    return desk_in(tmp_path, monkeypatch)


def desk_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk in a folder; no configuration of the user's is seen."""
    time = [ms("08:43:10")]
    monkeypatch.setattr(WallClock, "now", lambda _self: time[0])
    monkeypatch.setattr(WallClock, "monotonic", lambda _self: time[0])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for name in ("DRILLBOOK_DB", "DRILLBOOK_SITE", "DRILLBOOK_BY", "DRILLBOOK_LANG"):
        monkeypatch.delenv(name, raising=False)

    def turn(now: int) -> None:
        time[0] = now

    return Desk(tmp_path, turn)
