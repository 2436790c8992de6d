"""What all tests share: goldens, which are plain text and change only on request."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

GOLDENS = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-goldens` writes what the tests see now; read the difference before it is kept."""
    parser.addoption("--update-goldens", action="store_true", help="write tests/golden/* anew")


def pytest_configure() -> None:
    """Ctrl-C is heard here, and by every program that a test starts: a shell takes it away from what it runs in the
    background, and that would be inherited.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the file of that name under `tests/golden`."""

    def check(name: str, text: str) -> None:
        path = GOLDENS / name
        if request.config.getoption("--update-goldens"):
            path.write_bytes(text.encode())
        assert text == path.read_bytes().decode(), f"{name} differs; pytest --update-goldens writes it anew"

    return check
