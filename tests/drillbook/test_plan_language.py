"""docs/plan-language.md: whoever does what it says sees what it shows, and its reference is made from the schemas."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reports.words import LANGUAGES, Lang
from tests.drillbook.conftest import Desk
from tests.drillbook.key_reference import reference
from tests.drillbook.tutorial import BLOCK, answered, follow

DOCS = Path(__file__).parents[2] / "docs"
PAGES: dict[Lang, Path] = {"en": DOCS / "plan-language.md", "zh": DOCS / "plan-language.zh-CN.md"}
REFERENCE = re.compile(r"(?<=<!-- reference -->\n).*(?=<!-- end -->)", re.DOTALL)
WAY = [
    ("check first.yaml", 0),
    ("show first.yaml", 0),
    ("check first.yaml", 1),
    ("new runbook our-gate", 0),
    ("check our-gate", 0),
    ("card our-gate -o card.html", 0),
    ("run our-gate --plain --exercise", 0),
    ("new runbook as-it-came", 0),
    ("diff as-it-came our-gate", 1),
    ("check whole.yaml", 0),
]
"""Every command of the page, in its order, and how it ends."""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_newcomer_who_does_what_it_says_sees_what_it_shows(
    desk: Desk, lang: Lang, request: pytest.FixtureRequest
) -> None:
    desk.lang = lang
    page = PAGES[lang].read_text(encoding="utf-8")
    calls = list(follow(page, desk))
    assert [(call.command.removeprefix("drillbook "), call.code) for call in calls] == WAY
    if request.config.getoption("--update-goldens"):
        PAGES[lang].write_text(answered(page, calls), encoding="utf-8")
        page = PAGES[lang].read_text(encoding="utf-8")
    assert answered(page, calls) == page, "pytest --update-goldens writes the answers anew"
    assert (desk.folder / "card.html").read_bytes().startswith(b"<!doctype html>")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_three_lines_are_changed(lang: Lang) -> None:
    changed = [text for kind, name, _, text in BLOCK.findall(PAGES[lang].read_text("utf-8")) if "runbooks/" in name]
    assert [text.count("\n+") for text in changed] == [3]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_plan_has_six_lines(lang: Lang) -> None:
    kind, name, language, text = BLOCK.findall(PAGES[lang].read_text("utf-8"))[0]
    assert (kind, name, language, text.count("\n")) == ("file", "first.yaml", "yaml", 6)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_reference_is_made_from_the_schemas(lang: Lang, request: pytest.FixtureRequest) -> None:
    path = PAGES[lang]
    page = path.read_text(encoding="utf-8")
    if request.config.getoption("--update-goldens"):
        path.write_text(REFERENCE.sub(lambda _: "\n" + reference(lang) + "\n", page), encoding="utf-8")
        page = path.read_text(encoding="utf-8")
    shown = REFERENCE.search(page)
    assert shown is not None
    assert shown[0] == "\n" + reference(lang) + "\n", "pytest --update-goldens writes the reference anew"


def test_both_pages_show_the_same_whole_plan() -> None:
    plans = [
        next(t for _, n, _, t in BLOCK.findall(PAGES[lang].read_text("utf-8")) if n == "whole.yaml") for lang in PAGES
    ]
    bare = [re.sub(r" +#.*", "", plan) for plan in plans]
    assert bare[0] == bare[1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_its_links_lead_somewhere(lang: Lang) -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", PAGES[lang].read_text(encoding="utf-8"))
    assert [target for target in targets if not (DOCS / target).exists()] == []
