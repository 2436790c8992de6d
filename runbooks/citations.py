"""Citations: `C-3.3.2b`, `条例 23`. The source is the longest declared id that stands before a hyphen or a space."""

from __future__ import annotations

import re
from collections.abc import Mapping

from runbooks.plan import Citation, Source
from runbooks.problems import Problem
from runbooks.spots import Spot

_SOURCE_AND_CLAUSE = re.compile(r"([^-\s]+)[- ](.*\S)")


def read_citations(spot: Spot | None, sources: Mapping[str, Source]) -> tuple[tuple[Citation, ...], list[Problem]]:
    """The citations of a key `source`, one or several, and what is wrong with them."""
    good, problems = [], []
    for item in spot.items() if spot is not None else []:
        read = _citation(item, sources)
        if isinstance(read, Citation):
            good.append(read)
        else:
            problems.append(read)
    return tuple(good), problems


def _citation(spot: Spot, sources: Mapping[str, Source]) -> Citation | Problem:
    text = spot.node.text.strip()
    fitting = [source for source in sources if text.startswith(source) and text[len(source) :][:1] in ("-", " ")]
    if fitting:
        source = max(fitting, key=len)
        clause = text[len(source) + 1 :].strip()
        if clause:
            return Citation(source, clause)
        return spot.problem("citation-without-clause", {"given": text})
    if text in sources:
        return spot.problem("citation-without-clause", {"given": text})
    match = _SOURCE_AND_CLAUSE.fullmatch(text)
    return spot.unknown("unknown-source", match[1] if match else text, sources)
