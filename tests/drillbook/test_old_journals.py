"""Events are for ever: journals that earlier versions wrote still verify, replay and tell the same story.

`tests/golden/journals/VERSION.db` was written by that version and is never written again; a new version that changes
what it writes adds a file of its own (`write_journal` below made the first).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import GOLDENS
from tests.drillbook.terminal import Terminal
from tests.drillbook.typed_walks import lines_of, site_of
from tests.incidents.story import ms

JOURNALS = sorted((GOLDENS / "journals").glob("*.db"))
SEEN = ms("04-01 09:00")


def write_journal(terminal: Terminal) -> None:
    """Two incidents in the words of today: one walked to its end, one with corrections, handover, waiver, reopening."""
    (terminal.folder / "site.yaml").write_text(site_of("company-through-danger"), encoding="utf-8")
    for time, arguments in lines_of("company-through-danger"):
        terminal.time = ms(time)
        assert terminal.run(*["2026-0309-01" if word == "INC" else word for word in arguments])[0] == 0
    second = [
        ("open", "soe-rapid-response", "--at", "2026-03-19 08:40"),
        ("call", "leading_group", "--result", "no-answer"),
        ("done", "02", "--at", "2026-03-19 08:55"),
        ("reopen", "02", "--wrong", "--reason", "wrong step"),
        ("done", "02", "--at", "2026-03-19 09:12"),
        ("note", "the wages of February"),
        ("correct", "6", "--void", "--reason", "twice"),
        ("waive", "04/1", "--approver", "刘建国", "--reason", "the road is flooded"),
        ("skip", "09", "--reason", "agreed"),
        ("set", "headcount=30-50"),
        ("level", "major"),
        ("handover", "王岚", "何平"),
        ("accept", "何平"),
        ("evidence", "DV-7", "--delete-by", "2026-09-09"),
        ("close", "--outcome", "false-alarm", "--reason", "a school class"),
        ("reopen", "--reason", "it was none"),
    ]
    for number, words in enumerate(second):
        terminal.time = ms("03-19 09:20") + number * 60_000
        arguments = words if words[0] == "open" else ("act", "2026-0319-01", *words)
        code, printed = terminal.run(*arguments)
        assert code == 0, printed


@pytest.mark.parametrize("path", JOURNALS, ids=lambda p: p.stem)
def test_an_old_journal(
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    golden: Callable[[str, str], None],
) -> None:
    shutil.copy(path, tmp_path / "journal.db")
    terminal = Terminal(tmp_path, monkeypatch, capsys, "en")
    terminal.time = SEEN
    for incident in ("2026-0309-01", "2026-0319-01"):
        code, printed = terminal.run("verify", incident)
        assert code == 0, printed
        code, printed = terminal.run("timeline", incident, "--format", "json")
        assert code == 0
        golden(f"journals/{path.stem}-{incident}.json", printed)


def test_todays_words_still_write_such_a_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal(tmp_path, monkeypatch, capsys, "en")
    write_journal(terminal)
    for incident in ("2026-0309-01", "2026-0319-01"):
        assert terminal.run("verify", incident)[0] == 0


def test_there_is_an_old_journal() -> None:
    assert JOURNALS
