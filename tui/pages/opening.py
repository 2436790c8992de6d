"""The questions of the opening, and what is said as an incident is taken up: both over the lower half of the list."""

from __future__ import annotations

from collections.abc import Sequence

from reports.cells import cell_width
from reports.format_time import hhmm, hhmmss
from reports.format_value import value
from reports.head_count import open_ended
from reports.words.names import BASES, name
from tui.board.dues import Due
from tui.desk.dialogues.more import ENTRIES
from tui.desk.opening import MINUTES, answered, choices, earlier, questions, unanswered
from tui.desk.panel import Strip
from tui.desk.resuming import Resumed
from tui.lines import BLANK, Line, between, drawn, first_that_fits, line, note, rule, wrap
from tui.pages.field_rows import Caret, typed_rows
from tui.pages.tail import short_fact
from tui.pages.times import authority, clock, due, level_name
from tui.pages.view import View

_ROWS = 5
"""So many rows lie between the heading and the end, whichever question is asked: the list above does not jump."""
_LEAST_LIST = 3
"""So many rows the list keeps where there is little room."""
_EXAMPLE = 1
"""The answer by which the start is explained: five minutes ago."""


def strip_rows(view: View, panel: Strip, height: int) -> tuple[list[Line], Caret | None]:
    """The questions, the present one with its digits."""
    asked = unanswered(view.board)
    if not asked and not panel.typing:
        return [], None
    heading = rule(f"== {_title(view)}", "", view.width, "=")
    caret: Caret | None = None
    if panel.typing:
        rows, at = _typed(view, panel)
        caret = (at[0] + 1, at[1])
    else:
        rows = [*_question(view, asked[0]), *_example(view, asked[0]), *_following(view, asked[1:]), *_said(view)]
    room = min(_ROWS, max(height - 2 - _LEAST_LIST, 2))
    rows = [*rows, *[BLANK] * _ROWS][:room]
    return [heading, *rows, line("=" * view.width, "bar")], caret


def _title(view: View) -> str:
    words = view.words
    at = hhmmss(view.board.session.events[0].at, view.board.zone)
    match len(questions(view.plan)):
        case 1:
            return words.sense("strip", "Open. The clock runs from {at}. Phone first! One one-key question", at=at)
        case 2:
            return words.sense("strip", "Open. The clock runs from {at}. Phone first! Two one-key questions", at=at)
    return words.sense("strip", "Open. The clock runs from {at}. Phone first! Three one-key questions", at=at)


# -- the present question -------------------------------------------------------------------------------


def _question(view: View, name_: str) -> list[Line]:
    words = view.words
    if name_ == "level":
        title = level_name(view.board.proposed, view.plan, words)
        ask = words.sense("level", "The facts propose {level}, by our own measure.", level=title)
        return [
            line(f" > {ask}"),
            *_digits(view, [words.sense("level", "agree"), words.sense("level", "do not agree (why?)")]),
        ]
    texts = [text for text, _ in choices(name_, view)]
    if name_ != "began":
        return [line(f" > {_ask(view, name_)}"), *_digits(view, texts)]
    at = hhmm(view.board.state.began, view.board.zone)
    free = words.sense("strip", "(no answer = {at}, now)", at=at)
    first = between(f" > {_ask(view, name_)}", f"{free}   ", view.width)
    return [line(first), *_digits(view, [*texts, words.sense("strip", "type it")])]


def _ask(view: View, name_: str) -> str:
    words = view.words
    match name_:
        case "began":
            return words.sense("strip", "When was the group first seen?")
        case "headcount":
            return words.sense("strip", "How many people are there?")
    return words.sense("strip", "How are the entrances?")


def _digits(view: View, texts: Sequence[str]) -> list[Line]:
    """Digits with what they answer, on as few rows as they need."""
    rows = [""]
    for n, text in enumerate(texts, 1):
        cell = f"{n} {drawn(text)}"
        if rows[-1] and cell_width(f"     {rows[-1]}   {cell}") > view.width:
            rows.append("")
        rows[-1] += f"   {cell}" if rows[-1] else cell
    return [line(f"     {row}") for row in rows]


def _example(view: View, name_: str) -> list[Line]:
    """`例: 按2 起点改为 08:38, 02 09:08到, 04 09:38到; 原时刻保留`: what an earlier start would do to the limits."""
    if name_ != "began":
        return []
    words, board = view.words, view.board
    minutes = MINUTES[_EXAMPLE]
    began = earlier(minutes, board)
    moved = [one for n in range(len(board.dues.binding)) if _runs_from_start(view, one := board.dues.binding[n])]
    dues = [_moved(view, one, began - board.state.began) for one in moved[:2]]
    texts = [
        words.sense(
            "strip",
            "e.g. {digit}: start {at}, {dues}; both are kept",
            digit=_EXAMPLE + 1,
            at=hhmm(began, board.zone),
            dues=", ".join(some),
        )
        for some in (dues, dues[:1])
        if some
    ]
    texts.append(
        words.sense("strip", "e.g. {digit}: start {at}; both are kept", digit=_EXAMPLE + 1, at=hhmm(began, board.zone))
    )
    return [line(f"     {first_that_fits(view.width - 5, texts)}", "dim")]


def _runs_from_start(view: View, one: Due) -> bool:
    """Whether a limit counts minutes or hours from when it all began."""
    limit = view.plan.steps[one.step].limits[one.limit]
    return limit.from_ == "began" and limit.within is not None and limit.within.ms is not None


def _moved(view: View, one: Due, by: int) -> str:
    """When a limit falls due if the start is moved."""
    at = hhmm(one.at + by, view.board.zone)
    return view.words.sense("strip", "{step} due {at}", step=view.plan.steps[one.step].number, at=at)


