"""What was meant where a number stands in the place of an entry, or a 0 says that nobody is there."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from runbooks.problems import Problem

_ENTRY: Final = re.compile(r"staff\.[^.]+|(crowd)")
_NUMBER: Final = re.compile(r"\d{1,9}")
_COUNT: Final = re.compile(r"staff\.[^.]+\.count")


def meant(problem: Problem) -> Problem:
    """The problem with what to write instead, where the number says it: `duty: 2`, `crowd: 40`, `count: 0`."""
    given = str(problem.values.get("given", ""))
    entry = _ENTRY.fullmatch(problem.where)
    if problem.code == "expected-map" and entry and _NUMBER.fullmatch(given) and int(given):
        return replace(problem, hint=f"{{{'size' if entry[1] else 'count'}: {int(given)}}}")
    if problem.code == "too-small" and given == "0" and _COUNT.fullmatch(problem.where):
        return replace(problem, code="nobody-of-a-role", hint="count: 1, away: {from: 0 min}")
    if problem.code == "too-small" and given == "0" and problem.where == "crowd.size":
        return replace(problem, code="nobody-comes")
    return problem
