"""A problem found in a file, as a value: where, what, and what would be right.

The core speaks in codes and values; the sentence is chosen at the edge, in the reader's language.
Nothing here is raised: a reader or a check returns all problems that it found, in file order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "note"]
Value = str | int | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a file: line and column count from 1, in characters; `width` is for the caret."""

    file: str
    line: int
    column: int
    width: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file.

    `code` names the kind (`unknown-key`, `bad-duration`, …); `values` fill its sentence; `where` is the
    path of keys inside the file as people read it (`steps[0] (id: check)`); `allowed` lists what would
    be accepted; `hint` is the nearest of those; `excerpt` is the offending line as it stands in the file.
    """

    place: Place
    code: str
    severity: Severity = "error"
    values: Mapping[str, Value] = field(default_factory=dict)
    where: str = ""
    allowed: tuple[str, ...] = ()
    hint: str = ""
    excerpt: str = ""


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Those that forbid using the file."""
    return [p for p in problems if p.severity == "error"]


def in_file_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sorted by file, line, column; stable for several at one place."""
    return sorted(problems, key=lambda p: (p.place.file, p.place.line, p.place.column))
