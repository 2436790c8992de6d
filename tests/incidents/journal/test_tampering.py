"""Tampering with the file behind the journal's back: everything is found, nothing makes the verifier fall over.

Edits, deletions, swaps and renumberings show in the chain itself; cut tails and full rewrites only against a head that
is held elsewhere. Random damage to the bytes of the file shows, or changes nothing that is read.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from incidents.journal import Damaged, JournalError, Row, UnknownStream, genesis, verify
from incidents.journal.anchors import Anchor, check
from incidents.journal.chain import link
from incidents.journal.heads import check_head, parse_head

from .making import GENESIS, PLAN_HASH, STREAM, draft, raw, small_store

ROWS = 24
Tamper = Callable[[sqlite3.Connection, random.Random], int]


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("journal") / "journal.db"
    store = small_store(path)
    store.create(STREAM, GENESIS, [draft("op-0", "opened")])
    for number in range(1, ROWS):
        store.append(STREAM, number, [draft(f"op-{number}", f"text {number} " * (number % 5 + 1))])
    store.close()
    return path


def _unlocked(path: Path) -> sqlite3.Connection:
    db = raw(path)
    db.executescript("PRAGMA synchronous=OFF; DROP TRIGGER events_no_update; DROP TRIGGER events_no_delete;")
    db.executescript(
        "CREATE TABLE loose AS SELECT * FROM events; DROP TABLE events; ALTER TABLE loose RENAME TO events;"
    )
    return db


def _edit(db: sqlite3.Connection, chance: random.Random) -> int:
    """One byte of one column; with the body's hash put right half of the time."""
    version = chance.randint(1, ROWS)
    column = chance.choice(["op_id", "head", "salt", "body", "body_hash", "prev_hash", "hash"])
    ((old,),) = db.execute(f"SELECT {column} FROM events WHERE version = ?", (version,)).fetchall()
    data = bytearray(old.encode() if isinstance(old, str) else old)
    at = chance.randrange(len(data))
    data[at] ^= 1 << chance.randrange(7)
    new = data.decode("latin-1") if isinstance(old, str) else bytes(data)
    db.execute(f"UPDATE events SET {column} = ? WHERE version = ?", (new, version))
    return version


def _other_type(db: sqlite3.Connection, chance: random.Random) -> int:
    version = chance.randint(1, ROWS)
    column = chance.choice(["op_id", "head", "salt", "body", "body_hash", "prev_hash", "hash"])
    value = chance.choice([None, 5, 0.5, b"", "", b"\xff" * 40, "text"])
    db.execute(f"UPDATE events SET {column} = ? WHERE version = ?", (value, version))
    return version


def _bad_text(db: sqlite3.Connection, chance: random.Random) -> int:
    version = chance.randint(1, ROWS)
    db.execute("UPDATE events SET op_id = CAST(x'C3286FFF' AS TEXT) WHERE version = ?", (version,))
    return version


def _delete(db: sqlite3.Connection, chance: random.Random) -> int:
    version = chance.randint(1, ROWS - 1)
    db.execute("DELETE FROM events WHERE version = ?", (version,))
    return version


def _delete_and_renumber(db: sqlite3.Connection, chance: random.Random) -> int:
    version = _delete(db, chance)
    db.execute("UPDATE events SET version = version - 1 WHERE version > ?", (version,))
    return version


def _swap(db: sqlite3.Connection, chance: random.Random) -> int:
    one, two = sorted(chance.sample(range(1, ROWS + 1), 2))
    for old, new in ((one, -1), (two, one), (-1, two)):
        db.execute("UPDATE events SET version = ? WHERE version = ?", (new, old))
    return one


def _swap_bodies(db: sqlite3.Connection, chance: random.Random) -> int:
    one, two = sorted(chance.sample(range(1, ROWS + 1), 2))
    texts = dict(db.execute("SELECT version, body FROM events WHERE version IN (?, ?)", (one, two)).fetchall())
    for version, other in ((one, two), (two, one)):
        db.execute("UPDATE events SET body = ? WHERE version = ?", (texts[other], version))
    return one


def _double(db: sqlite3.Connection, chance: random.Random) -> int:
    version = chance.randint(1, ROWS)
    db.execute("UPDATE events SET version = version + 1 WHERE version > ?", (version,))
    db.execute(
        "INSERT INTO events SELECT stream, version + 1, op_id || 'x', head, salt, body, body_hash, prev_hash, hash "
        "FROM events WHERE version = ?",
        (version,),
    )
    return version + 1


