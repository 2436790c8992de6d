"""`drillbook check --format sarif`: what the format demands, and every problem at the place that the text tells."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator

from tests.drillbook.terminal import Terminal

BROKEN = "runbook: mine\ntitle: 门岗\nstepz: []\nsteps:\n  - {id: 甲, title: A, stage: nowhere, role: x, source: P-1}\n"

# What SARIF 2.1.0 requires of the objects that are written here, and of their values.
TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
COUNT = {"type": "integer", "minimum": 1}
REGION = {
    "type": "object",
    "required": ["startLine", "startColumn", "endColumn"],
    "properties": {"startLine": COUNT, "startColumn": COUNT, "endColumn": COUNT, "snippet": TEXT},
    "additionalProperties": False,
}
RESULT = {
    "type": "object",
    "required": ["message", "ruleId", "level", "locations"],
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": TEXT,
        "locations": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "properties": {
                    "physicalLocation": {
                        "type": "object",
                        "required": ["artifactLocation"],
                        "properties": {
                            "artifactLocation": {
                                "type": "object",
                                "required": ["uri"],
                                "properties": {"uri": {"type": "string", "pattern": r"^[\w.~:/?#@!$&'()*+,;=%-]+$"}},
                            },
                            "region": REGION,
                        },
                    }
                },
            },
        },
    },
    "additionalProperties": False,
}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {"driver": {"type": "object", "required": ["name"]}},
                    },
                    "language": {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "invocations": {"type": "array", "items": {"type": "object", "required": ["executionSuccessful"]}},
                    "results": {"type": "array", "items": RESULT},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}


@pytest.fixture(params=["zh", "en"])
def terminal(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    return Terminal(tmp_path, monkeypatch, capsys, request.param)


def sarif(terminal: Terminal, *paths: str) -> tuple[int, dict[str, Any]]:
    code, printed = terminal.run("check", *paths, "--format", "sarif")
    told: dict[str, Any] = json.loads(printed)
    Draft202012Validator(SARIF).validate(told)
    (run,) = told["runs"]
    return code, run


def test_every_problem_stands_where_the_data_say(terminal: Terminal) -> None:
    name = "我的 预案.yaml"
    (terminal.folder / name).write_text(BROKEN, encoding="utf-8")
    code, run = sarif(terminal, name)
    problems = json.loads(terminal.run("check", name, "--format", "json")[1])
    assert code == 1
    assert len(problems) > 2
    found = []
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        region = place["region"]
        width = region["endColumn"] - region["startColumn"]
        file = unquote(place["artifactLocation"]["uri"])
        found.append((file, region["startLine"], region["startColumn"], width, result["ruleId"], result["level"]))
    keys = ("file", "line", "column", "width", "code", "severity")
    assert found == [tuple(problem[key] for key in keys) for problem in problems]
    for result, problem in zip(run["results"], problems, strict=True):
        assert problem["message"] in result["message"]["text"]


def test_a_path_from_the_root_is_a_file_uri(terminal: Terminal) -> None:
    path = terminal.folder / "a b.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    _, run = sarif(terminal, str(path))
    location = run["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == path.as_uri()


def test_where_nothing_is_found_there_is_a_run_without_results(terminal: Terminal) -> None:
    code, run = sarif(terminal, "soe-rapid-response", "quiet-four")
    assert (code, run["results"], run["tool"]["driver"]["rules"]) == (0, [], [])
