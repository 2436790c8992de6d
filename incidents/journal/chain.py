"""The hash chain: how rows are bound to one another, and how that is verified. Pure.

    genesis   = H("genesis", canonical {plan, stream})
    body_hash = H("body", salt of 16 bytes + body)
    hash      = H("row", prev_hash + length of head in 8 bytes + head + body_hash)
    H(tag, x) = SHA-256 of "drillbook.journal.1/" + tag + NUL + x

Everything is computed over the bytes that are stored; nothing is written again in order to be hashed. The body enters
by its salted hash alone, so that an export may withhold a text (and its salt) and still be verified. The op column is
bound by being repeated in the head, the stream by the genesis, the version by its place.

The chain finds every edit, deletion, swap and renumbering. It cannot find that the end was cut off, or that all was
written anew: for that a head must be held elsewhere (`anchors`, `heads`).

The verifier reads what may have been tampered with. It never raises, whatever a row holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal, NoReturn, Protocol

from .rows import Draft, Entropy, Row

SALT_BYTES = 16
HASH_BYTES = 32
_PREFIX = b"drillbook.journal.1/"

Flaw = Literal[
    "shape",  # a column of another type or length
    "stream",  # the row of another stream
    "version",  # a number missing, doubled or out of order
    "genesis",  # begins from another plan or stream
    "link",  # does not follow from the row before
    "body",  # the body or its salt was changed
    "hash",  # the head, a hash or the order of rows was changed
    "op",  # the op stands otherwise in the head
    "tail-cut",  # a head held elsewhere lies past the end
    "rewritten",  # a head held elsewhere is another one
    "head-absent",  # a head held elsewhere is nowhere in the chain
    "unreadable",  # no journal can be made out
]


class Linked(Protocol):
    """What the verifier looks at: a row, or one of an export that may lack body and salt."""

    @property
    def stream(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def op(self) -> str: ...
    @property
    def head(self) -> bytes: ...
    @property
    def salt(self) -> bytes | None: ...
    @property
    def body(self) -> bytes | None: ...
    @property
    def body_hash(self) -> bytes: ...
    @property
    def prev_hash(self) -> bytes: ...
    @property
    def hash(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Fault:
    """The first version that is not what was written, and in what way."""

    version: int
    what: Flaw


@dataclass(frozen=True, slots=True)
class Verdict:
    """Rows 1 to `ok_up_to` are good; `head` is the hash of the last of them (the genesis if there is none)."""

    ok_up_to: int
    fault: Fault | None
    head: bytes

    @property
    def ok(self) -> bool:
        return self.fault is None


def canonical(value: object) -> bytes:
    """JSON in UTF-8 with sorted keys and no spaces; ValueError for floats, odd keys and lone surrogates."""
    _refuse_inexact(value)
    return canonical_again(value)


def canonical_again(value: object) -> bytes:
    """The same for what `parse` has read: that holds nothing inexact, so nobody need look through it again."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    except RecursionError:
        raise ValueError("nested too deep") from None
    return text.encode("utf-8")


_TEXT = {str}
_EXACT = frozenset({str, int, bool, type(None)})


def _refuse_inexact(value: object) -> None:
    """Walk without recursion: what cannot be stored exactly, or comes back as something else, is refused."""
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, dict):
            if {*map(type, item)} != _TEXT and not all(isinstance(key, str) for key in item):
                raise ValueError("a key that is no text")
            todo += [inner for inner in item.values() if type(inner) not in _EXACT]
        elif isinstance(item, list | tuple):
            todo += [inner for inner in item if type(inner) not in _EXACT]
        elif item is not None and not isinstance(item, str | int):
            raise ValueError(f"not storable: {type(item).__name__}")


def parse(data: bytes) -> Any:
    """The value of stored JSON; ValueError for anything that is not exact JSON in UTF-8."""
    try:
        return _DECODER.decode(data.decode("utf-8"))
    except RecursionError:
        raise ValueError("nested too deep") from None


def _no_float(text: str) -> NoReturn:
    raise ValueError(f"a number that is not whole: {text}")


_DECODER = json.JSONDecoder(parse_float=_no_float, parse_constant=_no_float)
"""One for all: making a decoder costs as much as using it."""


def _digest(tag: bytes, *parts: bytes) -> bytes:
    return sha256(b"".join((_PREFIX, tag, b"\0", *parts))).digest()


def genesis(stream: str, plan_hash: bytes) -> bytes:
    """What the first row follows from."""
    return _digest(b"genesis", canonical({"plan": plan_hash.hex(), "stream": stream}))


