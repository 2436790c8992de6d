"""While the journal takes nothing: how to write on paper, what is not stored, and what the keys still do."""

from __future__ import annotations

from typing import Final

from reports.cells import cell_width, clip
from reports.format_time import hhmm, hhmmss
from reports.words import Words
from tui.common.unstored import Trouble
from tui.lines import Line, between, line, note, row, rule
from tui.pages.view import View

_LEAST: Final = 16
"""In fewer rows the list needs them all."""


def paper_rows(view: View) -> list[Line]:
    """`--纸上这样记, 恢复后照此补录 ---`: four rows below the list, as long as nothing can be stored."""
    words, trouble = view.words, view.ui.trouble
    if trouble is None or trouble.over or view.ui.panels or view.height < _LEAST:
        return []
    first = trouble.since
    title = words.sense("paper", "On paper, in this form; type it in when storing works again")
    form = words.sense(
        "paper",
        "#{n}   hh:mm   who   what was done (step)     e.g. #{n} {time} {name} police 94",
        n=first,
        time=hhmm(view.now, view.board.zone),
        name=note(view.board.by),
    )
    asked = words.sense(
        "paper", 'When it is back you are asked for the paper lines from #{n}: "entered later".', n=first
    )
    texts = (form, lost_said(view, trouble), asked)
    return [rule(title, "", view.width, "-"), *(line(f" {clip(text, view.width - 2)}") for text in texts)]


def lost_said(view: View, trouble: Trouble) -> str:
    """`没有存上的只有一条: 12:05:58 何平 电话 派出所 接通。请先抄到纸上。`"""
    words = view.words
    if not trouble.lost:
        return words.sense("paper", "Nothing that you pressed is missing so far.")
    last = trouble.lost[-1]
    said = f"{hhmmss(last.command.at, view.board.zone)} {note(last.by)} {note(last.said)}"
    whole = words.sense("paper", "One thing is not stored: {last}. Copy it now.")
    if len(trouble.lost) > 1:
        n = len(trouble.lost)
        whole = words.sense("paper", "{n} things are not stored, last: {last}. Copy them now.", n=n, last="{last}")
    room = view.width - 2 - cell_width(whole) + cell_width("{last}")
    return whole.replace("{last}", clip(said, max(room, 10)))


def unstored_row(view: View, trouble: Trouble, head: str) -> Line:
    """`12:05:58 没有存上! 电话 派出所 接通 (磁盘已满)           末次存盘 #128 E07B-9912`."""
    words, last = view.words, trouble.lost[-1]
    stored = words.sense("screen", "stored: {head}", head=head)
    why = cause_said(trouble.kind, words)
    frame = words.sense("screen", "NOT STORED  {what} ({cause})", what="", cause=why)
    time = hhmmss(last.command.at, view.board.zone)
    room = view.width - cell_width(stored) - cell_width(frame) - cell_width(time) - 3
    what = clip(note(last.said), max(room, 10))
    said = words.sense("screen", "NOT STORED  {what} ({cause})", what=what, cause=why)
    return row(f"{time} {said}", stored, view.width, "overdue")


def waiting_row(view: View, head: str) -> Line:
    """`08:52:11 还没有存盘: 02 办结 (在等另一个程序放开记录)      末次存盘 #019 E07B-9912`."""
    words = view.words
    what, _ = view.ui.waiting or ("", 0)
    stored = words.sense("screen", "stored: {head}", head=head)
    said = words.sense("screen", "not on disk yet: {what}", what=note(what))
    start = f"{hhmmss(view.now, view.board.zone)} {said}"
    return row(clip(start, view.width - cell_width(stored) - 2), stored, view.width, "warning")


def cause_said(kind: str, words: Words) -> str:
    """Why something is not stored, in a word."""
    match kind:
        case "full":
            return words.sense("cause", "disk full")
        case "readonly":
            return words.sense("cause", "folder is read-only")
        case "locked":
            return words.sense("cause", "journal is held")
    return words.sense("cause", "disk error")


def paused_keys(view: View) -> Line:
    """`空格、退格、数字等记账操作暂停; Tab、F7、F8、电话号码照常看`."""
    said = view.words.sense(
        "keys",
        "Space, Backspace, digits (recording) are off; Tab, {limits}, {log}, calling lists work",
        limits=view.registry.key("limits"),
        log=view.registry.key("log"),
    )
    return line(between(said, "", view.width))


def drafts_said(view: View) -> str:
    """What becomes of words that are written meanwhile; empty where nothing need be said."""
    words, trouble = view.words, view.ui.trouble
    if view.ui.undrafted:
        return words.sense("find", "what you type cannot be kept on this disk: use paper")
    if trouble is not None and not trouble.over:
        return words.sense("find", "notes typed with {key} stay as drafts", key=view.registry.key("note"))
    return ""
