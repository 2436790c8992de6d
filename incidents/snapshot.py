"""All of an incident as seen at a moment, made from the state on demand."""

from __future__ import annotations

from collections.abc import Iterator

from incidents.apply import standing
from incidents.book import Book
from incidents.proposal import proposed
from incidents.state import State
from incidents.steps import owed, step_state, turn_meant, turn_state, waits
from incidents.tracks import YES
from incidents.turns import Turn
from incidents.verdict import Verdict
from incidents.views import LimitView, Snapshot, Statement, StepView, Told
from runbooks.plan import Limit, Step

_SPOKEN = frozenset({"reported", "reached", "assigned"})
_FAILED = frozenset({"no-answer", "busy"})


def snapshot(state: State, book: Book, now: int) -> Snapshot:
    """What stands and what the clock makes of it at `now` (milliseconds UTC)."""
    steps = tuple(step_view(state, book, i, now) for i in range(len(state.compiled.steps)))
    return Snapshot(
        now=now,
        incident=state.incident,
        plan=state.plan.id,
        mode=state.mode,
        status="closed" if state.closed else "open",
        version=state.version,
        opened_at=state.opened_at,
        began=state.began,
        closed_at=state.closed_at,
        outcome=state.closed.data["outcome"] if state.closed else "",
        level=state.level,
        proposed=proposed(state) if state.closed is None else "",
        duty=state.duty,
        handover=state.handover,
        steps=steps,
        limits=tuple(limit_views(state, book, now)),
        facts=current_facts(state),
        rows={name: dict(rows) for name, rows in state.rows.items()},
        told=tuple(told(state)),
        people=dict(state.people),
        owed=tuple((step.id, fact) for step in steps for fact in step.owed),
        next_change=book.next_change(now) if state.closed is None else None,
    )


def current_facts(state: State) -> dict[str, Statement]:
    """The statement that holds of every fact that somebody stated."""
    return {name: history.current for name, history in state.facts.items() if history.current is not None}


def step_view(state: State, book: Book, i: int, now: int) -> StepView:
    """One step as it stands: its open turn, else its latest."""
    step = state.compiled.steps[i]
    at = step_state(state, book, i, now)
    meant = turn_meant(state, book, i, now)
    turn = meant or Turn(0)
    mark = turn.end or turn.started
    return StepView(
        id=step.id,
        number=step.number,
        state=at,
        turn=turn.number,
        started_at=_started_at(state, turn),
        done_at=turn.end.at if turn.end else None,
        by=mark.by if mark else "",
        person=turn.person,
        ahead=any(m.ahead for m in turn.marks),
        reason=mark.reason if mark else "",
        waits=tuple(waits(state, book, i, meant, now)) if at == "waiting" else (),
        owed=owed(state, i),
        open_turns=tuple(sorted(_open_turns(state, book, i, turn, now))),
    )


def _open_turns(state: State, book: Book, i: int, meant: Turn, now: int) -> Iterator[int]:
    """The turns that are ready or in progress, by number."""
    turns = state.records[i].turns
    several = () if state.compiled.repeats[i] else state.records[i].open
    for n in {*several, meant.number} - {0}:
        if turn_state(state, book, i, turns.get(n, meant), now) in {"ready", "in-progress"}:
            yield n


def _started_at(state: State, turn: Turn) -> int | None:
    if turn.started is None:
        return turn.done.at if turn.done else None
    started = max(turn.started.at, state.began) if turn.auto else turn.started.at
    return min(started, turn.end.at) if turn.end else started


def limit_views(state: State, book: Book, now: int) -> Iterator[LimitView]:
    """Every limit of every turn in plan order."""
    for i, step in enumerate(state.compiled.steps):
        for k, limit in enumerate(step.limits):
            for verdict in book.of(i, k, now):
                yield limit_view(step, k, limit, verdict, now)


def limit_view(step: Step, k: int, limit: Limit, verdict: Verdict, now: int) -> LimitView:
    """A verdict together with what the plan says of its limit, as seen at `now`."""
    first, given = bool(limit.first) and verdict.turn == 1, verdict.extended
    duration = limit.first if first else limit.every or limit.within
    over = verdict.grade == "running" and verdict.due is not None and now > verdict.due
    margin = None
    if verdict.due is not None and verdict.grade in {"met", "late", "running"}:
        margin = verdict.due - (verdict.act if verdict.act is not None else now)
    return LimitView(
        step=step.id,
        turn=verdict.turn,
        limit=k + 1,
        basis=limit.basis,
        source=tuple(str(citation) for citation in limit.source),
        from_=limit.from_ or limit.by or "",
        within=duration.text if duration else "",
        within_ms=duration.ms if duration else None,
        state="overdue" if over else verdict.grade,
        to=limit.to,
        start_at=verdict.start,
        due_at=verdict.due,
        done_at=verdict.act,
        margin=margin,
        known_late=verdict.known_late,
        number=limit.first_number if first else limit.number,
        repeat=limit.every is not None,
        turns=verdict.turns,
        ceased=verdict.ceased,
        approver=verdict.waived.approver if verdict.waived else "",
        reason=verdict.waived.reason if verdict.waived else "",
        waived_late=bool(verdict.waived and verdict.due is not None and verdict.waived.at > verdict.due),
        day=limit.day,
        ahead=limit.ahead.text if limit.ahead else "",
        extended=limit.extend.by.text if limit.extend and given else "",
        extended_by=given.approver if given else "",
        extended_reason=given.reason if given else "",
    )


def told(state: State) -> Iterator[Told]:
    """Who has been told, from done steps that tell and calls that got through; and who is still to be told."""
    when: dict[str, int] = {}
    calls: dict[str, tuple[str, int]] = {}
    for seq in state.calls:
        stands = standing(state, state.events[seq - 1])
        if stands is None:
            continue
        at, data = stands
        role, result = data["role"], data["result"]
        tries = calls.get(role, ("", 0))[1]
        calls[role] = (result, tries + 1 if result in _FAILED else 0)
        if result in _SPOKEN:
            when[role] = min(at, when.get(role, at))
    expected: dict[str, None] = {}
    for i, step in enumerate(state.compiled.steps):
        if not step.tells or (state.applies[i].last != YES and not state.settled[i]):
            continue
        done = [turn.done.at for turn in state.records[i].turns.values() if turn.done]
        for role in step.tells:
            expected.setdefault(role)
            if done:
                when[role] = min(*done, when.get(role, done[0]))
    for role in sorted({**expected, **when}, key=lambda r: when.get(r, 2**62)):
        result, tries = calls.get(role, ("", 0))
        yield Told(role, when.get(role), result, tries)
