"""The verdicts on all limits, kept up to date piece by piece, and the next moment at which the clock will change one.

Only what an event made stale is looked at again, and then only as far as the clock needs it: towards which due does
a limit run? The verdicts themselves are made when somebody asks, and kept until they are stale. Dues and openings stand
in a heap with lazy deletion: an entry counts only while its limit still runs towards it.
"""

from __future__ import annotations

from bisect import bisect_left
from heapq import heapify, heappop, heappush

from incidents.grid import Grid
from incidents.limits import judge, running_due
from incidents.repeats import Runs
from incidents.state import State
from incidents.tracks import ALWAYS
from incidents.turns import Turn
from incidents.verdict import Verdict, stretches


class Book:
    """The verdicts on one state. It reads the state and changes nothing in it but the set of stale limits."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._judged: dict[tuple[int, int], dict[int, list[Verdict]]] = {}
        """For each limit that is no repeat: turn to verdicts, as far as anybody asked."""
        self._dues: dict[tuple[int, int], dict[int, int]] = {}
        """For each such limit: turn to the due that it runs towards."""
        self._runs: dict[int, Runs] = {}
        self._boundary: dict[int, int] = {}
        """For each repeated step: when the clock changes it next."""
        self._heap: list[tuple[int, int, int, int]] = []
        """(when, step, limit, turn); a repeated step stands in it with limit -1."""
        self._asked = ALWAYS

    def update(self) -> None:
        """Look again at what has become stale."""
        if not self.state.stale:
            return
        stale, self.state.stale = self.state.stale, set()  # a set that was large once is slow to empty for ever
        laid: set[int] = set()
        for i, k, turn in stale:
            if not self.state.compiled.again(i, k):
                self._once(i, k, turn)
            elif i not in laid and not (turn and i in self._runs and self._runs[i].give(turn)):
                laid.add(i)
                self._runs[i] = Runs(self.state, i)
                self._expect(i, ALWAYS)

    def _once(self, i: int, k: int, number: int) -> None:
        record, each = self.state.records[i], self.state.compiled.steps[i].each
        if each and number and (i, k) in self._dues:
            self._judged[i, k].pop(number, None)
            self._dues[i, k].pop(number, None)
            turns = [record.turns[number]]
        else:
            self._judged[i, k] = {}
            self._dues[i, k] = {}
            turns = [record.turns[n] for n in record.open]
            if to_come := self._to_come(i):
                turns.append(to_come)
        for turn in turns:
            due = None if turn.withdrawn else running_due(self.state, i, k, turn, self._after(i, turn.number))
            if due is not None:
                self._dues[i, k][turn.number] = due
                heappush(self._heap, (due + 1, i, k, turn.number))

    def _to_come(self, i: int) -> Turn | None:
        """The performance of a repeated step that comes after those recorded; None while one of them is open."""
        record = self.state.records[i]
        return Turn(record.numbers[-1] + 1) if self.state.compiled.repeats[i] and not record.open else None

    def _after(self, i: int, number: int) -> int:
        """When the turn before had ended; rows have nothing to do with each other."""
        record = self.state.records[i]
        place = 0 if self.state.compiled.steps[i].each else bisect_left(record.numbers, number)
        for n in range(place - 1, -1, -1):
            if end := record.turns[record.numbers[n]].end:
                return end.at
        return ALWAYS

    def of(self, i: int, k: int, now: int) -> list[Verdict]:
        """The verdicts on limit `k` (from 0) of step `i` as seen at `now`."""
        self.update()
        if self.state.compiled.again(i, k):
            return self._runs[i].verdicts(k, now)
        judged, record = self._judged[i, k], self.state.records[i]
        missing = [record.turns[n] for n in record.numbers if n not in judged]
        to_come = self._to_come(i)
        found = stretches(self.state, i, k) if missing or to_come else ()
        for turn in missing:
            judged[turn.number] = judge(self.state, i, k, turn, self._after(i, turn.number), found)
        result = [verdict for n in record.numbers for verdict in judged[n]]
        if to_come:
            result += judge(self.state, i, k, to_come, self._after(i, to_come.number), found)
        if self.state.compiled.repeats[i]:  # performances after the first have this limit only if it began anew
            result = [v for v in result if v.turn == 1 or v.due is not None or v.waived]
        return result

    def running(self, i: int, k: int, now: int) -> list[tuple[int, int]]:
        """(turn, due) of the turns in which limit `k` of step `i` runs at `now`: known without a verdict on any."""
        self.update()
        if self.state.compiled.again(i, k):
            verdicts = self._runs[i].verdicts(k, now)
            return [(v.turn, v.due) for v in verdicts if v.grade == "running" and v.due is not None]
        return sorted(self._dues[i, k].items())

    def live(self, i: int, now: int) -> Grid | None:
        """The run of a repeated step that goes on at `now`."""
        self.update()
        return self._runs[i].live(now)

    def next_change(self, now: int) -> int | None:
        """The first moment after `now` at which the clock alone changes something: a due has passed, a turn opens."""
        self.update()
        if now < self._asked:
            self._refill()
        self._asked = now
        while self._heap:
            time, i, k, turn = self._heap[0]
            if time > now and self._counts(time, i, k, turn):
                return time
            heappop(self._heap)
            if k < 0 and self._boundary.get(i) == time:
                self._expect(i, self._runs[i].next_after(now))
        return None

    def _expect(self, i: int, time: int | None) -> None:
        """A repeated step is changed by the clock at a time; ALWAYS: nobody has looked yet."""
        if time is None:
            del self._boundary[i]
        else:
            self._boundary[i] = time
            heappush(self._heap, (time, i, -1, 0))

    def _counts(self, time: int, i: int, k: int, turn: int) -> bool:
        return self._boundary.get(i) == time if k < 0 else self._dues[i, k].get(turn) == time - 1

    def _refill(self) -> None:
        """Somebody asks for an earlier time than before: what was passed over counts again."""
        self._heap = [(due + 1, i, k, turn) for (i, k), dues in self._dues.items() for turn, due in dues.items()]
        heapify(self._heap)
        for i in self._runs:
            self._expect(i, ALWAYS)
