"""What `drillbook check` found as SARIF 2.1.0, for the places where code is reviewed: every problem at its line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Any, Final
from urllib.parse import quote

from reports.cells import printable
from reports.words import Words
from reports.words.problems import headline
from runbooks.problems import Problem

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


def check_sarif(problems: Sequence[Problem], version: str, words: Words) -> dict[str, Any]:
    """One run with one result a problem, in file order. Columns count characters, as ours do."""
    codes = list(dict.fromkeys(problem.code for problem in problems))
    driver = {"name": "Drillbook", "version": version, "rules": [{"id": code} for code in codes]}
    run = {
        "tool": {"driver": driver},
        "language": "zh-CN" if words.chinese else "en",
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "results": [_result(problem, codes.index(problem.code), words) for problem in problems],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(found: Problem, rule: int, words: Words) -> dict[str, Any]:
    place = found.place
    said = headline(words, found)
    if found.allowed:
        said += "\n" + words.say("allowed: {names}", names=", ".join(printable(name) for name in found.allowed))
    region: dict[str, Any] = {
        "startLine": place.line,
        "startColumn": place.column,
        "endColumn": place.column + max(place.width, 1),
    }
    if found.excerpt.strip():
        region["snippet"] = {"text": found.excerpt}
    location = {"physicalLocation": {"artifactLocation": {"uri": _uri(place.file)}, "region": region}}
    return {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": found.severity,
        "message": {"text": said},
        "locations": [location],
    }


def _uri(file: str) -> str:
    """A path as it was given: relative to where the check ran, or absolute."""
    path = PurePath(file)
    return Path(file).as_uri() if path.is_absolute() else quote(path.as_posix())
