"""The lower left of a wide screen: what the step under the cursor asks for."""

from __future__ import annotations

from reports.cells import fit
from tui.board import NOWHERE, Row
from tui.lines import BLANK, Line, drawn, line, rule, wrap
from tui.pages.parts import callee_rows, limit_time, limit_words, step_limits
from tui.pages.times import over
from tui.pages.view import View


def preview(view: View, width: int, height: int) -> list[Line]:
    """How, by which clause, by when, whom to call."""
    if view.ui.cursor == NOWHERE:
        return [BLANK.fitted(width)] * height
    words = view.words
    row = view.board.row(view.ui.cursor, view.now)
    title = f"{row.number} {drawn(words.text(row.step.title))}"
    lines = [rule(title, words.sense("preview", "Enter=call and form"), width - 1)]
    label = 8 if words.chinese else 7
    lines += _labelled(words.sense("preview", "What"), drawn(words.text(row.step.how)), label, width, 2)
    source = words.listed(str(citation) for citation in row.step.source)
    lines += _labelled(words.sense("preview", "Source"), drawn(source), label, width, 1)
    lines += _limits(view, row, label, width)
    calls = list(callee_rows(view, row, width - label, wide=True))
    room = max(height - len(lines) - 1, 0)
    for n, text in enumerate(calls[:room]):
        lines.append(line(f"{_pad(words.sense('preview', 'Call') if n == 0 else '', label)}{text}"))
    if calls:
        lines.append(line(words.sense("preview", "press Enter, then one digit records the result of the call")))
    made = [each.fitted(width) for each in lines[:height]]
    return [*made, *[BLANK.fitted(width)] * (height - len(made))]


def _pad(text: str, size: int) -> str:
    return fit(text, size)


def _labelled(label: str, text: str, size: int, width: int, most: int) -> list[Line]:
    if not text:
        return []
    pieces = wrap(text, width - size - 1)
    if len(pieces) > most:
        pieces = [*pieces[: most - 1], pieces[most - 1][: max(len(pieces[most - 1]) - 2, 0)] + "..."]
    return [line(f"{_pad(label if n == 0 else '', size)}{piece}") for n, piece in enumerate(pieces)]


def _limits(view: View, row: Row, size: int, width: int) -> list[Line]:
    lines = []
    for n, limit in enumerate(step_limits(view, row)[:2]):
        said = f"{limit_words(view, limit)}  {limit_time(view, limit)}".rstrip()
        if limit.basis == "assumed":
            said += " " + view.words.sense("preview", "(ours)")
        label = _pad(view.words.sense("preview", "Limit") if n == 0 else "", size)
        style = ("overdue" if limit.basis != "assumed" else "past") if over(limit, view.now) else ""
        lines.append(line(f"{label}{said}", style).fitted(width))
    return lines
