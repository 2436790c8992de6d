"""The plan as the duty officer will see it: stages, steps, what they wait for, limits, and typical speed against them.

Typical speed is the sum of the usual work times along what a step waits for, and nothing else: it says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from reports.cells import cell_width, clip
from reports.conditions import moment_name
from reports.format_span import duration
from reports.format_value import level, role
from reports.limit_words import by_calendar, by_date
from reports.words import Words
from reports.words.names import BASES, STAGES, name
from runbooks.plan import Compare, Condition, Duration, Limit, Plan, Step
from tui.editing.defining import step_above
from tui.editing.findings import Findings
from tui.editing.state import Room
from tui.editing.typical import Kept, Span, Typical
from tui.lines import BLANK, Line, between, drawn, line, wrap

_MINUTE = 60_000
_MIN = " min"
_ARROW = " > "


def length(ms: int, words: Words) -> str:
    """A length of time in hours and minutes, in words."""
    minutes, seconds = abs(ms) // _MINUTE, abs(ms) // 1000 % 60
    parts = [f"{minutes // 60} h"] if minutes >= 60 else []
    parts += [f"{minutes % 60} min"] if minutes % 60 or not (parts or seconds) else []
    parts += [f"{seconds} s"] if seconds and minutes < 60 else []
    return duration(" ".join(parts), words)


def stage_name(stage: str, words: Words) -> str:
    """What a stage is called, beside the word that stands in the file."""
    said = name(words, STAGES, stage)
    return f"{said} {stage}" if words.chinese else said


def number_said(value: int | Duration, words: Words) -> str:
    """A number's value in words."""
    return duration(value.text, words) if isinstance(value, Duration) else str(value)


def left(ms: int, words: Words) -> str:
    """What a limit has left, or by how much it is over."""
    if ms < 0:
        return words.sense("editor", "{length} over", length=length(ms, words))
    return words.sense("editor", "{length} left", length=length(ms, words))


def limit_short(limit: Limit, plan: Plan, words: Words) -> str:
    """`预案30分`, `暂定10分(重大级)`: a limit in a few cells."""
    basis = name(words, BASES, limit.basis)
    if limit.within is not None:
        text = duration(limit.within.text, words)
    elif limit.every is not None:
        period = by_calendar(limit.every.text, limit.day, words) if limit.every.period else ""
        text = period or words.sense("editor", "every {length}", length=duration(limit.every.text, words))
    else:
        text = by_date(limit.ahead.text if limit.ahead else "", moment_name(limit.by or "began", plan, words), words)
    said = f"{basis}{text}" if words.chinese else f"{basis} {text}"
    return said + _held(limit.when, plan, words) if limit.when is not None else said


def _held(when: Condition, plan: Plan, words: Words) -> str:
    """Under which condition a limit counts: at which level, or that there is one."""
    if isinstance(when, Compare) and when.fact == "level" and when.op in {"=", ">="}:
        title = drawn(level(str(when.value), plan, words))
        if when.op == "=":
            return words.sense("editor", " ({level} level)", level=title)
        return words.sense("editor", " ({level} level or higher)", level=title)
    return words.sense("editor", " (under a condition)")


def waits(step: Step, plan: Plan, words: Words) -> str:
    """`等01 03`: whom a step waits for; `有条件` where it depends on something else."""
    numbers = [
        words.sense("editor", " or ").join(plan.step[n].number if n in plan.step else n for n in entry)
        for entry in step.after
    ]
    after = words.sense("editor", "after {steps}", steps=" ".join(numbers)) if numbers else ""
    return after or (words.sense("editor", "under a condition") if step.when is not None else "")


def speed(kept: Kept, words: Words) -> str:
    """A limit at typical speed: `余 14分 / 余 5分`."""
    return _pair(left(kept.left.median, words), left(kept.left.p90, words), words)


def _pair(median: str, p90: str, words: Words) -> str:
    """Two lengths in a few cells: in English the minutes are said once."""
    if not words.chinese and _MIN in median and _MIN in p90 and " h" not in median:
        median = median.replace(_MIN, "", 1)
    return f"{median} / {p90}"


def _both(span: Span, words: Words) -> str:
    if span.median == span.p90:
        return length(span.median, words)
    return _pair(length(span.median, words), length(span.p90, words), words)


# -- the step under the caret ---------------------------------------------------------------------------


def step_at(room: Room) -> Step | None:
    """The step in which the caret stands."""
    plan = room.found.plan
    return None if plan is None else plan.step.get(step_above(room.editor.lines, room.editor.caret.row, plan.step))


def step_rows(room: Room, words: Words, width: int) -> list[Line]:
    """Two rows: the step as the officer will see it, and its first limit at typical speed."""
    step, plan = step_at(room), room.found.plan
    if plan is None:
        return [line("  " + words.sense("editor", "Nothing can be made of the text yet.")), BLANK]
    if step is None:
        count = words.sense("editor", "{n} steps, {limits} limits", n=len(plan.steps), limits=_limits(plan))
        return [line(f"  {drawn(words.text(plan.title))}   {count}"), _chain_row(room.found, words, width)]
    said = [f"{step.number} {drawn(words.text(step.title))}"]
    said += [drawn(words.all_of(role(r, plan, words) for r in step.role)), waits(step, plan, words)]
    said += [limit_short(limit, plan, words) for limit in step.limits]
    return [line("  " + "   ".join(part for part in said if part)).fitted(width), _typical_row(room.found, step, words)]


def _limits(plan: Plan) -> int:
    return sum(len(step.limits) for step in plan.steps)


