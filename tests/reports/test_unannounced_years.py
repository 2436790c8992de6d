"""Working days of a year whose calendar is not announced: counted by weekdays, and said wherever the due is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drillbook.terminal import Terminal
from tests.incidents.story import ms

REPORTED = ["report-leading-group", "choose-speaker", "department-on-site", "speaker-in-front", "hear-representatives"]


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "2027年的放假安排还没有公布"), ("en", "working days of 2027 are not announced")]
)
@pytest.mark.parametrize(("day", "unannounced"), [("2026-12-21", True), ("2026-03-09", False)])
def test_a_due_in_such_a_year(
    day: str,
    unannounced: bool,
    language: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    terminal = Terminal(tmp_path, monkeypatch, capsys, language)
    terminal.time = ms(f"{day} 12:00")
    incident = terminal.run("open", "soe-rapid-response", "--at", f"{day} 08:40")[1].splitlines()[0]
    assert said not in terminal.run("status", incident)[1]
    for step in REPORTED:
        assert terminal.run("act", incident, "done", step)[0] == 0
    for told in (terminal.run("status", incident)[1], terminal.run("timeline", incident)[1]):
        assert (said in told) == unannounced
