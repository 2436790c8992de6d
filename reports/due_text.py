"""What falls due, as text: past its due, today, within a week, later; each with the authority that set it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.cells import cell_width, fit, printable
from reports.due_list import WHEN, Due, When, when_of
from reports.format_span import left_or_over
from reports.format_time import due as due_said
from reports.format_value import number
from reports.limit_words import basis_period
from reports.words import Words
from reports.words.names import MODES, name


def due_text(found: Sequence[Due], words: Words, now: int) -> str:
    """The whole list; one line where nothing falls due."""
    if not found:
        return words.sense("due", "Nothing falls due.") + "\n"
    lines: list[str] = []
    for part in WHEN:
        rows = [due for due in found if when_of(due, now) == part]
        if rows:
            lines += ["", f"{_heading(part, words)} {len(rows)}"] if lines else [f"{_heading(part, words)} {len(rows)}"]
            lines += _rows(rows, words, now)
    return "\n".join(printable(line).rstrip() for line in lines) + "\n"


def _heading(part: When, words: Words) -> str:
    match part:
        case "over":
            return words.sense("due", "Past its due")
        case "today":
            return words.sense("due", "Today")
        case "week":
            return words.sense("due", "Within seven days")
    return words.sense("due", "Later")


def _rows(rows: Sequence[Due], words: Words, now: int) -> Iterator[str]:
    cells = [_cells(due, words, now) for due in rows]
    sizes = [max(cell_width(cell[n]) for cell in cells) for n in range(3)]
    for due, cell in zip(rows, cells, strict=True):
        margin = left_or_over(due.at - now, words) if not due.days else ""
        mode = "" if due.mode == "live" else f"[{name(words, MODES, due.mode)}] "
        shown = "  ".join(fit(text, size) for text, size in zip(cell, sizes, strict=True))
        yield f"  {shown}  {mode}{due.incident}  {margin}"


def _cells(due: Due, words: Words, now: int) -> tuple[str, str, str]:
    return due_said(due.at, due.plan.timezone, words, now), what(due, words), _authority(due, words)


def what(due: Due, words: Words) -> str:
    """`08 明确责任部门和办理期限`; of an improvement what was agreed, and who answers for it."""
    if due.agreed is not None:
        return words.sense("due", "{what} ({owner})", what=due.agreed.what, owner=due.agreed.owner)
    view = due.limit
    if view is None:
        return ""
    step = due.plan.step[view.step]
    turn = f"@{view.turn}" if view.turn > 1 else ""
    return f"{number(view.step, due.plan)}{turn} {words.text(step.title)}"


def _authority(due: Due, words: Words) -> str:
    return words.sense("due", "agreed") if due.limit is None else basis_period(due.limit, words)
