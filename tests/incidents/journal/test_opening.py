"""How a journal is opened: its settings, whose file it is, where it lies, and what it refuses."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import ClassVar

import pytest

from incidents.journal import (
    Conflict,
    Damaged,
    NewerJournal,
    NoJournal,
    NotDurable,
    UnfitSqlite,
    UnsupportedUrl,
    verify,
)
from incidents.journal import database as database_module
from incidents.journal.mounts import NETWORK_TYPES, is_share, mounted_as, network_filesystem
from incidents.journal.opening import journal_path, open_store

from .making import GENESIS, STREAM, drafts, raw, small_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A journal with three rows."""
    path = tmp_path / "journal.db"
    store = small_store(path)
    store.create(STREAM, GENESIS, drafts("a", "b", "c"))
    store.close()
    return path


def test_every_setting_is_in_force(path: Path) -> None:
    store = small_store(path, busy_ms=10_000)
    db = store._connection()
    wanted = {
        "journal_mode": "truncate",
        "synchronous": 3,
        "fullfsync": 1,
        "trusted_schema": 0,
        "mmap_size": 0,
        "busy_timeout": 10_000,
    }
    assert {name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
    assert db.execute("PRAGMA user_version").fetchone() == (1,)
    assert db.execute("PRAGMA application_id").fetchone() == (0x4472426B,)


@pytest.mark.parametrize("name", ["journal_mode", "synchronous", "fullfsync", "trusted_schema", "mmap_size"])
def test_a_setting_that_did_not_take_is_noticed(tmp_path: Path, name: str) -> None:
    class Deaf(sqlite3.Connection):
        def execute(self, sql: str, *more: object) -> sqlite3.Cursor:
            if sql.startswith(f"PRAGMA {name}="):
                return super().execute("SELECT 1")
            if sql == f"PRAGMA {name}":
                return super().execute("SELECT 7")
            return super().execute(sql, *more)  # type: ignore[arg-type]

    with pytest.raises(NotDurable) as caught:
        small_store(
            tmp_path / "j.db", connect=lambda uri: sqlite3.connect(uri, uri=True, isolation_level=None, factory=Deaf)
        )
    assert (caught.value.kind, caught.value.detail) == ("settings", f"{name}=7")


def test_rows_cannot_be_changed_or_deleted_in_place(path: Path) -> None:
    db = raw(path)
    for statement in ("UPDATE events SET body = x'00'", "DELETE FROM events", "DELETE FROM events WHERE version = 3"):
        with pytest.raises(sqlite3.IntegrityError, match="append only"):
            db.execute(statement)
    with pytest.raises(sqlite3.IntegrityError, match="NOT NULL"):
        db.execute(
            "INSERT INTO events SELECT stream, 4, 'd', head, salt, NULL, body_hash, hash, x'00' FROM events LIMIT 1"
        )
    for doubled in ("'a', head, salt, body, body_hash, hash", "'d', head, salt, body, body_hash, prev_hash"):
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
            db.execute(f"INSERT INTO events SELECT stream, 9, {doubled}, hash FROM events WHERE version = 1")
    db.close()
    assert verify(small_store(path).read(STREAM), GENESIS).ok_up_to == 3


def test_a_file_in_wal_mode_is_converted(path: Path) -> None:
    db = raw(path)
    assert db.execute("PRAGMA journal_mode=WAL").fetchone() == ("wal",)
    db.close()
    store = small_store(path)
    assert store._connection().execute("PRAGMA journal_mode").fetchone() == ("truncate",)
    assert len(store.append(STREAM, 3, drafts("d"))) == 1
    assert not path.with_name("journal.db-wal").exists()


def test_a_file_held_in_wal_mode_by_another_program_is_refused(path: Path) -> None:
    other = raw(path)
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM events").fetchall()
    with pytest.raises(NotDurable) as caught:
        small_store(path, busy_ms=50)
    assert caught.value.kind == "locked"
    other.close()
    assert len(small_store(path).read(STREAM)) == 3


def test_a_journal_of_a_later_version_is_left_alone(path: Path) -> None:
    db = raw(path)
    db.execute("PRAGMA user_version=2")
    db.close()
    before = path.read_bytes()
    with pytest.raises(NewerJournal) as caught:
        small_store(path)
    assert (caught.value.version, caught.value.known) == (2, 1)
    assert path.read_bytes() == before


def test_somebody_elses_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    db = raw(path)
    db.executescript("PRAGMA journal_mode=WAL; CREATE TABLE events (a)")
    db.close()
    before = path.read_bytes()
    with pytest.raises(Damaged) as caught:
        small_store(path)
    assert caught.value.what == "foreign"
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("runbook: soe-rapid-response\n" * 100, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(Damaged) as caught:
        small_store(path)
    assert caught.value.what == "not-a-database"
    assert path.read_bytes() == before


@pytest.mark.parametrize("writing", [True, False])
def test_a_folder_is_no_journal(tmp_path: Path, writing: bool) -> None:
    with pytest.raises(Damaged) as caught:
        small_store(tmp_path, writing=writing)
    assert caught.value.what == "folder"
    assert list(tmp_path.iterdir()) == []


def test_the_folder_of_a_user_whom_nobody_knows_is_a_name_like_others() -> None:
    assert journal_path("~nobody-of-that-name/j.db") == Path("~nobody-of-that-name/j.db")
    assert journal_path("~/j.db") == Path.home() / "j.db"


def test_an_empty_file_becomes_a_journal(tmp_path: Path) -> None:
    (tmp_path / "j.db").touch()
    store = small_store(tmp_path / "j.db")
    assert len(store.create(STREAM, GENESIS, drafts("a"))) == 1


@pytest.mark.parametrize("moment", ["PRAGMA application_id", "PRAGMA user_version", "BEGIN IMMEDIATE"])
def test_two_programs_that_begin_one_journal_at_once_take_it_for_their_own(tmp_path: Path, moment: str) -> None:
    class Watched(sqlite3.Connection):
        others: ClassVar[int] = 0

        def execute(self, sql: str, *more: object) -> sqlite3.Cursor:
            if sql == moment and not Watched.others:
                Watched.others += 1
                with contextlib.suppress(NotDurable):  # to be kept waiting is as good as to come first
                    small_store(tmp_path / "j.db", busy_ms=0)
            return super().execute(sql, *more)  # type: ignore[arg-type]

    store = small_store(
        tmp_path / "j.db", connect=lambda uri: sqlite3.connect(uri, uri=True, isolation_level=None, factory=Watched)
    )
    assert Watched.others == 1
    assert len(store.create(STREAM, GENESIS, drafts("a"))) == 1


def test_an_sqlite_too_old_for_strict_tables_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "OLDEST_SQLITE", (99, 1, 0))
    with pytest.raises(UnfitSqlite) as caught:
        small_store(tmp_path / "j.db")
    assert (caught.value.version, caught.value.needed) == (sqlite3.sqlite_version, "99.1.0")


def test_a_journal_on_a_network_filesystem_is_refused_before_it_is_touched(tmp_path: Path) -> None:
    with pytest.raises(NotDurable) as caught:
        small_store(tmp_path / "new" / "j.db", network=lambda _folder: "nfs4")
    assert (caught.value.kind, caught.value.detail) == ("network", "nfs4")
    assert not (tmp_path / "new").exists()


MOUNTS = """\
/dev/vda / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
tmpfs /home/wang/local tmpfs rw 0 0
//filer/data /mnt/shared\\040folder cifs rw 0 0
C:\\134 /mnt/c 9p rw 0 0
sshfs#x /over fuse.sshfs rw 0 0
/dev/vdb /over ext4 rw 0 0
odd line
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/drillbook", "ext4"),
        ("/home/wang", "nfs4"),
        ("/home/wang/local/data", "tmpfs"),
        ("/homework", "ext4"),
        ("/mnt/shared folder/data", "cifs"),
        ("/mnt/c/Users", "9p"),
        ("/over/here", "ext4"),
    ],
)
def test_the_mount_table_tells_the_filesystem(path: str, kind: str) -> None:
    assert mounted_as(PurePosixPath(path), MOUNTS) == kind


def test_shares_are_network_and_this_machine_is_not(tmp_path: Path) -> None:
    assert {"nfs4", "cifs", "9p", "fuse.sshfs"} <= NETWORK_TYPES
    assert is_share(PureWindowsPath(r"\\server\share\data"))
    assert not is_share(PureWindowsPath(r"C:\data"))
    assert not is_share(PureWindowsPath(r"\\?\C:\data"))
    assert network_filesystem(tmp_path) is None


def test_looking_only_makes_and_changes_nothing(path: Path) -> None:
    before = {item.name: item.read_bytes() for item in path.parent.iterdir()}
    store = open_store(path, writing=False)
    assert len(store.read(STREAM)) == 3
    refusal = store.refusal()
    assert isinstance(refusal, NotDurable)
    assert refusal.kind == "readonly"
    with pytest.raises(NotDurable):
        store.append(STREAM, 3, drafts("d"))
    with pytest.raises(sqlite3.OperationalError):
        store._connection().execute("DELETE FROM events")
    store.space()
    store.close()
    assert {item.name: item.read_bytes() for item in path.parent.iterdir()} == before


def test_looking_at_nothing_says_so(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    for name in ("missing.db", "empty.db"):
        with pytest.raises(NoJournal) as caught:
            open_store(tmp_path / name, writing=False)
        assert caught.value.path == str(tmp_path / name)
    assert [item.name for item in tmp_path.iterdir()] == ["empty.db"]


def _as_nobody(look: object) -> str:
    """Run in a child that is no longer the superuser, for whom nothing is read-only."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        answer = "crashed"
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            answer = look()  # type: ignore[operator]
        finally:
            os.write(writing, answer.encode())
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        return pipe.read().decode()


def _let_in(folder: Path) -> None:
    """pytest's folders are for their owner alone; here another user must come through, however deep they are."""
    for inside in (folder, *folder.parents):
        if inside.stat().st_uid == os.getuid() and inside.stat().st_mode & 0o077 == 0:
            inside.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="folders are made read-only with POSIX modes")
