"""The file that is being edited, on disk: read, saved whole or not at all, kept as it was before, watched for others.

A save writes beside the file, has that on the disk, and only then puts it in the place of the old one, which is kept as
`.bak`. Where the file is not what was last read or written here, nothing is written.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from runbooks.decoding import MAX_BYTES
from tui.common.writing import write_anew, write_whole
from tui.editing.text import Lines, joined, lines_of

_BOM: Final = b"\xef\xbb\xbf"
_FORMAT: Final = 1
_BESIDE: Final = ("", *(f"-{n}" for n in range(2, 10)))
"""What the drafts of so many editors of one file are told apart by."""
_WRITABLE: Final = 0o222


class ChangedMeanwhile(Exception):  # noqa: N818 -- what happened, as its readers say it
    """The file on disk is another one than was last read or written here."""


class Locked(OSError):  # noqa: N818 -- as its readers say it
    """The file is marked as one that is only read."""


class NotText(ValueError):  # noqa: N818 -- as its readers say it
    """The file is no UTF-8 text that could be edited."""


@dataclass(frozen=True, slots=True)
class Form:
    """How the text stands in the file, beside its words: kept as it was found."""

    bom: bool = False
    newline: str = "\n"
    """How lines end, where all of them end so."""

    def bytes_of(self, lines: Lines) -> bytes:
        """The file that these lines make."""
        data = joined(lines).replace("\n", self.newline).encode()
        return _BOM + data if self.bom else data


def text_of(data: bytes) -> tuple[Lines, Form]:
    """The lines of a file and its form; raises NotText."""
    if len(data) > MAX_BYTES:
        raise NotText("too large")
    bom = data.startswith(_BOM)
    try:
        text = data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotText("not UTF-8") from error
    newline = _newline(text)
    return lines_of(text.replace(newline, "\n")), Form(bom, newline)


def _newline(text: str) -> str:
    """`\\n` unless every line ends as on Windows, or as on very old machines."""
    if "\r" not in text:
        return "\n"
    if "\n" not in text:
        return "\r"
    return "\r\n" if text.count("\n") == text.count("\r\n") == text.count("\r") else "\n"


class PlanFile:
    """One file; `known` is what of it was last read or written here (None: there was none)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.form = Form()
        self.known: bytes | None = None

    def read(self) -> Lines:
        """The text on disk, now known; raises OSError, NotText."""
        with self.path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        lines, self.form = text_of(data)
        self.known = data
        return lines

    @property
    def gone(self) -> bool:
        """Whether somebody else took the file away."""
        return self.known is not None and self._now() is None

    def changed(self) -> bool:
        """Whether somebody else changed the file, or took it away."""
        return self._now() != self.known

    @property
    def locked(self) -> bool:
        """Whether the file is marked as one that is only read: to put another in its place would pass over that."""
        try:
            return not self.path.stat().st_mode & _WRITABLE or not os.access(self.path, os.W_OK)
        except OSError:
            return False

    def _now(self) -> bytes | None:
        try:
            with self.path.open("rb") as file:
                return file.read(MAX_BYTES + 1)
        except FileNotFoundError:
            return None

    def save(self, lines: Lines, *, anew: bool = False) -> None:
        """Put the text in the place of the old one, which stays as `.bak`; raises OSError, Locked, ChangedMeanwhile.
        `anew`: even though somebody took the old one away.
        """
        if self.changed() and not (anew and self.gone):
            raise ChangedMeanwhile
        if self.locked:
            raise Locked
        data = self.form.bytes_of(lines)
        if self.known is not None:
            write_whole(self.backup, self.known)
        write_whole(self.path, data)
        _into_folder(self.path.parent)
        self.known = data

    def save_beside(self, lines: Lines) -> Path:
        """The text as another file of the folder, not found as a plan of its own by its id; raises OSError."""
        return write_anew(
            self.path.parent, f"{self.path.stem}-mine", f"{self.path.suffix[1:]}.txt", self.form.bytes_of(lines)
        )

    @property
    def backup(self) -> Path:
        """Where the version before the last save stands."""
        return self.path.with_name(self.path.name + ".bak")


def _into_folder(folder: Path) -> None:
    """The new name is on the disk too, where folders can be opened for that."""
    if os.name == "nt":
        return
    try:
        number = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(number)
    except OSError:
        return
    finally:
        os.close(number)


# -- what is not saved ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Left:
    """What was being written and not saved: its text, when, and the digest of the file as it was then."""

    text: str
    at: int
    base: str


class PlanDraft:
    """The draft of one file: a small file in a folder of the user's; without a folder nothing is kept.

    Somebody else may have the same file open: a draft on disk that this editor neither read nor wrote is theirs, so it
    is never written over nor taken away, and what is written here goes into another file beside it.
    """

    def __init__(self, folder: Path | None, path: Path) -> None:
        name = sha256(os.path.abspath(path).encode(errors="surrogateescape")).hexdigest()[:16]  # noqa: PTH100
        self._paths = () if folder is None else tuple(folder / f"plan-{name}{n}.json" for n in _BESIDE)
        self._path = self._paths[0] if self._paths else None
        self._mine: str | None = None

    def read(self, saved: str) -> Left | None:
        """What was left last that the file does not say, now ours; None where there is nothing that can be read."""
        left = [(found, path) for path in self._paths if (found := _left(path)) is not None]
        for found, path in sorted(left, key=lambda each: each[0].at, reverse=True):
            self._path, self._mine = path, found.text
            if found.text != saved:
                return found
            self.drop()
        return None

    def keep(self, left: Left) -> bool:
        """Put it on disk, whole or not at all; False where the disk does not take it."""
        if self._path is None:
            return True
        theirs = _left(self._path)
        if theirs is not None and theirs.text not in {self._mine, left.text}:
            free = next((path for path in self._paths if _left(path) is None), None)
            if free is None:
                return False
            self._path = free
        text = json.dumps({"format": _FORMAT, "text": left.text, "at": left.at, "base": left.base}, ensure_ascii=False)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, text.encode())
        except OSError:
            return False
        self._mine = left.text
        return True

    def holds(self, text: str) -> bool:
        """Whether that is on disk still: somebody else who has the file open may have given it up."""
        if self._path is None:
            return True
        found = _left(self._path)
        return found is not None and found.text == text

    def drop(self) -> None:
        """It is saved, or given up."""
        if self._path is None or self._mine is None or not self.holds(self._mine):
            return
        try:
            self._path.unlink(missing_ok=True)
        except OSError:
            return
        self._mine = None


def _left(path: Path) -> Left | None:
    """A draft on disk; None where there is nothing, or nothing that can be read."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != _FORMAT:
            return None
        return Left(str(data["text"]), int(data["at"]), str(data["base"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def digest(data: bytes | None) -> str:
    """A file's bytes in short."""
    return sha256(data or b"").hexdigest()
