"""The tables of a drill's reports: the same rows for the terminal and for the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reports.drill_phrases import (
    NOTHING,
    counted_from,
    length,
    limit_of,
    part,
    percent,
    points,
    role_name,
    rule,
    short_name,
    with_interval,
    within,
)
from reports.drill_values import Difference, DrillReport, LimitResult
from reports.format_value import number
from reports.nearest import BINDING
from reports.timeline_limits import ORDER
from reports.words import Words
from reports.words.names import BASIS_HEADINGS, RATINGS, name


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings. `texts`: the columns that hold texts, the others hold figures. `page_only`: columns for
    which a terminal has no room. `least`: those that go where there is still too little, the first first.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    texts: tuple[int, ...] = (0, 1)
    notes: tuple[str, ...] = ()
    page_only: tuple[int, ...] = ()
    least: tuple[int, ...] = ()


def by_basis(limits: Iterable[LimitResult], report: DrillReport) -> dict[str, list[LimitResult]]:
    """Limits by whose authority they have: never one sum of them."""
    found: dict[str, list[LimitResult]] = {}
    for limit in limits:
        found.setdefault(limit_of(limit.step, limit.limit, report.plan).basis, []).append(limit)
    return {basis: found[basis] for basis in ORDER if basis in found}


def limit_tables(report: DrillReport, words: Words) -> Iterator[Table]:
    """One block for each basis; limits that could be judged in no run are counted below it."""
    headings = (
        words.sense("drill", "no."),
        words.sense("drill", "step"),
        words.sense("drill", "limit"),
        words.sense("drill", "counted from"),
        words.sense("drill", "kept (95 %)"),
        words.sense("drill", "broken"),
        words.sense("drill", "open"),
        words.sense("drill", "n/a"),
        words.sense("drill", "half in"),
        words.sense("drill", "90 % in"),
    )
    for basis, limits in by_basis(report.limits, report).items():
        rows = tuple(_limit(limit, report, words) for limit in limits if limit.share is not None)
        notes = tuple(_unjudged([limit for limit in limits if limit.share is None], report, words, more=bool(rows)))
        yield Table(name(words, BASIS_HEADINGS, basis), headings, rows, (0, 1, 2, 3), notes, (3,), (7, 6, 9, 8))


def _unjudged(limits: list[LimitResult], report: DrillReport, words: Words, *, more: bool) -> Iterator[str]:
    """The limits that no run could judge: those that never applied, and those that were never due or are of a step
    outside the drill. `more`: there are others above.
    """
    never = sum(limit.not_applicable == report.runs for limit in limits)
    due = len(limits) - never
    if never and more:
        yield words.many(
            "{n} more limit of this kind applied in no run.", "{n} more limits of this kind applied in no run.", never
        )
    elif never:
        yield words.many(
            "{n} limit of this kind applied in no run.", "{n} limits of this kind applied in no run.", never
        )
    if due and (more or never):
        yield words.many(
            "{n} more limit of this kind was neither kept nor broken in any run: not due yet, or nobody does the step.",
            "{n} more limits of this kind were neither kept nor broken in any run: not due yet, or nobody does the"
            " step.",
            due,
        )
    elif due:
        yield words.many(
            "{n} limit of this kind was neither kept nor broken in any run: not due yet, or nobody does the step.",
            "{n} limits of this kind were neither kept nor broken in any run: not due yet, or nobody does the step.",
            due,
        )


def _limit(limit: LimitResult, report: DrillReport, words: Words) -> tuple[str, ...]:
    own, step = limit_of(limit.step, limit.limit, report.plan), report.plan.step[limit.step]
    timed = own.within is not None and own.within.ms is not None
    return (
        step.number,
        words.text(step.title),
        rule(own, report.plan, words),
        counted_from(own, report.plan, words),
        with_interval(limit.share),
        part(limit.broken, report.runs),
        part(limit.censored, report.runs),
        part(limit.not_applicable, report.runs),
        within(limit.p50, words) if timed else _turns(limit),
        within(limit.p90, words) if timed else NOTHING,
    )


def _turns(limit: LimitResult) -> str:
    return f"{limit.turns_met}/{limit.turns_due}" if limit.turns_due else NOTHING


def steps_table(report: DrillReport, words: Words) -> Table:
    """Where the time of each step goes."""
    rows = [
        (
            report.plan.step[step.step].number,
            words.text(report.plan.step[step.step].title),
            part(step.done, report.runs),
            *(length(ms, words) for ms in (step.outside, step.queue, step.reaction, step.travel, step.work)),
            within(step.p50, words),
            within(step.p90, words),
            percent(step.critical),
        )
        for step in report.steps
        if step.ready
    ]
    headings = (
        words.sense("drill", "no."),
        words.sense("drill", "step"),
        words.sense("drill", "done in"),
        words.sense("drill", "waits for outside"),
        words.sense("drill", "waits for people"),
        words.sense("drill", "reaction"),
        words.sense("drill", "way"),
        words.sense("drill", "work"),
        words.sense("drill", "half in"),
        words.sense("drill", "90 % in"),
        words.sense("drill", "decides the length in"),
    )
    return Table(words.say("Where the time goes (means of the runs in which the step was done)"), headings, tuple(rows))


def roles_table(report: DrillReport, words: Words) -> Table:
    """Who is short: how busy, how much waits for them, what one more changes."""
    rows = [
        (
            role_name(role.role, report.plan, words),
            str(role.staff),
            percent(role.busy),
            percent(role.queue_share),
            one_more(role.plus_one, report, words),
        )
        for role in sorted(report.roles, key=lambda r: -r.queue_share)
        if role.staff
    ]
    headings = (
        words.sense("drill", "who or what"),
        words.sense("drill", "there are"),
        words.sense("drill", "busy"),
        words.sense("drill", "waited for"),
        words.sense("drill", "one more would change"),
    )
    notes = [words.say("busy: share of their time. waited for: share of all waiting for people and things.")]
    if report.plus_one_runs:
        notes.append(
            words.many(
                "One more: what each alone would change in the first run, the luck being the same, in points.",
                "One more: what each alone would change in the first {n} runs, the luck being the same, in points.",
                report.plus_one_runs,
            )
        )
    if any(role.staff and role.plus_one is None for role in report.roles):
        notes.append(words.say("Where no change stands it was not tried: the drill was stopped before that."))
    title = words.say("Who is short, and what one more would change")
    return Table(title, headings, tuple(rows), (0, 4), tuple(notes))


def one_more(found: tuple[Difference, ...] | None, report: DrillReport, words: Words) -> str:
    """What one more of a role changes: the two limits on which it tells most, those of plan and law first."""
    if found is None:
        return NOTHING
    if all(d.verdict == "none" for d in found):
        return words.say("nothing: every limit as before")
    seen = [d for d in found if d.verdict in {"better", "worse"} and d.share is not None]
    if not seen:
        return words.say("no difference seen")
    binding = [d for d in seen if limit_of(d.step, d.limit, report.plan).basis in BINDING]
    told = sorted(binding or seen, key=lambda d: -abs(d.share.value if d.share else 0))[:2]
    return "; ".join(
        words.say(
            "{limit} {points} points ({low} to {high})",
            limit=short_name(d.step, d.limit, report.plan, words),
            points=points(d.share.value),
            low=points(d.share.low),
            high=points(d.share.high),
        )
        for d in told
        if d.share is not None
    )


def objectives_table(report: DrillReport, words: Words) -> Table:
    """What the scenario wants to see, and how often it was seen."""
    rows = [
        (
            words.text(objective.title) or objective.id,
            words.listed(number(step, report.plan) for step in objective.steps),
            name(words, RATINGS, objective.rating),
            with_interval(objective.share),
            part(objective.late, report.runs),
            part(objective.failed, report.runs),
            part(objective.left_out, report.runs),
        )
        for objective in report.objectives
    ]
    headings = (
        words.sense("drill", "objective"),
        words.sense("drill", "steps"),
        words.sense("drill", "rating"),
        words.sense("drill", "met (95 %)"),
        words.sense("drill", "done, but late"),
        words.sense("drill", "not done"),
        words.sense("drill", "cannot be said"),
    )
    note = words.say("Rated by the limits of plan and law; a step that has none, by its assumed targets.")
    title = words.say("Objectives of the exercise")
    return Table(title, headings, tuple(rows), (0, 1, 2), (note,) if rows else (), (), (6, 5, 4))
