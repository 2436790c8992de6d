"""A run with its recording on is the same run, and a timeline like any other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from incidents.journal.memory import MemoryStore
from incidents.journal.sqlite import SqliteStore
from incidents.journal.store import Store
from incidents.refusals import Refusal
from incidents.session import Session
from incidents.verdict import Verdict
from simulator.compile import Drill, compile_drill
from simulator.judging import may_start, told
from simulator.luck import Block, run_of
from simulator.record import DrillClock, Recorder, record
from simulator.results import RunResult, joined
from simulator.scenario_loading import load_scenario
from simulator.scenario_shelf import shipped_folder, yaml_files
from simulator.streams import Streams
from tests.simulator.scenarios import CALENDAR, compiled
from tests.simulator.stage import START

PLANS = [
    ("soe-rapid-response",),
    ("soe-rapid-response", "graded-response"),
    ("company-six-stage",),
    ("company-six-stage", "graded-response"),
    ("danger-branch",),
    ("after-action",),
]


def counter() -> Any:
    """Entropy that can be repeated."""
    numbers = iter(range(1, 10**9))
    return lambda n: next(numbers).to_bytes(n, "big")


def recorded(drill: Drill, block: Block, row: int) -> tuple[Recorder, RunResult]:
    """One run with its recording on."""
    recorder = Recorder(drill.setup, MemoryStore(entropy=bytes), CALENDAR, entropy=counter(), incident="2026-0309-01")
    run = block.start(row, recorder)
    result = run.live()
    recorder.clock.move(START + result.end)
    compare_kernel(run, recorder.session, result)
    return recorder, result


def compare_kernel(run: Any, session: Session, result: RunResult) -> None:
    """The session judges every limit as the run did."""
    rules, end = run.rules, result.end
    for x, rule in enumerate(rules.limits):
        found = [shifted(v) for v in session.book.of(rule.step, rule.number, START + end)]
        if rule.again:
            due = sum(v.turns for v in found if fell_due(v, end))
            met = sum(v.grade == "met" for v in found)
            assert (result.turns_due[x], result.turns_met[x]) == (due, met), rules.plan.steps[rule.step].id
            continue
        code, margin = told(found, end, may_start=may_start(run.kernel, rule))
        if run.setup.teams[rule.step] is not None:
            assert (result.outcome[x], result.margin[x]) == (code, margin), rules.plan.steps[rule.step].id


def fell_due(verdict: Verdict, end: int) -> bool:
    return verdict.grade in {"met", "late", "missed"} or (
        verdict.grade == "running" and verdict.due is not None and verdict.due <= end
    )


def shifted(verdict: Verdict) -> Verdict:
    def back(time: int | None) -> int | None:
        return None if time is None else time - START

    return replace(verdict, start=back(verdict.start), due=back(verdict.due), act=back(verdict.act))


@pytest.mark.parametrize("names", PLANS)
def test_a_recorded_run_is_the_same_run_and_the_session_agrees_with_it(names: tuple[str, ...]) -> None:
    drill = compiled(*names)
    block = Block(drill, Streams(7), 0)
    for row in range(25):
        recorder, result = recorded(drill, block, row)
        plain = block.live(row)
        assert repr(plain) == repr(result)
        assert len(recorder.session.events) > 2


@pytest.mark.full
@pytest.mark.parametrize("names", PLANS)
def test_hundreds_of_recorded_runs_agree_with_the_session(names: tuple[str, ...]) -> None:
    for hours, crowd in ((2, 30), (6, 120), (30, 60)):
        drill = compiled(*names, hours=hours, crowd=crowd)
        block = Block(drill, Streams(11), 3)
        for row in range(200):
            recorded(drill, block, row)


def again(recorder: Recorder, store: Store, mode: str) -> Session:
    """The commands of a recorded run through a session of their own, with the same clock and entropy."""
    clock = DrillClock(START)
    plan = recorder.rules.plan
    entropy, incident = counter(), "2026-0309-01"
    session = Session.open(
        store, plan, clock=clock, by="drill", calendar=CALENDAR, mode=mode, incident=incident, entropy=entropy
    )
    for at, command, by in recorder.commands:
        clock.move(at)
        assert not isinstance(session.do(command, by), Refusal)
    clock.move(recorder.clock.now())
    return session


def test_the_same_commands_through_another_session_give_the_same_timeline(tmp_path: Path) -> None:
    """On disk instead of in memory, with the drill's clock, entropy, identity and mode: every byte is the same."""
    drill = compiled("soe-rapid-response", "graded-response")
    recorder, _ = recorded(drill, Block(drill, Streams(3), 1), 17)
    session = again(recorder, SqliteStore(tmp_path / "journal.sqlite", entropy=bytes), "drill")
    assert session.events == recorder.session.events
    assert session.snapshot() == recorder.session.snapshot()
    assert session.head == recorder.session.head


def test_a_drill_in_whole_seconds_lived_as_a_live_incident_gives_the_same_timeline() -> None:
    """People state whole seconds: with such a drill, a live incident differs in its mode alone."""
    drill = compiled("company-six-stage", "graded-response")
    rows = [[number // 1000 * 1000 for number in row] for row in Block(drill, Streams(3), 1).draws(5)]
    choices = [n for n, source in enumerate(drill.sources) if isinstance(source.of, tuple)]
    for n in choices:
        rows[n] = [0] * len(rows[n])
    recorder = Recorder(drill.setup, MemoryStore(entropy=bytes), CALENDAR, entropy=counter(), incident="2026-0309-01")
    assert record(drill.setup, rows, recorder).end > 0
    assert len(recorder.commands) > 20
    session = again(recorder, MemoryStore(entropy=bytes), "live")
    assert session.events[1:] == recorder.session.events[1:]
    assert session.snapshot() == replace(recorder.session.snapshot(), mode="live")


def test_a_run_is_known_by_its_seed_and_number_alone() -> None:
    """Run 263 is row 13 of the second block, whoever else is lived."""
    drill = compiled("soe-rapid-response", hours=2)
    alone = run_of(drill, 5, 263).live()
    batch = Block(drill, Streams(5), 1).batch(range(12, 15))
    assert batch.first == 262
    assert batch.done[1].tolist() == alone.done
    assert batch.outcome[1].tolist() == alone.outcome
    assert batch.present[1].tolist() == [count for count, _ in alone.sampled]
    together = joined([batch, Block(drill, Streams(5), 1).batch(range(15, 16))])
    assert together.end.shape == (4,)
    parts = together.outside + together.queue + together.reaction + together.travel + together.work
    done = together.done >= 0
    assert (parts[done] == (together.done - together.ready)[done]).all()


@pytest.mark.parametrize("path", yaml_files(shipped_folder()), ids=lambda path: path.stem)
def test_the_shipped_scenarios_are_recorded_as_they_are_lived(path: Path) -> None:
    """Two runs of each: the session agrees, and recording changes nothing."""
    loaded = load_scenario(path)
    assert loaded.scenario is not None
    assert loaded.plan is not None
    block = Block(compile_drill(loaded.plan, loaded.scenario, CALENDAR), Streams(12), 0)
    for row in (3, 8):
        recorder = Recorder(block.drill.setup, MemoryStore(entropy=bytes), CALENDAR, entropy=counter())
        result = block.start(row, recorder).live()
        assert repr(result) == repr(block.live(row))
        assert result.stuck == ()
        assert len(recorder.session.events) > 10
