"""The garbage collector may rest where much is made that lives on, or nothing that only it would find.

It looks through what was made lately whenever that is a few hundred lists, of which a block of runs makes tens of
thousands: that can take a third of the time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_rests() -> Iterator[None]:
    """Until this ends; inside another, until that ends. Whoever had switched it off finds it off."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
