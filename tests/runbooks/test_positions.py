"""Positions: a fault is reported where it was put, as an oracle knows that reads no YAML."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from runbooks.lines import lines_of
from runbooks.located import validate
from runbooks.model import RunbookModel
from runbooks.problems import Problem
from runbooks.reader import read
from tests.runbooks.emitting import Emitted, Emitter, Pairs, Path, is_map

LIMIT: Pairs = [("within", "30 min"), ("from", "began"), ("to", "start"), ("basis", "plan"), ("source", "C-3")]
REPEAT: Pairs = [("every", "1 h"), ("until", "closing"), ("basis", "statute"), ("source", ["C-3", "条例-2"])]
FACT: Pairs = [("id", "place"), ("type", "text"), ("ask", [("zh", "在哪里"), ("en", "Where is it?")])]
STEP: Pairs = [
    ("id", "report"),
    ("title", [("zh", "报告"), ("en", "Report: now")]),
    ("stage", "report"),
    ("role", ["boss", "clerk"]),
    ("after", ["first", [("any", ["second", "third"])]]),
    ("limits", [LIMIT, REPEAT]),
    ("record", ["headcount", FACT]),
    ("how", "逐级报告, 不越级"),
    ("where", "site"),
    ("source", "C-1"),
]
PLAN: Pairs = [
    ("runbook", "fire"),
    ("title", [("zh", "火灾"), ("en", "Fire")]),
    ("number-from", 7),
    ("sources", [("C", [("title", "Plan"), ("kind", "plan"), ("binds", "state-owned")])]),
    ("numbers", [("ASM-1", [("is", "10 min"), ("replaces", "soon"), ("why", "ours")])]),
    ("roles", [("boss", [("title", "Boss"), ("kind", "staff")])]),
    ("facts", [("danger", [("type", "yes-no"), ("ask", "Is there danger?")])]),
    ("levels", [[("id", "major"), ("title", "重大"), ("command", "boss")]]),
    ("include", ["common", [("part", "after-action"), ("after", ["report"])]]),
    ("steps", [STEP, [("id", "b"), *STEP[1:4], ("source", "C-2")], STEP]),
    ("change", [[("step", ["report", "b"]), ("limits", [LIMIT])]]),
]

REQUIRED = {
    "steps": {"id", "title", "stage", "role", "source"},
    "limits": {"basis", "source"},
    "record": {"id", "type", "ask"},
    "sources": {"title", "kind"},
    "numbers": {"is", "replaces", "why"},
    "facts": {"type", "ask"},
    "levels": {"id", "title"},
    "include": {"part"},
    "change": {"step"},
    "": {"runbook", "title"},
}
CHOICES = {"stage", "kind", "type", "basis", "to", "where", "binds"}
IDS = {"id", "part", "from", "until", "runbook"}
UNCHECKED = {"within", "every", "is"}
"""Values that the model leaves to later checks."""


def fresh(data: Any) -> Any:
    """A copy in which no two parts are one, unlike in `deepcopy`."""
    if isinstance(data, list | tuple):
        return type(data)(fresh(part) for part in data)
    return data


def maps(data: Any, path: Path = ()) -> Iterator[tuple[Path, Pairs, str]]:
    """The maps whose keys the language fixes: path, pairs, and what they are an example of."""
    if is_map(data):
        kind = next((str(p) for p in reversed(path) if p in REQUIRED), "")
        by_id = len(path) == 1 and path[0] in ("sources", "numbers", "roles", "facts")
        by_language = path and path[-1] in ("title", "ask")
        if not by_id and not by_language:
            yield path, data, "roles" if path[:1] == ("roles",) else kind
        for key, value in data:
            yield from maps(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from maps(value, (*path, number))


def problems_of(text: str) -> list[Problem]:
    data = text.encode()
    tree, problems = read(data, "f.yaml")
    assert tree is not None
    return problems + validate(RunbookModel, tree, lines_of(data))[1]


Mutation = Callable[[random.Random, Pairs], tuple[Path, str, Any] | None]
"""Changes the data; says at which path which code is expected at the key (or `value`, or `inside`)."""


def misspelt_key(lot: random.Random, plan: Pairs) -> tuple[Path, str, Any] | None:
    path, pairs, _ = lot.choice(list(maps(plan)))
    number = lot.randrange(len(pairs))
    key, value = pairs[number]
    wrong = lot.choice([key + "x", "x" + key, key.upper(), "键"])
    if path[:1] == ("roles",) and len(pairs) == 2 and key == "title":
        return None  # then the rest may be the role's title by language
    pairs[number] = (wrong, value)
    return (*path, wrong), "unknown-key", "key"


def added_key(lot: random.Random, plan: Pairs) -> tuple[Path, str, Any] | None:
    path, pairs, _ = lot.choice(list(maps(plan)))
    pairs.insert(lot.randrange(len(pairs) + 1), ("extra", lot.choice([1, "a", [1], [("b", "c")]])))
    return (*path, "extra"), "unknown-key", "key"


def doubled_key(lot: random.Random, plan: Pairs) -> tuple[Path, str, Any] | None:
    path, pairs, _ = lot.choice(list(maps(plan)))
    key, value = lot.choice(pairs)
    pairs.append((key, value))
    return (*path, key), "duplicate-key", "key"


def missing_key(lot: random.Random, plan: Pairs) -> tuple[Path, str, Any] | None:
    path, pairs, kind = lot.choice(list(maps(plan)))
    candidates = [n for n, (key, _) in enumerate(pairs) if key in REQUIRED.get(kind, ())]
    if not candidates or len(pairs) == 1 or path[-1:] == ("any",):
        return None
    key, _ = pairs.pop(lot.choice(candidates))
    return path, f"missing-key {key}", "value"


def wrong_kind(lot: random.Random, plan: Pairs) -> tuple[Path, str, Any] | None:
    path, pairs, _ = lot.choice(list(maps(plan)))
    number = lot.randrange(len(pairs))
    key, value = pairs[number]
    if key in UNCHECKED:
        return None
    pairs[number] = (key, [[8]] if not isinstance(value, list) or lot.random() < 0.5 else 8)
    return (*path, key), "", "inside"


def wrong_choice(lot: random.Random, plan: Pairs) -> tuple[Path, str, Any] | None:
    path, pairs, _ = lot.choice(list(maps(plan)))
    candidates = [n for n, (key, _) in enumerate(pairs) if key in CHOICES]
    if not candidates:
        return None
    number = lot.choice(candidates)
    pairs[number] = (pairs[number][0], "nonsense")
    return (*path, pairs[number][0]), "one-of", "value"


def wrong_id(lot: random.Random, plan: Pairs) -> tuple[Path, str, Any] | None:
    path, pairs, _ = lot.choice(list(maps(plan)))
    candidates = [n for n, (key, _) in enumerate(pairs) if key in IDS]
    if not candidates:
        return None
    number = lot.choice(candidates)
    pairs[number] = (pairs[number][0], "not an id!")
    return (*path, pairs[number][0]), "bad-", "value"


MUTATIONS: list[Mutation] = [
    misspelt_key,
    added_key,
    doubled_key,
    missing_key,
    wrong_kind,
    wrong_choice,
    wrong_id,
]


def assert_located(problems: list[Problem], out: Emitted, path: Path, code: str, what: str) -> None:
    if what == "inside":
        line, column, _ = out.values[path]
        assert problems
        for problem in problems:
            assert (line, column) <= (problem.place.line, problem.place.column)
            assert problem.place.line <= out.ends[path]
        return
    span = (out.keys if what == "key" else out.values)[path]
    matching = [p for p in problems if f"{p.code} {p.values.get('key')}".startswith(code)]
    assert [p.place[1:] for p in matching] == [span]
    # A key misspelt is a key missing too; that is said of its map, and nothing else is said of anything.
    others = [p for p in problems if p not in matching]
    assert all(p.code == "missing-key" and p.place[1:] == out.values[path[:-1]] for p in others)
    assert not others or what == "key"


def check_mutations(count: int, seed: int) -> None:
    lot = random.Random(seed)
    done = 0
    while done < count:
        plan = fresh(PLAN)
        mutate = MUTATIONS[done % len(MUTATIONS)]
        expected = mutate(lot, plan)
        if expected is None:
            continue
        out = Emitter(lot.randrange(1 << 30)).emit(plan)
        try:
            assert_located(problems_of(out.text), out, *expected)
        except (AssertionError, KeyError) as failed:
            pytest.fail(f"{mutate.__name__} {expected}\n{out.text}\n{problems_of(out.text)}\n{failed!r}")
        done += 1


def test_the_plan_without_a_fault_has_no_problem() -> None:
    for seed in range(40):
        out = Emitter(seed).emit(fresh(PLAN))
        assert problems_of(out.text) == [], out.text


def test_positions_are_those_of_the_writer() -> None:
    for seed in range(40):
        out = Emitter(seed).emit(fresh(PLAN))
        tree, _ = read(out.text.encode(), "f.yaml")
        assert tree is not None
        for path, span in out.values.items():
            node = tree
            for part in path:
                inner = node.get(part) if isinstance(part, str) else node.items()[part]
                assert inner is not None
                node = inner
            assert node.place[1:] == span, (path, out.text)


def test_none_of_300_known_faults_is_mislocated() -> None:
    check_mutations(300, seed=1)


@pytest.mark.full
def test_none_of_3000_known_faults_is_mislocated() -> None:
    check_mutations(3_000, seed=2)
