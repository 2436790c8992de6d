"""Writes data as YAML in styles drawn by lot, and remembers where it wrote each key and value.

So the tests have an oracle of their own for positions, which knows nothing of any parser.
"""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass, field
from typing import Any

_BARE = re.compile(r"[A-Za-z\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff-]*( [A-Za-z0-9\u4e00-\u9fff-]+)*")
_WORDS = {"true", "false", "null"}

Pairs = list[tuple[str, Any]]
"""A map with its keys in order; a key may stand twice."""
Path = tuple[str | int, ...]
Span = tuple[int, int, int]


@dataclass
class Emitted:
    """The text, and line, column and width of every value and key by path."""

    text: str = ""
    values: dict[Path, Span] = field(default_factory=dict)
    keys: dict[Path, Span] = field(default_factory=dict)
    """Of a key that stands twice, the second."""
    ends: dict[Path, int] = field(default_factory=dict)
    """The line on which a value ends."""


class Emitter:
    """One text from one seed."""

    def __init__(self, seed: int) -> None:
        self._lot = random.Random(seed)
        self._out = Emitted()

    def emit(self, data: Pairs) -> Emitted:
        """The data as the map of a whole file."""
        self._aside(0)
        self._block_map(data, (), 0)
        return self._out

    def _say(self, text: str) -> Span:
        before = self._out.text
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        self._out.text += text
        return line, column, max(1, len(text))

    def _aside(self, indent: int) -> None:
        """Sometimes an empty line or a comment."""
        if self._lot.random() < 0.1:
            self._say(" " * indent + self._lot.choice(["", "# 备注: x", "# {["]) + "\n")

    def _block_map(self, data: Pairs, path: Path, indent: int) -> None:
        for number, (key, value) in enumerate(data):
            if number:
                self._aside(indent)
                self._say(" " * indent)
            span = self._key(key, (*path, key))
            if number == 0:
                self._out.values[path] = (*span[:2], 1)
            self._below(value, (*path, key), indent)
        self._out.ends[path] = self._out.text.count("\n")

    def _key(self, key: str, path: Path) -> Span:
        self._out.keys[path] = self._say(self._scalar(key, quotes=0.1))
        self._say(":")
        return self._out.keys[path]

    def _below(self, value: Any, path: Path, indent: int) -> None:
        """A value after its key: on the same line, or as a block."""
        if is_map(value) and self._lot.random() < 0.6:
            self._say("\n")
            self._aside(indent)
            deeper = indent + self._lot.choice([1, 2, 4])
            self._say(" " * deeper)
            self._block_map(value, path, deeper)
        elif isinstance(value, list) and value and not is_map(value) and self._lot.random() < 0.6:
            self._say("\n")
            self._block_list(value, path, indent + self._lot.choice([0, 2, 3]))
        else:
            self._say(" " * self._lot.choice([1, 1, 1, 3]))
            self._flow(value, path)
            self._say(self._lot.choice(["", "", "  ", " # 注: a"]) + "\n")
            self._out.ends[path] = self._out.text.count("\n")

    def _block_list(self, members: list[Any], path: Path, indent: int) -> None:
        for number, member in enumerate(members):
            self._say(" " * indent)
            start = self._say("- ")
            if number == 0:
                self._out.values[path] = (*start[:2], 1)
            inner = (*path, number)
            if is_map(member) and self._lot.random() < 0.7:
                self._block_map(member, inner, indent + 2)
            else:
                self._flow(member, inner)
                self._say("\n")
                self._out.ends[inner] = self._out.text.count("\n")
        self._out.ends[path] = self._out.text.count("\n")

    def _flow(self, value: Any, path: Path) -> None:
        if is_map(value):
            self._out.values[path] = self._say("{")
            for number, (key, inner) in enumerate(value):
                self._between(number)
                self._key(key, (*path, key))
                self._say(" ")
                self._flow(inner, (*path, key))
            self._say("}")
        elif isinstance(value, list):
            self._out.values[path] = self._say("[")
            for number, inner in enumerate(value):
                self._between(number)
                self._flow(inner, (*path, number))
            self._say("]")
        else:
            self._out.values[path] = self._say(self._scalar(value, quotes=0.3))
        self._out.ends[path] = self._out.text.count("\n") + 1

    def _between(self, number: int) -> None:
        if number:
            self._say(self._lot.choice([", ", ", ", ",  "]))

    def _scalar(self, value: Any, quotes: float) -> str:
        if not isinstance(value, str):
            return str(value)
        if _BARE.fullmatch(value) and value not in _WORDS and self._lot.random() >= quotes:
            return value
        if self._lot.random() < 0.5:
            return "'" + value.replace("'", "''") + "'"
        return json.dumps(value, ensure_ascii=False)


def is_map(value: Any) -> bool:
    """Whether it is a map that was given as pairs."""
    return isinstance(value, list) and bool(value) and all(isinstance(pair, tuple) for pair in value)
