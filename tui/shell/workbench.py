"""The editor over one file with the world around it: keys in, the room out; checks and drafts as jobs for a thread.

Nothing here knows Textual. Whoever shows the room asks for jobs, does them beside the keys, and brings their results
back: typing waits neither for a check nor for the disk. Times are milliseconds: `at` monotonic, `now` UTC.
"""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from reports.words import Words
from tui.actions import Registry
from tui.desk.keys import Key
from tui.desk.press import REGISTRY
from tui.editing.acting import reloaded, saved, studied
from tui.editing.editor import Editor
from tui.editing.findings import Findings, base_of, findings
from tui.editing.press import press
from tui.editing.state import Check, DropDraft, Effect, Leave, Panel, Reload, Room, Save, Show, Shown
from tui.editing.text import Lines, joined, lines_of
from tui.shell.plan_file import ChangedMeanwhile, Left, Locked, NotText, PlanDraft, PlanFile, digest
from tui.shell.studying import Workshop

REST_MS: Final = 200
"""So long after the last key a text is checked; sooner where checking takes longer."""
GOAL_MS: Final = 260
"""So soon after the last key a check is to be through, where the machine can do it."""
_LEAST_MS: Final = 60
DRAFT_MS: Final = 400
"""So long after the first change that is on no disk the draft is written."""
AGAIN_MS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Job:
    """A text to be checked."""

    revision: int
    lines: Lines
    saved: Lines
    chosen: str


def _monotonic() -> int:
    return time.monotonic_ns() // 1_000_000


def _now() -> int:
    return time.time_ns() // 1_000_000


