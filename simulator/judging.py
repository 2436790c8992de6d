"""What became of the limits of one run: the rules of `incidents.limits`, over the logs of a kernel.

Most limits of a run never ceased to apply and never began anew: for those, `outcomes` needs a few comparisons. The
others are judged stretch by stretch, as `incidents` judges them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from incidents.tracks import ALWAYS, NEVER, NO, OPEN, YES
from incidents.verdict import Grade, Verdict
from simulator.engine import Kernel
from simulator.logs import Log
from simulator.rules import BEGAN, NO_MOMENT, STEP, YES_NO, LimitRule

NOT_APPLICABLE: Final = 0
KEPT: Final = 1
BROKEN: Final = 2
CENSORED: Final = 3
"""What a run can make of a limit. Censored: undone, and due after the run's end, so that nobody knows."""

NO_MARGIN: Final = -(2**62)
"""Stands where nothing was done, or no due was known."""


class Stretch(NamedTuple):
    """From `begin` until before `end` a limit applied; `own` and `certain` as in `incidents.verdict.Stretch`."""

    begin: int
    end: int
    own: int
    certain: bool


def stretches(kernel: Kernel, rule: LimitRule) -> list[Stretch]:
    """When a limit applied."""
    own_log = kernel.held_log[rule.when] if rule.when >= 0 else ()
    applies_log = kernel.applies_log[rule.step]
    truth_log = kernel.pieces[rule.truth] if rule.truth >= 0 else ()
    over_log = _over(kernel, rule)
    own = kernel.held_first[rule.when] if rule.when >= 0 else YES
    applies, truth, over = kernel.applied_first[rule.step], OPEN if rule.truth >= 0 else YES, NO
    changes: list[tuple[int, int, int]] = [(t, 0, v) for t, v in own_log]
    changes += [(t, 1, v) for t, v in applies_log]
    changes += [(t, 2, OPEN if v is None else YES if v else NO) for t, v in truth_log]
    changes += [(t, 3, v) for t, v in over_log]
    changes.sort()
    found: list[Stretch] = []
    since, begin, now, x, count = ALWAYS, ALWAYS, ALWAYS, 0, len(changes)
    on = False
    while True:
        before = applies
        while x < count and changes[x][0] == now:
            _, which, value = changes[x]
            if which == 0:
                own, since = value, now
            elif which == 1:
                applies = value
            elif which == 2:
                truth = value
            else:
                over, since = value, now
            x += 1
        holds = own == YES and applies != NO and over != YES and (applies == YES or truth == YES)
        if holds and not on:
            begin, begun_since = now, since
        elif on and not holds:
            found.append(Stretch(begin, now, begun_since, before == YES))
        on = holds
        if x == count:
            break
        now = changes[x][0]
    if on:
        found.append(Stretch(begin, NEVER, begun_since, applies == YES))
    return found


def _over(kernel: Kernel, rule: LimitRule) -> list[tuple[int, int]]:
    """Since when the moment that ends a repeat has come: a yes-no fact while it is yes."""
    if rule.until == NO_MOMENT:
        return []
    if rule.until == YES_NO:
        result, last = [], NO
        for t, value in kernel.pieces[rule.until_of]:
            truth = YES if value else NO
            if truth != last:
                result.append((t, truth))
                last = truth
        return result
    return [(t, YES) for t in kernel.occurrences(rule.until, rule.until_of)[:1]]


def latest(times: Sequence[int], after: int, until: int) -> int | None:
    """The last of some times that is later than `after` and not later than `until`."""
    for time in reversed(times):
        if time <= until:
            return time if time > after else None
    return None


def running_due(kernel: Kernel, rule: LimitRule, turn: int = 1, after: int = ALWAYS) -> int | None:
    """The due towards which a limit that is no repeat runs at present, if nobody has acted; None if it does not."""
    applies = kernel.applies[rule.step]
    if applies == NO or (rule.when >= 0 and kernel.held[rule.when] != YES):
        return None
    if applies == OPEN and rule.truth >= 0 and kernel.values[rule.truth] is not True:
        return None
    own_log = kernel.held_log[rule.when] if rule.when >= 0 else ()
    return _clock(kernel, rule, turn, after, own_log[-1][0] if own_log else ALWAYS, NEVER)[1]


