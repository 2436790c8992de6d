"""An export never takes the place of a record, and never leaves half a file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.drillbook.conftest import Desk

INCIDENT = "2026-0309-01"


@pytest.mark.parametrize("ending", ["", "-journal", "-wal", "-shm", ".anchors", ".reserve", ".drafts"])
def test_no_file_of_the_journal_is_written_over(desk: Desk, ending: str) -> None:
    desk.opened()
    before = desk.rows()
    for name in (f"journal.db{ending}", str(desk.db) + ending, f"./x/../journal.db{ending}"):
        answer = desk.call("timeline", INCIDENT, "-o", name)
        assert answer.code == 2
        assert "belongs to a journal. Nothing was written" in answer.err
    assert desk.rows() == before
    assert desk.good("verify", INCIDENT)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_the_journal_under_another_name(desk: Desk) -> None:
    desk.opened()
    before = desk.rows()
    (desk.folder / "soft.md").symlink_to(desk.db)
    os.link(desk.db, desk.folder / "hard.md")
    for name in ("soft.md", "hard.md"):
        assert desk.call("timeline", INCIDENT, "-o", name).code == 2
    assert desk.rows() == before


def test_an_earlier_report_stays_whole_when_the_new_one_cannot_be_written(desk: Desk, monkeypatch) -> None:
    desk.opened()
    report = desk.folder / "report.md"
    desk.good("timeline", INCIDENT, "-o", "report.md")
    first = report.read_bytes()
    assert first
    assert desk.good("timeline", INCIDENT, "-o", "report.md") == ""

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tui.common.writing.os.fsync", full)
    answer = desk.call("timeline", INCIDENT, "-o", "report.md")
    assert answer.code == 2
    assert "Cannot write report.md: No space left on device" in answer.err
    assert report.read_bytes() == first
    assert not list(desk.folder.glob(".*"))


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such pipe there")
def test_a_folder_and_a_device(desk: Desk) -> None:
    desk.opened()
    assert "Is a directory" in desk.call("timeline", INCIDENT, "-o", ".").err
    assert desk.call("timeline", INCIDENT, "-o", os.devnull).code == 0
    assert not Path(os.devnull).is_file()
