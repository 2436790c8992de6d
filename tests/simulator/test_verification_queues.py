"""Queues: the recursions that they follow give the exact results, and people in a drill follow these recursions."""

from __future__ import annotations

import numpy as np
import pytest

from runbooks.calendar import WorkingDays
from runbooks.plan import Plan, Role
from simulator import scenario_model as model
from simulator.compile import compile_drill
from simulator.crowd import Crowd, Watch
from simulator.distributions import Exponential
from simulator.intervals import Interval, wilson
from simulator.luck import Block
from simulator.statistics import mean
from simulator.streams import BLOCK, Floats, Streams
from tests.simulator.exact import erlang_b, lost, mm1_wait, waits
from tests.simulator.stage import START, step

MINUTE = 60_000
SURE = 0.999
CUSTOMERS = 30


def exponentials(source: str, block: int, columns: int, mean_: float) -> Floats:
    return -np.log1p(-Streams(21).block(source, block, columns)) * mean_


def runs_mean(found: Floats) -> Interval:
    """The mean over runs that do not depend on each other, each of which is a mean over its customers."""
    interval = mean(found.mean(axis=1), SURE)
    assert interval is not None
    return interval


def test_one_server_at_eight_tenths_makes_four_wait() -> None:
    """M/M/1, arrivals .8, service 1: a mean wait of 4.0. The first 600 customers find too short a queue: left out."""
    found = waits(exponentials("work/gap", 0, 3000, 1.25), exponentials("work/service", 0, 3000, 1), 1)
    wait = runs_mean(found[:, 600:])
    assert wait.low < mm1_wait(0.8, 1) < wait.high
    assert wait.half < 0.25


def test_five_lines_lose_what_erlang_says() -> None:
    """Erlang B, a load of 5 on 5 lines: .284868."""
    found = lost(exponentials("work/gap", 1, 1000, 1), exponentials("work/service", 1, 1000, 5), 5)
    share = runs_mean(found[:, 100:].astype(np.float64))
    assert share.low < erlang_b(5, 5) < share.high
    assert share.half < 0.005


def test_five_of_at_most_five_are_there_as_erlang_says() -> None:
    """Nobody is turned away in a drill, but of a crowd with 5 coming a minute who stay one, the moments with at most
    five there have five in .284868: lines that lose calls are such a crowd, cut off.
    """
    constants, moments = model.Crowd(size=0, stay=MINUTE), range(10, 210, 4)
    five = at_most = 0
    for run in range(120):
        u = Streams(23).block("crowd/test", run, 10)[:, :10]
        arrivals = np.rint(np.cumsum(-np.log1p(-u[:, :5].ravel())) / 5 * MINUTE)
        assert arrivals[-1] > moments[-1] * MINUTE
        crowd = Crowd(constants, arrivals, -np.log1p(-u[:, 5:].ravel()), 1, 210 * MINUTE, Watch(violence=False))
        for at in moments:
            crowd.advance(at * MINUTE)
            at_most += crowd.present <= 5
            five += crowd.present == 5
    share = wilson(five, at_most, SURE)
    assert share is not None
    assert share.low < erlang_b(5, 5) < share.high
    assert share.half < 0.03


@pytest.mark.parametrize("servers", [1, 3])
def test_people_in_a_drill_queue_as_the_recursion_says(servers: int) -> None:
    """Customers come one after the other and are served in their order: every wait of every run, to the millisecond."""
    coming = [step(f"come{n}", "door", after=[f"come{n - 1}"] if n else ()) for n in range(CUSTOMERS)]
    served = [step(f"serve{n}", "clerk", after=[f"come{n}"]) for n in range(CUSTOMERS)]
    plan = Plan("q", {}, "1", (*coming, *served), roles={name: Role(name, {}) for name in ("door", "clerk")})
    work = {own.id: Exponential(75_000) for own in coming} | {own.id: Exponential(servers * MINUTE) for own in served}
    staff = {"door": model.Staff(1), "clerk": model.Staff(servers)}
    scenario = model.Scenario("q", {}, "q", START, 10_000 * MINUTE, staff=staff, work=work)
    batch = Block(compile_drill(plan, scenario, WorkingDays()), Streams(22), 0).batch()
    assert batch.settled.all()
    ids = [own.id for own in plan.steps]
    comes, serves = ([ids.index(f"{kind}{n}") for n in range(CUSTOMERS)] for kind in ("come", "serve"))
    expected = waits(batch.work[:, comes].astype(float), batch.work[:, serves].astype(float), servers)
    assert expected.shape == (BLOCK, CUSTOMERS)
    assert expected.any()
    assert np.array_equal(batch.queue[:, serves], expected)
