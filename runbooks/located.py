"""A tree held against a pydantic model: its errors as problems at the place in the file where they belong.

The models are strict and forbid unknown keys. None of pydantic's sentences travels up: each of its error types
becomes a code of ours with values. Of a union that nothing in the file fits, only the member that fits best
is spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from runbooks.allowed import allowed_keys
from runbooks.chinese import meant
from runbooks.lines import lines_of
from runbooks.nodes import Node, Path, where_of
from runbooks.problems import Fault, Place, Problem, Value, in_file_order
from runbooks.quoting import LONGEST_SAID, narrowed, quoted, said
from runbooks.tracing import Part, Trace, Tree

__all__ = ["lines_of", "nearest", "validate"]

M = TypeVar("M", bound=BaseModel)

MAX_PROBLEMS = 200
MAX_ERRORS = 2_000
"""So many of pydantic's errors are looked at: several of them may be one problem."""
_KINDS = {
    "string_type": "text",
    "list_type": "list",
    "tuple_type": "list",
    "set_type": "list",
    "dict_type": "map",
    "mapping_type": "map",
    "model_type": "map",
    "model_attributes_type": "map",
    "dataclass_type": "map",
    "int_type": "count",
    "int_parsing": "count",
    "int_from_float": "count",
    "float_type": "number",
    "float_parsing": "number",
    "bool_type": "true-false",
    "bool_parsing": "true-false",
}
"""Error types that say "of another kind", with the kind that was wanted."""
_BOUNDS = {
    "greater_than_equal": ("too-small", "ge", "least", 0),
    "greater_than": ("too-small", "gt", "least", 1),
    "less_than_equal": ("too-large", "le", "most", 0),
    "less_than": ("too-large", "lt", "most", -1),
    "too_short": ("too-few", "min_length", "least", 0),
    "too_long": ("too-many", "max_length", "most", 0),
    "string_too_short": ("text-too-short", "min_length", "least", 0),
    "string_too_long": ("text-too-long", "max_length", "most", 0),
}
"""Error types about a bound: code, pydantic's name of the bound, ours, and what makes it inclusive."""
_QUOTED_WORD = re.compile(r"'((?:[^'\\]|\\.)*)'")


def nearest(word: str, allowed: Iterable[str]) -> str:
    """The allowed word that was probably meant; "" if none is near."""
    by_lower = {a.lower(): a for a in allowed}
    close = get_close_matches(word.lower().replace("_", "-"), by_lower, 1, 0.6)
    return by_lower[close[0]] if close else meant(word, by_lower.values())


def validate(model: type[M], node: Node, excerpt_of: Callable[[int], str]) -> tuple[M | None, list[Problem]]:
    """The model filled from a tree, or None and every problem, in file order.

    About `unread` nodes nothing is said: the reader has. So there may be neither a model nor a problem.
    """
    tree = Tree(node)
    try:
        return model.model_validate(tree.data), []
    except ValidationError as refused:
        found = refused.errors(include_url=False)
    traces = [tree.trace(error) for error in found[:MAX_ERRORS]]
    made = [_problem(model, tree, trace, kinds, excerpt_of) for trace, kinds in _best(traces, 0)[:MAX_PROBLEMS]]
    told = {(p.place, p.code, p.values.get("key")): p for p in made if p is not None}
    renamed = {(p.where, p.hint) for p in told.values() if p.code == "unknown-key" and p.hint}
    missed = [p for p in told.values() if p.code != "missing-key" or (p.where, p.values["key"]) not in renamed]
    problems = in_file_order(missed)
    if len(made) == MAX_PROBLEMS:
        last = problems[-1].place if problems else node.place
        problems.append(Problem(last, "more-problems", values={"most": MAX_PROBLEMS}, excerpt=excerpt_of(last.line)))
    return None, problems


# -- unions


def _best(traces: list[Trace], depth: int) -> list[tuple[Trace, tuple[str, ...]]]:
    """The traces worth telling among those that share their first parts; with the kinds wanted instead."""
    result: list[tuple[Trace, tuple[str, ...]]] = [(t, ()) for t in traces if len(t.parts) == depth]
    steps: dict[Part, list[Trace]] = {}
    for trace in traces:
        if len(trace.parts) > depth:
            steps.setdefault(trace.parts[depth], []).append(trace)
    branches = [group for part, group in steps.items() if not part.is_step]
    for part, group in steps.items():
        if part.is_step:
            result += _best(group, depth + 1)
    if branches:
        fitting = [group for group in branches if not _other_kind(group, depth)]
        if fitting:
            result += _best(min(fitting, key=_misfit), depth + 1)
        else:
            misfits = [t for group in branches for t in group if _is_at(t, depth) and _wanted_kind(t)]
            result.append((misfits[0], tuple(dict.fromkeys(_wanted_kind(t) for t in misfits))))
    return result


def _wanted_kind(trace: Trace) -> str:
    """The kind of value that an error misses; "" if it is about something else."""
    if trace.error["type"] == "literal_error" and trace.node.kind != "scalar":
        return "text"
    return _KINDS.get(trace.error["type"], "")


def _is_at(trace: Trace, depth: int) -> bool:
    """Whether an error is about the value reached after so many parts, not about what is in it."""
    return not any(p.is_step for p in trace.parts[depth:])


