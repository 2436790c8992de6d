"""How large a card can be written so that it fills one page of A4, estimated from what it says.

Nothing is measured: the page is made where there is no browser. Lines are counted as the style sheet breaks them, with
some to spare for fonts that are wider than those it was drawn with.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from reports.card_rows import RoleRow, StageRows, StepRow, TellRow, TimeRow
from reports.cells import cell_width

LARGEST: Final = 10.0
SMALLEST: Final = 8.0
"""In points. Below this nobody reads it from where the telephone stands."""
_HEIGHT: Final = 287.0
_COLUMN: Final = 94.5
"""Of the page and of half its width, in millimetres."""
_POINT: Final = 0.3528
_LINE: Final = 1.2
"""The height of a line in points of its letters."""
_SPARE: Final = 0.98
_FULL: Final = 12.0
"""Lines that every card has: its head, headings, keys, accountability."""


def fitting(
    times: Sequence[TimeRow], stages: Sequence[StageRows], tells: Sequence[TellRow], roles: Sequence[RoleRow]
) -> tuple[float, bool]:
    """The size in points, and whether the telephones must go on the back to be written so large."""
    for back in (False, True):
        size = LARGEST
        while size >= SMALLEST - 0.01:
            if _lines(times, stages, tells, () if back else roles, size) <= _HEIGHT * _SPARE / (_LINE * size * _POINT):
                return round(size, 1), back
            size -= 0.1
    return SMALLEST, True


def _lines(
    times: Sequence[TimeRow],
    stages: Sequence[StageRows],
    tells: Sequence[TellRow],
    roles: Sequence[RoleRow],
    size: float,
) -> float:
    """Lines of the whole page at a size; what stands in two columns counts half."""
    cells = int(_COLUMN / (size * _POINT / 2))
    lines = _FULL + _columns([_wrapped(f"{r.time} {r.step} {r.basis}", cells) for r in times])
    lines += _flowing((f"{r.step} {r.who} -> {r.whom}" for r in tells), 2 * cells)
    lines += _columns([_flowing(row.people, cells, f"{row.role} {row.steps} ") for row in roles])
    return lines + _columns([n for stage in stages for n in _stage(stage, cells)])


def _columns(heights: Sequence[float]) -> float:
    """Two columns of these are about as high as half of them, and one that could not be divided."""
    return sum(heights) / 2 + (max(heights) / 2 if heights else 0)


def _wrapped(text: str, cells: int) -> float:
    width = cell_width(text)
    return 1.0 if width <= cells else 1.0 + -(-(width - cells) // (cells - 4))


def _stage(stage: StageRows, cells: int) -> Iterable[float]:
    yield 1.25 * _wrapped(f"{stage.title}  {stage.when}", cells)
    for row in stage.rows:
        yield _wrapped(_said(row), cells) + 0.1
    if stage.brief:
        yield _wrapped("; ".join(f"{row.number} {row.title}" for row in stage.brief), cells)


def _said(row: StepRow) -> str:
    after = f"after {row.after}" if row.after else ""
    when = f"if {row.when}" if row.when else ""
    targets = f"[{'; '.join(row.targets)}]" if row.targets else ""
    said = "; ".join(part for part in (row.who, after, when, *row.binding, targets) if part)
    return f"{row.number} {row.title} {said}  "


def _flowing(parts: Iterable[str], cells: int, first: str = "") -> float:
    """Parts that are never broken, so that a line ends where the next one has no room; an empty one is to write on."""
    lines, used = 1.0, cell_width(first)
    for part in parts:
        width = cell_width(part) + 2 if part else 32
        if used + width > cells:
            lines, used = lines + 1, 4
        used += width
    return lines
