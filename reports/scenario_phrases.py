"""Pieces of a scenario's data in words: times that vary, answers, absences. For its text and for differences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from reports.conditions import condition
from reports.format_span import duration
from reports.format_time import local, to_ms
from reports.format_value import ask, role, value
from reports.words import Words
from runbooks.frozen import condition_from_data
from runbooks.plan import Plan

Data = Mapping[str, Any]


def begins(start_at: str, plan: Plan) -> str:
    """When the drill begins, at the site."""
    return local(to_ms(datetime.fromisoformat(start_at)), plan.timezone).strftime("%Y-%m-%d %H:%M")


def span(seconds: int, words: Words) -> str:
    """A length of time, in hours and minutes."""
    hours, minutes = divmod(seconds // 60, 60)
    written = [f"{hours} h"] if hours else []
    written += [f"{minutes} min"] if minutes or not hours else []
    return duration(" ".join(written), words)


def takes_time(time: Data) -> bool:
    """Whether it is any time at all."""
    return any(time.values())


def takes(time: Data, words: Words) -> str:
    """A time that varies: its usual length, and how far it goes."""
    spans = {key.removesuffix("_s"): span(seconds, words) for key, seconds in time.items()}
    if "is" in spans:
        return spans["is"]
    if "median" in spans:
        return words.say("{median} (nine in ten within {p90})", median=spans["median"], p90=spans["p90"])
    if "likely" in spans:
        return words.say(
            "{low} to {high}, mostly {likely}", low=spans["low"], high=spans["high"], likely=spans["likely"]
        )
    if "low" in spans:
        return words.say("{low} to {high}", low=spans["low"], high=spans["high"])
    return words.say("{mean} on average", mean=spans["mean"])


def value_of(stated: Any, fact: str, plan: Plan, words: Words) -> str:
    """A value; of a list it is the number of its rows."""
    if fact in plan.facts and plan.facts[fact].type == "rows":
        return words.many("{n} row", "{n} rows", stated)
    return value(stated, fact, plan, words)


def stated(values: Data, plan: Plan, words: Words) -> list[str]:
    """Facts with their values."""
    return [f"{ask(name, plan, words)}: {value_of(given, name, plan, words)}" for name, given in values.items()]


def answered(chances: Sequence[Data], fact: str, plan: Plan, words: Words) -> str:
    """What is answered, and how likely each answer is."""
    said = [value_of(given["value"], fact, plan, words) for given in chances]
    if len(chances) > 1:
        said = [f"{text} {100 * given['chance']:g}%" for text, given in zip(said, chances, strict=True)]
    return words.listed(said)


def heard(report: Data, words: Words) -> str:
    """What of the crowd a report tells."""
    return {
        "present": words.say("how many are there"),
        "violence": words.say("whether it comes to violence"),
        "active": words.say("whether {n} or more are active", n=report["least"]),
    }[report["of"]]


def away_when(away: Data, words: Words) -> str:
    """From when, and for how long, somebody is not there."""
    since = words.say("from {time} on", time=span(away["from_s"], words))
    return since + ("" if away["for_s"] is None else words.say(" for {time}", time=span(away["for_s"], words)))


def gone(away: Data, plan: Plan, words: Words) -> str:
    """Who or what an inject takes away, and for how long."""
    who, time = role(away["role"], plan, words), span(away["for_s"], words)
    return words.say("{who} away for {time}", who=who, time=time)


def held(when: Any, plan: Plan, words: Words) -> str:
    """A condition from its data."""
    return condition(condition_from_data(when), plan, words)


def stirs(given: Data, words: Words) -> list[str]:
    """What it does to the crowd's tension, if anything."""
    return [words.say("tension {change}", change=f"{given['tension']:+g}")] if given["tension"] else []
