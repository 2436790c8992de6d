"""The right half of a wide screen: who has been told, the facts, the last records."""

from __future__ import annotations

from collections.abc import Iterator

from incidents.views import Statement
from reports.cells import cell_width, fit
from reports.format_time import hhmm, hhmmss
from reports.format_value import record_no
from tui.lines import BLANK, Line, drawn, line, note
from tui.pages.foot import told as record
from tui.pages.head import said_level
from tui.pages.tail import short_fact, stated_value
from tui.pages.told import heading, told_lines
from tui.pages.view import View

_FIRST = ("headcount", "kind-of-people", "entrance", "danger")


def side(view: View, width: int, height: int) -> list[Line]:
    """`height` lines: told, facts, and as much of the log as there is room for."""
    words = view.words
    told = [text for one in view.board.told for text in told_lines(view, one)]
    facts = [words.sense("side", "Facts ({key} changes)", key=view.registry.key("facts")), *_facts(view)]
    log_head = words.sense("side", "Log ({key} all)", key=view.registry.key("log"))
    room = height - 1 - len(facts) - 4
    told = told[: max(room - 3, 3)]
    lines = [heading(view), *told, "-" * width, *facts, "-" * width, log_head]
    lines += _log(view, height - len(lines))
    made = [line(drawn(text) if n <= len(told) else note(text)).fitted(width) for n, text in enumerate(lines[:height])]
    return [*made, *[BLANK.fitted(width)] * (height - len(made))]


def _facts(view: View) -> Iterator[str]:
    """What is known that matters at every turn, with when and from whom; then the level and why."""
    board, words = view.board, view.words
    size = 10 if words.chinese else 12
    for name in _FIRST:
        stated = board.state.facts[name].current if name in view.plan.facts else None
        if stated is not None:
            said = stated_value(stated, name, view)
            label = fit(drawn(short_fact(name, view.plan, words)), size)
            yield f"{label} {drawn(said)}{' ' * max(10 - cell_width(drawn(said)), 0)} {_when(view, stated)}"
    level = board.state.facts["level"].current
    if view.plan.levels:
        since = _when(view, level) if level is not None else ""
        yield f"{fit(short_fact('level', view.plan, words), size)} {said_level(view)} {since}".rstrip()
    if board.proposed:
        from tui.pages.times import level_name

        proposed = level_name(board.proposed, view.plan, words)
        yield words.sense("side", "proposed: {level}  ({key})", level=proposed, key=view.registry.key("facts"))


def _when(view: View, stated: Statement) -> str:
    by = "" if stated.by == view.board.by else f" {drawn(stated.by)}"
    return f"{hhmm(stated.at, view.board.zone)}{by}"


def _log(view: View, rows: int) -> Iterator[str]:
    events = view.board.session.events
    for event in reversed(events[max(len(events) - rows, 0) :]):
        yield f"{record_no(event.seq)} {hhmmss(event.recorded, view.board.zone)} {record(view, event)}"
