"""Where in a plan the caret stands, read off the text alone: while one types there is often no tree to ask.

From the caret's line upwards, every line that is less indented opens what the caret is in; inside one line, brackets
do. What comes out is a path of keys (`[]` for a member of a list), whether a key or a value is being written, and how
much of it stands before the caret. Block texts (`|`, `>`) and quotes over several lines are not followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from tui.editing.text import Lines, Spot, indent_of

ITEM: Final = "[]"
Kind = Literal["key", "value", "either"]
_KEY = re.compile(r"""("[^"]*"|'[^']*'|[^\s:#,\[\]{}"'][^:#,\[\]{}]*?)\s*:(?=\s|$)""")
_UP: Final = 40
"""So many lines a bracket may have been opened above."""


@dataclass(frozen=True, slots=True)
class Place:
    """`path` leads to the map, or to the value, in which the caret is; `typed` is what of it stands before the caret.

    `kind` says what is being written: a value (the last of `path` is its key or `[]`), a key, or, behind a dash, either
    of them. `bare`: right behind a colon, so that a space is still owed. `siblings` are the keys that its map has
    already, as far as they stand on this line.
    """

    path: tuple[str, ...]
    kind: Kind
    typed: str
    start: int
    bare: bool = False
    siblings: frozenset[str] = frozenset()


def place_at(lines: Lines, caret: Spot) -> Place | None:
    """The place of the caret; None in a comment or in quotes."""
    row, column = caret
    first = _opening_row(lines, row, column)
    indent, opened = _openings(lines[first])
    head = list(_above(lines, first, indent if not opened else opened[0][0]))
    path = [*head]
    text, offset = lines[first], opened[-1][0] if opened else indent
    for _, token in opened:
        if token == ITEM:
            path.append(ITEM)
    body = text[offset:] if not opened else text[_after_dashes(text) :]
    flat = _Flow(path)
    spans = [body] if first == row else [body, *lines[first + 1 : row + 1]]
    base = len(text) - len(body) if first == row else 0
    if first == row and column < base:
        return Place(tuple(path), "key", "", column)
    spans[-1] = spans[-1][: column - base]
    for n, span in enumerate(spans):
        flat.feed(span, last=n == len(spans) - 1)
    return flat.place(base)


def _after_dashes(text: str) -> int:
    """Behind the dashes with which a line begins."""
    at = indent_of(text)
    while text[at : at + 2] == "- " or text[at:] == "-":
        at += 1
        at += len(text[at:]) - len(text[at:].lstrip(" "))
    return at


def _openings(text: str) -> tuple[int, list[tuple[int, str]]]:
    """How deep a line begins, and the dashes with which it does, each with its depth."""
    at = indent_of(text)
    found = []
    while text[at : at + 2] == "- " or text[at:] == "-":
        found.append((at, ITEM))
        at += 1
        at += len(text[at:]) - len(text[at:].lstrip(" "))
    return at, found


def _opening_row(lines: Lines, row: int, column: int) -> int:
    """The line on which the outermost bracket was opened that is still open before the caret."""
    depth, found = 0, row
    for at in range(row, max(row - _UP, -1), -1):
        text = lines[at][:column] if at == row else lines[at]
        depth += _depth(text)
        if depth > 0:
            found, depth = at, 0
        before = lines[at - 1].partition(" #")[0].rstrip() if at else ""
        if not before.endswith((",", "{", "[")):
            break
    return found


def _depth(text: str) -> int:
    """How many brackets a line leaves open, less those that it closes of earlier ones."""
    depth = 0
    for char, _ in _outside_quotes(text):
        depth += (char in "{[") - (char in "}]")
    return depth


def _outside_quotes(text: str) -> Iterator[tuple[str, int]]:
    """The characters of a line that are neither in quotes nor in a comment."""
    quote = ""
    for n, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'" and (not n or text[n - 1] in " [{,:-"):
            quote = char
        elif char == "#" and (not n or text[n - 1] == " "):
            return
        else:
            yield char, n


def _above(lines: Lines, row: int, indent: int) -> Iterator[str]:
    """The keys and lists that enclose a line which begins at `indent`, the outermost first."""
    found: list[str] = []
    dashed = _openings(lines[row])[1] != []
    deeper = " " * (indent + 1)
    for at in range(row - 1, -1, -1):
        text = lines[at]
        if text.startswith(deeper):
            continue
        bare = text.lstrip(" ")
        if not bare or bare[0] == "#" or text[0] == "\t":
            continue
        depth, dashes = _openings(text)
        key = _KEY.match(text[depth:])
        if key is not None and (depth < indent or (dashed and depth == indent)):
            found.append(key[1].strip("\"'"))
            indent, dashed = depth, False
        for place, token in reversed(dashes):
            if place < indent:
                found.append(token)
                indent, dashed = place, True
        if indent == 0 and not dashed:
            break
        deeper = " " * (indent + 1)
    yield from reversed(found)


class _Flow:
    """Reads on from the beginning of a line's content to the caret."""

    def __init__(self, path: Sequence[str]) -> None:
        self._stack: list[tuple[str, list[str], set[str], str]] = []
        self._path = list(path)
        self._key = ""
        self._seen: set[str] = set()
        self._from = 0
        self._text = ""
        self._open = ""

    def feed(self, text: str, *, last: bool) -> None:
        """One line more."""
        self._text, self._from, self._open = text, 0, ""
        n = 0
        while n < len(text):
            char = text[n]
            before = text[n - 1] if n else " "
            if char in "\"'" and not text[self._from : n].strip():
                close = text.find(char, n + 1)
                if close < 0:
                    self._open = char
                    return
                n = close
            elif char == "#" and before == " ":
                self._open = "#" if last else ""
                return
            elif char in "{[" and not text[self._from : n].strip():
                self._enter(char, n)
            elif char in "}]" and self._stack:
                self._leave(n)
            elif char == "," and self._stack:
                self._key, self._from = "", n + 1
            elif char == ":" and not self._key and (n + 1 == len(text) or text[n + 1] in " \t"):
                self._key = text[self._from : n].strip().strip("\"'")
                self._seen.add(self._key)
                self._from = n + 1
            n += 1

    def _enter(self, bracket: str, n: int) -> None:
        self._stack.append((self._key, list(self._path), self._seen, bracket))
        self._path = [*self._path, *([self._key] if self._key else []), *([ITEM] if bracket == "[" else [])]
        self._key, self._seen, self._from = "", set(), n + 1

    def _leave(self, n: int) -> None:
        self._key, self._path, self._seen, _ = self._stack.pop()
        self._from = n + 1

    def place(self, base: int) -> Place | None:
        """What it came to."""
        if self._open:
            return None
        typed = self._text[self._from :]
        bare = bool(self._key) and not typed
        start = base + self._from + len(typed) - len(typed.lstrip())
        listed = bool(self._stack) and self._stack[-1][3] == "["
        dashed = not self._stack and self._path[-1:] == [ITEM] and not self._seen
        path = (*self._path, self._key) if self._key else tuple(self._path)
        kind: Kind = "value" if self._key or listed else "either" if dashed else "key"
        return Place(path, kind, typed.lstrip(), start, bare, frozenset(self._seen))
