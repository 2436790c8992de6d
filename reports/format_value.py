"""Values of facts as people read them, by the fact's type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from incidents.views import Snapshot
from reports.format_time import moment, plain_date
from reports.words import Words
from runbooks.plan import Column, Fact, Plan, Text

_BRACKETS = re.compile(r"\s*(?:（[^）]*）|\([^)]*\))")


def value(stated: Any, fact: str, plan: Plan, words: Words, now: int | None = None, *, unknown: bool = False) -> str:
    """The value of a fact (also of `began` and `level`) in this language."""
    if unknown or stated is None:
        return words.say("not known")
    if fact == "began":
        return moment(stated, plan.timezone, words, now)
    if fact == "level":
        return level(stated, plan, words)
    asked = plan.facts.get(fact)
    if asked is None:
        return plain(stated)
    return typed(stated, asked, plan, words, now)


def typed(stated: Any, asked: Fact | Column, plan: Plan, words: Words, now: int | None = None) -> str:
    """A value of a fact or of a column of a list."""
    match asked.type:
        case "yes-no":
            return words.say("yes") if stated else words.say("no")
        case "choice":
            return words.text(asked.of.get(str(stated), {"": str(stated)}))
        case "role":
            return role(str(stated), plan, words)
        case "moment" if isinstance(stated, int):
            return moment(stated, plan.timezone, words, now)
        case "date" if isinstance(stated, str):
            return plain_date(stated, words)
        case "file" if isinstance(stated, Mapping):
            return words.say("{id}, delete by {date}", id=stated.get("id", "?"), date=stated.get("delete_by", "?"))
        case "rows" if isinstance(stated, list | tuple):
            return words.many("{n} row", "{n} rows", len(stated)) if stated else words.say("none")
    return plain(stated)


def row(values: Mapping[str, Any], fact: str, plan: Plan, words: Words, now: int | None = None) -> str:
    """One row of a list, column by column."""
    asked = plan.facts.get(fact)
    columns = {c.id: c for c in asked.columns} if asked else {}
    said = {k: typed(v, columns[k], plan, words, now) if k in columns else plain(v) for k, v in values.items()}
    return ", ".join(f"{column_title(key, words)}={v}" for key, v in said.items())


def column_title(name_: str, words: Words) -> str:
    """What a column of a list is called; plans give columns only an id."""
    known = {
        "claim": words.sense("list column", "claim"),
        "task": words.sense("list column", "task"),
        "what": words.sense("list column", "what"),
        "owner": words.sense("list column", "who answers for it"),
        "due": words.sense("list column", "by when"),
        "reply-by": words.sense("list column", "reply by"),
        "answered-now": words.sense("list column", "answered now"),
        "matter": words.sense("list column", "matter"),
        "department": words.sense("list column", "department"),
        "event": words.sense("list column", "event"),
        "date": words.sense("list column", "date"),
        "item": words.sense("list column", "item"),
        "number": words.sense("list column", "how many"),
        "where": words.sense("list column", "where"),
    }
    return known.get(name_, name_)


def plain(stated: Any) -> str:
    """A value without a type: ranges as `30-50`, everything else as text."""
    if isinstance(stated, list | tuple):
        return "-".join(str(v) for v in stated)
    return str(stated)


def ask(fact: str, plan: Plan, words: Words) -> str:
    """What a fact is called: the plan's question, short; or the word for the two that every plan has."""
    if fact == "began":
        return words.say("start (first seen)")
    if fact == "level":
        return words.say("level of the event")
    asked = plan.facts.get(fact)
    return short_question(words.text(asked.ask)) or fact if asked else fact


def short_question(question: str) -> str:
    """A question without what it adds in brackets and without its mark: `Head count (or a range)?` is `Head count`."""
    return _BRACKETS.sub("", question).rstrip("?？ ")


def role(role_id: str, plan: Plan, words: Words) -> str:
    """The title of a role; `command` is whoever commands at the present level."""
    if role_id == "command":
        return words.say("whoever commands now")
    found = plan.roles.get(role_id)
    return _titled(found.title if found else {}, role_id, words)


def level(level_id: str, plan: Plan, words: Words) -> str:
    """The title of a level of the event; without one: not set yet."""
    found = next((lev for lev in plan.levels if lev.id == level_id), None)
    return _titled(found.title if found else {}, level_id, words) or words.say("no level yet")


def level_now(seen: Snapshot, plan: Plan, words: Words) -> str:
    """The level that somebody set; that nobody has, though the lowest counts; nothing where the plan has no levels."""
    if not plan.levels:
        return ""
    if "level" in seen.facts:
        return level(seen.level, plan, words)
    return words.say("no level was set") if seen.status == "closed" else words.say("no level yet")


def step(step_id: str, plan: Plan, words: Words) -> str:
    """A step by its number and title: `02 向领导小组报告`."""
    found = plan.step.get(step_id)
    return f"{found.number} {words.text(found.title)}" if found else step_id


def record_no(seq: int) -> str:
    """The number of a record as it is read aloud: `#041`."""
    return f"#{seq:03}"


def number(step_id: str, plan: Plan) -> str:
    """The fixed number of a step, as it is spoken."""
    found = plan.step.get(step_id)
    return found.number if found else step_id


def _titled(title: Text, code: str, words: Words) -> str:
    return words.text(title) or code
