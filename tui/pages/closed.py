"""The page after closing: how it ended, the limits by basis, what must be explained, what is still to do, the head.

It takes the whole screen. What had no effect (opened by mistake, a false alarm, another plan used) has a shorter page:
why, who had been told meanwhile, with what it went on.
"""

from __future__ import annotations

from collections.abc import Sequence

from reports.cells import cell_width
from reports.closing import Closing
from reports.format_span import span
from reports.format_time import day, hhmm, moment, weekday
from reports.format_value import role
from reports.words.names import MODES, OUTCOMES, name
from tui.desk.panel import Course
from tui.lines import BLANK, Line, between, drawn, first_that_fits, line, note, row, rule, wrap
from tui.pages.closed_list import explained_list
from tui.pages.closed_record import record_heading, record_rows
from tui.pages.closed_to_do import to_do_rows
from tui.pages.find_line import find_row, function_row
from tui.pages.foot import keys_row, stored_row
from tui.pages.view import View

_BASES = ("plan", "statute", "assumed")
_STATES = ("met", "late", "missed", "waived")
_LEAST_TO_DO = 3
_SHORT = frozenset({"mistake", "false-alarm", "switched"})


def first_closed(view: View) -> Line:
    """`[已结束] 2026-0309-01 国企聚集上访快速响应            03-13 周五 17:20 何平 结束`."""
    words, board, ended = view.words, view.board, view.board.state.closed
    if ended is None:
        return BLANK
    outcome = str(ended.data["outcome"])
    badge = name(words, OUTCOMES, outcome).upper() if outcome in _SHORT else words.sense("closed", "CLOSED")
    if board.state.mode != "live":
        badge = f"{name(words, MODES, board.state.mode)} {badge}"
    title = f"[{badge}] {board.session.id} {drawn(words.text(view.plan.title))}"
    right = words.sense(
        "closed",
        "{weekday} {day} {time} by {name}",
        weekday=weekday(ended.at, board.zone, words),
        day=day(ended.at, board.zone, words, view.now),
        time=hhmm(ended.at, board.zone),
        name=drawn(ended.by),
    )
    return row(title, right, view.width, "exercise" if board.state.mode != "live" else "head")


def closed_foot(view: View) -> list[Line]:
    """What is on disk, what the keys do, the function keys; the find line, once something is typed."""
    words = view.words
    if view.ui.find.text or view.ui.digit:
        keys = find_row(view)
    elif isinstance(view.ui.panel, Course):
        keys = line(words.sense("closed", "Up/Down=look   Left=back"))
    elif view.ui.panels or view.ui.warning:
        keys = keys_row(view)
    else:
        said = [
            words.sense("closed", "digit=choose  Left=home  Right=reopen the incident (reason)"),
            words.sense("closed", "digit=choose  Left=home  Right=reopen"),
        ]
        pages = words.sense("closed", "Tab=its pages")
        keys = line(first_that_fits(view.width, [f"{said[0]}  {pages}", *said]))
    return [stored_row(view), keys, function_row(view, only=("help", "limits", "log"))]


def closed_rows(view: View, height: int) -> list[Line]:
    """`height` rows below the first one. Where there is no room, these go first: what the head is good for, the counts
    of steps, what is still to do beyond two rows, then the limits.
    """
    closing = view.board.closing
    if closing is None:
        return [BLANK] * height
    for drop in ((), ("hint",), ("hint", "steps"), ("hint", "steps", "to do"), ("hint", "steps", "to do", "limits")):
        made = _laid_out(view, closing, height, frozenset(drop))
        if made is not None:
            return made
    return (_laid_out(view, closing, 99, frozenset({"hint", "steps", "to do", "limits"})) or [])[:height]


def _laid_out(view: View, closing: Closing, height: int, drop: frozenset[str]) -> list[Line] | None:
    """The page with some parts left out; None where it does not fit even so."""
    short = closing.outcome in _SHORT
    upper = [_times(view, closing)]
    if short:
        upper += _without_effect(view, closing)
    elif "limits" not in drop:
        upper += _limits(view, closing)
    lower = [] if short or "steps" in drop else [_steps(view, closing)]
    to_do = [] if short or "to do" in drop else to_do_rows(view, closing)
    last = [record_heading(view), *_record(view, hint="hint" not in drop), *_next(view)]
    listed = 0 if short and not closing.explain else max(len(closing.explain), 1)
    head = bool(to_do) + bool(listed)
    room = height - len(upper) - len(lower) - len(last) - head
    least = min(len(to_do), _LEAST_TO_DO)
    if room - least < min(listed, 1):
        return None
    shown = to_do_rows(view, closing, min(len(to_do), max(room - listed, least))) if to_do else []
    size = max(min(listed, room - len(shown)), 0)
    between_ = [
        *(explained_list(view, closing, size) if listed else ()),
        *lower,
        *([_to_do_heading(view, closing)] if shown else []),
        *shown,
    ]
    made = [*upper, *between_, *last]
    return [*made, *[BLANK] * (height - len(made))]


