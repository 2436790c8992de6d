"""Drafts: kept line by line, never half, and only what is ours is read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tui.common.drafts import Draft, Drafts

NOTE = Draft("note", "王岚", 1_773_016_990_000, "log-sign", ("门岗报告:", "", "四十人"))


def test_what_is_kept_is_there_again(tmp_path: Path) -> None:
    Drafts(tmp_path / "drafts", "2026-0309-01", "王岚").keep(NOTE)
    [(path, found)] = Drafts(tmp_path / "drafts", "2026-0309-01", "何平").all()
    assert found == NOTE
    assert not list(path.parent.glob("*.new"))


def test_the_latest_replaces_the_one_before(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, "2026-0309-01", "王岚")
    drafts.keep(NOTE)
    row = Draft("row", "王岚", 5, "claims", values={"claim": "工资", "n": [1, 2], "ok": True})
    drafts.keep(row)
    assert [found for _, found in drafts.all()] == [row]
    drafts.clear()
    drafts.clear()
    assert drafts.all() == []


def test_each_incident_and_officer_has_its_own(tmp_path: Path) -> None:
    one, two = Drafts(tmp_path, "2026-0309-01", "王岚"), Drafts(tmp_path, "2026-0309-01", "何平")
    one.keep(NOTE)
    two.keep(NOTE)
    Drafts(tmp_path, "2026-0309-02", "王岚").keep(NOTE)
    assert len(one.all()) == 2
    one.clear()
    assert len(two.all()) == 1


def test_going_on_with_somebody_elses_draft_lets_go_of_theirs_last(tmp_path: Path) -> None:
    theirs, mine = Drafts(tmp_path, "2026-0309-01", "王岚"), Drafts(tmp_path, "2026-0309-01", "何平")
    theirs.keep(NOTE)
    [(path, found)] = mine.all()
    mine.adopt(path, found)
    [(adopted, _)] = mine.all()
    assert adopted != path
    mine.adopt(adopted, found)
    assert mine.all() == [(adopted, NOTE)]


def test_each_kind_has_a_file_of_its_own_but_a_note_and_a_row(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, "2026-0309-01", "王岚")
    fields = Draft("fields", "王岚", 5, values={"fact:headcount": {"text": "四"}})
    drafts.keep(NOTE)
    drafts.keep(fields)
    assert [found for _, found in drafts.all()] == [NOTE]
    assert [found for _, found in drafts.all({"fields"})] == [fields]
    drafts.clear()
    assert [found for _, found in drafts.all({"note", "fields"})] == [fields]
    drafts.clear("fields")
    assert drafts.all({"note", "fields"}) == []


def test_without_a_folder_nothing_is_kept() -> None:
    drafts = Drafts(None, "2026-0309-01", "王岚")
    assert drafts.keep(NOTE)
    drafts.clear()
    assert drafts.all() == []


def test_a_disk_that_takes_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("a file where the folder should be")
    drafts = Drafts(tmp_path / "drafts", "2026-0309-01", "王岚")
    assert not drafts.keep(NOTE)
    assert drafts.all() == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"format": 2}',
        json.dumps({"format": 1, "kind": "other", "by": "", "at": 0, "lines": [], "values": {}}),
        json.dumps({"format": 1, "kind": "note", "by": "", "at": 0, "lines": 5, "values": {}}),
        json.dumps({"format": 1, "kind": "note", "lines": [], "values": {}, "more": 1}),
    ],
)
def test_what_is_no_draft_of_ours_is_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "2026-0309-01.abcdef01.json"
    path.write_text(text)
    assert Drafts(tmp_path, "2026-0309-01", "王岚").all() == []
    assert path.read_text() == text
