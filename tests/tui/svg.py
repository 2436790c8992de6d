"""A screen as an SVG picture: what the terminal would show, cell by cell.

Every character has a place of its own, the middle of its cells, so that columns stay straight in any browser and with
any font: no Chinese font is exactly twice as wide as the Latin one beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from rich.style import Style

from reports.cells import cell_width
from tui.lines import Line
from tui.shell.face import strip_of

CELL: Final = 10
ROW: Final = 21
BASELINE: Final = 15
MARGIN: Final = 12
INK: Final = "#d9dce1"
PAPER: Final = "#16191d"
DIM: Final = "#8d949e"
COLORS: Final = {"red": "#b3261e", "yellow": "#e8c06a", "white": "#ffffff", "cyan": "#7cc7d8"}
"""What the names of colours are in the picture; all can be read on what they stand on."""
FONTS: Final = (
    "ui-monospace,'Cascadia Mono',Menlo,Consolas,'DejaVu Sans Mono','Noto Sans Mono CJK SC','PingFang SC',"
    "'Microsoft YaHei','WenQuanYi Micro Hei',monospace"
)
_HEAD: Final = """\
<svg xmlns="http://www.w3.org/2000/svg" xml:lang="zh-CN" role="img" viewBox="0 0 {width} {height}" width="{width}" \
height="{height}">
<title>{title}</title>
<style>text{{font:17px {fonts};text-anchor:middle;fill:{ink}}}.b{{font-weight:bold}}</style>
<rect x="1" y="1" width="{inner_width}" height="{inner_height}" rx="8" fill="{paper}" stroke="#5b626c"/>
"""


def svg(lines: Sequence[Line], title: str) -> str:
    """The picture of a screen; every line is as wide as the window."""
    width = lines[0].width * CELL + 2 * MARGIN
    height = len(lines) * ROW + 2 * MARGIN
    head = _HEAD.format(
        width=width,
        height=height,
        inner_width=width - 2,
        inner_height=height - 2,
        title=escape(title),
        fonts=FONTS,
        ink=INK,
        paper=PAPER,
    )
    return head + "".join(f"{part}\n" for y, line in enumerate(lines) for part in _row(line, y)) + "</svg>\n"


def _row(line: Line, y: int) -> Iterator[str]:
    """What lies behind a row, in one piece as far as it is alike (seams show when a browser scales), then its texts."""
    texts: list[str] = []
    behind: list[tuple[str, int, int]] = []
    left = 0
    for text, style, _ in strip_of(line):
        ink, paper, bold = _looks(style or Style.null())
        right = left + cell_width(text)
        before, start, end = behind[-1] if behind else ("", 0, 0)
        if paper and paper == before and end == left:
            behind[-1] = (paper, start, right)
        elif paper:
            behind.append((paper, left, right))
        texts += [_text(word, column, y, ink, bold) for word, column in _words(text, left)]
        left = right
    for paper, start, end in behind:
        x, top = MARGIN + start * CELL, MARGIN + y * ROW
        yield f'<rect x="{x}" y="{top}" width="{(end - start) * CELL}" height="{ROW}" fill="{paper}"/>'
    yield from texts


def _words(text: str, left: int) -> Iterator[tuple[str, int]]:
    """The parts of a text between wider gaps, each with its column: what lies between need not be drawn."""
    for part in text.split("  "):
        word = part.strip(" ")
        if word:
            yield word, left + len(part) - len(part.lstrip(" "))
        left += cell_width(part) + 2


def _text(word: str, column: int, y: int, ink: str, bold: bool) -> str:
    middles = []
    for char in word:
        width = cell_width(char)
        middles.append(str(MARGIN + column * CELL + width * CELL // 2))
        column += width
    looks = (' class="b"' if bold else "") + (f' style="fill:{ink}"' if ink != INK else "")
    return f'<text y="{MARGIN + y * ROW + BASELINE}" x="{" ".join(middles)}"{looks}>{escape(word, quote=False)}</text>'


def _looks(style: Style) -> tuple[str, str, bool]:
    """The colour of the text, of what lies behind it (empty: nothing), and whether it is bold."""
    ink = COLORS[style.color.name] if style.color else DIM if style.dim else INK
    paper = COLORS[style.bgcolor.name] if style.bgcolor else ""
    if style.reverse:
        ink, paper = paper or PAPER, ink
    return ink, paper, bool(style.bold)
