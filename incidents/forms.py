"""The forms of a plan as they were filled in: which turn of which step, and what each of its fields says.

A fact belongs to the incident; the record says when it was stated, rarely on which form. What a form says of it is
therefore read from the record, as it stands after every correction:

- What was recorded in one act with a turn belongs to that turn.
- Everything else belongs to the turn done last before it, if that one still lacks the field (first the telephone, then
  the form), else to the next one that was done, else to the last one, as something said later.
- A form says what was so when its turn was done; what was still missing then, as it was first filled in; what was said
  later stands beside it. What nobody said anew stands from before (`carried`), except where a step has a turn for each
  row of a list: the reply to one claim is no reply to another.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from incidents.apply import standing
from incidents.conditions import evaluate
from incidents.facts import History
from incidents.state import State
from incidents.tracks import NO
from incidents.turns import Mark, Turn
from incidents.views import LimitView, Statement
from runbooks.plan import Step, Text

_FOR_EVER: Final = 1 << 62


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of a list: its number, what stands in it, and the records that say so, the first one first."""

    number: int
    values: Mapping[str, Any]
    at: int
    seqs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `said` None: not recorded, or by the rows of a list only. `asked` False: the plan does not ask it."""

    fact: str
    said: Statement | None
    later: Statement | None = None
    carried: bool = False
    asked: bool = True
    rows: tuple[FormRow, ...] = ()

    @property
    def recorded(self) -> bool:
        """Whether the record says anything of it (a level that the plan alone sets is not recorded)."""
        return bool(self.rows) or (self.said is not None and self.said.seq > 0)


@dataclass(frozen=True, slots=True)
class Form:
    """One form. `done` None: its step is under way. `about` is the row of the list that the turn is about; `turns`
    how many forms of this step there are.
    """

    step: str
    turn: int
    title: Text
    done: Mark | None
    fields: tuple[Field, ...]
    limits: tuple[LimitView, ...]
    about: Mapping[str, Any] | None = None
    turns: int = 1


@dataclass(frozen=True, slots=True)
class _Filing:
    """The turns of one step for which there is a form, in order of time, and when each of them was."""

    state: State
    i: int
    step: Step
    turns: Sequence[Turn]
    times: Sequence[int]

    def nearest(self, at: int) -> int:
        """The place of the turn whose time is the nearest; of two, the earlier one."""
        after = bisect_left(self.times, at)
        if after == len(self.times):
            return after - 1
        return after - 1 if after and at - self.times[after - 1] <= self.times[after] - at else after


def forms(state: State, limits: Sequence[LimitView]) -> tuple[Form, ...]:
    """All forms, in the order of the plan, then of time: of every turn that was done, and of what is under way with
    anything recorded.
    """
    return tuple(form for i, step in enumerate(state.compiled.steps) if step.form for form in _of(state, i, limits))


def _of(state: State, i: int, limits: Sequence[LimitView]) -> Iterator[Form]:
    step = state.compiled.steps[i]
    begun = [turn for turn in state.records[i].standing() if turn.begun and not turn.skipped]
    if not begun:
        return
    begun.sort(key=lambda turn: (_time(turn), turn.number))
    filing = _Filing(state, i, step, begun, [_time(turn) for turn in begun])
    columns = [_field(filing, name) for name in step.record]
    found = [(turn, tuple(column[n] for column in columns)) for n, turn in enumerate(begun)]
    found = [(turn, fields) for turn, fields in found if turn.done or any(_new(field) for field in fields)]
    judging = _judging(step, limits)
    for turn, fields in found:
        row = state.rows[step.each].get(turn.number) if step.each else None
        yield Form(step.id, turn.number, step.form, turn.done, fields, tuple(judging(turn)), row, len(found))


def _time(turn: Turn) -> int:
    mark = turn.done or turn.started
    return mark.at if mark else 0


def _new(field: Field) -> bool:
    return field.recorded and not field.carried


def _judging(step: Step, limits: Sequence[LimitView]) -> Callable[[Turn], Iterator[LimitView]]:
    """Which limits judge a turn; turns of a repeat are those of its grid, which the act tells apart."""
    by_turn: dict[tuple[int, int], list[LimitView]] = {}
    for view in limits:
        if view.step == step.id and view.state != "not-applicable":
            key = view.done_at if view.repeat else view.turn
            if key is not None:
                by_turn.setdefault((view.limit, key), []).append(view)

    def judging(turn: Turn) -> Iterator[LimitView]:
        for number, limit in enumerate(step.limits, start=1):
            key = turn.acted(limit.to) if limit.every else turn.number
            if key is not None:
                yield from by_turn.get((number, key), ())

    return judging


def _field(filing: _Filing, name: str) -> list[Field]:
    """What each of the forms says in one field."""
    state, history = filing.state, filing.state.facts[name]
    asked = name == "level" or evaluate(state.plan.facts[name].when, state.value, state.compiled.ranks) != NO
    shared = _shared(state, name) and not filing.step.each
    said = _assigned(filing, history, shared=shared)
    rows = _rows(filing, name) if name in state.rows else [()] * len(said)
    ends = [time if turn.done else _FOR_EVER for turn, time in zip(filing.turns, filing.times, strict=True)]
    result = []
    for n, mine in enumerate(said):
        in_force = None if filing.step.each else _at(history.statements, ends[n])
        before = _at(mine, ends[n]) or (in_force if shared else None)
        if history.initial is not None and in_force is None:
            before = Statement(history.initial, filing.times[n], 0)
        after = [s for s in mine if s.at > ends[n]]
        value = _first_answer(before, *after, in_force)
        later = mine[-1] if mine and value and _changed(value, mine[-1]) else None
        carried = value is not None and bool(value.seq) and value not in mine and n > 0 and value.at <= ends[n - 1]
        result.append(Field(name, value, later, carried, asked or bool(mine), rows[n]))
    return result


def _at(statements: Sequence[Statement], time: int) -> Statement | None:
    """The latest of some statements that were so at a time."""
    n = bisect_right(statements, time, key=lambda said: said.at)
    return statements[n - 1] if n else None


def _changed(value: Statement, last: Statement) -> bool:
    """Whether the last thing said is later than what the form says, and says something else."""
    return (last.at, last.seq) > (value.at, value.seq) and (last.value, last.unknown) != (value.value, value.unknown)


def _first_answer(*said: Statement | None) -> Statement | None:
    """The first that says something; one that only says that nobody knows is better than none."""
    every = [statement for statement in said if statement is not None]
    return next((s for s in every if not s.unknown or s.reason), every[0] if every else None)


def _assigned(filing: _Filing, history: History, *, shared: bool) -> list[list[Statement]]:
    """What was stated of one fact, each statement on one of the forms."""
    step, times = filing.step, filing.times
    places = {turn.number: n for n, turn in enumerate(filing.turns)}
    found: list[list[Statement]] = [[] for _ in times]
    first = history.statements[0].at if history.statements else 0
    for said in history.statements:
        event = filing.state.events[said.seq - 1]
        if event.step == step.id:
            if event.turn in places:
                found[places[event.turn]].append(said)
            continue
        if step.each and event.step:
            continue
        last = bisect_right(times, said.at) - 1
        lacks = last >= 0 and not found[last] and not (shared and first <= times[last])
        here = last if last >= 0 and (times[last] == said.at or lacks or last + 1 == len(times)) else last + 1
        found[here].append(said)
    return found


def _shared(state: State, name: str) -> bool:
    """Whether a fact is about the situation: the level, or one that several steps record."""
    return name == "level" or sum(name in step.record for step in state.compiled.steps) > 1


def _rows(filing: _Filing, name: str) -> list[tuple[FormRow, ...]]:
    """The rows of a list: all that stand; where a step comes again, each with the turn that is the nearest in time."""
    state = filing.state
    records: dict[int, list[tuple[int, int]]] = {}
    for seq in state.by_subject[f"fact:{name}"]:
        event = state.events[seq - 1]
        stands = standing(state, event)
        if stands is not None and event.kind in {"row-added", "row-corrected"}:
            records.setdefault(event.data["row"], []).append((stands[0], seq))
    rows = [
        FormRow(n, values, records[n][0][0], tuple(seq for _, seq in records[n]))
        for n, values in sorted(state.rows[name].items())
    ]
    if not (state.compiled.repeats[filing.i] or filing.step.each):
        return [tuple(rows)] * len(filing.turns)
    found: list[list[FormRow]] = [[] for _ in filing.turns]
    for row in rows:
        found[filing.nearest(row.at)].append(row)
    return [tuple(mine) for mine in found]
