"""Power cuts, simulated: what reaches the disk without a sync may be there, be missing, or be rubbish.

Every call of SQLite to the disk is recorded while a store appends. Then, at many moments, the disk is made anew as a
power cut could have left it: all that was synced, and of the rest each sector of 512 bytes kept, dropped or garbled.
Each such disk is opened; what had been acknowledged by then must be there.

The same simulation must find losses where syncing is switched off: else it would prove nothing.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from incidents.journal import JournalError, verify

from . import vfs
from .making import GENESIS, STREAM, draft, small_store

SECTOR = 512
LAYER = vfs.load("recorded")
pytestmark = pytest.mark.skipif(LAYER is None, reason="Python's SQLite is no shared library here: nothing to record")

Call = tuple[str, str, int, bytes]


@dataclass
class Recorder(vfs.Layer):
    """All calls to the disk in order, with an `ack` for each version that was acknowledged."""

    calls: list[Call] = field(default_factory=list)

    def after(self, call: str, file: str, offset: int, data: bytes) -> int:
        self.calls.append((call, file, offset, data))
        return 0

    def acknowledge(self, version: int) -> None:
        self.calls.append(("ack", "", version, b""))


def _write(disk: bytearray, offset: int, data: bytes) -> None:
    disk.extend(bytes(max(0, offset + len(data) - len(disk))))
    disk[offset : offset + len(data)] = data


def _apply(disk: bytearray, call: Call, luck: Callable[[], str]) -> None:
    """Carry out a call whose fate is decided sector by sector: `kept`, `dropped` or `garbled`."""
    kind, _, offset, data = call
    if kind == "truncate":
        if luck() == "kept":
            del disk[offset:]
        return
    at = 0
    while at < len(data):
        step = min(SECTOR - (offset + at) % SECTOR, len(data) - at)
        fate = luck()
        if fate != "dropped":
            piece = data[at : at + step]
            _write(disk, offset + at, piece if fate == "kept" else bytes(255 - byte for byte in piece))
        at += step


def _cut(
    start: dict[str, bytes], calls: list[Call], moment: int, chance: random.Random
) -> tuple[dict[str, bytes], int]:
    """The disk after a power cut before call `moment`, and the last version acknowledged by then."""
    synced = {name: bytearray(data) for name, data in start.items()}
    pending: dict[str, list[Call]] = {name: [] for name in start}
    acknowledged = 1
    for call in calls[:moment]:
        kind, name, offset, _ = call
        if kind == "ack":
            acknowledged = offset
        elif kind == "sync":
            for waiting in pending[name]:
                _apply(synced[name], waiting, lambda: "kept")
            pending[name].clear()
        else:
            pending[name].append(call)
    weights = chance.choice([(1, 0, 0), (0, 1, 0), (5, 5, 0), (45, 45, 10), (9, 1, 0), (1, 9, 0)])

    def luck() -> str:
        return chance.choices(["kept", "dropped", "garbled"], weights)[0]

    for name, waiting_calls in pending.items():
        for waiting in waiting_calls:
            _apply(synced[name], waiting, luck)
    return {name: bytes(data) for name, data in synced.items()}, acknowledged


def _record(
    folder: Path, events: int, connect: Callable[[str], sqlite3.Connection]
) -> tuple[dict[str, bytes], list[Call]]:
    """The files as they were at rest after the opening event, and all calls of `events` appends after that."""
    assert LAYER is not None
    path, chance = folder / "j.db", random.Random(events)
    store = small_store(path, connect=connect)
    store.create(STREAM, GENESIS, [draft("opened")])
    start = {item.name: item.read_bytes() for item in folder.iterdir()}
    recorder = LAYER.layer = Recorder()
    version = 1
    for number in range(events):
        size = chance.choice([20, 20, 200, 4_000])
        extra = [draft(f"op-{number}.{each}") for each in range(1, chance.choice([1, 1, 3]))]
        version = store.append(STREAM, version, [draft(f"op-{number}", "字" * size), *extra])[-1].version
        recorder.acknowledge(version)
    LAYER.layer = vfs.Layer()
    store.close()
    return start, recorder.calls


def _lost(folder: Path, images: int, connect: Callable[[str], sqlite3.Connection]) -> int:
    """In how many of so many power cuts something acknowledged is missing or the journal is broken."""
    start, calls = _record(folder, 30, connect)
    assert set(start) == {"j.db", "j.db-journal"}
    lost = 0
    for seed in range(images):
        chance = random.Random(seed)
        disk, acknowledged = _cut(start, calls, chance.randrange(len(calls) + 1), chance)
        for name, data in disk.items():
            (folder / f"cut-{name}").write_bytes(data)
        try:
            store = small_store(folder / "cut-j.db")
            rows = store.read(STREAM)
            good = store.refusal() is None and verify(rows, GENESIS, STREAM).ok and len(rows) >= acknowledged
            store.close()
        except JournalError:
            good = False
        lost += not good
    return lost


class Deaf(sqlite3.Connection):
    """Answers that all settings are in force and sets `synchronous` to OFF."""

    def execute(self, sql: str, *parameters: object) -> sqlite3.Cursor:
        if sql == "PRAGMA synchronous":
            return super().execute("SELECT 3")
        return super().execute(sql.replace("synchronous=EXTRA", "synchronous=OFF"), *parameters)  # type: ignore[arg-type]


def _recorded(uri: str) -> sqlite3.Connection:
    assert LAYER is not None
    return LAYER.connect(uri)


def _unsynced(uri: str) -> sqlite3.Connection:
    assert LAYER is not None
    return sqlite3.connect(f"{uri}&vfs={LAYER.name}", uri=True, isolation_level=None, factory=Deaf)


def test_nothing_acknowledged_is_lost_to_a_power_cut(swift: Path) -> None:
    assert _lost(swift, 400, _recorded) == 0


@pytest.mark.full
def test_nothing_acknowledged_is_lost_to_10000_power_cuts(swift: Path) -> None:
    assert _lost(swift, 10_000, _recorded) == 0


def test_the_simulation_finds_losses_where_nothing_is_synced(swift: Path) -> None:
    lost = _lost(swift, 60, _unsynced)
    print(f"\n{lost} of 60 lost")
    assert lost > 20
