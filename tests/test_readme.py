"""The READMEs say what is so: their transcripts are what the program prints, their commands and links exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from drillbook.cli import cli
from reports.words import Words

ROOT = Path(__file__).parent.parent
READMES = {"README.md": "en", "README.zh-CN.md": "zh"}


@pytest.mark.parametrize("name", READMES)
def test_the_transcript_is_one_that_the_program_prints(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    (block,) = re.findall(r"```text\n\$ [^\n]*\n(.*?)```", text, re.DOTALL)
    printed = (ROOT / f"tests/golden/plain/screens-{READMES[name]}.txt").read_text(encoding="utf-8")
    assert block in printed


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
    named = re.findall(r"`((?:drillbook|tui|reports|incidents|runbooks|tests|docs)/[\w/*.-]+)`", text)
    assert len(named) > 20
    assert [n for n in named if not list(ROOT.glob(n.rstrip("/")))] == []
