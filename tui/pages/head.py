"""The rows at the top, always in the same places: what and when, what is due, who has been told, how far it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from incidents.snapshot import limit_view
from incidents.views import LimitView, Statement, Told
from reports.cells import cell_width, fit
from reports.format_time import hhmm, hhmmss
from reports.format_value import plain
from reports.head_count import open_ended
from reports.words import Words
from reports.words.names import MODES, name
from tui.board.dues import Due
from tui.desk.where import shown_page
from tui.lines import BLANK, Line, between, drawn, first_that_fits, line, row
from tui.pages.times import authority, due, elapsed, left, level_name, level_note, mark, over, state
from tui.pages.view import View

WIDE_LEFT: Final = 80
"""So many cells the rows of what is due take on a wide screen; the stages stand behind them."""
STALE_MS: Final = 30 * 60_000
"""A head count older than this is shown with a question mark."""


def first_row(view: View) -> Line:
    """`[处置] 2026-0309-01 国企聚集上访快速响应          重大(暂定)  现场42人  08:52:10`."""
    board, words = view.board, view.words
    mode = name(words, MODES, board.state.mode)
    danger = board.danger and board.state.mode == "live"
    badge = words.sense("screen", "DANGER!") if danger else mode
    if board.state.closed is not None:
        badge = words.sense("closed", "CLOSED")
    title = f"[{badge}] {board.session.id} {drawn(words.text(view.plan.title))}"
    now = hhmmss(view.now, board.zone)
    if board.state.mode != "live":
        now += f"  {words.sense('screen', 'EXERCISE')}"
    if view.ui.muted:
        now = f"{words.sense('screen', 'bell off')}  {now}"
    options = ["  ".join(part for part in parts if part) for parts in _first_parts(view, now)]
    right = first_that_fits(view.width - cell_width(title) - 2, options[:-1]) if view.wide else options[-1]
    style = "danger" if danger else "exercise" if board.state.mode != "live" else "head"
    return row(title, options[-1] if right.endswith("...") else right, view.width, style)


def _first_parts(view: View, now: str) -> Iterator[list[str]]:
    """What stands at the right end, with what a wide screen has room for first."""
    words, board = view.words, view.board
    site = drawn(words.text(board.site.name))
    duty = words.sense("screen", "on duty: {name}", name=drawn(board.state.duty))
    level = said_level(view)
    if view.wide:
        yield [f"{site}   {duty}  ", level, people(view, dated=True), now]
        yield [f"{site}   {duty}  ", level, people(view), now]
        yield [f"{site}   {duty}  ", level, now]
        yield [duty, level, people(view), now]
    yield [level, people(view), now]


def said_level(view: View) -> str:
    """`重大(暂定)`: the measure is ours, no document has it."""
    words, state = view.words, view.board.state
    if not view.plan.levels:
        return ""
    if state.facts["level"].current is None:
        return words.sense("screen", "no level yet")
    return words.sense("screen", "{level}(assumed)", level=level_name(state.level, view.plan, words))


def people(view: View, *, dated: bool = False) -> str:
    """`现场42人`; with a question mark where nobody knows, or nobody has looked for half an hour."""
    words, board = view.words, view.board
    if "headcount" not in view.plan.facts:
        return ""
    stated = board.state.facts["headcount"].current
    if stated is None or stated.value is None:
        return words.sense("screen", "{n} people", n="?")
    said = crowd(stated, view.now, words)
    return f"{said}({hhmm(stated.at, board.zone)})" if dated else said


def crowd(stated: Statement, now: int, words: Words) -> str:
    """`现场42人`, `现场30人以上`, `现场42人?` where nobody has looked for half an hour."""
    count = plain(stated.value)
    said = words.sense("screen", "{n} people", n=count)
    if open_ended(stated):
        said = words.sense("screen", "{n}+ people", n=count)
    return f"{said}?" if now - stated.at > STALE_MS else said


# -- what is due ----------------------------------------------------------------------------------------


def due_rows(view: View, rows: int = 3) -> list[Line]:
    """What falls due next: two rows for what a document sets, one for our own targets; free rows are lent on."""
    danger = shown_page(view.ui, view.board) == "danger" and rows >= 3
    views = chosen(view, rows - 1 if danger else rows)
    size = max([8 if view.words.chinese else 10, *(cell_width(left(v, view.board, view.now)) for v in views)])
    lines = [_wide_due_row(view, v, size) if view.wide else due_row(view, v, size) for v in views]
    if not any(v.basis in {"plan", "statute"} for v in views):
        lines.insert(0, line("   " + view.words.sense("screen", "plan and statute limits: none is running")))
    if danger:
        lines = [*lines[: rows - 1], *[BLANK] * (rows - 1 - len(lines)), _danger_row(view)]
    if view.ui.pulse:
        lines[0] = lines[0].styled("pulse")
    return [*lines[:rows], *[BLANK] * (rows - len(lines))]


def chosen(view: View, rows: int) -> list[LimitView]:
    """Which limits have a row. An exceeded target never pushes a duty off the screen."""
    board = view.board
    duties = [board.dues.binding[n] for n in range(min(rows, len(board.dues.binding)))]
    targets = [board.dues.targets[n] for n in range(min(rows, len(board.dues.targets)))]
    if shown_page(view.ui, board) == "danger":
        branch = (due for due in board.dues.targets if board.in_branch(due.step))
        targets = [*branch, *(due for due in targets if not board.in_branch(due.step))][:rows]
    for_targets = min(len(targets), max(1 if rows > 1 else 0, rows - len(duties)))
    taken = [*duties[: rows - for_targets], *targets[:for_targets]]
    return [view_of(view, one) for one in taken]


def view_of(view: View, one: Due) -> LimitView:
    """The limit of a due, as it stands now."""
    board = view.board
    step = view.plan.steps[one.step]
    verdicts = board.session.book.of(one.step, one.limit, view.now)
    verdict = next(v for v in verdicts if v.turn == one.turn and v.due == one.at)
    return limit_view(step, one.limit, step.limits[one.limit], verdict, view.now)


def due_row(view: View, limit: LimitView, size: int) -> Line:
    """`   余 17:50  02 向领导小组报告                                 预案30分  09:10到`."""
    board = view.board
    word = "" if level_note(limit, board) else state(limit, board, view.now)
    right = "  ".join(part for part in (word, authority(limit, board), due(limit, board, view.now)) if part)
    return line(between(_due_start(view, limit, size), right, view.width), _due_style(view, limit))


def _wide_due_row(view: View, limit: LimitView, size: int) -> Line:
    """The same in the left two thirds of a wide screen: there the authority has a column."""
    board = view.board
    right = f"{authority(limit, board)}  {due(limit, board, view.now)}"
    start = _due_start(view, limit, size)
    at = min(58, WIDE_LEFT - cell_width(right))
    return line(fit(f"{fit(start, at - 1)} {right}", WIDE_LEFT), _due_style(view, limit))


def _due_start(view: View, limit: LimitView, size: int) -> str:
    step = view.plan.step[limit.step]
    number = f"{step.number}@{limit.turn}" if limit.turn > 1 and step.each else step.number
    time = fit(left(limit, view.board, view.now), size)
    return f"{mark(limit, view.now):<2} {time}  {number} {drawn(view.words.text(step.title))}"


def _due_style(view: View, limit: LimitView) -> str:
    if not over(limit, view.now):
        return ""
    return "overdue" if mark(limit, view.now) == "!!" else "past"


def _danger_row(view: View) -> Line:
    """Since when there is danger, and on which record that rests; once it is over, until when."""
    words, board = view.words, view.board
    history = board.state.facts["danger"]
    last = history.current
    began = next((s for s in reversed(history.statements) if s.value is True and s.at in history.became_yes), None)
    if last is None or began is None:
        return BLANK
    if last.value is False:
        said = words.sense(
            "screen",
            "Danger {since} to {until}, over: {name}",
            since=hhmmss(began.at, board.zone),
            until=hhmmss(last.at, board.zone),
            name=drawn(last.by),
        )
    else:
        said = words.sense(
            "screen",
            "Danger since {at}  confirmed {recorded} {name}",
            at=hhmmss(began.at, board.zone),
            recorded=hhmmss(board.session.events[began.seq - 1].recorded, board.zone),
            name=drawn(began.by),
            key=view.registry.key("danger"),
        )
    fact = view.plan.facts["danger"]
    return row(said, words.listed(str(c) for c in fact.source), WIDE_LEFT if view.wide else view.width)


# -- who has been told ----------------------------------------------------------------------------------


def told_row(view: View) -> Line:
    """`已告 保卫部门08:44 | 未告 领导小组(2次无人接) 分管领导`."""
    words = view.words
    told = [_told(view, one) for one in view.board.told if one.at is not None]
    untold = [_untold(view, one) for one in view.board.told if one.at is None]
    space = " " if words.chinese else ", "
    nobody = words.sense("screen", "(nobody)")

    def said(first: int, last: int) -> str:
        names = ([f"+{first}"] if first else []) + told[first:]
        start = words.sense("screen", "Told {names}", names=space.join(names) or nobody)
        others = untold[: len(untold) - last] + ([f"+{last}"] if last else [])
        return f"{start} | {words.sense('screen', 'NOT TOLD {names}', names=space.join(others))}" if untold else start

    ways = [(first, last) for first in range(len(told) + 1) for last in range(max(len(untold), 1))]
    # whoever was told last is named as long as anybody is: a number alone tells nobody who knows
    nameless = len(told) or -1
    ways.sort(key=lambda way: (way[0] == nameless, sum(way), abs(way[0] - way[1]), way[1]))
    options = [said(*way) for way in ways]
    return line(first_that_fits(view.width, options))


def _told(view: View, one: Told) -> str:
    gap = "" if view.words.chinese else " "
    return f"{drawn(view.board.phones.title(one.role))}{gap}{hhmm(one.at or 0, view.board.zone)}"


def _untold(view: View, one: Told) -> str:
    title = drawn(view.board.phones.title(one.role))
    if not one.tries:
        return title
    return title + view.words.sense("screen", "(no answer {n})", n=one.tries)


# -- the stages -----------------------------------------------------------------------------------------

_STAGES: Final = ("report", "respond", "on-site", "danger", "coordinate", "inform", "review", "routine", "readiness")


def stage_name(stage: str, words: Words) -> str:
    """What a stage is called where there is little room."""
    match stage:
        case "report":
            return words.sense("short stage", "Report")
        case "respond":
            return words.sense("short stage", "Respond")
        case "on-site":
            return words.sense("short stage", "Site")
        case "danger":
            return words.sense("short stage", "Danger")
        case "coordinate":
            return words.sense("short stage", "Coord")
        case "inform":
            return words.sense("short stage", "Inform")
        case "review":
            return words.sense("short stage", "Review")
        case "routine":
            return words.sense("short stage", "Routine")
    return words.sense("short stage", "Ready")


def stage_counts(view: View) -> list[tuple[str, bool]]:
    """`报告1/2` of every stage that the plan has, and whether it is complete."""
    found = []
    for stage in _STAGES:
        settled, every = view.board.stages.get(stage, (0, 0))
        if every:
            gap = "" if view.words.chinese else " "
            found.append((f"{stage_name(stage, view.words)}{gap}{settled}/{every}", settled == every))
    return found


def totals(view: View) -> list[str]:
    """`在办2`, `欠填3项`, `历时 12:10`; the last ones are the dearest."""
    words, board = view.words, view.board
    end = board.state.closed_at if board.state.closed_at is not None else view.now
    doing = board.counts["in-progress"]
    return [
        words.sense("screen", "{n} doing", n=doing) if doing and words.chinese else "",
        words.sense("screen", "{n} owed", n=board.owed) if board.owed else "",
        words.sense("screen", "{span} in", span=elapsed(end - board.state.began, words)),
    ]


def stages_row(view: View) -> Line:
    """`报告1/2 响应0/2 现场0/3 协调0/1 发布0/1 总结0/1       在办2  欠填3项  历时 12:10`."""
    return line(first_that_fits(view.width, list(_stage_rows(view))))


def _stage_rows(view: View) -> Iterator[str]:
    counts, right = stage_counts(view), [part for part in totals(view) if part]
    for shown in _fewer(counts):
        start = " ".join(text for text, _ in shown)
        for n in range(len(right) if len(right) < 3 else 2):
            end = "  ".join(right[n:])
            if cell_width(start) + cell_width(end) + 1 <= view.width:
                yield between(start, end, view.width, 1)
    yield right[-1]


def _fewer(counts: Sequence[tuple[str, bool]]) -> Iterator[list[tuple[str, bool]]]:
    """All of them, then without those that are complete, then without the last ones."""
    left_over = list(counts)
    yield left_over
    while any(complete for _, complete in left_over):
        left_over = [*left_over]
        left_over.remove(next(one for one in left_over if one[1]))
        yield left_over
    while left_over:
        left_over = left_over[:-1]
        yield left_over
