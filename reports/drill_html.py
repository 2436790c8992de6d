"""A drill as one page that opens anywhere, without a network: plain words, tables, and charts drawn beforehand.

Needs Jinja2 and Altair with its renderer (the extra `report`); only whoever writes a page imports this.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reports.cells import printable
from reports.drill_chart_crowd import present_chart, tension_chart
from reports.drill_chart_gantt import gantt
from reports.drill_chart_times import times_chart
from reports.drill_headline import caption, headline, here, model_note
from reports.drill_phrases import (
    NOTHING,
    counted_from,
    length,
    limit_name,
    limit_of,
    part,
    percent,
    with_interval,
    within,
)
from reports.drill_stages import stages_table
from reports.drill_tables import Table, by_basis, limit_tables, objectives_table, roles_table, steps_table
from reports.drill_text import legend
from reports.drill_under_way import under_way_table
from reports.drill_values import Bar, Distribution, DrillReport, LimitResult, RunResult
from reports.format_value import number
from reports.words import Words
from reports.words.names import BASIS_HEADINGS, MODES, name

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing, what stands below it, and what it says to those who do not see it."""

    svg: Markup
    caption: str
    told: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with sentences, tables and drawings."""

    title: str
    lines: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()


def drill_html(report: DrillReport, words: Words) -> bytes:
    """The whole page."""
    templates = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)
    page = templates.get_template("drill.html").render(
        lang="zh-CN" if words.chinese else "en",
        mode=name(words, MODES, "drill"),
        title=words.text(report.title),
        about=words.text(report.about) if report.about else "",
        caption=list(caption(report, words)),
        warning=model_note(words) if report.crowd else "",
        headings={"said": words.say("What this drill says"), "again": words.say("To run it again")},
        said=headline(report, words),
        sections=list(_sections(report, words)) if report.runs else [],
        again=_again(report),
        versions=words.listed(f"{what} {version}" for what, version in report.versions),
        note=words.say(
            "The same command with the same versions, plan and site gives the same figures, on any machine."
        ),
        style=Markup((_TEMPLATES / "drill.css").read_text(encoding="utf-8")),  # noqa: S704 - our own file
    )
    return page.encode("utf-8", "replace")


def _again(report: DrillReport) -> str:
    more = "" if report.precision is None else f" --precision {100 * report.precision:g}%"
    more += here(report)
    return f"drillbook drill {printable(report.scenario)} --runs {report.wanted} --seed {report.seed}{more}"


def _sections(report: DrillReport, words: Words) -> Iterator[Section]:
    yield Section(
        words.say("Limits: three bases, never added up"),
        tuple(legend(report, words)),
        (),
        (*limit_tables(report, words), *_stages(report, words)),
    )
    yield Section(words.say("People and things"), (), (), (roles_table(report, words),))
    if report.objectives:
        yield Section(words.say("Objectives"), (), (), (objectives_table(report, words),))
    under_way = under_way_table(report, words)
    if under_way.rows:
        yield Section(words.say("After the end of the drill"), (), (), (under_way,))
    yield from _times(report, words)
    if report.crowd:
        yield _crowd(report, words)
    yield from _runs(report, words)
    yield Section(words.say("Steps"), (), (), (steps_table(report, words),))


def _stages(report: DrillReport, words: Words) -> Iterator[Table]:
    table = stages_table(report, words)
    if table.rows:
        yield table


def _times(report: DrillReport, words: Words) -> Iterator[Section]:
    for basis, limits in by_basis(report.limits, report).items():
        figures = tuple(_time(limit, limit.times, report, words) for limit in limits if limit.times is not None)
        if figures:
            said = words.say(
                "Solid bars: in time. Outlined bars, right of the dashed line: too late. Runs in which the limit did"
                " not apply are left out."
            )
            title = words.say("How long it took: {basis}", basis=name(words, BASIS_HEADINGS, basis))
            yield Section(title, (said,), figures)


def _time(limit: LimitResult, times: Distribution, report: DrillReport, words: Words) -> Figure:
    own = limit_of(limit.step, limit.limit, report.plan)
    long = own.within.ms if own.within else None
    svg = times_chart(f"{limit.step}-{limit.limit}", times, long or 0, words)
    told = words.say(
        "kept {kept}; half in: {half}; 90 % in: {most}",
        kept=with_interval(limit.share),
        half=within(limit.p50, words),
        most=within(limit.p90, words),
    )
    total = sum(times.counts) + times.later + times.undone
    beyond = []
    if times.later:
        beyond.append(words.say("later than shown {share}", share=part(times.later, total)))
    if times.undone:
        beyond.append(words.say("never done in the drill {share}", share=part(times.undone, total)))
    return Figure(Markup(svg), _named(limit, report, words), "; ".join([told, *beyond]))  # noqa: S704 - from escaped texts


def _named(limit: LimitResult, report: DrillReport, words: Words) -> str:
    """A limit by its name; where another drawing has that name, too, with the moment from which it counts."""
    named = limit_name(limit.step, limit.limit, report.plan, words)
    drawn = [limit_name(n.step, n.limit, report.plan, words) for n in report.limits if n.times is not None]
    if drawn.count(named) == 1:
        return named
    own = limit_of(limit.step, limit.limit, report.plan)
    return f"{named}; {words.sense('drill', 'counted from')}: {counted_from(own, report.plan, words)}"


def _crowd(report: DrillReport, words: Words) -> Section:
    bands = report.crowd
    highest, tensest = max(bands, key=lambda b: b.present[1]), max(bands, key=lambda b: b.tension[1])
    people = words.say(
        "in the middle run at most {n} people, {time} after the start; eight of ten runs between {low} and {high} then",
        n=round(highest.present[1]),
        time=length(highest.at, words),
        low=round(highest.present[0]),
        high=round(highest.present[2]),
    )
    tension = words.say(
        "in the middle run at most {n}, {time} after the start; eight of ten runs between {low} and {high} then",
        n=f"{tensest.tension[1]:.2f}",
        time=length(tensest.at, words),
        low=f"{tensest.tension[0]:.2f}",
        high=f"{tensest.tension[2]:.2f}",
    )
    lines = (
        model_note(words),
        words.say(
            "Line: the middle of the runs that still go on. Band: eight of ten of them. The charts end where fewer than"
            " one in ten goes on."
        ),
    )
    figures = (
        Figure(Markup(present_chart(bands, words)), words.say("People present"), people),  # noqa: S704
        Figure(Markup(tension_chart(bands, words)), words.say("Tension"), tension),  # noqa: S704
    )
    headings = (
        words.sense("drill", "after"),
        words.say("People present"),
        words.say("Tension"),
        words.sense("drill", "runs"),
    )
    rows = [
        (
            length(band.at, words) if band.at else "0",
            _band([f"{n:.0f}" for n in band.present], words),
            _band([f"{x:.2f}" for x in band.tension], words),
            percent(band.runs / report.runs),
        )
        for band in bands
        if band.at % 1_800_000 == 0
    ]
    table = Table(
        words.say("Every half hour: the middle run, and between what eight of ten lie"), headings, tuple(rows), (0,)
    )
    return Section(words.say("The crowd"), lines, figures, (table,))


def _band(said: list[str], words: Words) -> str:
    low, middle, high = said
    return words.say("{middle} ({low} to {high})", low=low, middle=middle, high=high)


def _runs(report: DrillReport, words: Words) -> Iterator[Section]:
    typical = words.say("A typical run: number {n}", n=report.typical.number) if report.typical else ""
    worst = words.say("The worst run: number {n}", n=report.worst.number) if report.worst else ""
    lines = (
        words.say(
            "A bar has up to three parts: empty while it waits for people; framed and filled from the call to the start"
            " (reaction, way); without a frame at work."
        ),
        words.say("Upright mark: due by the plan or by law. An exclamation mark and the other colour: too late."),
    )
    for key, title, run in (("typical", typical, report.typical), ("worst", worst, report.worst)):
        if run is not None and run.bars:
            svg = Markup(gantt(key, run, report.plan, words))  # noqa: S704 - drawn from escaped texts
            yield Section(title, lines, (Figure(svg, title, _ended(run, report, words)),), (_bars(run, report, words),))


def _ended(run: RunResult, report: DrillReport, words: Words) -> str:
    broken = [limit_name(step, limit, report.plan, words) for step, limit in run.broken]
    end = words.say("over after {length}", length=length(run.end, words))
    if not broken:
        return words.say("{end}; no limit broken", end=end)
    return words.say("{end}; broken: {limits}", end=end, limits=words.listed(broken))


def _bars(run: RunResult, report: DrillReport, words: Words) -> Table:
    headings = (
        words.sense("drill", "no."),
        words.sense("drill", "step"),
        words.sense("drill", "became ready"),
        words.sense("drill", "people found"),
        words.sense("drill", "begun"),
        words.sense("drill", "done"),
        words.sense("drill", "due"),
        words.sense("drill", "in time"),
    )
    rows = tuple(_bar(bar, report, words) for bar in run.bars)
    return Table(words.say("The same in figures, counted from the start"), headings, rows)


def _bar(bar: Bar, report: DrillReport, words: Words) -> tuple[str, ...]:
    turn = f"@{bar.turn}" if bar.turn > 1 else ""
    title = words.text(report.plan.step[bar.step].title)
    judged = NOTHING if bar.due is None else words.say("no") if bar.late else words.say("yes")
    if bar.due is not None and not bar.late and bar.done is None:
        judged = NOTHING
    times = (length(ms, words) for ms in (bar.ready, bar.called, bar.start, bar.done, bar.due))
    return (number(bar.step, report.plan) + turn, title, *times, judged)
