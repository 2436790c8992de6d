"""The steps stage by stage, in the order of the plan; the danger branch is a stage of its own."""

from __future__ import annotations

from collections.abc import Collection

from runbooks.plan import Plan
from tui.board.spots import Spot


class Staging:
    """The order of the page of stages. It never changes: it is the plan's."""

    def __init__(self, plan: Plan, branch: Collection[int]) -> None:
        found: dict[str, list[Spot]] = {}
        for i, step in enumerate(plan.steps):
            found.setdefault("danger" if i in branch else step.stage, []).append(Spot(i))
        self.stages = tuple((stage, tuple(spots)) for stage, spots in found.items())
        self._order = tuple(spot for _, spots in self.stages for spot in spots)
        self._places = {spot.step: n for n, spot in enumerate(self._order)}

    def place(self, spot: Spot) -> int:
        """Where a step stands among all."""
        return self._places.get(spot.step, 0)

    def spot(self, place: int) -> Spot:
        """The step that stands there."""
        return self._order[place]
