"""Errors injected at the Nth write, truncation or sync, and around the commit.

No false acknowledgement: what was acknowledged is stored, what was said not to be stored is not, and what could not be
told is settled by appending the same drafts again, without a double.
"""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest

from incidents.journal import NotDurable, verify
from incidents.journal.sqlite import SqliteStore

from . import vfs
from .making import GENESIS, STREAM, draft, drafts, small_store, stored_ops

CODES = {
    "write": [vfs.SQLITE_IOERR_WRITE, vfs.SQLITE_FULL],
    "truncate": [vfs.SQLITE_IOERR_TRUNCATE],
    "sync": [vfs.SQLITE_IOERR_FSYNC],
}
LAYER = vfs.load("faulty")


class Faults(vfs.Layer):
    """Fails from the Nth call on for a while; a failed call has gone through or not, as `late` says."""

    def __init__(self, nth: int, length: int, late: bool, seed: int) -> None:
        self.calls, self.injected = 0, 0
        self._span, self._late, self._chance = range(nth, nth + length), late, random.Random(seed)

    def _code(self, call: str) -> int:
        self.injected += 1
        return self._chance.choice(CODES[call])

    def before(self, call: str, file: str, offset: int, data: bytes) -> int:
        self.calls += 1
        return self._code(call) if self.calls in self._span and not self._late else 0

    def after(self, call: str, file: str, offset: int, data: bytes) -> int:
        return self._code(call) if self.calls in self._span and self._late else 0


class Outcomes(Counter[str]):
    """What the attempts of one run came to."""


def _append_through_faults(store: SqliteStore, path: Path, heal: Callable[[], None], count: int, seed: int) -> Outcomes:
    """Append `count` batches; check every answer against the file as a second program sees it."""
    told, chance = Outcomes(), random.Random(seed)
    for number in range(count):
        ops = [f"op-{number}", *(f"op-{number}.{extra}" for extra in range(1, chance.choice([1, 1, 4])))]
        batch = [draft(op, "字" * chance.choice([10, 10, 3_000])) for op in ops]
        version = len(stored_ops(path))
        try:
            store.append(STREAM, version, batch)
        except NotDurable as error:
            there = [op for op in ops if op in stored_ops(path)]
            assert there in ([], ops)
            if error.unknown:
                told["unknown"] += 1
            else:
                told["refused"] += 1
                assert there == []
                assert error.stored in (None, version)  # noqa: PT017 -- an error is one of the answers under test
            told["stored all the same"] += bool(there)
            heal()
            store.append(STREAM, version, batch)
        else:
            told["acknowledged"] += 1
        assert stored_ops(path)[version:] == ops
    return told


def _seeded(folder: Path, connect: Callable[[str], sqlite3.Connection], seed: int) -> tuple[SqliteStore, Path]:
    path = folder / f"{seed}.db"
    store = small_store(path, connect=connect)
    store.create(STREAM, GENESIS, [draft("opened")])
    return store, path


def _inject_below(folder: Path, wanted: int) -> Outcomes:
    """At SQLite's calls to the disk, through the VFS layer."""
    assert LAYER is not None
    total, seed = Outcomes(), 0
    while total["injected"] < wanted:
        seed += 1
        chance = random.Random(seed)
        store, path = _seeded(folder, LAYER.connect, seed)
        faults = Faults(chance.randrange(1, 60), chance.choice([1, 1, 1, 2, 5, 40]), chance.random() < 0.4, seed)
        LAYER.layer = faults

        def heal() -> None:
            LAYER.layer = vfs.Layer()

        try:
            total += _append_through_faults(store, path, heal, 4, seed)  # type: ignore[assignment]
        finally:
            heal()
        total["injected"] += faults.injected
        store.close()
        assert verify(small_store(path).read(STREAM), GENESIS, STREAM).ok
        path.unlink()
    return total


@pytest.mark.skipif(LAYER is None, reason="Python's SQLite is no shared library here: faults go in at the commit only")
def test_no_fault_of_the_disk_makes_a_false_acknowledgement(swift: Path) -> None:
    told = _inject_below(swift, 60)
    assert told["acknowledged"] > 0
    assert told["refused"] > 0


