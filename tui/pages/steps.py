"""The list of steps: headings with counts, one line a step, of a list of any length only what is on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from incidents.views import LimitView
from reports.cells import cell_width, fit
from reports.format_span import early_or_late
from reports.format_time import moment
from reports.format_value import typed
from reports.words.names import limit_state, step_mark
from tui.board import GROUPS, Row, Spot
from tui.lines import BLANK, Line, between, drawn, first_that_fits, line
from tui.pages.tail import tail
from tui.pages.times import basis, mark, narrow, over
from tui.pages.view import View

_STYLES: Final = {"in-progress": "doing", "done": "dim", "skipped": "dim", "not-applicable": "dim"}


def number_width(view: View) -> int:
    """The cells of the column of numbers: two, or as many as the plan's longest number has."""
    return max(2, len(view.plan.steps[-1].number) if view.plan.steps else 2)


def step_line(view: View, spot: Spot, width: int, *, compact: bool = False) -> Line:
    """`>[*] 02 在办 ~ 余 17:50 预案 向领导小组报告             下一个: 陈敏 副组长 8002`."""
    row = view.board.row(spot, view.now)
    chosen = spot == view.ui.cursor
    start = f"{'>' if chosen else ' '}{step_mark(row.view.state)} {row.number:<{number_width(view)}} "
    start += _state_and_time(view, row)
    title = drawn(view.words.text(row.step.title))
    if row.values:
        title += f" ({drawn(', '.join(_row(view, row)))})"
    room = width - cell_width(start) - cell_width(title) - 2
    options = tail(view, row, compact=compact)
    end = first_that_fits(room, options) if any(cell_width(o) <= room for o in options) else options[-1]
    text = line(between(start + title, end, width, 2), _style(view, row))
    return text.styled("cursor") if chosen else text


def _row(view: View, row: Row) -> Iterator[str]:
    """The row of the list that a turn is about, column by column."""
    columns = {column.id: column for column in view.plan.facts[row.step.each or ""].columns}
    for name, stated in row.values.items():
        if name in columns:
            yield typed(stated, columns[name], view.plan, view.words, view.now)


def _style(view: View, row: Row) -> str:
    shown = row.binding or row.target
    if shown is not None and row.view.state not in _STYLES and over(shown, view.now):
        return "overdue" if row.binding else "past"
    if row.view.state == "in-progress":
        late = shown is not None and over(shown, view.now)
        return "doing" if not late else "doing overdue" if row.binding else "doing past"
    return _STYLES.get(row.view.state, "")


def state_word(view: View, state: str) -> str:
    """The state of a step where there is little room."""
    match state:
        case "ready":
            return view.words.sense("step column", "ready")
        case "in-progress":
            return view.words.sense("step column", "doing")
        case "waiting":
            return view.words.sense("step column", "waits")
        case "done":
            return view.words.sense("step column", "done")
        case "skipped":
            return view.words.sense("step column", "skipped")
    return view.words.sense("step column", "n/a")


def _state_and_time(view: View, row: Row) -> str:
    """The state, the sign, the time and the authority, each in its column; the title begins behind them."""
    words = view.words
    state = state_word(view, row.view.state)
    if row.view.state in {"done", "skipped"}:
        return _ended(view, row, state)
    shown = row.binding or row.target
    if row.view.state == "not-applicable" or shown is None:
        return f"{fit(state, 4 if words.chinese else 5)} {'':<{16 if words.chinese else 21}}"
    sign = mark(shown, view.now)
    if not sign and row.binding and row.target and over(row.target, view.now):
        sign = "~"
    runs = shown.state in {"running", "overdue"} and shown.due_at is not None
    if words.chinese:
        time = narrow(shown, view.board, view.now, 10) if runs else ""
        column = f"{fit(sign, 2)}{fit(time, 8)}" if cell_width(time) <= 8 else fit(time, 10)
        return f"{fit(state, 4)} {column} {fit(basis(shown, words), 4)} "
    time = narrow(shown, view.board, view.now, 10) if runs else ""
    return f"{fit(state, 5)} {fit(sign, 2)}{fit(time, 10)} {fit(basis(shown, words), 7)} "


def _ended(view: View, row: Row, state: str) -> str:
    words, board = view.words, view.board
    done_at = row.view.done_at or 0
    at = moment(done_at, board.zone, words, view.now)
    kept = next((v for v in row.limits if v.state in {"late", "missed"}), None)
    if words.chinese:
        if kept is not None:
            return f"{fit(state, 4)} {at} {mark(kept, view.now)} {_missed(view, kept)} {basis(kept, words)} "
        return f"{fit(state, 4)} {fit(at, 15)} "
    if kept is not None:
        return (
            f"{fit(state, 5)} {mark(kept, view.now)} {fit(_missed(view, kept), 10)} {fit(basis(kept, words), 7)} "
            if cell_width(state) <= 5
            else f"{fit(state, 7)} {fit(_missed(view, kept), 10)} {fit(basis(kept, words), 7)} "
        )
    return f"{fit(state, 7)} {fit(words.sense('screen', 'at {time}', time=at), 18)} "


