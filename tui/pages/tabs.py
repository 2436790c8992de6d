"""The row with the names of the pages: `----< 现在 >-- 阶段 -- 告知 -- 时限 -- 记录 ------- Tab=换页 --`."""

from __future__ import annotations

from reports.cells import cell_width
from reports.words import Words
from tui.desk.where import pages, shown_page
from tui.lines import Line, line
from tui.pages.view import View


def page_name(page: str, words: Words) -> str:
    """What a page is called."""
    match page:
        case "closed":
            return words.sense("page", "Closed")
        case "danger":
            return words.sense("page", "Danger")
        case "now":
            return words.sense("page", "Now")
        case "stages":
            return words.sense("page", "Stages")
        case "told":
            return words.sense("page", "Told")
        case "limits":
            return words.sense("page", "Limits")
    return words.sense("page", "Log")


def tabs_row(view: View, width: int) -> Line:
    """The names, the present one between `<` and `>`."""
    danger = view.board.danger
    char = "=" if danger else "-"
    text = char * (2 if view.wide else 3 if danger else 4)
    for n, page in enumerate(pages(view.board)):
        name = page_name(page, view.words)
        joint = "" if n == 0 else char * 2 if danger and n == 1 else "--"
        text += joint + (f"< {name} >" if page == shown_page(view.ui, view.board) else f" {name} ")
    end = f" {view.words.sense('screen', 'Tab=next page')} {char * 2}"
    style = "danger" if danger else "tabs"
    free = width - cell_width(text) - cell_width(end)
    return line(text + char * free + end, style) if free >= 0 else line(text, style).fitted(width)
