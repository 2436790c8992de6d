"""`drillbook check` finds what is meant: a file, all files of a folder, or a plan by its id."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.drillbook.terminal import Terminal

BROKEN = "runbook: mine\ntitle: Mine\nversion: 1.0.0\nstepz: []\n"


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(tmp_path, monkeypatch, capsys, "en")


def test_a_shipped_plan_by_its_id(terminal: Terminal) -> None:
    code, printed = terminal.run("check", "soe-rapid-response", "company-six-stage")
    assert code == 0, printed


def test_a_plan_of_this_folder_by_its_id(terminal: Terminal) -> None:
    (terminal.folder / "runbooks").mkdir()
    (terminal.folder / "runbooks" / "any-name.yaml").write_text(BROKEN, encoding="utf-8")
    code, printed = terminal.run("check", "mine", "--format", "json")
    assert code == 1
    assert "unknown-key" in {problem["code"] for problem in json.loads(printed)}


def test_a_file_stands_before_a_plan_of_that_id(terminal: Terminal) -> None:
    (terminal.folder / "soe-rapid-response").write_text(BROKEN, encoding="utf-8")
    assert terminal.run("check", "soe-rapid-response")[0] == 1


@pytest.mark.parametrize("name", ["nowhere", "../x", "/nowhere.yaml", ""])
def test_neither_file_nor_plan(terminal: Terminal, name: str) -> None:
    assert terminal.run("check", name)[0] == 2
