"""The strict reader: a file's bytes become a small tree with positions, or problems that say where and what.

What a plain YAML loader does to the writer of a plan: the last of two equal keys wins silently, `1:30` is 90,
`no` is not a word, aliases make a small file huge, deep nesting overruns the stack. So the parser is asked
for events only, and the tree is made here:

- at most 4 MiB of UTF-8, 32 levels, 200,000 values (keys count too), 64 Ki characters a text; the first
  three stop the reading where they are met, so that no input costs more than a moment;
- one document; no anchors, aliases, `<<`, tags, directives, equal keys, keys that are no words;
- words without quotes mean what the core rules of YAML 1.2 say (`runbooks.scalars`).

The parser never recurses for events, and since the reading stops at the 33rd level it never looks deeper
either: nothing here depends on the size of the stack.

Whatever can be reported in one pass is. What the parser itself refuses ends the pass, unless a change that
keeps all positions lets it go on (`runbooks.syntax`).
"""

from __future__ import annotations

import gc
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

from runbooks.composing import Composer
from runbooks.decoding import MAX_BYTES, at_start, decode
from runbooks.lines import Lines
from runbooks.nodes import Node
from runbooks.problems import Problem, in_file_order
from runbooks.syntax import Finding, explain

if not yaml.__with_libyaml__:
    raise ImportError("Drillbook needs PyYAML with its C parser (libyaml); this PyYAML was built without it")

_REPAIRS = 20
_REPARSED = 2_000_000  # characters that going on after syntax errors may cost in all


def read(data: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """The tree of a file, and its problems in file order.

    There may be a tree beside problems: whatever was refused is left out of it or `unread`, so that later
    checks can report theirs too; only with no error among them may it be used for anything else.
    """
    text, problems = decode(data, file)
    if text is None:
        return None, problems
    with _no_garbage_search():
        return _read(text, file, problems)


def _read(text: str, file: str, problems: list[Problem]) -> tuple[Node | None, list[Problem]]:
    lines = Lines(text)
    parsed = text
    repairs = min(_REPAIRS, _REPARSED // (len(text) + 1))
    while True:
        composer = Composer(file, text, parsed, lines)
        try:
            root = composer.compose()
        except yaml.MarkedYAMLError as error:
            found = explain(error, text, composer.last, composer.opened)
            problems.append(composer.problem(found.code, found.start, found.end, found.values, found.hint))
            going_on = _replaced(parsed, found) if repairs else parsed
            if going_on != parsed:
                parsed = going_on
                repairs -= 1
                continue
            root = None
        return root, in_file_order([*problems, *composer.problems()])


def _replaced(text: str, found: Finding) -> str:
    if found.replacement is None:
        return text
    at, other = found.replacement
    return text[:at] + other + text[at + len(other) :]


@contextmanager
def _no_garbage_search() -> Iterator[None]:
    """Reading makes many objects and no cycles; to look for cycles meanwhile takes a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def bytes_of(path: Path, file: str) -> tuple[bytes | None, list[Problem]]:
    """What a file on disk holds, as far as may be read; that it cannot be had is a problem at its first line."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            return None, [at_start(file, "not-a-file")]
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1), []
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a zero byte in the name
        return None, [at_start(file, "file-missing")]
    except OSError as error:
        return None, [at_start(file, "file-unreadable", {"errno": error.errno or 0})]
