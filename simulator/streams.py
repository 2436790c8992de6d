"""Where the luck of a drill comes from: uniform numbers that are named, not taken in turn.

A source is a name ("work/report-leading-group", "reaction/security", "crowd/arrivals"). Its numbers depend on the
seed, the name, the run and the column (a turn, a person), and on nothing else: not on the scenario, the staff, other
sources, how many columns were asked for, or who works on which run. Two plans under one seed therefore meet the
same luck, which is what makes their comparison sharp (common random numbers).

Numbers come a block of `BLOCK` runs at a time, row = run, in pages of `PAGE` columns. A page is PCG64 seeded with
`SeedSequence(seed, spawn_key=(blake2b of the name, block, page))`. Only the raw bits of PCG64 are used, which NumPy
promises never to change; so a seed means the same under every version.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.random import PCG64, SeedSequence
from numpy.typing import NDArray

BLOCK: Final = 250
"""Runs in a block."""

PAGE: Final = 64
"""Columns in a page."""

_SMALLEST: Final = 2.0**-54
"""Stands for 0, so that a number is always inside (0, 1)."""

Floats = NDArray[np.float64]


class Streams:
    """All random numbers of an ensemble, by name. `seed`: any whole number from 0."""

    __slots__ = ("seed",)

    def __init__(self, seed: int) -> None:
        if seed < 0:
            raise ValueError(f"a seed is not negative: {seed}")
        self.seed = seed

    def block(self, source: str, block: int, columns: int, rows: range | None = None) -> Floats:
        """Uniform numbers inside (0, 1) for the runs of a block: an array of (BLOCK, columns).

        `rows` takes only some of the block's runs (with step 1): for sources with so many columns that a whole block
        would fill the memory. The numbers are those of the whole block.
        """
        if block < 0 or columns < 0:
            raise ValueError(f"no block {block} with {columns} columns")
        rows = range(BLOCK) if rows is None else rows
        if rows.step != 1 or rows.start < 0 or rows.stop > BLOCK:
            raise ValueError(f"not runs of a block: {rows}")
        found = np.empty((len(rows), columns))
        words = _words(source)
        for page in range(-(-columns // PAGE)):
            first = page * PAGE
            wanted = min(columns - first, PAGE)
            bits = PCG64(SeedSequence(self.seed, spawn_key=(*words, block, page)))
            # Column after column, so that the first columns of a page cost no more than they are.
            raw = bits.random_raw(wanted * BLOCK).reshape(wanted, BLOCK)[:, rows.start : rows.stop]
            np.multiply(raw.T >> np.uint64(11), 2.0**-53, out=found[:, first : first + wanted])
        return np.maximum(found, _SMALLEST, out=found)


@lru_cache(maxsize=4096)
def _words(source: str) -> tuple[int, ...]:
    digest = blake2b(source.encode(), digest_size=16).digest()
    return tuple(int.from_bytes(digest[at : at + 4], "little") for at in range(0, 16, 4))


def position(run: int) -> tuple[int, int]:
    """The block of a run, and its row there."""
    return divmod(run, BLOCK)
