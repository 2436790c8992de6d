"""A file whole or not at all: what is written to disk beside the journal for other people and programs."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Beside the file and then in its place, so that a full disk tears nothing; a pipe or a device gets the bytes."""
    target = path.resolve()
    if target.is_dir() or (target.exists() and not target.is_file()):
        path.write_bytes(data)
        return
    part = target.with_name(f".{target.name[:100]}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            part.chmod(target.stat().st_mode & 0o777)
        part.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


def write_anew(folder: Path, stem: str, ending: str, data: bytes) -> Path:
    """Write `stem.ending` into a folder, or `stem-2.ending` and so on: another file of that name stays as it is. One
    that says the same already is left and named.
    """
    for path in _names(folder, stem, ending):
        if not path.is_symlink() and not path.exists():
            write_whole(path, data)
            return path
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return path
    raise AssertionError("there is always another name")


def _names(folder: Path, stem: str, ending: str) -> Iterator[Path]:
    yield folder / f"{stem}.{ending}"
    n = 2
    while True:
        yield folder / f"{stem}-{n}.{ending}"
        n += 1
