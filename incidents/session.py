"""The one way in for people: decide, append, apply. What is returned as recorded is on disk.

A session holds one incident of one store. Clock, entropy, identity and mode are arguments, so that a test, a drill or
an exercise runs the same lines as a live incident.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any, Final, Protocol, Self

from incidents import commands as c
from incidents.apply import apply, opened
from incidents.book import Book
from incidents.codec import draft, event_of
from incidents.decide import decide
from incidents.events import Event, NewEvent
from incidents.journal.chain import canonical, full_head, genesis, short_head
from incidents.journal.errors import Conflict, Damaged, NotDurable, StreamExists
from incidents.journal.rows import Draft, Row
from incidents.journal.store import Store
from incidents.numbering import incident_id
from incidents.reading import UNREADABLE, read_record, refolded
from incidents.refusals import Refusal
from incidents.snapshot import snapshot
from incidents.state import State
from incidents.views import Snapshot
from runbooks.calendar import WorkingDays
from runbooks.frozen import to_data
from runbooks.plan import Plan

Entropy = Callable[[int], bytes]
Anchor = Callable[[str, int, bytes], None]
"""Keeps a head elsewhere: incident, version, hash."""

DRILL: Final = "drill"
"""The mode in which nobody states times: the clock is simulated."""

_ANCHOR_EVERY_MS = 600_000
_ANCHOR_KINDS = frozenset(
    {"incident-opened", "handover-offered", "handover-accepted", "taken-over", "incident-closed", "incident-reopened"}
)


class Clock(Protocol):
    """What a session asks the time of. `boot` names the run of the machine that `monotonic` counts in."""

    @property
    def boot(self) -> str: ...

    def now(self) -> int:
        """Milliseconds UTC."""

    def monotonic(self) -> int:
        """Milliseconds that never go back."""


class Session:
    """One incident being lived (or read). `damage` says from where on its record is not to be trusted."""

    def __init__(self, store: Store, clock: Clock, entropy: Entropy, anchor: Anchor | None) -> None:
        self.store = store
        self.clock = clock
        self.entropy = entropy
        self.anchor = anchor
        self.state: State
        self.book: Book
        self.hash = b""
        self.damage: Damaged | None = None
        self.clock_back = 0
        """By how many milliseconds the wall clock was set back while this incident was under way; 0 if it was not."""
        self._pending: tuple[int, list[Event], list[Draft]] | None = None
        self._wall = 0
        self._mono = clock.monotonic()
        self._anchored_at = 0
        self._stages: set[str] = set()

    # -- beginning ----------------------------------------------------------------------------------

    @classmethod
    def open(
        cls,
        store: Store,
        plan: Plan,
        *,
        clock: Clock,
        by: str,
        calendar: WorkingDays,
        mode: str = "live",
        at: int | None = None,
        incident: str = "",
        site: Mapping[str, Any] | None = None,
        before: str = "",
        entropy: Entropy = os.urandom,
        anchor: Anchor | None = None,
    ) -> Self:
        """Open an incident: everything begins at `at` (now, if None), and the plan's first step is begun with it."""
        self = cls(store, clock, entropy, anchor)
        now = self.now()
        moment = now if at is None else at
        if moment > now:
            raise ValueError("an incident cannot begin in the future")
        if mode != DRILL:
            moment = _whole_seconds(moment)
        frozen = to_data(plan)
        plan_hash = sha256(canonical(frozen)).digest()
        first = plan.steps[0] if plan.steps else None
        starts = first is not None and not (first.after or first.when or first.each)
        data = {
            "plan": frozen,
            "plan_hash": plan_hash.hex(),
            "mode": mode,
            "began": moment,
            "first": first.id if first is not None and starts else "",
            "calendar": calendar.to_data(),
            "site": dict(site or {}),
            "before": before,
        }
        op = entropy(16).hex()
        while True:
            name = incident or incident_id(moment, plan.timezone, [info.id for info in store.streams()])
            event = Event(1, "incident-opened", moment, now, by, op, data={"incident": name, **data})
            try:
                rows = store.create(name, genesis(name, plan_hash), [self._draft(event)])
            except StreamExists:
                if incident:
                    raise
                continue  # another station opened one in the same instant: take the next number
            break
        self._begin(opened(event), rows[-1])
        self._keep_head([event])
        return self

    @classmethod
    def resume(
        cls,
        store: Store,
        incident: str,
        *,
        clock: Clock,
        entropy: Entropy = os.urandom,
        anchor: Anchor | None = None,
    ) -> Self:
        """Take up an incident where its record ends; a damaged one is read as far as it is sound, and not written."""
        self = cls(store, clock, entropy, anchor)
        try:
            rows = store.read(incident)
        except Damaged as damaged:
            rows = list(damaged.rows)
            self.damage = damaged
        state, self.damage = read_record(rows, self.damage)
        self._begin(state, rows[state.version - 1])
        self._stages = {state.plan.step[e.step].stage for e in state.events if e.step in state.plan.step}
        return self

    def _begin(self, state: State, row: Row) -> None:
        self.state = state
        self.book = Book(state)
        self.hash = row.hash
        self._wall = max(self._wall, *(event.recorded for event in state.events))

    # -- reading ------------------------------------------------------------------------------------

    @property
    def id(self) -> str:
        """The incident's id."""
        return self.state.incident

    @property
    def plan(self) -> Plan:
        """The plan as it was frozen at the opening."""
        return self.state.plan

    @property
    def events(self) -> list[Event]:
        """The whole record, voided entries too."""
        return self.state.events

    @property
    def head(self) -> tuple[int, str, str]:
        """How far the record goes, its full head, and the short one to be read aloud."""
        return self.state.version, full_head(self.hash), short_head(self.hash)

    def now(self) -> int:
        """The time by the wall, unless the wall was set back: then by what has passed since."""
        wall, mono = self.clock.now(), self.clock.monotonic()
        expected = self._wall + max(0, mono - self._mono)
        if self._wall and wall < expected - 1000:
            self.clock_back = expected - wall
            return expected
        self.clock_back = 0
        self._wall, self._mono = max(wall, self._wall), mono
        return self._wall

    def snapshot(self, now: int | None = None) -> Snapshot:
        """All of the incident as it stands."""
        return snapshot(self.state, self.book, self.now() if now is None else now)

    # -- recording ----------------------------------------------------------------------------------

    def do(self, command: c.Command, by: str) -> tuple[Event, ...] | Refusal:
        """Record what a command says, or say why not. Raises `NotDurable` if it could not be put on disk.

        If another station was first, what it recorded is read, and the command is decided again: it is stored if only
        other subjects changed, else it comes back to the person as a refusal that says what happened.
        """
        if self.damage is not None:
            raise self.damage
        self.settle()
        while True:
            now = self.now()
            command = self._timed(command, now)
            decided = decide(self.state, self.book, command, now=now, by=by)
            if isinstance(decided, Refusal):
                return decided
            events = self._numbered(decided, now, by)
            expected = self.state.version
            drafts = [self._draft(event) for event in events]
            try:
                rows = self.store.append(self.id, expected, drafts)
            except Conflict:
                if command.seen is None:
                    command = replace(command, seen=expected)
                news = self.refresh()
                if self.damage is not None:
                    raise self.damage from None
                if not news:
                    raise
                continue
            except NotDurable as fault:
                if fault.unknown:
                    self._pending = (expected, events, drafts)
                raise
            self._take(events, rows)
            return tuple(events)

    def settle(self) -> tuple[Event, ...]:
        """Find out what became of an append whose outcome was not known; what was stored after all is taken in.

        Nothing comes back where it is certain now that it was not stored.
        """
        if self._pending is None:
            return ()
        expected, events, drafts = self._pending
        try:
            rows = self.store.append(self.id, expected, drafts)
        except Conflict:
            self._pending = None
            self.refresh()
            return ()
        self._pending = None
        if rows[-1].version > self.state.version:  # else a refresh has brought it in meanwhile
            self._take(events, rows)
        return tuple(events)

    def refresh(self) -> tuple[Event, ...]:
        """Take in what other stations recorded meanwhile, as far as it is sound."""
        rows = self.store.read(self.id, self.state.version)
        events = []
        for row in rows:
            try:
                if row.prev_hash != self.hash:
                    raise ValueError("it follows from another row")
                event = event_of(row)
                apply(self.state, event)
            except UNREADABLE as fault:
                self.damage = Damaged("chain", self.id, row.version, repr(fault))
                self.state = refolded(self.events[: row.version - 1])
                self.book = Book(self.state)
                break
            self.hash = row.hash
            events.append(event)
        return tuple(events)

    def _timed(self, command: c.Command, now: int) -> c.Command:
        """People state whole seconds; in a drill everything happens at the moment at which it is recorded."""
        if self.state.mode == DRILL:
            return replace(command, at=now)
        command = replace(command, at=_whole_seconds(command.at))
        match command:
            case c.StateFact(fact="began", value=int(value)) if not isinstance(value, bool):
                return replace(command, value=_whole_seconds(value))
            case c.Correct(new_at=int(new_at)):
                return replace(command, new_at=_whole_seconds(new_at))
        return command

    def _numbered(self, decided: list[NewEvent], now: int, by: str) -> list[Event]:
        op, version = self.entropy(16).hex(), self.state.version
        return [
            Event(
                seq=version + n,
                kind=new.kind,
                at=new.at,
                recorded=now,
                by=by,
                op=op if n == 1 else f"{op}.{n - 1}",
                step=new.step,
                turn=new.turn,
                role=new.role,
                data=new.data,
            )
            for n, new in enumerate(decided, 1)
        ]

    def _draft(self, event: Event) -> Draft:
        return draft(event, boot=self.clock.boot, monotonic=self.clock.monotonic())

    def _take(self, events: list[Event], rows: list[Row]) -> None:
        for event in events:
            apply(self.state, event)
        self.hash = rows[-1].hash
        self._keep_head(events)

    def _keep_head(self, events: list[Event]) -> None:
        """Anchor the head where an anchor is due: certain events, the first act of a stage, every ten minutes."""
        due = any(event.kind in _ANCHOR_KINDS for event in events)
        for event in events:
            step = self.state.plan.step.get(event.step)
            if step is not None and step.stage not in self._stages:
                self._stages.add(step.stage)
                due = True
        recorded = events[-1].recorded
        if self.anchor is not None and (due or recorded - self._anchored_at >= _ANCHOR_EVERY_MS):
            self._anchored_at = recorded
            self.anchor(self.id, self.state.version, self.hash)


def _whole_seconds(ms: int) -> int:
    return ms // 1000 * 1000
