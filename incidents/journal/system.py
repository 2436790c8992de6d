"""What the journal asks of the operating system, and what it makes of its refusals."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from .errors import Kind, NotDurable

NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
_NO_LEAVE = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def of_system(error: OSError) -> NotDurable:
    """The journal's error for one of the operating system."""
    kind: Kind = "full" if error.errno in NO_ROOM else "readonly" if error.errno in _NO_LEAVE else "io"
    return NotDurable(kind, detail=str(error.strerror or error))


def make_folder(folder: Path) -> None:
    """The journal's folder, for its owner alone, if it is not there yet."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise of_system(error) from error


def writable(path: Path) -> bool:
    return os.access(path, os.W_OK)


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on disk; Windows has no such call, and does it by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
