"""From the rows of a journal to a state: every row verified, every event folded, as far as the record is sound.

A row may be broken (its hash is not what its content makes), unreadable (it was written by a later version), or whole
and still nonsense (somebody who knew how made it). All three end the reading at the row before; nothing of what
comes after is believed.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from incidents.apply import apply, opened
from incidents.codec import event_of
from incidents.events import Event
from incidents.journal.chain import canonical_again, genesis, verify
from incidents.journal.errors import Damaged
from incidents.journal.rows import Row
from incidents.state import State

UNREADABLE: Final = (ValueError, TypeError, KeyError, IndexError, AttributeError)
"""What an event that makes no sense may raise when it is read or applied."""


def read_record(rows: Sequence[Row], damage: Damaged | None) -> tuple[State, Damaged | None]:
    """The state after all rows that are sound, and what is wrong with the first that is not. `damage` is what the store
    found itself. Raises it, or its like, where not even the opening can be read.
    """
    if not rows:
        raise damage or Damaged("chain", None, 1)
    incident = rows[0].stream
    verdict = verify(rows, stream=incident)
    if verdict.fault is not None:
        damage = damage or Damaged("chain", incident, verdict.fault.version)
    events: list[Event] = []
    for row in rows[: verdict.ok_up_to]:
        try:
            events.append(event_of(row))
        except ValueError as fault:
            damage = Damaged("chain", incident, row.version, str(fault))
            break
    if not events or not _truly_begun(events[0], rows[0]):
        raise damage or Damaged("chain", incident, 1)
    return _folded(events, incident, damage)


def _truly_begun(event: Event, row: Row) -> bool:
    """Whether the first row follows from the plan that it carries."""
    if event.kind != "incident-opened":
        return False
    plan_hash = sha256(canonical_again(event.data["plan"])).digest()
    return genesis(row.stream, plan_hash) == row.prev_hash


def _folded(events: list[Event], incident: str, damage: Damaged | None) -> tuple[State, Damaged | None]:
    try:
        state = opened(events[0])
    except UNREADABLE as fault:
        raise Damaged("chain", incident, 1, repr(fault)) from fault
    for event in events[1:]:
        try:
            apply(state, event)
        except UNREADABLE as fault:
            return refolded(events[: event.seq - 1]), Damaged("chain", incident, event.seq, repr(fault))
    return state, damage


def refolded(events: Sequence[Event]) -> State:
    """The state after events that are known to be sound."""
    state = opened(events[0])
    for event in events[1:]:
        apply(state, event)
    return state
