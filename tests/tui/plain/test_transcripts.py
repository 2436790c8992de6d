"""Whole conversations, typed line by line; read the goldens as a duty officer would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reports.cells import cell_width
from tests.conftest import GOLDENS
from tests.tui.plain.transcript import play
from tui.plain.folding import WIDE

TRANSCRIPTS = sorted(path.name for path in (GOLDENS / "plain").glob("*.txt"))


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_transcript(name: str, golden: Callable[[str, str], None], tmp_path: Path) -> None:
    typed = (GOLDENS / "plain" / name).read_text(encoding="utf-8")
    golden(f"plain/{name}", play(typed, tmp_path / "drafts"))


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_no_line_is_too_wide(name: str) -> None:
    for line in (GOLDENS / "plain" / name).read_text(encoding="utf-8").splitlines():
        assert cell_width(line) <= WIDE + 6 or " > " in line or line.startswith("#"), line
