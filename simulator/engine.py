"""The plan's semantics for one run of a drill, with nothing recorded: what is begun, done and stated goes in, what is
ready comes out.

It means what `incidents` means, without what a drill never does: nothing is entered late, corrected, skipped, waived
or reopened, and nobody closes. So every change is at the end of time, and the state of a run is a few flat lists
that are copied from a prototype. `tests/simulator` plays the same acts through both and compares all of it.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import Any

from incidents.tracks import NO, OPEN, YES
from simulator.logs import Log, Turns, later
from simulator.rules import LEVEL, STEP, VALUE, YES_NO, Rules

NOT_YET = -1
"""What has no time yet."""


class Kernel:
    """One run as it stands. `fresh` and `touched` tell whoever asks what became ready, and whose dues moved."""

    __slots__ = (
        "alive",
        "applied_first",
        "applies",
        "applies_log",
        "begun",
        "end",
        "entries_settled",
        "fresh",
        "held",
        "held_first",
        "held_log",
        "known_since",
        "opens",
        "pieces",
        "row_since",
        "rows",
        "rules",
        "settled",
        "started",
        "touched",
        "turns",
        "unsatisfied",
        "values",
        "yes_times",
        "yeses",
    )

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        n = rules.n
        self.values: list[Any] = [None] * len(rules.facts)
        if rules.levels:
            self.values[LEVEL] = 0
        self.pieces: list[tuple[tuple[int, Any], ...]] = [()] * len(rules.facts)
        """For each fact that is a moment: its values, each with since when."""
        self.yes_times: list[tuple[int, ...]] = [()] * len(rules.facts)
        self.rows: dict[int, list[dict[str, Any]]] = {f: [] for f in rules.lists}
        self.known_since: set[int] = set()
        """Lists of which somebody said what is in them."""
        self.row_since: dict[tuple[int, int, str], int] = {}
        self.held = [condition(self.values) for condition in rules.conditions]
        self.held_first = self.held.copy()
        self.held_log: list[Log] = [()] * len(self.held)
        self.begun = [NOT_YET] * n
        self.started = [NOT_YET] * n
        self.end = [NOT_YET] * n
        self.turns: dict[int, Turns] = {i: Turns() for i in range(n) if not rules.plain[i]}
        self.settled = [False] * n
        self.entries_settled = [0] * len(rules.entry_size)
        self.alive = rules.entry_size.copy()
        self.unsatisfied = [len(entries) for entries in rules.entries]
        self.applies = [YES] * n
        self.yeses = [0] * n
        self.opens = [0] * n
        """For each step: how many of what it follows apply, and may apply."""
        self._first_applies()
        self.applied_first = self.applies.copy()
        self.applies_log: list[Log] = [()] * n
        self.fresh = [i for i in range(n) if self.applies[i] == YES and not self.unsatisfied[i]]
        self.touched: list[int] = []
        if rules.auto:
            self.begin(0, 0)

    def _first_applies(self) -> None:
        rules = self.rules
        for i in sorted(range(rules.n), key=rules.order.__getitem__):
            for e, members in rules.entries[i]:
                for m in members:
                    self.yeses[i] += self.applies[m] == YES
                    self.opens[i] += self.applies[m] == OPEN
                    self.alive[e] -= self.applies[m] == NO
                self.unsatisfied[i] -= self.alive[e] == 0
            self.applies[i] = self._present(i)

    def copy(self) -> Kernel:
        """Another run that goes on from here."""
        twin = Kernel.__new__(Kernel)
        twin.rules = self.rules
        twin.values = self.values.copy()
        twin.pieces = self.pieces.copy()
        twin.yes_times = self.yes_times.copy()
        twin.rows = {f: rows.copy() for f, rows in self.rows.items()}
        twin.known_since = self.known_since.copy()
        twin.row_since = self.row_since.copy()
        twin.held = self.held.copy()
        twin.held_first = self.held_first
        twin.held_log = self.held_log.copy()
        twin.begun = self.begun.copy()
        twin.started = self.started.copy()
        twin.end = self.end.copy()
        twin.turns = {i: turns.copy() for i, turns in self.turns.items()}
        twin.settled = self.settled.copy()
        twin.entries_settled = self.entries_settled.copy()
        twin.alive = self.alive.copy()
        twin.unsatisfied = self.unsatisfied.copy()
        twin.applies = self.applies.copy()
        twin.yeses = self.yeses.copy()
        twin.opens = self.opens.copy()
        twin.applied_first = self.applied_first
        twin.applies_log = self.applies_log.copy()
        twin.fresh = self.fresh.copy()
        twin.touched = self.touched.copy()
        return twin

    # -- what is asked ------------------------------------------------------------------------------

    def ready(self, i: int) -> bool:
        """Whether an open turn of a step may be begun (the clock may still hold a repeat back)."""
        return self.applies[i] == YES and (not self.unsatisfied[i] or self.begun[i] >= 0)

    def ends(self, i: int) -> tuple[int, ...]:
        """When a step was done, each time; one with a turn for each row, when the last of them was."""
        if self.rules.plain[i]:
            return (self.end[i],) if self.end[i] >= 0 else ()
        done = tuple(sorted(self.turns[i].done.values()))
        if self.rules.each[i] >= 0:
            return done[-1:] if self.settled[i] else ()
        return done

    def occurrences(self, moment: int, of: int) -> tuple[int, ...]:
        """When a moment occurred, in order of time."""
        if moment == STEP:
            return self.ends(of)
        if moment == YES_NO:
            return self.yes_times[of]
        if moment == VALUE:
            value = self.values[of]
            return () if value is None else (self.rules.moment_value(value),)
        return (0,) if moment == 0 else ()

    def proposal(self) -> int:
        """The level to propose: the highest whose condition holds, if it is above the one in force; else -1."""
        for rank in range(len(self.rules.levels) - 1, -1, -1):
            if self.rules.level_when[rank](self.values) == YES:
                return rank if rank > self.values[LEVEL] else -1
        return -1

    # -- what happens -------------------------------------------------------------------------------

    def begin(self, i: int, t: int, turn: int = 1) -> None:
        """A turn of a step is begun."""
        if self.rules.plain[i]:
            self.started[i] = t
        else:
            self.turns[i].started[turn] = t
            self.touched.append(i)
        if self.begun[i] < 0:
            self.begun[i] = t
            if self.applies[i] != YES:
                self._spread([i], t)

    def done(self, i: int, t: int, turn: int = 1) -> None:
        """A turn of a step is done; what waited for it becomes ready."""
        rules = self.rules
        if rules.plain[i]:
            self.end[i] = t
            settled = True
        else:
            self.turns[i].done[turn] = t
            self.touched.append(i)
            settled = rules.each[i] < 0 or self._rows_settled(i)
        if self.begun[i] < 0:
            self.begun[i] = t
            if self.applies[i] != YES:
                self._spread([i], t)
        if settled and not self.settled[i]:
            self.settled[i] = True
            entries_settled, alive, unsatisfied = self.entries_settled, self.alive, self.unsatisfied
            for j, e in rules.follows[i]:
                before = entries_settled[e]
                entries_settled[e] = before + 1
                if not before and alive[e]:
                    unsatisfied[j] -= 1
                    if not unsatisfied[j] and self.applies[j] == YES and self.begun[j] < 0:
                        self.fresh.append(j)
        self.follow_end(i, t)

    def follow_end(self, i: int, t: int) -> None:
        """A step has ended: what is counted from it, and what it ends."""
        rules = self.rules
        if rules.due_users_of_step[i]:
            self.touched += rules.due_users_of_step[i]
        if rules.ended_by_step[i]:
            self._spread(list(rules.ended_by_step[i]), t)

    def state(self, f: int, value: Any, t: int) -> None:
        """A fact is so from now on: the level too, by its rank. A list is stated only to be empty."""
        rules = self.rules
        self.values[f] = value
        if rules.kept_history[f]:
            self._keep(f, value, t)
            self.touched += rules.due_users_of_fact[f]
        if rules.each_users[f] and f not in self.known_since and value is not None:
            self.known_since.add(f)
            for i in rules.each_users[f]:
                self._settle_rows(i, t)
        changed = list(rules.ended_by_fact[f])
        for w in rules.watchers[f]:
            truth = rules.conditions[w](self.values)
            if truth != self.held[w]:
                self.held_log[w] = later(self.held_log[w], self.held_first[w], t, truth)
                self.held[w] = truth
                i = rules.condition_step[w]
                if rules.condition_limit[w] < 0:
                    changed.append(i)
                else:
                    self.touched.append(i)
        if changed:
            self._spread(changed, t)

    def add_row(self, f: int, values: dict[str, Any], t: int) -> int:
        """A list has one more row: its number."""
        self.rows[f].append(values)
        number = len(self.rows[f])
        self.known_since.add(f)
        for column in values:
            self.row_since[f, number, column] = t
        for i in self.rules.each_users[f]:
            self._settle_rows(i, t)
            self.touched.append(i)
            if self.ready(i):
                self.fresh.append(i)
        return number

    def _keep(self, f: int, value: Any, t: int) -> None:
        """The history of a fact that is a moment; of two statements at one time the later counts."""
        pieces, yeses = self.pieces[f], self.yes_times[f]
        if pieces and pieces[-1][0] == t:
            if pieces[-1][1] is True:
                yeses = yeses[:-1]
            pieces = pieces[:-1]
        if value != (pieces[-1][1] if pieces else None):
            pieces = (*pieces, (t, value))
            if value is True:
                yeses = (*yeses, t)
        self.pieces[f], self.yes_times[f] = pieces, yeses

    def _rows_settled(self, i: int) -> bool:
        f = self.rules.each[i]
        return f in self.known_since and len(self.turns[i].done) == len(self.rows[f])

    def _settle_rows(self, i: int, t: int) -> None:
        """A list that is known, or has one more row: settled or open again."""
        now = self._rows_settled(i)
        if now == self.settled[i]:
            return
        self.settled[i] = now
        for j, e in self.rules.follows[i]:
            self._adjust(j, e, settled=1 if now else -1)
        self.touched += self.rules.due_users_of_step[i]
        if self.rules.ended_by_step[i]:
            self._spread(list(self.rules.ended_by_step[i]), t)

    def _adjust(self, j: int, e: int, *, settled: int = 0, alive: int = 0) -> None:
        """Change the counts of one `after` entry of step `j`."""
        before = self.entries_settled[e] > 0 or self.alive[e] == 0
        self.entries_settled[e] += settled
        self.alive[e] += alive
        after = self.entries_settled[e] > 0 or self.alive[e] == 0
        if before != after:
            self.unsatisfied[j] += before - after
            if after and self.ready(j) and self.begun[j] < 0:
                self.fresh.append(j)

    def _present(self, i: int) -> int:
        """Whether a step applies, from what stands."""
        if self.begun[i] >= 0:
            return YES
        rules = self.rules
        enders = rules.enders[i]
        if enders and all(self._has_come(moment, of) for moment, of in enders):
            return NO
        w = rules.step_when[i]
        own = self.held[w] if w >= 0 else YES
        if not rules.entries[i]:
            return own
        return min(own, YES if self.yeses[i] else OPEN if self.opens[i] else NO)

    def _has_come(self, moment: int, of: int) -> bool:
        return bool(self.ends(of)) if moment == STEP else self.values[of] is True

    def _spread(self, changed: list[int], t: int) -> None:
        """Recompute whether steps apply, predecessors before followers, as far as anything changes."""
        rules, order = self.rules, self.rules.order
        heap = [(order[i], i) for i in dict.fromkeys(changed)]
        heap.sort()
        waiting = {i for _, i in heap}
        while heap:
            _, i = heappop(heap)
            waiting.discard(i)
            before, after = self.applies[i], self._present(i)
            if before == after:
                continue
            self.applies[i] = after
            self.applies_log[i] = later(self.applies_log[i], self.applied_first[i], t, after)
            self.touched.append(i)
            if after == YES and not self.unsatisfied[i] and self.begun[i] < 0:
                self.fresh.append(i)
            for j, e in rules.follows[i]:
                self.yeses[j] += (after == YES) - (before == YES)
                self.opens[j] += (after == OPEN) - (before == OPEN)
                self._adjust(j, e, alive=(after != NO) - (before != NO))
                if j not in waiting:
                    waiting.add(j)
                    heappush(heap, (order[j], j))
