"""Danger: the question over the top rows, and on its page what is read out to whoever is called."""

from __future__ import annotations

from typing import Final

from reports.cells import cell_width
from reports.format_time import hhmmss
from tui.board import NOWHERE, Row
from tui.common.reading import read_out
from tui.desk.panel import Danger
from tui.lines import Line, between, drawn, line, note, rule, wrap
from tui.pages.detail_small import digit_rows
from tui.pages.view import View

_SAID: Final = 3
"""So many rows what is read out has; all of it stands in the step itself."""
_BESIDE: Final = 4
"""Rows that are not given to it: two of the list, the heading, the digits."""


def question(view: View, panel: Danger) -> list[Line]:
    """`!! 看到危险?  人身或公共安全受威胁: 推搡、打砸、受伤、起火、堵死通道 10:21:52 !!`."""
    words = view.words
    at = hhmmss(panel.at, view.board.zone)
    first = words.sense("danger", "!! DANGER to persons or public safety? Pushing, damage, injury, fire, exit shut")
    yes = words.sense("danger", "Space = yes, start the danger branch (from {at})", at=at)
    no = words.sense("danger", "Left or Esc = no")
    ends = f"{at} !!"
    if cell_width(first) + cell_width(ends) < view.width:
        first = between(first, ends, view.width, 1)
    lines = [first, between(f"   {yes}", f"{no} ", view.width)]
    draft = view.ui.draft
    kept = words.sense("danger", "Your unfinished note is kept: {text}", text=note(draft[1])) if draft else ""
    if draft and view.ui.undrafted:
        kept = words.sense("danger", "Your unfinished note is NOT on disk: {text}", text=note(draft[1]))
    lines.append(f"   {kept}" if kept else "")
    return [line(text, "danger").fitted(view.width) for text in lines]


def below(view: View, height: int) -> list[Line]:
    """Under the list of the danger page: what to say, and the digits that record the call. Those are live, so that in a
    small window what is read out goes first; two rows are left to the list, one of them with the number to call.
    """
    if view.ui.cursor == NOWHERE:
        return []
    words = view.words
    row = view.board.row(view.ui.cursor, view.now)
    if not row.step.say:
        return []
    title = words.sense("danger", "Read this out: {step}", step=f"{row.number} {drawn(words.text(row.step.title))}")
    said = words.quoted(drawn(read_out(row.step, view.board.state, words, view.now)))
    lines = [rule(title, "", view.width, "=", "danger")]
    most = min(_SAID, height - _BESIDE)
    if most < 1:
        return digit_rows(view, _digits(view, row), _short(view, row), max(height - 1, 0))
    pieces = wrap(said, view.width - 6)
    if len(pieces) > most:
        pieces = [*pieces[: most - 1], f"{pieces[most - 1][:-3]}..."]
    lines += [line(f"  {piece}") for piece in pieces]
    digits = "     ".join(_digits(view, row))
    over = words.sense("danger", "over: {key}", key=view.registry.key("facts"))
    return [*lines, line(between(f"   {digits}", over, view.width))]


def _digits(view: View, row: Row) -> list[str]:
    """The digits that are live on the page, for a step that can be done and tells somebody."""
    words = view.words
    if row.view.state not in {"ready", "in-progress"}:
        return []
    if not view.board.phones.roles_to_call(row.step):
        return [words.sense("danger", "Space = {step} done", step=row.number)]
    return [
        words.sense("danger", "1 reached = {step} done", step=row.number),
        words.sense("danger", "3 not through, dial again"),
    ]


def _short(view: View, row: Row) -> list[str]:
    """The same, in a word each."""
    words = view.words
    if len(_digits(view, row)) < 2:
        return []
    return [f"1 {words.sense('call digit', 'reported')}", f"3 {words.sense('call digit', 'again')}"]


def staff_only(view: View) -> Line:
    """What our own people may do and may not."""
    said = view.words.sense("danger", "Our staff only check the entrance as usual; never hold or search anybody.")
    return line(said).fitted(view.width)
