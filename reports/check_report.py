"""What `drillbook check` found, as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reports.words import Words
from reports.words.problems import problem, sentence
from runbooks.problems import Problem


def check_text(problems: Sequence[Problem], files: int, words: Words) -> str:
    """Every problem in full, then a count of each kind."""
    blocks = [problem(words, p) for p in problems]
    return "\n\n".join([*blocks, _summary(problems, files, words)]) + "\n"


def _summary(problems: Sequence[Problem], files: int, words: Words) -> str:
    n = {severity: sum(p.severity == severity for p in problems) for severity in ("error", "warning", "note")}
    checked = words.many("{n} file checked", "{n} files checked", files)
    if not problems:
        return words.say("{checked}: nothing found", checked=checked)
    found = [words.many("{n} error", "{n} errors", n["error"])]
    if n["warning"]:
        found.append(words.many("{n} warning", "{n} warnings", n["warning"]))
    if n["note"]:
        found.append(words.many("{n} note", "{n} notes", n["note"]))
    return f"{checked}: {words.listed(found)}"


def check_json(problems: Sequence[Problem], words: Words) -> list[dict[str, Any]]:
    """One object a problem, in file order."""
    return [
        {
            "file": p.place.file,
            "line": p.place.line,
            "column": p.place.column,
            "width": p.place.width,
            "code": p.code,
            "severity": p.severity,
            "message": sentence(words, p),
            "where": p.where or None,
            "hint": p.hint or None,
            "allowed": list(p.allowed),
            "values": {key: list(v) if isinstance(v, tuple) else v for key, v in p.values.items()},
        }
        for p in problems
    ]
