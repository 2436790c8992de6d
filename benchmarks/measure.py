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


def report(name: str, goal: str, figures: Mapping[str, Any]) -> None:
    """Print the figures: as lines, or with `--json` as one object that says on what machine."""
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{name}")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    if parser.parse_args().json:
        machine = {"python": platform.python_version(), "sqlite": sqlite3.sqlite_version, "machine": platform.machine()}
        print(json.dumps({"benchmark": name, "goal": goal, **figures, **machine}, indent=2))
        return
    print(f"{name}: goal {goal}")
    for key, value in figures.items():
        print(f"  {key:<34} {value:.4g}" if isinstance(value, float) else f"  {key:<34} {value}")


__all__ = ["alternating", "median", "percentile", "report", "timed"]
