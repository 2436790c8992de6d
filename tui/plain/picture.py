"""The picture of an incident for whoever takes it over, computed from the record; and how the limits were kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from incidents.views import LimitView, Snapshot, StepView
from reports.format_span import span
from reports.head_count import answer
from reports.nearest import BINDING
from reports.words.names import limit_state
from tui.plain import levels
from tui.plain.labels import basis, clock, early, label, left, until
from tui.plain.lists import limit_row, owed_lines
from tui.plain.notes import draft_line
from tui.plain.now import number, told_and_not

if TYPE_CHECKING:
    from tui.plain.desk import Desk

_COUNTED = ("met", "late", "missed", "waived")
_SCENE = ("headcount", "entrance", "danger")


def picture(desk: Desk, seen: Snapshot) -> Iterator[str]:
    """Scene, limits, what is being done, what can be done, skipped, told, not told, owed, drafts."""
    words = desk.words
    yield words.say("Scene   {said}", said=_scene(desk, seen))
    yield words.say("Limits  {said}", said=_limits(desk, seen))
    running = [v for v in seen.limits if v.state == "running" and v.basis in BINDING and v.due_at is not None]
    if running:
        said = words.listed(_running(desk, view, seen) for view in sorted(running, key=lambda v: v.due_at or 0))
        yield words.say("        running: {said}", said=said)
    for state, head in (
        ("in-progress", words.say("Doing   ")),
        ("ready", words.say("Ready   ")),
        ("skipped", words.say("Skipped ")),
    ):
        mine = [view for view in seen.steps if view.state == state]
        if mine:
            titles = [
                f"{number(v)} {words.text(desk.step(v.id).title)}" + (f" ({v.person})" if v.person else "")
                for v in mine
            ]
            yield head + words.listed(titles)
    told, untold = told_and_not(desk, seen)
    yield words.say("Told    {said}", said=" ".join(told) or words.say("(nobody)"))
    if untold:
        yield words.say("NOT     {said}", said=words.listed(untold))
    owed = owed_lines(desk, seen)
    if owed:
        yield words.say("Owed")
        yield from owed
    for _, kept in desk.drafts.all():
        yield draft_line(desk, kept)


def _scene(desk: Desk, seen: Snapshot) -> str:
    words = desk.words
    parts = [words.say("start {at}", at=clock(seen.began, desk.plan, words, seen.now)), levels.said(desk, seen)]
    for fact in _SCENE:
        stated = seen.facts.get(fact)
        if stated is not None:
            said = answer(stated, fact, desk.plan, words, seen.now)
            at = clock(stated.at, desk.plan, words, seen.now)
            parts.append(
                f"{label(fact, desk.plan, words)} {said}({at})"
                if words.chinese
                else f"{label(fact, desk.plan, words)} {said} ({at})"
            )
    return "  ".join(parts)


def _limits(desk: Desk, seen: Snapshot) -> str:
    words = desk.words
    over = [v for v in seen.limits if v.state == "overdue" and v.basis in BINDING]
    late = [v for v in seen.limits if v.state == "late" and v.basis in BINDING]
    parts = [
        words.say("overdue {n}", n=len(over)) + _which(desk, over),
        words.say("done late {n}", n=len(late)) + _which(desk, late),
    ]
    return "  ".join(parts)


def _which(desk: Desk, views: list[LimitView]) -> str:
    words = desk.words
    said = []
    for view in views:
        margin = view.margin or 0
        how = early(margin, words) if view.done_at is not None else left(margin, words)
        said.append(f"{desk.step(view.step).number} {basis(view, words)} {how}")
    return f": {words.listed(said)}" if said else ""


def _running(desk: Desk, view: LimitView, seen: Snapshot) -> str:
    due = until(view.due_at or 0, desk.plan, desk.words, seen.now)
    return f"{desk.step(view.step).number} {basis(view, desk.words)} {due}"


def _skipped(desk: Desk, view: StepView) -> str:
    """What was skipped, why, and who agreed."""
    words = desk.words
    title, reason = words.text(desk.step(view.id).title), view.reason
    skips = [e for e in desk.session.events if e.kind == "step-skipped" and e.step == view.id]
    if skips and skips[-1].data["approver"]:
        reason += f", {words.say('approved by {name}', name=skips[-1].data['approver'])}"
    return words.say("skipped {step} {title}: {reason}", step=view.number, title=title, reason=reason)


def ended(desk: Desk, seen: Snapshot) -> Iterator[str]:
    """After closing: the limits by authority, what has to be explained, the whole head to be copied."""
    words = desk.words
    took = span((seen.closed_at or seen.now) - seen.began, words)
    yield words.say("From {at}, took {span}.", at=clock(seen.began, desk.plan, words, None), span=took)
    counted = [view for view in seen.limits if view.state in _COUNTED]
    if counted:
        yield words.say("Limits, by authority, never added up:")
    for kind in ("plan", "statute", "adopted", "assumed"):
        mine = [view for view in counted if view.basis == kind]
        counts: Counter[str] = Counter()
        for view in mine:
            counts[view.state] += view.turns
        if mine:
            said = "  ".join(f"{limit_state(words, kind, state)} {counts[state]}" for state in _COUNTED)
            yield f"  {basis(mine[0], words)}   {said}"
    explain = [v for v in seen.limits if v.basis in BINDING and v.state in {"late", "missed"}]
    skipped = [v for v in seen.steps if v.state == "skipped"]
    if explain or skipped:
        yield words.say("To be explained:")
    yield from (f"  {limit_row(desk, view, seen)}" for view in explain)
    yield from (f"  {_skipped(desk, step)}" for step in skipped)
    version, full, short = desk.session.head
    yield words.say("{n} records, head {short}:", n=version, short=short)
    yield f"  {full}"
    yield words.say("Copy the line above into the report: it shows later whether the record was changed.")
