"""What differs between two site files, in words, thing by thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from reports.format_span import duration
from reports.plan_diff import Block, told, turned, turned_text
from reports.words import Words
from reports.words.diff_names import KINDS, SITE
from reports.words.names import name
from runbooks.changes import Change
from runbooks.plan import Duration, Text
from runbooks.site import Person


@dataclass(frozen=True, slots=True)
class Known:
    """What the plans that can be had say of the names in a site file: titles of roles, their own values of numbers."""

    roles: Mapping[str, Text] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)


def site_diff_text(found: Sequence[Change], known: Known, words: Words) -> str:
    """Every change, each thing under its name."""
    if not found:
        return words.sense("diff", "The two mean the same.") + "\n"
    return told(_blocks(found, known, words))


def _blocks(found: Sequence[Change], known: Known, words: Words) -> Iterator[Block]:
    for kind, group in groupby(found, key=lambda change: change.kind):
        if kind == "site":
            yield words.sense("diff", "the site"), [line for change in group for line in _of_site(change, words)]
            continue
        for change in group:
            if kind == "people":
                title = words.text(known.roles.get(change.id, {}))
                shown = f"{title} ({change.id})" if title else change.id
                yield f"{name(words, KINDS, 'role')} {shown}", list(_people(change, words))
            elif kind == "number":
                own = _amount(known.numbers.get(change.id), words)
                said = words.sense("diff", "the plan's own {value}", value=own) if own else ""
                before, after = (_amount(value, words) or said for value in (change.before, change.after))
                line = turned(_key("value", words), before, after, words)
                yield f"{name(words, KINDS, 'number')} {change.id}", [line]
            else:
                yield f"{name(words, KINDS, 'overlay')} {change.id}", [_switched(change, words)]


def _of_site(change: Change, words: Words) -> Iterator[str]:
    said, before, after = _key(change.key, words), change.before, change.after
    if change.key == "name":
        yield from turned_text(said, before, after, words)
    elif change.key == "profile":
        yield turned(said, _profile(before, words), _profile(after, words), words)
    elif isinstance(before, tuple):
        yield turned(said, _texts(before, words), _texts(after, words), words)
    else:
        yield turned(said, before, after, words)


def _profile(value: str, words: Words) -> str:
    return words.say("state-owned") if value == "state-owned" else words.say("private")


def _texts(values: Sequence[str | Text], words: Words) -> str:
    return words.listed(value if isinstance(value, str) else words.text(value) for value in values)


def _people(change: Change, words: Words) -> Iterator[str]:
    """Who is called, in which order; and of each what is new."""
    before: Sequence[Person] = change.before or ()
    after: Sequence[Person] = change.after or ()
    called, now_called = words.listed(p.name for p in before), words.listed(p.name for p in after)
    if called != now_called:
        yield turned(words.sense("diff", "called in this order"), called, now_called, words)
    known = dict(_each(before))
    for who, person in _each(after):
        was = known.get(who, Person(person.name))
        if was.tel != person.tel:
            said = words.sense("diff", "telephone of {who}", who=person.name)
            yield turned(said, words.listed(was.tel), words.listed(person.tel), words)
        if was.title != person.title:
            said = words.sense("diff", "post of {who}", who=person.name)
            yield from turned_text(said, was.title, person.title, words)


def _each(people: Sequence[Person]) -> Iterator[tuple[tuple[str, int], Person]]:
    """Everybody by name; two of one name are two people."""
    met: Counter[str] = Counter()
    for person in people:
        met[person.name] += 1
        yield (person.name, met[person.name]), person


def _amount(value: Any, words: Words) -> str:
    if value is None:
        return ""
    return duration(value.text if isinstance(value, Duration) else str(value), words)


def _switched(change: Change, words: Words) -> str:
    return {
        "added": words.sense("diff", "switched on"),
        "removed": words.sense("diff", "switched off"),
        "moved": words.sense("diff", "stands elsewhere in the order"),
    }[change.what]


def _key(key: str, words: Words) -> str:
    return name(words, SITE, key)
