"""The whole screen: fixed rows above and below, the page between them, panels over its lower half, banners on top."""

from __future__ import annotations

from dataclasses import dataclass

from reports.cells import cell_width
from tui.desk.panel import Course, Danger, Detail, Handover, Help, Strip
from tui.desk.where import shown_page
from tui.lines import BLANK, Line, between, first_that_fits, line, note
from tui.pages import danger
from tui.pages.closed import closed_foot, closed_rows, first_closed
from tui.pages.course import course_rows
from tui.pages.detail import detail_rows
from tui.pages.field_rows import Caret
from tui.pages.find_line import find_caret, find_row, function_row
from tui.pages.foot import keys_row, stored_row
from tui.pages.handover import handover_foot, handover_rows
from tui.pages.head import WIDE_LEFT, due_rows, first_row, stage_counts, stages_row, told_row, totals
from tui.pages.help import help_rows
from tui.pages.limits import limits_list
from tui.pages.log import log_list
from tui.pages.panels import panel_rows
from tui.pages.preview import preview
from tui.pages.side import side
from tui.pages.steps import now_list, stages_list
from tui.pages.tabs import tabs_row
from tui.pages.told import told_list
from tui.pages.trouble import paper_rows
from tui.pages.view import LEAST, View

_PREVIEW = 9
_LEFT = 75
_LEAST_WHOLE = 10
"""With fewer rows a step in full has them all but two: whom to call, and what the digits mean."""
_BODY = 6
"""So many rows the page keeps when the window gets smaller, as long as anything above it can go."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A screen, and where the terminal's cursor stands: there the window of an input method opens."""

    lines: list[Line]
    caret: Caret


def draw(view: View) -> list[Line]:
    """Every row of the screen, each exactly as wide as it is."""
    return screen(view).lines


def screen(view: View) -> Drawn:
    """The screen with its caret."""
    width, height = view.width, view.height
    small = width < LEAST[0] or height < LEAST[1]
    banners = [_banner(view, b.kind, text) for b in view.ui.banners for text in b.lines][:2]
    paper = paper_rows(view)
    room = height - len(banners) - len(paper) - small
    if _ends(view):
        head, body, foot = _closed(view, room)
    else:
        head, body, foot = _wide(view, room) if view.wide else _narrow(view, room, len(banners))
    body = [*body, *paper]
    if isinstance(view.ui.panel, Handover):
        panel, caret = handover_rows(view, view.ui.panel, len(body))
    else:
        panel, caret = panel_rows(view, len(body))
    top = max(len(panel) - len(body), 0)
    if caret is not None and caret[0] < top:  # what is being typed is seen however small the window is
        top, caret = caret[0], (0, caret[1])
    elif caret is not None:
        caret = (caret[0] - top, caret[1])
    panel = panel[top : top + len(body)]
    body = [*body[: len(body) - len(panel)], *panel]
    above = [*([_too_small(view)] if small else []), *banners]
    lines = [each.fitted(width) for each in (*above, *head, *body, *foot)][:height]
    lines += [BLANK.fitted(width)] * (height - len(lines))
    if caret is not None:
        at = (len(above) + len(head) + len(body) - len(panel) + caret[0], caret[1])
    else:
        at = (height - 2, find_caret(view))
    if isinstance(view.ui.panel, Danger):
        lines[:3] = danger.question(view, view.ui.panel)[:height]
    return Drawn(lines, (max(min(at[0], height - 1), 0), max(min(at[1], width - 1), 0)))


def _banner(view: View, kind: str, text: str) -> Line:
    """`!!!! 磁盘已满: #128 以后没有存上。请改记纸上, 从 #129 写起。    !!!!`."""
    mark = "====" if kind in {"station", "paper"} else "!!!!"
    return line(between(f"{mark} {note(text)}", mark, view.width), "banner")


def _too_small(view: View) -> Line:
    words = view.words
    size = f"{view.width}x{view.height}"
    return line(words.sense("screen", "{size}: too small. Wider, or: drillbook resume --plain", size=size), "warning")


def _foot(view: View) -> list[Line]:
    if isinstance(view.ui.panel, Handover):
        return handover_foot(view, view.ui.panel)
    rows = [keys_row(view), stored_row(view), find_row(view), function_row(view)]
    return [line("-" * view.width, "bar"), rows[1], rows[0], *rows[2:]] if view.wide else rows


def _ends(view: View) -> bool:
    """Whether the page after closing, or a course that led to it, takes the whole screen."""
    if view.ui.found(Detail) is not None or isinstance(view.ui.panel, Help):
        return False
    return isinstance(view.ui.panel, Course) or shown_page(view.ui, view.board) == "closed"


def _closed(view: View, room: int) -> tuple[list[Line], list[Line], list[Line]]:
    foot = closed_foot(view)
    height = max(room - 1 - len(foot), 0)
    if isinstance(view.ui.panel, Course):
        return [first_closed(view)], course_rows(view, view.ui.panel, height), foot
    return [first_closed(view)], closed_rows(view, height), foot


# -- up to 109 columns ----------------------------------------------------------------------------------


