"""The wall clock: the only place that asks the machine for the time."""

from __future__ import annotations

import time
from functools import cached_property
from pathlib import Path
from uuid import getnode

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class WallClock:
    """The time as the machine tells it, and which run of the machine its monotonic readings belong to."""

    def now(self) -> int:
        """Milliseconds UTC."""
        return time.time_ns() // 1_000_000

    def monotonic(self) -> int:
        """Milliseconds since some moment of this boot."""
        return time.monotonic_ns() // 1_000_000

    @cached_property
    def boot(self) -> str:
        """The kernel's boot id; elsewhere the machine and the minute in which it started, near enough."""
        try:
            return _BOOT_ID.read_text().strip()
        except OSError:
            started = (self.now() - self.monotonic()) // 60_000
            return f"{getnode():012x}-{started}"
