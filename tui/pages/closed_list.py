"""What must be explained of a closed incident: one row each, with a cursor; Enter shows how it came to that."""

from __future__ import annotations

from collections.abc import Sequence

from incidents.events import Event
from incidents.views import LimitView
from reports.cells import cell_width, clip, fit
from reports.closing import Closing, Explained, OfLimit, OfRecord, OfStep
from reports.explaining import record
from reports.format_span import early_or_late
from reports.format_time import day, hhmm
from reports.limit_words import short_period
from reports.words.names import limit_state
from tui.desk.where import chosen_explained
from tui.lines import Line, between, drawn, line, note, rule
from tui.pages.steps import top_for, window
from tui.pages.times import basis
from tui.pages.view import View

_STATE = 11
_MOST = (16, 12, 20)
"""So many cells the columns on the right take at most: how long, what became of it, on whose authority."""


def explained_list(view: View, closing: Closing, height: int) -> list[Line]:
    """The heading and `height` rows of the list, the cursor among them."""
    words, found = view.words, closing.explain
    keys = words.sense("closed", "Up/Down, Enter=what happened") if found else ""
    head = rule(words.sense("closed", "To be explained {n}", n=len(found)), keys, view.width)
    if not found:
        return [head, line(" " + words.sense("closed", "nothing"))][: height + 1]
    chosen = chosen_explained(view.ui, view.board)
    limits = [one.limit for one in found if isinstance(one, OfLimit)]
    columns = [(_period(view, limit), _time(view, limit), _cited(view, limit)) for limit in limits]
    sizes = [
        min(max(map(cell_width, column)), most) for column, most in zip(zip(*columns, strict=True), _MOST, strict=True)
    ]

    def draw(n: int) -> Line:
        text = _row(view, found[n], sizes).fitted(view.width)
        marked = Line(((">" + text.text[1:], text.spans[0][1] if text.spans else ""),)) if n == chosen else text
        return marked.styled("cursor") if n == chosen else text

    return [head, *window([(len(found), draw)], top_for(chosen, len(found), height), height)]


def _row(view: View, one: Explained, sizes: Sequence[int]) -> Line:
    match one:
        case OfLimit(limit):
            return _limit(view, limit, sizes)
        case OfStep():
            return _step(view, one)
        case OfRecord(event):
            return _event(view, event)


def _limit(view: View, limit: LimitView, sizes: Sequence[int]) -> Line:
    """` !  超时完成   02 向领导小组报告      30分   晚 01:00               预案 C三(三)`."""
    words, zone = view.words, view.board.zone
    step = view.plan.step[limit.step]
    turn = f"@{limit.turn}" if limit.turn > 1 else ""
    title = f"{step.number}{turn} {drawn(words.text(step.title))}"
    due = ""
    if limit.state == "missed" and limit.due_at is not None:
        due = f" {day(limit.due_at - 1, zone, words, view.now)}"
    mark = "-" if limit.state == "waived" else "!!" if limit.state == "missed" else "!"
    cited = _cited(view, limit)
    cited = " " * (sizes[2] - cell_width(cited)) + cited
    right = f"{fit(_period(view, limit), sizes[0])} {fit(_time(view, limit), sizes[1])} {cited}"
    start = f" {mark:<2} {fit(limit_state(words, limit.basis, limit.state), _STATE)}"
    room = view.width - cell_width(start) - cell_width(due) - cell_width(right) - 1
    said = f"{start}{clip(title, max(room, 8))}{due}"
    return line(between(said, right, view.width, 1), "dim" if limit.state == "waived" else "late")


def _period(view: View, limit: LimitView) -> str:
    said = short_period(limit, view.words)
    return said if view.wide else said.replace("working days", "w.days")


def _cited(view: View, limit: LimitView) -> str:
    return f"{basis(limit, view.words)} {limit.source[0] if limit.source else ''}".rstrip()


def _time(view: View, limit: LimitView) -> str:
    if limit.margin is not None:
        said = early_or_late(limit.margin, view.words)
        return said.removesuffix(" late")
    if limit.state == "waived":
        return drawn(limit.approver)
    if limit.due_at is not None and limit.due_at > (view.board.state.closed_at or 0):
        return view.words.sense("closed", "not due")
    said = view.words.sense("limit", "open")
    return f"{said} x{limit.turns}" if limit.turns > 1 else said


def _step(view: View, one: OfStep) -> Line:
    """` -  略过       09 统一口径发布: 经领导同意暂不办                  王岚 03-09 11:06`."""
    words, step = view.words, one.view
    skipped = step.state == "skipped"
    state = words.sense("step", "skipped") if skipped else words.sense("closed", "ahead")
    title = f"{step.number} {drawn(words.text(view.plan.step[step.id].title))}"
    at = step.done_at if step.done_at is not None else step.started_at
    agreed = f", {words.say('approved by {name}', name=drawn(one.approver))}" if one.approver else ""
    return _other(view, state, f"{title}: {note(step.reason)}{agreed}" if step.reason else title, step.by, at)


def _event(view: View, event: Event) -> Line:
    words = view.words
    alone = event.kind == "taken-over"
    state = words.sense("closed", "alone") if alone else words.sense("closed", "left open")
    return _other(view, state, note(record(event, words)), event.by, event.at)


def _other(view: View, state: str, said: str, by: str, at: int | None) -> Line:
    zone, words = view.board.zone, view.words
    when = "" if at is None else hhmm(at, zone)
    if at is not None and _dated(view, at):
        when = f"{day(at, zone, words, view.now)} {when}"
    return line(between(f" -  {fit(state, _STATE)}{said}", f"{drawn(by)} {when}".rstrip(), view.width))


def _dated(view: View, at: int) -> bool:
    """Whether the day is said: where it all took place within one day, it is not."""
    zone, words, state = view.board.zone, view.words, view.board.state
    ended = state.closed_at if state.closed_at is not None else at
    return day(state.began, zone, words) != day(ended, zone, words)
