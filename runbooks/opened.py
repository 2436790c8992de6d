"""A file opened for checking: its tree held against a model, with its lines for excerpts."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from runbooks.lines import lines_of
from runbooks.located import validate
from runbooks.problems import Problem, errors, in_file_order
from runbooks.reader import bytes_of, read
from runbooks.salvage import IN_ENTRIES, NEEDED, without
from runbooks.spots import Spot

M = TypeVar("M", bound=BaseModel)


def open_file(path: Path) -> tuple[Spot | None, list[Problem]]:
    """The top of a file's tree, or None; and what its reading found wrong."""
    data, problems = bytes_of(path, str(path))
    if data is None:
        return None, problems
    node, problems = read(data, str(path))
    return (None if node is None else Spot.top(node, lines_of(data))), problems


def hold_in_part(
    model: type[M],
    top: Spot,
    problems: list[Problem],
    entries: frozenset[str] = IN_ENTRIES,
    needed: frozenset[str] = NEEDED,
) -> tuple[M | None, Spot, list[Problem]]:
    """As `hold`; but where something is wrong, the model of what is left without it, and the top of that."""
    filled, every = hold(model, top, problems)
    if filled is not None or top.node.kind != "map":
        return filled, top, every
    left = without(top.node, [problem.place for problem in errors(every)], entries, needed)
    if left is None:
        return None, top, every
    filled, wrong = validate(model, left, top.file.lines)
    return (None if errors(wrong) else filled), top.only(left), every


def hold(model: type[M], top: Spot, problems: list[Problem]) -> tuple[M | None, list[Problem]]:
    """The model filled from a file, or None where anything forbids using it; all its problems in file order."""
    filled, wrong = validate(model, top.node, top.file.lines)
    every = in_file_order([*problems, *wrong])
    return (None if errors(every) else filled), every
