"""Drills whose answer is known from queueing theory, through the real drill: exact where it is exact, else
within its own confidence interval, at fixed seeds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import sqrt

import numpy as np
import pytest

from runbooks.calendar import WorkingDays
from runbooks.plan import Plan, Role, Step
from simulator import scenario_model as model
from simulator.compile import compile_drill
from simulator.distributions import Distribution, Exponential, Fixed, Lognormal
from simulator.luck import Block, lognormals
from simulator.results import Batch, joined
from simulator.streams import BLOCK, Streams
from tests.simulator.stage import MINUTE, START, limit, stage, step

WIDE = 3.3
"""Standard errors: one of a thousand right answers would fall outside."""


def batches(
    steps: Sequence[Step], work: Mapping[str, Distribution], staff: Mapping[str, model.Staff], runs: int, seed: int
) -> Batch:
    """So many runs of a hand-made drill."""
    plan = Plan("v", {}, "1", tuple(steps), roles={name: Role(name, {}) for name in staff})
    scenario = model.Scenario("v", {}, "v", START, 10_000 * MINUTE, staff=staff, work=work)
    drill = compile_drill(plan, scenario, WorkingDays())
    return joined([Block(drill, Streams(seed), n).batch() for n in range(runs // BLOCK)])


def mean_is(values: np.ndarray, expected: float) -> None:
    """The mean is within its own interval, and the interval is narrow enough to say something."""
    error = float(values.std(ddof=1)) / sqrt(len(values))
    assert abs(float(values.mean()) - expected) < WIDE * error, (values.mean(), expected, error)
    assert error < 0.05 * expected


def share_is(kept: np.ndarray, expected: float) -> None:
    """A share is within its own interval."""
    error = sqrt(expected * (1 - expected) / len(kept))
    assert abs(float(kept.mean()) - expected) < WIDE * error, (kept.mean(), expected, error)


def test_ten_tasks_for_three_people() -> None:
    """Ten tasks of Exp(1) and three people: mean 4.166667, variance 2.138889."""
    steps = [step(f"t{n}", "x") for n in range(10)]
    work = {own.id: Exponential(MINUTE) for own in steps}
    batch = batches(steps, work, {"x": model.Staff(3)}, 5000, 1)
    length = batch.end / MINUTE
    mean_is(length, 4.166667)
    squares = (length - length.mean()) ** 2
    mean_is(squares, 2.138889)
    assert bool(batch.settled.all())


def test_the_last_of_five() -> None:
    """A step after five tasks of Exp(1), each with its own person: 2.283333."""
    steps = [*(step(f"t{n}", "x") for n in range(5)), step("all", "x", after=[f"t{n}" for n in range(5)])]
    work = {own.id: Exponential(MINUTE) for own in steps[:5]} | {"all": Fixed(0)}
    batch = batches(steps, work, {"x": model.Staff(5)}, 5000, 2)
    mean_is(batch.ready[:, 5] / MINUTE, 2.283333)
    assert not batch.queue[:, :5].any()


def test_three_in_a_row_within_ten() -> None:
    """Three tasks of Exp with mean 2 after each other, limit 10 from the beginning: kept with probability .875348."""
    steps = [step("a", "x"), step("b", "x", after=["a"]), step("c", "x", limit(10), after=["b"])]
    work = {own.id: Exponential(2 * MINUTE) for own in steps}
    batch = batches(steps, work, {"x": model.Staff(1)}, 10_000, 3)
    assert set(batch.outcome[:, 0].tolist()) == {1, 2}
    share_is(batch.outcome[:, 0] == 1, 0.875348)


def test_a_lognormal_step_and_both_of_two() -> None:
    """Lognormal with median 5 and sigma .5, limit 10: .917171; a step after two of them: .841204."""
    p90 = round(5 * MINUTE * np.exp(0.5 * 1.2815515655446004))
    steps = [step("a", "x", limit(10)), step("b", "x"), step("both", "x", limit(10), after=["a", "b"])]
    work: dict[str, Distribution] = {name: Lognormal(5 * MINUTE, p90) for name in ("a", "b")}
    batch = batches(steps, work | {"both": Fixed(0)}, {"x": model.Staff(2)}, 10_000, 4)
    share_is(batch.outcome[:, 0] == 1, 0.917171)
    share_is(batch.outcome[:, 1] == 1, 0.841204)


def test_single_servers_wait_as_they_should() -> None:
    """Little's law along each path: the people at work on average are the sum of the times that they worked."""
    steps = [step("a", "x"), step("b", "x"), step("c", "x", after=["a"]), step("d", "y", after=["b"])]
    work = {own.id: Exponential(3 * MINUTE) for own in steps}
    staff = {"x": model.Staff(1, Exponential(MINUTE)), "y": model.Staff(1, Fixed(MINUTE), Fixed(MINUTE))}
    batch = batches(steps, work, staff, 500, 5)
    spans = batch.outside + batch.queue + batch.reaction + batch.travel + batch.work
    assert (spans == batch.done - batch.ready).all()
    x_time = (batch.done - batch.called)[:, :3].sum(axis=1)
    assert (batch.busy[:, 0] == x_time).all()
    assert (batch.queued[:, 0] == batch.queue[:, :3].sum(axis=1)).all()


