"""The interface as one frozen value: where the cursor stands, what is open, what is being typed, what was done last."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final, Literal, TypeVar

from tui.board.spots import NOWHERE, Spot
from tui.common.unstored import Trouble
from tui.desk.checked import Checked
from tui.desk.panel import Panel, Strip
from tui.desk.resuming import Resumed

PAGES: Final = ("now", "stages", "told", "limits", "log")
"""The pages of an incident, in the order of Tab; while danger goes on, `danger` stands before them."""


@dataclass(frozen=True, slots=True)
class Find:
    """The find line. `at` is when the last text came; `hand`: it is being typed by hand, letter by letter."""

    text: str = ""
    at: int = -(10**9)
    hand: bool = False
    chosen: int = 0


@dataclass(frozen=True, slots=True)
class Act:
    """What this officer recorded last: its records, when it is said to have happened, when it was stored (monotonic).

    `minutes` are those by which it is being moved back, `pressed` when the last of them was asked for.
    """

    seqs: tuple[int, ...]
    at: int
    stored: int
    minutes: int = 0
    pressed: int = 0


@dataclass(frozen=True, slots=True)
class Undo:
    """The question whether to take a record back, asked at a time (monotonic)."""

    seq: int
    asked: int


@dataclass(frozen=True, slots=True)
class Banner:
    """What stands above everything until its cause is gone; `space`: the space bar closes it."""

    kind: Literal["disk", "chain", "unknown", "lock", "danger", "station", "clock", "slept", "paper"]
    lines: tuple[str, ...]
    space: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed in answer to a question; of a row of a list also the column reached and the values before it."""

    question: str
    text: str
    column: int = -1
    values: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Ui:
    """Everything that a key can change, and nothing that an incident records.

    `marks` are the cursors of the pages that do not list steps. `said` is what stands in place of the last record until
    the next key. `last` and `text_at` are for the guards: the last key with its arrival, the last text's arrival.
    """

    page: str = "now"
    cursor: Spot = NOWHERE
    marks: tuple[tuple[str, Any], ...] = ()
    panels: tuple[Panel, ...] = ()
    find: Find = Find()
    digit: str = ""
    digit_at: int = 0
    act: Act | None = None
    undo: Undo | None = None
    said: str = ""
    trouble: Trouble | None = None
    """What the journal did not take, and what stands on paper and is to be entered."""
    waiting: tuple[str, int] | None = None
    """What waits for another program to let go of the journal, and for how many seconds."""
    banners: tuple[Banner, ...] = ()
    last: tuple[str, int] = ("", -(10**9))
    text_at: int = -(10**9)
    pressed_at: int = 0
    draft: tuple[str, str] | None = None
    """The note that was begun and not recorded: its step (or none) and its text."""
    handover: tuple[str, str] | None = None
    """The handover that was begun and not offered: to whom, and its words."""
    typed: tuple[Typed, ...] = ()
    """Answers that were typed and not given."""
    undrafted: bool = False
    """Whether what is being written cannot even be kept as a draft."""
    warned: bool = False
    """Whether this start has already said what becomes of composed text in a list."""
    warning: str = ""
    checked: Checked | None = None
    """What verifying the record of a closed incident came to; None while it goes on."""
    written: str = ""
    """The file that was written last."""
    muted: bool = False
    """Whether the bell is off."""
    pulse: int = 0
    """Until when the second row pulses (monotonic); 0: it does not."""
    resumed: Resumed | None = None
    """What is said as an incident is taken up, until the first key."""
    width: int = 80
    height: int = 24

    @property
    def panel(self) -> Panel | None:
        """What lies on top."""
        return self.panels[-1] if self.panels else None

    @property
    def on_list(self) -> bool:
        """Whether keys mean the list: nothing lies over it but the questions of the opening, which only take digits."""
        return all(isinstance(panel, Strip) and not panel.typing for panel in self.panels)

    def bare(self) -> Ui:
        """The same with nothing over the list but the questions of the opening."""
        return replace(self, panels=tuple(panel for panel in self.panels if isinstance(panel, Strip)))

    def mark(self, page: str) -> Any:
        """The cursor of a page that does not list steps; None for its first entry."""
        return next((value for name, value in self.marks if name == page), None)

    def marked(self, page: str, value: Any) -> Ui:
        """The same with the cursor of a page elsewhere."""
        return replace(self, marks=(*((n, v) for n, v in self.marks if n != page), (page, value)))

    def opened(self, panel: Panel) -> Ui:
        """The same with a panel on top."""
        return replace(self, panels=(*self.panels, panel), find=Find(), digit="")

    def closed(self) -> Ui:
        """The same without the panel on top."""
        return replace(self, panels=self.panels[:-1])

    def changed(self, panel: Panel) -> Ui:
        """The same with another value for the panel on top."""
        return replace(self, panels=(*self.panels[:-1], panel))

    def found(self, kind: type[P]) -> P | None:
        """The uppermost panel of a kind, whatever lies on it."""
        return next((p for p in reversed(self.panels) if isinstance(p, kind)), None)


P = TypeVar("P", bound=Panel)
