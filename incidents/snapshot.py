"""All of an incident as seen at a moment, made from the state on demand."""

from __future__ import annotations

from collections.abc import Iterator

from incidents.apply import standing
from incidents.book import Book
from incidents.limits import Verdict
from incidents.proposal import proposed
from incidents.state import State
from incidents.steps import owed, step_state, turn_state, waits
from incidents.tracks import YES
from incidents.turns import Turn
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
    turns = list(state.turns(i))
    unsettled = [t for t in turns if not t.settled]
    turn = unsettled[0] if unsettled else turns[-1] if turns else Turn(0)
    if not unsettled and at in {"ready", "waiting"} and state.compiled.repeats[i]:
        turn = Turn(turn.number + 1, person=turn.person, role=turn.role)
    end = turn.end
    return StepView(
        id=step.id,
        number=step.number,
        state=at,
        turn=turn.number,
        started_at=_started_at(state, turn),
        done_at=end.at if end else None,
        by=end.by if end else turn.started.by if turn.started else "",
        person=turn.person,
        ahead=bool(end and end.ahead),
        reason=end.reason if end else turn.started.reason if turn.started else "",
        waits=tuple(waits(state, book, i, now)) if at == "waiting" else (),
        owed=owed(state, i),
        open_turns=tuple(t.number for t in turns if turn_state(state, book, i, t, now) in {"ready", "in-progress"}),
    )


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
    duration = limit.every or limit.within
    if limit.every and verdict.turn == 1:
        duration = limit.first
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
        number=limit.first_number if limit.every and verdict.turn == 1 else limit.number,
        repeat=limit.every is not None,
        turns=verdict.turns,
        ceased=verdict.ceased,
        approver=verdict.waived.approver if verdict.waived else "",
        reason=verdict.waived.reason if verdict.waived else "",
        waived_late=bool(verdict.waived and verdict.due is not None and verdict.waived.at > verdict.due),
    )


def told(state: State) -> Iterator[Told]:
    """Who has been told, from done steps that tell and calls that got through; and who is still to be told."""
    when: dict[str, int] = {}
    calls: dict[str, tuple[str, int]] = {}
    for event in state.events:
        if event.kind != "call-logged" or (stands := standing(state, event)) is None:
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
