"""The level that the facts propose, and whether to say so."""

from __future__ import annotations

from incidents.conditions import evaluate
from incidents.state import State
from incidents.tracks import YES


def highest(state: State) -> str:
    """The highest level whose condition holds; empty where the plan has no levels."""
    for level in reversed(state.plan.levels):
        if evaluate(level.when, state.value, state.compiled.ranks) == YES:
            return level.id
    return ""


def proposed(state: State) -> str:
    """The level to propose now: higher than the one in force, and not declined last. Down is for people to say."""
    level = highest(state)
    ranks = state.compiled.ranks
    higher = bool(level) and ranks[level] > ranks.get(state.level, -1)
    return level if higher and level != state.declined else ""
