"""What a page is drawn from: the board, the interface, the moment, and how much room there is."""

from __future__ import annotations

from dataclasses import dataclass

from tui.desk.scene import Scene
from tui.desk.ui import Ui

WIDE: tuple[int, int] = (110, 28)
"""From this many columns and rows the told, the facts and the log stand beside the list, and the step below it."""
WHOLE: tuple[int, int] = (80, 24)
"""From this size on nothing is left out."""
LEAST: tuple[int, int] = (60, 12)
"""Below this the numbered lines are offered."""


@dataclass(frozen=True, slots=True)
class View(Scene):
    """Everything that drawing may look at: what a key would meet, and the interface."""

    ui: Ui

    @property
    def width(self) -> int:
        """Columns."""
        return self.ui.width

    @property
    def height(self) -> int:
        """Rows."""
        return self.ui.height

    @property
    def wide(self) -> bool:
        """Whether there is room for two columns."""
        return self.ui.width >= WIDE[0] and self.ui.height >= WIDE[1]
