"""The processes of a command: all of them work, none is waited for in vain, none is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from multiprocessing import parent_process
from pathlib import Path

import pytest

from simulator.crew import Crew

ROOT = Path(__file__).parents[2]
WORK = [(n, 0, 1) for n in range(40)]
HANG = 30
"""Seconds after which something is said to hang."""


def who(block: int, first: int, last: int) -> tuple[int, int]:
    time.sleep(0.01)
    return block, os.getpid()


def dies_elsewhere(block: int, first: int, last: int) -> int:
    """Nobody but the process of the command survives the fourth piece."""
    if block == 3 and parent_process() is not None:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.01)
    return block


def cannot_be_read(block: int, first: int, last: int) -> object:
    time.sleep(0.01)
    return _Unreadable() if parent_process() is not None else block


class _Unreadable:
    def __reduce__(self) -> object:
        return _refuse, ()


def _refuse() -> None:
    raise TypeError("not to be read")


def hears(block: int, first: int, last: int) -> tuple[bool, bool]:
    """Whether this is one of the others, and whether Ctrl-C would reach it."""
    time.sleep(0.01)
    return parent_process() is not None, signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


class Sent:
    """A job that knows how often it was sent to this process."""

    times = 0

    def __setstate__(self, state: object) -> None:
        Sent.times += 1

    def __getstate__(self) -> object:
        return "something"

    def __call__(self, block: int, first: int, last: int) -> tuple[bool, int]:
        time.sleep(0.01)
        return parent_process() is not None, Sent.times


def test_every_process_works_this_one_too() -> None:
    with Crew(3) as crew:
        began = time.monotonic()
        while len({pid for _, pid in crew.done(who, WORK)}) < 3:  # a new process needs a while to be there
            assert time.monotonic() - began < HANG
        found = list(crew.done(who, WORK))
    assert [block for block, _ in found] == list(range(40))
    assert os.getpid() in {pid for _, pid in found}
    assert crew.lost == 0


def test_the_same_processes_do_one_job_after_the_other() -> None:
    with Crew(2) as crew:
        seen = {os.getpid()}
        began = time.monotonic()
        while len(seen) < 2:
            seen |= {pid for _, pid in crew.done(who, WORK)}
            assert time.monotonic() - began < HANG
        for _ in range(3):
            assert {pid for _, pid in crew.done(who, WORK)} == seen


def test_a_job_is_sent_to_each_process_once() -> None:
    with Crew(2) as crew:
        began = time.monotonic()
        while not (times := {times for elsewhere, times in crew.done(Sent(), WORK) if elsewhere}):
            assert time.monotonic() - began < HANG
    assert times == {1}


def test_one_alone_sends_nothing() -> None:
    with Crew() as crew:
        assert list(crew.done(lambda block, first, last: block, WORK[:3])) == [0, 1, 2]


def test_no_crew_is_no_crew() -> None:
    with pytest.raises(ValueError, match="no crew of 0"):
        Crew(0)


def test_a_killed_process_is_missed_by_nobody() -> None:
    with Crew(2) as crew:
        began = time.monotonic()
        while not crew.lost:
            assert list(crew.done(dies_elsewhere, WORK)) == list(range(40))
            assert time.monotonic() - began < HANG
        assert list(crew.done(dies_elsewhere, WORK)) == list(range(40))
    assert crew.lost == 1


def test_a_process_that_cannot_begin_is_missed_by_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    with Crew(2, imports="no.such_module") as crew:
        began = time.monotonic()
        while not crew.lost:
            assert [block for block, _ in crew.done(who, WORK)] == list(range(40))
            assert time.monotonic() - began < HANG
    assert "No module named 'no'" in capfd.readouterr().err


def test_no_more_processes_to_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: object) -> None:
        raise BlockingIOError("no more processes")

    monkeypatch.setattr("multiprocessing.context.SpawnProcess.start", refused)
    with Crew(3) as crew:
        assert [block for block, _ in crew.done(who, WORK)] == list(range(40))
    assert crew.lost == 2


def test_what_cannot_be_read_is_an_error_of_its_piece() -> None:
    many = [(n, 0, 1) for n in range(100_000)]
    with Crew(2) as crew, pytest.raises(TypeError, match="not to be read"):
        list(crew.done(cannot_be_read, many))


def test_who_has_enough_is_not_given_the_rest() -> None:
    with Crew(2) as crew:
        some = crew.done(who, WORK)
        assert next(some)[0] == 0
        some.close()
        assert [block for block, _ in crew.done(who, WORK[5:8])] == [5, 6, 7]


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="no masks of signals on this system")
def test_the_others_never_hear_ctrl_c_and_this_one_does() -> None:
    with Crew(2) as crew:
        found: set[tuple[bool, bool]] = set()
        began = time.monotonic()
        while len(found) < 2:
            found |= set(crew.done(hears, WORK))
            assert time.monotonic() - began < HANG
    assert found == {(False, True), (True, False)}


def test_nobody_is_left_when_the_crew_is_closed() -> None:
    turn = sys.getswitchinterval()
    with Crew(3) as crew:
        assert sys.getswitchinterval() < turn
        list(crew.done(who, WORK))
        processes = [process for process, _ in crew._others]
    assert not any(process.is_alive() for process in processes)
    assert sys.getswitchinterval() == turn


LONG = """
import os, sys, time
from simulator.crew import Crew
from tests.simulator.test_crew import endless
if __name__ == "__main__":
    with Crew(3) as crew:
        print(*(process.pid for process, _ in crew._others), flush=True)
        list(crew.done(endless, [(n, 0, 1) for n in range(6)]))
"""


def endless(block: int, first: int, last: int) -> None:
    while True:
        pass


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("end", ["SIGTERM", "SIGKILL", "SIGHUP"])
@pytest.mark.parametrize("after", [0.0, 0.7])
def test_nobody_is_left_when_this_process_is_gone(end: str, after: float, tmp_path: Path) -> None:
    """In the middle of a piece, and before the others have begun."""
    script = tmp_path / "long.py"
    script.write_text(LONG, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    parent = subprocess.Popen([sys.executable, script], env=environment, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    others = [int(pid) for pid in parent.stdout.readline().split()]
    assert len(others) == 2
    time.sleep(after)
    parent.send_signal(getattr(signal, end))
    parent.wait(HANG)
    parent.stdout.close()
    began = time.monotonic()
    while any(alive(pid) for pid in others):
        assert time.monotonic() - began < HANG
        time.sleep(0.02)


def alive(pid: int) -> bool:
    """Whether a process is there and not only waits to be buried."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return not Path("/proc").is_dir()
