"""What the benchmarks share: timing in alternation, medians, and printing a result as text or JSON."""

from __future__ import annotations

import argparse
import json
import platform
import sqlite3
import time
from collections.abc import Callable, Mapping
from statistics import median
from typing import Any


def timed(work: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def alternating(a: Callable[[], object], b: Callable[[], object], rounds: int) -> tuple[list[float], list[float]]:
    """Seconds of `a` and `b`, called in turn so that a drifting machine hurts both alike."""
    pairs = [(timed(a), timed(b)) for _ in range(rounds)]
    return [p[0] for p in pairs], [p[1] for p in pairs]


def percentile(values: list[float], share: float) -> float:
    """The value that `share` of the values do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def arguments(name: str, **numbers: int) -> argparse.Namespace:
    """What was asked on the command line: `--json`, and numbers with their defaults."""
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{name}")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    for number, default in numbers.items():
        parser.add_argument(f"--{number}", type=int, default=default, help=f"{default} where it is not given")
    return parser.parse_args()


def report(name: str, goal: str, figures: Mapping[str, Any], given: argparse.Namespace | None = None) -> None:
    """Print the figures: as lines, or with `--json` as one object that says on what machine."""
    if (given or arguments(name)).json:
        machine = {"python": platform.python_version(), "sqlite": sqlite3.sqlite_version, "machine": platform.machine()}
        print(json.dumps({"benchmark": name, "goal": goal, **figures, **machine}, indent=2))
        return
    print(f"{name}: goal {goal}")
    width = max(34, *(len(key) for key in figures))
    for key, value in figures.items():
        print(f"  {key:<{width}} {value:.4g}" if isinstance(value, float) else f"  {key:<{width}} {value}")


__all__ = ["alternating", "arguments", "median", "percentile", "report", "timed"]
