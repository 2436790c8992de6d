"""The text of the editor as rows of the screen: numbers, colours, problems under their lines, what is offered.

One row of the screen is one line of the file: a line that is longer than the window is cut, with `>` at its end; that
of the caret moves sideways with the caret.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from reports.cells import cell_width, clip, fit
from reports.words import Words
from tui.editing.cells import cell_at, shown
from tui.editing.marks import Mark
from tui.editing.state import Room
from tui.lines import BLANK, Line, Span, drawn, line
from tui.pages.editor_notes import kind_mark, note_lines

COLOURED: Final = 20_000
"""In a text of more lines nothing is coloured."""
_OFFERED: Final = 5
_MOST_MARKS: Final = 2
_KEY = re.compile(r"(?:(?<=^)|(?<=[\s{,]))([\w.-]+|\"[^\"]*\")(?=:(?:\s|$))")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows with the caret in them, and the first line of the file that they show."""

    rows: list[Line]
    caret: tuple[int, int]
    first: int


def number_width(lines: int) -> int:
    """How many cells the number of a line takes."""
    return max(3, len(str(lines)))


def gutter(lines: int) -> int:
    """How many cells stand before the text."""
    return 2 + number_width(lines) + 1


def sheet(room: Room, words: Words, width: int, height: int) -> Sheet:
    """The rows around the caret."""
    caret = room.editor.caret
    by_row: dict[int, list[Mark]] = {}
    for mark in room.marks:
        by_row.setdefault(mark.row, []).append(mark)
    first = min(room.first, caret.row, len(room.editor.lines) - 1)
    if caret.row - first >= height:
        first = caret.row - height + 1
    while first < caret.row and _needed(room, words, by_row, width, first) > height:
        first += 1
    rows: list[Line] = []
    at = (0, 0)
    left = _sideways(room, width)
    for n in range(first, len(room.editor.lines)):
        if len(rows) >= height:
            break
        if n == caret.row:
            at = (len(rows), gutter(len(room.editor.lines)) + cell_at(room.editor.line, caret.column) - left)
        rows += _line_rows(room, words, n, by_row.get(n, []), width, left if n == caret.row else 0)
    rows = [row.fitted(width) for row in rows[:height]]
    return Sheet([*rows, *[BLANK.fitted(width)] * (height - len(rows))], at, first)


def _needed(room: Room, words: Words, by_row: dict[int, list[Mark]], width: int, first: int) -> int:
    """How many rows it takes from a line on to show the caret's with what stands under it."""
    caret = room.editor.caret.row
    extra = sum(len(_under(room, words, by_row[n], width, 0)) for n in by_row if first <= n <= caret)
    return caret - first + 1 + extra + (len(_offered(room, words, width)) if room.completion is not None else 0)