@pytest.mark.full
@pytest.mark.skipif(LAYER is None, reason="Python's SQLite is no shared library here: faults go in at the commit only")
def test_no_fault_of_the_disk_makes_a_false_acknowledgement_500(swift: Path) -> None:
    told = _inject_below(swift, 500)
    print(f"\n{dict(told)}")
    assert told["stored all the same"] > 0


class LastSyncFails(vfs.Layer):
    """Fails the sync that ends a commit, once; the rows are stored by then. Afterwards it notes what is synced."""

    def __init__(self) -> None:
        self.truncated, self.failed = False, False
        self.synced: list[str] = []

    def before(self, call: str, file: str, offset: int, data: bytes) -> int:
        if not self.failed and self.truncated and call == "sync":
            self.failed = True
            return vfs.SQLITE_IOERR_FSYNC
        self.truncated = call == "truncate"
        if self.failed and call == "sync":
            self.synced.append(file)
        return 0


@pytest.mark.skipif(LAYER is None, reason="Python's SQLite is no shared library here: faults go in at the commit only")
@pytest.mark.parametrize("reopens", [True, False])
def test_what_is_found_after_an_error_is_synced_before_it_is_acknowledged(
    swift: Path, monkeypatch: pytest.MonkeyPatch, reopens: bool
) -> None:
    """A journal file whose end was not synced could come back after a power cut and take the event with it."""
    assert LAYER is not None
    store, path = _seeded(swift, LAYER.connect, 0)
    LAYER.layer = layer = LastSyncFails()
    try:
        if not reopens:
            with monkeypatch.context() as patch:
                patch.setattr(store, "_open", _cannot_open)
                with pytest.raises(NotDurable) as caught:
                    store.append(STREAM, 1, [draft("a")])
            assert caught.value.unknown
            assert layer.synced == []
        assert store.append(STREAM, 1, [draft("a")])[0].version == 2
    finally:
        LAYER.layer = vfs.Layer()
    assert layer.failed
    assert layer.synced[-2:] == [path.name, f"{path.name}-journal"]
    assert stored_ops(path) == ["opened", "a"]


def _cannot_open() -> sqlite3.Connection:
    raise sqlite3.OperationalError("injected")


class Faulty(sqlite3.Connection):
    """Raises at a statement, before or after it has really been carried out."""

    plan: ClassVar[list[tuple[str, bool, int]]]  # the statement begins so; after it?; the error code
    raised = 0

    def execute(self, sql: str, *parameters: object) -> sqlite3.Cursor:
        if self.plan and sql.startswith(self.plan[0][0]):
            _, after, code = self.plan.pop(0)
            Faulty.raised += 1
            if after:
                super().execute(sql, *parameters)  # type: ignore[arg-type]
            error = sqlite3.OperationalError("injected")
            error.sqlite_errorcode, error.sqlite_errorname = code, "INJECTED"
            raise error
        return super().execute(sql, *parameters)  # type: ignore[arg-type]


def _inject_above(folder: Path, runs: int) -> Outcomes:
    """At our own statements; works with every build of SQLite."""
    total = Outcomes()
    codes = [sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_NOMEM, 1034, 1290]
    for seed in range(runs):
        chance = random.Random(seed)

        class Planned(Faulty):
            plan: ClassVar[list[tuple[str, bool, int]]] = []

        def connect(uri: str, made: type[Planned] = Planned) -> sqlite3.Connection:
            return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, factory=made)

        store, path = _seeded(folder, connect, seed)
        statements = ["COMMIT", "COMMIT", "COMMIT", "INSERT", "BEGIN", "SELECT", "PRAGMA user_version="]
        Planned.plan += [
            (chance.choice(statements), chance.random() < 0.6, chance.choice(codes))
            for _ in range(chance.choice([1, 1, 2, 3]))
        ]

        def heal(made: type[Planned] = Planned) -> None:
            made.plan.clear()

        before = Faulty.raised
        total += _append_through_faults(store, path, heal, 3, seed)  # type: ignore[assignment]
        total["injected"] += Faulty.raised - before
        heal()
        store.close()
        assert verify(small_store(path).read(STREAM), GENESIS, STREAM).ok
        path.unlink()
    return total