@pytest.mark.parametrize("file_mode", [0o666, 0o444])
def test_in_a_read_only_folder_the_journal_is_read_and_refuses_to_write(path: Path, file_mode: int) -> None:
    def look() -> str:
        store = small_store(path)
        rows = store.read(STREAM)
        try:
            store.append(STREAM, 3, drafts("d"))
        except NotDurable as error:
            return f"{len(rows)} {error.kind} {error.unknown} {store.refusal()}"
        return "written"

    _let_in(path.parent)
    path.chmod(file_mode)
    path.parent.chmod(0o555)
    try:
        told = _as_nobody(look)
    finally:
        path.parent.chmod(0o755)
    assert told == "3 readonly False not-durable kind='readonly' unknown=False stored=None detail=''"


@pytest.mark.skipif(sys.platform == "win32", reason="folders are made read-only with POSIX modes")
def test_in_a_read_only_folder_no_journal_is_begun(tmp_path: Path) -> None:
    def look() -> str:
        try:
            small_store(tmp_path / "j.db")
        except NotDurable as error:
            return error.kind
        return "begun"

    _let_in(tmp_path)
    tmp_path.chmod(0o555)
    try:
        assert _as_nobody(look) == "readonly"
    finally:
        tmp_path.chmod(0o755)


def test_a_file_that_vanishes_is_not_begun_anew(path: Path) -> None:
    store = small_store(path)
    store.append(STREAM, 3, drafts("d"))
    path.unlink()
    with pytest.raises(NotDurable) as caught:
        store.append(STREAM, 4, drafts("e"))
    assert (caught.value.kind, caught.value.unknown) == ("io", False)
    assert not path.exists()


