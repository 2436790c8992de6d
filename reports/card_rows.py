"""What the quick-response card of a plan says, row by row: response times, steps, who tells whom, who answers for what.

Limits that bind (plan, statute, or a statute that the site adopted) are never mixed with our own targets. Everything is
read off the plan in force and the site; nothing is added that they do not say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from reports.card_words import card_condition, card_limit, ranges
from reports.format_value import number, role
from reports.words import Words
from reports.words.names import BASES, STAGES, name
from runbooks.plan import DANGER_PART, Condition, Limit, Plan, Role, Step
from runbooks.site import Person, Site

ASSUMED: Final = "assumed"
PLACEHOLDER: Final = ""
"""Nobody is named: a line to write on."""
_REVIEW: Final = "review"
_ALARM: Final = ("report", "respond", "on-site")
"""Stages of an alarm: they stand first."""
_AFTERWARDS: Final = ("coordinate", _REVIEW)


@dataclass(frozen=True, slots=True)
class TimeRow:
    """A limit that binds: how long and from when, the step, on whose authority."""

    time: str
    step: str
    basis: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step: `binding` and `targets` are its limits in words, `when` what it is needed for, `after` its order."""

    number: str
    title: str
    who: str = ""
    after: str = ""
    when: str = ""
    binding: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StageRows:
    """The steps of a stage. `danger`: those that F9 brings, from whatever stage, with `when` said once for all.

    `brief` are those of an alarm that have days: nobody needs more of them on the wall than that there are such.
    """

    title: str
    rows: tuple[StepRow, ...]
    brief: tuple[StepRow, ...] = ()
    when: str = ""
    danger: bool = False


@dataclass(frozen=True, slots=True)
class TellRow:
    """Who reports to whom, with which step; nobody reports to themselves."""

    step: str
    who: str
    whom: str


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role, who holds it with their telephones in calling order, and the steps it answers for."""

    role: str
    people: tuple[str, ...]
    steps: str


def time_rows(plan: Plan, words: Words) -> list[TimeRow]:
    """Every limit that binds, the shortest first."""
    found = [(limit, step) for step in plan.steps for limit in step.limits if limit.basis != ASSUMED]
    rows = [
        TimeRow(
            card_limit(limit, step, plan, words),
            f"{step.number} {words.text(step.title)}",
            f"{name(words, BASES, limit.basis)} {words.listed(limit.source)}",
        )
        for limit, step in sorted(found, key=lambda pair: _length(pair[0]))
    ]
    return [row for row in rows if row.time]


def step_rows(plan: Plan, words: Words) -> Iterator[StageRows]:
    """The steps of each stage, in the order of the stages, under the stage's name; danger as a stage of its own."""
    apart = plan.id == DANGER_PART
    danger = [] if apart else [step for step in plan.steps if step.part == DANGER_PART]
    alarm = any(step.stage in _ALARM for step in plan.steps)
    for stage in STAGES:
        if stage not in _ALARM and danger:
            yield _danger(danger, plan, words)
            danger = []
        steps = [step for step in plan.steps if step.stage == stage and (step.part != DANGER_PART or apart)]
        if steps:
            brief = [step for step in steps if alarm and stage in _AFTERWARDS and not _by_clock(step)]
            rows = _rows([step for step in steps if step not in brief], plan, words)
            yield StageRows(name(words, STAGES, stage), rows, _brief(brief, words))


def tell_rows(plan: Plan, words: Words) -> list[TellRow]:
    """Every step after which somebody has been told."""
    return [
        TellRow(
            step.number,
            _teller(step, plan, words),
            words.listed(role(told, plan, words) for told in step.tells),
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
            ranges([step.number for step in plan.steps if who in step.role], words),
        )
        for who in wanted
        if plan.roles[who].kind != "thing"
    ]


def review_steps(plan: Plan, words: Words) -> str:
    """The numbers of the steps in which it is looked at afterwards how it went."""
    return ranges([step.number for step in plan.steps if step.stage == _REVIEW], words)


def _danger(steps: Sequence[Step], plan: Plan, words: Words) -> StageRows:
    shared = steps[0].when
    said = "" if shared is None else card_condition(shared, plan, words)
    rows = _rows(steps, plan, words, shared)
    return StageRows(words.sense("card", "Danger (F9)"), rows, when=said, danger=True)


def _brief(steps: Sequence[Step], words: Words) -> tuple[StepRow, ...]:
    return tuple(StepRow(step.number, words.text(step.title)) for step in steps)


def _by_clock(step: Step) -> bool:
    """Whether minutes or hours are counted for it."""
    return any(
        (limit.within or limit.every or limit.first) is not None and _length(limit)[0] == 0 for limit in step.limits
    )


def _rows(steps: Sequence[Step], plan: Plan, words: Words, shared: Condition | None = None) -> tuple[StepRow, ...]:
    """Each with what it follows, if that is not just the one above it, nor said by a limit; and when, if that is not
    said for all.
    """
    rows = []
    above = ""
    for step in steps:
        after = words.listed(words.say(" or ").join(number(before, plan) for before in entry) for entry in step.after)
        limits = [(limit.basis == ASSUMED, card_limit(limit, step, plan, words)) for limit in step.limits]
        counted = {number(limit.from_, plan) for limit in step.limits if limit.from_ and limit.when is None}
        rows.append(
            StepRow(
                step.number,
                words.text(step.title),
                _who(step, plan, words),
                "" if after == above or after in counted else after,
                "" if step.when is None or step.when == shared else card_condition(step.when, plan, words),
                tuple(said for assumed, said in limits if said and not assumed),
                tuple(said for assumed, said in limits if said and assumed),
            )
        )
        above = step.number
    return tuple(rows)


def _who(step: Step, plan: Plan, words: Words) -> str:
    return words.all_of(_role(who, plan, words) for who in step.role)


def _role(who: str, plan: Plan, words: Words) -> str:
    return words.sense("card", "in command") if who == "command" else role(who, plan, words)


def _teller(step: Step, plan: Plan, words: Words) -> str:
    """Who does the step, without those who are told by it; nobody where they are the same: the duty officer calls."""
    tellers = [_role(who, plan, words) for who in step.role if who not in step.tells]
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
