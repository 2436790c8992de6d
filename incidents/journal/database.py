"""The journal as an SQLite file: its settings, its one table, and how it is opened.

Why these settings: with a rollback journal that is truncated and synchronous=EXTRA, no event that was acknowledged
was lost in any simulated power cut, and a full disk could always be read again. Write-ahead logging cannot be read
on a full disk; Python's default (DELETE, FULL) lost acknowledged events. Each setting is read back, because SQLite
ignores in silence what it cannot do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from .errors import Damaged, NewerJournal, NoJournal, NotDurable, UnfitSqlite

APPLICATION_ID = 0x4472426B  # "DrBk"
FORMAT = 1
BUSY_MS = 10_000
OLDEST_SQLITE = (3, 37, 0)  # the first with STRICT tables

Connect = Callable[[str], sqlite3.Connection]
Mode = Literal["rwc", "rw", "ro"]

SCHEMA = {
    "events": """CREATE TABLE events (
  stream TEXT NOT NULL CHECK (stream <> ''),
  version INTEGER NOT NULL CHECK (version >= 1),
  op_id TEXT NOT NULL CHECK (op_id <> ''),
  head BLOB NOT NULL,
  salt BLOB NOT NULL CHECK (length(salt) = 16),
  body BLOB NOT NULL,
  body_hash BLOB NOT NULL CHECK (length(body_hash) = 32),
  prev_hash BLOB NOT NULL CHECK (length(prev_hash) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (stream, version),
  UNIQUE (stream, op_id),
  UNIQUE (stream, prev_hash)
) STRICT, WITHOUT ROWID""",
    "events_no_update": """CREATE TRIGGER events_no_update BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'append only'); END""",
    "events_no_delete": """CREATE TRIGGER events_no_delete BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'append only'); END""",
}


def plain_connect(uri: str) -> sqlite3.Connection:
    """Open by URI; transactions are ours to begin and end, threads are kept apart by the store's lock."""
    return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)


def open_database(path: Path, connect: Connect, mode: Mode, busy_ms: int, writing: bool) -> sqlite3.Connection:
    """A connection with every setting in force and read back; makes the table in an empty file if `writing`."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise UnfitSqlite(sqlite3.sqlite_version, ".".join(map(str, OLDEST_SQLITE)))
    db = connect(f"{path.as_uri()}?mode={mode}")
    try:
        # Damaged text must come back as it is, not as an exception in the middle of reading.
        db.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
        _settle(db, "busy_timeout", busy_ms, busy_ms)
        _settle(db, "trusted_schema", "OFF", 0)
        _settle(db, "mmap_size", 0, 0)
        if not writing:  # else SQLite reads nothing of a file whose end is cut off; some builds do not allow it
            db.execute("PRAGMA writable_schema=ON").fetchall()
        db.execute("BEGIN")  # one look: another program may be making its table in the same file
        new = _recognise(db)
        db.execute("COMMIT")
        if writing:
            _settle(db, "journal_mode", "TRUNCATE", "truncate")  # a file left in WAL mode is converted by this
            _settle(db, "synchronous", "EXTRA", 3)
            _settle(db, "fullfsync", 1, 1)
            if new:
                _make(db)
        else:
            if new:
                raise NoJournal(str(path))
            _settle(db, "query_only", "ON", 1)
    except BaseException:
        db.close()
        raise
    return db


def _settle(db: sqlite3.Connection, name: str, value: str | int, wanted: str | int) -> None:
    db.execute(f"PRAGMA {name}={value}").fetchall()
    rows = db.execute(f"PRAGMA {name}").fetchall()
    # A build without memory mapping has no mmap_size to read back, and nothing to switch off.
    if rows != [(wanted,)] and not (name == "mmap_size" and not rows):
        raise NotDurable("settings", detail=f"{name}={rows[0][0] if rows else None}")


def _recognise(db: sqlite3.Connection) -> bool:
    """Whether the file is still empty; raises if it is somebody else's or from a later version."""
    (application,) = db.execute("PRAGMA application_id").fetchall()[0]
    (version,) = db.execute("PRAGMA user_version").fetchall()[0]
    if application == APPLICATION_ID:
        if version > FORMAT:
            raise NewerJournal(version, FORMAT)
        return False
    if application or version or db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall():
        raise Damaged("foreign")
    return True


def _make(db: sqlite3.Connection) -> None:
    db.execute("BEGIN IMMEDIATE")
    if _recognise(db):  # two programs may have found the file empty; one of them makes the table
        db.execute(f"PRAGMA application_id={APPLICATION_ID}")
        db.execute(f"PRAGMA user_version={FORMAT}")
        for statement in SCHEMA.values():
            db.execute(statement)
    db.execute("COMMIT")


def flaw_of(db: sqlite3.Connection) -> Damaged | None:
    """What SQLite's own check and a look at the schema find wrong with a file that can be opened."""
    found = dict(db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall())
    if found != SCHEMA:
        odd = sorted(str(name) for name in found.keys() | SCHEMA.keys() if found.get(name) != SCHEMA.get(name))
        return Damaged("schema", detail=", ".join(odd))
    try:
        report = db.execute("PRAGMA quick_check(1)").fetchall()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        return Damaged("pages", detail=str(error))
    return None if report == [("ok",)] else Damaged("pages", detail=str(report[0][0]) if report else "")
