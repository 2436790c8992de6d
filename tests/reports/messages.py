"""Every message that the code can say, found in the source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
Message = tuple[str, str]
"""Context (empty for none) and source string."""


def said_in_code() -> dict[Message, str]:
    """Messages given literally to `say`, `sense` and `many`, and where."""
    found: dict[Message, str] = {}
    for folder in ("reports", "tui", "drillbook"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for message in _in_file(path):
                found.setdefault(message, str(path.relative_to(ROOT)))
    return found


def _in_file(path: Path) -> Iterator[Message]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if node.func.attr in {"say", "many"} and texts:
            yield "", texts[0]
        elif node.func.attr == "sense" and len(texts) > 1:
            yield texts[0], texts[1]
