"""The editor as plain text, in both languages and at every size."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from reports.cells import cell_width
from reports.words import Lang
from tests.tui.editing.other_kinds import overlay, scenario, site
from tests.tui.editing.writer import PLAN, Writer

Golden = Callable[[str, str], None]
LANGS: tuple[Lang, ...] = ("zh", "en")
SIZES = ((80, 24), (120, 30), (120, 40))


def mistaken(writer: Writer) -> None:
    """A limit that was shortened, then a key of it mistyped; a step is being named in another place."""
    writer.at("within: 30 min", "within: ").press("delete").type("2").check()
    writer.at("within: 20 min", "min, f").press("delete", "delete").type("or").check()
    writer.at("after: [report-leading-group]", "after: [").press(*["delete"] * 21).type("re")


def shortened(writer: Writer) -> None:
    """A limit that was shortened, with its basis as it was."""
    writer.at("within: 30 min", "within: ").press("delete").type("2").check()


def changed(writer: Writer) -> None:
    """Several changes, told one by one."""
    shortened(writer)
    writer.at("title: {zh: 领导出面").press("end").type("\nhow: {zh: 先听后说, en: Listen first}")
    writer.at("- id: keep-order").press(*["ctrl+x"] * 6).check().press("f8")


SCREENS: dict[str, Callable[[Writer], object]] = {
    "mistaken": mistaken,
    "shortened": shortened,
    "changes": changed,
    "preview": lambda w: w.press("f5"),
    "problems": lambda w: (mistaken(w), w.press("escape", "f7")),
    "menu": lambda w: w.press("escape"),
    "help": lambda w: w.press("f1"),
    "errors": lambda w: (mistaken(w), w.press("escape").check().press("f2")),
    "find": lambda w: w.press("ctrl+f").type("SOON"),
}


KINDS: dict[str, tuple[Callable[..., Writer], str]] = {
    "overlay": (overlay, "within: 15 min"),
    "scenario": (scenario, "says: {zh"),
    "site": (site, "duty_officer: ["),
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SCREENS)
def test_screen(name: str, lang: Lang, tmp_path: Path, golden: Golden) -> None:
    writer = Writer(tmp_path, lang)
    SCREENS[name](writer)
    golden(f"editor/{name}-{lang}.txt", writer.screen)


@pytest.mark.parametrize("lang", LANGS)
def test_the_questions_of_the_disk(lang: Lang, tmp_path: Path, golden: Golden) -> None:
    writer = Writer(tmp_path, lang)
    writer.at("version: 1.0.0").press("end").type("1").rest().check()
    writer.path.write_bytes(PLAN.replace("1.0.0", "2.0.0").encode())
    writer.press("f2")
    golden(f"editor/changed-on-disk-{lang}.txt", writer.screen)
    offered = re.sub(r"\d\d-\d\d \d\d:\d\d", "03-09 08:42", Writer(tmp_path, lang).screen)
    golden(f"editor/draft-{lang}.txt", offered)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("size", SIZES[1:])
def test_the_preview_stands_beside_the_text(size: tuple[int, int], lang: Lang, tmp_path: Path, golden: Golden) -> None:
    writer = Writer(tmp_path, lang, size=size)
    mistaken(writer)
    golden(f"editor/mistaken-{lang}-{size[0]}x{size[1]}.txt", writer.screen)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("size", [SIZES[0], SIZES[2]])
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_runbook(kind: str, size: tuple[int, int], lang: Lang, tmp_path: Path, golden: Golden) -> None:
    begin, at = KINDS[kind]
    writer = begin(tmp_path, lang, size=size).at(at)
    golden(f"editor/{kind}-{lang}-{size[0]}x{size[1]}.txt", writer.screen)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("size", [*SIZES, (60, 12), (40, 8), (20, 3), (110, 28), (200, 60)])
def test_every_row_is_as_wide_as_the_window(name: str, size: tuple[int, int], lang: Lang, tmp_path: Path) -> None:
    writer = Writer(tmp_path, lang, size=size)
    SCREENS[name](writer)
    drawn = writer.draw()
    assert len(drawn.lines) == size[1]
    assert {cell_width(line.text) for line in drawn.lines} == {size[0]}
    assert 0 <= drawn.caret[0] < size[1]
    assert 0 <= drawn.caret[1] < size[0]
