"""The page of the log: every record, the newest first; what was voided stays to be read."""

from __future__ import annotations

from reports.format_time import hhmmss
from reports.format_value import record_no
from tui.desk.where import chosen_record
from tui.lines import Line, line, note
from tui.pages.foot import told
from tui.pages.steps import top_for, window
from tui.pages.times import clock
from tui.pages.view import View


def log_list(view: View, width: int, height: int) -> list[Line]:
    """The records from the newest on."""
    count = view.board.state.version
    chosen = chosen_record(view.ui, view.board)

    def draw(n: int) -> Line:
        return record_line(view, count - n, width, chosen=count - n == chosen)

    return window([(count, draw)], top_for(count - chosen, count, height), height)


def record_line(view: View, seq: int, width: int, *, chosen: bool = False) -> Line:
    """`#019 08:51:58 电话 刘建国(组长) 第2次无人接`."""
    words, board = view.words, view.board
    event = board.session.events[seq - 1]
    override = board.state.overrides.get(seq, {})
    parts = [record_no(seq), hhmmss(event.recorded, board.zone), told(view, event)]
    if override.get("void"):
        parts.insert(2, words.sense("log", "(void)"))
    if event.entered_later:
        at = clock(event.at, board, view.now)
        parts.append(words.sense("log", "[entered later: for {at}]", at=at))
    text = line(f"{'>' if chosen else ' '}{' '.join(note(p) for p in parts)}", "dim" if override.get("void") else "")
    text = text.fitted(width)
    return text.styled("cursor") if chosen else text
