"""A shipped scenario lived many times, with its report: where the time of a run goes, what a second process gains.

What a second process gains is said of the whole command as a person calls it, each call in a fresh process: start,
reading, the runs, one more of each role, the report. One process and two take turns; the ratio is the median of pairs.
Beside it stands what this machine has to give: how much faster two calls of one process are at the same time than one
after the other. Processor time tells what the second process costs in all, and how much of both processors the command
keeps busy, which is its own doing; and whether the machine was quiet, without which no ratio means anything: then one
process takes no longer than its processor time, but for a hundredth.

The parts of a run are measured apart, on one process: drawing a block, living its runs, putting them into arrays; then
what is done once: the report as text and as a page.
"""

import hashlib
import os
import subprocess
import sys
import time

from benchmarks.measure import arguments, median, report, timed
from drillbook.drill_lives import Lives, Wish
from drillbook.drilling import drill
from reports.drill_html import drill_html
from reports.drill_text import drill_text
from reports.words import Words
from simulator.luck import Block
from simulator.results import Batch
from simulator.scenario_loading import load_scenario
from simulator.scenario_shelf import shipped_folder
from simulator.streams import BLOCK, Streams

NAMES = ("forty-at-the-gate", "quiet-four", "customers-and-reporter")


def lives(name: str) -> Lives:
    """A shipped scenario, ready to be lived."""
    read = load_scenario(shipped_folder() / f"{name}.yaml")
    if read.scenario is None or read.plan is None:
        raise SystemExit(f"no scenario {name}")
    return Lives(read.plan, read.scenario, 7)


def parts(of: Lives) -> dict[str, float]:
    """Milliseconds a run of each part of a block."""
    streams = Streams(of.seed)
    drawing = median([timed(lambda: Block(of.drill, streams, 0)) for _ in range(5)])
    block = Block(of.drill, streams, 0)
    results = []
    living = timed(lambda: results.extend(block.live(row) for row in range(BLOCK)))
    arrays = median([timed(lambda: Batch.of(results)) for _ in range(5)])
    return {
        "drawing, ms a run": drawing * 1000 / BLOCK,
        "living, with its crowd, ms a run": living * 1000 / BLOCK,
        "into arrays, ms a run": arrays * 1000 / BLOCK,
    }


class Calls:
    """Whole commands of a number of runs, each a fresh process: all must give the same answer."""

    def __init__(self, runs: int) -> None:
        self.call = [sys.executable, "-m", "drillbook", "drill", NAMES[0], "--runs", str(runs), "--seed", "7", "--json"]
        self.answers: set[str] = set()

    def seconds(self, jobs: int, at_once: int = 1) -> tuple[float, float]:
        """Wall and processor time until as many calls at once have answered."""
        before, began = os.times(), time.perf_counter()
        calls = [subprocess.Popen([*self.call, "--jobs", str(jobs)], stdout=subprocess.PIPE) for _ in range(at_once)]
        for call in calls:
            answer, _ = call.communicate()
            self.answers.add(hashlib.sha256(answer).hexdigest() if call.returncode == 0 else "failed")
        wall, after = time.perf_counter() - began, os.times()
        if len(self.answers) > 1 or "failed" in self.answers:
            raise SystemExit("the answers differ")
        return wall, after.children_user + after.children_system - before.children_user - before.children_system


def gained(runs: int, rounds: int) -> dict[str, float]:
    """What a second process gains for a command of so many runs, and what two processors have to give."""
    calls = Calls(runs)
    pairs = [(calls.seconds(1), calls.seconds(2), calls.seconds(1, at_once=2)) for _ in range(rounds)]
    label = f"{NAMES[0]}, the command with {runs:,} runs"
    return {
        f"{label}: one process, s": median([one[0] for one, _, _ in pairs]),
        f"{label}: one process, its time of its processor time": median([one[0] / one[1] for one, _, _ in pairs]),
        f"{label}: two processes, s": median([two[0] for _, two, _ in pairs]),
        f"{label}: processor time of two, of that of one": median([two[1] / one[1] for one, two, _ in pairs]),
        f"{label}: two processes, share of two processors kept busy": median(
            [two[1] / (2 * two[0]) for _, two, _ in pairs]
        ),
        f"{label}: two calls at once, times as fast as in turn": median(
            [2 * one[0] / both[0] for one, _, both in pairs]
        ),
        f"{label}: two processes, times as fast as one": median([one[0] / two[0] for one, two, _ in pairs]),
    }


def main() -> None:
    """Measure and print."""
    given = arguments("ensemble", runs=2_000, many=10_000, rounds=3)
    figures: dict[str, float] = {}
    for name in NAMES:
        figures |= {f"{name}: {part}": ms for part, ms in parts(lives(name)).items()}
    told = drill(lives(NAMES[0]), Wish(BLOCK, 7))[0]
    words = Words("zh")
    figures |= {
        "the report as text, ms": timed(lambda: drill_text(told, words)) * 1000,
        "the report as a page, ms": timed(lambda: drill_html(told, words)) * 1000,
    }
    for runs in (given.runs, given.many):
        figures |= gained(runs, given.rounds) if runs else {}
    report("ensemble", ">= 1.8 times as fast with two processes; 10,000 runs within a minute", figures, given)


if __name__ == "__main__":
    main()
