"""A problem of a file, told in the reader's language.

The form, which editors can follow and a terminal shows straight:

    plans/fire.yaml:5:40: unknown key 'lmit' in steps[0] (id: check); did you mean 'limit'?
      allowed: after, id, limits, record, role, stage, title, when, work
      5 |   - {id: check, title: x, lmit: 3}
        |                            ^
"""

from __future__ import annotations

from typing import Final

from reports.cells import cell_width, printable
from reports.words.names import KINDS_OF_VALUE, SEVERITIES, name
from reports.words.problem_sentences import SENTENCES
from reports.words.words import Words
from runbooks.problems import Problem, Value

MISTYPED: Final = frozenset({"one-of", "plan-not-found"})
REPLACED: Final = frozenset({"unknown-escape"})
EXCERPT_CELLS: Final = 110
"""A longer line is shown only around its fault."""


def problem(words: Words, found: Problem) -> str:
    """All lines of a problem: where, what, what is allowed, and the line itself with a caret under the fault."""
    lines = [first_line(words, found)]
    if found.allowed:
        lines.append("  " + words.say("allowed: {names}", names=", ".join(printable(a) for a in found.allowed)))
    if found.excerpt.strip():
        lines += excerpt(found)
    return "\n".join(lines)


def first_line(words: Words, found: Problem) -> str:
    """Where, and what: a problem in one line."""
    place = found.place
    return f"{printable(place.file)}:{place.line}:{place.column}: {severity(words, found)}{headline(words, found)}"


def headline(words: Words, found: Problem) -> str:
    """What is wrong, where in the file, and what was perhaps meant."""
    said = sentence(words, found)
    if found.where:
        said += words.say(" in {where}", where=printable(found.where))
    if found.hint:
        said += _hint(words, found)
    return said


def _hint(words: Words, found: Problem) -> str:
    """A name that was mistyped was perhaps another one; everything else has something to write instead."""
    hint = printable(found.hint)
    if found.code in MISTYPED or (found.code.startswith("unknown-") and found.code not in REPLACED):
        return words.say("; did you mean '{hint}'?", hint=hint)
    return words.say("; write {hint}", hint=hint)


def sentence(words: Words, found: Problem) -> str:
    """What is wrong. A code without a sentence is said as it is, with its values."""
    known = SENTENCES.get(found.code)
    if known is None:
        return " ".join([found.code, *(f"{key}={_said(words, key, value)}" for key, value in found.values.items())])
    return words.say(known, **{key: _said(words, key, value) for key, value in found.values.items()})


def severity(words: Words, found: Problem) -> str:
    """`warning: ` and `note: `; an error needs no word."""
    return "" if found.severity == "error" else f"{name(words, SEVERITIES, found.severity)}: "


def excerpt(found: Problem) -> list[str]:
    """The offending line and a caret, aligned by cells, cut around the fault where the line is long."""
    column, text = found.place.column - 1, printable(found.excerpt)
    width = max(found.place.width, 1)
    if cell_width(text) > EXCERPT_CELLS:
        start = max(column - EXCERPT_CELLS // 4, 0)
        text, column = text[start : start + EXCERPT_CELLS // 2], column - start
    number = str(found.place.line)
    before, under = text[:column], text[column : column + width]
    caret = " " * cell_width(before) + "^" * max(cell_width(under), 1)
    return [f"  {number} | {text}".rstrip(), f"  {' ' * len(number)} | {caret}"]


def _said(words: Words, key: str, value: Value) -> str:
    if isinstance(value, tuple):
        if key == "kinds":
            return words.say(" or ").join(name(words, KINDS_OF_VALUE, kind) for kind in value)
        return printable(words.listed(value))
    return printable(str(value))
