"""What an error of SQLite means to the journal."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from .errors import Damaged, JournalError, Kind, NotDurable

_KINDS: dict[int, Kind] = {
    sqlite3.SQLITE_PERM: "readonly",
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_READONLY: "readonly",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_PROTOCOL: "locked",
}
# Our statements are right; when SQLite finds fault with one, the tables are not ours.
_TABLES = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_SCHEMA, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH)

# The text of an error may quote a damaged schema; then Python cannot even make the sqlite3.Error.
SqliteErrors = (sqlite3.Error, UnicodeDecodeError)


def translate(error: sqlite3.Error | UnicodeDecodeError, no_room: Callable[[], bool]) -> JournalError:
    """The journal's error for SQLite's; `no_room` is asked when a write failed without saying why.

    A quota or a limit on the size of files reaches us as a bare I/O error.
    """
    if isinstance(error, UnicodeDecodeError):
        return Damaged("schema", detail=str(error))
    code = getattr(error, "sqlite_errorcode", None)
    detail = f"{getattr(error, 'sqlite_errorname', type(error).__name__)}: {error}"
    primary = code & 0xFF if isinstance(code, int) else None
    if primary == sqlite3.SQLITE_NOTADB:
        return Damaged("not-a-database", detail=detail)
    if primary == sqlite3.SQLITE_CORRUPT:
        return Damaged("pages", detail=detail)
    if primary in _TABLES:
        return Damaged("schema", detail=detail)
    if code == sqlite3.SQLITE_READONLY_DBMOVED or primary not in _KINDS:  # moved: renamed or deleted under us
        return NotDurable("full" if primary == sqlite3.SQLITE_IOERR and no_room() else "io", detail=detail)
    return NotDurable(_KINDS[primary], detail=detail)