def _sideways(room: Room, width: int) -> int:
    """By how many cells the line of the caret is moved to the left."""
    free = width - gutter(len(room.editor.lines)) - 1
    cell = cell_at(room.editor.line, room.editor.caret.column)
    return 0 if cell <= free else cell - free + min(20, free // 2)


def _line_rows(room: Room, words: Words, n: int, marks: list[Mark], width: int, left: int) -> list[Line]:
    total = len(room.editor.lines)
    free = width - gutter(total)
    worst = next((kind for kind in ("!!", "~~", " ~") if any(kind_mark(m.problem) == kind for m in marks)), "  ")
    style = {"!!": "overdue", "~~": "past"}.get(worst, "dim")
    head: Span = (f"{worst}{n + 1:>{number_width(total)}}", style)
    spans = _spans(room, n, total)
    own = Line((head, (" ", ""), *_window(spans, left, free)))
    rows = [own, *_under(room, words, marks, width, left)]
    if room.completion is not None and room.completion.row == n:
        rows += _offered(room, words, width)
    return rows


def _window(spans: tuple[Span, ...], left: int, free: int) -> tuple[Span, ...]:
    """The part of a line that is seen; a `>` where it goes on."""
    if left:
        spans = _without(spans, left)
    size = sum(cell_width(text) for text, _ in spans)
    if size <= free:
        return spans
    return (*_clipped(spans, free - 1), (">", "dim"))


def _without(spans: tuple[Span, ...], cells: int) -> tuple[Span, ...]:
    """A line without its first cells; half a character that is left of them is a space."""
    kept: list[Span] = []
    for text, style in spans:
        n = 0
        while n < len(text) and cells > 0:
            cells -= cell_width(text[n])
            n += 1
        rest = " " * -cells + text[n:] if cells < 0 else text[n:]
        cells = max(cells, 0)
        if rest:
            kept.append((rest, style))
    return tuple(kept)


def _clipped(spans: tuple[Span, ...], cells: int) -> tuple[Span, ...]:
    """Exactly so many cells of a line that is longer."""
    kept: list[Span] = []
    for text, style in spans:
        size = cell_width(text)
        if size <= cells:
            kept.append((text, style))
            cells -= size
            continue
        part = ""
        for char in text:
            if cell_width(char) > cells:
                break
            part += char
            cells -= cell_width(char)
        kept.append((part + " " * cells, style))
        break
    return tuple(kept)


# -- colours --------------------------------------------------------------------------------------------


def _spans(room: Room, n: int, total: int) -> tuple[Span, ...]:
    text = room.editor.lines[n]
    marked = room.editor.marked
    spans = coloured(text) if total <= COLOURED else ((shown(text), ""),)
    if marked is None or not marked[0].row <= n <= marked[1].row:
        return spans
    start = marked[0].column if n == marked[0].row else 0
    end = marked[1].column if n == marked[1].row else len(text)
    cells = (cell_at(text, start), cell_at(text, end))
    spans = _selected(spans, *cells)
    return (*spans, (" ", "cursor")) if n < marked[1].row else spans


def _selected(spans: tuple[Span, ...], start: int, end: int) -> tuple[Span, ...]:
    found: list[Span] = []
    at = 0
    for text, style in spans:
        for char in text:
            over = start <= at < end
            look = f"{style} cursor".strip() if over else style
            if found and found[-1][1] == look:
                found[-1] = (found[-1][0] + char, look)
            else:
                found.append((char, look))
            at += cell_width(char)
    return tuple(found)


@lru_cache(maxsize=8192)
def coloured(text: str) -> tuple[Span, ...]:
    """A line with its keys and its comment told apart."""
    cut = _comment(text)
    spans: list[Span] = []
    at = 0
    for found in _KEY.finditer(text, 0, cut):
        if found.start() > at:
            spans.append((shown(text[at : found.start()]), ""))
        spans.append((shown(found[0]), "key"))
        at = found.end()
    if cut > at:
        spans.append((shown(text[at:cut]), ""))
    if cut < len(text):
        spans.append((shown(text[cut:]), "comment"))
    return tuple(spans)


def _comment(text: str) -> int:
    """Where the comment of a line begins, or its end."""
    quote = ""
    for n, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'" and (not n or text[n - 1] in " [{,"):
            quote = char
        elif char == "#" and (not n or text[n - 1] in " \t"):
            return n
    return len(text)


# -- under a line ---------------------------------------------------------------------------------------


def _under(room: Room, words: Words, marks: list[Mark], width: int, left: int) -> list[Line]:
    """The caret under the word that is wrong, and what is wrong with it; two problems at most."""
    rows: list[Line] = []
    indent = gutter(len(room.editor.lines))
    for mark in marks[:_MOST_MARKS]:
        text = room.editor.lines[mark.row] if mark.row < len(room.editor.lines) else ""
        start = max(cell_at(text, mark.column) - left, 0)
        size = max(cell_at(text, mark.column + mark.width) - cell_at(text, mark.column), 1)
        start = min(start, width - indent - 1)
        size = min(size, width - indent - start)
        style = "warning" if mark.problem.severity == "error" else "past"
        rows.append(line(" " * (indent + start) + "^" * size, style))
        rows += [line(" " * indent + text, style) for text in note_lines(mark.problem, words, width - indent - 1)]
    if len(marks) > _MOST_MARKS:
        more = words.sense("editor", "and {n} more on this line", n=len(marks) - _MOST_MARKS)
        rows.append(line(" " * indent + more, "dim"))
    return rows


def _offered(room: Room, words: Words, width: int) -> list[Line]:
    """The frame with what could be written."""
    offered = room.completion
    if offered is None:
        return []
    first = min(max(offered.chosen - _OFFERED + 1, 0), max(len(offered.options) - _OFFERED, 0))
    some = offered.options[first : first + _OFFERED]
    titles = [drawn(words.text(option.title)) if option.title else "" for option in some]
    names = max(cell_width(option.text) for option in some)
    inner = max(names + 2 + max(cell_width(title) for title in titles), 20) + 2
    inner = min(inner + inner % 2, width - 20)
    at = gutter(len(room.editor.lines)) + cell_at(room.editor.lines[offered.row], offered.start) - 1
    at = max(min(at, width - inner - 2), 0)
    pad = " " * at
    more = len(offered.options) - len(some)
    rows = [line(f"{pad}+{'-' * inner}+")]
    for n, (option, title) in enumerate(zip(some, titles, strict=True), first):
        chosen = n == offered.chosen
        text = clip(f"{fit(option.text, names)}  {title}".rstrip(), inner - 2)
        inside = (fit(f"{'>' if chosen else ' '} {text}", inner), "cursor" if chosen else "")
        rows.append(Line(((f"{pad}|", ""), inside, ("|", ""))))
    below = words.sense("editor", " {n} more ", n=more) if more else ""
    rows.append(line(f"{pad}+{'-' * (inner - cell_width(below))}{below}+"))
    return rows
