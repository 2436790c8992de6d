"""The answers that a fact can have by a digit, and what a typed answer means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from reports.format_time import local
from reports.format_value import role as role_title
from reports.typed.values import folded, read_typed
from reports.words import Words
from runbooks.plan import Column, Fact, Plan
from runbooks.site import Site

_UNKNOWN: Final = frozenset({"?", "不清楚", "不知道", "说不清", "unknown", "unclear", "not known"})
_SHORT_DATE: Final = 5
_LONG_PAST: Final = 90
"""Days: forms ask by when something is promised, or deleted; hardly ever about last season."""
_STANDING: Final = frozenset({"state-now", "progress-said", "release-progress", "release-next"})
"""Texts that say how things stand: the site's stock phrases are offered for them."""


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered: a value; that it is not known (with a reason: that it cannot be had)."""

    value: Any = None
    unknown: bool = False
    reason: str = ""


def options(asked: Fact | Column, plan: Plan, site: Site, words: Words) -> list[tuple[str, Given]]:
    """What can be answered by choosing, in the order of the digits."""
    unknown = (words.say("not known"), Given(unknown=True))
    match asked.type:
        case "yes-no":
            return [(words.say("yes"), Given(True)), (words.say("no"), Given(False)), unknown]
        case "choice":
            return [*((words.text(title), Given(key)) for key, title in asked.of.items()), unknown]
        case "role":
            staff = (r for r in plan.roles.values() if r.kind == "staff" and not r.one_of)
            return [(role_title(r.id, plan, words), Given(r.id)) for r in staff]
        case "text" if asked.id == "place":
            return [(words.text(place), Given(words.text(place))) for place in site.places]
        case "text" if asked.id in _STANDING:
            return [(words.text(phrase), Given(words.text(phrase))) for phrase in site.phrases]
    return []


def typed_only(asked: Fact | Column) -> bool:
    """Whether an answer has to be typed: then digits belong to the text."""
    return asked.type in {"count", "date", "moment", "file", "person"}


def understood(text: str, asked: Fact | Column, plan: Plan, now: int) -> Given:
    """What a typed answer means; raises NotUnderstood."""
    if folded(text) in _UNKNOWN:
        return Given(unknown=True)
    return Given(read_typed(_whole_date(text, asked, plan, now), asked, plan, now))


def _whole_date(text: str, asked: Fact | Column, plan: Plan, now: int) -> str:
    """A date without a year is this year's; where that is long past, as in December for January, the next one's."""
    typed = folded(text)
    if asked.type != "date" or len(typed) > _SHORT_DATE or typed.count("-") != 1:
        return text
    today = local(now, plan.timezone).date()
    month, _, day = typed.partition("-")
    try:
        past = (today - date(today.year, int(month), int(day))).days > _LONG_PAST
    except ValueError:
        past = False
    return f"{today.year + past}-{typed}"


def approvers(plan: Plan, site: Site, words: Words) -> Sequence[tuple[str, str]]:
    """Names and titles of those who command at some level, and of the leader in charge."""
    roles = [level.command for level in reversed(plan.levels) if level.command]
    found: dict[str, str] = {}
    for role in dict.fromkeys([*roles, "responsible_leader"]):
        for person in site.people.get(role, ()):
            if role in plan.roles:
                found.setdefault(person.name, words.text(person.title) or role_title(role, plan, words))
    return list(found.items())


def stock(asked: Fact | Column, site: Site, words: Words) -> list[str]:
    """What can be put into a text by one key instead of being typed; the last says that the answer cannot be had."""
    if asked.type != "text":
        return []
    phrases = [words.text(phrase) for phrase in site.phrases]
    lacking = words.sense("stock", "cannot be had: nobody on site knows")
    see = words.sense("stock", "see the log")
    return [see, *phrases, lacking] if isinstance(asked, Fact) else [see, *phrases]
