"""`drillbook due`: across all incidents, as text, data and a calendar."""

from __future__ import annotations

import json

import pytest

from tests.drillbook.terminal import Terminal
from tests.tui.north_gate import ms


@pytest.fixture
def terminal(tmp_path, monkeypatch, capsys) -> Terminal:
    return Terminal(tmp_path, monkeypatch, capsys, "en")


def test_what_falls_due_is_told_across_incidents(terminal):
    terminal.time = ms("08:43")
    assert terminal.run("due") == (0, "Nothing falls due.\n")
    terminal.run("open", "soe-rapid-response", "--at", "2026-03-09T08:40+08:00")
    terminal.run("open", "company-six-stage", "--at", "2026-03-09T08:42+08:00")
    terminal.time = ms("09:20")
    code, text = terminal.run("due")
    assert code == 0
    assert "Past its due" in text
    assert "2026-0309-01" in text
    assert "2026-0309-02" in text
    code, text = terminal.run("due", "--json")
    listed = json.loads(text)
    assert {one["incident"] for one in listed} == {"2026-0309-01", "2026-0309-02"}
    assert [one["due_at"] for one in listed] == sorted(one["due_at"] for one in listed)
    report = next(
        one for one in listed if one["limit"]["step"] == "report-leading-group" and one["limit"]["basis"] == "plan"
    )
    assert (report["when"], report["margin_s"]) == ("over", -600)


def test_a_calendar_is_written_to_a_file(terminal):
    terminal.time = ms("08:43")
    terminal.run("open", "soe-rapid-response", "--at", "2026-03-09T08:40+08:00")
    code, _ = terminal.run("due", "--format", "ics", "-o", "due.ics")
    assert code == 0
    assert (terminal.folder / "due.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


@pytest.mark.parametrize("command", ["due", "incidents"])
def test_a_journal_that_was_named_and_is_not_there_is_no_quiet_one(terminal, command):
    code, printed = terminal.run(command, "--db", "elsewhere.db")
    assert code == 0
    assert "! There is no journal at" in printed
    assert "There is no journal" not in terminal.run(command)[1]


def test_two_forms_at_once_are_refused(terminal):
    code, printed = terminal.run("due", "--json", "--format", "ics")
    assert (code, printed) == (2, "! --json and --format ics: give one of them.\n")
    assert terminal.run("due", "--json", "--format", "json") == (0, "[]\n")


def test_a_file_is_of_the_kind_that_its_name_says(terminal):
    terminal.time = ms("08:43")
    terminal.run("open", "soe-rapid-response", "--at", "2026-03-09T08:40+08:00")
    begins = {
        "due.ics": b"BEGIN:VCALENDAR",
        "due.JSON": b"[\n",
        "due.txt": b"Today",
        "t.csv": b"\xef\xbb\xbfno.,",
        "t.json": b"{\n",
        "t.md": b"# ",
    }
    for name, start in begins.items():
        words = ("due",) if name.startswith("due") else ("timeline", "2026-0309-01")
        assert terminal.run(*words, "-o", name)[0] == 0
        assert (terminal.folder / name).read_bytes().startswith(start), name
    assert terminal.run("due", "--format", "text", "-o", "due.ics")[0] == 0
    assert not (terminal.folder / "due.ics").read_bytes().startswith(b"BEGIN")
    assert terminal.run("timeline", "2026-0309-01", "--format", "md", "-o", "t.csv")[0] == 0
    assert (terminal.folder / "t.csv").read_bytes().startswith(b"# ")
