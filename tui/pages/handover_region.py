"""What scrolls on the page of a handover: the picture, words that are too long for their place, what came in since.

How far one can scroll, and which records have been before the reader's eyes, is known only to who wraps the lines: so
the keys ask here too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from reports.format_time import hhmmss
from reports.format_value import record_no
from reports.telling import tell
from tui.desk.handover_stage import news, offer, stage
from tui.desk.panel import Handover
from tui.lines import Line, drawn, line, note, rule, wrap
from tui.pages.handover_picture import picture
from tui.pages.view import LEAST, View

FOOT: Final = 3
"""Rows below: what is on disk, what the keys do, the keys."""
_LEAST_ROWS: Final = 3


@dataclass(frozen=True, slots=True)
class Region:
    """Its lines, how many of them there is room for, and for each new record its first and last line. `said` are the
    words as they stand in their place, `block` how many rows that and the signatures have.
    """

    lines: tuple[Line, ...]
    rows: int
    new: tuple[tuple[int, int, int], ...]
    said: tuple[str, ...]
    block: int
    signs: int

    @property
    def shown(self) -> int:
        """How many lines are seen at once: the last row says where one is, if not all of them are."""
        return self.rows if len(self.lines) <= self.rows else max(self.rows - 1, 1)

    @property
    def last_top(self) -> int:
        """The first line when scrolled to the end."""
        return max(len(self.lines) - self.shown, 0)

    def top(self, panel: Handover) -> int:
        """The first line that is seen."""
        return max(0, min(panel.top, self.last_top))

    def seen(self, top: int) -> int:
        """The last new record such that it and all before it are seen to their end."""
        ends = [seq for seq, _, last in self.new if last < top + self.shown]
        return max(ends, default=0)


def body_rows(view: View) -> int:
    """How many rows there are between the first one and the last three."""
    banners = sum(len(banner.lines) for banner in view.ui.banners)
    small = view.width < LEAST[0] or view.height < LEAST[1]
    return max(view.height - min(banners, 2) - small - 1 - FOOT, 0)


def region(view: View, panel: Handover, height: int) -> Region:
    """What scrolls, for a page of so many rows."""
    block, signs = 4, 4
    if height - 1 - block - signs < _LEAST_ROWS:
        block, signs = 2, 2
    draft = view.ui.draft[1] if view.ui.draft else ""
    lines = picture(view.board, view.now, view.width, draft)
    said = wrap(note(words_of(view, panel)), view.width - 5)
    fresh, places = _news(view, panel)
    if stage(panel, view.board) not in {"words", "whom"}:
        free = height - 1 - signs - len(lines) - len(fresh)
        block = 1 + min(max(len(said), 3), max(free - 1, min(len(said), block - 1)))
        if len(said) > block - 1:
            title = view.words.sense("handover", "In words, all of it")
            lines += [rule(title, "", view.width), *(line(f"   {piece}") for piece in said)]
            more = view.words.sense("handover", "... all of it above: PgDn")
            said = [*said[: max(block - 2, 0)], more]
    base = len(lines)
    rows = max(height - 1 - block - signs, 0)
    shifted = tuple((seq, base + first, base + last) for seq, first, last in places)
    return Region((*lines, *fresh), rows, shifted, tuple(said), block, signs)


def words_of(view: View, panel: Handover) -> str:
    """The words: those of the offer that stands, else those that are being written."""
    found = offer(view.board)
    return found[1] if found is not None else panel.field.text


def _news(view: View, panel: Handover) -> tuple[list[Line], list[tuple[int, int, int]]]:
    """The records since the offer, whole, under a heading; and where each of them stands."""
    words, board = view.words, view.board
    found = news(board)
    if not found:
        return [], []
    title = words.many("{n} new record since the offer", "{n} new records since the offer", len(found))
    end = words.sense("handover", "to be read before signing")
    lines = [rule(title, end, view.width)]
    places = []
    for event in found:
        by = f" ({event.by})" if event.by else ""
        said = drawn(f"{tell(event, view.plan, words, view.now)}{by}")
        text = f"{record_no(event.seq)} {hhmmss(event.recorded, board.zone)} {said}"
        first = len(lines)
        style = "" if event.seq > panel.read else "dim"
        lines += [
            line(f"{' ' if n == 0 else '   '}{piece}", style) for n, piece in enumerate(wrap(text, view.width - 4))
        ]
        places.append((event.seq, first, len(lines) - 1))
    return lines, places
