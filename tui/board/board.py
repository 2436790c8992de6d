"""The board: order, groups and counts, brought up to date by what an event touched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from incidents.events import Event
from incidents.proposal import proposed
from incidents.session import Session
from incidents.snapshot import told
from incidents.steps import owed, step_state, turn_state
from incidents.timeline import timeline
from incidents.tracks import NO, YES
from incidents.views import LimitView, Snapshot, StepState, Told
from reports.closing import Closing, closing
from reports.words import Words
from runbooks.plan import DANGER_PART, Plan, Text
from runbooks.site import Site
from tui.board.dues import Dues
from tui.board.limits import Entries
from tui.board.listing import Listing, Place
from tui.board.names import Names
from tui.board.rows import Row, row_of
from tui.board.spots import Ordered, Spot
from tui.board.staging import Staging
from tui.board.tally import Info, Tally
from tui.board.touched import Watch
from tui.common.calling import Telephones

_ACTIVE: Final = frozenset({"ready", "in-progress"})
_ENDED: Final = frozenset({"done", "skipped", "not-applicable"})
_AT_ONCE: Final = 200
"""So many steps' limits are looked at in one go."""


class Board:
    """One incident as its pages need it."""

    def __init__(self, session: Session, *, words: Words, site: Site | None, by: str) -> None:
        self.session = session
        self.words = words
        self.site = site or Site()
        self.by = by
        self.state = session.state
        self.phones = Telephones(session.state, self.site, words, by)
        self.plans: Mapping[str, Text] = {}
        """The plans under which the incident could go on, by id."""
        self.list = Listing()
        self.tally = Tally()
        self.version = 0
        self._infos: dict[int, Info] = {}
        self._moved: set[int] = set()
        self._told: tuple[int, tuple[Told, ...]] = (-1, ())
        self._closing: tuple[int, Closing | None] = (-1, None)
        self._limits = Entries()
        self._snapshot: Snapshot | None = None
        self.kept: dict[str, tuple[Any, Any]] = {}
        """What a page made of all of the incident, with what it was made from: for the next key."""
        self._watch = Watch(session.state)
        self._turns: int | None = None
        self._pinned = False
        self.dues = Dues()
        self._look_at_all(session.now())

    def sit(self, by: str) -> None:
        """Somebody else sits here."""
        self.by = self.phones.by = by

    # -- the incident -------------------------------------------------------------------------------

    @property
    def plan(self) -> Plan:
        """The plan in force."""
        return self.state.plan

    @property
    def zone(self) -> str:
        """The site's time zone, as frozen with the plan."""
        return self.state.plan.timezone

    @property
    def counts(self) -> Mapping[StepState, int]:
        """How many steps are in each state."""
        return self.tally.counts

    @property
    def stages(self) -> Mapping[str, tuple[int, int]]:
        """For each stage: how many of its steps are settled, and how many there are."""
        return self.tally.stages

    @property
    def owed(self) -> int:
        """How many fields are still to be filled in."""
        return self.tally.owed

    @property
    def danger(self) -> bool:
        """Whether the danger branch goes on: it stands above everything else until its last step has ended."""
        goes_on = self.state.closed is None
        return goes_on and bool(len(self.groups["danger-now"]) or len(self.groups["danger-later"]))

    @property
    def closing(self) -> Closing | None:
        """What the incident leaves behind; None while it is open."""
        if self.state.closed is None:
            return None
        if self._closing[0] != self.version:
            self._closing = (self.version, closing(timeline(self.session)))
        return self._closing[1]

    @property
    def told(self) -> tuple[Told, ...]:
        """Who has been told, and who is still to be told."""
        if self._told[0] != self.version:
            self._told = (self.version, tuple(told(self.state)))
        return self._told[1]

    def snapshot(self, now: int) -> Snapshot:
        """All of the incident at once: made anew only when a record or the clock changed anything in it."""
        kept = self._snapshot
        if (
            kept is None
            or kept.version != self.state.version
            or not kept.now <= now < (now + 1 if kept.next_change is None else kept.next_change)
        ):
            kept = self._snapshot = self.session.snapshot(now)
        return kept

    def exceeded(self, now: int) -> list[LimitView]:
        """The binding limits that are over and still run, in the order of the plan."""
        return self.dues.exceeded(self.state, self.session.book, now)

    def limits(self, now: int) -> Entries:
        """Every limit that counts, by authority."""
        self._limits.look(self.state, self.session.book, now)
        return self._limits

    def prepare(self, now: int) -> None:
        """Do a little of what `limits` would have to do for a long plan, while nobody waits for it."""
        self._limits.look(self.state, self.session.book, now, _AT_ONCE)

    @cached_property
    def names(self) -> Names:
        """What steps can be found by."""
        return Names(self.plan)

    @property
    def proposed(self) -> str:
        """The level that the facts propose; empty for none."""
        return "" if self.state.closed else proposed(self.state)

    @cached_property
    def by_stage(self) -> Staging:
        """The steps stage by stage."""
        return Staging(self.plan, self._branch)

    def row(self, spot: Spot, now: int) -> Row:
        """One row, as it stands at a moment."""
        return row_of(self.state, self.session.book, spot, now)

    def spot_of(self, step: str) -> Spot:
        """The spot of a step: its first open turn, where each turn has a row of its own."""
        i = self.state.compiled.index[step]
        return next((spot for spot, _ in self._infos[i].places), Spot(i))

    def state_of(self, spot: Spot, now: int) -> StepState:
        """The state of a step, or of the turn that has a row of its own."""
        if spot.turn:
            turn = self.state.records[spot.step].turns.get(spot.turn)
            if turn is not None:
                return turn_state(self.state, self.session.book, spot.step, turn, now)
        return self._infos[spot.step].state

    def in_branch(self, i: int) -> bool:
        """Whether a step belongs to the danger branch."""
        return i in self._branch

    # -- keeping up ---------------------------------------------------------------------------------

    def take(self, now: int) -> Sequence[Event]:
        """Bring the board up to date with the record; the events that are new to it. The order of rows stays as it is
        until `reorder`.
        """
        new = self.session.events[self.version :]
        if not new:
            return new
        touched = self._watch.touched(new)
        if touched is not None and self._turns is not None and now >= self._turns:
            touched.update(self._watch.repeats)
        if touched is None:
            self._look_at_all(now, reorder=False)
        else:
            self._look_at(touched, now)
        self.version = self.state.version
        return new

    def pass_time(self, now: int) -> bool:
        """Take in what the clock alone changed: a turn of a repeated step opened. True if anything did."""
        if self._turns is None or now < self._turns:
            return False
        self._look_at(set(self._watch.repeats), now)
        return True

    def reorder(self) -> bool:
        """Put every row where it belongs by now; True if any moved."""
        moved = False
        for i in self._moved:
            moved |= self.list.put(i, dict(self._infos[i].places))
        self._moved.clear()
        return moved

    def _look_at_all(self, now: int, *, reorder: bool = True) -> None:
        state, book = self.state, self.session.book
        self._watch.touched(())
        book.update()
        self.dues.fill(state, book, now)
        self._pinned = self._is_pinned()
        self._infos = {i: self._info(i, now) for i in range(len(state.compiled.steps))}
        self.tally.fill(self._infos.values())
        self._limits.touch(self._infos)
        self._turns = self._next_turn(now)
        self.version = state.version
        if reorder:
            self.list.fill(row for info in self._infos.values() for row in info.places)
            self._moved.clear()
        else:
            self._moved.update(self._infos)

    def _look_at(self, steps: set[int], now: int) -> None:
        self.session.book.update()
        self.dues.update(self.state, self.session.book, steps, now)
        self._limits.touch(steps)
        if (pinned := self._is_pinned()) != self._pinned:
            self._pinned = pinned
            steps = steps | self._branch
        for i in steps:
            self._replace(i, self._info(i, now))
        if self._watch.repeats:
            self._turns = self._next_turn(now)

    def _next_turn(self, now: int) -> int | None:
        """When the clock may next open a turn, or a limit falls due on a step that repeats."""
        if not self._watch.repeats or self.state.closed is not None:
            return None
        return self.session.book.next_change(now)

    def _replace(self, i: int, info: Info) -> None:
        old = self._infos[i]
        if old == info:
            return
        self._infos[i] = info
        self.tally.change(old, info)
        if old.places != info.places:
            self._moved.add(i)

    # -- one step -----------------------------------------------------------------------------------

    @cached_property
    def _branch(self) -> frozenset[int]:
        """The steps of the danger branch, where the plan includes it (and is not the branch itself)."""
        if self.plan.id == DANGER_PART:
            return frozenset()
        return frozenset(i for i, step in enumerate(self.plan.steps) if step.part == DANGER_PART)

    def _is_pinned(self) -> bool:
        """Whether any step of the danger branch applies and has not ended."""
        return any(self.state.applies[i].last == YES and not self.state.settled[i] for i in self._branch)

    def _info(self, i: int, now: int) -> Info:
        state, book = self.state, self.session.book
        step = state.compiled.steps[i]
        at = step_state(state, book, i, now)
        branch = i in self._branch
        applies = state.applies[i].last
        counted = "danger" if branch and applies == YES else "" if branch or applies == NO else step.stage
        fields = len(owed(state, i)) if step.record else 0
        return Info(at, fields, counted, state.settled[i], tuple(self._places(i, at, now, pinned=branch)))

    def _places(self, i: int, at: StepState, now: int, *, pinned: bool) -> Iterator[tuple[Spot, Place]]:
        pinned = pinned and self._pinned
        if at in _ACTIVE and self.state.compiled.steps[i].each:
            for turn in self.state.records[i].standing():
                found = turn_state(self.state, self.session.book, i, turn, now)
                if found in _ACTIVE:
                    yield Spot(i, turn.number), self._active(i, turn.number, found, pinned=pinned)
        elif at in _ACTIVE:
            yield Spot(i), self._active(i, 0, at, pinned=pinned)
        elif at in _ENDED:
            end = max((t.end.at for t in self.state.records[i].standing() if t.end), default=0)
            yield Spot(i), ("ended", (_ended_rank(at), -end, i))
        else:
            yield Spot(i), ("danger-later" if pinned else "later", (i,))

    def _active(self, i: int, turn: int, at: StepState, *, pinned: bool) -> Place:
        """Binding limits first, then our targets, each by its due; then what has no clock, what is begun last. The
        danger branch keeps its own order.
        """
        if pinned:
            return "danger-now", (i, turn)
        if due := self.dues.nearest(i, turn, binding=True):
            return "now", (0, due.at, i, turn)
        if due := self.dues.nearest(i, turn, binding=False):
            return "now", (1, due.at, i, turn)
        return "now", (2 if at == "ready" else 3, 0, i, turn)

    # -- the list -----------------------------------------------------------------------------------

    @property
    def groups(self) -> Mapping[str, Ordered[tuple[int, ...], Spot]]:
        """The rows of each group."""
        return self.list.groups

    def place(self, spot: Spot) -> int | None:
        """Which row of the list a spot is, counted over all groups from 0; None where it has none."""
        return self.list.place(spot)

    def group_of(self, spot: Spot) -> str:
        """The group in which a spot stands; empty for none."""
        return self.list.group_of(spot)

    def place_in_group(self, spot: Spot) -> int:
        """Where in its group a spot stands."""
        return self.list.place_in_group(spot)

    def spot(self, place: int) -> Spot | None:
        """The spot in a row of the list."""
        return self.list.spot(place)

    def __len__(self) -> int:
        return len(self.list)


def _ended_rank(at: StepState) -> int:
    """What was done or skipped comes before what is not needed."""
    return 1 if at == "not-applicable" else 0
