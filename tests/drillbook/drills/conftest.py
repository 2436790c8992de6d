"""A terminal where the small plan stands, and its scenario `try`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drillbook.drills.small import SMALL, here
from tests.drillbook.terminal import Terminal


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """In English, in an empty folder but for the two files."""
    found = Terminal(tmp_path, monkeypatch, capsys, "en")
    here(found, SMALL)
    return found
