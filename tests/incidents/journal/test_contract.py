"""What every store promises; each test runs against the one in a file and the one in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from incidents.journal import Conflict, OpReused, Store, StreamExists, StreamInfo, UnknownStream, genesis, verify
from incidents.journal.memory import MemoryStore

from .making import GENESIS, PLAN_HASH, STREAM, draft, drafts, small_store

Pair = tuple[Store, Store]


def _in_file(folder: Path) -> Pair:
    return small_store(folder / "journal.db"), small_store(folder / "journal.db")


def _in_memory(_folder: Path) -> Pair:
    store = MemoryStore()
    return store, store.peer()


@pytest.fixture(params=[_in_file, _in_memory], ids=["file", "memory"])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Pair]:
    """Two writers on one journal."""
    make: Callable[[Path], Pair] = request.param
    stores = make(tmp_path)
    yield stores
    for store in stores:
        store.close()


def test_a_stream_is_created_and_read_back_as_it_was_written(pair: Pair) -> None:
    store, other = pair
    written = store.create(STREAM, GENESIS, drafts("a", "a.1"))
    assert [(row.version, row.op, row.body) for row in written] == [
        (1, "a", draft("a").body),
        (2, "a.1", draft("a.1").body),
    ]
    assert store.read(STREAM) == other.read(STREAM) == written
    assert verify(written, GENESIS, STREAM).ok


def test_appending_goes_on_from_the_expected_version(pair: Pair) -> None:
    store, other = pair
    store.create(STREAM, GENESIS, drafts("a"))
    (second,) = other.append(STREAM, 1, drafts("b"))
    third, fourth = store.append(STREAM, 2, drafts("c", "c.1"))
    assert [second.version, third.version, fourth.version] == [2, 3, 4]
    assert other.read(STREAM, after=2) == [third, fourth]
    assert other.read(STREAM, after=4) == []
    assert other.read(STREAM, after=-1) == other.read(STREAM)
    verdict = verify(store.read(STREAM), GENESIS)
    assert (verdict.ok_up_to, verdict.fault, verdict.head) == (4, None, fourth.hash)


@pytest.mark.parametrize("expected", [0, 1, 3, -1])
def test_whoever_saw_another_version_stores_nothing(pair: Pair, expected: int) -> None:
    store, other = pair
    store.create(STREAM, GENESIS, drafts("a"))
    before = other.append(STREAM, 1, drafts("b"))
    with pytest.raises(Conflict) as caught:
        store.append(STREAM, expected, drafts("c", "c.1"))
    assert (caught.value.stream, caught.value.expected, caught.value.actual) == (STREAM, expected, 2)
    assert store.read(STREAM, after=1) == before


def test_the_same_ops_again_bring_back_what_is_stored(pair: Pair) -> None:
    store, other = pair
    first = store.create(STREAM, GENESIS, drafts("a", "a.1"))
    second = store.append(STREAM, 2, drafts("b", "b.1"))
    store.append(STREAM, 4, drafts("c"))
    assert other.append(STREAM, 2, drafts("b", "b.1")) == second
    assert other.create(STREAM, GENESIS, drafts("a", "a.1")) == first
    assert len(store.read(STREAM)) == 5


def test_an_op_does_not_come_back_with_another_body(pair: Pair) -> None:
    store, _ = pair
    store.create(STREAM, GENESIS, drafts("a"))
    with pytest.raises(OpReused) as caught:
        store.append(STREAM, 1, [draft("a", "another text")])
    assert (caught.value.stream, caught.value.op) == (STREAM, "a")
    assert len(store.read(STREAM)) == 1


def test_a_batch_is_all_or_nothing_even_when_repeated_in_part(pair: Pair) -> None:
    store, _ = pair
    store.create(STREAM, GENESIS, drafts("a"))
    with pytest.raises(OpReused) as caught:
        store.append(STREAM, 1, drafts("a", "b"))
    assert caught.value.op == "b"
    assert len(store.read(STREAM)) == 1


def test_one_op_may_stand_in_two_streams(pair: Pair) -> None:
    store, _ = pair
    store.create("one", genesis("one", PLAN_HASH), drafts("a"))
    store.create("two", genesis("two", PLAN_HASH), drafts("a"))
    assert len(store.read("one")) == len(store.read("two")) == 1


def test_a_stream_is_created_once(pair: Pair) -> None:
    store, other = pair
    store.create(STREAM, GENESIS, drafts("a", "a.1"))
    with pytest.raises(StreamExists) as caught:
        other.create(STREAM, GENESIS, drafts("b"))
    assert (caught.value.stream, caught.value.version) == (STREAM, 2)
    assert len(store.read(STREAM)) == 2


def test_a_stream_that_is_not_there_is_said_to_be_unknown(pair: Pair) -> None:
    store, _ = pair
    for attempt in (
        lambda: store.read(STREAM),
        lambda: store.read(STREAM, 7),
        lambda: store.append(STREAM, 0, drafts("a")),
    ):
        with pytest.raises(UnknownStream) as caught:
            attempt()
        assert caught.value.stream == STREAM
    assert store.streams() == []


def test_streams_are_listed_with_their_heads(pair: Pair) -> None:
    store, other = pair
    ends = {}
    for name in ("b", "a", "c"):
        ends[name] = store.create(name, genesis(name, PLAN_HASH), drafts("x"))[-1]
    ends["a"] = store.append("a", 1, drafts("y", "y.1"))[-1]
    assert other.streams() == [StreamInfo(name, ends[name].version, ends[name].hash) for name in ("a", "b", "c")]


def test_only_what_others_wrote_counts_as_a_change(pair: Pair) -> None:
    store, other = pair
    assert not store.changed()
    store.create(STREAM, GENESIS, drafts("a"))
    assert not store.changed()
    assert other.changed()
    assert not other.changed()
    other.append(STREAM, 1, drafts("b"))
    assert store.changed()
    assert not store.changed()


@pytest.mark.parametrize(
    "bad",
    [
        [],
        drafts("a", "a"),
        [draft("")],
        [draft("a").__class__("b", draft("a").head, draft("a").body)],
        [draft("a").__class__("a", draft("a").head, b'{"a": 1}')],
        [draft("a").__class__("a", draft("a").head, b'{"a":1.5}')],
        [draft("a").__class__("a", draft("a").head, b'{"b":1,"a":2}')],
        [draft("a").__class__("a", b'{"x":1}', b"{}")],
        [draft("a").__class__("a", b'"a"', b"{}")],
        [draft("a").__class__("a", draft("a").head, b"\xff")],
        [draft("a").__class__("a", draft("a").head, b"[" * 100_000)],
    ],
    ids=["none", "twice", "no-op", "other-op", "spaces", "float", "order", "op-missing", "no-object", "bytes", "deep"],
)
def test_what_could_not_be_verified_later_is_not_taken(pair: Pair, bad: list[object]) -> None:
    store, _ = pair
    store.create(STREAM, GENESIS, drafts("first"))
    with pytest.raises(ValueError):  # noqa: PT011 -- the caller's fault; there is nothing to tell a user
        store.append(STREAM, 1, bad)  # type: ignore[arg-type]
    assert len(store.read(STREAM)) == 1


@pytest.mark.parametrize(("stream", "start"), [("", GENESIS), (STREAM, b""), (STREAM, b"x" * 31)])
def test_a_stream_needs_a_name_and_a_genesis(pair: Pair, stream: str, start: bytes) -> None:
    store, _ = pair
    with pytest.raises(ValueError, match="a stream needs"):
        store.create(stream, start, drafts("a"))
    assert store.streams() == []


def test_a_closed_store_stays_closed(pair: Pair) -> None:
    store, other = pair
    store.create(STREAM, GENESIS, drafts("a"))
    store.close()
    store.close()
    with pytest.raises(ValueError, match="closed"):
        store.read(STREAM)
    assert len(other.read(STREAM)) == 1


def test_a_sound_store_refuses_nothing(pair: Pair) -> None:
    store, _ = pair
    assert store.refusal() is None
    assert store.space().free > 0
    assert not store.space().low
