"""One run of a drill by its number: as a drawing shows it, or recorded in full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from drillbook.drill_lives import Lives
from reports import drill_values as told
from reports.drill_phrases import role_name
from reports.nearest import BINDING
from reports.words import Words
from runbooks.calendar import working_days_table
from simulator.judging import BROKEN, KEPT, NO_MARGIN
from simulator.luck import run_of
from simulator.scenario_model import with_things

if TYPE_CHECKING:
    from incidents.journal.memory import MemoryStore
    from incidents.session import Session
    from incidents.timeline import Timeline
    from simulator.drill import Run


def shown(lives: Lives, run: int) -> told.RunResult:
    """One run by its number from 0, with every turn of every step."""
    setup = lives.drill.setup
    lived = run_of(lives.drill, lives.seed, run)
    result = lived.live()
    rules = setup.rules
    due: dict[int, int] = {}
    late: set[int] = set()
    broken = []
    for x, rule in enumerate(rules.limits):
        own = rules.plan.steps[rule.step].limits[rule.number]
        if result.outcome[x] == BROKEN:
            broken.append((rules.plan.steps[rule.step].id, rule.number + 1))
        if own.basis not in BINDING or rule.every or result.outcome[x] not in {KEPT, BROKEN}:
            continue
        if result.outcome[x] == BROKEN:
            late.add(rule.step)
        act = result.start[rule.step] if rule.to_start else result.done[rule.step]
        if result.margin[x] != NO_MARGIN and act >= 0:
            due[rule.step] = min(due.get(rule.step, act + result.margin[x]), act + result.margin[x])
    bars = [
        told.Bar(
            rules.plan.steps[i].id,
            1,
            result.ready[i],
            _known(result.called[i]),
            _known(result.start[i]),
            _known(result.done[i]),
            due.get(i),
            i in late,
        )
        for i in range(rules.n)
        if result.ready[i] >= 0 and _to_be_seen(lived, i)
    ]
    bars += [
        told.Bar(rules.plan.steps[t.step].id, t.turn, t.ready, _known(t.called), _known(t.start), _known(t.done))
        for x, t in enumerate(result.more, rules.n)
        if t.ready >= 0 and _to_be_seen(lived, x)
    ]
    place = rules.step_index
    bars.sort(key=lambda bar: (place[bar.step], bar.turn))
    return told.RunResult(run + 1, result.end, result.settled, tuple(bars), tuple(broken))


def _to_be_seen(run: Run, x: int) -> bool:
    """Whether somebody came to a task, or was still waited for at the end: what was called off before is neither."""
    waits = run.lines.queued[x] or x in run.coming
    return run.called[x] >= 0 or (waits and run.kernel.ready(run.step_of[x]))


def _known(time: int) -> int | None:
    return time if time >= 0 else None


def recorded(lives: Lives, run: int, words: Words) -> tuple[Timeline, Session, MemoryStore]:
    """One run by its number from 0, lived again through a session, which most drills never need."""
    from incidents.journal.memory import MemoryStore
    from incidents.timeline import timeline
    from simulator.record import Recorder

    counter = iter(range(1, 1 << 40))
    store = MemoryStore(entropy=bytes)
    plan = with_things(lives.plan, lives.scenario)

    def together(people: Sequence[str]) -> str:
        named = [person.rpartition(" ") for person in people]
        said = words.listed(f"{role_name(role, plan, words)} {n}" for role, _, n in named)
        return said or words.say("from outside")

    recorder = Recorder(
        lives.drill.setup,
        store,
        working_days_table(),
        entropy=lambda n: next(counter).to_bytes(n, "big"),
        by=words.sense("drill", "the drill"),
        identity=together,
        incident=f"drill-{lives.seed}-{run + 1}",
        says={inject.id: words.text(inject.says) for inject in lives.scenario.injects},
    )
    result = run_of(lives.drill, lives.seed, run, recorder).live()
    recorder.clock.move(lives.drill.setup.rules.start + result.end)
    return timeline(recorder.session), recorder.session, store
