"""How long things take in a drill: five forms, each drawn by its inverse so that one uniform number makes one time.

    5 min                      always the same
    {median, p90}              lognormal: half are shorter than the median, nine in ten shorter than p90
    {mean}                     exponential
    {low, high}                any time between, equally likely
    {low, likely, high}        triangular

Times are whole milliseconds. A draw by the inverse never uses more than one number of its stream, so two plans that are
compared meet the same luck. NumPy is imported by whoever draws; reading and checking a scenario never do.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from runbooks.durations import LONGEST_DAYS, parse_duration
from simulator.normal import Z90, normal_quantile

if TYPE_CHECKING:
    from numpy import float64, int64
    from numpy.typing import NDArray

    Uniforms = NDArray[float64]
    Times = NDArray[int64]

LONGEST: Final = LONGEST_DAYS * 86_400_000
"""No draw is longer: a hundred years, as for any duration of a plan."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """Always the same."""

    ms: int

    @property
    def mean_ms(self) -> int:
        """The mean."""
        return self.ms

    @property
    def form(self) -> dict[str, int]:
        """Its values by their keys in a scenario."""
        return {"is": self.ms}

    def draw(self, u: Uniforms) -> Times:
        """One time for each uniform number."""
        import numpy as np

        return np.full(u.shape, self.ms, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Lognormal:
    """Mostly short, sometimes long: what people do. The median is more than 0."""

    median: int
    p90: int

    @property
    def sigma(self) -> float:
        """The standard deviation of the logarithm."""
        return math.log(self.p90 / self.median) / Z90

    @property
    def mean_ms(self) -> int:
        """The mean, as far as it is not beyond all bounds."""
        log = math.log(self.median) + self.sigma**2 / 2
        return round(math.exp(log)) if log < math.log(LONGEST) else LONGEST

    @property
    def form(self) -> dict[str, int]:
        """Its values by their keys in a scenario."""
        return {"median": self.median, "p90": self.p90}

    def draw(self, u: Uniforms) -> Times:
        """One time for each uniform number."""
        import numpy as np

        return _whole(np.exp(math.log(self.median) + self.sigma * normal_quantile(u)))


@dataclass(frozen=True, slots=True)
class Exponential:
    """What comes at any moment with the same chance."""

    mean: int

    @property
    def mean_ms(self) -> int:
        """The mean."""
        return self.mean

    @property
    def form(self) -> dict[str, int]:
        """Its values by their keys in a scenario."""
        return {"mean": self.mean}

    def draw(self, u: Uniforms) -> Times:
        """One time for each uniform number."""
        import numpy as np

        return _whole(-self.mean * np.log1p(-u))


@dataclass(frozen=True, slots=True)
class Uniform:
    """Any time between the two, equally likely."""

    low: int
    high: int

    @property
    def mean_ms(self) -> int:
        """The mean."""
        return (self.low + self.high) // 2

    @property
    def form(self) -> dict[str, int]:
        """Its values by their keys in a scenario."""
        return {"low": self.low, "high": self.high}

    def draw(self, u: Uniforms) -> Times:
        """One time for each uniform number."""
        return _whole(self.low + (self.high - self.low) * u)


@dataclass(frozen=True, slots=True)
class Triangular:
    """Between the two, mostly about the likely one."""

    low: int
    likely: int
    high: int

    @property
    def mean_ms(self) -> int:
        """The mean."""
        return (self.low + self.likely + self.high) // 3

    @property
    def form(self) -> dict[str, int]:
        """Its values by their keys in a scenario."""
        return {"low": self.low, "likely": self.likely, "high": self.high}

    def draw(self, u: Uniforms) -> Times:
        """One time for each uniform number."""
        import numpy as np

        width, rise = self.high - self.low, self.likely - self.low
        up = self.low + np.sqrt(u * width * rise)
        down = self.high - np.sqrt((1 - u) * width * (width - rise))
        return _whole(np.where(u * width < rise, up, down))


Distribution = Fixed | Lognormal | Exponential | Uniform | Triangular


def distribution_of(written: str | Mapping[str, str]) -> Distribution:
    """The distribution that a plan or a scenario writes; what is written was checked (`runbooks.works`)."""
    if isinstance(written, str):
        return Fixed(_ms(written))
    times = {key: _ms(text) for key, text in written.items()}
    if "median" in times:
        return Lognormal(times["median"], times["p90"])
    if "mean" in times:
        return Exponential(times["mean"])
    if "likely" in times:
        return Triangular(times["low"], times["likely"], times["high"])
    return Uniform(times["low"], times["high"])


def _ms(text: str) -> int:
    ms = parse_duration(text).ms
    if ms is None:
        raise ValueError(text)
    return ms


def _whole(times: Uniforms) -> Times:
    import numpy as np

    return np.rint(np.minimum(times, LONGEST)).astype(np.int64)
