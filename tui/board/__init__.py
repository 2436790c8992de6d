"""What the pages draw from: an incident, kept up to date step by step.

The engine answers any question about an incident, but a screen asks the same ones sixty times a minute. The board keeps
the answers that would cost a walk through the plan (order, groups, dues, counts) and brings up to date only what an
event touched; the few rows that are on the screen are asked of the engine each time.
"""

from __future__ import annotations

from tui.board.board import Board
from tui.board.dues import BINDING
from tui.board.listing import GROUPS
from tui.board.rows import Row
from tui.board.spots import NOWHERE, Spot

__all__ = ["BINDING", "GROUPS", "NOWHERE", "Board", "Row", "Spot"]
