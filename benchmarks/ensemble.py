"""A shipped scenario lived many times, with its report: where the time of a run goes, what a second process gains.

The reference for two processes is one process in the same run, by turns. The parts of a run are measured apart, on one
process: drawing a block, living its runs, putting them into arrays; then what is done once: reading and compiling, the
report as text and as a page.
"""

from benchmarks.measure import alternating, arguments, median, report, timed
from drillbook.drill_lives import Lives, Wish, live
from drillbook.drilling import drill
from drillbook.scenarios import found
from reports.drill_html import drill_html
from reports.drill_text import drill_text
from reports.words import Words
from simulator.luck import Block
from simulator.results import Batch
from simulator.scenario_loading import load_scenario
from simulator.streams import BLOCK, Streams


def lives(name: str) -> Lives:
    """A shipped scenario, ready to be lived."""
    path = found(name)
    read = load_scenario(path) if path is not None else None
    if read is None or read.scenario is None or read.plan is None:
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


def main() -> None:
    """Measure and print."""
    given = arguments("ensemble", runs=2_000, rounds=3)
    names = ("forty-at-the-gate", "quiet-four", "customers-and-reporter")
    figures: dict[str, float] = {}
    for name in names:
        figures |= {f"{name}: {part}": ms for part, ms in parts(lives(name)).items()}
    name = names[0]
    reading = timed(lambda: lives(name).drill)
    of = lives(name)
    live(of, Wish(BLOCK, 7))
    one, two = alternating(
        lambda: live(of, Wish(given.runs, 7, jobs=1)), lambda: live(of, Wish(given.runs, 7, jobs=2)), given.rounds
    )
    whole: list[object] = []
    with_report = timed(lambda: whole.append(drill(of, Wish(given.runs, 7, jobs=2))[0]))
    told = drill(of, Wish(BLOCK, 7))[0]
    words = Words("zh")
    figures |= {
        f"{name}: read and compiled once, ms": reading * 1000,
        f"{name}: {given.runs} runs, one process, s": median(one),
        f"{name}: {given.runs} runs, two processes, s": median(two),
        "two processes, times as fast as one": median([a / b for a, b in zip(one, two, strict=True)]),
        f"{name}: {given.runs} runs with one more of each role, two processes, s": with_report,
        "the report as text, ms": timed(lambda: drill_text(told, words)) * 1000,
        "the report as a page, ms": timed(lambda: drill_html(told, words)) * 1000,
    }
    report("ensemble", ">= 1.8 times as fast with two processes; 10,000 runs within a minute", figures, given)


if __name__ == "__main__":
    main()