def body_hash(salt: bytes, body: bytes) -> bytes:
    """The salted hash that stands for a body."""
    return _digest(b"body", salt, body)


def row_hash(prev: bytes, head: bytes, hashed_body: bytes) -> bytes:
    """The hash that the next row will follow from."""
    return _digest(b"row", prev, len(head).to_bytes(8, "big"), head, hashed_body)


def link(stream: str, version: int, prev: bytes, drafts: Sequence[Draft], entropy: Entropy) -> list[Row]:
    """The rows that `drafts` become after row `version`, whose hash is `prev`."""
    rows = []
    for number, draft in enumerate(drafts, version + 1):
        salt = entropy(SALT_BYTES)
        hashed = body_hash(salt, draft.body)
        this = row_hash(prev, draft.head, hashed)
        rows.append(Row(stream, number, draft.op, draft.head, salt, draft.body, hashed, prev, this))
        prev = this
    return rows


def check_drafts(drafts: Sequence[Draft]) -> None:
    """ValueError unless the drafts may be stored: canonical, each op once and repeated in its head."""
    if not drafts:
        raise ValueError("nothing to append")
    if len({draft.op for draft in drafts}) != len(drafts):
        raise ValueError("an op stands twice in one batch")
    for draft in drafts:
        head = parse(draft.head)
        if not isinstance(head, dict) or head.get("op") != draft.op or not draft.op:
            raise ValueError(f"the head of {draft.op!r} does not hold its op")
        if canonical_again(head) != draft.head or canonical_again(parse(draft.body)) != draft.body:
            raise ValueError(f"{draft.op!r} is not canonical JSON")


def check_beginning(stream: str, genesis: bytes) -> None:
    """ValueError unless a stream of this name may begin from these bytes."""
    if not stream or len(genesis) != HASH_BYTES:
        raise ValueError("a stream needs a name and a genesis")


def verify(rows: Iterable[Linked], genesis: bytes | None = None, stream: str | None = None) -> Verdict:
    """Go along the chain to the first flaw.

    Without `genesis` the first row is taken at its word for what it follows from; without `stream`, for its name.
    """
    good, last = 0, genesis or b""
    for row in rows:
        if good == 0:
            stream = row.stream if stream is None else stream
            last = row.prev_hash if genesis is None else genesis
        what = _flaw(row, good + 1, stream, last)
        if what is not None:
            return Verdict(good, Fault(good + 1, what), last if isinstance(last, bytes) else b"")
        good, last = good + 1, row.hash
    return Verdict(good, None, last)


def _flaw(row: Linked, version: int, stream: str | None, prev: bytes) -> Flaw | None:
    if not _shapely(row):
        return "shape"
    if row.stream != stream:
        return "stream"
    if row.version != version:
        return "version"
    if row.prev_hash != prev:
        return "genesis" if version == 1 else "link"
    if row.body is not None and row.salt is not None and body_hash(row.salt, row.body) != row.body_hash:
        return "body"
    if row_hash(prev, row.head, row.body_hash) != row.hash:
        return "hash"
    return None if _names(row.head, row.op) else "op"


def _shapely(row: Linked) -> bool:
    hashes = (row.body_hash, row.prev_hash, row.hash)
    return (
        isinstance(row.stream, str)
        and type(row.version) is int
        and isinstance(row.op, str)
        and isinstance(row.head, bytes)
        and all(isinstance(item, bytes) and len(item) == HASH_BYTES for item in hashes)
        and (row.body is None) == (row.salt is None)
        and (row.body is None or isinstance(row.body, bytes))
        and (row.salt is None or (isinstance(row.salt, bytes) and len(row.salt) == SALT_BYTES))
    )


def _names(head: bytes, op: str) -> bool:
    """Whether the head holds this op. A flat canonical head is searched as bytes; any other is parsed."""
    try:
        if head.count(b"{") == 1 and head.count(b'"op":') == 1 and b'"op":' + canonical(op) in head:
            return True
        value = json.loads(head.decode("utf-8"))
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and value.get("op") == op


def short_head(digest: bytes) -> str:
    """The last four bytes, to be read aloud and written on paper: `7F3A-91C2`."""
    text = digest[-4:].hex().upper()
    return f"{text[:4]}-{text[4:]}"


def full_head(digest: bytes) -> str:
    """The whole hash in eight groups of eight, to be copied into a report; it ends with the short head."""
    text = digest.hex()
    return " ".join(text[at : at + 8] for at in range(0, len(text), 8))