def _clock(
    kernel: Kernel, rule: LimitRule, turn: int, after: int, own: int, bound: int
) -> tuple[int | None, int | None, bool]:
    """(start, due, known late), as `incidents.limits` counts them."""
    if rule.duration is None:
        return _by_date(kernel, rule, turn)
    if rule.moment == BEGAN:
        occurred = 0 if after < 0 <= bound else None
    else:
        occurred = latest(kernel.occurrences(rule.moment, rule.of), after, bound)
    if occurred is None:
        return None, None, False
    start = max(occurred, own)
    return start, start + rule.ms if rule.ms is not None else kernel.rules.due(rule.duration, start), False


def _by_date(kernel: Kernel, rule: LimitRule, row: int) -> tuple[int | None, int | None, bool]:
    if rule.column:
        rows = kernel.rows.get(rule.by, [])
        value = rows[row - 1].get(rule.column) if row <= len(rows) else None
        known = kernel.row_since.get((rule.by, row, rule.column), 0)
    else:
        value = kernel.values[rule.by]
        known = kernel.pieces[rule.by][-1][0] if kernel.pieces[rule.by] else 0
    if value is None:
        return None, None, False
    due = kernel.rules.due_on(value, rule.ahead)
    return None, due, due < known


def acted(rule: LimitRule, started: int | None, done: int | None) -> int | None:
    """The act that a limit judges: done, or started where the limit says so."""
    if rule.to_start and started is not None:
        return started if done is None else min(started, done)
    return done


def judge(kernel: Kernel, rule: LimitRule, turn: int, act: int | None, after: int) -> list[Verdict]:
    """The verdicts on one turn: one for each stretch that left a trace, the present one last."""
    traces: list[Verdict] = []
    settled = NEVER if act is None else act
    for stretch in stretches(kernel, rule):
        if settled < stretch.end:
            verdict = _settled(kernel, rule, stretch, turn, settled, after)
        elif stretch.end < NEVER:
            verdict = _ceased(kernel, rule, stretch, turn, act, after)
        else:
            start, due, known_late = _clock(kernel, rule, turn, after, stretch.own, NEVER)
            verdict = Verdict(turn, "pending" if due is None else "running", start, due, known_late=known_late)
        if verdict is not None:
            if traces and (traces[-1].start, traces[-1].due) == (verdict.start, verdict.due):
                traces.pop()  # one due is one breach
            traces.append(verdict)
        if settled < stretch.end:
            break
    return traces or [Verdict(turn, "not-applicable", act=act)]


def _settled(kernel: Kernel, rule: LimitRule, stretch: Stretch, turn: int, act: int, after: int) -> Verdict | None:
    start, due, known_late = _clock(kernel, rule, turn, after, stretch.own, min(act, stretch.end - 1))
    if due is None:
        later = rule.duration is not None and latest(kernel.occurrences(rule.moment, rule.of), after, NEVER) is not None
        return Verdict(turn, "met", act=act) if later else None
    in_time = act <= due or act < max(stretch.begin, ALWAYS if start is None else start)
    return Verdict(turn, "met" if in_time else "late", start, due, act, known_late)


def _ceased(
    kernel: Kernel, rule: LimitRule, stretch: Stretch, turn: int, act: int | None, after: int
) -> Verdict | None:
    start, due, known_late = _clock(kernel, rule, turn, after, stretch.own, stretch.end - 1)
    if not stretch.certain or due is None or due >= stretch.end:
        return None
    grade: Grade = "missed" if act is None else "late"
    return Verdict(turn, grade, start, due, act, known_late, ceased=True)


def turns_of(kernel: Kernel, rule: LimitRule) -> Iterator[tuple[int, int | None, int]]:
    """(turn, act, end of the turn before) of everything that has a verdict of this limit."""
    i = rule.step
    if kernel.rules.plain[i]:
        started, end = kernel.started[i], kernel.end[i]
        yield 1, acted(rule, started if started >= 0 else None, end if end >= 0 else None), ALWAYS
        return
    turns = kernel.turns[i]
    if kernel.rules.each[i] >= 0:
        for row in range(1, len(kernel.rows[kernel.rules.each[i]]) + 1):
            yield row, acted(rule, turns.started.get(row), turns.done.get(row)), ALWAYS
        return
    after, number = ALWAYS, 0
    for number in sorted({1, *turns.started, *turns.done}):
        yield number, acted(rule, turns.started.get(number), turns.done.get(number)), after
        after = max(after, turns.done.get(number, ALWAYS))
    if number in turns.done:
        yield number + 1, None, after


def verdicts(kernel: Kernel, x: int) -> list[Verdict]:
    """All verdicts on limit `x`, which is no repeat, as `incidents` would give them."""
    rule = kernel.rules.limits[x]
    result = [v for turn, act, after in turns_of(kernel, rule) for v in judge(kernel, rule, turn, act, after)]
    if kernel.rules.repeats[rule.step]:  # performances after the first have this limit only if it began anew
        result = [v for v in result if v.turn == 1 or v.due is not None]
    return result


