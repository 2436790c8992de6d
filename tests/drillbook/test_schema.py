"""The schemas and the reader agree: on every file that is shipped, and on everything that is wrong in shape."""

from __future__ import annotations

import importlib
import inspect
import json
import math
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel

import tests.runbooks
from drillbook.commands.schema import KINDS, made
from reports.json_text import dumped
from reports.new_file import new_file
from reports.schema import schema
from reports.words.keys import KEYS
from runbooks.library import check_file
from runbooks.located import validate
from runbooks.model import OverlayModel, RunbookModel
from runbooks.model_site import SiteModel
from runbooks.nodes import Node
from runbooks.problems import errors
from runbooks.reader import read
from runbooks.shelf import shipped_folder
from simulator import scenario_shelf
from simulator.scenario_form import ScenarioForm
from simulator.scenario_loading import load_scenario
from tests.drillbook.terminal import Terminal
from tests.runbooks.stories import Told
from tests.runbooks.test_mutations import ODD, WORDS, mutated
from tests.simulator.telling import PLAN
from tests.simulator.test_scenario_mutations import damaged
from tests.simulator.test_scenario_reader import FULL

ROOT = Path(__file__).parents[2]
SHIPPED = [
    *sorted(shipped_folder().glob("*.yaml")),
    *sorted(scenario_shelf.shipped_folder().glob("*.yaml")),
    ROOT / "docs/examples/site.yaml",
]


@cache
def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(made(kind))


def tree(data: bytes) -> Node | None:
    """What stands in a file; None for what is no YAML as we want it, or no JSON: of that a schema knows nothing."""
    node, problems = read(data, "a.yaml")
    return None if errors(problems) or node is None or no_json(node.plain()) else node


def no_json(value: Any) -> bool:
    """Whether there is something in it that is no number of JSON."""
    if isinstance(value, dict | list):
        return any(no_json(member) for member in (value.values() if isinstance(value, dict) else value))
    return isinstance(value, float) and not math.isfinite(value)


def kind_of(node: Node) -> tuple[str, type[BaseModel]]:
    keys = {entry.key for entry in node.entries()}
    if "scenario" in keys:
        return "scenario", ScenarioForm
    if "site" in keys and not keys & {"runbook", "overlay"}:
        return "site", SiteModel
    return "runbook", OverlayModel if "overlay" in keys and "runbook" not in keys else RunbookModel


def refused_by_schema(node: Node) -> bool:
    return not validator(kind_of(node)[0]).is_valid(node.plain())


def refused_by_shape(node: Node) -> bool:
    return bool(validate(kind_of(node)[1], node, lambda line: "")[1])


@pytest.mark.parametrize("kind", KINDS)
def test_those_in_the_repository_are_those_of_this_version(request: pytest.FixtureRequest, kind: str) -> None:
    path = ROOT / "docs" / "schema" / f"{kind}.schema.json"
    if request.config.getoption("--update-goldens"):
        path.write_bytes(dumped(made(kind)))
    assert path.read_bytes() == dumped(made(kind)), f"pytest --update-goldens writes {path.name} anew"
    Draft202012Validator.check_schema(made(kind))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_is_shipped_is_valid_in_both(path: Path) -> None:
    node = tree(path.read_bytes())
    assert node is not None
    assert list(validator(kind_of(node)[0]).iter_errors(node.plain())) == []
    assert not refused_by_shape(node)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", ["runbook", "scenario"])
def test_what_new_writes_is_valid_and_names_its_schema(kind: Any, lang: Any) -> None:
    data = new_file(kind, "门岗", lang)
    node = tree(data)
    assert node is not None
    assert not refused_by_schema(node)
    assert data.decode().splitlines()[0] == f"# yaml-language-server: $schema={kind}.schema.json"


