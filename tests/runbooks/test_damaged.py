"""Files with accidents in them: whatever came of a plan, it is answered, with places that are in the file."""

from __future__ import annotations

import random
import threading
import time
from pathlib import Path

import pytest

from runbooks.lines import lines_of
from runbooks.located import validate
from runbooks.model import RunbookModel
from runbooks.reader import read

PLANS = sorted((Path(__file__).parents[2] / "runbooks" / "plans").glob("*.yaml"))

NASTY = [
    *(*"{}[]:,#?|>%@`'\"\t\n\r ~=\\\x00", ": ", " #", "- ", "? ", "&a ", "*a", "!b ", "|2-", "\r\n", "\n\n", "    "),
    *("<<: ", "---\n", "...\n", "%YAML 1.2\n", "0x", "1e9", "1:30", "no", "[" * 40),
    *("\x85", "\u2028", "\u202e", "\u200b", "\ufeff", "\u3000", "：", "，", "“", "火", "😀", "\ud7ff"),
]
"""Marks of YAML, what ends a line somewhere, and what nobody sees."""


def damaged(lot: random.Random, data: bytes) -> bytes:
    """The file with a few accidents."""
    for _ in range(lot.choice([1, 1, 1, 2, 3, 8])):
        at = lot.randrange(len(data) + 1)
        upto = min(len(data), at + lot.choice([1, 1, 2, 5, 40, 400]))
        lines = data.split(b"\n")
        line = lot.randrange(len(lines))
        match lot.randrange(9):
            case 0:
                data = data[:at] + lot.choice(NASTY).encode() + data[at:]
            case 1:
                data = data[:at] + data[upto:]
            case 2:
                data = data[:at] + lot.randbytes(lot.choice([1, 2, 7])) + data[at:]
            case 3:
                data = data[:at] + data[at:upto] * 2 + data[upto:]
            case 4:
                lines[line] = lot.choice([b" ", b"  ", b"\t", b"- ", b"   - "]) + lines[line]
                data = b"\n".join(lines)
            case 5:
                lines[line] = lines[line].lstrip(b" ")
                data = b"\n".join(lines)
            case 6:
                lines.insert(lot.randrange(len(lines)), lines[line])
                data = b"\n".join(lines)
            case 7:
                data = data[:at]
            case _:
                data = data[:at] + lot.choice(NASTY).encode() + data[upto:]
    return data


def check_damage(count: int, seed: int) -> None:
    """Reads damaged files in a thread with a small stack; each must be answered soon, with places in the file."""
    lot = random.Random(seed)
    samples = [plan.read_bytes() for plan in PLANS]
    failed: list[str] = []

    def go() -> None:
        for number in range(count):
            data = damaged(lot, lot.choice(samples))
            try:
                answer(data)
            except Exception as error:  # noqa: BLE001  (whatever it is, the data that brings it about is wanted)
                failed.append(f"{number}: {error!r}\n{data!r}")
                return

    threading.stack_size(512 * 1024)
    try:
        thread = threading.Thread(target=go)
        thread.start()
    finally:
        threading.stack_size(0)
    thread.join()
    assert not failed, failed[0]


def answer(data: bytes) -> None:
    started = time.thread_time()
    tree, problems = read(data, "f.yaml")
    lines = lines_of(data)
    assert tree is not None or any(p.severity == "error" for p in problems)
    if tree is not None:
        plan, more = validate(RunbookModel, tree, lines)
        assert plan is not None or problems or more
        problems = problems + more
    assert time.thread_time() - started < 5
    text = data.decode("utf-8", errors="replace").removeprefix("\ufeff")
    count = text.count("\n") + text.count("\r") - text.count("\r\n") + 1
    for problem in problems:
        file, line, column, width = problem.place
        assert file == "f.yaml"
        assert 1 <= line <= count, problem
        assert width >= 1
        if not problem.code.startswith("encoding"):
            shown = lines(line)
            assert problem.excerpt == shown
            assert column + width <= len(shown) + 2, problem
            assert problem.code != "yaml-syntax" or problem.values["detail"]


def test_600_damaged_files_are_answered() -> None:
    check_damage(600, seed=3)


@pytest.mark.full
def test_10000_damaged_files_are_answered() -> None:
    check_damage(10_000, seed=4)