# -- how it ended ---------------------------------------------------------------------------------------


def _times(view: View, closing: Closing) -> Line:
    """`起点 03-09 08:40 (启动 08:43 王岚)  交班 11:58 王岚 >> 何平   历时 4天8小时40分`."""
    words, board, state = view.words, view.board, view.board.state
    opened = board.session.events[0]
    begun = words.sense(
        "closed",
        "From {began} (opened {opened} {name})",
        began=moment(state.began, board.zone, words, closing.event.at),
        opened=moment(opened.recorded, board.zone, words, state.began),
        name=drawn(opened.by),
    )
    took = words.sense("closed", "took {span}", span=span(closing.event.at - state.began, words))
    ways = [[begun, "", took]]
    if closing.handovers:
        last = closing.handovers[-1]
        at = moment(last.at, board.zone, words, state.began)
        giver, taker = drawn(str(last.data["from"])), drawn(str(last.data["to"]))
        more = f" (+{len(closing.handovers) - 1})" if len(closing.handovers) > 1 else ""
        full = words.sense("closed", "{at} {giver} to {taker}", at=at, giver=giver, taker=taker) + more
        ways = [
            [begun, full, took],
            [begun, words.sense("closed", "{at} to {taker}", at=at, taker=taker) + more, took],
            *ways,
        ]
    return line(first_that_fits(view.width, ["  ".join(part for part in way if part) for way in ways]))


def _limits(view: View, closing: Closing) -> list[Line]:
    words = view.words
    lines = [rule(words.sense("closed", "Limits: three bases, never added up"), "", view.width)]
    for each in ("plan", "statute", "adopted", "assumed"):
        counted = closing.by_basis.get(each)
        if each not in _BASES and counted is None:
            continue
        if each == "statute" and counted is None and "adopted" in closing.by_basis:
            continue
        lines.append(_basis(view, each, [counted[state] if counted else 0 for state in _STATES]))
    return lines


def _basis(view: View, each: str, numbers: Sequence[int]) -> Line:
    """` 预案   按时 5   超时完成 2   未完成 1   豁免 0`; of our own targets only what was kept and what was not."""
    words = view.words
    met, late, missed, waived = numbers
    label = {
        "plan": words.sense("basis column", "plan"),
        "statute": words.sense("basis column", "statute"),
        "adopted": words.sense("basis column", "adopted"),
    }.get(each, words.sense("basis column", "assumed"))
    size = 6 if words.chinese else 9
    start = f" {label}{' ' * (size - cell_width(label))} "
    if each == "assumed":
        parts = [words.sense("closed", "kept {n}", n=met), words.sense("closed", "past {n}", n=late + missed)]
        if waived:
            parts.append(words.sense("closed", "waived {n}", n=waived))
        ours = words.sense("closed", "(ours; no breach)")
        wide = 9 if words.chinese else 11
        return line(start + "".join(part + " " * max(wide - cell_width(part), 2) for part in parts) + ours)
    said = [
        words.sense("closed", "in time {n}", n=met),
        words.sense("closed", "done late {n}", n=late),
        words.sense("closed", "missed {n}", n=missed),
        words.sense("closed", "waived {n}", n=waived),
    ]
    return line(start + "   ".join(said), "late" if late + missed else "")


