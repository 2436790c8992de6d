"""Limits in the report: one block for each basis, never one sum; and what needs explaining."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from incidents.timeline import Timeline
from incidents.views import LimitView
from reports.format_span import duration, early_or_late, left_or_over
from reports.format_time import due, moment
from reports.format_value import step
from reports.limit_words import short_period
from reports.markdown import escaped, table
from reports.words import Words
from reports.words.names import BASES, BASIS_HEADINGS, columns, limit_state, name

ORDER: Final = ("plan", "statute", "adopted", "assumed")
_ALWAYS: Final = ("plan", "statute", "assumed")
_SHOWN_FIRST: Final = ("missed", "overdue", "late", "waived", "running", "met", "pending")
_BREACHES: Final = frozenset({"missed", "overdue", "late"})


def limit_blocks(told: Timeline, words: Words) -> Iterator[str]:
    """Plan, statute (or adopted) and assumed, each with its own count and its own words."""
    yield f"## {words.say('Limits: three bases, never added up')}"
    yield ""
    if told.weekday_years:
        yield by_weekdays(told, words)
        yield ""
    for basis in ORDER:
        views = [view for view in told.limits if view.basis == basis and view.state != "not-applicable"]
        if views or basis in _ALWAYS:
            yield from _block(basis, views, told, words)


def by_weekdays(told: Timeline, words: Words) -> str:
    """That a calendar was not announced, so that a due may be off by its holidays."""
    years = words.listed(str(year) for year in told.weekday_years)
    return words.say("The working days of {years} are not announced: Monday to Friday were counted.", years=years)


def counts(views: list[LimitView]) -> Counter[str]:
    """How many limits are in which state; a run of turns that passed unused counts each turn."""
    found: Counter[str] = Counter()
    for view in views:
        found[view.state] += view.turns
    return found


def _block(basis: str, views: list[LimitView], told: Timeline, words: Words) -> Iterator[str]:
    yield f"### {escaped(name(words, BASIS_HEADINGS, basis))}"
    yield ""
    found = counts(views)
    summary = [f"{limit_state(words, basis, state)} {found[state]}" for state in _SHOWN_FIRST if found[state]]
    yield words.listed(summary) if summary else words.say("none so far")
    yield ""
    if views:
        headings = columns(words, "step", "period", "due", "done at", "state", "margin", "source")
        views = sorted(views, key=lambda view: _SHOWN_FIRST.index(view.state))
        yield from table(headings, ([escaped(cell) for cell in _cells(view, told, words)] for view in views))


def _cells(view: LimitView, told: Timeline, words: Words) -> list[str]:
    zone, began = told.plan.timezone, told.seen.began
    turn = f" @{view.turn}" if view.turn > 1 else ""
    turns = words.say(" ({n} turns)", n=view.turns) if view.turns > 1 else ""
    state = limit_state(words, view.basis, view.state)
    if view.state == "waived":
        late = words.say(", after its due") if view.waived_late else ""
        state += f" ({words.say('approved by {name}', name=view.approver)}{late}: {view.reason})"
    if view.extended:
        length = duration(view.extended, words)
        said = words.say("approved by {name}", name=view.extended_by)
        state += words.say(
            " (extended by {length}, {approved}: {reason})", length=length, approved=said, reason=view.extended_reason
        )
    if view.known_late:
        state += words.say(" (date known too late)")
    return [
        step(view.step, told.plan, words) + turn + turns,
        _period(view, words),
        "" if view.due_at is None else due(view.due_at, zone, words, began),
        "" if view.done_at is None else moment(view.done_at, zone, words, began),
        state,
        _margin(view, words),
        view.number or words.listed(view.source),
    ]


def _period(view: LimitView, words: Words) -> str:
    """How long, and that a beginning was enough: one line for each, or the two limits of a step read the same."""
    said = short_period(view, words) + (words.say(", to begin") if view.to == "start" else "")
    return said.removeprefix(", ")


def _margin(view: LimitView, words: Words) -> str:
    if view.margin is None:
        return ""
    acted = view.state in {"met", "late"}
    return early_or_late(view.margin, words) if acted else left_or_over(view.margin, words)


def explained(told: Timeline, words: Words) -> Iterator[str]:
    """Breaches of plan and law, waivers, skips, acts ahead of their turn, a duty taken over alone."""
    lines = [*_breaches(told, words), *_waivers(told, words), *_departures(told, words)]
    yield f"## {words.say('To be explained')} {len(lines)}"
    yield ""
    yield from lines or [words.say("nothing")]
    yield ""


def _breaches(told: Timeline, words: Words) -> Iterator[str]:
    for view in told.limits:
        if view.basis in {"plan", "statute"} and view.state in _BREACHES:
            yield "- " + _line(view, told, words)


def _waivers(told: Timeline, words: Words) -> Iterator[str]:
    for view in told.limits:
        if view.basis in {"plan", "statute"} and view.state == "waived":
            yield "- " + _line(view, told, words)


def _line(view: LimitView, told: Timeline, words: Words) -> str:
    title, length, *_rest = _cells(view, told, words)
    state, margin = _rest[2], _rest[3]
    basis = name(words, BASES, view.basis)
    parts = [state, title, f"{basis} {length}".strip(), margin, words.listed(view.source)]
    return escaped(", ".join(part for part in parts if part))


def _departures(told: Timeline, words: Words) -> Iterator[str]:
    for view in told.seen.steps:
        title = step(view.id, told.plan, words)
        if view.state == "skipped":
            yield "- " + escaped(words.say("skipped: {step}: {reason}", step=title, reason=view.reason))
        elif view.ahead:
            yield "- " + escaped(words.say("ahead of its turn: {step}: {reason}", step=title, reason=view.reason))
    for entry in told.entries:
        if entry.event.kind == "taken-over" and not entry.void:
            said = words.say("{name} took over alone: {reason}", name=entry.data["to"], reason=entry.data["reason"])
            yield "- " + escaped(said)
