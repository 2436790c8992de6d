"""Heads held elsewhere: the anchors file, and heads written down by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.journal import Fault, NotDurable, full_head, short_head
from incidents.journal.anchors import Anchor, anchor_text, anchors_path, check, read_anchors, write_anchor
from incidents.journal.heads import WrittenHead, check_head, parse_head

from .making import GENESIS, STREAM, chain_of

HASH = bytes(range(32))


def test_an_anchor_is_laid_out_as_a_checkpoint() -> None:
    assert anchor_text(Anchor(STREAM, 88, HASH, "handover", 1_773_028_680_000)) == (
        "drillbook/2026-0309-01\n88\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\nat=1773028680000 (handover)\n"
    )


def test_anchors_are_appended_and_read_back_by_stream(tmp_path: Path) -> None:
    path = anchors_path(tmp_path / "journal.db")
    assert path == tmp_path / "journal.db.anchors"
    assert read_anchors(path).entries == ()
    anchors = [Anchor("a", 1, HASH, "opening", 5), Anchor("b", 1, HASH, "opening", 6), Anchor("a", 9, HASH, "stage", 7)]
    for anchor in anchors:
        write_anchor(path, anchor)
    found = read_anchors(path)
    assert (list(found.entries), found.unreadable) == (anchors, 0)
    assert found.of("a") == (anchors[0], anchors[2])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows syncs the names in a folder by itself")
def test_an_anchor_is_on_disk_when_it_is_written(tmp_path: Path, synced: set[int]) -> None:
    path = tmp_path / "anchors"
    write_anchor(path, Anchor("a", 1, HASH, "opening", 5))
    assert synced == {path.stat().st_ino, tmp_path.stat().st_ino}
    synced.clear()
    write_anchor(path, Anchor("a", 2, HASH, "stage", 6))
    assert synced == {path.stat().st_ino}


def test_a_torn_or_garbled_entry_spoils_no_other(tmp_path: Path) -> None:
    path = tmp_path / "anchors"
    first, second = Anchor("a", 1, HASH, "opening", 5), Anchor("a", 2, HASH, "stage", 6)
    write_anchor(path, first)
    whole = path.read_bytes()
    for cut in range(1, len(whole)):
        path.write_bytes(whole[:cut])
        write_anchor(path, second)
        found = read_anchors(path)
        assert found.entries[-1] == second
        assert len(found.entries) + found.unreadable <= 2
        assert set(found.entries) <= {first, second}
    path.write_bytes(b"\xff\xfe\n\nrubbish\n\ndrillbook/a\n1\n???\nat=1 (x)\n" + whole.replace(b"\n", b"\r\n"))
    assert read_anchors(path).entries == (first,)
    assert read_anchors(path).unreadable == 3


@given(st.binary(max_size=200) | st.text(alphabet="drilbok/\n0123456789=() at", max_size=200).map(str.encode))
def test_reading_anchors_never_raises(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzzed.anchors"
    path.write_bytes(data)
    assert read_anchors(path).entries == ()


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.integers(1, 10**12 - 1))
def test_any_stream_name_stays_on_its_line(stream: str, version: int) -> None:
    anchor = Anchor(stream, version, HASH, "closing", 0)
    text = anchor_text(anchor)
    assert text.isascii()
    assert text.count("\n") == 4
    assert not any(character.isspace() for character in text.split("\n")[0])


@pytest.mark.parametrize(
    "anchor",
    [
        Anchor("", 1, HASH, "stage", 0),
        Anchor("a", 0, HASH, "stage", 0),
        Anchor("a", 1, HASH, "hand over", 0),
        Anchor("a", 1, HASH, "stage\n", 0),
        Anchor("a", 1, HASH, "stage", -1),
        Anchor("a", 1, HASH[:31], "stage", 0),
    ],
)
def test_what_could_not_be_read_back_is_not_written(tmp_path: Path, anchor: Anchor) -> None:
    with pytest.raises(ValueError, match="not an anchor"):
        write_anchor(tmp_path / "anchors", anchor)
    assert not (tmp_path / "anchors").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_an_anchor_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    anchor = Anchor("a", 1, HASH, "stage", 0)
    with pytest.raises(NotDurable) as caught:
        write_anchor(Path("/dev/full"), anchor)
    assert caught.value.kind == "full"
    with pytest.raises(NotDurable) as caught:
        write_anchor(tmp_path / "no" / "folder", anchor)
    assert caught.value.kind == "io"
    if sys.platform != "win32":
        with pytest.raises(NotDurable):
            read_anchors(tmp_path)


def test_the_first_anchor_that_disagrees_bounds_what_is_good() -> None:
    rows = chain_of(9)
    good, bad = Anchor(STREAM, 3, rows[2].hash, "stage", 0), Anchor(STREAM, 7, HASH, "stage", 0)
    late = Anchor(STREAM, 12, HASH, "closing", 0)
    assert check(rows, [good], GENESIS).ok
    assert check(rows, [], GENESIS).ok
    verdict = check(rows, [late, bad, good], GENESIS)
    assert (verdict.ok_up_to, verdict.fault, verdict.head) == (3, Fault(4, "rewritten"), rows[2].hash)
    assert check(rows, [late, good], GENESIS).fault == Fault(10, "tail-cut")
    assert check([], [good]).fault == Fault(1, "tail-cut")


def test_a_break_in_the_chain_comes_before_later_anchors() -> None:
    rows = chain_of(9)
    del rows[5]
    anchors = [Anchor(STREAM, 3, rows[2].hash, "stage", 0), Anchor(STREAM, 9, HASH, "closing", 0)]
    assert check(rows, anchors, GENESIS).fault == Fault(6, "version")
    assert check(rows, [Anchor(STREAM, 2, HASH, "stage", 0)], GENESIS).fault == Fault(1, "rewritten")


@pytest.mark.parametrize(
    ("text", "tail", "version"),
    [
        ("7F3A-91C2", "7f3a91c2", None),
        (" 7f3a91c2 ", "7f3a91c2", None),
        ("#128 7F3A-91C2", "7f3a91c2", 128),
        ("#007  7F3A 91C2", "7f3a91c2", 7),
        ("# 7: 7F3A91C2", "7f3a91c2", 7),
        (HASH.hex(), HASH.hex(), None),
        (full_head(HASH), HASH.hex(), None),
        (f"#32 {full_head(HASH).upper()}", HASH.hex(), 32),
    ],
)
def test_a_head_is_read_in_every_way_it_is_shown(text: str, tail: str, version: int | None) -> None:
    head = parse_head(text)
    assert head == WrittenHead(bytes.fromhex(tail), version)
    assert head.full == (len(tail) == 64)


@pytest.mark.parametrize("text", ["", "#", "#128", "7F3A", "7F3A-91C", "7F3A-91CG", "x" * 64, "#0 7F3A-91C2", "磁盘"])
def test_what_is_no_head_is_none(text: str) -> None:
    assert parse_head(text) is None


def test_a_written_head_is_held_against_the_chain() -> None:
    rows = chain_of(9)
    for text in (short_head(rows[4].hash), full_head(rows[4].hash), f"#5 {short_head(rows[4].hash)}"):
        head = parse_head(text)
        assert head is not None
        assert check_head(rows, head, GENESIS).ok_up_to == 9
    absent = check_head(rows, WrittenHead(b"none"), GENESIS)
    assert (absent.ok_up_to, absent.fault, absent.head) == (0, Fault(1, "head-absent"), GENESIS)
    assert check_head(rows, WrittenHead(rows[4].hash, 6), GENESIS).fault == Fault(1, "rewritten")
    assert check_head(rows, WrittenHead(rows[4].hash, 10), GENESIS).fault == Fault(10, "tail-cut")
    assert check_head(rows[1:], WrittenHead(rows[4].hash, 5), GENESIS).fault == Fault(1, "version")
    assert check_head([], WrittenHead(b"none")).fault == Fault(1, "head-absent")
