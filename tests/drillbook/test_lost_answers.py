"""What is recorded stays recorded when its answer reaches nobody, and the exit code never says that it was refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from drillbook.stopping import BAD_INPUT, GOOD, INTERRUPTED, PIPE_CLOSED
from incidents.journal.opening import open_store
from tests.drillbook.conftest import Desk
from tests.drillbook.test_processes import drillbook, environment
from tests.reports.gate import PLAN_FILE

DRILLBOOK = f"{sys.executable} -m drillbook"


@pytest.fixture
def incident(tmp_path: Path) -> str:
    return drillbook(tmp_path, "open", str(PLAN_FILE)).stdout.decode().strip()


def shell(tmp_path: Path, line: str) -> tuple[int, str, int]:
    """Exit code of the first command of a line, what is said on standard error, and how many records there are."""
    done = subprocess.run(
        ["bash", "-c", f"{line}; exit ${{PIPESTATUS[0]}}"],
        env=environment(tmp_path, DRILLBOOK_LANG="en"),
        capture_output=True,
        timeout=60,
        check=False,
    )
    store = open_store(tmp_path / "j.db", writing=False)
    try:
        return done.returncode, done.stderr.decode(), len(store.read(store.streams()[0].id))
    finally:
        store.close()


def test_nobody_reads(tmp_path, incident):
    code, said, records = shell(tmp_path, f"{{ sleep 0.2; {DRILLBOOK} act {incident} note x; }} | true")
    assert (code, said, records) == (PIPE_CLOSED, "", 2)


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams(tmp_path, incident, closed):
    assert shell(tmp_path, f"{DRILLBOOK} act {incident} note x {closed}") == (GOOD, "", 2)


def test_a_full_disk_where_the_answer_goes(tmp_path, incident):
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    code, said, records = shell(tmp_path, f"{DRILLBOOK} act {incident} note x >/dev/full")
    assert (code, records) == (PIPE_CLOSED, 2)
    assert said == "The answer could not be written: No space left on device. What was recorded is kept.\n"


def test_text_that_is_not_utf_8(tmp_path, incident):
    code, said, records = shell(tmp_path, f"{DRILLBOOK} act {incident} note $'\\xff'")
    assert (code, records) == (BAD_INPUT, 1)
    assert "not UTF-8" in said


def test_an_interrupt_while_a_module_is_read(desk: Desk, monkeypatch):
    def interrupted(*_: object) -> None:
        raise RuntimeError("Error calling __set_name__") from KeyboardInterrupt()

    monkeypatch.setattr("drillbook.home.home", interrupted)
    answer = desk.call()
    assert (answer.code, answer.err) == (INTERRUPTED, "Stopped. What was recorded is kept.\n")
