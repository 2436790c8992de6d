"""Where the cursor stands: each page has its list and its own cursor; the pages that list steps share one."""

from __future__ import annotations

from dataclasses import replace

from reports.closing import Explained
from tui.board import NOWHERE, Board, Spot
from tui.board.limits import Entry
from tui.desk.ui import PAGES, Ui

STEP_PAGES = frozenset({"danger", "now", "stages"})
"""Pages whose cursor stands on a step."""


def pages(board: Board) -> tuple[str, ...]:
    """The pages there are, in the order of Tab."""
    if board.state.closed is not None:
        return ("closed", *PAGES)
    return ("danger", *PAGES) if board.danger else PAGES


def shown_page(ui: Ui, board: Board) -> str:
    """The page that is shown: the one that was chosen, unless the danger that it belonged to is over."""
    return ui.page if ui.page in pages(board) else "now"


def here(ui: Ui, board: Board, now: int) -> Spot:
    """The step that the space bar would end: the one under the cursor, or the one whose limit is."""
    page = shown_page(ui, board)
    if page in STEP_PAGES:
        return ui.cursor
    if page == "limits":
        entry = chosen_limit(ui, board, now)
        if entry is None:
            return NOWHERE
        return Spot(entry.step, entry.turn if board.plan.steps[entry.step].each else 0)
    if page == "told":
        return telling(board, chosen_role(ui, board))
    return NOWHERE


def digits_stand(ui: Ui, board: Board) -> bool:
    """Whether digits stand on the page itself: in danger, those for the result of the call."""
    return not ui.panels and shown_page(ui, board) in {"danger", "closed"}


def telling(board: Board, role: str) -> Spot:
    """The first step still to be done that tells a role."""
    found = [Spot(i) for i, step in enumerate(board.plan.steps) if role in step.tells]
    now = [spot for spot in found if board.state_of(spot, 0) in {"ready", "in-progress"}]
    return (now or found or [NOWHERE])[0]


# -- the lists of the pages -----------------------------------------------------------------------------


def chosen_limit(ui: Ui, board: Board, now: int) -> Entry | None:
    """The limit under the cursor of its page: the first, until it was moved."""
    found = board.limits(now)
    wanted = ui.mark("limits")
    if isinstance(wanted, Entry) and found.place(wanted) is not None:
        return wanted
    return found[0] if len(found) else None


def role_list(board: Board) -> list[str]:
    """The roles in the order of their page: those that were told, then those that are still to be."""
    told = [one.role for one in board.told if one.at is not None]
    return [*told, *(one.role for one in board.told if one.at is None)]


def chosen_role(ui: Ui, board: Board) -> str:
    """The role under the cursor of its page: the first that is still to be told, until it was moved."""
    found = role_list(board)
    wanted = ui.mark("told")
    if wanted in found:
        return str(wanted)
    return next((one.role for one in board.told if one.at is None), found[0] if found else "")


def chosen_record(ui: Ui, board: Board) -> int:
    """The record under the cursor of the log: the newest, until it was moved."""
    wanted = ui.mark("log")
    return wanted if isinstance(wanted, int) and 1 <= wanted <= board.state.version else board.state.version


def to_explain(board: Board) -> tuple[Explained, ...]:
    """What must be explained of a closed incident, in the order of its page."""
    return board.closing.explain if board.closing is not None else ()


def chosen_explained(ui: Ui, board: Board) -> int:
    """Which of them the cursor stands on, from 0: the first, until it was moved."""
    wanted = ui.mark("closed")
    return min(wanted, max(len(to_explain(board)) - 1, 0)) if isinstance(wanted, int) else 0


# -- moving ---------------------------------------------------------------------------------------------


def length(ui: Ui, board: Board, now: int) -> int:
    """How many entries the list of the page has."""
    match shown_page(ui, board):
        case "stages":
            return len(board.plan.steps)
        case "told":
            return len(role_list(board))
        case "limits":
            return len(board.limits(now))
        case "log":
            return board.state.version
        case "closed":
            return len(to_explain(board))
    return len(board)


def place(ui: Ui, board: Board, now: int) -> int:
    """Which of them the cursor stands on, from 0."""
    match shown_page(ui, board):
        case "stages":
            return board.by_stage.place(ui.cursor)
        case "told":
            found = role_list(board)
            role = chosen_role(ui, board)
            return found.index(role) if role in found else 0
        case "limits":
            entry = chosen_limit(ui, board, now)
            return (board.limits(now).place(entry) or 0) if entry else 0
        case "log":
            return board.state.version - chosen_record(ui, board)
        case "closed":
            return chosen_explained(ui, board)
    return board.place(ui.cursor) or 0


def moved_to(ui: Ui, board: Board, now: int, to: int) -> Ui:
    """The same with the cursor of the page on another entry."""
    to = max(0, min(to, length(ui, board, now) - 1))
    match page := shown_page(ui, board):
        case "stages":
            return replace(ui, cursor=board.by_stage.spot(to))
        case "told":
            found = role_list(board)
            return ui.marked(page, found[to]) if found else ui
        case "limits":
            limits = board.limits(now)
            return ui.marked(page, limits[to]) if len(limits) else ui
        case "log":
            return ui.marked(page, board.state.version - to)
        case "closed":
            return ui.marked(page, to)
    return replace(ui, cursor=board.spot(to) or NOWHERE)


def on_first(ui: Ui, board: Board) -> Ui:
    """The cursor on the first thing to do; in danger on the first that has a clock."""
    now = board.session.now()
    spots: list[Spot] = []
    for name in ("danger-now", "now", "danger-later", "later"):  # rows stand still for a while: what ended meanwhile is
        spots = [s for s in board.groups[name] if board.state_of(s, now) in {"ready", "in-progress"}]  # passed over
        if spots:
            break
    if board.danger:
        clocked = [s for s in spots if board.dues.of(s.step)]
        spots = clocked or spots
    if not spots:
        return replace(ui, cursor=board.spot(0) or NOWHERE)
    return replace(ui, cursor=spots[0])