TAMPERS: list[Tamper] = [
    _edit, _edit, _edit, _other_type, _bad_text, _delete, _delete_and_renumber, _swap, _swap_bodies, _double
]  # fmt: skip


def _rows(path: Path) -> list[Row]:
    store = small_store(path)
    try:
        return store.read(STREAM)
    finally:
        store.close()


def _edits(journal: Path, folder: Path, count: int) -> None:
    pristine = _rows(journal)
    loose = folder / "loose.db"
    shutil.copyfile(journal, loose)
    _unlocked(loose).close()
    for seed in range(count):
        chance = random.Random(seed)
        path = folder / "tampered.db"
        shutil.copyfile(loose, path)
        db = raw(path)
        db.execute("PRAGMA synchronous=OFF")
        first_bad = TAMPERS[seed % len(TAMPERS)](db, chance)
        db.close()
        store = small_store(path)
        refusal = store.refusal()
        assert isinstance(refusal, Damaged)
        assert refusal.what == "schema"
        rows = store.read(STREAM)
        store.close()
        assert rows != pristine
        verdict = verify(rows, GENESIS, STREAM)
        assert verdict.fault is not None, seed
        assert verdict.fault.version == first_bad, (seed, verdict)
        assert rows[: verdict.ok_up_to] == pristine[: first_bad - 1]


def test_every_edit_deletion_swap_and_renumbering_is_found_at_its_place(journal: Path, tmp_path: Path) -> None:
    _edits(journal, tmp_path, 150)


@pytest.mark.full
def test_every_edit_deletion_swap_and_renumbering_is_found_at_its_place_1000(journal: Path, tmp_path: Path) -> None:
    _edits(journal, tmp_path, 1_000)


def _cuts_and_rewrites(journal: Path, count: int) -> None:
    """Each is good by the chain alone, and found by an anchor, by a full head and by a short one with its number."""
    pristine = _rows(journal)
    for seed in range(count):
        chance = random.Random(seed)
        anchored = sorted(chance.sample(range(1, ROWS + 1), 3))
        anchors = [Anchor(STREAM, version, pristine[version - 1].hash, "stage", 0) for version in anchored]
        assert check(pristine, anchors, GENESIS).ok
        if seed % 2:
            rows = pristine[: chance.randrange(0, anchored[-1])]
            good = len(rows)
            expected = "tail-cut"
        else:
            start = chance.randrange(0, anchored[-1])
            ops = [draft(row.op, f"invented {seed}") for row in pristine[start:]]
            prev = pristine[start - 1].hash if start else GENESIS
            rows = pristine[:start] + link(STREAM, start, prev, ops, chance.randbytes)
            good = max([version for version in anchored if version <= start], default=0)
            expected = "rewritten"
        assert verify(rows, GENESIS).ok
        verdict = check(rows, anchors, GENESIS)
        assert verdict.fault is not None
        assert (verdict.ok_up_to, verdict.fault.version, verdict.fault.what) == (good, good + 1, expected)
        last = pristine[anchored[-1] - 1]
        for text in (last.hash.hex(), last.hash.hex()[-8:], f"#{last.version} {last.hash.hex()[-8:]}"):
            head = parse_head(text)
            assert head is not None
            assert check_head(pristine, head, GENESIS).ok
            assert not check_head(rows, head, GENESIS).ok


def test_cut_tails_and_full_rewrites_are_found_against_a_head_held_elsewhere(journal: Path) -> None:
    _cuts_and_rewrites(journal, 160)


@pytest.mark.full
def test_cut_tails_and_full_rewrites_are_found_against_a_head_held_elsewhere_1000(journal: Path) -> None:
    _cuts_and_rewrites(journal, 1_000)


def _damaged_bytes(journal: Path, folder: Path, count: int) -> int:
    """Garbled sectors and flipped bits anywhere in the file: only the journal's own errors, and no false rows."""
    pristine, whole = _rows(journal), journal.read_bytes()
    found = 0
    for seed in range(count):
        chance = random.Random(seed)
        data = bytearray(whole)
        for _ in range(chance.choice([1, 1, 4])):
            at = chance.randrange(len(data))
            length = chance.choice([1, 1, 16, 512])
            data[at : at + length] = chance.randbytes(len(data[at : at + length]))
        if chance.random() < 0.1:
            del data[chance.randrange(len(data)) :]
        path = folder / "damaged.db"
        path.write_bytes(data)
        try:
            store = small_store(path)
        except JournalError:
            found += 1
            continue
        try:
            rows = store.read(STREAM)
        except Damaged as damage:
            rows = list(damage.rows)
            found += 1
        except JournalError:
            found += 1
            continue
        finally:
            store.close()
        verdict = verify(rows, GENESIS, STREAM)
        assert rows[: verdict.ok_up_to] == pristine[: verdict.ok_up_to], seed
        found += not verdict.ok
    assert found > count // 3
    return found


