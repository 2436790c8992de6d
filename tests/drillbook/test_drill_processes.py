"""`drillbook drill` as several processes: stopped, killed, and with one of them killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.drillbook.test_processes import environment
from tests.simulator.telling import HEAD, PLAN, REST

HANG = 60
"""Seconds after which something is said to hang."""

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks for processes where Linux has them")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("runbooks/gate", PLAN), ("scenarios/try", HEAD + REST)):
        file = tmp_path / f"{name}.yaml"
        file.parent.mkdir()
        file.write_text(text, encoding="utf-8")
    return tmp_path


class Call:
    """A drill in a terminal of its own, as far as signals go: the processes of the call are one group."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "drillbook", "drill", "try", "--json", *arguments],
            env=environment(folder, DRILLBOOK_LANG="en"),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def others(self, count: int) -> list[int]:
        """The processes that live runs for it, as soon as there are so many."""
        began = time.monotonic()
        while len(found := list(self._spawned())) < count:
            assert self.process.poll() is None
            assert time.monotonic() - began < HANG
            time.sleep(0.01)
        return found

    def _spawned(self) -> Iterator[int]:
        pid = self.process.pid
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            try:
                if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                    yield int(child)
            except OSError:
                continue

    def end(self) -> tuple[int, bytes, str]:
        """Exit code, answer, and what was said beside it."""
        out, err = self.process.communicate(timeout=HANG)
        return self.process.returncode, out, err.decode()


def gone(pids: list[int]) -> None:
    began = time.monotonic()
    while any(Path(f"/proc/{pid}").exists() and not zombie(pid) for pid in pids):
        assert time.monotonic() - began < HANG
        time.sleep(0.02)


def zombie(pid: int) -> bool:
    try:
        return ") Z " in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return True


def test_with_one_of_its_processes_killed_the_answer_is_the_same(folder):
    alone = Call(folder, "--runs", "1500", "--jobs", "1").end()
    assert (alone[0], alone[2]) == (0, "")
    call = Call(folder, "--runs", "1500", "--jobs", "3")
    os.kill(call.others(2)[0], signal.SIGKILL)
    code, told, said = call.end()
    assert (code, told) == (0, alone[1])
    assert said == (
        "1 of 3 processes were lost (killed, or no memory). The others lived their runs: the figures are the same.\n"
    )


@pytest.mark.parametrize("after", [0.0, 0.15, 0.4, 1.5])
def test_ctrl_c_at_any_moment_ends_all_without_a_traceback(folder, after):
    call = Call(folder, "--runs", "100000", "--jobs", "3")
    others = call.others(2)
    time.sleep(after)
    os.killpg(call.process.pid, signal.SIGINT)
    code, told, said = call.end()
    assert code in {130, -signal.SIGINT}  # a shell says 130 of both; the latter if a class was being made
    assert "Traceback" not in said
    gone(others)
    if told:
        assert 0 < json.loads(told)["runs"] < 100_000


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left_when_the_command_is_killed(folder, end):
    call = Call(folder, "--runs", "100000", "--jobs", "3")
    others = call.others(2)
    time.sleep(1)
    call.process.send_signal(end)
    assert call.end()[0] == -end
    gone(others)


def test_a_process_that_lives_runs_is_light():
    """What reads files, asks for holidays or keeps incidents is not loaded by it."""
    code = (
        "import sys\nimport drillbook.drill_plus_one\n"
        "heavy = {'pydantic', 'yaml', 'click', 'holidays', 'incidents.session', 'textual'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment(Path()), capture_output=True, check=True)
    assert done.stdout.split() == [b"[]"]
