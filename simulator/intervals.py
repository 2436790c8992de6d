"""Shares and their intervals, and the distributions behind them, exact without any library for it.

Wilson's interval is the one that is shown; never Wald's, which at a share of .99 and 100 runs covers .63 instead of
.95.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import exp, inf, lgamma, log, log1p, sqrt
from statistics import NormalDist
from typing import Final

CONFIDENCE: Final = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate between what it may be at least and at most."""

    value: float
    low: float
    high: float

    @property
    def half(self) -> float:
        """Half of the interval's width."""
        return (self.high - self.low) / 2


# -- shares -----------------------------------------------------------------------------------------


def wilson(kept: int, of: int, confidence: float = CONFIDENCE) -> Interval | None:
    """A share and Wilson's interval; None of nothing."""
    _check(kept, of)
    if not of:
        return None
    z, share = normal_deviate(confidence), kept / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return Interval(share, 0.0 if kept == 0 else middle - half, 1.0 if kept == of else middle + half)


def _check(kept: int, of: int) -> None:
    if not 0 <= kept <= of:
        raise ValueError(f"{kept} of {of}")


def normal_deviate(confidence: float) -> float:
    """How many standard deviations to both sides hold so much of a normal distribution."""
    return NormalDist().inv_cdf((1 + confidence) / 2)


def paired_shares(gained: int, lost: int, of: int, confidence: float = CONFIDENCE) -> Interval | None:
    """The difference of two shares over the same runs: `gained` are kept only after, `lost` only before. The interval
    is Tango's, which holds for few and for no differences too, where Student's would have no width. None of nothing.
    """
    _check(gained + lost, of)
    if not of:
        return None
    z = normal_deviate(confidence)
    value = (gained - lost) / of
    return Interval(value, _tango(gained, lost, of, -z, -1.0, value), _tango(gained, lost, of, z, 1.0, value))


def _tango(gained: int, lost: int, of: int, z: float, outside: float, inside: float) -> float:
    """Where Tango's score statistic is `-z`, between a difference that is out of the question and the one observed."""
    for _ in range(60):
        middle = (outside + inside) / 2
        if abs(_score(gained, lost, of, middle)) > abs(z):
            outside = middle
        else:
            inside = middle
    return (outside + inside) / 2


def _score(gained: int, lost: int, of: int, difference: float) -> float:
    distance = gained - lost - of * difference
    if distance == 0:
        return 0.0
    # The restricted maximum likelihood of the share that was lost, at this difference.
    b = (2 * of - gained + lost) * difference - gained - lost
    c = -lost * difference * (1 - difference)
    restricted = (sqrt(max(0.0, b * b - 8 * of * c)) - b) / (4 * of)
    variance = of * (2 * restricted + difference * (1 - difference))
    return distance / sqrt(variance) if variance > 0 else inf if distance > 0 else -inf


# -- distributions ----------------------------------------------------------------------------------


@lru_cache(maxsize=1024)  # a report asks for the same few again and again, and each takes a millisecond
def student_deviate(degrees: int, confidence: float = CONFIDENCE) -> float:
    """How far to both sides Student's t holds so much."""
    # t^2 / (degrees + t^2) is beta (1/2, degrees/2)
    x = beta_quantile(confidence, 0.5, degrees / 2)
    return sqrt(degrees * x / (1 - x)) if x < 1 else inf


def beta_quantile(share: float, a: float, b: float) -> float:
    """Where the regularised incomplete beta function reaches a share: by bisection."""
    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if incomplete_beta(middle, a, b) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def incomplete_beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - _by_fraction(1 - x, b, a)
    return _by_fraction(x, a, b)


def _by_fraction(x: float, a: float, b: float) -> float:
    """By its continued fraction (Lentz), which is good below (a + 1) / (a + b + 2)."""
    front = exp(a * log(x) + b * log1p(-x) + lgamma(a + b) - lgamma(a) - lgamma(b)) / a
    tiny = 1e-300
    d = 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > tiny else tiny)
    c, value = 1.0, d
    for m in range(1, 10_000):
        for numerator in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 + numerator * d
            d = 1 / (d if abs(d) > tiny else tiny)
            c = 1 + numerator / c
            c = c if abs(c) > tiny else tiny
            value *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return front * value
