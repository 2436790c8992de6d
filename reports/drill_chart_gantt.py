"""One run as a Gantt chart: a row a step; waiting for people is empty, the way there framed, work unframed."""

from __future__ import annotations

from typing import Any, Final

import altair as alt

from reports.cells import cell_width, clip
from reports.drill_charts import (
    CELL,
    FAINT,
    GROUND,
    INK,
    KEPT,
    LABEL,
    LATE,
    WAIT,
    WAY,
    svg,
    time_unit,
    times_axis,
    values,
)
from reports.drill_values import RunResult
from reports.words import Words
from runbooks.plan import Plan

_ROW: Final = 19
_WIDEST: Final = 40
_WIDTH: Final = 660
_THIN: Final = 11


def gantt(name: str, run: RunResult, plan: Plan, words: Words) -> str:
    """The run from its start to its end."""
    unit, hours = time_unit(run.end)
    shown = [step for step in plan.steps if any(bar.step == step.id for bar in run.bars)]
    labels = {step.id: clip(f"{step.number} {words.text(step.title)}", _WIDEST) for step in shown}
    wait, way, work, late, due = _parts(run, labels, unit)
    said = words.say("hours since the start") if hours else words.say("minutes since the start")
    x = alt.X("from:Q", axis=times_axis(said), scale=alt.Scale(domain=[0, max(run.end, 1) / unit], nice=False))
    order = [labels[step.id] for step in shown]
    y = alt.Y("step:N", sort=order, scale=alt.Scale(domain=order), axis=_axis())
    chart = alt.layer(
        _bars(wait, x, y).mark_bar(height=_THIN, fill=GROUND, stroke=WAIT, strokeWidth=1),
        _bars(way, x, y).mark_bar(height=_THIN, fill=WAY, stroke=WAIT, strokeWidth=1),
        _bars(work, x, y).mark_bar(height=_THIN, fill=KEPT, stroke=KEPT, strokeWidth=1),
        _bars(late, x, y).mark_bar(height=_THIN, fill=LATE, stroke=LATE, strokeWidth=1),
        alt.Chart(values(due)).mark_tick(color=INK, thickness=2, size=_ROW - 2).encode(x="from:Q", y=y),
        alt.Chart(values(late))
        .mark_text(align="left", dx=4, fontSize=LABEL + 2, color=LATE, fontWeight="bold")
        .encode(x="to:Q", y=y, text=alt.value("!")),
    ).properties(width=_WIDTH, height=_ROW * len(order))
    left = round(max(map(cell_width, order), default=0) * CELL) + 14
    return svg(chart, name, left=left)


def _axis() -> alt.Axis:
    return alt.Axis(title=None, ticks=False, domain=False, grid=True, gridColor=FAINT, labelPadding=8)


def _bars(rows: list[dict[str, Any]], x: alt.X, y: alt.Y) -> alt.Chart:
    return alt.Chart(values(rows)).encode(x=x, x2="to:Q", y=y)


def _parts(run: RunResult, labels: dict[str, str], unit: int) -> tuple[list[dict[str, Any]], ...]:
    wait: list[dict[str, Any]] = []
    way: list[dict[str, Any]] = []
    work: list[dict[str, Any]] = []
    late: list[dict[str, Any]] = []
    due: list[dict[str, Any]] = []
    for bar in run.bars:
        step = labels[bar.step]
        called = run.end if bar.called is None else bar.called
        start = run.end if bar.start is None else bar.start
        done = run.end if bar.done is None else bar.done
        for rows, begin, end in (
            (wait, bar.ready, called),
            (way, called, start),
            (late if bar.late else work, start, done),
        ):
            if end > begin:
                rows.append({"step": step, "from": begin / unit, "to": end / unit})
        if bar.done is not None and bar.done == bar.start:
            (late if bar.late else work).append({"step": step, "from": bar.done / unit, "to": bar.done / unit})
        if bar.due is not None and bar.due <= run.end:
            due.append({"step": step, "from": bar.due / unit})
    return wait, way, work, late, due
