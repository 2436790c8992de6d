"""The timeline of a run in a file is in the format that the file is named for, as that of an incident is."""

from __future__ import annotations

import json

import pytest

from drillbook.drill_lives import Lives
from tests.drillbook.drills.small import good
from tests.drillbook.terminal import Terminal


@pytest.mark.parametrize("name", ["run.csv", "run.json", "run.md", "run.txt"])
def test_a_file_gets_the_format_of_its_name(terminal: Terminal, name: str) -> None:
    good(terminal, "drill", "try", "--timeline", "3", "-o", name)
    told = (terminal.folder / name).read_text(encoding="utf-8-sig")
    if name.endswith(".csv"):
        assert told.startswith("no.,happened,recorded,")
    elif name.endswith(".json"):
        assert json.loads(told)["format"] == "drillbook.timeline.1"
    else:
        assert told.startswith("# DRILL: ")


def test_what_is_asked_for_comes_before_the_name(terminal: Terminal) -> None:
    good(terminal, "drill", "try", "--timeline", "3", "--format", "md", "-o", "run.csv")
    assert (terminal.folder / "run.csv").read_text(encoding="utf-8").startswith("# DRILL: ")


def test_the_timeline_of_a_run_is_no_page(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Lives, "__init__", lambda *_: pytest.fail("a scenario was compiled"))
    code, printed = terminal.run("drill", "try", "--timeline", "3", "-o", "run.html")
    assert code == 2
    assert "The timeline of a run is no page: give a name that ends in .md, .csv or .json, not run.html." in printed
    assert not (terminal.folder / "run.html").exists()
