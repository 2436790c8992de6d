"""The rows of the home screen's lists, one function for each kind of entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from incidents.views import LimitView
from reports.cells import cell_width, fit
from reports.due_list import by_days
from reports.format_span import clock_span, early_or_late
from reports.format_time import day, hhmm, hhmmss, local, weekday
from reports.format_value import record_no
from reports.nearest import BINDING
from reports.words import Words
from reports.words.names import MODES, OUTCOMES, name
from runbooks.calendar import WorkingDays
from runbooks.plan import Plan as RunbookPlan
from tui.home.entries import Dated, Past, Plan, Running
from tui.home.glimpse import Glimpse, Live
from tui.home.layout import Row
from tui.home.scene import Scene
from tui.lines import Line, between, drawn, first_that_fits, line
from tui.pages.head import crowd
from tui.pages.times import authority, due, elapsed, left, level_name, mark, over

_DAY: Final = 86_400_000
_WHEN: Final = 13
"""Cells for the day of what falls due."""
_HOUR: Final = 3_600_000


@dataclass(frozen=True, slots=True)
class _Calendar:
    calendar: WorkingDays


@dataclass(frozen=True, slots=True)
class _Setting:
    """An incident as the rows of limits want to know it."""

    words: Words
    plan: RunbookPlan
    state: _Calendar


def _setting(live: Live, words: Words) -> _Setting:
    return _Setting(words, live.plan, _Calendar(live.calendar))


def entry_rows(scene: Scene, row: Row, *, here: bool) -> list[Line]:
    """The rows of an entry; `>` and the cursor's style where the cursor stands."""
    start = f"{'>' if here else ' '}{row.digit or ' '} "
    match row.entry:
        case Running() as entry:
            lines = _running(scene, start, entry, row.rows)
        case Dated() as entry:
            lines = [_dated(scene, start, entry)]
        case Plan() as entry:
            lines = [_plan(scene, start, entry)]
        case Past() as entry:
            lines = [_past(scene, start, entry)]
    first = lines[0].styled("cursor") if here else lines[0]
    return [first, *lines[1 : row.rows]]


# -- under way ------------------------------------------------------------------------------------------


def _running(scene: Scene, start: str, entry: Running, rows: int) -> list[Line]:
    """`>1 [处置] 2026-0309-01 国企聚集上访快速响应     重大(暂定)  现场42人  历时 32:40`, limits, the last record."""
    words, seen = scene.words, entry.seen
    live = seen.live
    if live is None:
        return [line(start)]
    title = f"{start}[{name(words, MODES, seen.mode)}] {seen.id} {drawn(words.text(seen.title or {}))}"
    mode = "doing" if seen.mode == "live" else "exercise"
    if rows < 2 and live.dues:
        return [_short(scene, title, live, mode)]
    took = words.sense("home", "{span}", span=elapsed(max(scene.now - live.seen.began, 0), words))
    level, people = _level(live, words), _people(live, scene.now, words)
    ways = ["  ".join(part for part in parts if part) for parts in ([level, people, took], [level, took], [took])]
    ways.insert(1, f"{level} {people}  {took}")
    room = scene.width - cell_width(title) - 2
    first = line(between(title, first_that_fits(max(room, cell_width(took)), ways), scene.width), mode)
    if rows < 2:
        return [first]
    limits = _limits(scene, live, rows - 2 if rows > 2 else 1)
    return [first, *limits, *([_last(scene, seen, live)] if rows > 2 else [])]


def _short(scene: Scene, title: str, live: Live, mode: str) -> Line:
    """One row for an incident: what falls due next is worth more than how many people there are."""
    view, setting = _by_urgency(scene, live)[0], _setting(live, scene.words)
    number = live.plan.step[view.step].number
    said = f"{mark(view, scene.now)} {left(view, setting, scene.now)}  {number} {authority(view, setting)}".strip()
    style = ("overdue" if view.basis in BINDING else "past") if over(view, scene.now) else mode
    return line(between(title, said, scene.width), style)


def _level(live: Live, words: Words) -> str:
    if not live.plan.levels:
        return ""
    if "level" not in live.seen.facts:
        return words.sense("screen", "no level yet")
    return words.sense("screen", "{level}(assumed)", level=level_name(live.seen.level, live.plan, words))


def _people(live: Live, now: int, words: Words) -> str:
    stated = live.seen.facts.get("headcount")
    if stated is None or stated.value is None:
        return ""
    return crowd(stated, now, words)


