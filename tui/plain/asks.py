"""Questions: what may answer them, and how a conversation goes on when one is answered.

A conversation (`Flow`) is a generator: it prints, yields an `Ask`, is sent the line that answers it, and goes on. So a
form or a closing is written down in the order in which it is talked through.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tui.plain.folding import cells_of
from tui.plain.grammar import plain_digits

T = TypeVar("T")
Asking = Generator["Ask", str, T]
Flow = Asking[None]

LINE = 78
"""Choices that would be longer than this stand on several lines."""
_SHORT = 24
"""So short choices stand side by side on them, longer ones one under the other."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question. `answers` are the digits that answer it; with `free` any text does, with `blank` Enter alone does.

    `dropped` is said when the officer goes on with something else instead, which is always allowed.
    """

    lines: tuple[str, ...]
    answers: frozenset[str] = frozenset()
    free: bool = False
    blank: bool = False
    dropped: str = ""
    said: bool = False
    """The lines stand already at the end of what was just printed."""
    acts: bool = False
    """A step with a digit is an answer here like any other text."""
    strict: bool = False
    """The answer is of a kind that never begins with a word of the grammar."""
    wordy: bool = False
    """A single digit is no answer: nothing stands here to be chosen."""
    ends: bool = False
    """The words that leave a question are for the conversation to judge: a full stop ends a note, and keeps it."""

    def takes(self, typed: str) -> bool:
        """Whether a line answers this question."""
        if not typed:
            return self.blank
        return self.free or plain_digits(typed) in self.answers


def digits(count: int, first: int = 1) -> frozenset[str]:
    """The digits that stand before so many choices."""
    return frozenset(str(n) for n in range(first, first + count))


def choices(options: Sequence[str], head: str = "", first: int = 1) -> list[str]:
    """`1 … 2 …` on one line after the head, or on as many as are needed."""
    numbered = [f"{n} {option}" for n, option in enumerate(options, first)]
    line = "  ".join([head, *numbered] if head else numbered)
    if cells_of(line) <= LINE:
        return [line]
    beside = "  ".join(numbered)
    if head and cells_of(beside) + 2 <= LINE:
        return [head, f"  {beside}"]
    if max(cells_of(option) for option in numbered) > _SHORT:
        return [*([head] if head else []), *(f"  {option}" for option in numbered)]
    lines = [head] if head else []
    row = ""
    for option in numbered:
        if row and cells_of(row) + 2 + cells_of(option) > LINE:
            lines.append(row)
            row = ""
        row += f"  {option}"
    return [*lines, row]


def pick(head: str, options: Sequence[str], *, dropped: str = "", said: bool = False) -> Asking[int]:
    """One of the options, by its digit; gives its index."""
    answer = yield Ask(tuple(choices(options, head)), digits(len(options)), dropped=dropped, said=said)
    return int(plain_digits(answer)) - 1


def pick_or_type(
    head: str, options: Sequence[str], *, dropped: str = "", blank: bool = False, strict: bool = False
) -> Asking[str]:
    """One of the options by its digit, or whatever else is typed; empty only with `blank`. `strict`: no command is."""
    lines = tuple(choices(options, head))
    answer = yield Ask(lines, digits(len(options)), free=True, blank=blank, dropped=dropped, strict=strict)
    typed = plain_digits(answer)
    return options[int(typed) - 1] if typed in digits(len(options)) else answer.strip()


def text(head: str, *, blank: bool = False, dropped: str = "") -> Asking[str]:
    """Some text; empty only with `blank`."""
    answer = yield Ask((head,), free=True, blank=blank, dropped=dropped, wordy=True)
    return answer.strip()
