"""Exact results that simulations are held to, by their textbook formulas."""

from __future__ import annotations

from math import exp, expm1, factorial, log

import numpy as np
from numpy.typing import NDArray

from simulator.intervals import CONFIDENCE, Interval, beta_quantile

Floats = NDArray[np.float64]


def erlang_b(load: float, servers: int) -> float:
    """The share of calls lost with so many lines."""
    lost = 1.0
    for n in range(1, servers + 1):
        lost = load * lost / (n + load * lost)
    return lost


def mm1_wait(arrivals: float, service: float) -> float:
    """The mean wait in the queue of one server, Poisson arrivals and exponential service."""
    return arrivals / service / (service - arrivals)


def mm_infinity(arrivals: float, stay: float, t: float) -> float:
    """How many are there on average, if nobody was at 0 and nobody waits."""
    return arrivals * stay * (1 - exp(-t / stay))


def tasks_for_staff(tasks: int, staff: int) -> tuple[float, float]:
    """Mean and variance of when the last of some Exp(1) tasks is done by a few people."""
    rates = [min(left, staff) for left in range(1, tasks + 1)]
    return sum(1 / rate for rate in rates), sum(1 / rate**2 for rate in rates)


def erlang_kept(stages: int, mean: float, limit: float) -> float:
    """The chance that some exponential steps, one after the other, are done within a limit."""
    x = limit / mean
    return 1 - exp(-x) * sum(x**k / factorial(k) for k in range(stages))


def waits(gaps: Floats, services: Floats, servers: int) -> Floats:
    """How long each customer waits, first come first served: Kiefer and Wolfowitz, run by run (rows) in minutes."""
    free_in = np.zeros((len(gaps), servers))
    found = np.empty_like(services)
    for n in range(gaps.shape[1]):
        free_in = np.sort(np.maximum(free_in - gaps[:, n : n + 1], 0.0), axis=1)
        found[:, n] = free_in[:, 0]
        free_in[:, 0] += services[:, n]
    return found


def lost(gaps: Floats, services: Floats, servers: int) -> NDArray[np.bool_]:
    """Which callers find all lines taken, and are gone."""
    free_in = np.zeros((len(gaps), servers))
    found = np.empty(services.shape, dtype=np.bool_)
    for n in range(gaps.shape[1]):
        free_in = np.sort(np.maximum(free_in - gaps[:, n : n + 1], 0.0), axis=1)
        found[:, n] = free_in[:, 0] > 0
        free_in[:, 0] += np.where(found[:, n], 0.0, services[:, n])
    return found


def gathered(t: float, p: float, q: float) -> float:
    """Bass: the share of those who come that has come by `t`."""
    decay = -expm1(-(p + q) * t)
    return decay / (1 + q / p * (1 - decay))


def gathering_peak(p: float, q: float) -> float:
    """When most come at once; 0 if from the first moment on fewer and fewer come."""
    return max(0.0, log(q / p) / (p + q)) if q > 0 else 0.0


def relaxed(tension: float, base: float, passed: float, relax: float) -> float:
    """The tension after some time in which what it tends to stood still."""
    return base + (tension - base) * exp(-passed / relax)


def clopper_pearson(kept: int, of: int, confidence: float = CONFIDENCE) -> Interval | None:
    """A share and the exact interval, which covers at least with the confidence whatever the share; None of nothing."""
    if not 0 <= kept <= of:
        raise ValueError(f"{kept} of {of}")
    if not of:
        return None
    tail = (1 - confidence) / 2
    low = 0.0 if kept == 0 else beta_quantile(tail, kept, of - kept + 1)
    high = 1.0 if kept == of else beta_quantile(1 - tail, kept + 1, of - kept)
    return Interval(kept / of, low, high)


def at_most(of: int, confidence: float = CONFIDENCE) -> float:
    """The share that nothing in `of` runs leaves possible: nearly 3 / of (the rule of three), here exactly."""
    if of < 1:
        return 1.0
    return -expm1(log(1 - confidence) / of)
