"""A journal inside an exported file: verified without the database, whatever was withheld or done to it."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.journal import Fault
from incidents.journal.anchors import Anchor, check
from incidents.journal.exported import export_journal, read_export, verify_export
from incidents.journal.heads import WrittenHead, check_head

from .making import GENESIS, PLAN_HASH, STREAM, chain_of


def _file(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def test_an_export_verifies_by_itself_and_against_the_plan() -> None:
    rows = chain_of(8)
    data = _file({"incident": STREAM, "events": [], "journal": export_journal(rows, PLAN_HASH)})
    verdict = verify_export(data)
    assert (verdict.ok, verdict.ok_up_to, verdict.head) == (True, 8, rows[-1].hash)
    exported = read_export(data)
    assert exported is not None
    assert (exported.stream, exported.plan_hash, exported.genesis) == (STREAM, PLAN_HASH, GENESIS)
    assert verify_export(_file(export_journal(rows, PLAN_HASH))).ok
    assert verify_export(_file(export_journal(rows, b"x" * 32))).fault == Fault(1, "hash")


def test_a_withheld_text_is_gone_with_its_salt_and_the_chain_still_verifies() -> None:
    rows = chain_of(8)
    data = _file(export_journal(rows, PLAN_HASH, withheld={3, 5}))
    assert b"text 2" not in data
    assert b"text 4" not in data
    assert b"text 3" in data
    exported = read_export(data)
    assert exported is not None
    assert [row.version for row in exported.rows if row.body is None and row.salt is None] == [3, 5]
    assert verify_export(data).head == rows[-1].hash
    anchor = Anchor(STREAM, 8, rows[-1].hash, "closing", 0)
    assert check(exported.rows, [anchor], GENESIS).ok
    assert check_head(exported.rows[:7], WrittenHead(rows[-1].hash, 8)).fault == Fault(8, "tail-cut")


@pytest.mark.parametrize(
    ("column", "value", "what"),
    [
        ("body", "{}", "body"),
        ("salt", "00" * 16, "body"),
        ("salt", None, "shape"),
        ("body_hash", "00" * 32, "body"),
        ("head", '{"op":"op-4"}', "hash"),
        ("hash", "00" * 32, "hash"),
        ("op", "other", "op"),
        ("version", 9, "version"),
        ("version", "5", "shape"),
        ("hash", "00", "shape"),
        ("hash", "zz", "shape"),
        ("head", None, "shape"),
        ("body", "\ud800", "shape"),
        ("op", ["op-4"], "shape"),
    ],
)
def test_an_edited_export_is_found_at_its_place(column: str, value: object, what: Any) -> None:
    export = export_journal(chain_of(8), PLAN_HASH)
    export["rows"][4][column] = value
    verdict = verify_export(json.dumps(export).encode())
    assert (verdict.ok_up_to, verdict.fault) == (4, Fault(5, what))


def test_an_edited_withheld_row_is_found() -> None:
    export = export_journal(chain_of(8), PLAN_HASH, withheld={5})
    export["rows"][4]["body_hash"] = "00" * 32
    assert verify_export(_file(export)).fault == Fault(5, "hash")


def test_a_missing_key_a_missing_row_and_a_row_that_is_none_are_found() -> None:
    export = export_journal(chain_of(8), PLAN_HASH)
    del export["rows"][2]["hash"]
    assert verify_export(_file(export)).fault == Fault(3, "shape")
    export["rows"][2] = None
    assert verify_export(_file(export)).fault == Fault(3, "shape")
    del export["rows"][2]
    assert verify_export(_file(export)).fault == Fault(3, "version")


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\xff", b"null", b"[]", b"{}", b"5", b'{"journal":[]}', b'{"format":"drillbook.journal.1"}',
        b'{"format":"drillbook.journal.1","stream":"s","plan":"","rows":[]}',
        b'{"format":"drillbook.journal.1","stream":0.5,"plan":"","rows":[1]}',
        b'{"format":"drillbook.journal.1","stream":"s","plan":5,"rows":[1]}',
        b'{"format":"drillbook.journal.2","stream":"s","plan":"","rows":[1]}', b"[" * 100_000, b"9" * 5_000,
    ],
)  # fmt: skip
def test_what_holds_no_journal_is_unreadable(data: bytes) -> None:
    assert verify_export(data).fault == Fault(1, "unreadable")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from(["stream", "plan", "rows", "format"]), JSON)
def test_no_top_makes_the_verifier_fall_over(key: str, value: object) -> None:
    export = export_journal(chain_of(2), PLAN_HASH)
    same = export[key] == value
    export[key] = value
    assert verify_export(json.dumps(export).encode()).ok == same


@given(st.integers(0, 4), st.sampled_from(["version", "op", "head", "salt", "body", "body_hash", "hash"]), JSON)
def test_no_row_makes_the_verifier_fall_over(at: int, key: str, value: object) -> None:
    export = export_journal(chain_of(5), PLAN_HASH)
    same = export["rows"][at][key] == value and not isinstance(value, bool | float)
    export["rows"][at][key] = value
    assert verify_export(json.dumps(export).encode()).ok == same


def test_garbled_bytes_are_found_or_harmless() -> None:
    rows = chain_of(12)
    data = _file(export_journal(rows, PLAN_HASH))
    for seed in range(300):
        chance = random.Random(seed)
        garbled = bytearray(data)
        garbled[chance.randrange(len(data))] = chance.randrange(256)
        verdict = verify_export(bytes(garbled))
        if verdict.ok:
            exported = read_export(bytes(garbled))
            assert exported is not None
            assert [row.hash for row in exported.rows] == [row.hash for row in rows]
            assert [row.body for row in exported.rows] == [row.body for row in rows]


def test_damaged_text_survives_the_way_out_and_back() -> None:
    rows = chain_of(2)
    damaged = rows[1].__class__(STREAM, 2, "op-1", rows[1].head, rows[1].salt, b"\xff\x00{", *(b"x" * 32,) * 3)
    data = json.dumps(export_journal([rows[0], damaged], PLAN_HASH)).encode()
    exported = read_export(data)
    assert exported is not None
    assert exported.rows[1].body == b"\xff\x00{"
    assert verify_export(data).ok_up_to == 1
