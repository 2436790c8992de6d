"""Several programs on one journal: killed at random moments, or writing at the same time."""

from __future__ import annotations

import random
import signal
import sys
import time
from pathlib import Path

import pytest

from incidents.journal import verify

from .making import GENESIS, STREAM, small_store, stored_ops
from .worker import start

ENDLESS = 10**9
SIGNALS = [signal.SIGTERM] if sys.platform == "win32" else [signal.SIGKILL, signal.SIGKILL, signal.SIGHUP]


def _kills(path: Path, kills: int, writers: int) -> dict[str, float]:
    """Kill all writers together again and again; what was acknowledged up to then must be there each time."""
    acknowledged: set[str] = set()
    slowest = 0.0
    for round_ in range(kills):
        chance = random.Random(round_ * 10 + writers)
        # Two who never pause would only keep each other waiting for the lock.
        running = [start(path, f"k{round_}w{writer}", ENDLESS, 2 * (writers - 1)) for writer in range(writers)]
        first = running[0].stdout
        assert first is not None
        told = first.readline()
        time.sleep(chance.random() * 0.03)
        for process in running:
            process.send_signal(chance.choice(SIGNALS))
        output = told + b"".join(process.communicate()[0] for process in running)
        lines = output.decode().splitlines()
        acknowledged |= {line.removeprefix("ack ") for line in lines if line.startswith("ack ")}
        assert {line.split()[0] for line in lines} <= {"ack", "conflict"}

        begun = time.perf_counter()
        store = small_store(path)
        rows = store.read(STREAM)
        slowest = max(slowest, time.perf_counter() - begun)
        assert verify(rows, GENESIS, STREAM).ok
        stored = [row.op for row in rows]
        assert acknowledged <= set(stored)
        assert len(set(stored)) == len(stored)
        store.close()
    assert len(acknowledged) > kills
    return {"kills": kills, "acknowledged": len(acknowledged), "reopened_s": slowest}


@pytest.mark.parametrize("writers", [1, 2])
def test_nothing_acknowledged_is_lost_to_a_kill(tmp_path: Path, writers: int) -> None:
    assert _kills(tmp_path / "j.db", 6, writers)["reopened_s"] < 5


@pytest.mark.full
@pytest.mark.parametrize("writers", [1, 2])
def test_nothing_acknowledged_is_lost_to_200_kills(
    tmp_path: Path, writers: int, record_property: pytest.RecordProperty
) -> None:
    figures = _kills(tmp_path / "j.db", 200, writers)
    print(f"\n{writers} writers: {figures}")
    assert figures["reopened_s"] < 5


def _together(path: Path, processes: int, appends: int) -> dict[str, float]:
    begun = time.perf_counter()
    running = [start(path, f"p{number}", appends // processes, 3, processes) for number in range(processes)]
    output = b"".join(process.communicate()[0] for process in running)
    assert [process.returncode for process in running] == [0] * processes
    lines = output.decode().splitlines()
    acknowledged = [line.removeprefix("ack ") for line in lines if line.startswith("ack ")]
    stored = stored_ops(path)
    assert sorted([*acknowledged, "opened"]) == sorted(stored)
    assert len(set(stored)) == len(stored)
    assert verify(small_store(path).read(STREAM), GENESIS, STREAM).ok
    conflicts, locked = lines.count("conflict"), lines.count("locked")
    assert conflicts > 0
    seconds = time.perf_counter() - begun
    return {"events": len(stored), "conflicts": conflicts, "locked": locked, "seconds": round(seconds, 1)}


@pytest.mark.parametrize("processes", [2, 4])
def test_writers_at_the_same_time_lose_and_double_nothing(tmp_path: Path, processes: int) -> None:
    _together(tmp_path / "j.db", processes, 160)


@pytest.mark.full
@pytest.mark.parametrize("processes", [2, 4])
def test_writers_at_the_same_time_lose_and_double_nothing_6000(tmp_path: Path, processes: int) -> None:
    figures = _together(tmp_path / "j.db", processes, 6_000)
    print(f"\n{processes} processes: {figures}")
