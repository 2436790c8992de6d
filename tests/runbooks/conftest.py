"""Fixtures for the stories."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.runbooks.stories import Told


@pytest.fixture
def told(request: pytest.FixtureRequest, tmp_path: Path) -> Told:
    """The story of the test's docstring."""
    return Told(tmp_path, request.function.__doc__)
