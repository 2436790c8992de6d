"""The text under one's hands: lines, caret, what is marked, what can be undone. Every act gives another value.

Typing on goes into one change as long as it stays on its line, so that undo takes back a word or a sentence and not a
letter; anything else is a change of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from tui.editing.cells import cell_at, column_at
from tui.editing.text import (
    START,
    Change,
    Lines,
    Spot,
    applied,
    between,
    end_of,
    indent_of,
    last,
    left_of,
    replaced,
    right_of,
    within,
)

MOST_UNDONE: Final = 1_000
INDENT: Final = "  "
_TOGETHER: Final = 40
"""So many characters at most are typed and undone together."""
MOST_IN_BURST: Final = 100_000
"""So many, where they come in a burst: what a terminal pastes as if it were typed."""


@dataclass(frozen=True, slots=True)
class Editor:
    """`anchor` is the other end of what is marked; `wanted` the cell that up and down aim at; `typing` says whether the
    last change may grow.
    """

    lines: Lines
    caret: Spot = START
    anchor: Spot | None = None
    wanted: int | None = None
    done: tuple[Change, ...] = ()
    undone: tuple[Change, ...] = ()
    typing: bool = False
    clip: str = ""
    """What was cut or copied last."""

    @property
    def line(self) -> str:
        """The line of the caret."""
        return self.lines[self.caret.row]

    @property
    def marked(self) -> tuple[Spot, Spot] | None:
        """What is marked, from its beginning to its end."""
        if self.anchor is None or self.anchor == self.caret:
            return None
        return min(self.anchor, self.caret), max(self.anchor, self.caret)

    # -- changes ------------------------------------------------------------------------------------

    def put(
        self, start: Spot, end: Spot, text: str, *, after: Spot | None = None, grows: bool = False, burst: bool = False
    ) -> Editor:
        """Replace a stretch; the caret stands behind what was put in, or `after`. `burst`: it goes on with what came
        just before, however long that is.
        """
        removed = between(self.lines, start, end)
        if not removed and not text:
            return replace(self, anchor=None, typing=False)
        stands = after if after is not None else end_of(start, text)
        change = Change(start, removed, text, self.caret, stands)
        done = self._with(change, grows=grows or burst, most=MOST_IN_BURST if burst else _TOGETHER)
        lines = replaced(self.lines, start, end, text)
        return replace(
            self, lines=lines, caret=stands, anchor=None, wanted=None, done=done, undone=(), typing=grows or burst
        )

    def _with(self, change: Change, *, grows: bool, most: int) -> tuple[Change, ...]:
        before = self.done[-1] if self.done else None
        if (
            grows
            and self.typing
            and before is not None
            and not change.removed
            and end_of(before.start, before.inserted) == change.start
            and len(before.inserted) < most
        ):
            together = Change(
                before.start, before.removed, before.inserted + change.inserted, before.before, change.after
            )
            return (*self.done[:-1], together)
        return (*self.done[-MOST_UNDONE + 1 :], change)

    def insert(self, text: str, *, burst: bool = False) -> Editor:
        """Type a text, in the place of what is marked."""
        start, end = self.marked or (self.caret, self.caret)
        return self.put(start, end, text, grows="\n" not in text, burst=burst)

    def undo(self) -> Editor:
        """Take the last change back."""
        if not self.done:
            return self
        change = self.done[-1]
        lines = applied(self.lines, change.reverse)
        return replace(
            self,
            lines=lines,
            caret=within(lines, change.before),
            anchor=None,
            wanted=None,
            done=self.done[:-1],
            undone=(*self.undone, change),
            typing=False,
        )

    def redo(self) -> Editor:
        """Make the change again that was taken back last."""
        if not self.undone:
            return self
        change = self.undone[-1]
        lines = applied(self.lines, change)
        return replace(
            self,
            lines=lines,
            caret=within(lines, change.after),
            anchor=None,
            wanted=None,
            done=(*self.done, change),
            undone=self.undone[:-1],
            typing=False,
        )

    def backspace(self) -> Editor:
        """Delete what is marked, else back to the last stop of the indent, else the character before the caret."""
        if self.marked is not None:
            return self.insert("")
        row, column = self.caret
        before = self.line[:column]
        if before and not before.strip(" "):
            return self.put(Spot(row, (column - 1) // len(INDENT) * len(INDENT)), self.caret, "")
        return self.put(left_of(self.lines, self.caret), self.caret, "")

    def delete(self) -> Editor:
        """Delete what is marked, else the character behind the caret."""
        if self.marked is not None:
            return self.insert("")
        return self.put(self.caret, right_of(self.lines, self.caret), "", after=self.caret)

    def newline(self, *, burst: bool = False) -> Editor:
        """A new line that begins where this one does; deeper behind a key that has its value below. Lines in a burst
        bring their own indent.
        """
        start, end = self.marked or (self.caret, self.caret)
        if burst:
            return self.put(start, end, "\n", burst=True)
        before = self.lines[start.row][: start.column]
        indent = min(indent_of(before), start.column)
        bare = before.strip()
        while before[indent : indent + 2] == "- " and bare.partition("#")[0].rstrip()[2:]:
            indent += 2
        if bare.endswith(":") and not bare.startswith("#"):
            indent += len(INDENT)
        return self.put(start, end, "\n" + " " * indent)

    def shift(self, by: int) -> Editor:
        """Move the lines of what is marked to the right or to the left by an indent."""
        first, final = self.marked or (self.caret, self.caret)
        bottom = final.row - (final.column == 0 and final.row > first.row)
        rows = range(first.row, bottom + 1)
        moved = [INDENT + line if by > 0 and line else line for line in (self.lines[row] for row in rows)]
        if by < 0:
            moved = [self.lines[row][min(indent_of(self.lines[row]), len(INDENT)) :] for row in rows]
        start, end = Spot(first.row, 0), Spot(bottom, len(self.lines[bottom]))
        new = "\n".join(moved)
        if new == between(self.lines, start, end):
            return self
        own = min(self.caret.row, bottom)
        column = max(self.caret.column + len(moved[own - first.row]) - len(self.lines[own]), 0)
        stands = Spot(self.caret.row, column) if self.caret.row <= bottom else self.caret
        shifted = self.put(start, end, new, after=stands)
        anchor = None if self.marked is None else within(shifted.lines, self.anchor or stands)
        return replace(shifted, anchor=anchor)

    # -- moving -------------------------------------------------------------------------------------

    def go(self, spot: Spot, *, mark: bool = False, wanted: int | None = None) -> Editor:
        """The caret elsewhere; with `mark` what lies between is marked."""
        anchor = (self.anchor if self.anchor is not None else self.caret) if mark else None
        return replace(self, caret=within(self.lines, spot), anchor=anchor, wanted=wanted, typing=False)

    def move(self, name: str, page: int, *, mark: bool = False) -> Editor:
        """One of the moving keys; `page` is how many lines PgUp and PgDn move."""
        row, column = self.caret
        if not mark and self.marked is not None and name in {"left", "right"}:
            return self.go(self.marked[name == "right"])
        match name:
            case "left":
                return self.go(left_of(self.lines, self.caret), mark=mark)
            case "right":
                return self.go(right_of(self.lines, self.caret), mark=mark)
            case "home":
                first = indent_of(self.line)
                return self.go(Spot(row, 0 if column == first else first), mark=mark)
            case "end":
                return self.go(Spot(row, len(self.line)), mark=mark)
        by = {"up": -1, "down": 1, "pageup": -page, "pagedown": page}[name]
        wanted = self.wanted if self.wanted is not None else cell_at(self.line, column)
        if not 0 <= row + by < len(self.lines) and abs(by) == 1:
            return self.go(START if by < 0 else last(self.lines), mark=mark)
        goal = min(max(row + by, 0), len(self.lines) - 1)
        return self.go(Spot(goal, column_at(self.lines[goal], wanted)), mark=mark, wanted=wanted)

    # -- cutting and finding ------------------------------------------------------------------------

    def cut(self) -> Editor:
        """Cut what is marked, else the line; lines cut one after the other stay together."""
        start, end = self._stretch()
        text = between(self.lines, start, end)
        if not text:
            return self
        return replace(self.put(start, end, "", after=start), clip=text)

    def copy(self) -> Editor:
        """Keep what is marked, else the line."""
        start, end = self._stretch()
        return replace(self, clip=between(self.lines, start, end) or self.clip)

    def paste(self) -> Editor:
        """Put in what was cut or copied: whole lines above this one."""
        if self.clip.endswith("\n") and self.marked is None:
            start = Spot(self.caret.row, 0)
            return self.put(start, start, self.clip)
        return self.insert(self.clip) if self.clip else self

    def _stretch(self) -> tuple[Spot, Spot]:
        if self.marked is not None:
            return self.marked
        row = self.caret.row
        if row + 1 < len(self.lines):
            return Spot(row, 0), Spot(row + 1, 0)
        return Spot(row, 0), Spot(row, len(self.line))

    def find(self, text: str, *, here: bool = False) -> Editor | None:
        """The next place of a text behind the caret (`here`: at it, too), round the end; upper and lower case alike."""
        wanted = text.casefold()
        if not wanted:
            return None
        row, column = self.caret
        start = column if here else column + 1
        rows = [row, *range(row + 1, len(self.lines)), *range(row + 1)]
        for n, at in enumerate(rows):
            found = self.lines[at].casefold().find(wanted, start if n == 0 else 0)
            if found >= 0:
                stands = self.go(Spot(at, found))
                return replace(stands, anchor=Spot(at, found + len(text)))
        return None
