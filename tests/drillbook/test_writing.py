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
        assert "it belongs to a journal; give another name. Nothing was done." in answer.err
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
    assert "it is a folder" in desk.call("timeline", INCIDENT, "-o", ".").err
    assert desk.call("timeline", INCIDENT, "-o", os.devnull).code == 0
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(
    "command",
    ["card nowhere", "schema runbook", "due", "due --format ics", "timeline 2026-0101-99", "forms 2026-0101-99"],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_cannot_be_written_is_refused_before_any_work(desk: Desk, command: str, lang: str) -> None:
    """There is no such plan and no such incident: whoever had begun would have said so first."""
    desk.lang = lang
    answer = desk.call(*command.split(), "-o", "no/such/file")
    assert (answer.code, answer.out) == (2, "")
    said = {"zh": "没有文件夹", "en": "there is no folder"}[lang]
    assert said in answer.err
    assert "nowhere" not in answer.err
    assert "2026-0101-99" not in answer.err


@pytest.mark.parametrize(
    ("command", "record"),
    [("card soe-rapid-response", False), ("schema site", False), ("due", False), (f"timeline {INCIDENT}", True)],
)
def test_what_is_kept_is_said_rightly(desk: Desk, command: str, record: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only of an incident's timeline is there a record to speak of."""
    desk.opened()
    monkeypatch.setattr("tui.common.writing.os.fsync", _full)
    answer = desk.call(*command.split(), "-o", "out")
    assert answer.code == 2
    assert ("The record itself is untouched." in answer.err) is record
    assert ("A file of that name, if there is one, is as it was." in answer.err) is not record


def _full(_: int) -> None:
    raise OSError(28, "No space left on device")