class Workbench:
    """What lies before whoever edits. Raises OSError or NotText where the file cannot be read."""

    def __init__(
        self,
        path: Path,
        *,
        words: Words,
        search: Sequence[Path] = (),
        site: Path | None = None,
        drafts: Path | None = None,
        registry: Registry = REGISTRY,
        at: Callable[[], int] = _monotonic,
        now: Callable[[], int] = _now,
        said: str = "",
    ) -> None:
        self.words = words
        self.registry = registry
        self.file = PlanFile(path)
        self.at, self.now = at, now
        self.leaving = False
        self._workshop = Workshop(path, search, site)
        self._draft = PlanDraft(drafts, path)
        self._disk = threading.RLock()  # a signal may ask for the draft while it is being dropped
        lines = self.file.read()
        if self.file.locked:
            said = words.sense("editor", "This file is read-only: what you change can be saved beside it.")
        self.room = Room(str(path), str(path), Editor(lines), lines, said=said)
        self._took_ms = 150
        self._changed_at = at()
        self._due = True
        self._checking = False
        self._on_disk: Lines | None = None
        """What the draft on disk says; None: there is none."""
        self._since: int | None = None
        self._writing = False
        self._offer()

    def _offer(self) -> None:
        """What was not saved when the editor was last left is offered."""
        left = self._draft.read(joined(self.room.saved))
        if left is None:
            return
        lines = lines_of(left.text)
        self._on_disk = lines
        local = datetime.fromtimestamp(left.at / 1000)  # noqa: DTZ006 -- the clock of the wall here
        self.room = replace(
            self.room,
            question="draft",
            draft=lines,
            draft_time=f"{local:%m-%d %H:%M}",
            stale_draft=left.base != digest(self.file.known),
        )

    def resize(self, width: int, height: int) -> None:
        """The window has another size."""
        self.room = replace(self.room, width=width, height=height)

    # -- keys ---------------------------------------------------------------------------------------

    def key(self, key: Key) -> None:
        """One key."""
        before = self.room.revision
        self.room, effects = press(self.room, key, self.words, self.registry)
        if self.room.revision != before:
            self._touched()
        for effect in effects:
            self._carry_out(effect)

    def _touched(self) -> None:
        at = self.at()
        self._changed_at, self._due = at, True
        if self._since is None:
            self._since = at

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case Save():
                self._save(effect)
            case Check():
                self._due, self._changed_at = True, self.at() - GOAL_MS
            case Reload():
                self._reload()
            case DropDraft():
                self._drop()
            case Show():
                self._show(effect)
            case Leave():
                self.put_away()
                self.leaving = True

    def _save(self, wish: Save) -> None:
        lines, words = self.room.editor.lines, self.words
        try:
            if wish.copy:
                beside = self.file.save_beside(lines)
                said = words.sense("editor", "Yours is in {file}; the file itself is as it was.", file=beside.name)
                self.room = replace(self.room, said=said)
                return
            self.file.save(lines, anew=wish.anew)
        except ChangedMeanwhile:
            self.room = replace(self.room, question="gone" if self.file.gone else "changed", saving=False)
            return
        except Locked:
            self.room = replace(self.room, question="locked", saving=False)
            return
        except OSError as error:
            self.room = replace(self.room, said=self._not_saved(error), saving=False)
            return
        said = words.sense("editor", "On disk. The version before it is {file}.", file=self.file.backup.name)
        self.room = saved(self.room, lines, said)
        self._drop()

    def _not_saved(self, error: OSError) -> str:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        disk_full = self.words.sense("editor", "the disk is full")
        return self.words.sense(
            "editor",
            "!! Not saved: {error}. The file is as it was; what you wrote is still here.",
            error=disk_full if full else error.strerror or str(error),
        )

    def _not_read(self, path: Path, error: OSError | NotText) -> str:
        if isinstance(error, OSError):
            return f"!! {path.name}: {error.strerror or error}"
        return self.words.sense("editor", "!! {file} is no UTF-8 text now, or too large.", file=path.name)

    def _reload(self) -> None:
        try:
            lines = self.file.read()
        except (OSError, NotText) as error:
            self.room = replace(self.room, said=self._not_read(self.file.path, error), question=None)
            return
        said = self.words.sense("editor", "This is the text of the file now; undo brings yours back.")
        self.room = reloaded(self.room, lines, said)
        self._touched()

    def _show(self, wish: Show) -> None:
        try:
            lines = PlanFile(Path(wish.file)).read()
        except (OSError, NotText) as error:
            self.room = replace(self.room, said=self._not_read(Path(wish.file), error))
            return
        shown = Shown(wish.file, lines, wish.row, wish.name)
        self.room = replace(self.room, shown=shown, panel=Panel("definition", max(wish.row - 3, 0)))

    def shown_from(self, first: int) -> None:
        """From which line on the text is shown."""
        if first != self.room.first:
            self.room = replace(self.room, first=first)

    def fault(self, error: Exception) -> None:
        """An error of ours is said; what was written stays."""
        fault = f"{type(error).__name__}: {error}"
        said = self.words.sense("editor", "An error in Drillbook itself: {fault}. What you wrote is kept.", fault=fault)
        self.room = replace(self.room, said=said, panel=None, question=None, completion=None, saving=False)

    # -- checks -------------------------------------------------------------------------------------

    def job(self) -> Job | None:
        """A text that is to be checked now; whoever takes it brings its findings back."""
        if self._checking or not self._due:
            return None
        rest = min(REST_MS, max(GOAL_MS - self._took_ms, _LEAST_MS))
        if self.at() - self._changed_at < rest and self.room.studied >= 0:
            return None
        self._checking, self._due = True, False
        room = self.room
        return Job(room.revision, room.editor.lines, room.saved, room.chosen)

    def check(self, job: Job) -> Findings:
        """Do it: in a thread beside the keys."""
        began = self.at()
        last, form = self.room.found, self.file.form
        study = self._workshop.study(form.bytes_of(job.lines), job.chosen)
        base = last.base
        other = bool(study.plans) and base is not None and base.chosen != study.chosen
        if base is None or base.lines is not job.saved or other:
            same = job.saved == job.lines
            on_disk = study if same else self._workshop.study(form.bytes_of(job.saved), study.chosen)
            base = replace(base_of(on_disk, job.saved), chosen=study.chosen)
        found = findings(study, self.room.file, last, base)
        self._took_ms = self.at() - began
        return found

    def checked(self, job: Job, found: Findings) -> None:
        """The findings of a job are there."""
        self._checking = False
        self.room, effects = studied(self.room, found, job.revision, self.words)
        for effect in effects:
            self._carry_out(effect)

    def failed(self, job: Job, error: Exception) -> None:
        """A check went wrong, which is an error of ours: it is said, and one can go on writing and save."""
        self._checking = False
        self.fault(error)
        self.room = replace(self.room, studied=job.revision)

    # -- drafts -------------------------------------------------------------------------------------

    def draft(self) -> Left | None:
        """What is to be put on disk now, as it is not saved and has waited long enough."""
        if self._writing or self._since is None or self.at() - self._since < DRAFT_MS:
            return None
        left = self._left()
        if left is None:
            self._since = None
            if not self.room.unsaved and self.room.question != "draft":
                self._drop()
            return None
        self._writing = True
        return left

    def _left(self) -> Left | None:
        lines = self.room.editor.lines
        if not self.room.unsaved or lines == self._on_disk:
            return None
        return Left(joined(lines), self.now(), digest(self.file.known))

    def write(self, left: Left) -> bool:
        """Do it: in a thread beside the keys."""
        with self._disk:
            return self._draft.keep(left)

    def written(self, left: Left, kept: bool) -> None:
        """The draft is on disk, or the disk does not take it."""
        self._writing = False
        if kept:
            self._on_disk = lines_of(left.text)
            if not self.room.unsaved:  # it was saved meanwhile
                self._drop()
        self._since = None if kept and self._left() is None else self.at() + (0 if kept else AGAIN_MS)
        self.room = replace(self.room, undrafted=not kept)

    def put_away(self) -> None:
        """Everything that is not saved onto the disk at once: the editor is left, or the machine asks it to end."""
        with self._disk:
            if self._on_disk is not None and not self._draft.holds(joined(self._on_disk)):
                self._on_disk = None
        left = self._left()
        if left is not None and self.write(left):
            self._on_disk = lines_of(left.text)

    def _drop(self) -> None:
        with self._disk:
            self._draft.drop()
        self._on_disk = None

    @property
    def kept(self) -> bool:
        """Whether all that was written is on the disk, saved or as a draft."""
        return not self.room.unsaved or self.room.editor.lines == self._on_disk
