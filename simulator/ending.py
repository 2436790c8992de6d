"""What a run came to: its limits judged, what is stuck, and which steps its length hung on."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, nan

from incidents.conditions import evaluate, facts_of
from incidents.tracks import NO, OPEN, YES
from simulator.judging import BROKEN, CENSORED, outcomes
from simulator.results import RunResult, Stuck
from simulator.rules import LEVEL
from simulator.tasks import Tasks
from simulator.world import SAMPLED_EVERY, World


def result_of(run: Tasks, world: World, *, finished: bool) -> RunResult:
    """The result of a run that is over."""
    rules, kernel, horizon, n = run.rules, run.kernel, run.setup.horizon, run.rules.n
    end = run.now if finished else horizon
    codes, margins = outcomes(kernel, end)
    due, met = [0] * len(codes), [0] * len(codes)
    for x in run.setup.repeated:
        codes[x], margins[x], due[x], met[x] = run.grids(rules.limits[x].step).outcome(rules.limits[x], end)
    for x in run.setup.beyond:
        if codes[x] == BROKEN:
            codes[x] = CENSORED  # nobody does the step in a drill
    if any(run.people.busy):
        for x, crew in enumerate(run.crew):
            if run.called[x] >= 0 and run.done[x] < 0:
                for person in crew:
                    run.busy[run.people.role_of[person]] += max(0, end - run.called[x])
    return RunResult(
        end=end,
        settled=finished,
        ready=run.ready[:n],
        came=run.came[:n],
        called=run.called[:n],
        start=run.start[:n],
        done=run.done[:n],
        reaction=run.reaction[:n],
        cause=run.cause[:n],
        outcome=codes,
        margin=margins,
        turns_due=due,
        turns_met=met,
        busy=run.busy,
        queued=run.queued,
        critical=_critical(run),
        asked=_asked(run, finished=finished),
        short=sorted(run.people.short),
        more=run.turns() if len(run.step_of) > n else [],
        stuck=() if finished or run.env.peek() != inf else tuple(_stuck(run)),
        sampled=_sampled(world, run.setup.horizon, end),
    )


def _sampled(world: World, horizon: int, end: int) -> list[tuple[int, float]]:
    """The crowd every five minutes up to the horizon; -1 where the run was over."""
    if world.crowd is None:
        return []
    world.note_down(end)
    sampled = world.sampled[: end // SAMPLED_EVERY + 1]
    return sampled + [(-1, nan)] * (horizon // SAMPLED_EVERY + 1 - len(sampled))


def _asked(run: Tasks, *, finished: bool) -> list[int]:
    """The steps whose first turn is still called for; where all else is settled, repeats at most."""
    kernel, repeats = run.kernel, run.rules.repeats
    return [
        i
        for i in (run.current if finished else range(run.rules.n))
        if run.ready[i] >= 0
        and run.done[i] < 0
        and kernel.ready(i)
        and (not repeats[i] or run.current.get(i) == i)  # whose turn has passed waits for the next
    ]


def _critical(run: Tasks) -> list[int]:
    """For each step whether the run's length hung on it: back from the last that ended, over what each waited for."""
    n = run.rules.n
    critical = [0] * n
    last = max(run.done, default=-1)
    x = run.done.index(last) if last >= 0 else -1
    seen = set()
    while x >= 0 and x not in seen:
        seen.add(x)
        critical[run.step_of[x]] = 1
        x = run.cause[x]
    return critical


def _stuck(run: Tasks) -> list[Stuck]:
    """The steps that are still to be done although nothing is to come, and what each of them waits for."""
    kernel, rules, found = run.kernel, run.rules, []
    for i in range(rules.n):
        if kernel.applies[i] != YES or kernel.settled[i] or not run.setup.counted[i]:
            continue
        since = max(run.ready[i], 0)
        if kernel.ready(i) and rules.each[i] >= 0 and rules.each[i] not in kernel.known_since:
            found.append(Stuck(rules.plan.steps[i].id, "fact", rules.facts[rules.each[i]], since))
        elif kernel.ready(i):
            found += [Stuck(rules.plan.steps[i].id, "role", role, since) for role in _missing(run, i)]
        else:
            found += _held_by(run, i)
    return found


def _missing(run: Tasks, i: int) -> list[str]:
    """The roles of a step of which nobody is free, nor will be; where each has somebody, but two of them only the same
    person, the one that is left without.
    """
    setup, people = run.setup, run.people
    places = setup.places(setup.line_of[i], run.kernel.values[LEVEL])
    empty = [place for place in places if not any(people.idle[r] for r in place)]
    if not empty:
        filled = (places[: n + 1] for n in range(len(places)))
        empty = [some[-1] for some in filled if people.find(some, at_gate=False) is None][:1]
    return [_named(run, i, place) for place in empty]


def _named(run: Tasks, i: int, place: Sequence[int]) -> str:
    """What a place in a step is called: its only role, or the role of which several are members."""
    plan, ids = run.rules.plan, tuple(run.setup.roles[r].id for r in place)
    anybody = tuple(role.id for role in run.setup.roles if not role.thing)
    for name in (*plan.steps[i].role, *(level.command for level in plan.levels)):
        one_of = plan.roles[name].one_of if name in plan.roles else ()
        if len(ids) > 1 and ids == (anybody if one_of == ("any",) else one_of):
            return str(name)
    return ids[0] if ids else ""


def _held_by(run: Tasks, i: int) -> list[Stuck]:
    """The steps that one has to wait for: which of them nobody does, and which nobody can tell whether they apply."""
    kernel, rules = run.kernel, run.rules
    name, found = rules.plan.steps[i].id, []
    members = [m for _, entry in rules.entries[i] for m in entry]
    since = max([0, *(t for m in members for t in kernel.ends(m)), *(t for t, _ in kernel.applies_log[i][-1:])])
    for e, entry in rules.entries[i]:
        if kernel.entries_settled[e]:
            continue
        for m in entry:
            if kernel.applies[m] == OPEN:
                found += [Stuck(name, "fact", fact, since) for fact in _unanswered(run, m)]
            elif kernel.applies[m] != NO:
                kind = "undone" if run.setup.teams[m] is None else "step"
                found.append(Stuck(name, kind, rules.plan.steps[m].id, since))
    return found


def _unanswered(run: Tasks, i: int) -> list[str]:
    """The questions because of which nobody can say whether a step applies: its own, and those of what it follows."""
    rules, kernel = run.rules, run.kernel
    ranks = {level: rank for rank, level in enumerate(rules.levels)}

    def value(fact: str) -> object:
        if fact == "profile":
            return rules.plan.profile
        held = kernel.values[rules.fact_index[fact]]
        return rules.levels[held] if fact == "level" and held is not None else held

    when = rules.plan.steps[i].when
    found: dict[str, None] = {}
    if when is not None and evaluate(when, value, ranks) == OPEN:
        found = dict.fromkeys(fact for fact in facts_of(when) if value(fact) is None)
    if not kernel.yeses[i]:
        for _, entry in rules.entries[i]:
            for m in entry:
                if kernel.applies[m] == OPEN:
                    found |= dict.fromkeys(_unanswered(run, m))
    return list(found)
