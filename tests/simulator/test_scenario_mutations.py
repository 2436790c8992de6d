"""Scenarios with random damage: whatever is wrong is told in words, and what has no error can be drilled."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from reports.scenario_text import scenario_text
from reports.words import Words
from reports.words.problems import problem
from runbooks.calendar import working_days_table
from runbooks.problems import errors
from simulator.compile import compile_drill
from simulator.luck import Block
from simulator.scenario_data import scenario_data
from simulator.scenario_loading import LoadedScenario, load_scenario
from simulator.streams import Streams
from tests.simulator.telling import told
from tests.simulator.test_scenario_reader import FULL

CALENDAR = working_days_table(2026, 2026)
VALUES = [
    *(
        "0",
        "-1",
        "yes",
        "{}",
        "[]",
        "[a, b]",
        "{a: 1}",
        "",
        "null",
        "x" * 70,
        "1 min",
        "2 days",
        ".nan",
        "1e9",
        "9" * 19,
    ),
    *("level", "any", "command", "{any: []}", "{any: 0}", "{not: {danger: yes}}", "{level: x}", "true", "'q'", "[[]]"),
    *("{median: 1 min}", "radio", "speaker", "31 h", "1000000"),
]
VALUE = re.compile(r"(?<=: )[^,{}\[\]\n]+|\{[^{}]*\}|\[[^\[\]]*\]")


def damaged(text: str, luck: random.Random) -> str:
    """A line lost, a value replaced, a character mistyped."""
    for _ in range(luck.randint(1, 3)):
        kind = luck.random()
        if kind < 0.25:
            lines = text.splitlines(keepends=True)
            lines.pop(luck.randrange(len(lines)))
            text = "".join(lines)
        elif kind < 0.8:
            found = luck.choice(list(VALUE.finditer(text)))
            text = text[: found.start()] + luck.choice(VALUES) + text[found.end() :]
        else:
            at = luck.randrange(len(text))
            text = text[:at] + luck.choice("{}[]:,- \n\t#'\"a9") + text[at + 1 :]
    return text


def use(loaded: LoadedScenario) -> None:
    """Tell every problem; what may be used is shown and drilled."""
    for lang in Words("zh"), Words("en"):
        assert all(problem(lang, found) for found in loaded.problems)
    if loaded.scenario is None or loaded.plan is None:
        assert errors(loaded.problems)
        return
    assert not errors(loaded.problems)
    assert scenario_text(scenario_data(loaded.scenario, loaded.plan), loaded.plan, Words("zh"))
    Block(compile_drill(loaded.plan, loaded.scenario, CALENDAR), Streams(1), 0).live(0)


def several(folder: Path, seed: int, many: int) -> int:
    """So many damaged scenarios; how many could still be drilled."""
    told(folder, FULL)
    luck, good = random.Random(seed), 0
    for _ in range(many):
        (folder / "try.yaml").write_text(damaged(FULL, luck), encoding="utf-8")
        loaded = load_scenario(folder / "try.yaml")
        use(loaded)
        good += loaded.scenario is not None
    return good


def test_damage(tmp_path: Path) -> None:
    assert 0 < several(tmp_path, 4, 150) < 100


@pytest.mark.full
@pytest.mark.parametrize("seed", range(10))
def test_much_damage(tmp_path: Path, seed: int) -> None:
    assert several(tmp_path, seed, 1000)
