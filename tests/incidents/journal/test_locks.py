"""Other programs that hold the file: stopped with Ctrl-Z in the middle, or reading slowly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from incidents.journal import NotDurable, verify

from .making import GENESIS, STREAM, draft, drafts, raw, small_store, stored_ops

HOLD = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute(sys.argv[2])
print("held", flush=True)
sys.stdin.readline()
db.execute("ROLLBACK")
db.close()
print("let go", flush=True)
sys.stdin.readline()
"""


def _holder(path: Path, statement: str) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), statement], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    return process


def _held_by_a_stopped_program(path: Path, statement: str, busy_ms: int) -> float:
    """How long it takes until it is said that the journal is locked."""
    store = small_store(path, busy_ms=busy_ms)
    store.create(STREAM, GENESIS, drafts("opened"))
    holder = _holder(path, statement)
    assert holder.stdin is not None
    assert holder.stdout is not None
    if sys.platform != "win32":
        os.kill(holder.pid, signal.SIGSTOP)
    begun = time.monotonic()
    with pytest.raises(NotDurable) as caught:
        store.append(STREAM, 1, drafts("a"))
    seconds = time.monotonic() - begun
    assert (caught.value.kind, caught.value.unknown) == ("locked", False)
    if statement == "BEGIN IMMEDIATE":
        assert len(store.read(STREAM)) == 1
    if sys.platform != "win32":
        os.kill(holder.pid, signal.SIGCONT)
    holder.stdin.write(b"\n")
    holder.stdin.flush()
    assert holder.stdout.readline() == b"let go\n"
    assert store.append(STREAM, 1, drafts("a"))[0].version == 2
    holder.communicate(b"\n")
    return seconds


@pytest.mark.parametrize("statement", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_a_stopped_program_that_holds_the_lock_is_named_and_survived(tmp_path: Path, statement: str) -> None:
    assert _held_by_a_stopped_program(tmp_path / "j.db", statement, 400) < 10


@pytest.mark.full
@pytest.mark.parametrize("statement", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_a_stopped_program_is_named_after_ten_seconds(tmp_path: Path, statement: str) -> None:
    seconds = _held_by_a_stopped_program(tmp_path / "j.db", statement, 10_000)
    print(f"\n{statement}: {seconds:.1f} s")
    assert seconds < 15


@pytest.mark.parametrize("statement", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_whoever_has_no_patience_is_told_soon_and_may_ask_again(tmp_path: Path, statement: str) -> None:
    store = small_store(tmp_path / "j.db", busy_ms=60_000)
    store.create(STREAM, GENESIS, drafts("opened"))
    store.patience(20)
    holder = _holder(tmp_path / "j.db", statement)
    begun = time.monotonic()
    for _ in range(3):
        with pytest.raises(NotDurable) as caught:
            store.append(STREAM, 1, drafts("a"))
        assert (caught.value.kind, caught.value.unknown) == ("locked", False)
    assert time.monotonic() - begun < 30
    assert store.held()
    holder.communicate(b"\n\n")
    assert not store.held()
    assert store.append(STREAM, 1, drafts("a"))[0].version == 2


def test_a_reader_with_an_open_cursor_delays_and_then_lets_through(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    store = small_store(path, busy_ms=400)
    store.create(STREAM, GENESIS, [draft(f"op-{number}", "字" * 4_000) for number in range(20)])
    reader = raw(path)
    cursor = reader.execute("SELECT * FROM events")
    cursor.fetchone()
    with pytest.raises(NotDurable) as caught:
        store.append(STREAM, 20, drafts("a"))
    assert (caught.value.kind, caught.value.unknown) == ("locked", False)
    assert "a" not in stored_ops(path)
    assert len(store.read(STREAM)) == 20
    cursor.fetchall()
    assert store.append(STREAM, 20, drafts("a"))[0].version == 21
    assert verify(store.read(STREAM), GENESIS, STREAM).ok
    reader.close()


def test_our_own_readers_leave_no_cursor_open(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    store, viewer = small_store(path), small_store(path)
    store.create(STREAM, GENESIS, [draft(f"op-{number}", "字" * 4_000) for number in range(20)])
    viewer.read(STREAM)
    viewer.streams()
    viewer.changed()
    quick = small_store(path, busy_ms=0)
    assert quick.append(STREAM, 20, drafts("a"))[0].version == 21


def test_one_store_may_be_used_from_several_threads(tmp_path: Path) -> None:
    store = small_store(tmp_path / "j.db")
    store.create(STREAM, GENESIS, drafts("opened"))
    faults: list[BaseException] = []

    def look() -> None:
        try:
            for _ in range(50):
                assert store.read(STREAM)
                store.changed()
        except BaseException as error:  # noqa: BLE001 -- a thread's fault must reach the test
            faults.append(error)

    threads = [threading.Thread(target=look) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(1, 40):
        store.append(STREAM, number, drafts(f"op-{number}"))
    for thread in threads:
        thread.join()
    assert faults == []
    assert verify(store.read(STREAM), GENESIS, STREAM).ok_up_to == 40
