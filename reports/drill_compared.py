"""A comparison in plain words: for each limit, whether it is kept more often, and how surely that can be said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from reports.cells import printable
from reports.drill_headline import model_note
from reports.drill_phrases import OFTEN, length, limit_name, limit_of, part, points, role_name, with_interval
from reports.drill_values import Alternative, Compared, Comparison, Difference
from reports.nearest import BINDING
from reports.table_lines import wrapped
from reports.timeline_limits import ORDER
from reports.words import Words
from reports.words.names import BASIS_HEADINGS, name
from runbooks.plan import Plan

_ORDER: Final = {"better": 0, "worse": 1, "not-seen": 2, "none": 3}


def comparison_text(found: Comparison, words: Words, width: int | None = None) -> str:
    """The whole comparison; in lines of a width where there is one."""
    lines = [f"{words.say('Comparison')}: {words.text(found.title)}"]
    runs = words.many("{n} run", "{n} runs", found.runs)
    overlays = found.plan.overlays
    over = words.say(" with {overlays}", overlays=words.listed(overlays)) if overlays else ""
    lines.append(
        "  "
        + words.say(
            "scenario {scenario}, plan {plan}; {runs} under the same luck, seed {seed}",
            scenario=found.scenario,
            plan=f"{found.plan.id} {found.plan.version}".strip() + over,
            runs=runs,
            seed=found.seed,
        )
    )
    if found.runs < found.wanted:
        lines.append(
            "  "
            + words.say("Stopped early: {runs} of {wanted} runs were finished.", runs=found.runs, wanted=found.wanted)
        )
    if found.crowd:
        lines.append(f"  {model_note(words)}")
    for alternative in found.alternatives:
        lines += ["", *_alternative(alternative, found, words)]
    if not found.alternatives:
        lines += ["", words.say("There was no time for a single trial: nothing can be said.")]
    elif found.unfinished:
        said = words.many(
            "{n} trial was not finished, and is left out.",
            "{n} trials were not finished, and are left out.",
            found.unfinished,
        )
        lines += ["", said]
    return "\n".join(part for line in lines for part in wrapped(printable(line), width)) + "\n"


def tried(alternative: Alternative, words: Words) -> str:
    """What was tried: `department_head 2 (was 1)`."""
    if alternative.runbook:
        plan = f"{alternative.plan.id} {alternative.plan.version}".strip()
        return words.say("under the plan {plan}", plan=plan)
    return words.listed(
        words.say("{role}: {now} instead of {was}", role=role_name(role, alternative.plan, words), now=now, was=was)
        for role, was, now in alternative.staff
    )


def _alternative(alternative: Alternative, found: Comparison, words: Words) -> Iterator[str]:
    yield tried(alternative, words)
    yield f"  {_in_short(alternative.limits, found.plan, words)}"
    early = sum(too_early(c) and _basis(c, found.plan) in BINDING for c in alternative.limits)
    if early:
        yield "  " + words.many(
            "Too early to tell of {n} limit of plan and law, still open when many runs ended.",
            "Too early to tell of {n} limits of plan and law, still open when many runs ended.",
            early,
        )
    for basis in ORDER:
        limits = [c for c in alternative.limits if _basis(c, found.plan) == basis and (c.difference.of or too_early(c))]
        if not limits:
            continue
        yield ""
        yield f"  {name(words, BASIS_HEADINGS, basis)}"
        said = [c for c in limits if c.difference.verdict != "none"]
        for compared in sorted(said, key=lambda c: (_ORDER[c.difference.verdict], too_early(c))):
            yield f"    {_limit(compared, found.plan, words)}"
        if same := len(limits) - len(said):
            yield "    " + words.many(
                "{n} limit exactly the same in every run", "{n} limits exactly the same in every run", same
            )
    for whose, only, plan in (
        (words.say("Only in the first plan"), alternative.only_first, found.plan),
        (words.say("Only in the second plan"), alternative.only_second, alternative.plan),
    ):
        if only:
            yield f"  {whose}: {words.listed(limit_name(step, limit, plan, words) for step, limit in only)}"


def _basis(compared: Compared, plan: Plan) -> str:
    return limit_of(compared.difference.step, compared.difference.limit, plan).basis


def _in_short(limits: Sequence[Compared], plan: Plan, words: Words) -> str:
    """How many limits of plan and law are kept more often, less often."""
    judged = [c.difference for c in limits if _basis(c, plan) in BINDING and c.difference.of and not too_early(c)]
    better, worse = (sum(d.verdict == verdict for d in judged) for verdict in ("better", "worse"))
    if not judged:
        return words.say("No limit of the plan or of law could be judged in both.")
    if all(d.verdict == "none" for d in judged):
        return words.say("Exactly the same for every limit of plan and law, in every run.")
    if not better and not worse:
        return words.say("No difference seen in how often limits of plan and law are kept.")
    return words.say(
        "Limits of plan and law: {n}; kept more often: {better}, less often: {worse}.",
        n=len(judged),
        better=better,
        worse=worse,
    )


def _limit(compared: Compared, plan: Plan, words: Words) -> str:
    found = compared.difference
    named = limit_name(found.step, found.limit, plan, words)
    open_ = part(compared.open, found.of + compared.open)
    if too_early(compared):
        said = words.say("too early to tell, {share} of the runs being open at their end", share=open_)
        return f"{named}: {said}{_sooner(compared, words)}"
    said = verdict(found, words)
    if _often_open(compared):
        said += words.say("; without the {share} of the runs that were open at their end", share=open_)
    return f"{named}: {said}{_sooner(compared, words)}  {_both(compared, words)}"


def too_early(compared: Compared) -> bool:
    """Whether nothing can be said of a limit because many runs ended before it was due: what is kept shows at once,
    what is broken only then, so that those which can be judged look alike.
    """
    return compared.difference.verdict == "not-seen" and _often_open(compared)


def _often_open(compared: Compared) -> bool:
    return compared.open > 0 and compared.open >= OFTEN * (compared.difference.of + compared.open)


def verdict(found: Difference, words: Words) -> str:
    """What a difference means, in words."""
    if found.verdict == "none" or found.share is None:
        return words.say("exactly the same")
    share = found.share
    by, low, high = f"{100 * abs(share.value):.1f}", points(share.low), points(share.high)
    if found.verdict == "better":
        return words.say(
            "kept more often by {points} points ({low} to {high})",
            points=by,
            low=low,
            high=high,
        )
    if found.verdict == "worse":
        return words.say(
            "kept less often by {points} points ({low} to {high})",
            points=by,
            low=low,
            high=high,
        )
    return words.say("no difference seen ({low} to {high} points)", low=low, high=high)


def _sooner(compared: Compared, words: Words) -> str:
    sooner = compared.difference.sooner
    if sooner is None or sooner.low <= 0 <= sooner.high:
        return ""
    by = length(abs(round(sooner.value)), words)
    if sooner.value > 0:
        said = words.say("; done {length} sooner on average", length=by)
    else:
        said = words.say("; done {length} later on average", length=by)
    return said + (words.say(" where it was done both times") if _often_open(compared) else "")


def _both(compared: Compared, words: Words) -> str:
    return words.say(
        "[{first}, then {second}]", first=with_interval(compared.first), second=with_interval(compared.second)
    )
