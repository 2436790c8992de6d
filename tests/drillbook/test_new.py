"""`drillbook new`: what it writes checks clean, runs and drills as it stands; nothing is ever written over."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from typing import Any

import pytest

from runbooks.library import check_file, load
from simulator.scenario_loading import load_scenario
from tests.drillbook.terminal import Terminal


@pytest.fixture(params=["zh", "en"])
def terminal(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    return Terminal(tmp_path, monkeypatch, capsys, request.param)


def test_a_plan_checks_clean_and_runs(terminal: Terminal) -> None:
    code, printed = terminal.run("new", "runbook", "our-gate")
    assert (code, "drillbook check our-gate" in printed) == (0, True)
    assert check_file(terminal.folder / "runbooks" / "our-gate.yaml") == []
    assert terminal.run("check", "our-gate")[0] == 0
    code, printed = terminal.run("open", "our-gate")
    assert code == 0
    incident = printed.split()[0]
    assert terminal.run("act", incident, "done", "tell-head")[0] == 0
    status = json.loads(terminal.run("status", incident, "--json")[1])
    assert [step["step"] for step in status["steps"]][:2] == ["log", "tell-head"]


def test_a_plan_has_six_steps_and_limits_on_two_authorities(terminal: Terminal) -> None:
    terminal.run("new", "runbook", "our-gate")
    plan = load("runbooks/our-gate.yaml").plan
    assert plan is not None
    assert len(plan.steps) == 6
    assert {limit.basis for step in plan.steps for limit in step.limits} == {"plan", "assumed"}


def test_both_languages_say_the_same_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shapes = []
    for lang in ("zh", "en"):
        terminal = Terminal(tmp_path, monkeypatch, capsys, lang)
        terminal.run("new", "runbook", lang)
        plan = load(f"runbooks/{lang}.yaml").plan
        assert plan is not None
        shapes.append([(s.id, s.stage, s.role, s.after, s.when, s.limits, s.record, s.tells) for s in plan.steps])
    assert shapes[0] == shapes[1]


def test_a_scenario_checks_clean_and_drills(terminal: Terminal) -> None:
    code, printed = terminal.run("new", "scenario", "our-drill")
    assert (code, "drillbook drill our-drill" in printed) == (0, True)
    assert load_scenario(terminal.folder / "scenarios" / "our-drill.yaml").problems == ()
    code, printed = terminal.run("drill", "our-drill", "--runs", "3", "--json")
    assert code == 0
    assert json.loads(printed)["runs"] == 3


@pytest.mark.parametrize("name", ["123", "true", "null", "no", "9" * 40, "1e5", "门岗"])
def test_any_id_can_be_a_name(terminal: Terminal, name: str) -> None:
    assert terminal.run("new", "runbook", name)[0] == 0
    assert check_file(terminal.folder / "runbooks" / f"{name}.yaml") == []
    assert terminal.run("new", "scenario", name)[0] == 0
    assert load_scenario(terminal.folder / "scenarios" / f"{name}.yaml").problems == ()


@pytest.mark.parametrize("name", ["", "../x", "a b", "a/b", "-", "x" * 65])
def test_what_is_no_id_is_refused(terminal: Terminal, name: str) -> None:
    assert terminal.run("new", "runbook", "--", name)[0] == 2
    assert list(terminal.folder.iterdir()) == []


def test_a_file_that_is_there_stays(terminal: Terminal) -> None:
    own = terminal.folder / "mine.yaml"
    own.write_bytes(b"mine")
    assert terminal.run("new", "runbook", "our-gate", "-o", "mine.yaml")[0] == 2
    assert own.read_bytes() == b"mine"
    target = terminal.folder / "nowhere"
    own.with_name("link.yaml").symlink_to(target)
    assert terminal.run("new", "runbook", "our-gate", "-o", "link.yaml")[0] == 2
    assert not target.exists()


@pytest.mark.parametrize(("kind", "name"), [("runbook", "soe-rapid-response"), ("scenario", "quiet-four")])
def test_an_id_that_is_taken_is_refused(terminal: Terminal, kind: str, name: str) -> None:
    assert terminal.run("new", kind, name, "-o", "own.yaml")[0] == 2
    assert not (terminal.folder / "own.yaml").exists()
    assert terminal.run("new", kind, "mine")[0] == 0
    assert terminal.run("new", kind, "mine")[0] == 2


def test_a_full_disk_leaves_nothing_half_written(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    really = Path.open

    def full(path: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        file = really(path, mode, *more, **named)
        if mode == "xb":
            file.write(b"half")
            file.flush()
            file.close()
            return Full(really(path, "rb"))
        return file

    monkeypatch.setattr(Path, "open", full)
    code, printed = terminal.run("new", "runbook", "our-gate")
    assert (code, "our-gate.yaml" in printed) == (2, True)
    assert list((terminal.folder / "runbooks").iterdir()) == []


class Full:
    """A file on a disk that has no room left."""

    def __init__(self, file: Any) -> None:
        self.file = file

    def __enter__(self) -> Full:
        return self

    def __exit__(self, *error: object) -> None:
        self.file.close()

    def write(self, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_folder_that_cannot_be_written_is_told(terminal: Terminal) -> None:
    (terminal.folder / "runbooks").write_bytes(b"a file")
    code, printed = terminal.run("new", "runbook", "our-gate")
    assert (code, printed.count("\n")) == (2, 1)


def test_a_folder_is_no_file(terminal: Terminal) -> None:
    (terminal.folder / "there").mkdir()
    code, printed = terminal.run("new", "runbook", "gate", "-o", "there")
    assert code == 2
    assert ("这是文件夹" in printed) or ("it is a folder" in printed)
