"""The board says after every event what it would say if it looked at everything anew."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.big_plan import big_plan
from incidents import commands as c
from incidents.refusals import Refusal
from tests.incidents.small_plans import S, plan_of
from tests.tui.north_gate import NorthGate, mid_incident, ms, plan
from tui.board import BINDING, GROUPS, Board, Spot
from tui.board.limits import view_of

PLANS = ("soe-rapid-response", "company-six-stage")


def everything(board: Board, now: int) -> dict[str, Any]:
    """All that the board remembers, in a form that can be compared."""
    return {
        "groups": {name: list(board.groups[name]) for name in GROUPS},
        "counts": {state: n for state, n in board.counts.items() if n},
        "stages": {stage: both for stage, both in board.stages.items() if both[1]},
        "owed": board.owed,
        "binding": list(board.dues.binding),
        "targets": list(board.dues.targets),
        "limits": {block: list(found) for block, found in board.limits(now).blocks.items()},
        "told": board.told,
        "states": [board.state_of(Spot(i), now) for i in range(len(board.plan.steps))],
    }


VALUES: dict[str, list[Any]] = {
    "yes-no": [True, False, None],
    "count": [0, 3, 12, 42, [5, 40], None],
    "date": ["2026-03-12", None],
    "moment": [ms("08:41"), None],
    "text": ["北门", None],
    "person": ["李强", None],
    "role": ["security", None],
}


def commands(gate: NorthGate) -> st.SearchStrategy[c.Command]:
    """Anything that anybody might record, most of it sensible."""
    steps = st.sampled_from([step.id for step in gate.session.plan.steps])
    facts = gate.session.plan.facts

    def fact(name: str) -> st.SearchStrategy[c.Command]:
        asked = facts[name]
        values = [*asked.of, None] if asked.type == "choice" else VALUES.get(asked.type, [None])
        return st.sampled_from(values).map(
            lambda v: lambda at: c.StateFact(at=at, fact=name, value=v, unknown=v is None)
        )

    singles = [name for name, asked in facts.items() if asked.type not in {"rows", "file"}]
    lists = [name for name, asked in facts.items() if asked.type == "rows"]
    roles = st.sampled_from(sorted(gate.session.plan.roles))
    levels = [level.id for level in gate.session.plan.levels]
    made = [
        steps.map(lambda s: lambda at: c.Done(at=at, step=s)),
        steps.map(lambda s: lambda at: c.Done(at=at, step=s, reason="先办")),
        steps.map(lambda s: lambda at: c.Start(at=at, step=s)),
        steps.map(lambda s: lambda at: c.Skip(at=at, step=s, reason="已由别人办了")),
        steps.map(lambda s: lambda at: c.Reopen(at=at, step=s, how="wrong")),
        steps.map(lambda s: lambda at: c.Reopen(at=at, step=s, how="again")),
        steps.map(lambda s: lambda at: c.AssignStep(at=at, step=s, person="孙伟")),
        st.sampled_from(singles).flatmap(fact),
        st.tuples(roles, steps, st.sampled_from(["reported", "no-answer", "assigned"])).map(
            lambda t: lambda at: c.LogCall(at=at, role=t[0], step=t[1], result=t[2])
        ),
        st.integers(1, 40).map(lambda n: lambda at: c.Correct(at=at, seq=n, void=True, reason="误按")),
        st.integers(-20, 0).map(lambda n: lambda at: c.StateFact(at=at, fact="began", value=ms("08:43") + n * 60_000)),
        st.sampled_from(levels or [""]).map(
            lambda lv: lambda at: c.SetLevel(at=at, level=lv, reason="情况变了", approver="刘建国")
        ),
        st.sampled_from(lists).map(lambda f: lambda at: c.StateFact(at=at, fact=f, value=[])),
        st.tuples(st.sampled_from(lists), st.integers(0, 3)).map(lambda t: lambda at: _row(gate, at, *t)),
        st.just(lambda at: c.Close(at=at, reason="转常规办理")),
        st.just(lambda at: c.ReopenIncident(at=at, reason="又来了")),
    ]
    return st.one_of(made)


def _row(gate: NorthGate, at: int, fact: str, row: int) -> c.Command:
    columns = gate.session.plan.facts[fact].columns
    values = {col.id: (VALUES.get(col.type) or ["x"])[0] for col in columns}
    return c.ChangeRow(at=at, fact=fact, values=values, row=row)


@pytest.mark.parametrize("name", PLANS)
@given(data=st.data())
@settings(max_examples=8, deadline=None)
def test_what_is_kept_up_to_date_is_what_a_fresh_look_finds(name: str, data: st.DataObject) -> None:
    gate = NorthGate(plan_=plan(name))
    board = gate.board()
    made = commands(gate)
    for _ in range(data.draw(st.integers(1, 25))):
        gate.clock.time += data.draw(st.sampled_from([1_000, 60_000, 1_200_000, 5_400_000, 90_000_000]))
        now = gate.clock.time
        command = data.draw(made)(now - data.draw(st.sampled_from([0, 0, 30_000, 600_000])))
        if not isinstance(gate.session.do(command, "王岚"), Refusal):
            board.take(now)
        board.pass_time(now)
        board.reorder()
        if data.draw(st.booleans()):
            board.prepare(now)
        judged = gate.session.snapshot(now).limits
        assert board.exceeded(now) == [v for v in judged if v.basis in BINDING and v.state == "overdue"]
        assert everything(board, now) == everything(gate.board(), now)


def test_the_order_stays_until_it_is_asked_to_change() -> None:
    gate = mid_incident()
    board = gate.board()
    before = [board.spot(n) for n in range(len(board))]
    gate.tell("08:53", c.Done, step="report-leading-group")
    assert [e.kind for e in board.take(ms("08:53"))] == ["step-done"]
    assert [board.spot(n) for n in range(len(board))] == before
    assert board.state_of(Spot(1), ms("08:53")) == "done"
    assert board.reorder()
    now = [board.plan.steps[spot.step].number for spot in board.groups["now"]]
    assert now[:3] == ["04", "71", "03"]
    assert board.place(Spot(1)) == len(board) - len(board.groups["ended"])


def test_what_is_due_first_stands_first_and_a_target_never_before_a_duty() -> None:
    gate = mid_incident()
    board = gate.board()
    first = [board.plan.steps[spot.step].number for spot in board.groups["now"]]
    assert first[:2] == ["02", "04"]
    assert all(due.binding for due in board.dues.binding)
    assert [board.plan.steps[due.step].number for due in board.dues.binding][:3] == ["02", "04", "05"]


def test_the_danger_branch_is_pinned_while_it_goes_on() -> None:
    gate = mid_incident()
    board = gate.board()
    assert not board.danger
    gate.fact("08:53", "danger", True)
    board.take(ms("08:53"))
    board.reorder()
    assert board.danger
    assert [board.plan.steps[s.step].number for s in board.groups["danger-now"]] == ["91", "92", "93"]
    assert board.stages["danger"] == (0, 6)
    gate.fact("08:54", "danger", False)
    board.take(ms("08:54"))
    board.reorder()
    assert not board.danger


def test_a_turn_that_the_clock_opens_moves_its_step() -> None:
    gate = mid_incident()
    gate.tell("08:53", c.Done, step="grade")
    board = gate.board()
    regrade = next(n for n, step in enumerate(board.plan.steps) if step.id == "regrade")
    gate.tell("08:54", c.Done, step="regrade")
    board.take(ms("08:54"))
    board.reorder()
    assert board.state_of(Spot(regrade), ms("08:54")) == "waiting"
    gate.clock.time = ms("09:24")
    assert board.pass_time(ms("09:24"))
    assert board.state_of(Spot(regrade), ms("09:24")) == "ready"


def test_taking_in_a_tick_looks_at_few_steps_of_many() -> None:
    gate = NorthGate(plan_=big_plan(2000))
    board = gate.board()
    gate.tell("08:44", c.Done, step="step-10")
    looked: list[int] = []
    inner = board._info
    board._info = lambda i, now: looked.append(i) or inner(i, now)  # type: ignore[method-assign]
    board.take(ms("08:44"))
    assert 1 <= len(set(looked)) < 10


def test_the_limits_are_those_that_the_engine_knows_and_each_has_its_place() -> None:
    gate = mid_incident()
    board, now = gate.board(), ms("08:53")
    limits = board.limits(now)
    every = [limits[n] for n in range(len(limits))]
    assert [limits.place(entry) for entry in every] == list(range(len(every)))
    told = [v for v in gate.session.snapshot(now).limits if v.state != "not-applicable"]
    seen = [view_of(board.state, gate.session.book, entry, now) for entry in every]
    assert sorted(map(repr, seen)) == sorted(map(repr, told))


def test_a_limit_that_was_missed_and_runs_again_is_there_twice() -> None:
    gate = NorthGate("08:40", plan_=plan_of(S))
    gate.fact("08:41", "danger", True)
    gate.fact("08:50", "danger", False)
    gate.fact("08:55", "danger", True)
    board, now = gate.board(), ms("08:56")
    police = gate.session.state.compiled.index["police"]
    found = [view_of(board.state, gate.session.book, e, now) for e in board.limits(now).blocks["assumed"]]
    states = [v.state for v in found if v and v.step == "police"]
    assert states == ["running", "missed"]
    assert [e.nth for e in board.limits(now).blocks["assumed"] if e.step == police] == [1, 0]


def test_preparing_looks_at_few_limits_at_a_time_and_at_all_in_the_end() -> None:
    gate = NorthGate(plan_=big_plan(500))
    board, whole, now = gate.board(), gate.board(), gate.clock.time
    board.prepare(now)
    assert 0 < len(board._limits) < len(whole.limits(now))
    for _ in range(5):
        board.prepare(now)
    assert len(board._limits) == len(whole.limits(now))
