"""The list of rows: which group each stands in and in which order, kept up one row at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from tui.board.spots import Ordered, Spot

GROUPS: Final = ("danger-now", "danger-later", "now", "later", "ended")
"""The groups of the list, from above. The danger branch is pinned above the plan while it goes on."""

Place = tuple[str, tuple[int, ...]]
"""A group, and the key by which something stands in it."""


class Listing:
    """All rows in their order."""

    def __init__(self) -> None:
        self.groups: dict[str, Ordered[tuple[int, ...], Spot]] = {name: Ordered() for name in GROUPS}
        self._placed: dict[Spot, Place] = {}
        self._of: dict[int, set[Spot]] = defaultdict(set)
        """The rows of each step."""

    def fill(self, rows: Iterable[tuple[Spot, Place]]) -> None:
        """These rows, and no others."""
        by_group: dict[str, list[tuple[tuple[int, ...], Spot]]] = {name: [] for name in GROUPS}
        self._placed, self._of = {}, defaultdict(set)
        for spot, place in rows:
            self._placed[spot] = place
            self._of[spot.step].add(spot)
            by_group[place[0]].append((place[1], spot))
        for name, pairs in by_group.items():
            self.groups[name].fill(pairs)

    def put(self, step: int, wanted: Mapping[Spot, Place]) -> bool:
        """Put the rows of one step where they belong; True if any moved."""
        moved = False
        for spot in [s for s in self._of[step] if wanted.get(s) != self._placed[s]]:
            group, key = self._placed.pop(spot)
            self._of[step].remove(spot)
            self.groups[group].drop(key)
            moved = True
        for spot, place in wanted.items():
            if spot not in self._placed:
                self._placed[spot] = place
                self._of[step].add(spot)
                self.groups[place[0]].put(place[1], spot)
                moved = True
        return moved

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
