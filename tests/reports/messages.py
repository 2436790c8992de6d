"""Every message that the code can say, found in the source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
Message = tuple[str, str]
"""Context (empty for none) and source string."""


@cache
def said_in_code() -> dict[Message, str]:
    """Messages given literally to `say`, `sense` and `many`, and where."""
    return {message: place for message, (place, _) in _calls().items()}


def values_in_code(source: str) -> set[str]:
    """The values that the code gives with a message."""
    return {value for (_, said), (_, values) in _calls().items() if said == source for value in values}


@cache
def _calls() -> dict[Message, tuple[str, set[str]]]:
    found: dict[Message, tuple[str, set[str]]] = {}
    for folder in ("reports", "tui", "drillbook"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for message, values in _in_file(path):
                found.setdefault(message, (str(path.relative_to(ROOT)), set()))[1].update(values)
    return found


def _in_file(path: Path) -> Iterator[tuple[Message, set[str]]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        values = {keyword.arg for keyword in node.keywords if keyword.arg}
        if node.func.attr in {"say", "many"} and texts:
            yield ("", texts[0]), values
        elif node.func.attr == "sense" and len(texts) > 1:
            yield (texts[0], texts[1]), values
