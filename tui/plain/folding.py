"""Folding long lines: at most so many cells, never a line that begins with a closing mark."""

from __future__ import annotations

import re
from typing import Final

from reports.cells import cell_width

WIDTH: Final = 78
WIDE: Final = 92
"""Up to here a line is rather left whole than torn apart: a telephone number does not stand alone."""
_NEVER_FIRST: Final = frozenset("，。、；：？！）」』》】…,.;:?!)]}%")
_NEVER_LAST: Final = frozenset("（「『《【([{#")
_UNIT: Final = re.compile(r"[\x21-\x7e]+|\s+|.", re.DOTALL)


def cells_of(line: str) -> int:
    """How wide a line is."""
    return cell_width(line)


def fold(line: str, width: int = WIDTH, indent: str = "    ") -> list[str]:
    """The line as it is, or in pieces of at most `width` cells; those after the first are indented."""
    if cell_width(line) <= WIDE:
        return [line]
    pieces: list[str] = []
    current = ""
    for unit in _units(line):
        if current.strip() and cell_width(current + unit.rstrip()) > width:
            pieces.append(current.rstrip())
            current = indent + unit.lstrip()
        else:
            current += unit
    return [*pieces, current.rstrip()] if current.strip() else pieces


def _units(line: str) -> list[str]:
    """What is never torn apart: words, and characters with the marks that belong to them."""
    units: list[str] = []
    for unit in _UNIT.findall(line):
        spaced = bool(units) and units[-1].isspace()
        if units and (unit[0] in _NEVER_FIRST or units[-1][-1] in _NEVER_LAST) and not (spaced and unit.isascii()):
            space = units.pop() if spaced and len(units) > 1 else ""
            units[-1] += space + unit
        else:
            units.append(unit)
    return units
