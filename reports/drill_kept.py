"""Which limits a drill saw kept and which gave way, and of which it cannot say so because it ended too early.

What is kept shows at once, what is broken only when it is due. So of a limit that was still open at the end of many
runs the share that was kept looks better than it is: it is only told as kept, or as giving way, where it would be so
whatever became of the open ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reports.drill_phrases import OFTEN, interval, length, limit_name, limit_of, part, percent, short_name
from reports.drill_values import DrillReport, LimitResult
from reports.nearest import BINDING
from reports.words import Words

SURE: Final = 0.95
"""A limit kept in at least so many of the runs is called kept."""
_NAMED: Final = 3


def too_early(limit: LimitResult) -> bool:
    """Whether the open runs of a limit would decide if it is kept often enough."""
    closed = limit.kept + limit.broken
    return bool(closed) and not _sure(limit) and limit.kept + limit.censored >= SURE * (closed + limit.censored)


def _sure(limit: LimitResult) -> bool:
    return limit.kept >= SURE * (limit.kept + limit.broken + limit.censored)


def first_to_break(report: DrillReport, words: Words) -> Iterator[str]:
    """How many limits of plan and law were kept, and which gave way."""
    told = [limit for limit in _binding(report) if not too_early(limit)]
    if told:
        yield words.say(
            "Limits of plan and law that could be judged: {n}; kept in at least {sure} of the runs: {kept}.",
            n=len(told),
            kept=sum(_sure(limit) for limit in told),
            sure=f"{100 * SURE:g}%",
        )
    else:
        yield words.say("No limit of the plan or of law could be judged.")
    for n, limit in enumerate(gave_way(report)[:_NAMED]):
        if limit.share is not None:
            yield words.say(
                "{first}: {limit}, kept in {share} ({interval}) of the runs{half}.",
                first=words.say("Then") if n else words.say("Gives way first"),
                limit=limit_name(limit.step, limit.limit, report.plan, words),
                share=percent(limit.share.value),
                interval=interval(limit.share),
                half=_open(limit, words) + _half(limit, words),
            )


def gave_way(report: DrillReport) -> list[LimitResult]:
    """The limits of plan and law that were not kept often enough, the worst first."""
    return sorted((limit for limit in _binding(report) if not too_early(limit) and not _sure(limit)), key=_share)


def not_judged(report: DrillReport, words: Words) -> Iterator[str]:
    """Which limits of plan and law were still open when too many runs ended."""
    early = [limit for limit in _binding(report) if too_early(limit)]
    if early:
        yield words.many(
            "Not judged: {n} more limit, not due yet when many runs ended: {limits}.",
            "Not judged: {n} more limits, not due yet when many runs ended: {limits}.",
            len(early),
            limits=words.listed(short_name(limit.step, limit.limit, report.plan, words) for limit in early),
        )


def _binding(report: DrillReport) -> list[LimitResult]:
    """The limits of plan and law on which there is anything to say."""
    basis = {limit: limit_of(limit.step, limit.limit, report.plan).basis for limit in report.limits}
    return [limit for limit in report.limits if limit.share is not None and basis[limit] in BINDING]


def _share(limit: LimitResult) -> float:
    return limit.share.value if limit.share else 1.0


def _open(limit: LimitResult, words: Words) -> str:
    applied = limit.kept + limit.broken + limit.censored
    if limit.censored < OFTEN * applied:
        return ""
    return words.say(" that could be judged, {share} being open at their end", share=part(limit.censored, applied))


def _half(limit: LimitResult, words: Words) -> str:
    if limit.p50 is None:
        return ""
    if limit.p50.value is None:
        return words.say("; in half of them not done when the drill ended")
    return words.say("; in half of them done within {length}", length=length(limit.p50.value, words))