def may_start(kernel: Kernel, rule: LimitRule) -> bool:
    """Whether a limit that nothing has started would be started after all if the run went on: its own step applies for
    certain, and so does the one that it is counted from.
    """
    return rule.moment == STEP and kernel.applies[rule.step] == YES and kernel.applies[rule.of] == YES


def outcome(kernel: Kernel, x: int, end: int) -> tuple[int, int]:
    """What limit `x`, which is no repeat, came to in a run that ended at `end`: a code, and the margin of its act."""
    return told(verdicts(kernel, x), end, may_start=may_start(kernel, kernel.rules.limits[x]))


def outcomes(kernel: Kernel, end: int) -> tuple[list[int], list[int]]:
    """What every limit came to, repeats left out: codes and margins. Most are told from two times, as their step never
    ceased to apply.
    """
    rules = kernel.rules
    codes, margins = [NOT_APPLICABLE] * len(rules.limits), [NO_MARGIN] * len(rules.limits)
    applies, first, logs = kernel.applies, kernel.applied_first, kernel.applies_log
    started, done = kernel.started, kernel.end
    for x in rules.intricate:
        codes[x], margins[x] = outcome(kernel, x, end)
    for x, i, of, ms, to_start in rules.from_end:
        start = done[of] if of >= 0 else 0
        if logs[i]:
            if applies[i] == NO:
                if start >= 0 and _ceased_after(start + ms, first[i], logs[i]):
                    codes[x] = BROKEN
                continue
            if _ceased_after(ALWAYS, first[i], logs[i]):
                codes[x], margins[x] = outcome(kernel, x, end)
                continue
        act = started[i] if to_start and started[i] >= 0 else done[i]
        if act >= start >= 0:
            margins[x] = margin = start + ms - act
            codes[x] = KEPT if margin >= 0 else BROKEN
        elif act >= 0:
            codes[x] = KEPT if start >= 0 else NOT_APPLICABLE
        elif applies[i] == NO:
            continue
        elif start >= 0:
            codes[x] = BROKEN if start + ms <= end else CENSORED
        elif applies[i] == YES and applies[of] == YES:
            codes[x] = CENSORED
    for x, i, of, ms, to_start in rules.from_yes:
        yeses = kernel.yes_times[of]
        if not yeses:
            continue
        start = yeses[0]
        if len(yeses) > 1 or kernel.values[of] is not True or not _came_at(start, first[i], logs[i]):
            codes[x], margins[x] = outcome(kernel, x, end)
            continue
        act = started[i] if to_start and started[i] >= 0 else done[i]
        if act >= 0:
            margins[x] = margin = start + ms - act
            codes[x] = KEPT if margin >= 0 else BROKEN
        else:
            codes[x] = BROKEN if start + ms <= end else CENSORED
    return codes, margins


def _ceased_after(due: int, applied: int, log: Log) -> bool:
    """Whether a step that applied for certain ceased to later than it was due. As long as it only might apply, nothing
    is held against anybody.
    """
    for t, value in log:
        if value == NO and applied == YES and due < t:
            return True
        applied = value
    return False


def _came_at(t: int, applied: int, log: Log) -> bool:
    """Whether a step came to apply for certain at a moment, for the first time, and has since."""
    return log[-1:] == ((t, YES),) and not _ceased_after(ALWAYS, applied, log)


def told(found: Sequence[Verdict], end: int, *, may_start: bool) -> tuple[int, int]:
    """Some verdicts as one: broken if one was, else censored if one is open, else kept if one was. What nothing has
    started is open only if something still may. The margin is the least of all acts.
    """
    codes = set()
    margin = NO_MARGIN
    for verdict in found:
        due = verdict.due
        if verdict.grade == "met":
            codes.add(KEPT)
        elif verdict.grade in {"late", "missed"} or (verdict.grade == "running" and due is not None and due <= end):
            codes.add(BROKEN)
        elif verdict.grade == "running" or (verdict.grade == "pending" and may_start):
            codes.add(CENSORED)
        if verdict.act is not None and due is not None and verdict.grade in {"met", "late"}:
            margin = due - verdict.act if margin == NO_MARGIN else min(margin, due - verdict.act)
    for code in (BROKEN, CENSORED, KEPT):
        if code in codes:
            return code, margin
    return NOT_APPLICABLE, NO_MARGIN