def test_random_damage_is_named_or_harmless_and_never_a_crash(journal: Path, tmp_path: Path) -> None:
    _damaged_bytes(journal, tmp_path, 200)


@pytest.mark.full
def test_random_damage_is_named_or_harmless_and_never_a_crash_5000(journal: Path, tmp_path: Path) -> None:
    print(f"\n{_damaged_bytes(journal, tmp_path, 5_000)} of 5,000 named, the rest harmless")


def test_what_comes_before_a_damaged_page_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    store = small_store(path)
    store.create(STREAM, GENESIS, [draft("op-0")])
    for number in range(1, 200):
        store.append(STREAM, number, [draft(f"op-{number}", f"text {number:03}")])
    pristine = store.read(STREAM)
    store.close()
    data = bytearray(path.read_bytes())
    at = data.rindex(pristine[150].body) // 4096 * 4096
    data[at : at + 8] = b"\xff" * 8
    path.write_bytes(data)
    store = small_store(path)
    refusal = store.refusal()
    assert isinstance(refusal, Damaged)
    assert refusal.what == "pages"
    with pytest.raises(Damaged) as caught:
        store.read(STREAM)
    damage = caught.value
    assert damage.what == "pages"
    assert damage.version is not None
    assert 50 < damage.version <= 151
    assert list(damage.rows) == pristine[: damage.version - 1]
    with pytest.raises(Damaged):
        store.append(STREAM, 200, [draft("more")])


def test_a_file_without_its_end_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    """A copy that was broken off. SQLite by itself reads nothing of a file shorter than its first page says."""
    path = tmp_path / "j.db"
    store = small_store(path)
    store.create(STREAM, GENESIS, [draft("op-0")])
    for number in range(1, 200):
        store.append(STREAM, number, [draft(f"op-{number}", f"text {number:03}")])
    pristine = store.read(STREAM)
    store.close()
    whole = path.read_bytes()
    read = 0
    for pages in range(1, len(whole) // 4096):
        path.write_bytes(whole[: pages * 4096])
        store = small_store(path, writing=False)
        assert isinstance(store.refusal(), Damaged)
        try:
            rows = store.read(STREAM)
        except Damaged as damage:
            rows = list(damage.rows)
        except UnknownStream:
            rows = []
        assert rows == pristine[: len(rows)]
        read = max(read, len(rows))
        store.close()
        with pytest.raises(Damaged):
            small_store(path)
        assert path.read_bytes() == whole[: pages * 4096]
    assert read > 100


def test_a_garbled_schema_is_named_although_its_error_cannot_be_read(journal: Path, tmp_path: Path) -> None:
    """SQLite quotes the name of the table, and Python cannot decode it."""
    data = journal.read_bytes()
    path = tmp_path / "j.db"
    path.write_bytes(data.replace(b"tableevents", b"table\xbd\xbeents").replace(b"CREATE TABLE", b"CREATE TABEL"))
    with pytest.raises(Damaged) as caught:
        small_store(path)
    assert (caught.value.what, "decode" in caught.value.detail) == ("schema", True)


def test_nothing_is_put_at_the_end_of_a_broken_chain(journal: Path, tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    shutil.copyfile(journal, path)
    db = raw(path)
    ((trigger,),) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'events_no_update'").fetchall()
    db.execute("DROP TRIGGER events_no_update")
    db.execute("UPDATE events SET body = x'7B7D' WHERE version = 9")
    db.execute(trigger)
    db.close()
    store = small_store(path)
    assert store.refusal() is None
    with pytest.raises(Damaged) as caught:
        store.append(STREAM, ROWS, [draft("more")])
    assert (caught.value.what, caught.value.version, len(caught.value.rows)) == ("chain", 9, 8)
    assert len(store.create("other", genesis("other", PLAN_HASH), [draft("a")])) == 1
