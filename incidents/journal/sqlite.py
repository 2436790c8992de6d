"""The journal in an SQLite file.

An error while writing proves nothing about what is on disk: the commit may have gone through before it. So every
error of the commit is treated as "unknown": close, open again (which rolls back what is unfinished), look the ops up,
and then acknowledge what is there, or try once more, or say that it is not stored. Only if the file cannot even be
looked into does the caller learn `NotDurable(unknown=True)`; appending the same drafts again settles it.

All rows are fetched at once, always: in this journal mode a cursor left open keeps writers out.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from . import table
from .chain import check_beginning, check_drafts, link, verify
from .database import BUSY_MS, FORMAT, Connect, Mode, flaw_of, open_database, plain_connect
from .errors import Conflict, Damaged, JournalError, NoJournal, NotDurable, StreamExists, UnknownStream
from .faults import SqliteErrors, translate
from .mounts import network_filesystem
from .reserve import Free, Reserve, free_bytes
from .rows import RESERVE_BYTES, Draft, Entropy, Row, Space, StreamInfo
from .system import make_folder, of_system, sync_folder, writable

T = TypeVar("T")
Rows = Callable[[sqlite3.Connection], list[Row]]


class SqliteStore:
    """A `Store` over one file; `writing=False` only looks. The arguments after that are the outside world."""

    def __init__(
        self,
        path: Path,
        *,
        writing: bool = True,
        entropy: Entropy = os.urandom,
        connect: Connect = plain_connect,
        network: Callable[[Path], str | None] = network_filesystem,
        free: Free = free_bytes,
        reserve: int = RESERVE_BYTES,
        busy_ms: int = BUSY_MS,
    ) -> None:
        self.path = path.absolute()
        self._entropy, self._connect, self._busy_ms = entropy, connect, busy_ms
        self._reserve = Reserve(self.path, reserve, free)
        self._lock = threading.RLock()
        self._db: sqlite3.Connection | None = None
        self._closed = False
        self._seen: int | None = None  # the data version when `changed` was last asked
        self._sound: set[str] = set()  # streams whose chain was gone along before the first append
        self._unsettled: set[tuple[str, str]] = set()  # ops of which nobody knows whether they are stored
        self._refusal: JournalError | None = None
        kind = network(self.path.parent)
        if kind is not None:
            raise NotDurable("network", detail=kind)
        self._first_opening(writing)

    def _first_opening(self, writing: bool) -> None:
        exists = self.path.exists()
        if self.path.is_dir():
            raise Damaged("folder")
        if not exists and not writing:
            raise NoJournal(str(self.path))
        if not exists:
            make_folder(self.path.parent)
            if not writable(self.path.parent):
                raise NotDurable("readonly")
        if not writing or not writable(self.path.parent) or (exists and not writable(self.path)):
            self._refusal = NotDurable("readonly")
        try:
            self._db = self._open(new=not exists)
            self._seen = table.data_version(self._db)
            self._refusal = flaw_of(self._db) or self._refusal
        except SqliteErrors as error:
            self._drop()
            raise translate(error, self._reserve.no_room) from error
        if self._refusal is None:
            if not exists:
                sync_folder(self.path.parent)
            self._reserve.restore()

    def _open(self, new: bool = False) -> sqlite3.Connection:
        # A file that has vanished is not made again: what was in it would be forgotten without a word.
        mode: Mode = "rwc" if new else "rw" if writable(self.path) else "ro"
        return open_database(self.path, self._connect, mode, self._busy_ms, self._refusal is None)

    def create(self, stream: str, genesis: bytes, drafts: Sequence[Draft]) -> list[Row]:
        def rows(db: sqlite3.Connection) -> list[Row]:
            end = table.tail(db, stream)
            if end is not None:
                raise StreamExists(stream, end[0])
            return link(stream, 0, genesis, drafts, self._entropy)

        check_beginning(stream, genesis)
        return self._write(stream, drafts, rows)

    def append(self, stream: str, expected: int, drafts: Sequence[Draft]) -> list[Row]:
        def rows(db: sqlite3.Connection) -> list[Row]:
            end = table.tail(db, stream)
            if end is None:
                raise UnknownStream(stream)
            if end[0] != expected:
                raise Conflict(stream, expected, end[0])
            self._must_be_sound(db, stream)
            return link(stream, *end, drafts, self._entropy)

        return self._write(stream, drafts, rows)

    def read(self, stream: str, after: int = 0) -> list[Row]:
        with self._lock:
            try:
                rows = self._reading(lambda db: table.read(db, stream, after))
                if not rows and self._reading(lambda db: table.tail(db, stream)) is None:
                    raise UnknownStream(stream)
            except Damaged as damage:
                saved = self._reading(lambda db: table.salvage(db, stream, after))
                raise replace(damage, stream=stream, version=after + len(saved) + 1, rows=tuple(saved)) from damage
            return rows

    def streams(self) -> list[StreamInfo]:
        return self._reading(table.streams)

    def changed(self) -> bool:
        with self._lock:
            before = self._seen
            self._seen = self._reading(table.data_version)
            return self._seen != before

    def patience(self, ms: int) -> None:
        with self._lock:
            self._busy_ms = ms
            if self._db is not None:
                self._db.execute(f"PRAGMA busy_timeout={ms}").fetchall()

    def held(self) -> bool:
        def look(db: sqlite3.Connection) -> None:
            db.execute("BEGIN IMMEDIATE")
            db.execute("ROLLBACK")

        try:
            self._reading(look)
        except NotDurable as fault:
            return fault.kind == "locked"
        return False

    def refusal(self) -> JournalError | None:
        return self._refusal

    def space(self) -> Space:
        with self._lock:
            if self._refusal is None:
                self._reserve.restore()
            return self._reserve.space()

    def backup(self, target: Path) -> None:
        """A copy of the whole journal as it is now, page by page, damage included; FileExistsError if `target` is."""

        def copy(db: sqlite3.Connection) -> None:
            with contextlib.closing(sqlite3.connect(target)) as other:
                db.backup(other)

        try:
            target.touch(exist_ok=False)
            self._reading(copy)
            with target.open("rb+") as file:
                os.fsync(file.fileno())
            sync_folder(target.absolute().parent)
        except FileExistsError:
            raise
        except OSError as error:
            raise of_system(error) from error

    def close(self) -> None:
        with self._lock:
            self._closed = True
            self._drop()

    def _write(self, stream: str, drafts: Sequence[Draft], rows: Rows) -> list[Row]:
        check_drafts(drafts)
        keys = {(stream, draft.op) for draft in drafts}
        with self._lock:
            if self._refusal is not None:
                raise self._refusal.with_traceback(None)
            for last in (False, True):
                try:
                    return self._attempt(stream, drafts, keys, rows)
                except SqliteErrors as error:
                    self._drop()
                    reason, cause = translate(error, self._reserve.no_room), error
                stored = self._look_up(stream, drafts, keys, reason)
                if stored is not None:
                    return stored
                if last or not self._worth_another(reason):
                    break
            raise self._not_stored(reason, stream) from cause

    def _attempt(self, stream: str, drafts: Sequence[Draft], keys: set[tuple[str, str]], rows: Rows) -> list[Row]:
        """One transaction. After an error `_unsettled` tells whether it had come to the commit."""
        db = self._connection()
        try:
            db.execute("BEGIN IMMEDIATE")
            stored = table.find(db, stream, drafts)
            if stored is None:
                stored = rows(db)
                table.insert(db, stored)
            elif keys & self._unsettled:
                _touch(db)
            self._unsettled |= keys
            db.execute("COMMIT")
        except JournalError:
            self._unsettled -= keys  # whoever comes to refuse has looked
            db.execute("ROLLBACK")
            raise
        except sqlite3.Error:
            raise
        except BaseException:  # Ctrl-C above all: the transaction must not stay open
            self._drop()
            raise
        self._unsettled -= keys
        return stored

    def _look_up(
        self, stream: str, drafts: Sequence[Draft], keys: set[tuple[str, str]], reason: JournalError
    ) -> list[Row] | None:
        """After an error: the rows if they are stored all the same, None if they are known not to be."""
        if not keys & self._unsettled:
            return None
        try:
            db = self._connection()
            stored = table.find(db, stream, drafts)
            if stored is not None:
                db.execute("BEGIN IMMEDIATE")
                _touch(db)
                db.execute("COMMIT")
        except SqliteErrors as error:
            self._drop()
            kind = reason.kind if isinstance(reason, NotDurable) else "io"
            raise NotDurable(kind, unknown=True, detail=str(error)) from error
        self._unsettled -= keys
        return stored

    def _worth_another(self, reason: JournalError) -> bool:
        """A passing fault, or a full disk that the reserve can help; whoever waited for a lock has waited enough."""
        if not isinstance(reason, NotDurable):
            return False
        return reason.kind == "io" or (reason.kind == "full" and self._reserve.release())

    def _not_stored(self, reason: JournalError, stream: str) -> JournalError:
        if not isinstance(reason, NotDurable) or reason.kind == "locked":
            return reason
        with contextlib.suppress(*SqliteErrors, JournalError):
            end = table.tail(self._connection(), stream)
            return replace(reason, stored=end[0] if end else 0)
        return reason

    def _must_be_sound(self, db: sqlite3.Connection, stream: str) -> None:
        """Nothing is put at the end of a broken chain; looked at once, before this store's first append."""
        if stream in self._sound:
            return
        rows = table.read(db, stream, 0)
        verdict = verify(rows, stream=stream)
        if verdict.fault is not None:
            raise Damaged("chain", stream, verdict.fault.version, verdict.fault.what, tuple(rows[: verdict.ok_up_to]))
        self._sound.add(stream)

    def _reading(self, look: Callable[[sqlite3.Connection], T]) -> T:
        with self._lock:
            try:
                return look(self._connection())
            except SqliteErrors as error:
                self._drop()
                raise translate(error, self._reserve.no_room) from error

    def _connection(self) -> sqlite3.Connection:
        if self._closed:
            raise ValueError("the journal is closed")
        if self._db is None:
            self._db = self._open()
        return self._db

    def _drop(self) -> None:
        if self._db is not None:
            with contextlib.suppress(sqlite3.Error):
                self._db.close()
        self._db, self._seen = None, None


def _touch(db: sqlite3.Connection) -> None:
    """Write what is there already, so that the commit that follows makes the one before it durable for certain."""
    db.execute(f"PRAGMA user_version={FORMAT}")
