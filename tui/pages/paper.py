"""The panel in which what was not stored, and what stands on paper, is entered afterwards."""

from __future__ import annotations

from incidents.events import LATE_AFTER_MS
from reports.format_time import hhmmss
from tui.common.unstored import Unstored
from tui.desk.panel import Paper
from tui.desk.paper import lost
from tui.lines import Line, line, note, rule, wrap
from tui.pages.field_rows import Caret, typed_rows
from tui.pages.view import View


def paper_panel(view: View, panel: Paper) -> tuple[list[Line], Caret | None]:
    """One question: what was not stored, the oldest first; then the next line on paper."""
    words = view.words
    title = words.sense("paper", "Entering what was not stored")
    lines = [rule(f"== {title}", words.sense("paper", "Esc=later, nothing is lost"), view.width, "=")]
    bar = line("=" * view.width, "bar")
    missing = lost(view.ui)
    if missing:
        return [*lines, *_offered(view, missing[0], len(missing)), bar], None
    if panel.entered:
        lines.append(line(" " + words.many("{n} line is in.", "{n} lines are in.", panel.entered), "dim"))
    lines.append(line(" " + words.sense("paper", "The next line on paper, time first: 12:06 who what (step)")))
    field, caret = typed_rows(view, " > ", panel.field)
    at = (len(lines) + caret[0], caret[1])
    lines += field
    if panel.fault:
        lines += [line(f"   {piece}", "warning") for piece in wrap(panel.fault, view.width - 4)[:2]]
    lines.append(
        line("   " + words.sense("paper", "Each is a note with its own time. Enter alone: there are no more."))
    )
    return [*lines, bar], at


def _offered(view: View, one: Unstored, count: int) -> list[Line]:
    words = view.words
    at = hhmmss(one.command.at, view.board.zone)
    lines = [
        line(f" {piece}")
        for piece in wrap(
            words.sense("paper", "Not stored then: {at} {name} {what}.", at=at, name=note(one.by), what=note(one.said)),
            view.width - 2,
        )[:3]
    ]
    if count > 1:
        lines.append(line(" " + words.many("{n} more after it", "{n} more after it", count - 1), "dim"))
    if one.doubtful:
        key = view.registry.key("log")
        said = words.sense("paper", "Perhaps it was stored after all: look at the log first ({key}).", key=key)
        lines.append(line(f" {said}", "warning"))
    now = words.sense("paper", "record it now, for {at}", at=at)
    if view.now - one.command.at > LATE_AFTER_MS:
        now = words.sense("paper", "record it now, for {at}; it is marked as entered later", at=at)
    lines.append(line(f"     1 {now}"))
    lines.append(line("     2 " + words.sense("paper", "no: it stands among the paper lines, or is not needed")))
    return lines
