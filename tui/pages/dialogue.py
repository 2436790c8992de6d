"""A dialogue: what was answered, what is asked now with its digits, and what it will lead to."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from reports.cells import cell_width, fit
from tui.desk.dialogues.kinds import KINDS
from tui.desk.dialogues.press import PER_PAGE, labels, question
from tui.desk.dialogues.question import Question
from tui.desk.panel import Dialogue
from tui.desk.scene import Scene
from tui.lines import Line, between, drawn, line, note, rule, wrap
from tui.pages.consequences import LEFT, TOLD
from tui.pages.field_rows import Caret, typed_rows
from tui.pages.view import View

_IN_COLUMNS: Final = 24
"""Options as narrow as this stand in columns."""


def dialogue_rows(view: View, panel: Dialogue, height: int) -> tuple[list[Line], Caret | None]:
    """The panel, and where a caret stands in it. Where there is no room, what it will lead to is cut first."""
    scene = Scene(view.board, view.now, view.registry)
    kind, found = KINDS[panel.kind], question(panel, scene)
    lines = [rule(f"== {kind.title(panel, scene)}", kind.stay(scene), view.width, "=")]
    lines += _answered(view, panel, scene)
    caret: Caret | None = None
    if found is not None:
        lines += [line(f" > {piece}") for piece in wrap(found.text, view.width - 4)[:2]]
        if panel.typing:
            typed, at = typed_rows(view, "     ", panel.field, 2)
            caret = (len(lines) + at[0], at[1])
            lines += typed
        else:
            lines += _options(view, panel, found, scene)
        if found.empty and found.blank is not None:
            lines.append(line(f"     {found.empty}", "dim"))
    if panel.fault:
        lines += [line(f"   {piece}", "warning") for piece in wrap(note(panel.fault), view.width - 4)[:2]]
    told = _told(view, panel, scene)
    room = max(height - len(lines) - 1, 0)
    return [*lines, *told[:room], line("=" * view.width, "bar")], caret


def _answered(view: View, panel: Dialogue, scene: Scene) -> list[Line]:
    """The questions before, each with its answer."""
    given, lines = KINDS[panel.kind].given, []
    for n in range(given, len(panel.answers)):
        asked = question(replace(panel, answers=panel.answers[:n]), scene)
        if asked is None:
            continue
        said = next((label for label, value in asked.options if value == panel.answers[n]), panel.answers[n])
        last = n == len(panel.answers) - 1 and not panel.typing
        hint = view.words.sense("dialogue", "(Bksp=choose again)") if last else ""
        lines.append(line(between(f"   {asked.text}   {drawn(note(said))}", hint, view.width)))
    return lines


def _options(view: View, panel: Dialogue, found: Question, scene: Scene) -> list[Line]:
    """The digits: in one row where they fit, in columns where they are short, else one under another."""
    every = labels(found, scene)
    first = panel.page * PER_PAGE
    cells = [f"{n} {drawn(text)}" for n, text in enumerate(every[first : first + PER_PAGE], 1)]
    if len(every) > PER_PAGE:
        cells.append(f"0 {view.words.sense('form', 'more')}")
    if not cells:
        return []
    room = view.width - 6
    if sum(cell_width(cell) + 4 for cell in cells) <= room:
        return [line("     " + "    ".join(cells))]
    widest = max(cell_width(cell) for cell in cells)
    columns = 3 if widest <= _IN_COLUMNS - 2 else 2 if widest <= room // 2 - 2 else 1
    rows = -(-len(cells) // columns)
    size = room // columns
    return [line("     " + "".join(fit(cell, size) for cell in cells[n::rows]).rstrip()) for n in range(rows)]


def _told(view: View, panel: Dialogue, scene: Scene) -> list[Line]:
    """`后果: ...`."""
    if panel.kind not in TOLD:
        return []
    said = TOLD[panel.kind](panel, scene)
    lead = "" if panel.kind in LEFT else view.words.sense("dialogue", "Then: ")
    size = cell_width(lead) + 1
    lines = []
    for n, text in enumerate(said):
        for m, piece in enumerate(wrap(text, view.width - size - 1)):
            lines.append(line(f" {lead}{piece}" if n == m == 0 else f"{' ' * size}{piece}"))
    return lines
