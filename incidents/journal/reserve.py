"""Room to finish on a full disk: a file that is deleted when the disk is full, so that writing goes on a while.

When room comes back the reserve is put back, but never so that the warning would appear because of it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from .rows import WARN_BYTES, Space
from .system import NO_ROOM

_CHUNK = 64 * 1024
Free = Callable[[Path], int]


def free_bytes(folder: Path) -> int:
    """What this user may still write on the folder's disk."""
    return shutil.disk_usage(folder).free


class Reserve:
    """The reserve file of one journal, beside it."""

    def __init__(self, journal: Path, size: int, free: Free = free_bytes) -> None:
        self._journal = journal
        self._path = journal.with_name(journal.name + ".reserve")
        self._size = size
        self._free = free

    def space(self) -> Space:
        try:
            held = self._path.stat().st_size
        except OSError:
            held = 0
        try:
            free = self._free(self._journal.parent)
        except OSError:
            free = 0  # a disk that is gone has no room
        return Space(free=free, reserve=held)

    def release(self) -> bool:
        """Give the room back to the disk; False if there was nothing to give."""
        try:
            self._path.unlink()
        except OSError:
            return False
        return True

    def restore(self) -> None:
        """Put the reserve in place if it is missing and the disk can spare it; a disk that refuses is left alone."""
        space = self.space()
        if space.reserve >= self._size or space.free + space.reserve - self._size < WARN_BYTES:
            return
        try:
            _occupy(self._path, self._size)
        except OSError:
            self.release()

    def no_room(self) -> bool:
        """Whether a file as long as the journal can not grow: the reason behind many a write that "failed"."""
        probe = self._journal.with_name(self._journal.name + ".probe")
        try:
            size = self._journal.stat().st_size
            try:
                with probe.open("wb", buffering=0) as file:
                    file.seek(size)
                    written = file.write(bytes(_CHUNK))
                    os.fsync(file.fileno())
            finally:
                with contextlib.suppress(FileNotFoundError):
                    probe.unlink()
        except OSError as error:
            return error.errno in NO_ROOM
        return written < _CHUNK


def _occupy(path: Path, size: int) -> None:
    """Make a file whose blocks are really taken; bytes of chance, for some filesystems store zeros as nothing."""
    with path.open("wb", buffering=0) as file:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(file.fileno(), 0, size)
        else:
            for start in range(0, size, _CHUNK):
                file.write(os.urandom(min(_CHUNK, size - start)))
        os.fsync(file.fileno())
