"""What the quick-response card of a plan says, row by row: response times, steps, who tells whom, who answers for what.

Limits that bind (plan, statute, or a statute that the site adopted) are never mixed with our own targets. Everything is
read off the plan in force and the site; nothing is added that they do not say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from reports.conditions import condition
from reports.format_value import number, role
from reports.limit_words import period
from reports.words import Words
from reports.words.names import BASES, STAGES, name
from runbooks.plan import Limit, Plan, Role, Step
from runbooks.site import Person, Site

ASSUMED: Final = "assumed"
PLACEHOLDER: Final = ""
"""Nobody is named: a line to write on."""


@dataclass(frozen=True, slots=True)
class TimeRow:
    """A limit that binds: how long and from when, the step, who does it, on whose authority."""

    time: str
    step: str
    who: str
    basis: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step: `binding` and `targets` are its limits in words, `when` what it is needed for, `after` its order."""

    number: str
    title: str
    who: str
    after: str
    when: str
    binding: tuple[str, ...]
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TellRow:
    """Who reports to whom, with which step, and by when that must be; nobody reports to themselves."""

    step: str
    who: str
    whom: str
    time: str


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role, who holds it with their telephones in calling order, and the steps it answers for."""

    role: str
    people: tuple[str, ...]
    steps: str


def time_rows(plan: Plan, words: Words) -> list[TimeRow]:
    """Every limit that binds, the shortest first."""
    found = [(limit, step) for step in plan.steps for limit in step.limits if limit.basis != ASSUMED]
    return [
        TimeRow(
            _limit(limit, plan, words),
            f"{step.number} {words.text(step.title)}",
            _who(step, plan, words),
            f"{name(words, BASES, limit.basis)} {words.listed(limit.source)}",
        )
        for limit, step in sorted(found, key=lambda pair: _length(pair[0]))
    ]


def step_rows(plan: Plan, words: Words) -> Iterator[tuple[str, list[StepRow]]]:
    """The steps of each stage, in the order of the stages, under the stage's name."""
    for stage in STAGES:
        steps = [step for step in plan.steps if step.stage == stage]
        if steps:
            yield name(words, STAGES, stage), [_step(step, plan, words) for step in steps]


def tell_rows(plan: Plan, words: Words) -> list[TellRow]:
    """Every step after which somebody has been told."""
    return [
        TellRow(
            step.number,
            _teller(step, plan, words),
            words.listed(role(told, plan, words) for told in step.tells),
            words.listed(_limit(limit, plan, words) for limit in _shown(step)),
        )
        for step in plan.steps
        if step.tells
    ]


def role_rows(plan: Plan, site: Site | None, words: Words) -> list[RoleRow]:
    """Everybody whom the plan gives something to do or to know, in the order of the steps."""
    wanted = dict.fromkeys(who for step in plan.steps for who in (*step.role, *step.tells) if who in plan.roles)
    return [
        RoleRow(
            role(who, plan, words),
            _people(plan.roles[who], plan, site, words),
            words.listed(step.number for step in plan.steps if who in step.role),
        )
        for who in wanted
        if plan.roles[who].kind != "thing"
    ]


def review_steps(plan: Plan, words: Words) -> str:
    """The steps in which it is looked at afterwards how it went."""
    return words.listed(f"{s.number} {words.text(s.title)}" for s in plan.steps if s.stage == "review")


def _step(step: Step, plan: Plan, words: Words) -> StepRow:
    return StepRow(
        step.number,
        words.text(step.title),
        _who(step, plan, words),
        words.listed(words.say(" or ").join(number(before, plan) for before in entry) for entry in step.after),
        condition(step.when, plan, words) if step.when is not None else "",
        tuple(_limit(limit, plan, words) for limit in step.limits if limit.basis != ASSUMED),
        tuple(_limit(limit, plan, words) for limit in step.limits if limit.basis == ASSUMED),
    )


def _shown(step: Step) -> Sequence[Limit]:
    """The limits by which it must be told: those that bind; where none does, our own without a condition."""
    binding = [limit for limit in step.limits if limit.basis != ASSUMED]
    return binding or [limit for limit in step.limits if limit.when is None]


def _limit(limit: Limit, plan: Plan, words: Words) -> str:
    said = period(limit, plan, words)
    if limit.to == "start":
        said = f"{said}, {words.say('to be started by then')}"
    if limit.when is not None:
        said = f"{said}, {words.say('when {condition}', condition=condition(limit.when, plan, words))}"
    return said


def _who(step: Step, plan: Plan, words: Words) -> str:
    return words.all_of(role(who, plan, words) for who in step.role)


def _teller(step: Step, plan: Plan, words: Words) -> str:
    """Who does the step, without those who are told by it; nobody where they are the same: the duty officer calls."""
    tellers = [role(who, plan, words) for who in step.role if who not in step.tells]
    return words.all_of(tellers) if tellers else ""


def _length(limit: Limit) -> tuple[int, int]:
    """Exact times first, then days, working days, months; dates and calendars last."""
    within = limit.within or limit.first or limit.every
    if within is None:
        return 4, 0
    for rank, amount in enumerate((within.ms, within.days, within.working_days, within.months)):
        if amount is not None:
            return rank, amount
    return 4, 1


def _people(of: Role, plan: Plan, site: Site | None, words: Words) -> tuple[str, ...]:
    if "any" in of.one_of:
        return (words.sense("card", "whoever is there"),)
    if of.one_of:
        return (words.say(" or ").join(role(one, plan, words) for one in of.one_of),)
    held = site.people.get(of.id, ()) if site else ()
    return tuple(_person(one) for one in held) or (PLACEHOLDER,)


def _person(one: Person) -> str:
    return " ".join((one.name, " / ".join(one.tel))).rstrip()