def _missed(view: View, kept: LimitView) -> str:
    """`晚12:00`, or `未完成` where it was left undone."""
    if kept.state == "missed" or kept.margin is None:
        return limit_state(view.words, kept.basis, "missed")
    said = early_or_late(kept.margin, view.words)
    return said.replace(" ", "") if view.words.chinese else said


# -- the list -------------------------------------------------------------------------------------------

Entry = tuple[int, Callable[[int], Line]]
"""A stretch of the list: how many lines it has, and how one of them is drawn."""


def window(stretches: Sequence[Entry], top: int, height: int) -> list[Line]:
    """`height` lines of a list, from line `top` on; only these are drawn."""
    lines: list[Line] = []
    before = 0
    for size, draw in stretches:
        for n in range(max(top - before, 0), min(size, top + height - before)):
            lines.append(draw(n))  # noqa: PERF401 -- the loop says what is skipped
        before += size
        if len(lines) >= height:
            break
    return [*lines, *[BLANK] * (height - len(lines))]


def top_for(cursor: int, total: int, height: int) -> int:
    """From which line on a list is shown: the cursor's line is in the middle, or the list is shown to its end."""
    return max(0, min(cursor - height // 2, total - height))


def now_list(view: View, width: int, height: int, *, compact: bool = False) -> list[Line]:
    """The page *now*: what can be done, by its due; what comes later; what has ended.

    What can be done stays in sight: where the cursor is further down, the rest scrolls below it.
    """
    upper: list[Entry] = []
    lower: list[Entry] = []
    at = view.board.group_of(view.ui.cursor)
    cursor = 0
    for name in GROUPS:
        group = view.board.groups[name]
        part = upper if GROUPS.index(name) <= GROUPS.index("now") else lower
        if name == "now" and not len(group) and not len(view.board.groups["danger-now"]):
            part.append((1, lambda _: nothing_to_do(view)))
        if len(group):
            if name == at:
                cursor = sum(size for size, _ in part) + 1 + view.board.place_in_group(view.ui.cursor)
            part.append((len(group) + 1, _group(view, name, width, compact=compact)))
    above, below = sum(size for size, _ in upper), sum(size for size, _ in lower)
    if at not in {"later", "ended"}:
        return window([*upper, *lower], top_for(cursor, above + below, height), height)
    pinned = above if above + cursor < height else min(above, height // 2)
    shown = height - pinned
    return [*window(upper, 0, pinned), *window(lower, top_for(cursor, below, shown), shown)]


def _group(view: View, name: str, width: int, *, compact: bool) -> Callable[[int], Line]:
    group = view.board.groups[name]

    def draw(n: int) -> Line:
        return heading(view, name, width) if n == 0 else step_line(view, group[n - 1], width, compact=compact)

    return draw


def heading(view: View, group: str, width: int) -> Line:
    """`现在要做 2`, `已办 12  略过 1  免办 1`."""
    words, board = view.words, view.board
    counts = board.counts
    match group:
        case "danger-now":
            text = words.sense("group", "Danger, do now {n}", n=len(board.groups[group]))
        case "now":
            text = words.sense("group", "Do now {n}", n=len(board.groups[group]))
        case "danger-later" | "later":
            text = words.sense("group", "Later {n}", n=len(board.groups[group]))
        case _:
            parts = (
                (words.sense("group", "Done {n}", n=counts["done"]), counts["done"]),
                (words.sense("group", "Skipped {n}", n=counts["skipped"]), counts["skipped"]),
                (words.sense("group", "N/A {n}", n=counts["not-applicable"]), counts["not-applicable"]),
            )
            text = "  ".join(part for part, n in parts if n)
    return line(between(text, "", width), "heading")


def nothing_to_do(view: View) -> Line:
    """Nothing can be done at present."""
    words = view.words
    if view.board.state.closed is not None:
        return line(words.sense("screen", "The incident is closed."), "heading")
    return line(words.sense("screen", "Nothing can be done now; what comes waits as it stands."), "heading")


def stages_list(view: View, width: int, height: int) -> list[Line]:
    """The page *stages*: the plan in its own order, stage by stage."""
    stretches: list[Entry] = []
    cursor, lines = 0, 0
    for head, spots in stage_groups(view):

        def draw(n: int, head: str = head, spots: Sequence[Spot] = spots) -> Line:
            return line(between(head, "", width), "heading") if n == 0 else step_line(view, spots[n - 1], width)

        if view.ui.cursor in spots:
            cursor = lines + 1 + spots.index(view.ui.cursor)
        stretches.append((len(spots) + 1, draw))
        lines += len(spots) + 1
    return window(stretches, top_for(cursor, lines, height), height)


def stage_groups(view: View) -> Iterator[tuple[str, Sequence[Spot]]]:
    """Each stage with its steps, as the plan names them."""
    from tui.pages.head import stage_name

    for stage, spots in view.board.by_stage.stages:
        settled, every = view.board.stages.get(stage, (0, 0))
        yield f"{stage_name(stage, view.words)} {settled}/{every}", spots
