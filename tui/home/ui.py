"""The home screen's interface as one frozen value, and what its keys ask the world for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from tui.desk.panel import Help, Menu
from tui.desk.ui import Banner, Find
from tui.home.entries import EntryKey


@dataclass(frozen=True, slots=True)
class Text:
    """A plan being read; `top` is its first line that is shown."""

    plan: str
    top: int = 0


Panel = Menu | Help | Text
NOTHING: Final = Find()
"""Nothing is looked for."""


@dataclass(frozen=True, slots=True)
class HomeUi:
    """`cursor` is the entry it stands on; empty until it is moved: then it stands where the screen puts it.

    `last` and `text_at` are for the guards, as in an incident.
    """

    cursor: EntryKey = ()
    panels: tuple[Panel, ...] = ()
    find: Find = NOTHING
    said: str = ""
    unstored: str = ""
    banners: tuple[Banner, ...] = ()
    last: tuple[str, int] = ("", -(10**9))
    text_at: int = -(10**9)
    pressed_at: int = 0
    warned: bool = False
    warning: str = ""
    width: int = 80
    height: int = 24

    @property
    def panel(self) -> Panel | None:
        """What lies on top."""
        return self.panels[-1] if self.panels else None

    def opened(self, panel: Panel) -> HomeUi:
        """The same with a panel on top."""
        return replace(self, panels=(*self.panels, panel), find=NOTHING)

    def closed(self) -> HomeUi:
        """The same without the panel on top."""
        return replace(self, panels=self.panels[:-1])

    def changed(self, panel: Panel) -> HomeUi:
        """The same with another value for the panel on top."""
        return replace(self, panels=(*self.panels[:-1], panel))

    @property
    def reading(self) -> Text | None:
        """The plan that is being read, whatever lies on it."""
        return next((panel for panel in reversed(self.panels) if isinstance(panel, Text)), None)


@dataclass(frozen=True, slots=True)
class OpenPlan:
    """Open an incident: its clock runs from `at`, when the key was pressed."""

    plan: str
    at: int


@dataclass(frozen=True, slots=True)
class GoOn:
    """Go on with an incident, the cursor on a step where one is named."""

    incident: str
    step: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """Have the text of a plan."""

    plan: str


@dataclass(frozen=True, slots=True)
class Quit:
    """Leave the program: nothing is asked and nothing lost."""


Effect = OpenPlan | GoOn | Read | Quit
Out = tuple[HomeUi, tuple[Effect, ...]]
