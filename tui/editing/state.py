"""Everything that the plan editor shows, as one value: the text, what is known of it, what lies over it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from tui.desk.field import EMPTY, Field
from tui.editing.completing import Completion
from tui.editing.editor import Editor
from tui.editing.findings import Base, Findings
from tui.editing.marks import Mark, count
from tui.editing.text import Lines

PanelName = Literal["menu", "problems", "changes", "preview", "definition", "help"]
Question = Literal["errors", "changed", "gone", "locked", "draft"]
WIDE: Final = (110, 28)
"""From so many columns and rows on the preview stands beside the text."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A page or a list over the text. `at` is the row that is chosen, or the first one that is shown."""

    name: PanelName
    at: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """Another file, shown to be read: where a name is declared that stands there."""

    file: str
    lines: Lines
    row: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """The line in which a text is looked for, and how it went."""

    field: Field = EMPTY
    missed: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """The editor over one file. `name` is what it is called on the screen, `file` as problems name it.

    `saved` is the text on disk as we know it; `revision` counts the changes of the text, `studied` is that of the text
    that was last checked. `first` is the first line that is shown.
    """

    name: str
    file: str
    editor: Editor
    saved: Lines
    width: int = 80
    height: int = 24
    first: int = 0
    revision: int = 0
    studied: int = -1
    found: Findings = field(default_factory=Findings)
    chosen: str = ""
    """The plan that the file is to be held against, if somebody chose one."""
    marks: tuple[Mark, ...] = ()
    completion: Completion | None = None
    dismissed: bool = False
    """Esc closed the completion; it stays closed until another word is begun."""
    panel: Panel | None = None
    question: Question | None = None
    finding: Finding | None = None
    looked_for: str = ""
    shown: Shown | None = None
    saving: bool = False
    """A save waits for the check of the text as it is now."""
    said: str = ""
    undrafted: bool = False
    """The disk takes no draft."""
    draft: Lines | None = None
    """What was written and not saved when the editor was last left."""
    draft_time: str = ""
    stale_draft: bool = False
    """The file changed since that was written."""
    pressed_at: int = -(10**9)

    @property
    def unsaved(self) -> bool:
        """Whether the text is another one than that on disk."""
        return self.editor.lines is not self.saved and self.editor.lines != self.saved

    @property
    def base(self) -> Base | None:
        """What the text on disk makes, if that is known: what changed is told against it."""
        base = self.found.base
        return base if base is not None and base.lines is self.saved else None

    @property
    def checked(self) -> bool:
        """Whether the text was checked as it is now."""
        return self.studied == self.revision

    @property
    def wide(self) -> bool:
        """Whether there is room for the preview beside the text."""
        return self.width >= WIDE[0] and self.height >= WIDE[1]

    @property
    def errors(self) -> int:
        """How many errors there are, those in other files too."""
        return count(self.marks, "error") + sum(p.severity == "error" for p in self.found.others)


# -- what the disk and the worker are asked for ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Save:
    """Put the text on disk. `anew`: even though the file was taken away meanwhile. `copy`: under another name."""

    anew: bool = False
    copy: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """Check the text now, somebody waits for it."""


@dataclass(frozen=True, slots=True)
class Reload:
    """Take the text that is on disk now."""


@dataclass(frozen=True, slots=True)
class DropDraft:
    """What was left unsaved is not wanted any more."""


@dataclass(frozen=True, slots=True)
class Show:
    """Read a file, to be shown from a line on (counted from 0)."""

    file: str
    row: int
    name: str = ""
    """What is declared there."""


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave the editor; what is not saved stays as a draft."""


Effect = Save | Check | Reload | DropDraft | Show | Leave
Out = tuple[Room, tuple[Effect, ...]]
