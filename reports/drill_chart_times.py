"""How long it took, against the limit: a histogram with the limit as a line. In time is solid, late is hollow."""

from __future__ import annotations

import altair as alt

from reports.drill_charts import INK, KEPT, LABEL, LATE, WIDTH, svg, time_unit, times_axis, values
from reports.drill_values import Distribution
from reports.words import Words

_HEIGHT = 76


def times_chart(name: str, times: Distribution, limit: int, words: Words) -> str:
    """One limit of `limit` milliseconds."""
    total = sum(times.counts) + times.later + times.undone
    unit, hours = time_unit(max(len(times.counts) * times.width, limit))
    rows = [
        {"from": n * times.width / unit, "to": (n + 1) * times.width / unit, "share": 100 * count / total}
        for n, count in enumerate(times.counts)
        if count
    ]
    end = max(len(times.counts) * times.width, limit * 1.1) / unit
    title = words.say("hours since it began to run") if hours else words.say("minutes since it began to run")
    x = alt.X("from:Q", scale=alt.Scale(domain=[0, end], nice=False), axis=times_axis(title))
    y = alt.Y("share:Q", axis=alt.Axis(title=words.say("% of runs"), tickCount=3, titlePadding=8))
    bars = alt.Chart(values(rows)).encode(x=x, x2="to:Q", y=y)
    within = alt.datum["to"] <= limit / unit + 1e-9
    line = alt.Chart(values([{"at": limit / unit, "said": words.say("limit")}])).encode(x="at:Q")
    chart = alt.layer(
        bars.transform_filter(within).mark_rect(fill=KEPT, stroke=KEPT, strokeWidth=1),
        bars.transform_filter(~within).mark_rect(fill=LATE, fillOpacity=0.25, stroke=LATE, strokeWidth=1),
        line.mark_rule(color=INK, strokeWidth=2, strokeDash=[5, 3]),
        line.mark_text(align="left", baseline="bottom", dx=-10, dy=-4, fontSize=LABEL, color=INK).encode(
            y=alt.value(0), text="said:N"
        ),
    ).properties(width=WIDTH, height=_HEIGHT)
    return svg(chart, name, left=52, top=22)
