"""`drillbook card`: everything that a quick-response card must show, and one page of paper."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from runbooks.library import load
from tests.drillbook.terminal import Terminal

SITE = Path(__file__).parents[2] / "docs" / "examples" / "site.yaml"
PLANS = ("soe-rapid-response", "company-six-stage")


@pytest.fixture(params=["zh", "en"])
def terminal(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    return Terminal(tmp_path, monkeypatch, capsys, request.param)


def card(terminal: Terminal, plan: str, *, site: bool = True) -> str:
    code, printed = terminal.run(*(["--site", str(SITE)] if site else []), "card", plan, "-o", "card.html")
    assert code == 0, printed
    return (terminal.folder / "card.html").read_text(encoding="utf-8")


def parts(page: str) -> dict[str, str]:
    """The text of each part of the page by its class."""
    found = re.findall(
        r'<(?:ul|div|p) class="(times|steps|told|roles|keys|rules)">(.*?)\n(?=<h2|<p class|</main|<ul|<div class="s)',
        page,
        re.DOTALL,
    )
    return {name: unescape(re.sub(r"<[^>]+>", " ", text)) for name, text in found}


@pytest.mark.parametrize("plan", PLANS)
def test_it_shows_response_times_steps_reports_and_who_answers(terminal: Terminal, plan: str) -> None:
    shown = parts(card(terminal, plan))
    assert set(shown) == {"times", "steps", "told", "roles", "keys", "rules"}
    composed = load(plan, overlays=["graded-response"]).plan
    assert composed is not None
    for step in composed.steps:
        assert re.search(rf"(^|\s){step.number} ", shown["steps"]), step.number
        assert not step.tells or re.search(rf"(^|\s){step.number} ", shown["told"]), step.number
    assert "F9" in shown["keys"]
    assert "8001 / 139-0000-0001" in shown["roles"]
    assert "81-89" in shown["rules"]


def test_binding_times_stand_apart_from_our_own(terminal: Terminal) -> None:
    shown = parts(card(terminal, "soe-rapid-response"))
    assert "C-3.3.2b" in shown["times"]
    assert "条例-23" in shown["times"]
    words = {"zh": ("45分", "暂定", "1小时"), "en": ("45 min", "assumed", "1 h")}
    own, name, binding = words["zh" if "小时" in shown["times"] else "en"]
    assert (own in shown["times"], name in shown["times"], binding in shown["times"]) == (False, False, True)
    assert re.search(rf"\[{own}[^\]]*\]", shown["steps"])
    assert not re.search(rf"\[{binding}[\];]", shown["steps"])


def test_danger_stands_by_itself_and_what_decides_it_is_said_once(terminal: Terminal) -> None:
    page = card(terminal, "company-six-stage")
    heading, steps = re.findall(r'<h3 class="danger">(.*?)</h3>(.*?)<h3>', page, re.DOTALL)[0]
    assert re.findall(r"<b>(9\d)</b>", steps) == ["91", "92", "93", "94", "95", "96", "97"]
    asked = {"zh": "人身或公共安全受到威胁", "en": "Are persons or public safety in danger?"}
    said = asked["zh" if "危险" in heading else "en"]
    assert (said in heading, said in steps) == (True, False)


def test_what_the_profile_of_the_site_decides_is_decided(terminal: Terminal) -> None:
    for profile, there in (("state-owned", True), ("private", False)):
        (terminal.folder / "site.yaml").write_text(f"site: Ours\nprofile: {profile}\n", encoding="utf-8")
        page = card(terminal, "company-six-stage", site=False)
        assert bool(re.search("15个工作日|15 working days", page)) is there
        assert not re.search("单位性质|profile", page)


def test_what_is_only_adopted_is_not_called_law(terminal: Terminal) -> None:
    (terminal.folder / "site.yaml").write_text("site: Ours\nprofile: private\n", encoding="utf-8")
    page = card(terminal, "soe-rapid-response", site=False)
    assert ("参照执行" in page) or ("adopted from a statute" in page)
    assert not re.search("(?<!参照)法规 条例-23|statute 条例-23", parts(page)["times"])


def test_without_a_site_there_are_lines_to_write_on(terminal: Terminal) -> None:
    page = card(terminal, "soe-rapid-response", site=False)
    assert page.count('class="blank"') > 10


def test_the_page_needs_nothing_else_and_takes_nothing_for_markup(terminal: Terminal) -> None:
    text = (
        'runbook: own\ntitle: "<b>A & B</b>"\nsources: {P: {title: P, kind: plan}}\nroles: {a: "<script>"}\n'
        "steps:\n  - {id: x, title: '\"><img src=x>', stage: report, role: a, source: P-1}\n"
    )
    (terminal.folder / "own.yaml").write_text(text, encoding="utf-8")
    for page in (card(terminal, "own.yaml", site=False), card(terminal, "company-six-stage")):
        assert not re.search(r"<script|<img|<link|src=|url\(|https?:", re.sub(r"&\w+;[^<]*", "", page))
        assert not re.search(r"<b>A &|\bon\w+=\"", page)


def test_it_goes_to_standard_output_and_never_over_a_journal(terminal: Terminal) -> None:
    code, printed = terminal.run("card", "soe-rapid-response")
    assert (code, printed[:15]) == (0, "<!doctype html>")
    assert terminal.run("open", "soe-rapid-response")[0] == 0
    assert terminal.run("card", "soe-rapid-response", "-o", "journal.db")[0] == 2
    assert terminal.run("card", "nowhere")[0] == 2


@pytest.mark.parametrize("plan", ["visit-with-notice", "visit-without-notice"])
def test_nobody_reports_to_themselves_and_no_list_is_called_by_the_ids_of_its_columns(
    terminal: Terminal, plan: str
) -> None:
    shown = parts(card(terminal, plan))
    for line in shown["told"].splitlines():
        for one in re.split(r"(?<=\S)\s(?=\d\d\s)", line):
            teller, _, told = (part.strip(" 0123456789") for part in one.partition("→"))
            assert not teller or not told.startswith(teller), one
    assert not re.search(r"\.(due|reply-by)\b", " ".join(shown.values()))


def test_a_scenario_has_no_card_and_names_its_plan(terminal: Terminal) -> None:
    code, printed = terminal.run("card", "quiet-four")
    assert (code, printed.startswith("! quiet-four "), "quiet-four.yaml" in printed) == (2, True, True)
