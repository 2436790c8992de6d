"""What was still under way when the horizon cut runs short, and which limits that left open: said and in a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reports.drill_phrases import NOTHING, limit_of, part, short_name
from reports.drill_tables import Table
from reports.drill_values import Behind, DrillReport, UnderWay
from reports.format_value import number, step
from reports.nearest import BINDING
from reports.words import Words

_NAMED: Final = 3
"""So many steps are named in the sentence, ..."""
_LISTED: Final = 10
"""... so many stand in the table; data have all of them."""
_LIMITS: Final = 3
_OFTEN: Final = 0.05
"""The rest is told from this share of the runs on."""


def under_way_sentences(report: DrillReport, words: Words) -> Iterator[str]:
    """How many runs were cut short, and where they mostly were. Who was waited for is told for itself."""
    if not report.cut:
        return
    share = part(report.cut, report.runs)
    named = sorted((found for found in report.under_way if _taken(found)), key=_taken, reverse=True)[:_NAMED]
    if not named:
        yield words.say("The end of the drill cut {share} of the runs short.", share=share)
        return
    yield words.say(
        "The end of the drill cut {share} of the runs short. Most often still under way: {steps}.",
        share=share,
        steps="; ".join(_named(found, report, words) for found in named),
    )


def _taken(found: UnderWay) -> int:
    """In how many runs somebody had been called to a step, or was coming from outside."""
    return found.runs - found.waiting


def _named(found: UnderWay, report: DrillReport, words: Words) -> str:
    shares = [
        words.say("at work in {share}", share=part(found.working, report.runs)) if found.working else "",
        words.say("on the way in {share}", share=part(found.travelling, report.runs)) if found.travelling else "",
        words.say("reacting in {share}", share=part(found.reacting, report.runs)) if found.reacting else "",
        words.say("outside help on the way in {share}", share=part(found.outside, report.runs))
        if found.outside
        else "",
    ]
    return f"{step(found.step, report.plan, words)} ({words.listed(filter(None, shares))})"


def busy_with(name: str, report: DrillReport, words: Words) -> str:
    """At what those mostly were for whom a step waited; "" where that is not known, or rare."""
    found = next((found for found in report.under_way if found.step == name), None)
    if found is None or found.busy_with is None or found.busy_with[1] < _OFTEN * report.runs:
        return ""
    other, runs = found.busy_with
    said = step(other, report.plan, words)
    return words.say("; they were at {step} then ({share})", step=said, share=part(runs, report.runs))


def under_way_table(report: DrillReport, words: Words) -> Table:
    """The steps that were under way most often, how, and the limits that were not met with them. A column of which
    there is nothing to tell is left out.
    """
    often = [found for found in report.under_way if found.runs >= max(1, _OFTEN * report.runs)][:_LISTED]
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
    return Table(title, headings, tuple(rows), (0, 1, len(headings) - 1), (note,) if rows else ())


def _behind(found: UnderWay, report: DrillReport, words: Words) -> str:
    """The limits of plan and law, or the others where there are none of these: those that were broken first."""
    binding = [limit for limit in found.behind if limit_of(limit.step, limit.limit, report.plan).basis in BINDING]
    told = binding or found.behind
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
