"""Short names: of facts, people, times and limits, as they stand on a line."""

from __future__ import annotations

import re
from typing import Final

from incidents.views import LimitView
from reports.format_span import clock_span, duration, span
from reports.format_time import due, hhmm, moment
from reports.format_value import ask
from reports.limit_words import short_period
from reports.words import Words
from reports.words.names import BASES, name
from runbooks.plan import PERIODS, Plan
from tui.common.calling import Callee

_COLUMNS: Final = re.compile("[:,，：]")
_DAY_MS: Final = 86_400_000
_MINUTE_MS: Final = 60_000


def label(fact: str, plan: Plan, words: Words) -> str:
    """What a fact is called in passing; a list without its columns."""
    known = {
        "headcount": words.say("head count"),
        "danger": words.say("danger"),
        "entrance": words.say("entrances"),
    }
    if fact in known:
        return known[fact]
    short = ask(fact, plan, words)
    asked = plan.facts.get(fact)
    return _COLUMNS.split(short)[0] if asked is not None and asked.type == "rows" else short


def left(margin: int, words: Words) -> str:
    """`余17:50`, `超02:10`: what a limit has left, or by how much it is over."""
    length = clock_span(margin) if abs(margin) < _DAY_MS else span(margin, words)
    if margin >= 0:
        return words.sense("plain", "{span} left", span=length)
    return words.sense("plain", "{span} over", span=length)


def early(margin: int, words: Words) -> str:
    """`早21:58`, `晚01:00`: by how much an act came before its due or after it."""
    length = clock_span(margin) if abs(margin) < _DAY_MS else span(margin, words)
    if margin >= 0:
        return words.sense("plain", "{span} early", span=length)
    return words.sense("plain", "{span} late", span=length)


def basis(view: LimitView, words: Words) -> str:
    """`预案`, `暂定`: on whose authority."""
    return name(words, BASES, view.basis)


def basis_length(view: LimitView, words: Words) -> str:
    """`预案30分`, `plan 30 min`; a limit by a date has no length."""
    if view.ahead or view.extended or view.within in PERIODS:
        length = short_period(view, words)
    elif not view.within:
        return words.say("{basis} (by a date)", basis=basis(view, words))
    else:
        length = duration(view.within, words)
        if view.repeat and view.turn > 1:
            length = words.sense("plain", "every {length}", length=length)
    return f"{basis(view, words)}{length}" if words.chinese else f"{basis(view, words)} {length}".strip()


def until(at: int, plan: Plan, words: Words, now: int) -> str:
    """`09:10到`, `due 09:10`."""
    return words.sense("plain", "due {at}", at=due(at, plan.timezone, words, now))


def ago(ms: int, words: Words) -> str:
    """`9分`, `1小时6分`, `4天8小时`: how long ago, in whole minutes."""
    minutes = ms // _MINUTE_MS
    if ms >= _DAY_MS:
        return span(ms, words)
    if minutes < 60:
        return words.say("{n} min", n=minutes)
    hours = words.say("{n} h", n=minutes // 60)
    rest = words.say("{n} min", n=minutes % 60)
    return f"{hours}{rest}" if words.chinese else f"{hours} {rest}"


def callee(who: Callee, *, all_numbers: bool = False) -> str:
    """`组长 刘建国 8001`."""
    numbers = who.tel if all_numbers else who.tel[:1]
    return " ".join(part for part in (who.title, who.person, *numbers) if part)


def clock(at: int, plan: Plan, words: Words, now: int | None) -> str:
    """The time of day; with its date where that is another day."""
    return moment(at, plan.timezone, words, now)


def minute(at: int, plan: Plan) -> str:
    """`08:40`."""
    return hhmm(at, plan.timezone)
