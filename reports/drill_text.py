"""A drill as text that a duty manager can read: what it says in plain words, then the tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_lowercase
from typing import Final

from reports.cells import cell_width, fit, printable
from reports.drill_headline import caption, headline, model_note
from reports.drill_tables import Table, limit_tables, objectives_table, roles_table
from reports.drill_values import DrillReport
from reports.words import Words
from reports.words.names import MODES, name

_WIDEST: Final = 28
"""A column of texts is cut here; the page has them in full."""


def drill_text(report: DrillReport, words: Words) -> str:
    """The whole report as text."""
    lines = [f"{name(words, MODES, 'drill')}: {words.text(report.title)}"]
    lines += [f"  {line}" for line in caption(report, words)]
    lines += [f"  {model_note(words)}"] if report.crowd else []
    lines += ["", *headline(report, words)]
    if report.runs:
        tables = [*limit_tables(report, words), roles_table(report, words), objectives_table(report, words)]
        for table in tables:
            if table.rows or table.notes:
                lines += ["", *table_lines(table)]
        lines += ["", *legend(words)]
        if report.typical and report.worst:
            lines += [
                "",
                words.say(
                    "A typical run is {typical}, the worst is {worst}; see one with --timeline {worst}.",
                    typical=report.typical.number,
                    worst=report.worst.number,
                ),
            ]
    return "\n".join(printable(line) for line in lines) + "\n"


def legend(words: Words) -> Iterator[str]:
    """What the columns mean."""
    yield words.say("kept: share of the runs in which the limit could be judged, with its 95 % interval.")
    yield words.say(
        "broken, open (not due yet when the drill ended), n/a (the limit does not apply): shares of all runs."
    )
    yield words.say("half in, 90 % in: the time within which half of the runs, and nine of ten, had done it.")
    yield words.say("Turns of a limit that comes again stand as met/due.")


def table_lines(table: Table) -> Iterator[str]:
    """A table in columns; a text that is too long is cut, a heading never is."""
    yield table.title
    told_apart: list[str] = []
    if table.rows:
        kept = [n for n in range(len(table.headings)) if n not in table.page_only]
        rows, told_apart = _told_apart(table, [n for n in kept if n in table.texts])
        columns = [[row[n] for row in (table.headings, *rows)] for n in kept]
        shown = [
            _column(column, text=n in table.texts, last=n == kept[-1]) for n, column in zip(kept, columns, strict=True)
        ]
        yield from (f"  {'  '.join(cells)}".rstrip() for cells in zip(*shown, strict=True))
    yield from (f"  {note}" for note in (*told_apart, *table.notes))


def _told_apart(table: Table, shown: Sequence[int]) -> tuple[list[tuple[str, ...]], list[str]]:
    """The rows, and what tells those apart whose texts are the same: they get a letter, and the notes say what the
    letter stands for, which is what a page has a column for.
    """
    hidden = [n for n in table.page_only if n in table.texts]
    keys = [tuple(row[n] for n in shown) for row in table.rows]
    rows = list(table.rows)
    notes: list[str] = []
    for at, row in enumerate(table.rows):
        if hidden and keys.count(keys[at]) > 1 and len(notes) < len(ascii_lowercase):
            mark = f"({ascii_lowercase[len(notes)]})"
            rows[at] = tuple(f"{cell} {mark}" if n == shown[-1] else cell for n, cell in enumerate(row))
            notes.append("  ".join([mark, *(f"{table.headings[n]}: {row[n]}" for n in hidden)]))
    return rows, notes


def _column(cells: Sequence[str], *, text: bool, last: bool) -> list[str]:
    """The cells in one width: texts on the left, the last of a row in full; figures on the right."""
    widest = max(map(cell_width, cells))
    if not text:
        return [" " * (widest - cell_width(cell)) + cell for cell in cells]
    if last:
        return list(cells)
    width = max(cell_width(cells[0]), min(widest, _WIDEST))
    return [fit(cell, width) for cell in cells]
