"""The core reads no clock, no chance, no file and no database, keeps no floats, and holds no sentence for a user."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import incidents

HOME = Path(incidents.__file__).parent
EDGE = {"session.py", "reading.py", "index.py", "carry.py", "timeline.py"}
"""What brings the core together with a clock and a store."""
PURE = sorted(path for path in HOME.glob("*.py") if path.name not in {*EDGE, "__init__.py"})
EVERY = sorted(path for path in HOME.glob("*.py") if path.name != "__init__.py")

MODULES = {
    "__future__", "bisect", "collections", "collections.abc", "dataclasses", "datetime", "difflib", "functools",
    "heapq", "itertools", "re", "types", "typing",
}  # fmt: skip
"""All of the standard library that the core needs: arithmetic, order, names."""
OF_DATETIME = {"date", "timedelta"}
BUILTINS = {"open", "input", "print", "eval", "exec", "float", "id", "hash", "__import__", "globals", "vars"}


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def imports(path: Path) -> Iterator[tuple[str, str]]:
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)


@pytest.mark.parametrize("path", PURE, ids=lambda p: p.name)
def test_a_pure_file_imports_nothing_that_could_differ_tomorrow(path: Path) -> None:
    for module, name in imports(path):
        mine = module.split(".")[0] in {"incidents", "runbooks"}
        assert mine or module in MODULES, module
        assert module != "datetime" or name in OF_DATETIME, name
        assert not module.startswith("incidents.journal") or path.name == "codec.py", module
        assert module.removeprefix("incidents.") + ".py" not in EDGE, module


@pytest.mark.parametrize("path", PURE, ids=lambda p: p.name)
def test_a_pure_file_calls_nothing_that_could_differ_tomorrow(path: Path) -> None:
    for node in nodes(path):
        match node:
            case ast.Call(func=ast.Name(id=name)):
                assert name not in BUILTINS, f"{node.lineno}: {name}"
            case ast.Attribute(value=ast.Name(id="date" | "datetime" | "time"), attr=name):
                assert name == "fromisoformat", f"{node.lineno}: {name}"


@pytest.mark.parametrize("path", EVERY, ids=lambda p: p.name)
def test_no_floating_number_and_no_division_that_makes_one(path: Path) -> None:
    for node in nodes(path):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), getattr(node, "lineno", 0)
        assert not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)), node


def spoken(path: Path) -> Iterator[ast.Constant]:
    """The strings of a file that are neither docstrings nor the messages of programming errors."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            silent.add(id(node.value))
        elif isinstance(node, ast.Raise):
            silent.update(id(inner) for inner in ast.walk(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node


@pytest.mark.parametrize("path", EVERY, ids=lambda p: p.name)
def test_no_sentence_for_a_user(path: Path) -> None:
    """Codes travel up: a word, or the name of a command with its flag."""
    for node in spoken(path):
        assert node.value.isascii(), f"{node.lineno}: {node.value}"
        words = [word for word in node.value.split() if not word.startswith("--")]
        assert len(words) <= 1, f"{node.lineno}: {node.value}"
