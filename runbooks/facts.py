"""Declared facts, read from their files: choices, columns and ranges; and whether two declarations agree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from runbooks.citations import read_citations
from runbooks.fields import text_of, typed_id
from runbooks.model_steps import FactModel, Kind
from runbooks.plan import Column, Fact, Source, Text
from runbooks.problems import Fault, Problem
from runbooks.spots import Spot

COLUMN_TYPES = tuple(kind for kind in get_args(Kind) if kind not in ("rows", "choice"))


def read_fact(fact_id: str, model: FactModel, spot: Spot, sources: Mapping[str, Source]) -> tuple[Fact, list[Problem]]:
    """The fact as far as it can be read, without its `when`, and what is wrong with it."""
    problems: list[Problem] = []
    of: dict[str, Text] = {}
    columns: tuple[Column, ...] = ()
    if model.type == "choice":
        of = _choices(spot, problems)
    elif model.type == "rows":
        columns = _columns(spot, problems)
    elif model.of is not None:
        problems.append(spot.key("of").problem("of-without-choices", {"type": model.type}, allowed=("choice", "rows")))
    if model.type != "count":
        problems += [
            spot.key(key).problem("range-without-count", {"type": model.type, "key": key})
            for key in ("min", "max")
            if spot.has(key)
        ]
    elif model.min is not None and model.max is not None and model.min > model.max:
        problems.append(spot.key("max").problem("empty-range", {"min": model.min, "max": model.max}))
    source, wrong = read_citations(spot.get("source"), sources)
    fact = Fact(fact_id, model.type, model.ask, of, columns, model.min, model.max, None, source)
    return fact, problems + wrong


def shape(fact: Fact) -> tuple[object, ...]:
    """In what two declarations of one fact must agree: type, choices, columns, range."""
    columns = tuple((column.id, column.type, tuple(column.of)) for column in fact.columns)
    return fact.type, tuple(fact.of), columns, fact.min, fact.max


def _choices(spot: Spot, problems: list[Problem]) -> dict[str, Text]:
    if not spot.has("of"):
        problems.append(spot.problem("choice-without-of", {"type": "choice"}))
        return {}
    return {choice: text for choice, _, value in spot.key("of").entries() if (text := _title(value, problems))}


def _columns(spot: Spot, problems: list[Problem]) -> tuple[Column, ...]:
    if not spot.has("of"):
        problems.append(spot.problem("choice-without-of", {"type": "rows"}))
        return ()
    columns = []
    for name, key, value in spot.key("of").entries():
        try:
            typed_id(name)
        except Fault as fault:
            problems.append(key.fault(fault))
            continue
        if value.node.kind == "map":
            choices = {c: text for c, _, title in value.entries() if (text := _title(title, problems))}
            columns.append(Column(name, "choice", choices))
        elif value.node.text in COLUMN_TYPES:
            columns.append(Column(name, value.node.text))  # type: ignore[arg-type]
        else:
            problems.append(value.unknown("unknown-column-type", value.node.text, COLUMN_TYPES))
    return tuple(columns)


def _title(spot: Spot, problems: list[Problem]) -> Text | None:
    try:
        return text_of(spot.node.plain())
    except Fault as fault:
        problems.append(spot.fault(fault))
        return None
