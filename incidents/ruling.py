"""What every rule of `incidents.decide` needs: the state, the command, and how to refuse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from incidents.book import Book
from incidents.commands import Command
from incidents.refusals import Refusal
from incidents.state import State
from incidents.values import EARLIEST


class Refused(Exception):  # noqa: N818  the field's word: a command is refused
    """Carries a refusal out of a rule; it never leaves `decide`."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Context:
    """One decision: on which state, about which command, when and by whom."""

    state: State
    book: Book
    command: Command
    now: int
    by: str

    def refused(
        self, code: str, *, subject: str = "", state: str = "", allowed: tuple[str, ...] = (), **values: Any
    ) -> Refused:
        """A refusal of this command, to be raised."""
        said = {**values, "state": state} if state else values
        return Refused(Refusal(code, self.command.name, subject or self.command.subject, state, said, allowed))

    def step(self, step: str) -> int:
        """The index of a step named by its id or its fixed number."""
        by_number = self.state.plan.by_number.get(step)
        i = self.state.compiled.index.get(by_number.id if by_number else step)
        if i is None:
            raise self.refused("unknown-step", step=step, near=near(step, self.state.compiled.index))
        return i

    def must_be_past(self, at: int) -> None:
        """A time at which something happened: not in the future, and one that a calendar knows."""
        if at > self.now:
            raise self.refused("future", at=at, now=self.now)
        if at < EARLIEST:
            raise self.refused("bad-value", fact="at", type="moment", allowed=())

    def needs(self, text: str, code: str = "needs-reason") -> str:
        """A text that must not be empty."""
        if not text.strip():
            raise self.refused(code)
        return text.strip()


def near(word: str, known: Iterable[str]) -> str:
    """The known name that a mistyped one was probably meant to be; empty if none is near."""
    return next(iter(get_close_matches(word, list(known), n=1)), "")
