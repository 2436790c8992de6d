"""Times and lengths as rows of the screens have them: what is left, when it is due, how long on whose authority."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, Protocol

from incidents.views import LimitView
from reports.cells import cell_width
from reports.due_list import by_days
from reports.format_span import clock_span, left_or_over
from reports.format_time import day, hhmm, local, moment
from reports.format_value import level as level_title
from reports.limit_words import short_period
from reports.words import Words
from reports.words.names import limit_state
from runbooks.calendar import WorkingDays
from runbooks.plan import Compare, Limit, Plan
from tui.board import BINDING
from tui.lines import drawn


class Calendared(Protocol):
    """What knows the working days."""

    @property
    def calendar(self) -> WorkingDays: ...


class Setting(Protocol):
    """What the rows need to know of an incident: a board is one."""

    @property
    def words(self) -> Words: ...

    @property
    def plan(self) -> Plan: ...

    @property
    def state(self) -> Calendared: ...


_DAY: Final = 86_400_000
_HOUR: Final = 3_600_000


def over(view: LimitView, now: int) -> bool:
    """Whether a limit that runs is over."""
    return view.state in {"running", "overdue"} and view.due_at is not None and now > view.due_at


def mark(view: LimitView, now: int) -> str:
    """`!!` a binding limit is over, `~~` a target; `!` and `~` it was done after it."""
    sign = "!" if view.basis in BINDING else "~"
    if view.state in {"late", "missed"}:
        return sign
    return sign * 2 if over(view, now) else ""


def left(view: LimitView, board: Setting, now: int) -> str:
    """`余 17:50`, `超 02:10`, `余 3工作日`, `29:56 left`, `3 w.days`."""
    words, margin = board.words, (view.due_at or 0) - now
    if by_days(view, board.plan) and margin > _DAY:
        return _days_left(view, board, now)
    return left_or_over(margin, words)


def narrow(view: LimitView, board: Setting, now: int, room: int) -> str:
    """The same where only so many cells are to be had: hours and minutes, then hours, then days."""
    full = left(view, board, now)
    if cell_width(full) <= room:
        return full
    words, margin = board.words, (view.due_at or 0) - now
    size = abs(margin)
    if size < 100 * _HOUR and not words.chinese:
        spoken = f"{size // _HOUR}h{size % _HOUR // 60_000:02}"
    elif size < _DAY:
        spoken = words.say("{n} h", n=size // _HOUR)
    else:
        spoken = words.say("{n} d", n=size // _DAY)
    if margin >= 0:
        return words.say("{span} left", span=spoken)
    return words.say("{span} over", span=spoken)


def _days_left(view: LimitView, board: Setting, now: int) -> str:
    words = board.words
    last = _last_day(view.due_at or 0, board.plan.timezone)
    today = local(now, board.plan.timezone).date()
    if "working" in view.within:
        n = _working_days(today, last, board.state.calendar)
        return words.sense("screen", "{n} w.days", n=n)
    return words.sense("screen", "{n} days", n=(last - today).days)


def _last_day(due: int, zone: str) -> date:
    return local(due, zone).date() - timedelta(days=1)


def _working_days(today: date, last: date, calendar: WorkingDays) -> int:
    return sum(calendar.is_working(today + timedelta(days=n)) for n in range(1, (last - today).days + 1))


def due(view: LimitView, board: Setting, now: int) -> str:
    """`09:10到`, `03-12止`, `due 09:10`, `12 Mar`."""
    words, zone = board.words, board.plan.timezone
    if view.due_at is None:
        return ""
    if by_days(view, board.plan):
        return words.sense("until", "{day}", day=day(view.due_at - 1, zone, words, now))
    if local(view.due_at, zone).date() == local(now, zone).date() or abs(view.due_at - now) < 20 * _HOUR:
        return words.sense("screen", "due {at}", at=hhmm(view.due_at, zone))
    return words.sense("screen", "due {at}", at=moment(view.due_at, zone, words, now))


def rule_of(view: LimitView, plan: Plan) -> Limit:
    """The limit as the plan has it."""
    return plan.step[view.step].limits[view.limit - 1]


def level_note(view: LimitView, board: Setting) -> str:
    """`(重大级)`, where a limit counts at one level only."""
    when = rule_of(view, board.plan).when
    if not isinstance(when, Compare) or when.fact != "level":
        return ""
    title = level_name(str(when.value), board.plan, board.words)
    return board.words.sense("level note", "({level})", level=title)


def level_name(level_id: str, plan: Plan, words: Words) -> str:
    """`重大`, `MAJOR`."""
    title = drawn(level_title(level_id, plan, words))
    return title if words.chinese else title.upper()


def basis(view: LimitView, words: Words) -> str:
    """`预案`, `plan`, in a row's narrow column."""
    match view.basis:
        case "plan":
            return words.sense("basis column", "plan")
        case "statute":
            return words.sense("basis column", "statute")
        case "adopted":
            return words.sense("basis column", "adopted")
    return words.sense("basis column", "assumed")


def authority(view: LimitView, board: Setting) -> str:
    """`预案30分`, `暂定10分(重大级)`, `plan 30 min`, `assumed 10 min (MAJOR)`."""
    words = board.words
    length = short_period(view, words)
    joined = f"{basis(view, words)}{length}" if words.chinese else f"{basis(view, words)} {length}".rstrip()
    noted = level_note(view, board)
    return joined + (noted if words.chinese else f" {noted}".rstrip())


def state(view: LimitView, board: Setting, now: int) -> str:
    """The state of a limit in a word, in the vocabulary of its basis; what is running has none."""
    if over(view, now):
        word = limit_state(board.words, view.basis, "overdue")
        return word if board.words.chinese or view.basis not in BINDING else word.upper()
    return "" if view.state in {"running", "overdue"} else limit_state(board.words, view.basis, view.state)


def elapsed(ms: int, words: Words) -> str:
    """`12:10`, `1:06:12`, `4天8小时`."""
    if ms < _DAY:
        return clock_span(ms)
    days, hours = ms // _DAY, ms // _HOUR % 24
    said = words.say("{n} d", n=days)
    gap = "" if words.chinese else " "
    return f"{said}{gap}{words.say('{n} h', n=hours)}" if hours else said


def clock(at: int, board: Setting, now: int) -> str:
    """The time of day, with its date where that is another day."""
    return moment(at, board.plan.timezone, board.words, now)
