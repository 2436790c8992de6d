"""`drillbook check` finds what is meant: a file, all files of a folder, or a plan by its id."""

from __future__ import annotations

import json
import os
import sys
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


def test_a_folder_whose_files_cannot_be_listed_does_not_pass_as_checked(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    (terminal.folder / "plans" / "locked").mkdir(parents=True)
    terminal.run("new", "runbook", "gate", "-o", "plans/gate.yaml")
    listing = os.scandir

    def locked(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return listing(path)

    monkeypatch.setattr(os, "scandir", locked)
    code, printed = terminal.run("check", "plans")
    assert (code, printed) == (2, "! plans/locked: Permission denied\n")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such pipe there")
def test_nobody_waits_for_a_pipe(terminal: Terminal) -> None:
    os.mkfifo(terminal.folder / "pipe.yaml")
    code, printed = terminal.run("check", "pipe.yaml")
    assert (code, printed.splitlines()[0].startswith("pipe.yaml:1:1: ")) == (1, True)
