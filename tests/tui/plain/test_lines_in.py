"""Bytes to lines: no encoding error ends anything."""

from __future__ import annotations

import io

import pytest

from tui.plain.lines_in import END, IDLE, decode, lines_of


class File(io.TextIOBase):
    """A text stream over bytes that arrive in the chunks given."""

    def __init__(self, *chunks: bytes) -> None:
        self.buffer = self
        self.raw = self
        self._chunks = [*chunks]

    def read(self, size: int = -1) -> bytes:  # type: ignore[override]
        return self._chunks.pop(0) if self._chunks else b""


def all_lines(*chunks: bytes) -> list[str | None]:
    lines, found = lines_of(File(*chunks)), []  # type: ignore[arg-type]
    while (line := lines.next(None)) is not END:
        found.append(line)
    return found


def test_lines_come_whole_whatever_the_chunks() -> None:
    data = "02 3\r\n记 诉求\n\n危险".encode()
    for size in range(1, len(data) + 1):
        chunks = [data[n : n + size] for n in range(0, len(data), size)]
        assert all_lines(*chunks) == ["02 3", "记 诉求", "", "危险"]


def test_utf_8_then_gb_18030_then_nothing() -> None:
    assert decode("记 诉求".encode()) == "记 诉求"
    assert decode("记 诉求".encode("gb18030")) == "记 诉求"
    assert decode(b"\xff\xff\xff") is None
    assert all_lines(b"\xff\xff\n02\n") == [None, "02"]


def test_an_interrupt_ends_the_waiting_and_not_the_input() -> None:
    class Interrupted(File):
        def read(self, size: int = -1) -> bytes:  # type: ignore[override]
            chunk = super().read(size)
            if chunk == b"^C":
                raise KeyboardInterrupt
            return chunk

    lines = lines_of(Interrupted(b"02 3\nclo", b"^C", b"se\n", b"^C", b"03\n"))  # type: ignore[arg-type]
    assert lines.next(None) == "02 3"
    with pytest.raises(KeyboardInterrupt):
        lines.next(None)
    assert lines.next(None) == "close"
    with pytest.raises(KeyboardInterrupt):
        lines.next(None)
    assert [lines.next(None), lines.next(None)] == ["03", END]


def test_a_stream_without_a_file_is_read_as_text() -> None:
    lines = lines_of(io.StringIO("02 3\nlone \ud800 surrogate"))
    assert lines.next(None) == "02 3\n"
    assert lines.next(None) == "lone ? surrogate"
    assert lines.next(None) is END


def test_waiting_may_end_without_a_line() -> None:
    read, write = _pipe()
    lines = lines_of(read)
    assert lines.next(0.01) is IDLE
    write.write(b"02\n")
    write.flush()
    assert lines.next(5) == "02"
    write.close()
    assert lines.next(5) is END
    assert lines.next(0.01) is IDLE


def _pipe() -> tuple[io.TextIOWrapper, io.BufferedWriter]:
    import os

    read, write = os.pipe()
    return os.fdopen(read, "r"), os.fdopen(write, "wb")


@pytest.mark.parametrize("typed", ["记 \x1b[2J清屏", "记 a\x00b", "记 \u202eabc"])
def test_control_characters_are_no_reason_to_stop(typed: str) -> None:
    assert all_lines(typed.encode() + b"\n") == [typed]
