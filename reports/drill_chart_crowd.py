"""The crowd over time: the middle run as a line, and the band in which eight of ten runs lie."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from reports.drill_charts import BAND, INK, WIDTH, svg, time_unit, times_axis, values
from reports.drill_values import Band
from reports.words import Words

_HEIGHT = 130


def present_chart(crowd: Sequence[Band], words: Words) -> str:
    """How many people are there."""
    return _bands("present", [(band.at, band.present) for band in crowd], words.say("people present"), words)


def tension_chart(crowd: Sequence[Band], words: Words) -> str:
    """The tension, a number of the model without a unit."""
    return _bands("tension", [(band.at, band.tension) for band in crowd], words.say("tension (model, no unit)"), words)


def _bands(name: str, bands: list[tuple[int, tuple[float, float, float]]], title: str, words: Words) -> str:
    unit, hours = time_unit(bands[-1][0])
    rows = [{"at": at / unit, "low": low, "mid": mid, "high": high} for at, (low, mid, high) in bands]
    said = words.say("hours since the start") if hours else words.say("minutes since the start")
    x = alt.X("at:Q", axis=times_axis(said), scale=alt.Scale(nice=False))
    base = alt.Chart(values(rows)).encode(x=x)
    chart = alt.layer(
        base.mark_area(fill=BAND, fillOpacity=0.35, stroke=None).encode(
            y=alt.Y("low:Q", axis=alt.Axis(title=title, tickCount=4, titlePadding=8)), y2="high:Q"
        ),
        base.mark_line(color=INK, strokeWidth=2, interpolate="linear").encode(y="mid:Q"),
    ).properties(width=WIDTH, height=_HEIGHT)
    return svg(chart, name, left=56)