def _other_kind(group: list[Trace], depth: int) -> bool:
    """Whether a union member fails because the value is of another kind, not for what is in it."""
    return any(_wanted_kind(t) and _is_at(t, depth) for t in group)


def _misfit(group: list[Trace]) -> tuple[int, int]:
    keys = sum(t.error["type"] in ("missing", "extra_forbidden") for t in group)
    return keys, len(group)


# -- one problem


@dataclass(slots=True)
class _Told:
    """What is to be said of an error, and where."""

    path: Path
    place: Place
    code: str = "bad-value"
    values: Mapping[str, Value] = field(default_factory=dict)
    allowed: tuple[str, ...] = ()
    hint: str = ""


def _problem(
    model: type[BaseModel], tree: Tree, trace: Trace, kinds: tuple[str, ...], excerpt_of: Callable[[int], str]
) -> Problem | None:
    if trace.node.kind == "unread":
        return None
    place = tree.key_place(trace.path) if trace.on_key else trace.node.place
    told = _Told(trace.path, place)
    if trace.error["type"] in ("missing", "extra_forbidden", "union_tag_not_found"):
        _tell_key(told, model, tree, trace)
    elif _is_empty(trace.node) and not trace.on_key:
        told.code, told.place = "empty-value", tree.key_place(trace.path)
        told.values = {"key": next((p for p in reversed(trace.path) if isinstance(p, str)), "")}
    elif wanted := kinds or tuple(filter(None, [_wanted_kind(trace)])):
        told.code, told.values, told.hint = _of_another_kind(wanted, trace.node)
    else:
        _tell_value(told, tree, trace)
    where = where_of(tree.root, told.path)
    shown = excerpt_of(told.place.line)
    return Problem(told.place, told.code, "error", told.values, where, told.allowed, told.hint, shown)


def _tell_key(told: _Told, model: type[BaseModel], tree: Tree, trace: Trace) -> None:
    """A key that is not there, or should not be."""
    if trace.error["type"] != "extra_forbidden":
        told.code = "missing-key"
        told.values = {"key": _tag(trace) or str(trace.error["loc"][-1])}
        return
    key = str(trace.path[-1])
    told.place, told.path = tree.key_place(trace.path), trace.path[:-1]
    told.allowed = allowed_keys(model, trace.parts[:-1])
    told.code, told.values, told.hint = "unknown-key", {"key": said(key)}, nearest(key, told.allowed)


def _tell_value(told: _Told, tree: Tree, trace: Trace) -> None:
    """A value of the right kind that cannot be."""
    kind = trace.error["type"]
    context: Mapping[str, Any] = trace.error.get("ctx", {})
    fault = context.get("error")
    if isinstance(fault, Fault):
        told.code, told.values, told.allowed, told.hint = fault.code, fault.values, fault.allowed, fault.hint
        _go_to(told, tree, fault.at)
    elif kind in ("literal_error", "enum", "union_tag_invalid"):
        if kind == "union_tag_invalid":
            _go_to(told, tree, (_tag(trace),))
        given = _given(tree.at(told.path))
        told.allowed = tuple(_QUOTED_WORD.findall(context.get("expected") or context["expected_tags"]))
        told.code, told.values, told.hint = "one-of", {"given": given}, nearest(given, told.allowed)
    else:
        told.values = {"given": _given(trace.node)}
        if kind in _BOUNDS:
            told.code, theirs, ours, shift = _BOUNDS[kind]
            told.values = {ours: int(context[theirs]) + shift, **told.values}


def _tag(trace: Trace) -> str:
    """The key that tells the members of a union apart; "" where none does."""
    return str(trace.error.get("ctx", {}).get("discriminator", "")).strip("'")


def _go_to(told: _Told, tree: Tree, further: Path) -> None:
    """From the value to one in it, as far as the path is there."""
    for part in further:
        inner = (*told.path, part)
        if tree.at(inner) is tree.at(told.path):
            return
        told.path, told.place = inner, tree.at(inner).place


def _of_another_kind(wanted: tuple[str, ...], node: Node) -> tuple[str, dict[str, Value], str]:
    values: dict[str, Value] = {"given": _given(node)}
    scalar = node.kind == "scalar"
    hint = ""
    if scalar and not node.quoted and (narrow := narrowed(node.text)) and "text" not in wanted:
        return "wide-bracket", {"text": said(node.text)}, narrow
    if "text" in wanted and scalar:
        hint = quoted(node.text)
    elif wanted == ("count",) and scalar and node.text.isascii() and node.text.isdigit():
        hint = node.text
    elif "list" in wanted and scalar and len(node.text) <= LONGEST_SAID:
        hint = f"[{quoted(node.text) if node.quoted else re.sub(' *[，、；] *', ', ', node.text)}]"
    if len(wanted) == 1:
        return f"expected-{wanted[0]}", values, hint
    return "expected-either", {"kinds": wanted, **values}, hint


def _is_empty(node: Node) -> bool:
    return node.kind == "scalar" and not node.text and not node.quoted


def _given(node: Node) -> str:
    """What stands there, short enough for a sentence."""
    if node.kind != "scalar":
        return "[…]" if node.kind == "list" else "{…}"
    return said(node.text)
