"""The step that a word is about, and the time that may stand after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.typed.names import read_address
from reports.typed.understood import NotUnderstood
from runbooks.plan import Step
from tui.plain.explain import word
from tui.plain.grammar import Line, split, take_time

if TYPE_CHECKING:
    from tui.plain.desk import Desk


def take_step(desk: Desk, line: Line) -> tuple[Step, int, int, str]:
    """The step that a word is about, its turn and limit (0: none named), and what follows."""
    first, rest = split(line.rest)
    if not first:
        raise NotUnderstood("no-step", word=word(desk.words, line.verb))
    address = read_address(first, desk.plan)
    return desk.step(address.step), address.turn, address.limit, rest


def states_time(desk: Desk, rest: str) -> str:
    """Take the time that stands first in what follows a step; it then holds for what is recorded."""
    at, rest = take_time(rest, desk.heard, desk.zone)
    if at is not None:
        desk.stated = at
    return rest