def test_no_error_around_the_commit_makes_a_false_acknowledgement(swift: Path) -> None:
    told = _inject_above(swift, 60)
    assert told["injected"] > 30
    assert told["refused"] > 0


@pytest.mark.full
def test_no_error_around_the_commit_makes_a_false_acknowledgement_500(swift: Path) -> None:
    told = _inject_above(swift, 700)
    print(f"\n{dict(told)}")
    assert told["injected"] >= 500


@pytest.mark.parametrize("code", [sqlite3.SQLITE_IOERR, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL])
def test_an_error_after_the_real_commit_is_looked_into_and_acknowledged(tmp_path: Path, code: int) -> None:
    class Planned(Faulty):
        plan: ClassVar[list[tuple[str, bool, int]]] = []

    store, path = _seeded(
        tmp_path, lambda uri: sqlite3.connect(uri, uri=True, isolation_level=None, factory=Planned), code
    )
    Planned.plan.append(("COMMIT", True, code))
    (row,) = store.append(STREAM, 1, [draft("a")])
    assert (row.version, stored_ops(path)) == (2, ["opened", "a"])


def test_an_unknown_outcome_is_said_and_settled_by_the_same_drafts(tmp_path: Path) -> None:
    class Planned(Faulty):
        plan: ClassVar[list[tuple[str, bool, int]]] = []

    store, path = _seeded(
        tmp_path, lambda uri: sqlite3.connect(uri, uri=True, isolation_level=None, factory=Planned), 0
    )
    # The commit goes through, and then the file cannot be opened again, nor at the second try.
    Planned.plan += [("COMMIT", True, sqlite3.SQLITE_IOERR), ("PRAGMA", False, sqlite3.SQLITE_IOERR)]
    with pytest.raises(NotDurable) as caught:
        store.append(STREAM, 1, drafts("a", "a.1"))
    assert (caught.value.kind, caught.value.unknown) == ("io", True)
    Planned.plan += [("PRAGMA", False, sqlite3.SQLITE_BUSY)] * 2
    with pytest.raises(NotDurable) as caught:
        store.append(STREAM, 1, drafts("a", "a.1"))
    assert (caught.value.kind, caught.value.unknown) == ("locked", True)
    rows = store.append(STREAM, 1, drafts("a", "a.1"))
    assert [row.op for row in rows] == ["a", "a.1"]
    assert stored_ops(path) == ["opened", "a", "a.1"]


def test_after_an_error_everything_counts_as_changed(tmp_path: Path) -> None:
    """The new connection counts from its own beginning: what others wrote in between must not be overlooked."""

    class Planned(Faulty):
        plan: ClassVar[list[tuple[str, bool, int]]] = []

    store, path = _seeded(
        tmp_path, lambda uri: sqlite3.connect(uri, uri=True, isolation_level=None, factory=Planned), 0
    )
    assert not store.changed()
    Planned.plan += [("BEGIN", False, sqlite3.SQLITE_BUSY)]
    with pytest.raises(NotDurable):
        store.append(STREAM, 1, [draft("a")])
    small_store(path).append(STREAM, 1, [draft("b")])
    assert store.changed()
    assert not store.changed()


def test_an_interrupted_append_leaves_a_store_that_works(tmp_path: Path) -> None:
    class Interrupted(sqlite3.Connection):
        armed = ""

        def execute(self, sql: str, *parameters: object) -> sqlite3.Cursor:
            cursor = super().execute(sql, *parameters)  # type: ignore[arg-type]
            if Interrupted.armed and sql.startswith(Interrupted.armed):
                Interrupted.armed = ""
                raise KeyboardInterrupt
            return cursor

    store, path = _seeded(
        tmp_path, lambda uri: sqlite3.connect(uri, uri=True, isolation_level=None, factory=Interrupted), 0
    )
    for number, (statement, stored) in enumerate([("BEGIN", False), ("INSERT", False), ("COMMIT", True)]):
        Interrupted.armed = statement
        version = len(stored_ops(path))
        with pytest.raises(KeyboardInterrupt):
            store.append(STREAM, version, [draft(f"a{number}")])
        assert (f"a{number}" in stored_ops(path)) == stored
        assert store.append(STREAM, version, [draft(f"a{number}")])[0].version == version + 1
    assert stored_ops(path) == ["opened", "a0", "a1", "a2"]