def _without_effect(view: View, closing: Closing) -> list[Line]:
    """Why it had no effect, with what it went on, and who had been told meanwhile."""
    words, board, event = view.words, view.board, closing.event
    heading = {
        "mistake": words.sense("closed", "Opened by mistake: nothing of it counts"),
        "false-alarm": words.sense("closed", "False alarm: counted apart"),
    }.get(closing.outcome, words.sense("closed", "It went on under another plan"))
    lines = [rule(heading, "", view.width)]
    who = words.sense(
        "closed",
        "Closed by {name}, {at}. Reason: {reason}",
        name=drawn(event.by),
        at=moment(event.at, board.zone, words, board.state.began),
        reason=note(str(event.data["reason"])),
    )
    lines += [line(f" {piece}") for piece in wrap(who, view.width - 2)[:3]]
    if closing.outcome == "switched":
        plan = str(event.data["plan"])
        title = words.text(board.plans[plan]) if plan in board.plans else ""
        parts = [drawn(part) for part in (closing.follow_up, plan, title) if part]
        said = words.sense("closed", "Went on as: {plan}. Start, facts and calls went along.", plan=" ".join(parts))
        return [*lines, *(line(f" {piece}") for piece in wrap(said, view.width - 2)[:2])]
    told = [
        f"{drawn(role(one.role, view.plan, words))} {hhmm(one.at, board.zone)}"
        for one in board.told
        if one.at is not None
    ]
    if told:
        said = words.sense("closed", "Had been told and must hear of it: {names}", names=words.listed(told))
        lines += [line(f" {piece}", "warning") for piece in wrap(said, view.width - 2)[:3]]
    else:
        lines.append(line(" " + words.sense("closed", "Nobody had been told.")))
    return lines


# -- counts ---------------------------------------------------------------------------------------------


def _steps(view: View, closing: Closing) -> Line:
    """`--步骤17: 已办14  略过1  免办2      更正5: 重开1  撤回2  改时间2      补记4条 --`."""
    words, steps, made = view.words, closing.steps, closing.corrections
    open_ = steps["waiting"] + steps["ready"] + steps["in-progress"]
    counted = [
        words.sense("closed", "{n} done", n=steps["done"]),
        words.sense("closed", "{n} skipped", n=steps["skipped"]) if steps["skipped"] else "",
        words.sense("closed", "{n} n/a", n=steps["not-applicable"]) if steps["not-applicable"] else "",
        words.sense("closed", "{n} open", n=open_) if open_ else "",
    ]
    joint = "  " if words.chinese else ", "
    start = words.sense(
        "closed", "{n} steps: {counts}", n=steps.total(), counts=joint.join(part for part in counted if part)
    )
    kinds = [
        words.sense("closed", "{n} reopened", n=made.reopened) if made.reopened else "",
        words.sense("closed", "{n} undone", n=made.void) if made.void else "",
        words.sense("closed", "{n} retimed", n=made.moved) if made.moved else "",
        words.sense("closed", "{n} reworded", n=made.changed) if made.changed else "",
    ]
    whole = words.sense("closed", "{n} corrections", n=made.total)
    detailed = f"{whole}: {joint.join(part for part in kinds if part)}" if made.total else whole
    later = words.sense("closed", "{n} entered later", n=closing.later)
    room = view.width - 3
    options = [f"{start}{gap}{said}{gap}{later}" for said in (detailed, whole) for gap in ("   ", "  ")]
    return rule(first_that_fits(room, [*options, start]), "", view.width)


def _to_do_heading(view: View, closing: Closing) -> Line:
    n = len(closing.actions) + len(closing.to_do) + len(closing.owed)
    return rule(view.words.sense("closed", "Still to do {n}", n=n), "", view.width)


# -- the record, and what to take along -----------------------------------------------------------------


def _record(view: View, *, hint: bool) -> list[Line]:
    return record_rows(view, hint=hint and not view.ui.written)


def _next(view: View) -> list[Line]:
    """What the digits write, and what was written last, with its whole path."""
    words = view.words
    said = [
        f"1 {words.sense('closed', 'timeline')}",
        f"2 {words.sense('closed', 'table (csv)')}",
        f"3 {words.sense('closed', 'JSON')}",
        f"4 {words.sense('closed', 'verify')}",
        f"5 {words.sense('closed', 'page for leaders')}",
        f"6 {words.sense('closed', 'forms')}",
    ]
    lines = [rule(words.sense("closed", "Next"), "", view.width), *_in_lines(said, view.width)]
    if view.ui.written:
        path = words.say("Written: {path}", path=view.ui.written)
        lines += [line(f" {piece}", "warning") for piece in wrap(path, view.width - 2)]
    return lines


def _in_lines(said: Sequence[str], width: int) -> list[Line]:
    """The digits on one line, or on as many as they need."""
    lines = [""]
    for part in said:
        if cell_width(lines[-1]) + cell_width(part) + 3 > width and lines[-1]:
            lines.append("")
        lines[-1] += f"{'   ' if lines[-1] else ' '}{part}"
    return [line(between(each, "", width)) for each in lines]