def _typical_row(found: Findings, step: Step, words: Words) -> Line:
    typical = found.typical
    kept = typical.of(step.id)
    done = typical.done.get(step.id)
    if step.id not in typical.work or done is None:
        return line("     " + words.sense("editor", "No usual work time is given (work)."), "dim")
    if not kept:
        return line("     " + words.sense("editor", "typical speed: done in {both}", both=_both(done, words)))
    first = next((k for k in kept if k.limit.basis != "assumed"), kept[0])
    told = words.sense(
        "editor",
        "typical speed: done in {median}, {left}; nine in ten {p90}, {over}",
        median=length(done.median, words),
        left=left(first.left.median, words),
        p90=length(done.p90, words),
        over=left(first.left.p90, words),
    )
    way = words.sense("editor", "; the way not counted") if step.where == "site" else ""
    return line(f"     {told}{way}")


# -- the whole plan -------------------------------------------------------------------------------------


@lru_cache(maxsize=2)
def plan_rows(found: Findings, words: Words, width: int) -> tuple[Line, ...]:
    """Every stage with its steps, and under each its limits at typical speed; `*` before what an overlay changes."""
    plan = found.plan
    if plan is None:
        return (line(words.sense("editor", "Nothing can be made of the text yet.")),)
    rows: list[Line] = []
    stage = part = ""
    touched = {change.id for change in found.laid if change.kind in {"step", "limit"}}
    for step in plan.steps:
        if step.part != part and step.part and step.part != plan.id:
            rows.append(line(words.sense("editor", "From {part}", part=step.part), "heading"))
        if step.stage != stage or step.part != part:
            rows.append(line(stage_name(step.stage, words), "heading"))
        stage, part = step.stage, step.part
        mark = "*" if step.id in touched else " "
        rows += _step(step, plan, found.typical, words, width, mark)
    return tuple(rows)


def _step(step: Step, plan: Plan, typical: Typical, words: Words, width: int, mark: str) -> Iterator[Line]:
    work = typical.work.get(step.id)
    takes = _both(work, words) if work is not None else ""
    if takes and step.where == "site":
        takes = words.sense("editor", "{length} + the way", length=takes)
    right = f"{waits(step, plan, words)}  {takes}".rstrip()
    title = f"{mark}{step.number} {drawn(words.text(step.title))}"
    if cell_width(title) + cell_width(right) + 2 > width and cell_width(right) > width // 2:
        right = right[: width // 2]
    yield line(between(title, right, width))
    kept = {id(k.limit): k for k in typical.of(step.id)}
    for limit in step.limits:
        said = f"      {limit_short(limit, plan, words)}"
        at = kept.get(id(limit))
        style, grave = _over(at)
        told = f"{said}: {speed(at, words)}{grave}" if at is not None else said
        yield line(told, style).fitted(width)


def _over(kept: Kept | None) -> tuple[str, str]:
    """How a limit is drawn that is not kept at typical speed, or not by nine in ten: never by colour alone."""
    if kept is None or min(kept.left.median, kept.left.p90) >= 0:
        return "", ""
    return ("overdue", " !!") if kept.left.median < 0 and kept.limit.basis != "assumed" else ("past", " ~")


def chain_rows(found: Findings, words: Words, width: int, *, whole: bool = False) -> list[Line]:
    """The longest chain, and what it leaves of its limit at typical speed. Unless the `whole` chain is wanted it is one
    row, a long one without its middle.
    """
    plan, typical = found.plan, found.typical
    if plan is None or not typical.chain or not typical.done[typical.chain[-1]].p90:
        return [line(words.sense("editor", "no usual work times"), "dim")]
    numbers = [plan.step[name].number for name in typical.chain]
    done = _both(typical.done[typical.chain[-1]], words)
    free = width - cell_width(done) - 2
    said = _ARROW.join(numbers)
    if whole and cell_width(said) > free:
        rows = [*wrap(said, width), done]
    else:
        rows = [between(_without_middle(numbers, free), done, width)]
    told = _tightest(typical, plan, words)
    rows += wrap(told, width) if told else []
    return [line(row) for row in rows]


def _chain_row(found: Findings, words: Words, width: int) -> Line:
    """The same on one row: what is left of the limit, or the chain where it has none."""
    plan, typical = found.plan, found.typical
    told = _tightest(typical, plan, words) if plan is not None and typical.work else ""
    return line(f"     {clip(told, width - 5)}" if told else f"     {chain_rows(found, words, width - 5)[0].text}")


def _without_middle(numbers: list[str], width: int) -> str:
    """As many numbers of both ends as there is room for, the last one in any case."""
    said = _ARROW.join(numbers)
    for kept in range(len(numbers) - 2, -1, -1):
        if cell_width(said) <= width:
            break
        head, tail = numbers[: kept // 2], numbers[len(numbers) - 1 - (kept + 1) // 2 :]
        said = _ARROW.join([*head, "...", *tail])
    return said


def _tightest(typical: Typical, plan: Plan, words: Words) -> str:
    tightest = typical.tightest
    if tightest is None or tightest.limit.within is None:
        return ""
    return words.sense(
        "editor",
        "At typical speed, {basis} {limit} of {step}: {median} (nine in ten: {p90})",
        basis=name(words, BASES, tightest.limit.basis),
        limit=duration(tightest.limit.within.text, words),
        step=plan.step[tightest.step].number,
        median=left(tightest.left.median, words),
        p90=left(tightest.left.p90, words),
    )
