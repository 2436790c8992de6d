"""The page of a drill: one file, no script, no network, for those who see charts and for those who do not."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from reports.drill_chart_gantt import gantt
from reports.drill_chart_times import times_chart
from reports.drill_html import drill_html
from reports.drill_values import Bar, Distribution, RunResult
from runbooks.library import load
from tests.reports.drill_example import MINUTE, PLAN, REPORT, WORST, drilled
from tests.reports.gate import EN, ZH

EMPTY = {"meta", "br", "link", "img"}


class Outline(HTMLParser):
    """What is opened is closed, in its order; attributes and texts are kept."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return {"zh": drill_html(drilled(), ZH).decode(), "en": drill_html(drilled(), EN).decode()}


@pytest.fixture(scope="module")
def outlines(pages: dict[str, str]) -> dict[str, Outline]:
    found = {}
    for language, page in pages.items():
        outline = found[language] = Outline()
        outline.feed(page)
        assert outline.open == []
    return found


def test_it_needs_nobody_else(pages):
    for page in pages.values():
        addresses = set(re.findall(r"https?://[^\s\"'<>]+", page))
        assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
        assert not re.search(r"<script|<link|<img|@import|url\((?!#)|\bon\w+=", page)


def test_no_two_parts_share_an_id(pages, outlines):
    for language, page in pages.items():
        ids = [attributes["id"] for _, attributes in outlines[language].tags if "id" in attributes]
        assert sorted(ids) == sorted(set(ids))
        assert set(re.findall(r"url\(#([^)]+)\)", page)) <= set(ids)


def test_every_drawing_is_told_in_words_and_in_a_table(outlines):
    for outline in outlines.values():
        drawings = [attributes for tag, attributes in outline.tags if attributes.get("role") == "img"]
        assert len(drawings) == 2 + 2 + 2  # two limits with times, the crowd twice, two runs
        assert all(len(drawing["aria-label"]) > 20 for drawing in drawings)
        assert sum(tag == "svg" for tag, _ in outline.tags) == len(drawings)
        assert sum(tag == "figcaption" for tag, _ in outline.tags) == len(drawings)
        assert sum(tag == "table" for tag, _ in outline.tags) >= 7
        assert all(attributes.get("scope") == "col" for tag, attributes in outline.tags if tag == "th")


def test_the_language_is_that_of_the_reader(outlines):
    assert outlines["zh"].tags[0] == ("html", {"lang": "zh-CN"})
    assert outlines["en"].tags[0] == ("html", {"lang": "en"})
    zh, en = outlines["zh"].text, outlines["en"].text
    assert "人群模型只作示意, 未经任何单位校准" in zh
    assert "no site has calibrated it" in en
    assert "起算后 (分钟)" in zh
    assert "minutes since it began to run" in en
    assert "02 向领导小组报告" in zh
    assert not re.search("[\u4e00-\u9fff]", en.replace("条例", ""))


def test_how_to_run_it_again(outlines):
    assert "drillbook drill at-the-gate --runs 200 --seed 7\n" in outlines["en"].text
    assert "drillbook 0.1.0, numpy 2.4.6, simpy 4.1.2" in outlines["en"].text


def test_it_is_made_for_light_dark_and_paper(pages):
    page = pages["en"]
    assert "@media (prefers-color-scheme: dark)" in page
    assert "@media print" in page
    assert "caption { break-after: avoid; }" in page  # no heading at the foot of a sheet without its table
    assert "tbody tr:first-child { break-before: avoid; }" in page
    used = set(re.findall(r"var\((--[a-z]+)\)", page))
    for theme in re.findall(r":root \{(.*?)\}", page, re.DOTALL):
        assert used <= set(re.findall(r"(--[a-z]+):", theme))
    drawn = "".join(re.findall(r"<svg.*?</svg>", page, re.DOTALL))
    assert not re.search(r'(?:fill|stroke)="#', drawn), "a colour of its own would not follow the theme"


def test_what_people_wrote_is_no_markup():
    page = drill_html(drilled(title={"en": "<b>A & B</b>"}, about={"en": "</style><script>"}), EN).decode()
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in page
    assert "<script" not in page


def test_the_same_report_is_the_same_page(pages):
    assert drill_html(drilled(), ZH).decode() == pages["zh"]


def test_a_drill_without_crowd_charts_or_runs_is_a_page_too():
    bare = drilled(crowd=(), typical=None, worst=None, limits=(), objectives=(), stuck=())
    assert "<svg" not in drill_html(bare, EN).decode()
    assert "Not one run was finished" in drill_html(drilled(runs=0), EN).decode()


def test_two_drawings_of_limits_that_read_the_same_say_from_when_they_count():
    plan = load("soe-rapid-response").plan
    first, second = (replace(REPORT, step="call-police", limit=n) for n in (1, 2))
    bare = drilled(plan=plan, crowd=(), typical=None, worst=None, objectives=(), stuck=(), steps=(), roles=())
    both, alone = (
        re.findall(
            r"<figcaption><strong>(.*?)</strong>", drill_html(replace(bare, limits=limits, under_way=()), ZH).decode()
        )
        for limits in ((first, second), (first,))
    )
    assert len(set(both)) == 2
    assert all("起算: " in said for said in both)
    assert "起算" not in alone[0]


# -- drawings


def texts(svg: str) -> list[str]:
    """What stands in a drawing, as text."""
    return [element.text or "" for element in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def bars(svg: str, colour: str) -> int:
    return len(re.findall(rf'<path[^>]*fill="var\(--{colour}\)"', svg))


def test_in_time_and_late_part_at_the_limit():
    svg = times_chart("x", Distribution(90_000, (5,) * 20 + (3,) * 4), 30 * MINUTE, EN)
    assert (bars(svg, "kept"), bars(svg, "late")) == (20, 4)
    assert {"limit", "% of runs", "minutes since it began to run"} <= set(texts(svg))


def test_a_long_limit_is_drawn_in_hours():
    assert "起算后 (小时)" in texts(times_chart("x", Distribution(3_600_000, (1, 2)), 86_400_000, ZH))


def test_a_run_is_a_row_for_each_step_that_came_up():
    svg = gantt("worst", WORST, PLAN, ZH)
    assert {"01 登记聚集迹象", "02 向领导小组报告", "04 听取诉求", "!"} <= set(texts(svg))
    assert "03 责任部门到场" not in texts(svg)
    assert bars(svg, "late") == 1


def test_the_longest_title_has_room():
    """Places are reckoned in cells: this must hold on a machine that has no Chinese font at all."""
    run = RunResult(1, MINUTE, True, (Bar("report", 1, 0, 0, 0, MINUTE),))
    svg = gantt("x", run, PLAN, ZH)
    room = float(re.search(r"translate\((\d+),", svg)[1])
    assert room > 11 * len("02 向领导小组报告") - 11


def test_a_run_that_did_nothing_can_be_drawn():
    assert "<svg" in gantt("x", RunResult(1, 0, True, (Bar("report", 1, 0, 0, 0, 0),)), PLAN, EN)