GRAHAM = {"t1": 3, "t2": 2, "t3": 2, "t4": 2, "t5": 4, "t6": 4, "t7": 4, "t8": 4, "t9": 9}
GRAHAM_AFTER = {"t9": ["t1"], "t5": ["t4"], "t6": ["t4"], "t7": ["t4"], "t8": ["t4"]}


@pytest.mark.parametrize(("people", "length"), [(3, 12), (4, 15)])
def test_more_people_can_take_longer(people: int, length: int) -> None:
    """Graham's anomaly of 1969: nine tasks in the order of their list, three people take 12, four take 15."""
    steps = [step(name, "x", after=GRAHAM_AFTER.get(name, ())) for name in GRAHAM]
    assert stage(steps, GRAHAM, {"x": people}).run().result.end == length * MINUTE


def test_a_role_that_never_queues_gains_exactly_nothing() -> None:
    """One more of it changes no number of any run: common luck, and an added person is used last."""
    steps = [step("a", "x"), step("b", "y", after=["a"]), step("c", "x", after=["b"])]
    work = {own.id: Exponential(3 * MINUTE) for own in steps}

    def length(count: int) -> np.ndarray:
        staff = {"x": model.Staff(count, Exponential(MINUTE), Fixed(0)), "y": model.Staff(1)}
        return batches(steps, work, staff, 500, 6).end

    assert (length(1) == length(2)).all()


def test_the_same_seed_gives_the_same_runs_and_another_seed_others() -> None:
    steps = [step("a", "x"), step("b", "x")]
    work = {own.id: Exponential(3 * MINUTE) for own in steps}
    lived: Callable[[int], np.ndarray] = lambda seed: batches(steps, work, {"x": model.Staff(1)}, 250, seed).end  # noqa: E731
    assert (lived(1) == lived(1)).all()
    assert (lived(1) != lived(2)).any()


def test_what_follows_a_run_does_not_depend_on_how_many_columns_were_drawn_before() -> None:
    """A repeat of two minutes takes more columns than are drawn at once: the runs before and after are the same."""
    from tests.simulator.stage import every

    steps = [step("watch", "x", every(2, 2)), step("end", "y")]
    work: dict[str, Distribution] = {"watch": Lognormal(20_000, 30_000), "end": Lognormal(60 * MINUTE, 90 * MINUTE)}
    plan = Plan("v", {}, "1", tuple(steps), roles={name: Role(name, {}) for name in ("x", "y")})
    staff = {"x": model.Staff(1, Lognormal(10_000, 20_000)), "y": model.Staff(1)}
    scenario = model.Scenario("v", {}, "v", START, 300 * MINUTE, staff=staff, work=work)
    drill = compile_drill(plan, scenario, WorkingDays())
    forward, alone = Block(drill, Streams(9), 0), Block(drill, Streams(9), 0)
    lived = [forward.live(row) for row in range(12)]
    assert len(lived[0].more) > 8
    assert repr(alone.live(11)) == repr(lived[11])
    assert repr(forward.live(0)) == repr(lived[0])


