"""The little Markdown that the reports need. What people wrote is escaped: a note can be neither a table nor a link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reports.cells import printable

_SPECIAL = frozenset("\\`*_[]<|~&")


def escaped(text: str) -> str:
    """Text as text, on one line."""
    return "".join(f"\\{c}" if c in _SPECIAL else c for c in printable(text))


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table, its cells escaped already."""
    yield _row(headings)
    yield _row(["---"] * len(headings))
    yield from (_row(cells) for cells in rows)
    yield ""


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
