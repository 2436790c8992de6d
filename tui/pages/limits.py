"""The page of limits: by authority, each in its own vocabulary, never added up."""

from __future__ import annotations

from typing import Final

from incidents.views import LimitView
from reports.cells import cell_width, fit
from reports.conditions import moment_name
from reports.format_span import early_or_late
from reports.format_time import day, moment
from reports.limit_words import short_period
from reports.words.names import BASIS_HEADINGS, limit_state, name
from tui.board.limits import Entry, Key, view_of
from tui.board.spots import Ordered
from tui.desk.where import chosen_limit
from tui.lines import BLANK, Line, between, drawn, line
from tui.pages.steps import top_for, window
from tui.pages.times import due, level_note, mark, narrow, over, rule_of
from tui.pages.view import View

_MARKS: Final = {"met": "+", "pending": ".", "waived": "-", "running": " "}


def limits_list(view: View, width: int, height: int) -> list[Line]:
    """Every limit that counts, under the heading of its authority."""
    stretches = []
    cursor, lines = 0, 0
    chosen = chosen_limit(view.ui, view.board, view.now)
    limits = view.board.limits(view.now)
    place = limits.place(chosen) if chosen else None
    before = 0
    for block, found in limits.blocks.items():
        if not len(found):
            continue
        head = _heading(view, block, len(found), width)

        def draw(n: int, head: Line = head, found: Ordered[Key, Entry] = found) -> Line:
            return head if n == 0 else limit_line(view, found[n - 1], width, chosen=found[n - 1] == chosen)

        if place is not None and 0 <= place - before < len(found):
            cursor = lines + 1 + place - before
        before += len(found)
        stretches.append((len(found) + 1, draw))
        lines += len(found) + 1
    if not stretches:
        return [line(view.words.sense("screen", "This plan sets no limits.")), *[BLANK] * (height - 1)]
    explained = explanation(view)
    shown = height - len(explained)
    return [*window(stretches, top_for(cursor, lines, shown), shown), *explained]


def _heading(view: View, block: str, n: int, width: int) -> Line:
    said = name(view.words, BASIS_HEADINGS, block)
    first, _, rest = said.partition(": ")
    return line(between(f"{first} {n}: {rest}", "", width), "heading")


def limit_line(view: View, entry: Entry, width: int, *, chosen: bool) -> Line:
    """`>!! 已逾期      超 06:12  05 领导出面与群众沟通    1小时  09:40到  未办  C-3.3.2c`."""
    board, words = view.board, view.words
    limit = view_of(board.state, board.session.book, entry, view.now)
    if limit is None:
        return BLANK.fitted(width)
    step = board.plan.steps[entry.step]
    sign = mark(limit, view.now) or _MARKS.get(limit.state, "")
    state = limit_state(words, limit.basis, "overdue" if over(limit, view.now) else limit.state)
    title = drawn(words.text(step.title))
    note = level_note(limit, board)
    number = f"{step.number}@{limit.turn}" if limit.turn > 1 else step.number
    gap, size = ("", 10) if words.chinese else (" ", 11)
    time = _time(view, limit)
    long = int(not gap and cell_width(time) >= size)  # hours and seconds: a cell of the column before keeps the gap
    start = (
        f"{'>' if chosen else ' '}{fit(sign, 2)} {fit(state, 11 - long)} {fit(time, size + long)}{gap}{number} {title}"
    )
    text = line(between(f"{start}{gap if note else ''}{note}", _right(view, limit), width), _style(view, limit))
    return text.styled("cursor") if chosen else text


def _time(view: View, limit: LimitView) -> str:
    if limit.state in {"running", "overdue"} and limit.due_at is not None:
        return narrow(limit, view.board, view.now, 10)
    if limit.margin is not None:
        return early_or_late(limit.margin, view.words)
    return "x" + str(limit.turns) if limit.turns > 1 else ""


def _right(view: View, limit: LimitView) -> str:
    """How long, by when, what became of it, and where it stands written."""
    words, board = view.words, view.board
    period = short_period(limit, words)
    ours = limit.basis == "assumed"
    source = words.sense("limit", "ours") if ours else limit.source[0] if limit.source else ""
    source = " " * (8 - cell_width(source)) + source
    if limit.state == "pending":
        return f"{period} {_start(view, limit)} {source}".lstrip()
    acted = (
        words.sense("limit", "open") if limit.done_at is None else moment(limit.done_at, board.zone, words, view.now)
    )
    acted = acted if limit.state != "waived" else ""
    size = 7 if words.chinese else 9
    by = due(limit, board, view.now)
    if limit.due_at is not None and cell_width(by) > size:
        by = words.sense("screen", "due {at}", at=day(limit.due_at, board.zone, words, view.now))
    return f"{period}  {fit(by, size)} {acted:<{3 if words.chinese else 5}} {source}"


def _start(view: View, limit: LimitView) -> str:
    """What a limit that has not started waits for."""
    if rule_of(limit, view.plan).by is not None:
        return view.words.sense("limit", "by its date")
    return view.words.sense("screen", "from {moment}", moment=drawn(moment_name(limit.from_, view.plan, view.words)))


def _style(view: View, limit: LimitView) -> str:
    if over(limit, view.now):
        return "overdue" if mark(limit, view.now) == "!!" else "past"
    return "dim" if limit.state in {"met", "pending", "waived"} else ""


def explanation(view: View) -> list[Line]:
    """What would become of the limit under the cursor."""
    words = view.words
    chosen = chosen_limit(view.ui, view.board, view.now)
    limit = view_of(view.board.state, view.board.session.book, chosen, view.now) if chosen else None
    if limit is None or not over(limit, view.now):
        return []
    if limit.basis == "assumed":
        said = words.sense("screen", "Done now = done past the target, which is ours: no breach.")
    else:
        said = words.sense("screen", "Done now = done late. Open at closing = missed. Waiving: approver and reason.")
    return [line(said).fitted(view.width)]
