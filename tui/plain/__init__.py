"""An incident by numbered lines, for screen readers and dumb terminals: a line in, whole lines out, never a redraw."""

from __future__ import annotations

from tui.plain.desk import Plans
from tui.plain.loop import run

__all__ = ["Plans", "run"]
