"""A table of a report as lines for a terminal, in as much room as there is.

Where no width is given (a pipe, a file) every column is there. In a narrow window the columns go that tell least, texts
are cut, and a last text that still does not fit goes on below; what was left out is said. Where even that is too wide,
each row is told in sentences of its own, and nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_lowercase
from typing import Final

from reports.cells import cell_width, fit
from reports.drill_tables import Table
from reports.words import Words
from reports.wrap import wrap

_WIDEST: Final = 28
"""A column of texts is cut here; the page has them in full."""
_ENOUGH: Final = 14
"""A column of texts is cut to this before a column is left out, ..."""
_NARROWEST: Final = 10
"""... and then to this, but no further."""
_BESIDE: Final = 24
"""A last text that has less room than this stands below its row."""
_INDENT: Final = 2
_GAP: Final = 2


def table_lines(table: Table, words: Words, width: int | None = None) -> Iterator[str]:
    """A table in columns; a text that is too long is cut, a heading never is."""
    yield from wrapped(table.title, width)
    notes: list[str] = []
    if table.rows:
        kept = [n for n in range(len(table.headings)) if n not in table.page_only]
        rows, notes = _told_apart(table, [n for n in kept if n in table.texts])
        cells, left_out = (table.headings, *rows), []
        sizes = {n: _size(table, cells, n) for n in kept}
        for n in table.least:
            if width is not None and _total(_shortest(table, sizes, kept[-1], _ENOUGH)) > width:
                left_out.append(n)
                kept.remove(n)
                del sizes[n]
        if width is not None and _total(_shortest(table, sizes, kept[-1], _NARROWEST)) > width:
            left_out = []
            for row in rows:
                yield from _told(row, table, width)
        else:
            if width is not None:
                _cut(table, sizes, width, kept[-1])
            for row in cells:
                yield from _row(row, kept, sizes, table.texts, width)
        if left_out:
            names = words.listed(table.headings[n] for n in sorted(left_out))
            notes.append(words.say("For want of room without: {columns}. A wider window shows them.", columns=names))
    for note in (*notes, *table.notes):
        yield from wrapped(f"{' ' * _INDENT}{note}", width)


def wrapped(line: str, width: int | None) -> Iterator[str]:
    """A line in as many as it takes, those after the first set in a little more."""
    if width is None or cell_width(line) <= width:
        yield line
        return
    indent = len(line) - len(line.lstrip(" "))
    first, *more = wrap(line.lstrip(" "), width - indent - _INDENT)
    yield " " * indent + first
    yield from (" " * (indent + _INDENT) + text for text in more)


def _size(table: Table, cells: Sequence[Sequence[str]], n: int) -> int:
    """How wide a column is: figures and a heading in full, a text up to what is sensible."""
    widest = max(cell_width(row[n]) for row in cells)
    return max(cell_width(table.headings[n]), min(widest, _WIDEST)) if n in table.texts else widest


def _total(sizes: dict[int, int]) -> int:
    return _INDENT + sum(sizes.values()) + _GAP * (len(sizes) - 1)


def _shortest(table: Table, sizes: dict[int, int], last: int, least: int) -> dict[int, int]:
    """How wide the columns are with their texts cut as far as that; the last text may go on below."""
    found = dict(sizes)
    for n in set(table.texts) & set(sizes):
        heading = cell_width(table.headings[n])
        found[n] = heading if n == last else min(sizes[n], max(heading, least))
    return found


def _cut(table: Table, sizes: dict[int, int], width: int, last: int) -> None:
    """Make the columns of texts narrower, the widest first, until the rows fit or there is nothing left to cut."""
    shortest = _shortest(table, sizes, last, _NARROWEST)
    while _total(sizes) > width:
        texts = [n for n in sizes if n != last and sizes[n] > shortest[n]]
        if not texts:
            return
        sizes[max(texts, key=lambda n: sizes[n])] -= 1


def _row(
    row: Sequence[str], kept: Sequence[int], sizes: dict[int, int], texts: Sequence[int], width: int | None
) -> Iterator[str]:
    """One row; a last text that is too long goes on below it."""
    *before, last = kept
    shown = [fit(row[n], sizes[n]) if n in texts else _right(row[n], sizes[n]) for n in before]
    line = " " * _INDENT + "".join(cell + " " * _GAP for cell in shown)
    if last not in texts:
        yield (line + _right(row[last], sizes[last])).rstrip()
        return
    room = None if width is None else width - cell_width(line)
    if room is None or cell_width(row[last]) <= room:
        yield (line + row[last]).rstrip()
    elif room >= _BESIDE:
        first, *more = wrap(row[last], room)
        yield line + first
        yield from (" " * cell_width(line) + text for text in more)
    else:
        yield line.rstrip()
        indent = " " * (3 * _INDENT)
        yield from (indent + text for text in wrap(row[last], (width or 0) - len(indent)))


def _told(row: Sequence[str], table: Table, width: int) -> Iterator[str]:
    """One row below each other: what it is about, then each figure with its heading."""
    about = 2 if {0, 1} <= set(table.texts) else 1
    yield from wrapped(" " * _INDENT + " ".join(row[:about]), width)
    shown = [n for n in range(about, len(row)) if n not in table.page_only]
    said = "; ".join(f"{table.headings[n]}: {row[n]}" for n in shown)
    indent = " " * (3 * _INDENT)
    yield from (indent + text for text in wrap(said, width - len(indent)))


def _right(cell: str, width: int) -> str:
    return " " * (width - cell_width(cell)) + cell


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
