"""The last two rows: the find line, where the terminal's cursor stands, and the function keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reports.cells import cell_width, clip
from reports.format_time import hhmm
from tui.board import NOWHERE
from tui.desk.opening import unanswered
from tui.desk.panel import Strip
from tui.desk.where import digits_stand, shown_page
from tui.keys import key_name
from tui.lines import Line, drawn, note, row
from tui.pages.trouble import drafts_said
from tui.pages.view import WHOLE, View

_THREE: Final = 3
"""So many questions are asked of most plans; in Chinese they are called by their number while all of them stand."""


def find_row(view: View) -> Line:
    """`查找> _                                      直接打字=找步骤、人、操作; 不会误办`."""
    words, ui = view.words, view.ui
    typed = ui.digit or note(ui.find.text)
    start = f"{words.sense('screen', 'Find>')} {typed}_"
    if ui.draft is not None and not ui.undrafted and not ui.panels and not typed and view.width >= WHOLE[0]:
        return row(start, _draft(view, ui.draft[1], view.width - cell_width(start) - 2), view.width)
    return row(start, drafts_said(view) or _find_hint(view), view.width)


def _draft(view: View, text: str, room: int) -> str:
    """`记事没写完, 已存草稿(11字): 北门有人推搡, 保安正  F6=接着写`."""
    words = view.words
    start = words.sense("find", "A note is begun ({n} characters): ", n=len(text))
    end = "  " + words.sense("find", "{key}=go on with it", key=view.registry.key("note"))
    return f"{start}{clip(note(text), room - cell_width(start) - cell_width(end))}{end}"


def find_caret(view: View) -> int:
    """The column of the caret on the find line: there the window of an input method opens."""
    return cell_width(f"{view.words.sense('screen', 'Find>')} {view.ui.digit or note(view.ui.find.text)}")


def _find_hint(view: View) -> str:
    words = view.words
    if view.width < 80 or view.height < 24:
        size = f"{view.width}x{view.height}"
        return words.sense("screen", "The window is {size}: compact view. At 80x24 everything shows.", size=size)
    if view.ui.find.text:
        return words.sense("find", "Enter=go there  {key}=make it a note  Esc=drop it", key=view.registry.key("note"))
    if isinstance(view.ui.panel, Strip) and view.ui.on_list:
        key = view.registry.key("facts")
        if len(unanswered(view.board)) == _THREE:
            return words.sense("strip", "digit=answer  Left=later ({key} asks again)", key=key)
        return words.sense("strip few", "digit=answer  Left=later ({key} asks again)", key=key)
    if not view.ui.on_list:
        return other_call(view)
    if digits_stand(view.ui, view.board):
        return words.sense("find", "digit=choose")
    if shown_page(view.ui, view.board) == "limits" and len(view.board.limits(view.now)):
        return words.sense("find", "Up/Down=choose a limit  Space=its step is done")
    if other := other_call(view):
        return other
    if view.wide:
        return words.sense("find wide", "type to find a step, person, action; letters never act")
    return words.sense("find", "type to find a step, person, action; letters never act")


def other_call(view: View) -> str:
    """`另一部电话在通话: 04 孙伟 08:53起`: a call to another step that has not been brought to its end."""
    found = view.board.phones.unfinished()
    here = view.plan.steps[view.ui.cursor.step].id if view.ui.cursor != NOWHERE else ""
    for event in reversed(found):
        if event.step != here and event.step in view.plan.step:
            step = view.plan.step[event.step]
            who = drawn(event.data["person"] or view.board.phones.title(event.data["role"]))
            at = hhmm(event.at, view.board.zone)
            return view.words.sense(
                "find", "the other phone: {step} {name} since {at}", step=step.number, name=who, at=at
            )
    return ""


def function_row(view: View, place: str = "live", only: Sequence[str] = ()) -> Line:
    """`F1帮助 F3情况 F5电话 F6记事 F7时限 F8记录 F9危险!                        Esc菜单`."""
    words = view.words
    gap = "" if words.chinese else " "
    shown = view.registry.footer("live" if place != "home" else "home")
    shown = [action for action in shown if not only or action.id in only]
    parts = [f"{key_name(action.keys[0])}{gap}{action.short(words)}" for action in shown]
    esc = f"Esc{gap}{view.registry.by_id['menu'].label(words)}"
    return row(("  " if view.wide else " ").join(parts), esc, view.width, "keys", 1)
