"""All limits of a stage together, and all of the plan: in how many runs not one of them was broken."""

from __future__ import annotations

from reports.drill_phrases import part, with_interval
from reports.drill_tables import Table
from reports.drill_values import DrillReport, StageResult
from reports.words import Words
from reports.words.names import BASES, STAGES, name


def stages_table(report: DrillReport, words: Words) -> Table:
    """A row for each basis and stage; what could be judged in no run is left out."""
    headings = (
        words.sense("drill", "limits of"),
        words.sense("drill", "stage"),
        words.sense("drill", "all kept (95 %)"),
        words.sense("drill", "broken"),
        words.sense("drill", "open"),
        words.sense("drill", "n/a"),
    )
    rows = tuple(_row(stage, report, words) for stage in report.stages if stage.share is not None)
    note = words.say(
        "All kept: of a run, every limit of that basis and stage that applied. A run in which one was broken is broken,"
        " whatever is still open: where many runs are open, the share says little."
    )
    title = words.say("All limits of a stage together")
    return Table(title, headings, rows, (0, 1), (note,) if rows else (), (), (5, 4))


def _row(found: StageResult, report: DrillReport, words: Words) -> tuple[str, ...]:
    return (
        name(words, BASES, found.basis),
        name(words, STAGES, found.stage) if found.stage else words.sense("drill", "the whole plan"),
        with_interval(found.share),
        part(found.broken, report.runs),
        part(found.censored, report.runs),
        part(found.not_applicable, report.runs),
    )
