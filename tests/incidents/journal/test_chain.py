"""The chain by itself: what is hashed, what is canonical, and that every kind of flaw has its name."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.journal import Fault, Row, body_hash, canonical, full_head, genesis, parse, row_hash, short_head, verify

from .making import GENESIS, PLAN_HASH, STREAM, chain_of

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)


@given(JSON)
def test_canonical_json_comes_back_and_is_canonical_again(value: object) -> None:
    try:
        data = canonical(value)
    except UnicodeEncodeError:  # a key with half a character
        return
    assert parse(data) == value
    assert canonical(parse(data)) == data


def test_canonical_json_is_sorted_dense_and_utf8() -> None:
    assert canonical({"b": [1, True, None], "a": "时", "A": {}}) == '{"A":{},"a":"时","b":[1,true,null]}'.encode()


@pytest.mark.parametrize("value", [1.0, float("nan"), {1: 2}, {"a": [0.5]}, b"x", {"a": {1}}, "\ud800", object()])
def test_what_is_not_exact_is_not_canonical(value: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- the kinds of ValueError differ, their texts do not matter
        canonical(value)


@pytest.mark.parametrize("data", [b"1.0", b"NaN", b"-Infinity", b"\xff", b"{", b"[" * 100_000, b"1e3", b"1" * 5000])
def test_what_is_not_exact_is_not_read(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        parse(data)


def test_the_hashes_are_what_the_docs_say_they_are() -> None:
    """Computed by hand: a change here breaks every journal there is."""
    plan = PLAN_HASH.hex()
    start = sha256(b"drillbook.journal.1/genesis\0" + f'{{"plan":"{plan}","stream":"s"}}'.encode()).digest()
    assert genesis("s", PLAN_HASH) == start
    body = sha256(b"drillbook.journal.1/body\0" + b"S" * 16 + b"{}").digest()
    assert body_hash(b"S" * 16, b"{}") == body
    head = b'{"op":"a"}'
    row = sha256(b"drillbook.journal.1/row\0" + start + b"\0\0\0\0\0\0\0\x0a" + head + body).digest()
    assert row_hash(start, head, body) == row
    assert row.hex() == "5f3a0579f10235f49178e4944d48683bc1c2c1fe04ca828cdc6ec66e71274f8d"


def test_heads_are_shown_short_and_in_full() -> None:
    digest = bytes.fromhex("9f3a77d01be4c8025d6630aa71f0e9c408b1d75ec3a92f44e6017b8d42d9f310")
    assert short_head(digest) == "42D9-F310"
    assert full_head(digest) == "9f3a77d0 1be4c802 5d6630aa 71f0e9c4 08b1d75e c3a92f44 e6017b8d 42d9f310"


def test_a_good_chain_is_good_and_an_empty_one_is_too() -> None:
    rows = chain_of(9)
    verdict = verify(rows, GENESIS, STREAM)
    assert (verdict.ok, verdict.ok_up_to, verdict.head) == (True, 9, rows[-1].hash)
    assert verify([], GENESIS).head == GENESIS


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"stream": "another"}, "stream"),
        ({"version": 7}, "version"),
        ({"op": "another"}, "op"),
        ({"head": b'{"op":"op-3"}'}, "hash"),
        ({"salt": b"x" * 16}, "body"),
        ({"body": b"{}"}, "body"),
        ({"body_hash": b"x" * 32}, "body"),
        ({"prev_hash": b"x" * 32}, "link"),
        ({"hash": b"x" * 32}, "hash"),
        ({"hash": b"x" * 31}, "shape"),
        ({"salt": b""}, "shape"),
        ({"version": None}, "shape"),
        ({"version": True}, "shape"),
        ({"op": b"op-3"}, "shape"),
        ({"head": "text"}, "shape"),
        ({"body": None}, "shape"),
        ({"prev_hash": 5}, "shape"),
    ],
)
def test_each_flaw_is_named_with_its_version(change: dict[str, object], what: str) -> None:
    rows = chain_of(6)
    rows[3] = replace(rows[3], **change)  # type: ignore[arg-type]
    verdict = verify(rows, GENESIS, STREAM)
    assert verdict.fault == Fault(4, what)  # type: ignore[arg-type]
    assert (verdict.ok_up_to, verdict.head) == (3, rows[2].hash)


def test_a_first_row_of_another_plan_is_found_by_the_genesis() -> None:
    rows = chain_of(3)
    assert verify(rows, genesis(STREAM, b"another plan" * 3)).fault == Fault(1, "genesis")
    assert verify(rows).ok
    assert verify(rows, stream="another").fault == Fault(1, "stream")


def test_a_row_made_good_again_after_an_edit_breaks_the_next_one() -> None:
    rows = chain_of(6)
    edited = replace(rows[2], body=b'{"kind":"nothing"}')
    edited = replace(edited, body_hash=body_hash(edited.salt, edited.body))
    rows[2] = replace(edited, hash=row_hash(edited.prev_hash, edited.head, edited.body_hash))
    assert verify(rows, GENESIS).fault == Fault(4, "link")


@given(
    at=st.integers(0, 4),
    column=st.sampled_from(Row.__slots__),
    value=st.none() | st.binary(max_size=40) | st.text(max_size=40) | st.integers() | st.floats() | st.lists(st.none()),
)
def test_the_verifier_never_raises_and_finds_every_value_that_is_not_the_same(
    at: int, column: str, value: object
) -> None:
    rows = chain_of(5)
    same = getattr(rows[at], column) == value and type(getattr(rows[at], column)) is type(value)
    rows[at] = replace(rows[at], **{column: value})  # type: ignore[arg-type]
    verdict = verify(rows, GENESIS, STREAM)
    assert verdict.ok == same
    assert verdict.ok_up_to in ((5,) if same else (at,))


def test_heads_that_are_no_json_are_a_flaw_and_no_crash() -> None:
    for head in (b"", b"\xff\xfe", b"[" * 100_000, b"[]", b"{}", b'{"op":null}', b'{"op":1e999}'):
        row = chain_of(1)[0]
        row = replace(row, head=head, hash=row_hash(row.prev_hash, head, row.body_hash))
        assert verify([row], GENESIS).fault == Fault(1, "op")