def _narrow(view: View, room: int, banners: int) -> tuple[list[Line], list[Line], list[Line]]:
    foot = _foot(view)
    if (whole := _whole(view)) is not None:
        if isinstance(whole, Detail) and whole is view.ui.panel and room < _LEAST_WHOLE:  # nothing is typed to be found
            return [], _full(view, whole, max(room - 2, 0)), foot[:2]
        return [first_row(view)], _full(view, whole, room - 1 - len(foot)), foot
    head = _head(view, room, lent=banners)
    body = max(room - len(head) - len(foot), 0)
    covered = _covered(view, body)
    return head, [*page(view, view.width, body - covered), *[BLANK] * covered], foot


def _covered(view: View, body: int) -> int:
    """How many rows of the page lie under what leaves its keys to it: there the cursor must not go."""
    if not isinstance(view.ui.panel, Strip) and (view.ui.resumed is None or view.ui.panels):
        return 0
    return min(len(panel_rows(view, body)[0]), body)


def _whole(view: View) -> Detail | Handover | Help | None:
    """The uppermost panel that takes everything between the first row and the last ones."""
    if isinstance(view.ui.panel, Help):
        return view.ui.panel
    return next((panel for panel in reversed(view.ui.panels) if isinstance(panel, Detail | Handover)), None)


def _full(view: View, whole: Detail | Handover | Help, height: int) -> list[Line]:
    """Its rows; those of a handover that lies on top are drawn with its caret."""
    match whole:
        case Help():
            return help_rows(view, whole, height)
        case Detail():
            return detail_rows(view, whole, height)
    if whole is view.ui.panel:
        return [BLANK] * height
    return handover_rows(view, whole, height)[0]


def _head(view: View, room: int, *, lent: int) -> list[Line]:
    """The rows above the page. Where there is no room, they go in this order: stages, told, the third limit, the
    second; in a window too small for a list at all also the tabs and the first. A banner takes the place of the third.
    """
    rows = 3 - min(lent, 1)
    told = stages = True
    spare = room - 4 - (1 + rows + 2 + 1) - _BODY
    for name in ("stages", "told", "third", "second"):
        if spare >= 0:
            break
        if name == "stages":
            stages = False
        elif name == "told":
            told = False
        elif rows > (1 if name == "second" else 2):
            rows -= 1
        else:
            continue
        spare += 1
    lines = [first_row(view), *(due_rows(view, rows) if room > _LEAST_WHOLE - 3 else [])]
    lines += [told_row(view)] if told else []
    lines += [stages_row(view)] if stages else []
    return [*lines, tabs_row(view, view.width)] if room > _LEAST_WHOLE - 2 else lines


def page(view: View, width: int, height: int, *, compact: bool = False) -> list[Line]:
    """The rows of the page that is chosen."""
    match shown_page(view.ui, view.board):
        case "stages":
            lines = stages_list(view, width, height)
        case "told":
            lines = told_list(view, width, height)
        case "limits":
            lines = limits_list(view, width, height)
        case "log":
            lines = log_list(view, width, height)
        case "danger" if not compact:
            said = danger.below(view, height)
            lines = [*now_list(view, width, height - len(said)), *said]
        case _:
            lines = now_list(view, width, height, compact=compact)
    return [each.fitted(width) for each in lines[:height]]


# -- from 110 columns -----------------------------------------------------------------------------------


def _wide(view: View, room: int) -> tuple[list[Line], list[Line], list[Line]]:
    foot = _foot(view)
    if (whole := _whole(view)) is not None:
        return [first_row(view)], _full(view, whole, room - 1 - len(foot)), foot
    head = [first_row(view), *_wide_dues(view)]
    body = room - len(head) - len(foot)
    if shown_page(view.ui, view.board) in {"limits", "log", "told", "danger"}:
        covered = _covered(view, body - 1)
        return [*head, tabs_row(view, view.width)], page(view, view.width, body - 1 - covered) + [BLANK] * covered, foot
    below = _PREVIEW if body >= 2 * _PREVIEW else 0
    left = [tabs_row(view, _LEFT - 1).fitted(_LEFT), *page(view, _LEFT, body - 1 - below, compact=True)]
    left += preview(view, _LEFT, below)
    joint = line("| ", "bar")
    beside = side(view, view.width - _LEFT - 2, body)
    return head, [a + joint + b for a, b in zip(left, beside, strict=True)], foot


def _wide_dues(view: View) -> list[Line]:
    """The limits on the left, beside them how far the stages are."""
    words = view.words
    rows = due_rows(view)
    counts = [text for text, _ in stage_counts(view)]
    size = view.width - WIDE_LEFT - 1
    first = len(counts)
    while cell_width(" ".join(counts[:first])) > size:
        first -= 1
    rest = [part for part in totals(view) if part]
    ways = [(last, n) for last in range(len(counts), first - 1, -1) for n in range(min(2, len(rest)))]
    options = ["   ".join([" ".join(counts[first:last]), *rest[n:]]).strip() for last, n in ways]
    right = [" ".join(counts[:first]), between("", first_that_fits(size, options), size), ""]
    if view.plan.levels:
        right[2] = between("", words.sense("screen", "change level: {key}", key=view.registry.key("facts")), size)
    return [row.fitted(WIDE_LEFT + 1) + line(text).fitted(size) for row, text in zip(rows, right, strict=True)]
