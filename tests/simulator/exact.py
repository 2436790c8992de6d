"""Exact results that simulations are held to, by their textbook formulas."""

from __future__ import annotations

from math import exp, factorial

import numpy as np
from numpy.typing import NDArray

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
