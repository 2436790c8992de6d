"""The READMEs say what is so: their transcripts are what the program prints, their commands and links exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from drillbook import drilling
from drillbook.cli import cli
from reports.words import Words

ROOT = Path(__file__).parent.parent
READMES = {"README.md": "en", "README.zh-CN.md": "zh"}


@pytest.mark.parametrize("name", READMES)
def test_the_transcript_is_one_that_the_program_prints(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    block, _ = re.findall(r"```text\n\$ [^\n]*\n(.*?)```", text, re.DOTALL)
    printed = (ROOT / f"tests/golden/plain/screens-{READMES[name]}.txt").read_text(encoding="utf-8")
    assert block in printed


def test_the_drill_is_one_that_the_program_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lived once, told in both languages."""
    lived = drilling.drill
    reports: list[Any] = []

    def once(*given: Any) -> Any:
        if not reports:
            reports.append(lived(*given))
        return reports[0]

    monkeypatch.setattr(drilling, "drill", once)
    monkeypatch.chdir(tmp_path)
    for name, language in READMES.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        _, (call, block) = re.findall(r"```text\n\$ ([^\n]*)\n(.*?)```", text, re.DOTALL)
        result = CliRunner().invoke(cli(Words(language)), shlex.split(call)[1:])
        assert block in result.stdout
    assert len(reports) == 1


@pytest.mark.parametrize("name", READMES)
def test_the_commands_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    program = cli(Words("en"))
    known = program.list_commands(click.Context(program))
    called = [shlex.split(call) for call in re.findall(r"`?drillbook ((?:--lang zh )?[a-z][^`\n]*)", text)]
    words = [next(word for word in call if word not in {"--lang", "zh"}) for call in called]
    assert len(words) >= 8
    assert [word for word in words if word not in known] == []


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md", "docs/ARCHITECTURE.md"])
def test_the_links_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = [t for t in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in t]
    assert [t for t in targets if not ((ROOT / name).parent / t).exists()] == []


def test_architecture_names_files_that_exist() -> None:
    text = (ROOT / "docs/ARCHITECTURE.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:drillbook|tui|reports|simulator|incidents|runbooks|tests|docs)/[\w/*.-]+)`", text)
    assert len(named) > 20
    assert [n for n in named if not list(ROOT.glob(n.rstrip("/")))] == []
    beside = re.findall(r"`([\w*]+\.py)`", text)
    assert len(beside) > 10
    folders = {Path(), *(Path(n).parent for n in named)}
    assert [n for n in beside if not any(list((ROOT / folder).glob(n)) for folder in folders)] == []
