"""How the charts of a drill look, and how they become SVG.

Altair describes them and its renderer (vl-convert) draws them when the report is made: the page holds plain SVG,
without a script and without a font or picture from elsewhere. Colours are variables of the page's style sheet, so that
one drawing serves light, dark and paper. Places are reckoned from cells and never measured, because a machine without a
Chinese font measures Chinese wrongly. Nothing is said by colour alone.
"""

from __future__ import annotations

import io
import re
from typing import Any, Final

import altair as alt

FONT: Final = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif"
INK: Final = "var(--ink)"
FAINT: Final = "var(--faint)"
LINE: Final = "var(--line)"
KEPT: Final = "var(--kept)"
LATE: Final = "var(--late)"
BAND: Final = "var(--band)"
GROUND: Final = "var(--ground)"
WAIT: Final = "var(--wait)"
WAY: Final = "var(--way)"
LABEL: Final = 11
"""Size of letters in pixels."""
CELL: Final = 6.2
"""Pixels that a cell of a label takes at most, on average."""

WIDTH: Final = 720
_CLIP: Final = re.compile(r"\b(clip|gradient|pattern)(\d+)")
_MINUTE: Final = 60_000
_HOURS_FROM: Final = 180


def svg(chart: alt.LayerChart | alt.FacetChart, name: str, *, left: int, bottom: int = 34, top: int = 14) -> str:
    """The drawing. `name` keeps what it refers to apart from the other drawings of a page; `left` is the room for the
    labels of the vertical axis.
    """
    dressed = (
        chart.properties(
            autosize=alt.AutoSizeParams(type="none"),
            padding={"left": left, "right": 24, "top": top, "bottom": bottom},
            background="transparent",
        )
        .configure(font=FONT, aria=False)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK,
            titleColor=INK,
            labelFontSize=LABEL,
            titleFontSize=LABEL,
            titleFontWeight="normal",
            domainColor=LINE,
            tickColor=LINE,
            gridColor=FAINT,
            labelLimit=1000,
            titleLimit=1000,
            labelFont=FONT,
            titleFont=FONT,
        )
    )
    drawn = io.StringIO()
    dressed.save(drawn, format="svg")
    return _CLIP.sub(rf"{name}-\1\2", drawn.getvalue())


def values(rows: list[dict[str, Any]]) -> alt.InlineData:
    """Rows for a chart."""
    return alt.InlineData(values=rows)


def time_unit(longest: int) -> tuple[int, bool]:
    """The unit of an axis of times, in milliseconds, and whether that is hours."""
    hours = longest > _HOURS_FROM * _MINUTE
    return (60 * _MINUTE if hours else _MINUTE), hours


def times_axis(title: str) -> alt.Axis:
    """An axis of times."""
    return alt.Axis(title=title, grid=False, tickCount=8, labelFlush=False, titlePadding=4)
