"""The pictures in the documentation are what the screens show; `--update-goldens` makes them anew."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from reports.cells import cell_width
from reports.words import Lang
from tests.tui.pictures import HEIGHT, PICTURES, WIDTH, picture
from tests.tui.svg import CELL, MARGIN, ROW

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
_HEAD = re.compile(r"(?<![\w-])[0-9A-F]{4}-[0-9A-F]{4}(?![\w-])")
"""Heads of the record hang on every word of the plan: a picture is not stale because of them."""


@pytest.mark.parametrize(("name", "lang"), PICTURES)
def test_a_picture_shows_the_screen_as_it_is(name: str, lang: Lang, request: pytest.FixtureRequest) -> None:
    path = FOLDER / f"{name}-{lang}.svg"
    made = picture(name, lang)
    stands = path.read_text(encoding="utf-8") if path.exists() else ""
    if request.config.getoption("--update-goldens") and _HEAD.sub("", stands) != _HEAD.sub("", made):
        path.write_text(made, encoding="utf-8", newline="\n")
        stands = made
    assert _HEAD.sub("", stands) == _HEAD.sub("", made), f"{path.name} is stale; pytest --update-goldens makes it anew"
    assert len(made.encode()) < 150_000


@pytest.mark.parametrize(("name", "lang"), PICTURES)
def test_every_character_stands_in_the_middle_of_its_cells(name: str, lang: Lang) -> None:
    found = ElementTree.fromstring(picture(name, lang)).iter("{http://www.w3.org/2000/svg}text")
    taken: set[tuple[int, int]] = set()
    for text in found:
        row = (int(text.attrib["y"]) - MARGIN) // ROW
        middles = [int(x) for x in text.attrib["x"].split()]
        assert text.text is not None
        for char, middle in zip(text.text, middles, strict=True):
            width = cell_width(char)
            left, rest = divmod(middle - MARGIN - width * CELL // 2, CELL)
            cells = {(row, left + n) for n in range(width)}
            assert rest == 0
            assert not cells & taken
            taken |= cells
    assert {row for row, _ in taken} <= set(range(HEIGHT))
    assert max(column for _, column in taken) < WIDTH


def test_no_picture_lies_about_that_nothing_makes() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}-{lang}.svg" for name, lang in PICTURES}
