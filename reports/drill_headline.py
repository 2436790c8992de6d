"""What a drill says, in plain words: what gives way first, who is short, what cannot be finished."""

from __future__ import annotations

from collections.abc import Iterator

from reports.drill_kept import first_to_break, gave_way, not_judged
from reports.drill_phrases import length, limit_of, part, percent, points, role_name, rule, short_name
from reports.drill_under_way import under_way_sentences, waited_for, waiting_sentences
from reports.drill_values import Difference, DrillReport, RoleResult, Share, StuckResult
from reports.format_time import local, weekday
from reports.format_value import ask, step
from reports.nearest import BINDING
from reports.words import Words


def caption(report: DrillReport, words: Words) -> Iterator[str]:
    """What was drilled, how often, from which seed."""
    plan = report.plan
    over = words.say(" with {overlays}", overlays=words.listed(plan.overlays)) if plan.overlays else ""
    yield (
        words.say(
            "scenario {scenario}, plan {plan}", scenario=report.scenario, plan=f"{plan.id} {plan.version}".strip()
        )
        + over
    )
    at = local(report.start, plan.timezone)
    begin = f"{at:%Y-%m-%d} {weekday(report.start, plan.timezone, words)} {at:%H:%M}"
    yield words.say("begins {time}, watched for {length}", time=begin, length=length(report.horizon, words))
    runs = words.many("{n} run", "{n} runs", report.runs)
    yield words.say("{runs}, seed {seed}", runs=runs, seed=report.seed)


def here(report: DrillReport) -> str:
    """What has to stand in a call for the same plan: that the overlays of the site are laid over it."""
    return " --site-overlays" if report.as_here else ""


def model_note(words: Words) -> str:
    """The sentence that stands on every report of a crowd."""
    return words.say(
        "The model of the crowd is illustrative: no site has calibrated it. What it says of a number of people helps to"
        " compare plans; it forecasts nobody."
    )


def headline(report: DrillReport, words: Words) -> list[str]:
    """A few sentences: what gives way, what would help, what nobody comes to; then what a drill of this length cannot
    say.
    """
    if not report.runs:
        return [words.say("Not one run was finished: nothing can be said.")]
    said = [*_unfinished(report, words), *first_to_break(report, words), *_who_is_short(report, words)]
    said += stuck_sentences(report, words)
    said += waiting_sentences(report, words)
    said += _never_came(report, words)
    said += not_judged(report, words)
    said += under_way_sentences(report, words)
    return said


def _never_came(report: DrillReport, words: Words) -> Iterator[str]:
    """The injects that came to nothing, for nobody would miss them in the figures."""
    for inject, at, runs in report.never_came:
        yield words.say(
            "{inject} (after {time}) never came in {share} of the runs: a run is over once every step that applies is"
            " done, and so they were before.",
            inject=inject,
            time=length(at, words),
            share=part(runs, report.runs),
        )


def _unfinished(report: DrillReport, words: Words) -> Iterator[str]:
    if report.runs < report.wanted and (report.precision is None or not report.reached_precision):
        yield words.say("Stopped early: {runs} of {wanted} runs were finished.", runs=report.runs, wanted=report.wanted)
    if report.precision is not None and not report.reached_precision:
        yield words.say(
            "The intervals are still wider than +-{precision}: more runs would be needed.",
            precision=f"{100 * report.precision:g}%",
        )


def _who_is_short(report: DrillReport, words: Words) -> Iterator[str]:
    found: list[tuple[Share, Difference, str]] = []
    for role in report.roles:
        for difference in role.plus_one or ():
            binding = limit_of(difference.step, difference.limit, report.plan).basis in BINDING
            if binding and difference.verdict == "better" and difference.share is not None:
                found.append((difference.share, difference, role.role))
    if found:
        gain, best, who = max(found, key=lambda entry: entry[0].value)
        own = limit_of(best.step, best.limit, report.plan)
        yield words.say(
            "Of all roles, one more of {role} would help most: {step} would be kept within its limit ({limit}) more"
            " often by {points} points ({low} to {high}).",
            role=role_name(who, report.plan, words),
            step=step(best.step, report.plan, words),
            limit=rule(own, report.plan, words),
            points=points(gain.value).removeprefix("+"),
            low=points(gain.low),
            high=points(gain.high),
        )
        worst = next(((limit.step, limit.limit) for limit in gave_way(report)), None)
        helped = {(difference.step, difference.limit) for _, difference, _ in found}
        if worst and worst not in helped and _all_tried(report):
            yield words.say(
                "{limit} would not be kept visibly more often with one more of any role.",
                limit=short_name(*worst, report.plan, words),
            )
    elif gave_way(report) and _all_tried(report):
        yield words.say(
            "One more person in any one role would not make a limit of plan or law be kept visibly more often."
        )
    waiting = max(report.roles, key=lambda role: role.queue_share, default=None)
    if waiting is not None and waiting.queue_share > 0:
        yield words.say(
            "{share} of all waiting for people and things is for {role}{more}.",
            share=percent(waiting.queue_share),
            role=role_name(waiting.role, report.plan, words),
            more=_no_help(waiting, words),
        )


def _all_tried(report: DrillReport) -> bool:
    return all(role.plus_one is not None for role in report.roles if role.staff)


def _no_help(role: RoleResult, words: Words) -> str:
    """That one more would not help, where it was tried: what is waited for most is not always what there is too little
    of, such as radios that are all silent.
    """
    verdicts = {difference.verdict for difference in role.plus_one or ()}
    if verdicts == {"none"}:
        return words.say("; one more would change nothing for any limit")
    return words.say("; with one more no difference was seen") if verdicts and verdicts <= {"none", "not-seen"} else ""


def stuck_sentences(report: DrillReport, words: Words) -> Iterator[str]:
    """Where the plan cannot go on: which step waits for whom or what, since when, in how many runs.

    A step that only waits for another stuck one tells nothing new, unless nothing else is to be told.
    """
    roots = [found for found in report.stuck if found.kind != "step"]
    for stuck in roots or ([] if waited_for(report) else report.stuck):
        yield words.say(
            "The plan stops: {what}, since {since} from the start (median), in {share} of the runs, such as run {run}.",
            what=_waits(stuck, report, words),
            since=length(stuck.since, words),
            share=part(stuck.runs, report.runs),
            run=stuck.first_run,
        )


def _waits(stuck: StuckResult, report: DrillReport, words: Words) -> str:
    plan = report.plan
    own = step(stuck.step, plan, words)
    match stuck.kind:
        case "role":
            who = role_name(stuck.waits_for, plan, words)
            return words.say("{step} waits for {role}, of whom nobody is free any more", step=own, role=who)
        case "fact":
            said = words.quoted(ask(stuck.waits_for, plan, words))
            return words.say("{step} waits for the answer to {fact}, which nobody gives", step=own, fact=said)
        case "undone":
            other = step(stuck.waits_for, plan, words)
            return words.say("{step} waits for {other}, which nobody does in a drill", step=own, other=other)
        case _:
            return words.say("{step} waits for {other}", step=own, other=step(stuck.waits_for, plan, words))
