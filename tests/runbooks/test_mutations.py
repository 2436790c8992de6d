"""Plans that somebody edited badly: never a crash, every problem inside its file, and what loads is sound in itself."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import pytest

from runbooks.conditions import compares
from runbooks.frozen import from_data, to_data
from runbooks.library import check_file, load, shipped_folder
from runbooks.periods import LONGEST
from runbooks.plan import Compare, Condition, Limit, Plan

WORDS = re.compile(r"[\w.-]+")
ODD = [
    "[]",
    "{}",
    "[a]",
    "{a: b}",
    '"',
    "-1",
    "1.5",
    "true",
    "null",
    "",
    '"1:30"',
    "month",
    "{any: []}",
    ">= 3",
    "§",
    "*",
    "&a",
]


def mutated(text: str, words: list[str], rng: random.Random) -> str:
    """One to five small accidents: a line lost, doubled or moved, a word or a value replaced by another."""
    lines = text.split("\n")
    for _ in range(rng.choice([1, 1, 1, 2, 5])):
        at = rng.randrange(len(lines))
        accident = rng.choice(["lost", "doubled", "moved", "word", "word", "word", "word", "value", "value"])
        if accident == "lost" and len(lines) > 1:
            del lines[at]
        elif accident == "doubled":
            lines.insert(at, lines[rng.randrange(len(lines))])
        elif accident == "moved":
            other = rng.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        else:
            pattern = WORDS if accident == "word" else re.compile(r"(?<=: )(?:\{.*\}|\[.*\]|[\w-]+)")
            found = list(pattern.finditer(lines[at]))
            if found:
                hit = rng.choice(found)
                lines[at] = lines[at][: hit.start()] + rng.choice(words) + lines[at][hit.end() :]
    return "\n".join(lines)


def assert_sound(plan: Plan) -> None:
    """Everything that is named is there; written without a look at how it was checked."""
    roles, facts, steps, levels = plan.roles, plan.facts, plan.step, {level.id for level in plan.levels}
    assert len(steps) == len(plan.steps)
    assert not set(steps) & set(facts)
    assert [int(s.number) for s in plan.steps] == sorted({int(s.number) for s in plan.steps})
    for step in plan.steps:
        assert set(step.role + step.tells) <= {*roles, "command"}
        assert set(step.record) <= {*facts, "level"}
        assert {member for entry in step.after for member in entry} <= set(steps)
        assert step.each is None or facts[step.each].type == "rows"
        assert {c.source for c in step.source} <= set(plan.sources)
        assert_condition(step.when, plan, levels)
        for limit in step.limits:
            assert [limit.within, limit.by, limit.every].count(None) == 2
            assert (limit.from_ is None) == (limit.by is not None)
            assert {limit.from_, limit.until} <= {*steps, *facts, "began", "closing", None}
            assert bool(limit.number) == (limit.basis == "assumed")
            assert {c.source for c in limit.source} <= set(plan.sources)
            assert_lengths(limit, plan)
            assert_condition(limit.when, plan, levels)
    for condition in [fact.when for fact in facts.values()] + [level.when for level in plan.levels]:
        assert_condition(condition, plan, levels)
    assert from_data(to_data(plan)) == plan


def assert_lengths(limit: Limit, plan: Plan) -> None:
    assert limit.within is None or limit.within.period is None
    if limit.every is not None and limit.every.period is not None:
        assert (limit.first, limit.from_ is None) == (None, False)
        assert limit.day is None or 1 <= limit.day <= LONGEST[limit.every.period]
    else:
        assert limit.day is None
        assert limit.every is None or (limit.every.ms and limit.first and limit.first.ms is not None)
    assert limit.ahead is None or (limit.by and limit.ahead.ms is None and limit.ahead.period is None)
    assert limit.extend is None or (limit.every is None and limit.extend.by.period is None)
    assert limit.extend is None or limit.extend.role in plan.roles


def assert_condition(condition: Condition | None, plan: Plan, levels: set[str]) -> None:
    for compare in compares(condition):
        assert answers(compare, plan, levels), compare


def answers(compare: Compare, plan: Plan, levels: set[str]) -> bool:
    if compare.fact == "level":
        return compare.value in levels
    if compare.fact == "profile":
        return compare.value in ("state-owned", "private")
    fact = plan.facts[compare.fact]
    match fact.type:
        case "yes-no":
            return isinstance(compare.value, bool) and compare.op == "="
        case "count":
            return type(compare.value) is int
        case "choice":
            return compare.value in fact.of and compare.op == "="
    return False


def try_out(folder: Path, seed: int, times: int) -> int:
    rng = random.Random(seed)
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(shipped_folder().glob("*.yaml"))}
    words = [*sorted({word for text in texts.values() for word in WORDS.findall(text)}), *ODD * 20]
    for path in shipped_folder().glob("*.yaml"):
        shutil.copy(path, folder)
    loaded = 0
    for _ in range(times):
        name = rng.choice(list(texts))
        path = folder / name
        path.write_text(mutated(texts[name], words, rng), encoding="utf-8")
        for problem in check_file(path):
            place = problem.place
            lines = (folder / Path(place.file).name).read_text(encoding="utf-8").split("\n")
            assert 1 <= place.line <= len(lines)
            assert 1 <= place.column <= len(lines[place.line - 1]) + 1
        found = load(str(path), overlays=rng.choice([None, ["graded-response"]]))
        assert (found.plan is None) == any(problem.severity == "error" for problem in found.problems)
        if found.plan is not None:
            assert_sound(found.plan)
            loaded += 1
        path.write_text(texts[name], encoding="utf-8")
    return loaded


def test_plans_edited_badly(tmp_path: Path) -> None:
    assert try_out(tmp_path, seed=7, times=60) > 0


@pytest.mark.full
@pytest.mark.parametrize("seed", range(8))
def test_many_plans_edited_badly(tmp_path: Path, seed: int) -> None:
    assert try_out(tmp_path, seed, times=500) > 0
