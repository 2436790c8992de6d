"""What can be seen of an incident at a moment: plain values for the screens, the commands and the reports.

All times are milliseconds UTC, all spans milliseconds. Nothing here is prose: states and codes are words of
the engine (`ready`, `overdue`), the edge chooses how to say them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from runbooks.plan import Basis

StepState = Literal["waiting", "ready", "in-progress", "done", "skipped", "not-applicable"]
LimitState = Literal["not-applicable", "pending", "running", "overdue", "met", "late", "missed", "waived"]


@dataclass(frozen=True, slots=True)
class Wait:
    """What a waiting step waits for: a step, the answer to a fact (`fact`), or the opening of its next turn (`turn`,
    `at`).
    """

    kind: Literal["step", "fact", "turn"]
    id: str
    at: int | None = None


@dataclass(frozen=True, slots=True)
class LimitView:
    """One limit of one turn. `limit` counts from 1 as the step lists them.

    `within` is the text of the duration (`30 min`), `within_ms` its length where it is exact (else None). `margin` is
    due minus act once acted, due minus now while it runs (negative: over). A repeat lists its grid turns; a run of
    turns that passed unused is one entry with `turns` > 1; by the calendar, `within` is its period (`month`) and `day`
    the day of it on which it is due. `ceased` marks a breach that stands although the limit no longer applies. `ahead`
    is how long before its date it is due; `extended` by how much it was lengthened (empty: not), by whom and why beside
    it.
    """

    step: str
    turn: int
    limit: int
    basis: Basis
    source: tuple[str, ...]
    from_: str
    within: str
    state: LimitState
    to: Literal["done", "start"] = "done"
    within_ms: int | None = None
    start_at: int | None = None
    due_at: int | None = None
    done_at: int | None = None
    margin: int | None = None
    known_late: bool = False
    number: str = ""
    repeat: bool = False
    turns: int = 1
    ceased: bool = False
    approver: str = ""
    reason: str = ""
    waived_late: bool = False
    day: int | None = None
    ahead: str = ""
    extended: str = ""
    extended_by: str = ""
    extended_reason: str = ""


@dataclass(frozen=True, slots=True)
class StepView:
    """One step as it stands now: its latest turn. `owed` are the record's facts still to be filled in."""

    id: str
    number: str
    state: StepState
    turn: int = 1
    started_at: int | None = None
    done_at: int | None = None
    by: str = ""
    person: str = ""
    ahead: bool = False
    reason: str = ""
    waits: tuple[Wait, ...] = ()
    owed: tuple[str, ...] = ()
    open_turns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """What was said of a fact: the value, from when it is so, and the record (`seq`) that says it."""

    value: Any
    at: int
    seq: int
    by: str = ""
    unknown: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A role, and when it was told (None: not yet). `call` is the result of the last call to it, `tries` how many
    failed.
    """

    role: str
    at: int | None = None
    call: str = ""
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All of an incident at `now`. `steps` in plan order; `limits` in plan order, then turn."""

    now: int
    incident: str
    plan: str
    mode: str
    status: Literal["open", "closed"]
    version: int
    opened_at: int
    began: int
    closed_at: int | None
    outcome: str
    level: str
    proposed: str
    duty: str
    handover: tuple[str, str] | None
    steps: tuple[StepView, ...]
    limits: tuple[LimitView, ...]
    facts: Mapping[str, Statement] = field(default_factory=dict)
    rows: Mapping[str, Mapping[int, Mapping[str, Any]]] = field(default_factory=dict)
    told: tuple[Told, ...] = ()
    people: Mapping[str, str] = field(default_factory=dict)
    owed: tuple[tuple[str, str], ...] = ()
    next_change: int | None = None
