"""What was still under way when the horizon cut runs short, and which limits that left open: said and in a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reports.drill_phrases import NOTHING, OFTEN, length, limit_of, part, role_name, short_name
from reports.drill_tables import Table
from reports.drill_values import Behind, DrillReport, StepResult, UnderWay
from reports.format_value import number, step
from reports.nearest import BINDING
from reports.words import Words

_NAMED: Final = 3
"""So many steps are named in the sentence, ..."""
_LISTED: Final = 10
"""... so many stand in the table; data have all of them."""
_LIMITS: Final = 3
_LONG: Final = 3_600_000
"""Who waited so long at the end, or for half a drill that is short, is told first; the others stand with the table."""


def under_way_sentences(report: DrillReport, words: Words) -> Iterator[str]:
    """In how many runs something was not done yet when the horizon cut them short, and what: no fault of a plan whose
    steps take days, so it says whether a limit of plan or law was past.
    """
    if not report.cut:
        return
    named = sorted(report.under_way, key=lambda found: (_past(found, report)[1], found.runs), reverse=True)
    if not named:
        return
    calm = not any(_past(found, report)[1] for found in named)
    yield words.say(
        "When the drill ended, after {length}, {share} of the runs still had steps to do{calm}: {steps}.",
        length=length(report.horizon, words),
        share=part(report.cut, report.runs),
        calm=words.say(", none past a limit of plan or law") if calm else "",
        steps="; ".join(_named(found, report, words) for found in named[:_NAMED]),
    )


def _past(found: UnderWay, report: DrillReport) -> tuple[Behind | None, int]:
    """The limit of plan or law, of a step or of what comes after it, that was past in most runs; and in how many."""
    most = max(_binding(found, report), key=lambda limit: limit.broken, default=None)
    return (most, most.broken) if most else (None, 0)


def _binding(found: UnderWay, report: DrillReport) -> list[Behind]:
    return [limit for limit in found.behind if limit_of(limit.step, limit.limit, report.plan).basis in BINDING]


def _named(found: UnderWay, report: DrillReport, words: Words) -> str:
    most, broken = _past(found, report)
    said, share = step(found.step, report.plan, words), part(found.runs, report.runs)
    if most is None or not broken:
        return f"{said} ({share})"
    limit = short_name(most.step, most.limit, report.plan, words)
    return words.say(
        "{step} ({share}; past {limit} in {past})", step=said, share=share, limit=limit, past=part(broken, report.runs)
    )


def waiting_sentences(report: DrillReport, words: Words) -> Iterator[str]:
    """The steps for which nobody had come when the drill ended, where that is no rare chance and somebody should ask
    why: a limit of plan or law was past, or they had waited for long.
    """
    yield from (_waits(found, report, words) for found in waited_for(report)[:_NAMED] if _grave(found, report))


def waited_for(report: DrillReport) -> list[StepResult]:
    """The steps for which people were often waited for when the drill ended, most runs first."""
    stuck = {found.step for found in report.stuck}
    waited = (found for found in report.steps if found.waiting >= OFTEN * report.runs and found.step not in stuck)
    return sorted(
        (found for found in waited if found.waiting), key=lambda found: (not _grave(found, report), -found.waiting)
    )


def _grave(found: StepResult, report: DrillReport) -> bool:
    waited = report.horizon - (found.waiting_since or 0)
    past = any(_past(other, report)[1] for other in report.under_way if other.step == found.step)
    return past or waited >= min(_LONG, report.horizon // 2)


def _waits(found: StepResult, report: DrillReport, words: Words) -> str:
    places = (words.say(" or ").join(role_name(r, report.plan, words) for r in place) for place in found.people)
    return words.say(
        "Nobody had come to {step} when the drill ended, in {share} of the runs, such as run {run}: it had waited for"
        " {people} since {since} from the start (median){busy}.",
        step=step(found.step, report.plan, words),
        share=part(found.waiting, report.runs),
        run=found.waiting_run,
        people=words.all_of(places),
        since=length(found.waiting_since, words),
        busy=_busy_with(found.step, report, words),
    )


def _busy_with(name: str, report: DrillReport, words: Words) -> str:
    """At what those mostly were for whom a step waited; "" where that is not known, or rare."""
    found = next((found for found in report.under_way if found.step == name), None)
    if found is None or found.busy_with is None or found.busy_with[1] < OFTEN * report.runs:
        return ""
    other, runs = found.busy_with
    said = step(other, report.plan, words)
    return words.say("; they were at {step} then ({share})", step=said, share=part(runs, report.runs))


def under_way_table(report: DrillReport, words: Words) -> Table:
    """The steps that were under way most often, how, and the limits that were not met with them. A column of which
    there is nothing to tell is left out.
    """
    often = [found for found in report.under_way if found.runs >= max(1, OFTEN * report.runs)][:_LISTED]
    phases = [
        (words.sense("drill", "waits for outside"), [found.outside for found in often]),
        (words.sense("drill", "waits for people"), [found.waiting for found in often]),
        (words.sense("drill", "reaction"), [found.reacting for found in often]),
        (words.sense("drill", "way"), [found.travelling for found in often]),
        (words.sense("drill", "work"), [found.working for found in often]),
    ]
    phases = [(heading, counts) for heading, counts in phases if any(counts)]
    rows = [
        (
            number(found.step, report.plan),
            words.text(report.plan.step[found.step].title),
            *(part(counts[n], report.runs) if counts[n] else NOTHING for _, counts in phases),
            _behind(found, report, words),
        )
        for n, found in enumerate(often)
    ]
    headings = (
        words.sense("drill", "no."),
        words.sense("drill", "step"),
        *(heading for heading, _ in phases),
        words.sense("drill", "limits not met then"),
    )
    title = words.say("Still under way when the drill ended")
    note = words.say(
        "Shares of all runs. The limits are those of the step and of what comes after it; where no share stands, it is"
        " that of the step."
    )
    waits = [_waits(found, report, words) for found in waited_for(report)[:_NAMED] if not _grave(found, report)]
    return Table(title, headings, tuple(rows), (0, 1, len(headings) - 1), (note, *waits) if rows else ())


def _behind(found: UnderWay, report: DrillReport, words: Words) -> str:
    """The limits of plan and law, or the others where there are none of these: those that were broken first."""
    told = _binding(found, report) or found.behind
    broken = [(limit, limit.broken) for limit in told if limit.broken]
    open_ = [(limit, limit.open) for limit in told if limit.open]
    said = [words.say("broken: {limits}", limits=_limits(broken, found.runs, report, words))] if broken else []
    said += [words.say("open: {limits}", limits=_limits(open_, found.runs, report, words))] if open_ else []
    return "; ".join(said) or NOTHING


def _limits(counted: list[tuple[Behind, int]], runs: int, report: DrillReport, words: Words) -> str:
    said = [
        short_name(limit.step, limit.limit, report.plan, words)
        + (f" {part(count, report.runs)}" if count != runs else "")
        for limit, count in counted[:_LIMITS]
    ]
    if len(counted) > _LIMITS:
        said.append(words.sense("drill", "{n} more", n=len(counted) - _LIMITS))
    return words.listed(said)
