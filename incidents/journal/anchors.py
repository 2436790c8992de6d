"""Anchors: heads held outside the journal, against which a cut tail or a full rewrite shows.

An anchor is written in the layout of a C2SP checkpoint: a line of origin, the number of rows, the hash in base64; a
fourth line (the layout allows extension lines) says when and why it was made. Blank lines part one from the next:

    drillbook/2026-0309-01
    88
    aPq0...=
    at=1773028680000 (handover)

The file beside the journal helps against accidents and against somebody who reaches the journal alone. Against
somebody who can write both, only a head that is somewhere else helps: on paper, in a report, read over the radio.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from .chain import HASH_BYTES, Fault, Linked, Verdict, verify
from .system import of_system, sync_folder

_ORIGIN = "drillbook/"
_SIZE = re.compile(r"[1-9][0-9]{0,11}")
_EXTENSION = re.compile(r"at=([0-9]{1,15}) \(([a-z-]+)\)")  # its end tells that the entry is whole


@dataclass(frozen=True, slots=True)
class Anchor:
    """That row `version` of `stream` had this hash; `why` (a word of a-z and hyphens) at `at` (milliseconds UTC)."""

    stream: str
    version: int
    hash: bytes
    why: str
    at: int


@dataclass(frozen=True, slots=True)
class Anchors:
    """What an anchors file holds, in order, and how many entries of it cannot be read."""

    entries: tuple[Anchor, ...]
    unreadable: int

    def of(self, stream: str) -> tuple[Anchor, ...]:
        return tuple(anchor for anchor in self.entries if anchor.stream == stream)


def anchors_path(journal: Path) -> Path:
    """The anchors file beside a journal."""
    return journal.with_name(journal.name + ".anchors")


def anchor_text(anchor: Anchor) -> str:
    """The anchor as a checkpoint of four lines; ValueError if it could not be read back."""
    origin = _ORIGIN + quote(anchor.stream, safe="")
    size = str(anchor.version)
    extension = f"at={anchor.at} ({anchor.why})"
    readable = _SIZE.fullmatch(size) and _EXTENSION.fullmatch(extension) and len(anchor.hash) == HASH_BYTES
    if not anchor.stream or not readable:
        raise ValueError("not an anchor")
    return f"{origin}\n{size}\n{base64.b64encode(anchor.hash).decode('ascii')}\n{extension}\n"


def write_anchor(path: Path, anchor: Anchor) -> None:
    """Append an anchor and put it on disk; NotDurable if that cannot be done."""
    # The line ends before it keep an entry whole that follows one torn by a power cut.
    data = f"\n\n{anchor_text(anchor)}".encode()
    try:
        new = not path.exists()
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            while data:
                data = data[os.write(handle, data) :]
            os.fsync(handle)
        finally:
            os.close(handle)
        if new:
            sync_folder(path.absolute().parent)
    except OSError as error:
        raise of_system(error) from error


def read_anchors(path: Path) -> Anchors:
    """All that can be read; a file that is missing holds none, one that cannot be opened raises NotDurable."""
    try:
        text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    except FileNotFoundError:
        return Anchors((), 0)
    except OSError as error:
        raise of_system(error) from error
    blocks = [block for block in re.split(r"\n\n+", text) if block.strip("\n")]
    found = [_parse(block) for block in blocks]
    return Anchors(tuple(anchor for anchor in found if anchor), found.count(None))


def _parse(block: str) -> Anchor | None:
    lines = block.strip("\n").split("\n")
    if len(lines) != 4 or not lines[0].startswith(_ORIGIN) or not _SIZE.fullmatch(lines[1]):
        return None
    extension = _EXTENSION.fullmatch(lines[3])
    try:
        digest = base64.b64decode(lines[2], validate=True)
        stream = unquote(lines[0].removeprefix(_ORIGIN), errors="strict")
    except (binascii.Error, ValueError):
        return None
    if extension is None or len(digest) != HASH_BYTES or not stream:
        return None
    return Anchor(stream, int(lines[1]), digest, extension[2], int(extension[1]))


def check(rows: Sequence[Linked], anchors: Iterable[Anchor], genesis: bytes | None = None) -> Verdict:
    """Verify the chain, then that it passes through every anchor of its stream.

    Rows up to the last anchor that agrees, before the first that does not, are good.
    """
    verdict = verify(rows, genesis)
    good = 0
    for anchor in sorted(anchors, key=lambda anchor: anchor.version):
        if anchor.version > verdict.ok_up_to:
            if verdict.fault is None:
                return Verdict(len(rows), Fault(len(rows) + 1, "tail-cut"), verdict.head)
            break
        if rows[anchor.version - 1].hash != anchor.hash:
            return Verdict(good, Fault(good + 1, "rewritten"), rows[good - 1].hash if good else rows[0].prev_hash)
        good = anchor.version
    return verdict
