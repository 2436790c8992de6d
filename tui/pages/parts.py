"""The parts of a step in full, for its own page and for the lower half of a wide screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from incidents.snapshot import limit_view
from incidents.views import LimitView
from reports.cells import cell_width, fit
from reports.conditions import moment_name
from reports.format_time import hhmm
from reports.words.names import CALLS, name
from tui.board import BINDING, Row
from tui.common.calling import Callee, Ringing
from tui.lines import between, drawn
from tui.pages.times import authority, due, left, level_note, mark, over, rule_of
from tui.pages.view import View

_SHOWN: Final = frozenset({"running", "overdue", "late", "missed", "met", "pending"})


def step_limits(view: View, row: Row) -> list[LimitView]:
    """The limits of a turn that count at present, binding ones first."""
    board, step = view.board, row.step
    found = [
        limit_view(step, k, limit, verdict, view.now)
        for k, limit in enumerate(step.limits)
        for verdict in board.session.book.of(row.spot.step, k, view.now)
        if verdict.turn == row.view.turn and verdict.grade in _SHOWN
    ]
    return sorted(found, key=lambda v: (v.basis not in BINDING, v.due_at or 2**62))


def limit_words(view: View, limit: LimitView) -> str:
    """`预案30分 自01  09:10到`."""
    words = view.words
    rule = rule_of(limit, view.plan)
    start = ""
    if rule.by is None and limit.from_:
        start = words.sense("screen", "start") if limit.from_ == "began" else moment_name(limit.from_, view.plan, words)
    noted = level_note(limit, view.board)
    said = authority(limit, view.board)
    if start and not noted:
        gap = " "
        said += gap + words.sense("screen", "from {moment}", moment=drawn(start))
    return f"{said}  {due(limit, view.board, view.now)}".rstrip()


def limit_time(view: View, limit: LimitView) -> str:
    """`余 15:22`, `超 04:38`; empty where nothing runs."""
    return left(limit, view.board, view.now) if limit.state in {"running", "overdue"} else ""


def limits_row(view: View, row: Row, width: int) -> list[str]:
    """`   余 15:22  预案30分 自01  09:10到      ~~ 超 04:38  暂定10分(重大级) 08:50到`, on one line or on two."""
    said = [_one(view, limit) for limit in step_limits(view, row)]
    if not said:
        return []
    if len(said) > 1 and cell_width(said[0]) + cell_width(said[1]) + 2 <= width:
        return [between(said[0], said[1], width), *said[2:]]
    return said


def _one(view: View, limit: LimitView) -> str:
    time = limit_time(view, limit)
    sign = mark(limit, view.now) if over(limit, view.now) or limit.state in {"late", "missed"} else ""
    return f"{sign:<2} {time}  {limit_words(view, limit)}" if time else f"{sign:<2} {limit_words(view, limit)}"


def attempts(view: View, ringing: Ringing, callee: Callee) -> str:
    """`无人接 08:46 08:51`: what became of the calls to somebody."""
    mine = [call for call in ringing.made if call.person == callee.person and call.role == callee.role]
    if not mine:
        return ""
    last = mine[-1].result
    times = " ".join(hhmm(call.at, view.board.zone) for call in mine if call.result == last)
    return f"{name(view.words, CALLS, last)} {times}"


def callee_rows(view: View, row: Row, width: int, *, chosen: int = -1, wide: bool = False) -> Iterator[str]:
    """Who can be called, in calling order; `>` before the one to be called next."""
    words, phones = view.words, view.board.phones
    ringing = phones.ringing(row.step, row.view.turn)
    people = list_of(view, row, ringing)
    present = chosen if chosen >= 0 else next_place(people, ringing)
    title_size = max([7, *(cell_width(drawn(c.title)) for c in people)]) if people else 7
    name_size = max([8 if words.chinese else 13, *(cell_width(drawn(c.named)) for c in people)]) if people else 8
    numbers = [_number(view, callee, wide=wide) for callee in people]
    number_size = max([8, *(cell_width(number) for number in numbers)])
    for n, callee in enumerate(people):
        mark = f" {'>' if n == present else ' '} "
        title = f"{fit(drawn(callee.title if callee.person else ''), min(title_size, 16))} "
        who = f"{fit(drawn(callee.named), min(name_size, 16))} "
        others = "".join(f"  {drawn(tel)}" for tel in callee.tel[1:])
        end = attempts(view, ringing, callee)
        ends = [end]
        if n == present and ringing.next is not None and chosen in {-1, n}:
            following = words.sense("screen", "<< call next")
            ends = [f"{end}  {following}" if end else following, end]
        starts = [f"{mark}{title}{who}{fit(numbers[n], number_size)}{others}", f"{mark}{title}{who}{numbers[n]}"]
        first = drawn(callee.tel[0]) if callee.tel else ""
        starts += [f"{mark}{who}{numbers[n]}", f"{mark}{drawn(callee.named)} {first}", f"{mark}{first}", first]
        yield _whole_number(starts, [*ends, ""], width)


def _whole_number(starts: list[str], ends: list[str], width: int) -> str:
    """The row in the longest way in which no telephone number is cut."""
    for end in ends:
        for start in starts:
            if cell_width(start.rstrip()) + (cell_width(end) + 2 if end else 0) <= width:
                return between(start.rstrip(), end, width)
    return fit(starts[-1], width)


def _number(view: View, callee: Callee, *, wide: bool) -> str:
    """The first number: `内线8001`, `外线110`. A short one of our own house is dialled as an extension."""
    tel = drawn(callee.tel[0]) if callee.tel else ""
    if not tel or len(tel) > 5 or wide:
        return tel
    role = view.plan.roles.get(callee.role)
    if role is not None and role.kind == "outside":
        return view.words.sense("screen", "outside {tel}", tel=tel)
    return view.words.sense("screen", "ext {tel}", tel=tel)


def list_of(view: View, row: Row, ringing: Ringing | None = None) -> list[Callee]:
    """Everybody who can be called for a step, role by role; first for the role that is being called now."""
    phones = view.board.phones
    ringing = ringing or phones.ringing(row.step, row.view.turn)
    ordered = [*ringing.waiting, *(r for r in ringing.roles if r not in ringing.waiting)]
    return [callee for role in ordered for callee in phones.callees(role)]


def next_place(people: list[Callee], ringing: Ringing) -> int:
    """Where in the list the one stands who is to be called now."""
    if ringing.next is None:
        return -1
    return next((n for n, c in enumerate(people) if c.role == ringing.next.role and c.person == ringing.next.person), 0)
