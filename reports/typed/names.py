"""Names that people type: ids, titles in either language, step numbers; with the nearest one where there is none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reports.format_value import short_question
from reports.typed.understood import NotUnderstood
from runbooks.plan import Plan, Text

_ADDRESS = re.compile(r"(?P<step>[^@/]+)(?:@(?P<turn>\d{1,6}))?(?:/(?P<limit>\d{1,4}))?")


@dataclass(frozen=True, slots=True)
class Address:
    """A step, one of its turns (0: the open one), one of its limits (0: none named)."""

    step: str
    turn: int = 0
    limit: int = 0


def read_address(text: str, plan: Plan) -> Address:
    """`STEP`, `STEP@2`, `STEP@2/1`; STEP is an id, a two-digit number or a title."""
    found = _ADDRESS.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found:
        raise _unknown("step", text, plan.step)
    return Address(read_step(found["step"], plan), int(found["turn"] or 0), int(found["limit"] or 0))


def refuse_one_of_many(text: str, address: Address, plan: Plan) -> None:
    """A repeat is waived for good or not at all: whoever names one of its turns means something else."""
    limits = plan.step[address.step].limits
    number = address.limit or int(len(limits) == 1)
    if address.turn and 0 < number <= len(limits) and limits[number - 1].every is not None:
        raise NotUnderstood("waived-for-good", text=text, limit=f"{plan.step[address.step].number}/{number}")


def read_step(text: str, plan: Plan) -> str:
    """The id of a step, from its id, its number (`2` for `02`) or its title."""
    typed = unicodedata.normalize("NFKC", text).strip()
    by_number = plan.by_number.get(typed.zfill(2)) if typed.isdecimal() else None
    step = by_number.id if by_number else titled(typed, {s.id: s.title for s in plan.steps})
    if not step:
        raise _unknown("step", text, plan.step)
    return step


def read_role(text: str, plan: Plan) -> str:
    """The id of a role, from its id or its title."""
    role = titled(text, {r.id: r.title for r in plan.roles.values()})
    if not role:
        raise _unknown("role", text, plan.roles)
    return role


def read_level(text: str, plan: Plan) -> str:
    """The id of a level, from its id or its title."""
    levels = {lev.id: lev.title for lev in plan.levels}
    level = titled(text, levels)
    if not level:
        raise _unknown("level", text, levels)
    return level


def read_fact(text: str, plan: Plan) -> str:
    """The id of a fact, from its id or its question; `began` and `level` are facts of every plan."""
    typed = unicodedata.normalize("NFKC", text).strip()
    if typed.casefold() in {"began", "起点"}:
        return "began"
    if typed.casefold() in {"level", "级别"}:
        return "level"
    fact = titled(typed, {f.id: _questions(f.ask) for f in plan.facts.values()})
    if not fact:
        raise _unknown("fact", text, [*plan.facts, "began", "level"])
    return fact


def _questions(ask: Text) -> Text:
    """The question in every language, in full and short."""
    return {**ask, **{f"{language}-short": short_question(text) for language, text in ask.items()}}


def titled(text: str, titles: Mapping[str, Text]) -> str:
    """The id whose id or title, in any language, this is; empty where there is none or more than one.

    What a title adds in brackets may be left out.
    """
    word = _folded(text)
    ids = [i for i in titles if _folded(i) == word]
    found = ids or [i for i, title in titles.items() if word in {_folded(t) for t in title.values()}]
    short = [i for i, title in titles.items() if word and word in {_folded(short_question(t)) for t in title.values()}]
    found = found or short
    return found[0] if len(found) == 1 else ""


def nearest(text: str, names: Iterable[str]) -> str:
    """The most similar of some names, empty where none is similar."""
    from difflib import get_close_matches  # only a mistyped name needs it

    known = {_folded(n): n for n in names}
    near = get_close_matches(_folded(text), list(known), n=1, cutoff=0.6)
    return known[near[0]] if near else ""


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _unknown(kind: str, text: str, names: Iterable[str]) -> NotUnderstood:
    known = tuple(names)
    return NotUnderstood("unknown-name", text=text, kind=kind, near=nearest(text, known), allowed=known)
