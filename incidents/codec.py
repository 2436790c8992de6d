"""Events as the bytes that the journal keeps: a head that may always be shown, a body that an export may withhold.

The head holds what a record must say in any case (which kind, which step, when it happened, when it was written, by
which clock); the body holds who and what. Both are canonical JSON, written once and never again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from incidents.events import KINDS, Event
from incidents.journal.chain import canonical, parse
from incidents.journal.rows import Draft, Row

FORMAT: Final = 1


def draft(event: Event, *, boot: str, monotonic: int) -> Draft:
    """What to append for an event; `boot` and `monotonic` (ms) say which clock run recorded it."""
    head = {
        "v": FORMAT,
        "op": event.op,
        "kind": event.kind,
        "step": event.step,
        "turn": event.turn,
        "at": event.at,
        "recorded": event.recorded,
        "boot": boot,
        "mono": monotonic,
    }
    body = {"by": event.by, "role": event.role, "data": _plain(event.data)}
    return Draft(event.op, canonical(head), canonical(body))


_BARE: Final = frozenset({str, int, bool, type(None)})


def _plain(value: Any) -> Any:
    if isinstance(value, dict | Mapping):
        return {key: item if type(item) in _BARE else _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [item if type(item) in _BARE else _plain(item) for item in value]
    return value


def event_of(row: Row) -> Event:
    """The event that a row keeps; ValueError where it holds none, or one of a later version: whoever does not know what
    happened must not go on writing.
    """
    head, body = parse(row.head), parse(row.body)
    try:
        if head["v"] != FORMAT:
            raise ValueError(f"format {head['v']}")
        if head["kind"] not in KINDS:
            raise ValueError(f"kind {head['kind']}")
        return Event(
            seq=row.version,
            kind=head["kind"],
            at=head["at"],
            recorded=head["recorded"],
            by=body["by"],
            op=head["op"],
            step=head["step"],
            turn=head["turn"],
            role=body["role"],
            data=body["data"],
        )
    except (KeyError, TypeError) as missing:
        raise ValueError(f"not an event: {missing}") from missing
