"""Sentences for what was typed and could not be understood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reports.format_time import moment
from reports.format_value import ask, column_title, short_question
from reports.typed.understood import NotUnderstood
from reports.words.names import FACT_TYPES, name
from reports.words.refusals import allowed, near, number_range
from reports.words.words import Words
from runbooks.plan import Plan

SENTENCES: Final[Mapping[str, str]] = {
    "time-unreadable": "Cannot read the time {text}; nothing recorded. Write 08:40 or {example}.",
    "date-unreadable": "Cannot read the date {text}; nothing recorded. Write 2026-03-09.",
    "time-gap": "The clocks skip {text} on that day; nothing recorded. Write the time with its offset, such as {example}.",
    "future": "{text} is in the future (now {now}); nothing recorded.",
    "value-unreadable": "Cannot read {text} as a value of {fact}: it takes {type}.{near}{allowed} Nothing was recorded.",
    "out-of-range": "{fact}: {range} is allowed, not {text}. Nothing was recorded.",
    "rows-by-row": "{fact} is a list: enter it row by row. Nothing was recorded.",
    "not-an-assignment": "{text} is not of the form NAME=VALUE. Nothing was recorded.",
    "waived-for-good": "{text} is one turn of a limit that repeats; only all of it can be waived, from now on and for good. To do that write {limit}. Nothing was recorded.",
}

UNKNOWN_NAMES: Final[Mapping[str, str]] = {
    "step": "No step {text} in this plan.{near} Nothing was recorded.",
    "role": "No role {text} in this plan.{near} Nothing was recorded.",
    "level": "No level {text} in this plan.{near}{allowed} Nothing was recorded.",
    "fact": "No fact {text} in this plan.{near} Nothing was recorded.",
    "field": "No field {text} in the form of this step.{near}{allowed} Nothing was recorded.",
    "column": "No column {text} in this list.{near}{allowed} Nothing was recorded.",
}

FEW: Final = 12
"""More names than this are not listed: the nearest one helps more."""


def not_understood(words: Words, error: NotUnderstood, plan: Plan, now: int) -> str:
    """What could not be read, that nothing was recorded, and what would be right."""
    given = error.values
    said: dict[str, object] = {**given, "near": near(words, given.get("near", "")), "allowed": ""}
    names = given.get("allowed", ())
    if isinstance(names, tuple) and len(names) <= FEW:
        said["allowed"] = allowed(words, _called(words, names, str(given.get("fact", "")), plan))
    said["now"] = moment(now, plan.timezone, words, int(str(given.get("at", now))))
    said["example"] = "2026-03-09T08:40+08:00"
    said["range"] = number_range(words, given)
    if "fact" in given:
        fact = str(given["fact"])
        known = fact in plan.facts or fact in {"began", "level"}
        said["fact"] = words.quoted(ask(fact, plan, words) if known else column_title(fact, words))
    said["type"] = name(words, FACT_TYPES, str(given.get("type", "")))
    sentence = (
        UNKNOWN_NAMES.get(str(given.get("kind", "")), "") if error.code == "unknown-name" else SENTENCES[error.code]
    )
    return words.say(sentence, **said)


def _called(words: Words, names: tuple[str, ...], fact: str, plan: Plan) -> list[str]:
    """Choices by what they are called, too, as `red (红)`: their ids are for scripts."""
    of = plan.facts[fact].of if fact in plan.facts else {}
    titles = {name: short_question(words.text(of[name])) for name in names if name in of}
    return [f"{name} ({titles[name]})" if titles.get(name, name) != name else name for name in names]
