"""One step in full: its limits, how, whom to call, the results by digits, what to read out, the form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from incidents.steps import asked
from reports.cells import cell_width, fit
from reports.words.refusals import waits
from tui.board import Row
from tui.common.calling import Callee, Ringing
from tui.common.reading import read_out
from tui.desk.detail import called, choosing, people
from tui.desk.panel import Detail
from tui.lines import BLANK, Line, between, drawn, first_that_fits, line, rule, wrap
from tui.pages.detail_small import digit_rows, numbered, short_results
from tui.pages.parts import callee_rows, limits_row
from tui.pages.steps import state_word
from tui.pages.tail import short_fact, stated_value
from tui.pages.times import clock, over
from tui.pages.view import View

_HOW: Final = 2
_SAY: Final = 3
_ACTIVE: Final = frozenset({"ready", "in-progress"})


def detail_rows(view: View, detail: Detail, height: int) -> list[Line]:
    """`height` rows below the first one."""
    row = view.board.row(detail.spot, view.now)
    head = [_title(view, row), *_limits(view, row)]
    room = height - len(head)
    if detail.more:
        made = [*head, *_texts(view, row, room)][:height]
    elif (lines := _fitted(view, row, detail, room)) is not None:
        made = [*head, *lines]
    else:
        made = _small(view, row, detail, head, height)
    return [*(each.fitted(view.width) for each in made), *[BLANK.fitted(view.width)] * (height - len(made))]


def _fitted(view: View, row: Row, detail: Detail, room: int) -> list[Line] | None:
    """Everything, as far as there is room: the form is shortened first, then what is read out, then how.

    None where whom to call would be cut off.
    """
    ways = ((99, 99, 99), (_HOW, _SAY, 99), (_HOW, _SAY, 2), (_HOW, _SAY, 1), (_HOW, 2, 0), (1, 2, 0), (1, 1, 0))
    lines: list[Line] = []
    for how, say, form in ways:
        lines = [
            *_how(view, row, how),
            *_calls(view, row, detail),
            *_say(view, row, say),
            *_form(view, row, form),
        ]
        if len(lines) <= room:
            return lines
    return lines[: max(room, 0)] if not _calls(view, row, detail) else None


def _small(view: View, row: Row, detail: Detail, head: list[Line], height: int) -> list[Line]:
    """In a small window: whom to call and the digits, before them the title and the limits, behind them the rest."""
    _, ringing, everybody = people(detail, view)
    chosen = called(detail, ringing, everybody)
    at = next((n for n, callee in enumerate(everybody) if callee == chosen), 0)
    now = [line(list(callee_rows(view, row, view.width, chosen=detail.chosen))[at])]
    if detail.asks == "above" and (higher := view.board.phones.higher(ringing)) is not None:
        now = [line(f" > {first_that_fits(view.width - 3, [_said(higher), *_shorter(higher)])}")]
    asking = _asking(view, row, detail, ringing, chosen) if row.view.state in _ACTIVE else None
    if asking is not None:
        room = height - len(now) - min(len(head), 2)
        now += digit_rows(view, numbered(view, asking.options), numbered(view, asking.short), room)
    above = head[: max(height - len(now), 0)]
    below = _how(view, row, 99)[1:] if len(above) == len(head) else []
    return [*above, *now, *below][:height]


def _texts(view: View, row: Row, room: int) -> list[Line]:
    """The long texts alone, whole."""
    return [*_how(view, row, 99), *_say(view, row, 99), *_form(view, row, 99)][:room]


# -- who and when ---------------------------------------------------------------------------------------


def _title(view: View, row: Row) -> Line:
    """`02 向领导小组报告                       在办 08:46起  责任: 部门负责人 孙伟 8120`."""
    words, found = view.words, row.view
    state = state_word(view, found.state)
    at = found.done_at if found.state in {"done", "skipped"} else found.started_at
    if at is not None and found.state in {"done", "skipped", "in-progress"}:
        said = clock(at, view.board, view.now)
        since = words.sense("detail", "since {at}", at=said)
        state += f" {said if found.state != 'in-progress' else since}"
    title = f"{row.number} {drawn(words.text(row.step.title))}"
    roles = words.all_of(drawn(view.board.phones.title(role)) for role in row.step.role)
    who = words.sense("detail", "role: {role}", role=roles)
    holder = next((c for role in row.step.role[:1] for c in view.board.phones.callees(role)), None)
    full = f"{who} {drawn(holder.person)} {drawn(holder.tel[0]) if holder.tel else ''}".rstrip() if holder else who
    for right in (f"{state}  {full}", f"{state}  {who}", state):
        if cell_width(title) + cell_width(right) + 2 <= view.width:
            return line(between(title, right, view.width), "heading")
    return line(between(title, state, view.width), "heading")


def _limits(view: View, row: Row) -> Iterator[Line]:
    exceeded = any(over(v, view.now) for v in row.limits)
    for text in limits_row(view, row, view.width)[:2]:
        yield line(text, "late" if exceeded else "")


def _how(view: View, row: Row, most: int) -> list[Line]:
    words = view.words
    lines = [rule(words.sense("detail", "What to do"), "", view.width)]
    pieces = wrap(drawn(words.text(row.step.how)), view.width - 4) if row.step.how else []
    lines += [line(f"  {piece}") for piece in _cut(pieces, most)]
    if row.view.waits:
        waiting = waits(words, row.view.waits, view.plan, view.now)
        lines.append(line(f"  {words.sense('detail', 'Waits: {what}', what=drawn(waiting))}", "late"))
    source = words.listed(str(citation) for citation in row.step.source)
    lines.append(line(f"  {words.sense('screen', 'source: {source}', source=drawn(source))}"))
    return lines


def _cut(pieces: list[str], most: int) -> list[str]:
    if len(pieces) <= most:
        return pieces
    last = pieces[most - 1]
    return [*pieces[: most - 1], f"{last[: max(len(last) - 3, 0)]}..."]


# -- telephones -----------------------------------------------------------------------------------------


def _calls(view: View, row: Row, detail: Detail) -> list[Line]:
    words = view.words
    _, ringing, everybody = people(detail, view)
    if not everybody:
        return []
    heading = (
        words.sense("detail", "Whom to call, in order") if row.step.tells else words.sense("detail", "Who does it")
    )
    lines = [rule(heading, words.sense("detail", "Up/Down=choose"), view.width)]
    rows = list(callee_rows(view, row, view.width, chosen=detail.chosen))
    chosen = called(detail, ringing, everybody)
    at = next((n for n, callee in enumerate(everybody) if callee == chosen), 0)
    first = max(0, min(at - 1, len(rows) - 3))
    lines += [line(text) for text in rows[first : first + 3]]
    if row.view.state in _ACTIVE and (asking := _asking(view, row, detail, ringing, chosen)) is not None:
        lines += _columns(view, asking)
    return lines


@dataclass(frozen=True, slots=True)
class _Asking:
    """What is asked, and what the digits mean, in their order: in so many rows, those in `first` standing first."""

    heading: str
    options: list[str]
    rows: int
    first: tuple[int, ...] = ()
    short: list[str] = field(default_factory=list)


def _asking(view: View, row: Row, detail: Detail, ringing: Ringing, chosen: Callee | None) -> _Asking | None:
    words = view.words
    if (choice := choosing(row, view)) is not None:
        options = []
        for role in choice[1]:
            callee = view.board.phones.callees(role)[0]
            options.append(f"{drawn(view.board.phones.title(role))} {drawn(callee.person)}")
        return _Asking(words.sense("detail", "Who is it to be?"), options, 2)
    if detail.asks == "round":
        options = [words.sense("detail", "another round"), words.sense("detail", "a text message to all")]
        short: list[str] = []
        if (above := view.board.phones.higher(ringing)) is not None:
            ways = [words.sense("detail", "one level up: {who}", who=who) for who in (_said(above), *_shorter(above))]
            ways.append(_shorter(above)[-1])
            short = [*options, first_that_fits(view.width - 4, ways)]
            options.append(first_that_fits(max((view.width - 3) // 2 - 3, cell_width(ways[-1])), ways))
        return _Asking(words.sense("detail", "Nobody answers; the limit goes on. Now?"), options, 2, short=short)
    if detail.asks == "above" and (above := view.board.phones.higher(ringing)) is not None:
        heading = words.sense("detail", "Result of the call to {name}", name=_said(above))
        short = [results(view)[6], *short_results(view)[2:5]]
        return _Asking(heading, [results(view)[n] for n in (6, 2, 3, 4)], 2, short=short)
    if chosen is None:
        return None
    heading = words.sense("detail", "Result of the call to {name}", name=drawn(chosen.named))
    return _Asking(heading, results(view)[:6], 3, () if row.step.tells else (5,), short_results(view))


def results(view: View) -> list[str]:
    """What the digits of a call mean, in their order; behind them what a call up may say instead of the second."""
    words = view.words
    return [
        words.sense("detail", "reached and reported = step done"),
        words.sense("detail", "reached, not finished, call again"),
        words.sense("detail", "no answer (next one comes up)"),
        words.sense("detail", "busy or switched off"),
        words.sense("detail", "text or voice message left"),
        words.sense("detail", "reached, takes it over = handed over"),
        words.sense("detail", "reached"),
    ]


def _said(callee: Callee) -> str:
    tel = callee.tel[0] if callee.tel else ""
    return drawn(f"{callee.title} {callee.person} {tel}".strip() if callee.person else f"{callee.title} {tel}".strip())


def _shorter(callee: Callee) -> list[str]:
    """The same with less before the number, which is never cut."""
    tel = drawn(callee.tel[0]) if callee.tel else ""
    return [f"{drawn(callee.named)} {tel}".strip(), tel]


def _columns(view: View, asking: _Asking) -> list[Line]:
    """The digits with what they mean, in columns; those in `first` stand first, with the digits they have."""
    options, rows = asking.options, asking.rows
    order = [*asking.first, *(n for n in range(len(options)) if n not in asking.first)]
    live = isinstance(view.ui.panel, Detail)  # under another panel the digits are that one's
    cells = [f"{n + 1 if live else ' '} {options[n]}" for n in order]
    lines = [rule(asking.heading, view.words.sense("detail", "one digit records it"), view.width)]
    size = (view.width - 3) // max(1, -(-len(cells) // rows))
    across = (cells[n::rows] for n in range(min(rows, len(cells))))
    columns = (" ".join([*(fit(cell, size - 1) for cell in each[:-1]), fit(each[-1], size)]) for each in across)
    return [*lines, *(line(f"   {text}") for text in columns)]


# -- what to say and what to fill in --------------------------------------------------------------------


def _say(view: View, row: Row, most: int) -> list[Line]:
    words = view.words
    if not row.step.say or not most:
        return []
    said = words.quoted(drawn(read_out(row.step, view.board.state, words, view.now)))
    pieces = _cut(wrap(said, view.width - 6), most)
    return [rule(words.sense("detail", "Read this out"), "", view.width), *(line(f"  {piece}") for piece in pieces)]


def _form(view: View, row: Row, most: int) -> list[Line]:
    """The fields, with what was answered; what is owed can wait until the incident is closed."""
    words, state = view.words, view.board.state
    fields = asked(state, row.spot.step)
    if not fields:
        return []
    answered = [f for f in fields if state.facts[f].current is not None or f in state.rows_known]
    n, lacking = len(fields), len(fields) - len(answered)
    form = words.text(row.step.form) if row.step.form else words.sense("detail", "Form")
    heading = words.sense("detail", "{form}: {n} fields, {owed} open", form=drawn(form), n=n, owed=lacking)
    lines = [rule(heading, words.sense("detail", "Enter=fill in; before closing is enough"), view.width)]
    cells = [_field(view, name) for name in fields]
    size = (view.width - 2) // 3
    rows = [cells[k : k + 3] for k in range(0, len(cells), 3)]
    return lines + [line("  " + "".join(f"{fit(cell, size - 1)} " for cell in each)) for each in rows[:most]]


def _field(view: View, name: str) -> str:
    words, state = view.words, view.board.state
    label = drawn(short_fact(name, view.plan, words))
    stated = state.facts[name].current
    if name in state.rows:
        count = len(state.rows[name])
        known = name in state.rows_known
        return f"[{'+' if known else ' '}] {label} {words.many('{n} row', '{n} rows', count) if known else '______'}"
    if stated is None:
        return f"[ ] {label} ______"
    said = stated_value(stated, name, view)
    return f"[+] {label} {drawn(said)}"