def test_lognormal_times_drawn_in_one_go_are_those_drawn_one_by_one() -> None:
    """Whatever else is drawn with it."""
    kinds = [Lognormal(5 * MINUTE, 9 * MINUTE), Lognormal(MINUTE, MINUTE), Lognormal(400, 90_000_000)]
    uniform = [Streams(1).block(f"work/{n}", 2, columns) for n, columns in enumerate((1, 3, 70))]
    together = lognormals(kinds, uniform)
    for kind, numbers, times in zip(kinds, uniform, together, strict=True):
        assert (kind.draw(numbers) == times).all()


def test_the_crowd_is_noted_down_as_it_was() -> None:
    """Every five minutes, with a measure that ends and an inject in between: as a crowd that is stopped each time."""
    from simulator.setup import Measure

    steps = [step("calm", "x"), step("end", "x", after=["calm"])]
    work: dict[str, Distribution] = {"calm": Fixed(22 * MINUTE), "end": Fixed(70 * MINUTE)}
    plan = Plan("v", {}, "1", tuple(steps), roles={"x": Role("x", {})})
    scenario = model.Scenario(
        "v",
        {},
        "v",
        START,
        120 * MINUTE,
        crowd=model.Crowd(80),
        staff={"x": model.Staff(1)},
        work=work,
        measures={"calm": model.Measure(-0.1, 3.0, 31 * MINUTE)},
        injects=(model.Inject("more", at=71 * MINUTE + 7, people=30, tension=0.2),),
    )
    block = Block(compile_drill(plan, scenario, WorkingDays()), Streams(4), 0)
    result, crowd = block.live(0), block.crowd(0)
    assert crowd is not None
    assert block.drill.setup.measures == {0: Measure(-0.1, 3.0, 31 * MINUTE)}
    for n in range(24 + 1):
        at = n * 5 * MINUTE
        if n == 5:
            crowd.advance(22 * MINUTE)
            crowd.measure(-0.1, 3.0, 53 * MINUTE)
        if n == 15:
            crowd.advance(71 * MINUTE + 7)
            crowd.shock(0.2)
            crowd.join(30)
        if at > result.end:
            assert result.sampled[n][0] == -1
            continue
        crowd.advance(at)
        assert result.sampled[n][0] == crowd.present
        assert result.sampled[n][1] == pytest.approx(crowd.tension, rel=1e-12)


def test_a_run_with_nothing_recorded_is_over_when_what_came_late_is_done() -> None:
    """Nothing applies until there is danger at 20 minutes: the run waits for it, and ends with the last step."""
    from runbooks.plan import Compare, Fact

    danger = Compare("danger", "=", True)
    plan = Plan(
        "v",
        {},
        "1",
        (step("first", "x", when=danger), step("second", "x", after=["first"])),
        facts={"danger": Fact("danger", "yes-no", {})},
        roles={"x": Role("x", {})},
    )
    work: dict[str, Distribution] = {"first": Fixed(5 * MINUTE), "second": Fixed(6 * MINUTE)}
    bad = model.Inject("bad", at=20 * MINUTE, set={"danger": True})
    scenario = model.Scenario("v", {}, "v", START, 300 * MINUTE, staff={"x": model.Staff(1)}, work=work, injects=(bad,))
    result = Block(compile_drill(plan, scenario, WorkingDays()), Streams(1), 0).live(0)
    assert (result.end, result.settled) == (31 * MINUTE, True)
    assert result.start == [20 * MINUTE, 25 * MINUTE]
    assert result.critical == [1, 1]