def stories() -> Iterator[tuple[str, str]]:
    """The plans, overlays and sites that the tests of the reader tell of, most of them with something wrong."""
    folder = Path(tests.runbooks.__file__).parent
    for path in sorted(folder.glob("test_*.py")):
        module = importlib.import_module(f"tests.runbooks.{path.stem}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__doc__ and "told" in inspect.signature(function).parameters:
                yield f"{path.stem}.{name}", function.__doc__


def test_what_is_wrong_in_shape_is_refused_by_both(tmp_path: Path) -> None:
    refused = 0
    for number, (name, doc) in enumerate(stories()):
        folder = tmp_path / str(number)
        folder.mkdir()
        told = Told(folder, doc)
        for file in told.names:
            node = tree((folder / file).read_bytes())
            if node is None or node.kind != "map":
                continue
            if refused_by_shape(node):
                refused += 1
                assert refused_by_schema(node), (name, file)
            elif refused_by_schema(node):
                assert errors(told.problems(file)), (name, file)
    assert refused > 10


def agree(node: Node, path: Path) -> bool:
    """Whether a damaged file is refused in shape: both must say so; what only the schema refuses is an error too."""
    shape, by_schema = refused_by_shape(node), refused_by_schema(node)
    assert by_schema or not shape, path.read_text(encoding="utf-8")
    if by_schema and not shape:
        found = load_scenario(path).problems if kind_of(node)[0] == "scenario" else check_file(path)
        assert errors(found), path.read_text(encoding="utf-8")
    return shape


def try_plans(folder: Path, seed: int, times: int) -> int:
    luck = random.Random(seed)
    texts = {path.name: path.read_text(encoding="utf-8") for path in SHIPPED if path.parent == shipped_folder()}
    texts["site.yaml"] = SHIPPED[-1].read_text(encoding="utf-8")
    words = [*sorted({word for text in texts.values() for word in WORDS.findall(text)}), *ODD * 20]
    refused = 0
    for _ in range(times):
        name = luck.choice(list(texts))
        path = folder / name
        path.write_text(mutated(texts[name], words, luck), encoding="utf-8")
        node = tree(path.read_bytes())
        if node is not None and node.kind == "map":
            refused += agree(node, path)
        path.unlink()
    return refused


def try_scenarios(folder: Path, seed: int, times: int) -> int:
    luck = random.Random(seed)
    (folder / "gate.yaml").write_text(PLAN, encoding="utf-8")
    path = folder / "try.yaml"
    refused = 0
    for _ in range(times):
        path.write_text(damaged(FULL, luck), encoding="utf-8")
        node = tree(path.read_bytes())
        if node is not None and kind_of(node)[0] == "scenario":
            refused += agree(node, path)
    return refused


def test_damaged_files_are_refused_by_both(tmp_path: Path) -> None:
    assert try_plans(tmp_path, 1, 120) > 10
    assert try_scenarios(tmp_path, 1, 150) > 10


@pytest.mark.full
@pytest.mark.parametrize("seed", range(2, 10))
def test_many_damaged_files_are_refused_by_both(tmp_path: Path, seed: int) -> None:
    assert try_plans(tmp_path, seed, 600) > 50
    assert try_scenarios(tmp_path, seed, 600) > 50


@pytest.mark.parametrize("kind", KINDS)
def test_the_command_writes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    terminal = Terminal(tmp_path, monkeypatch, capsys, "zh")
    code, printed = terminal.run("schema", kind)
    assert (code, json.loads(printed)) == (0, made(kind))
    assert terminal.run("schema", kind, "-o", "s.json")[0] == 0
    assert (tmp_path / "s.json").read_bytes() == dumped(made(kind))
    assert terminal.run("schema", "overlays")[0] == 2


def test_every_sentence_belongs_to_a_key() -> None:
    models = [RunbookModel, OverlayModel], [SiteModel], [ScenarioForm]
    keys: dict[str, set[str]] = {}
    for group in models:
        for name, definition in schema("", group)["$defs"].items():
            for member in definition.get("anyOf", [definition]):
                if name in KEYS:
                    keys.setdefault(name, set()).update(member.get("properties", {}))
    assert {name: set(table) for name, table in KEYS.items()} == keys


def test_every_key_is_explained_in_both_languages() -> None:
    for kind in KINDS:
        for name, definition in json.loads(dumped(made(kind)))["$defs"].items():
            for member in definition.get("anyOf", [definition]):
                for key, value in member.get("properties", {}).items() if name in KEYS else []:
                    zh, en = value["description"].split("\n")
                    assert zh != en, (name, key)