def _limits(scene: Scene, live: Live, rows: int) -> list[Line]:
    """What falls due next; from the second row on first what was done late by what a document sets."""
    running = _by_urgency(scene, live)
    late = [v for v in live.seen.limits if v.state == "late" and v.basis in BINDING and v.done_at is not None]
    late.sort(key=lambda view: -(view.done_at or 0))
    chosen = [*running[:1], *late[:1], *running[1:]][:rows]
    if not chosen:
        return [line(f"      {scene.words.sense('home', 'no limit is running')}", "dim")]
    return [_limit(scene, live, view) for view in chosen]


def _by_urgency(scene: Scene, live: Live) -> list[LimitView]:
    """The limits that run: binding ones that are over, those counted by the clock, targets, those counted in days."""

    def rank(view: LimitView) -> int:
        if view.basis not in BINDING:
            return 2
        return 0 if over(view, scene.now) else 3 if by_days(view, live.plan) else 1

    return sorted(live.dues, key=rank)


def _limit(scene: Scene, live: Live, view: LimitView) -> Line:
    words, setting = scene.words, _setting(live, scene.words)
    step = live.plan.step[view.step]
    title = f"{step.number} {drawn(words.text(step.title))}"
    size = 12
    if view.state == "late":
        word = words.sense("home", "done late")
        title = words.sense("home", "{step}, at {at}", step=title, at=hhmm(view.done_at or 0, live.plan.timezone))
        end = early_or_late(view.margin or 0, words)
    else:
        word = left(view, setting, scene.now)
        end = due(view, setting, scene.now)
    text = f"   {mark(view, scene.now):<2} {fit(word, max(size, cell_width(word)))} {title}"
    style = ("overdue" if view.basis in BINDING else "past") if over(view, scene.now) else ""
    return line(between(text, f"{authority(view, setting)}  {end}".rstrip(), scene.width), style)


def _last(scene: Scene, seen: Glimpse, live: Live) -> Line:
    """`      末次存盘 09:12:31  王岚(本机)                               #041 7F3A-91C2`."""
    words, by = scene.words, drawn(live.last.by)
    who = words.sense("home", "{name} (here)", name=by) if live.here else by
    at = _clock(live.last.recorded, seen.zone, scene)
    said = words.sense("home", "last on disk {at}  {name}", at=at, name=who)
    if seen.damaged:
        said = words.sense("home", "its record is broken; it can only be looked at")
    return line(
        between(f"      {said}", f"{record_no(seen.version)} {seen.short_head}", scene.width),
        "warning" if seen.damaged else "dim",
    )


def _clock(at: int, zone: str, scene: Scene) -> str:
    if _same_day(at, scene.now, zone):
        return hhmmss(at, zone)
    return f"{day(at, zone, scene.words, scene.now)} {hhmm(at, zone)}"


def _same_day(one: int, other: int, zone: str) -> bool:
    return local(one, zone).date() == local(other, zone).date()


# -- dated things ---------------------------------------------------------------------------------------


def _dated(scene: Scene, start: str, entry: Dated) -> Line:
    """` 2 !! 逾期3天      每日更新台账  2026-0226-01               预案每日  应于 03-06`."""
    words, zone = scene.words, entry.seen.zone
    past = scene.now > entry.at
    binding = entry.limit is not None and entry.limit.basis in BINDING
    sign = ("!!" if binding else "~~") if past else "  "
    if entry.limit is not None and entry.seen.live is not None:
        title = words.text(entry.seen.live.plan.step[entry.limit.step].title)
        why = authority(entry.limit, _setting(entry.seen.live, words))
    else:
        title = entry.agreed.what if entry.agreed else ""
        owner = entry.agreed.owner if entry.agreed else ""
        why = words.sense("home", "agreed, {owner}", owner=drawn(owner)) if owner else words.sense("home", "agreed")
    text = f"{start}{sign} {fit(_when(scene, entry.at, zone, binding=binding), _WHEN)} "
    titled = drawn(title)
    wanted = max(14 if words.chinese else 20, cell_width(titled))
    taken = cell_width(text) + 2 + cell_width(entry.seen.id) + 2
    whole = "  ".join(part for part in (why, _end(scene, entry, past=past)) if part)
    right = first_that_fits(scene.width - taken - cell_width(titled), [whole, why])
    text += f"{fit(titled, max(min(wanted, scene.width - taken - cell_width(right)), 8))}  {entry.seen.id}"
    style = ("overdue" if binding else "past") if past else ""
    return line(between(text, right, scene.width), style)


