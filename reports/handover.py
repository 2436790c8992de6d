"""What the incoming officer is told, computed from the record: the outgoing one adds only words.

The same values go into the record when the duty is offered and onto the screen from which both read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from incidents.apply import standing
from incidents.state import State
from incidents.views import LimitView, Snapshot

SCENE: Final = ("headcount", "entrance", "danger", "representatives")
"""Facts that say how things stand outside: counts and choices, nobody's name."""
_THROUGH: Final = frozenset({"reported", "assigned"})
_VAIN: Final = frozenset({"no-answer", "busy"})


def handover_summary(seen: Snapshot, state: State) -> dict[str, Any]:
    """Ids, counts and times, as they stood when the handover was offered."""
    calls = _open_calls(state)
    return {
        "version": seen.version,
        "level": seen.level,
        "scene": [[name, seen.facts[name].value, seen.facts[name].at] for name in SCENE if name in seen.facts],
        "danger": danger_span(state),
        "doing": [step.id for step in seen.steps if step.state == "in-progress"],
        "ready": [step.id for step in seen.steps if step.state == "ready"],
        "skipped": [step.id for step in seen.steps if step.state == "skipped"],
        "overdue": _limits(seen, "overdue"),
        "late": _limits(seen, "late"),
        "running": _limits(seen, "running"),
        "told": [told.role for told in seen.told if told.at is not None],
        "not_told": [told.role for told in seen.told if told.at is None],
        "unanswered": [[c.role, c.person, c.tries, c.at] for c in calls if c.result in _VAIN],
        "call_back": [[c.role, c.person, c.at] for c in calls if c.result not in _VAIN],
        "owed": [list(pair) for pair in seen.owed],
    }


def _limits(seen: Snapshot, state: str) -> list[list[Any]]:
    return [limit_id(view) for view in seen.limits if view.state == state]


def limit_id(view: LimitView) -> list[Any]:
    """Step, turn, and which limit of the step."""
    return [view.step, view.turn, view.limit]


def danger_span(state: State) -> list[int | None]:
    """Since when there is danger, or the last time that there was, with its end; empty where there never was any."""
    history = state.facts.get("danger")
    if history is None or not history.became_yes:
        return []
    since = history.became_yes[-1]
    return [since, next((time for time, value in history.pieces() if time > since and value is not True), None)]


# -- calls that came to nothing yet ---------------------------------------------------------------------


@dataclass(slots=True)
class _Line:
    """What became of the calls to somebody: the last result, when, and how many in a row were in vain."""

    role: str
    person: str
    result: str = ""
    at: int = 0
    step: str = ""
    turn: int = 0
    tries: int = 0


def _open_calls(state: State) -> list[_Line]:
    """Who did not answer and who is to call back. Somebody of the same role who was told ends both."""
    lines: dict[tuple[str, str], _Line] = {}
    for seq in state.calls:
        event = state.events[seq - 1]
        stands = standing(state, event)
        if stands is None:
            continue
        at, data = stands
        role, person, result = data["role"], data["person"], data["result"]
        if result in _THROUGH:
            lines = {key: line for key, line in lines.items() if key[0] != role}
            continue
        line = lines.pop((role, person), None) or _Line(role, person)
        line.tries = line.tries + 1 if result in _VAIN else 0
        line.result, line.at, line.step, line.turn = result, at, event.step, event.turn
        lines[role, person] = line
    return [line for line in lines.values() if line.result != "reached" or _goes_on(state, line)]


def _goes_on(state: State, line: _Line) -> bool:
    """Whether the step of a call that was not brought to its end is still to be done, and by nobody else."""
    i = state.compiled.index.get(line.step)
    turn = state.records[i].turns.get(line.turn or 1) if i is not None else None
    return turn is not None and not turn.settled and not turn.person
