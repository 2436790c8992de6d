"""A page that is a tutorial: its files are written, its changes made, its commands run, its answers compared.

`<!-- file: NAME -->` stands before a block that is a file, `<!-- edit: NAME -->` before one of `-` and `+` lines, each
line that goes with the one that comes in its place. In a `console` block `$` stands before a command, `>` before what
is typed to it; everything else is what it answers.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.drillbook.conftest import Desk

BLOCK = re.compile(r"(?:<!-- (file|edit): (\S+) -->\n\n)?```(\w+)\n(.*?)```\n", re.DOTALL)


@dataclass(frozen=True)
class Call:
    """A command of the page, what is typed to it, and what it answered."""

    command: str
    typed: list[str]
    code: int
    answered: str

    def told(self) -> str:
        """The command, what is typed to it, and its answer, as the page shows them."""
        typed = [f"> {line}".rstrip() for line in self.typed]
        return "".join(f"{line}\n" for line in (f"$ {self.command}", *typed, *self.answered.splitlines()))


def follow(page: str, desk: Desk) -> Iterator[Call]:
    """Do everything that the page says, in its order."""
    for kind, name, language, text in BLOCK.findall(page):
        if kind == "file":
            (desk.folder / name).write_text(text, encoding="utf-8")
        elif kind == "edit":
            _edit(desk.folder / name, text)
        elif language == "console":
            for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
                yield _called(part, desk)


def answered(page: str, calls: Sequence[Call]) -> str:
    """The page with the answers that were really given."""
    left = iter(calls)

    def block(found: re.Match[str]) -> str:
        if found[3] != "console":
            return found[0]
        parts = [next(left) for _ in re.findall(r"^\$ ", found[4], re.MULTILINE)]
        return "```console\n" + "".join(call.told() for call in parts) + "```\n"

    return BLOCK.sub(block, page)


def _edit(path: Path, change: str) -> None:
    text = path.read_text(encoding="utf-8")
    gone = [line[1:] for line in change.splitlines() if line.startswith("-")]
    come = [line[1:] for line in change.splitlines() if line.startswith("+")]
    for before, after in zip(gone, come, strict=True):
        assert text.count(before + "\n") == 1, before
        text = text.replace(before + "\n", after + "\n")
    path.write_text(text, encoding="utf-8")


def _called(part: str, desk: Desk) -> Call:
    command, *lines = part.rstrip("\n").split("\n")
    typed = [line[2:] for line in lines if line.startswith("> ") or line == ">"]
    program, *args = shlex.split(command)
    assert program == "drillbook"
    answer = desk.call(*args, stdin="".join(f"{line}\n" for line in typed))
    return Call(command, typed, answer.code, (answer.err + answer.out).rstrip("\n"))
