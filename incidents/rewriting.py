"""Tracks computed from the whole past: what a statement entered late, or something taken back, makes necessary."""

from __future__ import annotations

from functools import partial
from typing import Any

from incidents.conditions import evaluate, facts_of
from incidents.moments import in_force
from incidents.state import State
from incidents.tracks import NO, YES, Track, combine


def full_when(state: State, number: int) -> Track:
    """The track of a watched condition, computed from the whole history of its facts."""
    watched = state.compiled.watched[number]
    names = {f for f in facts_of(watched.condition) if f != "profile"}
    ranks = state.compiled.ranks

    def initial(fact: str) -> Any:
        return state.plan.profile if fact == "profile" else state.facts[fact].initial

    track = Track(evaluate(watched.condition, initial, ranks))
    for time in sorted({t for name in names for t in state.facts[name].times}):
        track.set_from(time, evaluate(watched.condition, partial(state.value_at, time=time), ranks))
    return track


def full_applies(state: State, i: int) -> Track:
    """The track of a step's applicability, computed from the tracks of what it depends on."""
    compiled = state.compiled
    watched = compiled.step_when[i]
    tracks = [state.whens[watched]] if watched >= 0 else []
    members = [state.applies[m] for entry in compiled.entries[i] for m in entry]
    if members:
        tracks.append(combine(members, max))
    track = combine(tracks, min) if tracks else Track(YES)
    if enders := compiled.enders[i]:
        over = combine([in_force(state, moment) for moment in enders], min)
        track = combine([track, over], lambda values: NO if values[1] == YES else values[0])
    begun = state.records[i].begun
    if begun is None:
        return track
    kept = [t for t in track.times if t < begun]
    result = Track(track.values[0], kept, track.values[1 : len(kept) + 1])
    result.set_from(begun, YES)
    return result
