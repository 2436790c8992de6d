"""A scenario to read: what is drilled, who is there, what the crowd does and what happens; made from its data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reports.cells import printable
from reports.format_value import ask, role, step
from reports.scenario_phrases import (
    Data,
    answered,
    away_when,
    begins,
    gone,
    heard,
    held,
    span,
    stated,
    stirs,
    takes,
    takes_time,
)
from reports.words import Words
from runbooks.plan import Plan, Role


def scenario_text(scenario: Data, plan: Plan, words: Words) -> str:
    """The whole scenario as text, one idea a line. `scenario` is what `show --format json` prints."""
    plan = _with_things(scenario, plan)
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


def _with_things(scenario: Data, plan: Plan) -> Plan:
    """The plan as the scenario names its roles: beside them its own things, with their titles."""
    titles = {staff["role"]: staff["title"] for staff in scenario["staff"] if staff["title"]}
    own = {name: Role(name, title, "thing") for name, title in titles.items() if name not in plan.roles}
    return replace(plan, roles={**plan.roles, **own})


def _head(scenario: Data, plan: Plan, words: Words) -> Iterator[str]:
    yield f"{words.text(scenario['title'])}  ({scenario['scenario']})"
    if scenario["about"]:
        yield f"  {words.text(scenario['about'])}"
    yield "  " + words.say("plan drilled: {plan}", plan=f"{words.text(plan.title)} ({plan.id})")
    if plan.overlays:
        yield "  " + words.say("overlays in force: {overlays}", overlays=words.listed(plan.overlays))
    start, lasts = begins(scenario["start_at"], plan), span(scenario["horizon_s"], words)
    yield "  " + words.say("begins {start} ({zone}), lasts {span}", start=start, zone=plan.timezone, span=lasts)


def _crowd(scenario: Data, plan: Plan, words: Words) -> Iterator[str]:
    crowd = scenario["crowd"]
    if crowd is None:
        return
    yield from ("", words.say("The crowd: a number of people, never persons; illustrative until a site calibrates it"))
    stay = span(crowd["stay_s"], words)
    yield "  " + words.many(
        "{n} person, who stays {stay} on average", "{n} people, who stay {stay} on average", crowd["size"], stay=stay
    )
    for report in scenario["reports"]:
        fact, made = ask(report["fact"], plan, words), heard(report, words)
        yield "  " + words.say("the desk hears: {fact} ({made})", fact=fact, made=made)
    if scenario["reports"] and takes_time(scenario["notice"]):
        yield "  " + words.say("it hears so after {time}", time=takes(scenario["notice"], words))


def _people(scenario: Data, plan: Plan, words: Words) -> Iterator[str]:
    if scenario["staff"]:
        yield from ("", words.say("Who and what is there"))
    for staff in scenario["staff"]:
        parts = []
        if takes_time(staff["reaction"]):
            parts.append(words.say("reacts in {time}", time=takes(staff["reaction"], words)))
        if takes_time(staff["travel"]):
            parts.append(words.say("on the way {time}", time=takes(staff["travel"], words)))
        parts += [words.say("away {when}", when=away_when(away, words)) for away in staff["away"]]
        yield f"  {role(staff['role'], plan, words)}: " + "; ".join([str(staff["count"]), *parts])
    if scenario["outside"]:
        yield from ("", words.say("From outside"))
    for outside in scenario["outside"]:
        time = takes(outside["delay"], words)
        yield f"  {role(outside['role'], plan, words)}: " + words.say("there after {time}", time=time)


def _steps(scenario: Data, plan: Plan, words: Words) -> Iterator[str]:
    """What the scenario says of single steps."""
    if scenario["work"]:
        yield from ("", words.say("Working times that differ from the plan's"))
    for given in scenario["work"]:
        yield f"  {step(given['step'], plan, words)}: {takes(given['work'], words)}"
    if scenario["needs"]:
        yield from ("", words.say("What is needed"))
    for given in scenario["needs"]:
        name = words.say("to report at all") if given["step"] == "reports" else step(given["step"], plan, words)
        yield f"  {name}: " + words.all_of(role(thing, plan, words) for thing in given["things"])
    if scenario["measures"]:
        yield from ("", words.say("What a step, once done, does to the crowd"))
    for given in scenario["measures"]:
        parts = stirs(given, words)
        if given["leaving"] != 1:
            parts.append(words.say("people leave {factor} times as fast", factor=f"{given['leaving']:g}"))
        if given["for_s"] is not None:
            parts.append(words.say("for {time}", time=span(given["for_s"], words)))
        yield f"  {step(given['step'], plan, words)}: " + "; ".join(parts)


def _answers(scenario: Data, plan: Plan, words: Words) -> Iterator[str]:
    if scenario["set"]:
        yield from ("", words.say("Known at the start"))
        yield from (f"  {line}" for line in stated(scenario["set"], plan, words))
    if scenario["answers"]:
        yield from ("", words.say("What is answered when it is asked"))
    for answer in scenario["answers"]:
        fact = answer["fact"]
        yield f"  {ask(fact, plan, words)}: {answered(answer['chances'], fact, plan, words)}"


def _injects(scenario: Data, plan: Plan, words: Words) -> Iterator[str]:
    if scenario["injects"]:
        yield from ("", words.say("What happens"))
    for inject in scenario["injects"]:
        if inject["when"] is None:
            when = words.say("after {time}", time=span(inject["at_s"], words))
        else:
            when = words.say("once {condition}", condition=held(inject["when"], plan, words))
        hidden = words.say(" (nobody is told)") if inject["hidden"] else ""
        yield f"  {inject['id']}: {when}{hidden}"
        yield from (f"     {line}" for line in _does(inject, plan, words))


def _does(inject: Data, plan: Plan, words: Words) -> Iterator[str]:
    if inject["says"]:
        yield words.quoted(words.text(inject["says"]))
    yield from stated(inject["set"], plan, words)
    effects = stirs(inject, words)
    if inject["people"]:
        effects.append(words.many("{n} person more", "{n} people more", inject["people"]))
    if effects:
        yield "; ".join(effects)
    yield from (gone(away, plan, words) for away in inject["away"])
    if inject["expects"]:
        yield words.say("should follow: {steps}", steps=words.listed(step(s, plan, words) for s in inject["expects"]))


def _objectives(scenario: Data, plan: Plan, words: Words) -> Iterator[str]:
    if scenario["objectives"]:
        yield from ("", words.say("What is rated"))
    for objective in scenario["objectives"]:
        steps = words.listed(step(s, plan, words) for s in objective["of"])
        yield f"  {words.text(objective['title']) or objective['id']}: {steps}"
