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
    """The level to propose now: higher than the one in force, and than what was declined. Down is for people to say."""
    level, ranks = highest(state), state.compiled.ranks
    settled = max(ranks.get(state.level, -1), ranks.get(state.declined, -1))
    return level if level and ranks[level] > settled else ""
