"""A full disk: said plainly, readable all the time, and going on by itself when there is room.

Two ways to run out: a tiny filesystem that is really full (where this user may mount one), and a limit on the size of
files. The faults of the disk tests add a third: SQLite is told at a given write that the disk is full.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from incidents.journal import Draft, NotDurable, Space, verify
from incidents.journal.reserve import Reserve
from incidents.journal.rows import MIB, RESERVE_BYTES, WARN_BYTES
from incidents.journal.sqlite import SqliteStore

from .making import GENESIS, STREAM, draft, drafts, small_store

KIB = 1024


def _big(number: int) -> Draft:
    return draft(f"big-{number}", "字" * 4_000)


def _append_until_full(store: SqliteStore, limit: int = 5_000) -> tuple[int, NotDurable]:
    """Append until the disk is full; the version reached, and what was said."""
    version = len(store.read(STREAM))
    for number in range(version, version + limit):
        try:
            version = store.append(STREAM, version, [_big(number)])[-1].version
        except NotDurable as error:
            return version, error
    raise AssertionError("the disk never filled")


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A filesystem of 2 MiB."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("NOT TESTED here: this user may not mount a filesystem of 2 MiB")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def _spare_a_little(_folder: Path) -> int:
    """Free space as told to the store: enough for its reserve, however small the real disk is."""
    return WARN_BYTES + MIB


def test_a_disk_that_is_really_full_is_read_resumed_cold_and_goes_on_when_freed(tiny: Path) -> None:
    path = tiny / "journal.db"
    store = small_store(path, reserve=256 * KIB, free=_spare_a_little)
    assert store.space().reserve == 256 * KIB
    store.create(STREAM, GENESIS, drafts("opened"))
    ballast = tiny / "ballast"
    ballast.write_bytes(bytes(900 * KIB))

    version, error = _append_until_full(store)
    assert (error.kind, error.unknown, error.stored) == ("full", False, version)
    assert not (tiny / "journal.db.reserve").exists()
    assert len(store.read(STREAM)) == version
    store.close()

    cold = small_store(path, reserve=256 * KIB, free=lambda _folder: 0)
    rows = cold.read(STREAM)
    assert (len(rows), cold.refusal()) == (version, None)
    assert verify(rows, GENESIS, STREAM).ok
    with pytest.raises(NotDurable) as caught:
        cold.append(STREAM, version, [_big(9_999)])
    assert (caught.value.kind, caught.value.unknown) == ("full", False)
    assert cold.read(STREAM) == rows
    cold.close()

    ballast.unlink()
    again = small_store(path, reserve=256 * KIB, free=_spare_a_little)
    assert again.append(STREAM, version, [_big(9_999)])[0].version == version + 1
    assert again.space().reserve == 256 * KIB
    assert verify(again.read(STREAM), GENESIS, STREAM).ok_up_to == version + 1
    again.close()


def test_a_running_store_goes_on_by_itself_when_there_is_room_again(tiny: Path) -> None:
    store = small_store(tiny / "journal.db")
    store.create(STREAM, GENESIS, drafts("opened"))
    ballast = tiny / "ballast"
    ballast.write_bytes(bytes(1_500 * KIB))
    version, _ = _append_until_full(store)
    ballast.unlink()
    assert store.append(STREAM, version, [_big(version)])[0].version == version + 1


def test_the_reserve_lets_the_one_event_through_that_found_the_disk_full(tiny: Path) -> None:
    store = small_store(tiny / "journal.db", reserve=512 * KIB, free=_spare_a_little)
    store.create(STREAM, GENESIS, drafts("opened"))
    reserve, version = tiny / "journal.db.reserve", 1
    assert reserve.exists()
    while reserve.exists():
        version = store.append(STREAM, version, [_big(version)])[-1].version
    assert len(store.read(STREAM)) == version
    assert store.append(STREAM, version, [_big(version)])[0].version == version + 1
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_limit_on_the_size_of_files_counts_as_full(tmp_path: Path) -> None:
    """In a child: the limit can be raised again only as far as it was. Python ignores SIGXFSZ."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        answer = "crashed"
        try:
            answer = _limited(tmp_path / "journal.db")
        finally:
            os.write(writing, answer.encode())
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        assert pipe.read().decode() == "full False True readable, cold full readable, went on, sound"


def _limited(path: Path) -> str:
    import resource  # not on Windows

    def limit(size: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    store = small_store(path)
    store.create(STREAM, GENESIS, drafts("opened"))
    limit(300 * KIB)
    version, error = _append_until_full(store)
    told = f"{error.kind} {error.unknown} {error.stored == version}"
    told += " readable" * (len(store.read(STREAM)) == version)
    store.close()
    cold = small_store(path)
    try:
        cold.append(STREAM, version, [_big(version)])
    except NotDurable as again:
        told += f", cold {again.kind}"
    told += " readable" * (len(cold.read(STREAM)) == version)
    limit(resource.RLIM_INFINITY)
    told += ", went on" * (cold.append(STREAM, version, [_big(version)])[0].version == version + 1)
    return told + ", sound" * verify(cold.read(STREAM), GENESIS, STREAM).ok


def test_the_reserve_is_real_and_put_back_only_where_the_warning_stays_away(tmp_path: Path) -> None:
    free = WARN_BYTES + RESERVE_BYTES - 1
    reserve = Reserve(tmp_path / "journal.db", RESERVE_BYTES, lambda _folder: free)
    reserve.restore()
    assert reserve.space() == Space(free=free, reserve=0)
    assert not reserve.release()
    free += 1
    reserve.restore()
    file = tmp_path / "journal.db.reserve"
    assert reserve.space().reserve == file.stat().st_size == 8 * MIB
    if hasattr(file.stat(), "st_blocks"):
        assert file.stat().st_blocks * 512 >= 8 * MIB
    assert reserve.release()
    assert not file.exists()


def test_the_warning_comes_under_64_mib(tmp_path: Path) -> None:
    free = 64 * MIB
    store = small_store(tmp_path / "journal.db", free=lambda _folder: free)
    assert not store.space().low
    free -= 1
    assert store.space().low


def test_a_disk_that_is_gone_has_no_room(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path / "gone" / "journal.db", RESERVE_BYTES)
    assert reserve.space() == Space(free=0, reserve=0)
    reserve.restore()
    assert not reserve.no_room()


def test_the_probe_leaves_nothing_behind(tmp_path: Path) -> None:
    store = small_store(tmp_path / "journal.db")
    before = sorted(item.name for item in tmp_path.iterdir())
    assert not Reserve(tmp_path / "journal.db", 0).no_room()
    assert sorted(item.name for item in tmp_path.iterdir()) == before
    store.close()
