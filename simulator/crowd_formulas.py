"""The formulas of the crowd, as pure functions: gathering, tension, and how many are active.

None is calibrated: see `docs/drills.md`. Rates and times may be in any one unit; the drill uses milliseconds.
"""

from __future__ import annotations

from math import exp, expm1, log, log1p, sqrt
from typing import Final

import numpy as np

from simulator.scenario_model import Crowd as Constants
from simulator.streams import Floats

KAPPA: Final = log(10)
"""Epstein's constant: one responder for each active person is perceived as a risk of 0.9."""

TOLERANCE: Final = 1e-12
"""Of a number of active people that is asked for: nearer than that, it is reached."""


def gathering_times(u: Floats, p: float, q: float) -> Floats:
    """When those come whose uniform numbers are `u`: the inverse of Bass's share of those who come that has come."""
    return (np.log1p(q / p * u) - np.log1p(-u)) / (p + q)


def relaxing_time(tension: float, to: float, base: float, relax: float) -> float | None:
    """How long it takes to get from one tension to another; None if it never does."""
    if tension == to:
        return 0.0
    if (tension - base) * (to - base) <= 0 or abs(to - base) > abs(tension - base):
        return None
    return relax * log((tension - base) / (to - base))


def tends_to(count: float, constants: Constants, shift: float) -> float:
    """What the tension of so many people tends to; `shift` is the sum of the measures."""
    return max(0.0, constants.base + shift + (constants.crowding * count / (count + constants.half) if count else 0.0))


def willing(tension: float, risk: float, threshold: float) -> float:
    """Epstein in the mean: the share of people, their aversion to risk uniform in (0, 1) and their grievance too, who
    act under a tension and a perceived risk."""
    over = tension - threshold
    if over <= 0:
        return 0.0
    if risk <= 0:
        return over / tension
    if over <= risk:
        return over * over / (2 * tension * risk)
    return 1 - (threshold + risk / 2) / tension


def willing_all(tension: Floats, risk: float | Floats, threshold: float) -> Floats:
    """The same for many tensions at once, each with its own risk if need be (which is more than 0 then)."""
    over = np.maximum(tension - threshold, 0.0)
    tension = np.where(over > 0, tension, 1.0)
    if not isinstance(risk, np.ndarray) and risk <= 0:
        return over / tension
    deterred = np.minimum(over, risk)
    shares: Floats = deterred / risk * ((over - deterred * 0.5) / tension)
    return shares


def perceived_risk(responders: float, active: float) -> float:
    """The risk that the active perceive, facing so many responders."""
    if responders <= 0:
        return 0.0
    return -expm1(-KAPPA * responders / active) if active > 0 else 1.0


def active_people(count: float, tension: float, responders: float, threshold: float) -> float:
    """How many are active: the only solution of a = count * willing(tension, perceived_risk(responders, a)).

    With y = KAPPA * responders / a the equation reads y * willing(1 - exp(-y)) = KAPPA * responders / count. Its left
    side rises with y, so there is one solution. `over <= risk` gives y = r (1 - exp(-y)), convex, taken by Newton from
    a bound on the right; else y (over - (1 - exp(-y)) / 2) = s, taken by Newton kept between two bounds.
    """
    over = tension - threshold
    if over <= 0 or count <= 0:
        return 0.0
    if responders <= 0:
        return count * over / tension
    s = KAPPA * responders / count * tension
    edge = -log1p(-over) if over < 1 else float("inf")
    if s >= edge * over / 2:
        r = 2 * s / (over * over)
        y = min(r, 2 * (r - 1))
        for _ in range(30):
            step = (y + r * expm1(-y)) / (1 - r * exp(-y))
            y -= step
            if step <= 1e-13 * y or y <= 0:
                break
        return count * over * over / (-2 * tension * expm1(-y))
    low, high = s / over, min(edge, 2 * s / over)
    inside = over * over - 2 * s
    y = over - sqrt(inside) if inside > 0 else high
    for _ in range(80):
        if not low <= y <= high:
            y = (low + high) / 2
        risk = -expm1(-y)
        excess = y * (over - risk / 2) - s
        if excess > 0:
            high = y
        else:
            low = y
        slope = over - risk / 2 - y * (1 - risk) / 2
        step = excess / slope if slope > 0 else y
        y -= step
        if abs(step) <= 1e-13 * y or high - low <= 1e-15 * high:
            break
    return count * (over + expm1(-y) / 2) / tension


def tension_for(active: float, count: float, responders: float, threshold: float) -> float | None:
    """The tension from which on so many people (at least) are active; None if no tension makes so many.

    Closed, because who asks for `active` knows the risk that they perceive.
    """
    if active > count:
        return None
    risk, share = perceived_risk(responders, active), active / count
    # over^2 = 2 share risk (threshold + over), the root that is positive, as long as it is at most the risk
    half = share * risk
    over = half + sqrt(half * half + 2 * half * threshold)
    if risk > 0 and over <= risk:
        return threshold + over
    return (threshold + risk / 2) / (1 - share) if share < 1 else None
