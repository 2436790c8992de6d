"""How it came to something that must be explained: what the plan says, what became of the limits, record by record."""

from __future__ import annotations

from reports.format_time import hhmmss
from reports.format_value import record_no
from reports.words.names import STEP_STATES, limit_state, name
from tui.board import Row, Spot
from tui.desk.closed import course_records
from tui.desk.panel import Course
from tui.lines import BLANK, Line, between, drawn, line, note, rule, wrap
from tui.pages.foot import told
from tui.pages.parts import step_limits
from tui.pages.times import authority, clock, due
from tui.pages.view import View


def course_rows(view: View, panel: Course, height: int) -> list[Line]:
    """`height` rows below the first one."""
    words = view.words
    found = course_records(panel, view.board)
    head = _step(view, panel) if panel.step else []
    keys = words.sense("closed", "Up/Down, Left=back")
    head.append(rule(words.sense("closed", "What happened {n}", n=len(found)), keys, view.width))
    lines = [text for seq in found[panel.top :] for text in _record(view, seq)]
    made = [*head, *lines][:height]
    return [*(each.fitted(view.width) for each in made), *[BLANK.fitted(view.width)] * (height - len(made))]


def _step(view: View, panel: Course) -> list[Line]:
    """The step, who was to do it, and its limits with what became of them."""
    words, board = view.words, view.board
    i = board.state.compiled.index[panel.step]
    found = board.row(Spot(i), view.now)
    state = name(words, STEP_STATES, found.view.state)
    title = f"{found.number} {drawn(words.text(found.step.title))}"
    roles = words.all_of(drawn(board.phones.title(role)) for role in found.step.role)
    right = f"{state}  {words.sense('detail', 'role: {role}', role=roles)}"
    return [line(between(title, right, view.width), "heading"), *_limits(view, found, panel.turn)]


def _limits(view: View, found: Row, turn: int) -> list[Line]:
    words, board = view.words, view.board
    lines = []
    for limit in step_limits(view, found):
        if limit.turn == turn or len(board.state.records[found.spot.step].numbers) <= 1:
            cited = words.listed(limit.source)
            start = f"   {limit_state(words, limit.basis, limit.state)}  {authority(limit, board)}"
            lines.append(line(between(f"{start}  {due(limit, board, view.now)}".rstrip(), cited, view.width)))
    return lines


def _record(view: View, seq: int) -> list[Line]:
    """`#019 03-09 08:51:58 电话 刘建国(组长) 第2次无人接`, over as many rows as it takes."""
    words, board = view.words, view.board
    event = board.session.events[seq - 1]
    day = clock(event.recorded, board, view.now).removesuffix(hhmmss(event.recorded, board.zone)[:5]).strip()
    parts = [record_no(seq), day, hhmmss(event.recorded, board.zone), told(view, event)]
    void = bool(board.state.overrides.get(seq, {}).get("void"))
    if void:
        parts.append(words.sense("log", "(void)"))
    if event.entered_later:
        parts.append(words.sense("log", "[entered later: for {at}]", at=clock(event.at, board, view.now)))
    pieces = wrap(" ".join(note(part) for part in parts if part), view.width - 6)
    return [line(f"{' ' if n == 0 else '     '}{piece}", "dim" if void else "") for n, piece in enumerate(pieces)]
