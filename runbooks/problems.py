"""A problem found in a file, as a value: where, what, and what would be right.

The core speaks in codes and values; the sentence is chosen at the edge, in the reader's language.
Nothing here is raised: a reader or a check returns all problems that it found, in file order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "note"]
Value = str | int | tuple[str, ...]


class Place(NamedTuple):
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
    be accepted; `hint` is the nearest of those, or what to write instead; `excerpt` is the offending line as
    it stands in the file ("" where it is too long to show).
    """

    place: Place
    code: str
    severity: Severity = "error"
    values: Mapping[str, Value] = field(default_factory=dict)
    where: str = ""
    allowed: tuple[str, ...] = ()
    hint: str = ""
    excerpt: str = ""


class Fault(ValueError):  # noqa: N818  (the fault is the plan's, named as its readers say it)
    """What a validator of a model raises: a code and its values instead of a sentence.

    `located.validate` turns it into a `Problem` at the value that was being validated, or, with `at`, at the
    value that this path of keys and indexes leads to from there.
    """

    def __init__(
        self,
        code: str,
        values: Mapping[str, Value] | None = None,
        allowed: Iterable[str] = (),
        hint: str = "",
        at: Iterable[str | int] = (),
    ) -> None:
        super().__init__(code)
        self.code = code
        self.values = dict(values or {})
        self.allowed = tuple(allowed)
        self.hint = hint
        self.at = tuple(at)


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Those that forbid using the file."""
    return [p for p in problems if p.severity == "error"]


def in_file_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sorted by file, line, column; stable for several at one place."""
    return sorted(problems, key=lambda p: (p.place.file, p.place.line, p.place.column))
