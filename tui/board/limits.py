"""The entries of the page of limits: every limit that counts, by authority, what presses first."""

from __future__ import annotations

from typing import Final, NamedTuple

from incidents.book import Book
from incidents.snapshot import limit_view
from incidents.state import State
from incidents.views import LimitView

BLOCKS: Final = ("plan", "statute", "adopted", "assumed")
"""Kinds of authority, in the order of the page; they are never added up."""
_RANKS: Final = {"running": 0, "missed": 1, "late": 2, "met": 3, "waived": 4, "pending": 5}
_FAR: Final = 2**62


class Entry(NamedTuple):
    """One limit of one turn, by its place in the plan."""

    step: int
    limit: int
    turn: int


def entries(state: State, book: Book, now: int) -> dict[str, list[Entry]]:
    """All limits that count or counted, by authority: what runs by its due, then what was not kept, what was, what is
    still to start.
    """
    found: dict[str, list[tuple[int, int, Entry]]] = {block: [] for block in BLOCKS}
    for i, step in enumerate(state.compiled.steps):
        for k, limit in enumerate(step.limits):
            for verdict in book.of(i, k, now):
                rank = _RANKS.get(verdict.grade)
                if rank is not None:
                    due = _FAR if verdict.due is None else verdict.due
                    found[limit.basis].append((rank, due, Entry(i, k, verdict.turn)))
    return {block: [entry for _, _, entry in sorted(those)] for block, those in found.items()}


def view_of(state: State, book: Book, entry: Entry, now: int) -> LimitView | None:
    """The limit of an entry as it stands; None where it is gone."""
    step = state.compiled.steps[entry.step]
    verdict = next((v for v in book.of(entry.step, entry.limit, now) if v.turn == entry.turn), None)
    return limit_view(step, entry.limit, step.limits[entry.limit], verdict, now) if verdict else None
