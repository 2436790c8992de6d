"""Where something stands in a list: a step (or one turn of it), and lists that stay in order."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from typing import Final, Generic, NamedTuple, TypeVar

K = TypeVar("K", bound=tuple[int, ...])
"""What an entry is sorted by; it must tell entries apart."""
V = TypeVar("V")


class Spot(NamedTuple):
    """A row of the checklist: the step's place in the plan, and its turn where each turn has a row of its own (else 0).

    The cursor holds a spot: whatever moves around it, it stays with its step.
    """

    step: int
    turn: int = 0


NOWHERE: Final = Spot(-1)


class Ordered(Generic[K, V]):
    """Values in the order of their keys. Putting in, taking out and finding a place cost what a search costs."""

    def __init__(self) -> None:
        self._keys: list[K] = []
        self._values: dict[K, V] = {}

    def put(self, key: K, value: V) -> None:
        """Add a value, or replace the one with that key."""
        if key not in self._values:
            insort(self._keys, key)
        self._values[key] = value

    def drop(self, key: K) -> None:
        """Take the value with that key out, if it is there."""
        if self._values.pop(key, None) is not None:
            del self._keys[bisect_left(self._keys, key)]

    def place(self, key: K) -> int:
        """How many stand before it."""
        return bisect_left(self._keys, key)

    def fill(self, pairs: list[tuple[K, V]]) -> None:
        """Hold these and nothing else."""
        self._values = dict(pairs)
        self._keys = sorted(self._values)

    def __getitem__(self, place: int) -> V:
        return self._values[self._keys[place]]

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[V]:
        return (self._values[key] for key in self._keys)