def _typed(view: View, panel: Strip) -> tuple[list[Line], Caret]:
    words = view.words
    field, at = typed_rows(view, "   ", panel.field, 1)
    hint = words.sense("form", "a time such as 0840;  Enter=record")
    rows = [line(f" > {_ask(view, 'began')}"), *field, line(f"   {hint}", "dim")]
    if panel.fault:
        rows += [line(f"   {piece}", "warning") for piece in wrap(note(panel.fault), view.width - 4)[:2]]
    return rows, (at[0] + 1, at[1])


# -- the others -----------------------------------------------------------------------------------------


def _following(view: View, names: Sequence[str]) -> list[Line]:
    """`接着问: 现场多少人 (不到3 / 3至9 / 10至29 / 30以上 / 说不清)`."""
    words = view.words
    lead = f"   {words.sense('strip', 'then:')} "
    rows = []
    for name_ in names:
        if name_ == "level":
            continue
        found = choices(name_, view)
        texts = [text for text, given in found if not given.unknown or name_ == "headcount"]
        title = words.sense("strip", "how many people") if name_ == "headcount" else short_fact(name_, view.plan, words)
        rows.append(line(f"{lead}{title} ({drawn(' / '.join(texts))})"))
        lead = " " * cell_width(lead)
    return rows


def _said(view: View) -> list[Line]:
    """`已答: 起点 08:33, 现场人数 30以上`."""
    words, board = view.words, view.board
    known = [name_ for name_ in questions(view.plan) if answered(name_, board)]
    if not known:
        return []
    said = [f"{short_fact(name_, view.plan, words)} {_answer(view, name_)}" for name_ in known]
    return [line(f"   {words.sense('strip', 'on disk:')} {', '.join(said)}", "dim")]


def _answer(view: View, name_: str) -> str:
    words, board = view.words, view.board
    if name_ == "began":
        return clock(board.state.began, board, view.now)
    stated = board.state.facts[name_].current
    if stated is None:
        return ""
    if name_ == "headcount" and open_ended(stated):
        return words.sense("band", "{n} and more", n=stated.value)
    return drawn(value(stated.value, name_, view.plan, words, view.now, unknown=stated.unknown))


# -- taken up again -------------------------------------------------------------------------------------


def resumed_rows(view: View, gap: Resumed, height: int) -> list[Line]:
    """How long nothing was recorded, and what has to be known; no key is needed to be rid of it."""
    words = view.words
    last = hhmmss(view.board.session.events[-1].recorded, view.board.zone)
    title = words.sense("resumed", "Taken up again; last on disk {at}", at=last)
    if gap.long:
        span = clock_gap(view, gap.at - gap.since)
        title = words.sense("resumed", "Nothing for {span}; last on disk {at}", span=span, at=last)
    rows = [rule(f"== {title}", words.sense("resumed", "any key acts as usual"), view.width, "=")]
    rows += _fell(view, gap) if gap.long or gap.fell else []
    rows += _drafts(view, gap)
    rows += _duty(view)
    return [*rows[: max(height - 1 - _LEAST_LIST, 1)], line("=" * view.width, "bar")]


def clock_gap(view: View, ms: int) -> str:
    """`8分`, `1小时6分`, `2天3小时`."""
    words, minutes = view.words, ms // 60_000
    hours, days = minutes // 60, minutes // 1440
    gap = "" if words.chinese else " "
    if days:
        return words.say("{n} d", n=days) + gap + words.say("{n} h", n=hours % 24)
    if hours:
        return words.say("{n} h", n=hours) + gap + words.say("{n} min", n=minutes % 60)
    return words.say("{n} min", n=minutes)


def _fell(view: View, gap: Resumed) -> list[Line]:
    words = view.words
    if not gap.fell:
        kinds = name(words, BASES, "plan"), name(words, BASES, "statute")
        said = words.sense(
            "resumed", "Meanwhile no {plan} or {statute} limit fell due.", plan=kinds[0], statute=kinds[1]
        )
        return [line(f"   {said}")]
    parts = [
        f"{view.plan.step[limit.step].number} {authority(limit, view.board)} {due(limit, view.board, view.now)}"
        for limit in gap.fell
    ]
    said = words.sense("resumed", "Fell due meanwhile: {limits}", limits=", ".join(parts))
    pieces = wrap(said, view.width - 4)
    return [line(f"{'!!' if n == 0 else '  '} {piece}", "overdue") for n, piece in enumerate(pieces[:2])]


def _drafts(view: View, gap: Resumed) -> list[Line]:
    if not gap.drafts:
        return []
    words = view.words
    by, text = gap.drafts[0]
    start = words.many("1 draft:", "{n} drafts:", len(gap.drafts)) + " "
    whose = "" if by == view.board.by else f" ({drawn(by)})"
    end = whose + "   " + words.sense("find", "{key}=go on with it", key=view.registry.key("note"))
    room = view.width - 3 - cell_width(start) - cell_width(end)
    return [line(f"   {start}{first_that_fits(room, [note(text)])}{end}")]


def _duty(view: View) -> list[Line]:
    words, state = view.words, view.board.state
    rows = []
    if state.duty != view.board.by:
        said = words.sense(
            "resumed",
            "On duty is {duty}, you are {by}. To take over alone: Esc 4 {digit}",
            duty=drawn(state.duty),
            by=drawn(view.board.by),
            digit=ENTRIES.index("take-over") + 1,
        )
        rows.append(line(f"   {said}"))
    if state.handover is not None:
        giver, taker = state.handover
        said = words.sense(
            "resumed",
            "{giver} is handing over to {taker}, not signed yet: Esc 4 {digit}",
            giver=drawn(giver),
            taker=drawn(taker),
            digit=ENTRIES.index("handover") + 1,
        )
        rows.append(line(f"   {said}"))
    return rows
