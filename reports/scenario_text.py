"""A scenario to read: what is drilled, who is there, what the crowd does and what happens; made from its data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from reports.cells import printable
from reports.conditions import condition
from reports.format_span import duration
from reports.format_time import local, to_ms
from reports.format_value import ask, role, step, value
from reports.words import Words
from runbooks.frozen import condition_from_data
from runbooks.plan import Plan, Text

Data = Mapping[str, Any]


def scenario_text(scenario: Data, plan: Plan, words: Words) -> str:
    """The whole scenario as text, one idea a line. `scenario` is what `show --format json` prints."""
    lines = [
        *_head(scenario, plan, words),
        *_crowd(scenario, plan, words),
        *_people(scenario, plan, words),
        *_steps(scenario, plan, words),
        *_answers(scenario, plan, words),
        *_injects(scenario, plan, words),
        *_objectives(scenario, plan, words),
    ]
    return "\n".join(printable(line) for line in lines) + "\n"


def _head(scenario: Data, plan: Plan, words: Words) -> Iterator[str]:
    yield f"{_text(scenario['title'], words)}  ({scenario['scenario']})"
    if scenario["about"]:
        yield f"  {_text(scenario['about'], words)}"
    yield "  " + words.say("plan drilled: {plan}", plan=f"{words.text(plan.title)} ({plan.id})")
    if plan.overlays:
        yield "  " + words.say("overlays in force: {overlays}", overlays=words.listed(plan.overlays))
    start = local(to_ms(datetime.fromisoformat(scenario["start_at"])), plan.timezone).strftime("%Y-%m-%d %H:%M")
    lasts = _span(scenario["horizon_s"], words)
    yield "  " + words.say("begins {start} ({zone}), lasts {span}", start=start, zone=plan.timezone, span=lasts)


def _crowd(scenario: Data, plan: Plan, words: Words) -> Iterator[str]:
    crowd = scenario["crowd"]
    if crowd is None:
        return
    yield from ("", words.say("The crowd: a number of people, never persons; illustrative until a site calibrates it"))
    stay = _span(crowd["stay_s"], words)
    yield "  " + words.many(
        "{n} person, who stays {stay} on average", "{n} people, who stay {stay} on average", crowd["size"], stay=stay
    )
    for report in scenario["reports"]:
        made = {
            "present": words.say("how many are there"),
            "violence": words.say("whether it comes to violence"),
            "active": words.say("whether {n} or more are active", n=report["least"]),
        }[report["of"]]
        yield "  " + words.say("the desk hears: {fact} ({made})", fact=ask(report["fact"], plan, words), made=made)
    if scenario["reports"] and _takes_time(scenario["notice"]):
        yield "  " + words.say("it hears so after {time}", time=_takes(scenario["notice"], words))


def _people(scenario: Data, plan: Plan, words: Words) -> Iterator[str]:
    if scenario["staff"]:
        yield from ("", words.say("Who and what is there"))
    for staff in scenario["staff"]:
        parts = []
        if _takes_time(staff["reaction"]):
            parts.append(words.say("reacts in {time}", time=_takes(staff["reaction"], words)))
        if _takes_time(staff["travel"]):
            parts.append(words.say("on the way {time}", time=_takes(staff["travel"], words)))
        for away in staff["away"]:
            since = words.say("from {time} on", time=_span(away["from_s"], words))
            lasts = "" if away["for_s"] is None else words.say(" for {time}", time=_span(away["for_s"], words))
            parts.append(words.say("away {when}", when=since + lasts))
        yield f"  {role(staff['role'], plan, words)}: " + "; ".join([str(staff["count"]), *parts])
    if scenario["outside"]:
        yield from ("", words.say("From outside"))
    for outside in scenario["outside"]:
        time = _takes(outside["delay"], words)
        yield f"  {role(outside['role'], plan, words)}: " + words.say("there after {time}", time=time)


def _steps(scenario: Data, plan: Plan, words: Words) -> Iterator[str]:
    """What the scenario says of single steps."""
    if scenario["work"]:
        yield from ("", words.say("Working times that differ from the plan's"))
    for given in scenario["work"]:
        yield f"  {step(given['step'], plan, words)}: {_takes(given['work'], words)}"
    if scenario["needs"]:
        yield from ("", words.say("What is needed"))
    for given in scenario["needs"]:
        name = words.say("to report at all") if given["step"] == "reports" else step(given["step"], plan, words)
        yield f"  {name}: " + words.all_of(role(thing, plan, words) for thing in given["things"])
    if scenario["measures"]:
        yield from ("", words.say("What a step, once done, does to the crowd"))
    for given in scenario["measures"]:
        parts = _stirs(given, words)
        if given["leaving"] != 1:
            parts.append(words.say("people leave {factor} times as fast", factor=f"{given['leaving']:g}"))
        if given["for_s"] is not None:
            parts.append(words.say("for {time}", time=_span(given["for_s"], words)))
        yield f"  {step(given['step'], plan, words)}: " + "; ".join(parts)


def _answers(scenario: Data, plan: Plan, words: Words) -> Iterator[str]:
    if scenario["set"]:
        yield from ("", words.say("Known at the start"))
        yield from (f"  {line}" for line in _stated(scenario["set"], plan, words))
    if scenario["answers"]:
        yield from ("", words.say("What is answered when it is asked"))
    for answer in scenario["answers"]:
        chances = answer["chances"]
        said = [_value(given["value"], answer["fact"], plan, words) for given in chances]
        if len(chances) > 1:
            said = [f"{text} {100 * given['chance']:g}%" for text, given in zip(said, chances, strict=True)]
        yield f"  {ask(answer['fact'], plan, words)}: {words.listed(said)}"


def _injects(scenario: Data, plan: Plan, words: Words) -> Iterator[str]:
    if scenario["injects"]:
        yield from ("", words.say("What happens"))
    for inject in scenario["injects"]:
        if inject["when"] is None:
            when = words.say("after {time}", time=_span(inject["at_s"], words))
        else:
            held = condition(condition_from_data(inject["when"]), plan, words)
            when = words.say("once {condition}", condition=held)
        hidden = words.say(" (nobody is told)") if inject["hidden"] else ""
        yield f"  {inject['id']}: {when}{hidden}"
        yield from (f"     {line}" for line in _does(inject, plan, words))


def _does(inject: Data, plan: Plan, words: Words) -> Iterator[str]:
    if inject["says"]:
        yield words.quoted(_text(inject["says"], words))
    yield from _stated(inject["set"], plan, words)
    effects = _stirs(inject, words)
    if inject["people"]:
        effects.append(words.many("{n} person more", "{n} people more", inject["people"]))
    if effects:
        yield "; ".join(effects)
    for away in inject["away"]:
        who, time = role(away["role"], plan, words), _span(away["for_s"], words)
        yield words.say("{who} away for {time}", who=who, time=time)
    if inject["expects"]:
        yield words.say("should follow: {steps}", steps=words.listed(step(s, plan, words) for s in inject["expects"]))


def _objectives(scenario: Data, plan: Plan, words: Words) -> Iterator[str]:
    if scenario["objectives"]:
        yield from ("", words.say("What is rated"))
    for objective in scenario["objectives"]:
        steps = words.listed(step(s, plan, words) for s in objective["of"])
        yield f"  {_text(objective['title'], words) or objective['id']}: {steps}"


# -- pieces


def _stated(values: Mapping[str, Any], plan: Plan, words: Words) -> Iterable[str]:
    return [f"{ask(name, plan, words)}: {_value(stated, name, plan, words)}" for name, stated in values.items()]


def _value(stated: Any, fact: str, plan: Plan, words: Words) -> str:
    """A value; of a list it is the number of its rows."""
    if plan.facts[fact].type == "rows":
        return words.many("{n} row", "{n} rows", stated)
    return value(stated, fact, plan, words)


def _stirs(given: Data, words: Words) -> list[str]:
    return [words.say("tension {change}", change=f"{given['tension']:+g}")] if given["tension"] else []


def _takes_time(time: Data) -> bool:
    return any(time.values())


def _takes(time: Data, words: Words) -> str:
    """A time that varies: its usual length, and how far it goes."""
    spans = {key.removesuffix("_s"): _span(seconds, words) for key, seconds in time.items()}
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


def _span(seconds: int, words: Words) -> str:
    hours, minutes = divmod(seconds // 60, 60)
    written = [f"{hours} h"] if hours else []
    written += [f"{minutes} min"] if minutes or not hours else []
    return duration(" ".join(written), words)


def _text(text: Text, words: Words) -> str:
    return words.text(text)
