"""The half hour and the hour of the rapid response, from opening to verified timeline, as anybody may try it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.drillbook.terminal import Terminal
from tests.incidents.story import ms


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    made = Terminal(tmp_path, monkeypatch, capsys, "en")
    made.time = ms("12:00")
    return made


def opened(terminal: Terminal) -> str:
    code, printed = terminal.run("open", "soe-rapid-response", "--at", "2026-03-09T08:40+08:00")
    assert code == 0
    return printed.splitlines()[0]


def limits(terminal: Terminal, incident: str) -> list[dict[str, Any]]:
    code, printed = terminal.run("timeline", incident, "--format", "json")
    assert code == 0
    found: list[dict[str, Any]] = json.loads(printed)["limits"]
    return found


@pytest.mark.parametrize(
    ("time", "state", "margin"), [("09:09", "met", 60), ("09:10", "met", 0), ("09:11", "late", -60)]
)
def test_report_within_half_an_hour(terminal: Terminal, time: str, state: str, margin: int) -> None:
    incident = opened(terminal)
    assert terminal.run("act", incident, "done", "report-leading-group", "--at", f"2026-03-09T{time}+08:00")[0] == 0
    (limit,) = [v for v in limits(terminal, incident) if v["step"] == "report-leading-group"]
    assert (limit["state"], limit["basis"], limit["margin_s"], limit["within_s"]) == (state, "plan", margin, 1800)
    assert limit["source"][0].startswith("C-")
    assert limit["due_at"] == "2026-03-09T09:10:00+08:00"
    assert terminal.run("verify", incident)[0] == 0


@pytest.mark.parametrize(("time", "state"), [("09:40", "met"), ("09:41", "late")])
def test_on_site_within_the_hour_and_assumed_targets_apart(terminal: Terminal, time: str, state: str) -> None:
    incident = opened(terminal)
    for at, step in [("08:50", "report-leading-group"), ("09:05", "choose-speaker"), (time, "department-on-site")]:
        assert terminal.run("act", incident, "done", step, "--at", f"2026-03-09T{at}+08:00")[0] == 0
    found = limits(terminal, incident)
    (hour,) = [v for v in found if v["step"] == "department-on-site"]
    assert (hour["state"], hour["basis"], hour["within"]) == (state, "plan", "1 h")
    (chosen,) = [v for v in found if v["step"] == "choose-speaker"]
    assert (chosen["state"], chosen["basis"], chosen["margin_s"]) == ("late", "assumed", -300)
