"""The entries of the page of limits: every limit that counts, by authority, what presses first.

A long plan has thousands. They are looked at some at a time, before anybody turns to their page; after that only those
of the steps that an event touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, NamedTuple

from incidents.book import Book
from incidents.snapshot import limit_view
from incidents.state import State
from incidents.views import LimitView
from tui.board.spots import Ordered

BLOCKS: Final = ("plan", "statute", "adopted", "assumed")
"""Kinds of authority, in the order of the page; they are never added up."""
_RANKS: Final = {"running": 0, "missed": 1, "late": 2, "met": 3, "waived": 4, "pending": 5}
_FAR: Final = 2**62

Key = tuple[int, int, int, int, int, int]
"""Rank, due, and what tells entries apart."""


class Entry(NamedTuple):
    """One limit of one turn, by its place in the plan. One that ceased to apply and applies again has a verdict for
    each time: `nth`.
    """

    step: int
    limit: int
    turn: int
    nth: int = 0


class Entries:
    """All limits that count or counted, by authority: what runs by its due, then what was not kept, what was, what is
    still to start. Places are counted over all authorities from 0.
    """

    def __init__(self) -> None:
        self.blocks: dict[str, Ordered[Key, Entry]] = {block: Ordered() for block in BLOCKS}
        self._of: dict[int, dict[Entry, tuple[str, Key]]] = {}
        self._unseen: set[int] = set()

    def touch(self, steps: Iterable[int]) -> None:
        """The limits of these steps have to be looked at."""
        self._unseen.update(steps)

    def look(self, state: State, book: Book, now: int, most: int | None = None) -> None:
        """Look at those steps, or at so many of them."""
        for i in list(islice(self._unseen, most)):
            self._unseen.discard(i)
            before, after = self._of.get(i, {}), dict(_places(state, book, i, now))
            if before == after:
                continue
            self._of[i] = after
            for block, key in before.values():
                self.blocks[block].drop(key)
            for entry, (block, key) in after.items():
                self.blocks[block].put(key, entry)

    def place(self, entry: Entry) -> int | None:
        """Where an entry stands; None where it is not among them."""
        found = self._of.get(entry.step, {}).get(entry)
        if found is None:
            return None
        before = 0
        for block, those in self.blocks.items():
            if block == found[0]:
                return before + those.place(found[1])
            before += len(those)
        return None

    def __getitem__(self, place: int) -> Entry:
        for those in self.blocks.values():
            if place < len(those):
                return those[place]
            place -= len(those)
        raise IndexError(place)

    def __len__(self) -> int:
        return sum(len(those) for those in self.blocks.values())


def _places(state: State, book: Book, i: int, now: int) -> Iterator[tuple[Entry, tuple[str, Key]]]:
    for k, limit in enumerate(state.compiled.limits(i)):
        times: Counter[int] = Counter()
        for verdict in book.of(i, k, now):
            rank = _RANKS.get(verdict.grade)
            if rank is not None:
                entry = Entry(i, k, verdict.turn, times[verdict.turn])
                yield entry, (limit.basis, (rank, _FAR if verdict.due is None else verdict.due, *entry))
            times[verdict.turn] += 1


def view_of(state: State, book: Book, entry: Entry, now: int) -> LimitView | None:
    """The limit of an entry as it stands; None where it is gone."""
    step = state.compiled.steps[entry.step]
    verdicts = [v for v in book.of(entry.step, entry.limit, now) if v.turn == entry.turn]
    if entry.nth >= len(verdicts):
        return None
    return limit_view(step, entry.limit, step.limits[entry.limit], verdicts[entry.nth], now)
