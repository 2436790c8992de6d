"""How long a command takes to start, against a Python that does nothing; whole processes, in alternation."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.measure import alternating, median, report

_ROUNDS = 15
_COMMANDS = (("--help",), ("--version",), ("check", "soe-rapid-response"))


def process(*command: str) -> None:
    """Run one process to its end, its output thrown away."""
    subprocess.run([sys.executable, *command], capture_output=True, check=True)


def main() -> None:
    """Each command against `python -c pass`."""
    figures: dict[str, float] = {}
    for command in _COMMANDS:
        ours, reference = alternating(
            lambda command=command: process("-m", "drillbook", *command),  # type: ignore[misc]
            lambda: process("-c", "pass"),
            _ROUNDS,
        )
        name = " ".join(command)
        figures[f"{name}, median ms"] = median(ours) * 1e3
        figures[f"{name}, against python -c pass"] = median(ours) / median(reference)
    report("startup", "--help at most 10 times python -c pass", figures)


if __name__ == "__main__":
    main()
