"""When a moment occurred: a step's ends, the times at which a yes-no fact became yes, a date, a time, the beginning."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from incidents.state import State
from incidents.tracks import NO, YES, Track
from runbooks.days import start_of_day


def occurrences(state: State, moment: str) -> Sequence[int]:
    """When a moment occurred, in order of time; never to be changed by the caller."""
    if moment == "began":
        return (state.began,)
    i = state.compiled.index.get(moment)
    if i is not None:
        return state.step_ends(i)
    fact = state.plan.facts.get(moment)
    if fact is None:
        return ()  # the closing: nothing is counted from it
    if fact.type == "yes-no":
        return state.facts[moment].became_yes
    value = state.facts[moment].value
    if value is None:
        return ()
    return (start_of_day(date.fromisoformat(value), state.plan.timezone) if isinstance(value, str) else value,)


def latest(times: Sequence[int], after: int, until: int) -> int | None:
    """The last of some times that is later than `after` and not later than `until`."""
    i = bisect_right(times, until)
    return times[i - 1] if i and times[i - 1] > after else None


def in_force(state: State, moment: str) -> Track:
    """Since when a moment has come: a yes-no fact while it is yes, everything else from its first occurrence on."""
    fact = state.plan.facts.get(moment)
    track = Track(NO)
    if fact is not None and fact.type == "yes-no":
        for time, value in state.facts[moment].pieces():
            track.set_from(time, YES if value else NO)
    else:
        for time in occurrences(state, moment)[:1]:
            track.set_from(time, YES)
    return track
