"""What can lie over a page: one frozen value each. The uppermost gets the keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from tui.board.spots import NOWHERE, Spot
from tui.desk.field import EMPTY, Field


@dataclass(frozen=True, slots=True)
class Detail:
    """One step in full. `chosen` is who in the calling list was picked by hand (-1: whoever is next). `asks` is what
    the digits mean: the result of a call, what to do after a round in vain, the result of a call to the next role up.
    `more` shows the long texts.
    """

    spot: Spot
    chosen: int = -1
    asks: Literal["result", "round", "above"] = "result"
    more: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A note being written; `step` is the one it belongs to, `phrase` which stock phrase is picked (0: none)."""

    field: Field = EMPTY
    step: str = ""
    phrase: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """The list of what can be stated; `page` counts tens."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    """Facts asked one after another. `facts` are still to be asked, the present one first; `step` whose form it is.

    `column` is the column of a row of a list that is being asked (-1: whether there is one more row), `values` what
    was answered for those before it; `fault` says what was wrong with the last answer.
    """

    facts: tuple[str, ...]
    step: str = ""
    field: Field = EMPTY
    page: int = 0
    column: int = -1
    values: tuple[tuple[str, Any], ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """The level of the event. `proposed` asks about a proposal, `declined` why it is not agreed to; `chosen` is a lower
    one, which needs a reason, then an approver. `naming`: the approver's name is being typed.
    """

    proposed: bool = False
    chosen: str = ""
    declined: bool = False
    field: Field = EMPTY
    reason: str = ""
    naming: bool = False


@dataclass(frozen=True, slots=True)
class Danger:
    """The question whether there is danger; `at` is when it was asked (milliseconds UTC)."""

    at: int


@dataclass(frozen=True, slots=True)
class Menu:
    """What Esc and a digit reach."""


@dataclass(frozen=True, slots=True)
class Help:
    """The keys, and what the last one pressed arrived as."""

    top: int = 0
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Questions asked one after another, then one record. `kind` says what about, `spot` about which step.

    `answers` are those given so far; `typing`: the present one is being typed in place of a digit. `fault` says what
    was wrong with what was typed.
    """

    kind: str
    spot: Spot = NOWHERE
    answers: tuple[str, ...] = ()
    field: Field = EMPTY
    typing: bool = False
    page: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """Handing over the duty, over all of the list. What stage it is at follows from the record: see `desk.handover`.

    `taker` is who is to take over, `field` what is said in words; `asking`: whom to is being asked, in `name` what was
    typed for an answer; `writing`: the words are being written, `phrase` is the stock phrase picked (0: none). `since`
    is the version when it was opened or last heard from; `read` the last record that was looked through since the
    offer; `top` how far the picture is scrolled. `back`: whether the offer is taken back is being asked. `instead` is
    who is offered the duty once the present offer is taken back.
    """

    taker: str = ""
    field: Field = EMPTY
    name: Field = EMPTY
    asking: bool = False
    writing: bool = True
    phrase: int = 0
    since: int = 0
    read: int = 0
    top: int = 0
    back: bool = False
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """How it came to something that must be explained: the records of a turn of a step, or the one record `seq`.

    `top` is the first record that is shown.
    """

    step: str = ""
    turn: int = 0
    seq: int = 0
    top: int = 0


@dataclass(frozen=True, slots=True)
class Strip:
    """The questions of the opening, over the lower half of the list; `typing`: the start is being typed."""

    typing: bool = False
    field: Field = EMPTY
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """What was not stored is offered again, then the lines on paper are typed. `entered` counts those lines."""

    field: Field = EMPTY
    entered: int = 0
    fault: str = ""


Panel = Detail | Note | Facts | Form | Level | Danger | Menu | Help | Dialogue | Handover | Strip | Course | Paper
