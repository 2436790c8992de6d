"""A layer between SQLite and the disk, made with ctypes: it sees every write, truncation and sync, and may fail it.

It registers a second VFS that hands everything to the default one, except that `write`, `truncate` and `sync` of the
files opened through it pass by `Layer.before` and `Layer.after`. It needs an SQLite that Python loads as a shared
library; where it is built in (Windows, macOS from python.org), `load()` returns None and the tests say so.
"""

from __future__ import annotations

import ctypes
import sqlite3
from ctypes import POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path

SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC, SQLITE_IOERR_TRUNCATE, SQLITE_FULL = 778, 1034, 1546, 13
# fmt: off
_METHOD_NAMES = [
    "close", "read", "write", "truncate", "sync", "file_size", "lock", "unlock", "check_reserved", "control", "sector",
    "characteristics", "shm_map", "shm_lock", "shm_barrier", "shm_unmap", "fetch", "unfetch",
]
# fmt: on

_WRITE = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = ctypes.CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = ctypes.CFUNCTYPE(c_int, c_void_p, c_int)
_OPEN = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, POINTER(c_int))


class _Methods(Structure):
    _fields_ = [("version", c_int), *((name, c_void_p) for name in _METHOD_NAMES)]


class _Vfs(Structure):
    _fields_ = [
        ("version", c_int),
        ("file_bytes", c_int),
        ("path_bytes", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", c_void_p),
        ("rest", c_void_p * 15),  # delete, access ... next_system_call: taken over as they are
    ]


class Layer:
    """What the tests hang in. `before` may return an error code instead of letting the call through."""

    def before(self, call: str, file: str, offset: int, data: bytes) -> int:
        return 0

    def after(self, call: str, file: str, offset: int, data: bytes) -> int:
        """An error code reports a failure of a call that went through."""
        return 0


class Vfs:
    """The VFS `name`, registered for the life of the process; `layer` may be changed at any time."""

    def __init__(self, library: ctypes.CDLL, name: str) -> None:
        self.name, self.layer = name, Layer()
        self._keep: list[object] = []
        self._copies: dict[int, _Methods] = {}
        self._files: dict[int, str] = {}
        library.sqlite3_vfs_find.restype = c_void_p
        library.sqlite3_vfs_register.argtypes = [c_void_p, c_int]
        original = _Vfs.from_address(library.sqlite3_vfs_find(None))
        mine = _Vfs.from_buffer_copy(original)
        mine.name, mine.next = name.encode(), None
        opened = _OPEN(original.open)

        def open_file(vfs: int, path: int | None, file: int, flags: int, out: object) -> int:
            code = opened(vfs, path, file, flags, out)
            methods = c_void_p.from_address(file)
            if code == 0 and path is not None and methods.value:
                self._files[file] = Path(ctypes.string_at(path).decode()).name
                methods.value = ctypes.addressof(self._layered(methods.value))
            return code

        mine.open = self._pointer(_OPEN(open_file))
        self._keep.append(mine)
        if library.sqlite3_vfs_register(ctypes.addressof(mine), 0) != 0:
            raise RuntimeError("the VFS was refused")

    def connect(self, uri: str) -> sqlite3.Connection:
        return sqlite3.connect(f"{uri}&vfs={self.name}", uri=True, isolation_level=None, check_same_thread=False)

    def _layered(self, address: int) -> _Methods:
        if address not in self._copies:
            original = _Methods.from_address(address)
            copy = _Methods.from_buffer_copy(original)
            write, truncate, sync = _WRITE(original.write), _TRUNCATE(original.truncate), _SYNC(original.sync)

            def on_write(file: int, data: int, amount: int, offset: int) -> int:
                return self._pass("write", file, offset, ctypes.string_at(data, amount),
                                  lambda: write(file, data, amount, offset))  # fmt: skip

            def on_truncate(file: int, size: int) -> int:
                return self._pass("truncate", file, size, b"", lambda: truncate(file, size))

            def on_sync(file: int, flags: int) -> int:
                return self._pass("sync", file, 0, b"", lambda: sync(file, flags))

            copy.write = self._pointer(_WRITE(on_write))
            copy.truncate = self._pointer(_TRUNCATE(on_truncate))
            copy.sync = self._pointer(_SYNC(on_sync))
            self._copies[address] = copy
        return self._copies[address]

    def _pass(self, call: str, file: int, offset: int, data: bytes, through: object) -> int:
        what = (call, self._files.get(file, "?"), offset, data)
        return self.layer.before(*what) or through() or self.layer.after(*what)  # type: ignore[operator]

    def _pointer(self, callback: object) -> int | None:
        self._keep.append(callback)
        return ctypes.cast(callback, c_void_p).value  # type: ignore[arg-type]


def load(name: str) -> Vfs | None:
    """The layer, or None where Python's SQLite is not a shared library that can be found."""
    try:
        maps = Path("/proc/self/maps").read_text(encoding="utf-8")
    except OSError:
        return None
    paths = {line.split()[-1] for line in maps.splitlines() if "/libsqlite3" in line}
    return Vfs(ctypes.CDLL(paths.pop()), name) if len(paths) == 1 else None