def test_a_backup_is_a_whole_journal_and_overwrites_nothing(path: Path, tmp_path: Path) -> None:
    store = small_store(path)
    store.backup(tmp_path / "copy.db")
    copy = small_store(tmp_path / "copy.db")
    assert copy.read(STREAM) == store.read(STREAM)
    assert len(copy.append(STREAM, 3, drafts("d"))) == 1
    with pytest.raises(FileExistsError):
        store.backup(tmp_path / "copy.db")
    with pytest.raises(NotDurable):
        store.backup(tmp_path / "nowhere" / "copy.db")
    assert len(store.read(STREAM)) == 3


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("data/journal.db", "data/journal.db"),
        ("sqlite:///data/journal.db", "data/journal.db"),
        ("sqlite:////srv/journal.db", "/srv/journal.db"),
        ("SQLite:////srv/a b.db", "/srv/a b.db"),
        ("a:b.db", "a:b.db"),
    ],
)
def test_a_path_and_its_url_are_the_same_journal(url: str, path: str) -> None:
    assert journal_path(url) == Path(path)


@pytest.mark.parametrize("url", ["postgresql://host/db", "https://x", "sqlite://host/x", "sqlite:///", "mysql://"])
def test_other_schemes_are_refused_with_what_is_allowed(url: str) -> None:
    with pytest.raises(UnsupportedUrl) as caught:
        open_store(url)
    assert (caught.value.scheme, caught.value.allowed) == (url.split(":")[0], ("sqlite",))


def test_a_folder_that_is_missing_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/data/drillbook/journal.db")
    assert store.path == tmp_path / "data" / "drillbook" / "journal.db"
    if sys.platform != "win32":
        assert (tmp_path / "data" / "drillbook").stat().st_mode & 0o077 == 0
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows syncs the names in a folder by itself")
def test_the_name_of_a_new_journal_and_a_backup_are_put_on_disk(tmp_path: Path, synced: set[int]) -> None:
    store = small_store(tmp_path / "new" / "j.db")
    assert (tmp_path / "new").stat().st_ino in synced
    store.create(STREAM, GENESIS, drafts("a"))
    store.backup(tmp_path / "copy.db")
    assert {tmp_path.stat().st_ino, (tmp_path / "copy.db").stat().st_ino} <= synced


def test_errors_tell_their_facts() -> None:
    assert str(Conflict("s", 3, 5)) == "conflict stream='s' expected=3 actual=5"
    assert str(Damaged("chain", "s", 4)) == "damaged what='chain' stream='s' version=4 detail=''"
