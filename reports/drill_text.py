"""A drill as text that a duty manager can read: what it says in plain words, then the tables."""

from __future__ import annotations

from collections.abc import Iterator

from reports.cells import printable
from reports.drill_headline import caption, headline, here, model_note
from reports.drill_kept import too_early
from reports.drill_stages import stages_table
from reports.drill_tables import limit_tables, objectives_table, roles_table
from reports.drill_under_way import under_way_table
from reports.drill_values import DrillReport
from reports.table_lines import table_lines, wrapped
from reports.words import Words
from reports.words.names import MODES, name


def drill_text(report: DrillReport, words: Words, width: int | None = None) -> str:
    """The whole report as text; in lines of a width where there is one."""
    said = [f"{name(words, MODES, 'drill')}: {words.text(report.title)}"]
    said += [f"  {line}" for line in caption(report, words)]
    said += [f"  {model_note(words)}"] if report.crowd else []
    said += ["", *headline(report, words)]
    lines = [part for line in said for part in wrapped(printable(line), width)]
    if report.runs:
        tables = [*limit_tables(report, words), stages_table(report, words), roles_table(report, words)]
        tables += [objectives_table(report, words), under_way_table(report, words)]
        for table in tables:
            if table.rows or table.notes:
                lines += ["", *table_lines(table, words, width)]
        said = ["", *legend(report, words)]
        if report.typical and report.worst:
            said += [
                "",
                words.say(
                    "A typical run is {typical}, the worst is {worst}; see one with --seed {seed} --timeline {worst}.",
                    typical=report.typical.number,
                    worst=report.worst.number,
                    seed=f"{report.seed}{here(report)}",
                ),
            ]
        lines += [part for line in said for part in wrapped(line, width)]
    return "\n".join(printable(line) for line in lines) + "\n"


def legend(report: DrillReport, words: Words) -> Iterator[str]:
    """What the columns mean."""
    yield words.say("kept: share of the runs in which the limit could be judged, with its 95 % interval.")
    if any(too_early(limit) for limit in report.limits):
        yield words.say(
            "Where many runs are open, kept looks better than it is: what is kept shows at once, what is broken only"
            " when it is due."
        )
    yield words.say(
        "broken, open (not due yet when the drill ended), n/a (the limit does not apply): shares of all runs."
    )
    yield words.say("half in, 90 % in: the time within which half of the runs, and nine of ten, had done it.")
    if any(limit.turns_due for limit in report.limits):
        yield words.say("Turns of a limit that comes again stand as met/due.")
