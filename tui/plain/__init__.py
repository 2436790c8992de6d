"""An incident by numbered lines, for screen readers and dumb terminals: a line in, whole lines out, never a redraw."""

from __future__ import annotations

from tui.plain.loop import run
from tui.plain.seat import Plans

__all__ = ["Plans", "run"]
