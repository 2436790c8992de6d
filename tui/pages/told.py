"""Who has been told and who is still to be told: a page of its own, and the upper right of a wide screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from incidents.views import Told
from reports.cells import fit
from reports.format_time import hhmm
from reports.words.names import CALLS, name
from tui.common.calling import Call, Callee
from tui.desk.where import chosen_role
from tui.lines import BLANK, Line, between, drawn, line
from tui.pages.steps import top_for
from tui.pages.view import View

_WIDE: Final = 60
"""So many cells a row has for everything: a role, a person, two telephones."""


def told_list(view: View, width: int, height: int) -> list[Line]:
    """The page: everybody who is to be told, first those who were."""
    chosen = chosen_role(view.ui, view.board)
    lines: list[Line] = []
    cursor = 0
    for heading, found in _halves(view):
        lines.append(line(between(heading, "", width), "heading"))
        for one in found:
            if one.role == chosen:
                cursor = len(lines)
            for n, text in enumerate(told_lines(view, one, wide=True, room=width - 1)):
                mark = ">" if one.role == chosen and n == 0 else " "
                whole = line(f"{mark}{text}", "dim" if one.at is not None else "").fitted(width)
                lines.append(whole.styled("cursor") if mark == ">" else whole)
    top = top_for(cursor, len(lines), height)
    shown = lines[top : top + height]
    return [*shown, *[BLANK] * (height - len(shown))]


def _done(view: View) -> list[Told]:
    return [one for one in view.board.told if one.at is not None]


def _open(view: View) -> list[Told]:
    return [one for one in view.board.told if one.at is None]


def _halves(view: View) -> Iterator[tuple[str, list[Told]]]:
    words = view.words
    yield words.sense("told", "Told {n}", n=len(_done(view))), _done(view)
    yield words.sense("told", "Not told {n}", n=len(_open(view))), _open(view)


def heading(view: View) -> str:
    """`已告知 2  未告知 3`."""
    return view.words.sense("told", "Told {done}  not told {open}", done=len(_done(view)), open=len(_open(view)))


def told_lines(view: View, one: Told, *, wide: bool = False, room: int = _WIDE) -> Iterator[str]:
    """`[+] 保卫部门    李强    08:44 接通`, or whom to call, with the number; in a narrow window in less room."""
    words, phones = view.words, view.board.phones
    wide = wide and room >= _WIDE
    column = 20 if wide else min(11 if words.chinese else 14, max(room - 24, 0))
    title = fit(drawn(phones.title(one.role)), column)
    size = 16 if wide else 7
    calls = phones.to_role(one.role)
    if one.at is not None:
        spoken = next((c for c in reversed(calls) if c.result in {"reported", "reached", "assigned"}), None)
        person = drawn(spoken.person) if spoken else ""
        result = name(words, CALLS, spoken.result) if spoken else words.sense("told", "with its step")
        yield f"[+] {title} {fit(person, size)} {hhmm(one.at, view.board.zone)} {result}"
        return
    callees = phones.callees(one.role)
    if not one.tries:
        yield f"[ ] {title} {_callee(callees[0], size, wide=wide)}"
        return
    last = calls[-1]
    tried = words.sense("told", "no answer {n}  {at}", n=one.tries, at=hhmm(last.at, view.board.zone))
    yield f"[ ] {title} {fit(drawn(last.person), size)} {tried}"
    yield f"[ ] {fit('  ' + words.sense('told', 'next'), column)} {_callee(_after(callees, last), size, wide=wide)}"


def _after(callees: list[Callee], last: Call) -> Callee:
    place = next((n for n, callee in enumerate(callees) if callee.person == last.person), -1)
    return callees[(place + 1) % len(callees)]


def _callee(callee: Callee, size: int, *, wide: bool) -> str:
    tel = "  ".join(callee.tel if wide else callee.tel[:1])
    return f"{fit(drawn(callee.person), size)} {drawn(tel)}".rstrip()