def _when(scene: Scene, at: int, zone: str, *, binding: bool) -> str:
    """`逾期3天`, `今天17:00`, `周三03-11`: a day that ends at midnight is named itself."""
    words, now = scene.words, scene.now
    if now > at:
        days = (local(now, zone).date() - local(at - 1, zone).date()).days
        if days < 1:
            return words.sense("home", "{span} over", span=clock_span(now - at))
        return words.sense("home", "{n} d overdue", n=days) if binding else words.sense("home", "{n} d past", n=days)
    whole = (local(at, zone).hour, local(at, zone).minute) == (0, 0)
    last = at - 1 if whole else at
    if _same_day(last, now, zone):
        return words.sense("home", "today {at}", at="24:00" if whole else hhmm(at, zone))
    named = (weekday(last, zone, words), day(last, zone, words, now))
    said = ("" if words.chinese else " ").join(named)
    return said if cell_width(said) <= _WHEN else named[1]  # next year's: rather without its weekday than cut off


def _end(scene: Scene, entry: Dated, *, past: bool) -> str:
    """When it was due, or how long is left where it is today."""
    words, zone = scene.words, entry.seen.zone
    if past:
        return words.sense("home", "was due {day}", day=day(entry.at - 1, zone, words, scene.now))
    size = entry.at - scene.now
    if size > _DAY or not _same_day(entry.at - 1, scene.now, zone):
        return ""
    return words.sense("home", "{h} h {m} left", h=size // _HOUR, m=size % _HOUR // 60_000)


# -- plans ----------------------------------------------------------------------------------------------


def _plan(scene: Scene, start: str, entry: Plan) -> Line:
    """` 5 soe-rapid-response   国企聚集上访快速响应               10步  预案时限5  可用`."""
    words = scene.words
    shelved = entry.shelved
    title = drawn(words.text(shelved.title)) if shelved.title else ""
    text = f"{start}{fit(shelved.id, max(20, cell_width(shelved.id)))} {title}"
    state = first_that_fits(scene.width - cell_width(text) - 2, list(_states(scene, entry)))
    return line(between(text, state, scene.width))


def _states(scene: Scene, entry: Plan) -> Iterator[str]:
    """What a plan holds and whether it can be used, the longest way of saying it first."""
    words, volume = scene.words, entry.volume
    if volume is None:
        yield words.sense("home", "being read...")
        return
    if volume.fault:
        yield volume.fault
        return
    steps = words.sense("home", "{n} steps", n=volume.steps)
    limits = words.sense("home", "{n} plan limits", n=volume.limits)
    if volume.limits == 1:
        limits = words.sense("home", "1 plan limit")
    ready = words.sense("home", "ready")
    if volume.nobody:
        ready = words.sense("home", "no site.yaml")
    elif volume.missing:
        names = words.listed(drawn(one) for one in volume.missing)
        ready = words.sense("home", "warning {n}: nobody is {roles}", n=len(volume.missing), roles=names)
    yield f"{steps}  {limits}  {ready}"
    yield f"{steps}  {ready}"
    if volume.missing and not volume.nobody:
        ready = words.sense("home", "warning {n}", n=len(volume.missing))
    yield f"{steps}  {ready}"
    yield ready


# -- past -----------------------------------------------------------------------------------------------


def _past(scene: Scene, start: str, entry: Past) -> Line:
    """` 8 2026-0226-01 公司六阶段应急处置                        02-26 结束  欠总结报告`."""
    words, seen = scene.words, entry.seen
    if seen.status == "unreadable":
        said = words.sense("home", "cannot be read: drillbook verify {incident}", incident=seen.id)
        return line(between(f"{start}{seen.id}", said, scene.width), "warning")
    exercise = "" if seen.mode == "live" else f"[{name(words, MODES, seen.mode)}] "
    text = f"{start}{seen.id} {exercise}{drawn(words.text(seen.title or {}))}"
    ended = day(seen.closed_at, seen.zone, words, scene.now)
    said = words.sense("home", "{day} {outcome}", day=ended, outcome=name(words, OUTCOMES, seen.outcome))
    if seen.outcome == "handled":
        said = words.sense("home", "closed {day}", day=ended)
    elif seen.outcome == "mistake":
        room = scene.width - cell_width(text) - 2
        said = first_that_fits(max(room, cell_width(said)), [_taken_back(scene, seen, ended), said])
    if seen.damaged:
        said += "  " + words.sense("home", "record broken")
    elif seen.owed and seen.outcome == "handled":
        said += "  " + words.sense("home", "{n} fields owed", n=seen.owed)
    return line(between(text, said, scene.width))


def _taken_back(scene: Scene, seen: Glimpse, day: str) -> str:
    """`02-18 误启动, 2分后撤销`."""
    minutes = (seen.closed_at - seen.opened_at) // 60_000
    if minutes < 1:
        return scene.words.sense("home", "{day} opened by mistake, void at once", day=day)
    return scene.words.sense("home", "{day} opened by mistake, void after {n} min", day=day, n=minutes)
