"""Whole incidents by single commands, in both languages, on both sides of their plans' decisions, to the closing."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.drillbook.terminal import Terminal
from tests.drillbook.typed_walks import lines_of, site_of
from tests.incidents.story import ms

CLOSINGS = {
    "company-full": ("03-31 11:00", []),
    "company-through-danger": ("03-18 11:00", []),
    "company-not-an-incident": ("03-09 09:00", ["--outcome", "false-alarm", "--reason", "转日常办理"]),
    "soe-calm": ("03-30 11:00", []),
    "soe-danger": ("03-09 11:00", ["--reason", "移交公安处理"]),
    "soe-graded": ("03-09 18:00", ["--reason", "转入专班办理"]),
    "mine-unannounced": ("04-03 10:00", []),
    "mine-announced": ("12-30 10:00", []),
    "case-reviewed": ("06-26 10:00", []),
    "case-extended": ("06-08 10:00", []),
    "ledger-red-to-yellow": ("03-16 10:00", []),
    "ledger-office": ("12-31 17:00", []),
    "reception-day": ("03-13 17:00", []),
    "backlog-barred": ("07-21 10:00", []),
    "readiness-half-year": ("12-31 17:00", []),
}
ENDED = {
    "case-reviewed": "archive-case",
    "case-extended": "archive-case",
    "ledger-red-to-yellow": "close-issue",
    "ledger-office": "set-up",
    "reception-day": "announce",
    "backlog-barred": "close-case",
    "readiness-half-year": "yearly-credit",
}
"""A step that is refused once all is over, in plans that have no `archive`."""


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("walk", sorted(CLOSINGS))
def test_whole_incident(
    walk: str,
    language: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    golden: Callable[[str, str], None],
) -> None:
    (tmp_path / "site.yaml").write_text(site_of(walk), encoding="utf-8")
    terminal = Terminal(tmp_path, monkeypatch, capsys, language)
    transcript = []

    def typed(time: str, arguments: list[str], *, code: int = 0) -> str:
        terminal.time = ms(time) + 999
        answered, printed = terminal.run(*arguments)
        transcript.append(f"{time}$ drillbook {shlex.join(arguments)}\n{printed}")
        assert answered == code, transcript[-1]
        return printed

    lines = lines_of(walk)
    incident = typed(*next(lines)).splitlines()[0].strip()
    for time, arguments in lines:
        typed(time, [incident if word == "INC" else word for word in arguments])
    at, extra = CLOSINGS[walk]
    if extra:
        typed(at, ["act", incident, "close"], code=1)
    typed(at, ["act", incident, "close", *extra])
    typed(at, ["act", incident, "done", ENDED.get(walk, "archive")], code=1)
    typed(at, ["status", incident])
    typed(at, ["timeline", incident])
    typed(at, ["verify", incident])
    golden(f"act/{walk}-{language}.txt", "\n".join(transcript))
