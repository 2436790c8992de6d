"""A problem said under its line: what is wrong, what was perhaps meant, what is allowed."""

from __future__ import annotations

import re
from typing import Final

from reports.cells import clip
from reports.words import Words
from reports.words.names import SEVERITIES, name
from reports.words.problems import MISTYPED, REPLACED, sentence
from runbooks.problems import Problem
from tui.lines import note, wrap

_LINES, _ALLOWED = 4, 2
_IN: Final = re.compile(r"([\w-]+)(?:\[\d+\])?(?: \(id: [^)]*\))?$")
"""Of where a problem is, the map in which it stands."""


def said(problem: Problem, words: Words) -> str:
    """A problem in one sentence, without its place."""
    kind = words.sense("editor", "error") if problem.severity == "error" else name(words, SEVERITIES, problem.severity)
    return words.sense("editor", "{kind}: {sentence}", kind=kind, sentence=wrong(problem, words))


def wrong(problem: Problem, words: Words) -> str:
    """The same without how grave it is."""
    text = sentence(words, problem)
    if problem.code == "unknown-key" and (found := _IN.search(problem.where)):
        key = problem.values.get("key", "")
        text = words.sense("editor", "unknown key '{key}' in {map}", key=key, map=found[1])
    if not problem.hint:
        return text
    mistyped = problem.code in MISTYPED or (problem.code.startswith("unknown-") and problem.code not in REPLACED)
    if mistyped:
        return text + words.sense("editor", "; did you mean '{hint}'?", hint=problem.hint)
    return text + words.sense("editor", "; write {hint}", hint=problem.hint)


def note_lines(problem: Problem, words: Words, width: int) -> list[str]:
    """The same in lines of a width, with what is allowed on a line of its own where it does not fit behind."""
    text = note(said(problem, words))
    allowed = words.sense("editor", "allowed: {names}", names=" ".join(problem.allowed)) if problem.allowed else ""
    one = f"{text} {note(allowed)}"
    if allowed and len(wrap(one, width)) == 1:
        return [one]
    pieces = wrap(text, width)[:_LINES] or [""]
    more = wrap(note(allowed), width) if allowed else []
    if len(more) > _ALLOWED:
        more = [*more[: _ALLOWED - 1], clip(" ".join(more[_ALLOWED - 1 :]), width)]
    return [*pieces, *more]


def kind_mark(problem: Problem) -> str:
    """What stands before the number of its line."""
    return {"error": "!!", "warning": "~~"}.get(problem.severity, " ~")
