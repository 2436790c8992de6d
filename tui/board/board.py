"""The board: order, groups and counts, brought up to date by what an event touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
from runbooks.plan import Plan, Text
from runbooks.site import Site
from tui.board.dues import Dues
from tui.board.limits import Entries
from tui.board.names import Names
from tui.board.rows import Row, row_of
from tui.board.spots import Ordered, Spot
from tui.board.touched import Watch
from tui.common.calling import Telephones

GROUPS: Final = ("danger-now", "danger-later", "now", "later", "ended")
"""The groups of the list, from above. The danger branch is pinned above the plan while it goes on."""
DANGER_PART: Final = "danger-branch"
_ACTIVE: Final = frozenset({"ready", "in-progress"})
_ENDED: Final = frozenset({"done", "skipped", "not-applicable"})
_AT_ONCE: Final = 200
"""So many steps' limits are looked at in one go."""

Place = tuple[str, tuple[int, ...]]
"""A group, and the key by which something stands in it."""


@dataclass(frozen=True, slots=True)
class Info:
    """What is remembered of a step between events."""

    state: StepState
    owed: int
    counted: str
    settled: bool
    places: tuple[tuple[Spot, Place], ...]


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
        self.groups: dict[str, Ordered[tuple[int, ...], Spot]] = {name: Ordered() for name in GROUPS}
        self.counts: Counter[StepState] = Counter()
        """How many steps are in each state."""
        self.stages: dict[str, tuple[int, int]] = {}
        """For each stage: how many of its steps are settled, and how many there are."""
        self.owed = 0
        """How many fields are still to be filled in."""
        self.version = 0
        self._infos: dict[int, Info] = {}
        self._placed: dict[Spot, Place] = {}
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
    def by_stage(self) -> tuple[tuple[str, tuple[Spot, ...]], ...]:
        """The steps of each stage in the order of the plan; the danger branch is a stage of its own."""
        found: dict[str, list[Spot]] = {}
        for i, step in enumerate(self.plan.steps):
            branch = i in self._branch
            found.setdefault("danger" if branch else step.stage, []).append(Spot(i))
        return tuple((stage, tuple(spots)) for stage, spots in found.items())

    @cached_property
    def _stage_order(self) -> tuple[tuple[Spot, ...], dict[int, int]]:
        order = tuple(spot for _, spots in self.by_stage for spot in spots)
        return order, {spot.step: n for n, spot in enumerate(order)}

    def stage_place(self, spot: Spot) -> int:
        """Where a step stands among all, stage by stage."""
        return self._stage_order[1].get(spot.step, 0)

    def stage_spot(self, place: int) -> Spot:
        """The step that stands there."""
        return self._stage_order[0][place]

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
            moved |= self._put(i)
        self._moved.clear()
        return moved

    def _look_at_all(self, now: int, *, reorder: bool = True) -> None:
        state, book = self.state, self.session.book
        self._watch.touched(())
        book.update()
        self.dues.fill(state, book, now)
        self._pinned = self._is_pinned()
        self._infos = {i: self._info(i, now) for i in range(len(state.compiled.steps))}
        self._count()
        self._limits.touch(self._infos)
        self._turns = self._next_turn(now)
        self.version = state.version
        if reorder:
            by_group: dict[str, list[tuple[tuple[int, ...], Spot]]] = {name: [] for name in GROUPS}
            self._placed = {}
            for info in self._infos.values():
                for spot, place in info.places:
                    self._placed[spot] = place
                    by_group[place[0]].append((place[1], spot))
            for name, pairs in by_group.items():
                self.groups[name].fill(pairs)
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
        self.counts[old.state] -= 1
        self.counts[info.state] += 1
        self.owed += info.owed - old.owed
        for one, sign in ((old, -1), (info, 1)):
            if one.counted:
                settled, all_ = self.stages.get(one.counted, (0, 0))
                self.stages[one.counted] = (settled + sign * one.settled, all_ + sign)
        if old.places != info.places:
            self._moved.add(i)

    def _count(self) -> None:
        self.counts = Counter(info.state for info in self._infos.values())
        self.owed = sum(info.owed for info in self._infos.values())
        self.stages = {}
        for info in self._infos.values():
            if info.counted:
                settled, all_ = self.stages.get(info.counted, (0, 0))
                self.stages[info.counted] = (settled + info.settled, all_ + 1)

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

    def _put(self, i: int) -> bool:
        """Put the rows of one step where they belong."""
        wanted = dict(self._infos[i].places)
        moved = False
        for spot in [s for s in self._spots_of(i) if wanted.get(s) != self._placed[s]]:
            group, key = self._placed.pop(spot)
            self.groups[group].drop(key)
            moved = True
        for spot, place in wanted.items():
            if spot not in self._placed:
                self._placed[spot] = place
                self.groups[place[0]].put(place[1], spot)
                moved = True
        return moved

    def _spots_of(self, i: int) -> list[Spot]:
        turns = [0, *(self.state.rows[rows] if (rows := self.state.compiled.steps[i].each) else ())]
        return [Spot(i, turn) for turn in turns if Spot(i, turn) in self._placed]

    # -- the list -----------------------------------------------------------------------------------

    def place(self, spot: Spot) -> int | None:
        """Which row of the list a spot is, counted over all groups from 0; None where it has none."""
        found = self._placed.get(spot)
        if found is None:
            return None
        before = 0
        for name in GROUPS:
            if name == found[0]:
                return before + self.groups[name].place(found[1])
            before += len(self.groups[name])
        return None

    def group_of(self, spot: Spot) -> str:
        """The group in which a spot stands; empty for none."""
        found = self._placed.get(spot)
        return found[0] if found else ""

    def place_in_group(self, spot: Spot) -> int:
        """Where in its group a spot stands."""
        name, key = self._placed[spot]
        return self.groups[name].place(key)

    def spot(self, place: int) -> Spot | None:
        """The spot in a row of the list."""
        if place < 0:
            return None
        for name in GROUPS:
            group = self.groups[name]
            if place < len(group):
                return group[place]
            place -= len(group)
        return None

    def __len__(self) -> int:
        return sum(len(group) for group in self.groups.values())


def _ended_rank(at: StepState) -> int:
    """What was done or skipped comes before what is not needed."""
    return 1 if at == "not-applicable" else 0
