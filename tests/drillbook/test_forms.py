"""`drillbook forms`: all forms of an incident or one, as Markdown, A4 pages or JSON; and what is said where none is."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.drillbook.terminal import Terminal
from tests.drillbook.typed_walks import lines_of, site_of
from tests.incidents.story import ms

BROWSER = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), "")
INC = "2026-0309-01"


@pytest.fixture(params=["zh", "en"])
def terminal(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    return Terminal(tmp_path, monkeypatch, capsys, request.param)


def typed(terminal: Terminal, time: str, *arguments: str, code: int = 0) -> str:
    terminal.time = ms(time) + 999
    answered, printed = terminal.run(*arguments)
    assert answered == code, printed
    return printed


def walked(terminal: Terminal, name: str) -> str:
    """A whole walk; its incident."""
    (terminal.folder / "site.yaml").write_text(site_of(name), encoding="utf-8")
    lines = lines_of(name)
    time, opening = next(lines)
    incident = typed(terminal, time, *opening).splitlines()[0].strip()
    for time, arguments in lines:
        typed(terminal, time, *(incident if word == "INC" else word for word in arguments))
    return incident


def test_all_forms_and_one_alone_by_name_and_by_number(terminal: Terminal) -> None:
    incident = walked(terminal, "mine-unannounced")
    every = typed(terminal, "04-03 10:00", "forms", incident)
    headings = re.findall(r"^## .*?(\d\d(?:@\d)?)$", every, re.MULTILINE)
    assert headings == ["01", "08", "09", "13", "14", "15@1", "15@2", "86"]
    for name in ("信访登记表", "《信访登记表》", "登记表", "09", "dialogue"):
        one = typed(terminal, "04-03 10:00", "forms", incident, name)
        assert re.findall(r"^## .*", one, re.MULTILINE) == ["## 《信访登记表》 09"]
        assert one.partition("## ")[2].partition("| 1 |")[0] in every
    opinions = typed(terminal, "04-03 10:00", "forms", incident, "信访处理意见书")
    assert re.findall(r"15@\d$", opinions, re.MULTILINE) == ["15@1", "15@2"]
    assert "核算有误" in opinions
    second = typed(terminal, "04-03 10:00", "forms", incident, "15@2")
    assert "核算有误" not in second
    assert "考核办法第六条" in second


def test_a_field_is_printed_as_it_stands_after_corrections_and_undo(terminal: Terminal) -> None:
    typed(terminal, "08:43", "open", "soe-rapid-response", "--at", "08:40")
    fields = [part for field in ("place=北门", "headcount=24", "course=写错") for part in ("--field", field)]
    typed(terminal, "08:45", "act", INC, "done", "01", *fields)
    typed(terminal, "08:46", "act", INC, "correct", "3", "--value", "42", "--reason", "抄错")
    typed(terminal, "08:47", "act", INC, "set", "state-now=按错了")
    typed(terminal, "08:48", "act", INC, "correct", "7", "--void", "--reason", "误按")
    page = typed(terminal, "08:50", "forms", INC, "01")
    assert re.search(r"\| 42 \|.*#003.*#006", page)
    assert " 24 " not in page
    assert "按错了" not in page
    assert "写错" in page
    typed(terminal, "08:51", "act", INC, "correct", "4", "--value", "早班后聚集", "--reason", "写错")
    assert "写错" not in typed(terminal, "08:52", "forms", INC, "01")
    typed(terminal, "08:53", "act", INC, "correct", "5", "--void", "--reason", "误按")
    gone = typed(terminal, "08:54", "forms", INC, code=1)
    assert ("还没有填写过表单" in gone) or ("has been filled in" in gone)


def test_a_field_is_filled_in_on_the_form_of_the_turn_that_was_named(terminal: Terminal) -> None:
    incident = walked(terminal, "mine-unannounced")
    typed(terminal, "04-02 11:00", "act", incident, "fill", "15@1", "--field", "reasons=另按新办法核算")
    first = typed(terminal, "04-02 11:01", "forms", incident, "15@1")
    assert re.search(r"\| 核算有误 .*另按新办法核算", first)
    assert "另按新办法核算" not in typed(terminal, "04-02 11:01", "forms", incident, "15@2")
    typed(terminal, "04-02 11:02", "act", incident, "fill", "15@9", "--field", "reasons=x", code=1)


def test_a_name_that_is_not_there_lists_those_that_are(terminal: Terminal) -> None:
    typed(terminal, "08:43", "open", "soe-rapid-response", "--at", "08:40")
    nothing = typed(terminal, "08:44", "forms", INC, code=1)
    assert "《信访登记表》 06" in nothing
    assert "《信访登记表》" in typed(terminal, "08:44", "forms", INC, "06", code=1)
    typed(terminal, "08:45", "act", INC, "done", "01", "--field", "place=北门")
    unknown = typed(terminal, "08:46", "forms", INC, "信访登录表", code=2)
    assert "信访登记表" in unknown.splitlines()[0]
    assert re.search(r" 01$", unknown.splitlines()[1])
    assert "《信访处理意见书》 12" in unknown.splitlines()[2]
    typed(terminal, "08:46", "forms", "2026-0309-02", code=2)


def test_a_plan_without_forms_says_so(terminal: Terminal) -> None:
    plan = "runbook: own\ntitle: Own\nsources: {P: {title: P, kind: plan}}\nroles: {a: A}\n"
    steps = "steps:\n  - {id: x, title: X, stage: report, role: a, source: P-1}\n"
    (terminal.folder / "own.yaml").write_text(plan + steps, encoding="utf-8")
    typed(terminal, "08:43", "open", "own.yaml")
    said = typed(terminal, "08:44", "forms", INC, "-o", "forms.html", code=1)
    assert ("没有表单" in said) or ("has no forms" in said)
    assert not (terminal.folder / "forms.html").exists()


def test_a_file_takes_its_format_from_its_name_and_never_the_place_of_a_journal(terminal: Terminal) -> None:
    typed(terminal, "08:43", "open", "soe-rapid-response", "--at", "08:40")
    typed(terminal, "08:45", "act", INC, "done", "01", "--field", "place=北门")
    for name, begins in {"a.html": "<!doctype html>", "a.HTM": "<!doctype html>", "a.json": "{", "a.md": "# "}.items():
        typed(terminal, "08:46", "forms", INC, "-o", name)
        assert (terminal.folder / name).read_text(encoding="utf-8").startswith(begins)
    typed(terminal, "08:46", "forms", INC, "--format", "json", "-o", "b.txt")
    story = json.loads((terminal.folder / "b.txt").read_text(encoding="utf-8"))
    assert [(form["step"], form["turn"]) for form in story["forms"]] == [("log-sign", 1)]
    typed(terminal, "08:46", "forms", INC, "-o", "journal.db", code=2)
    typed(terminal, "08:46", "forms", INC, "-o", "nowhere/a.html", code=2)
    typed(terminal, "08:46", "forms", INC, "--format", "pdf", code=2)
    typed(terminal, "08:47", "verify", INC)


def test_an_exported_timeline_with_forms_is_verified(terminal: Terminal) -> None:
    incident = walked(terminal, "soe-calm")
    typed(terminal, "03-30 11:00", "timeline", incident, "--format", "json", "-o", "story.json")
    story = json.loads((terminal.folder / "story.json").read_text(encoding="utf-8"))
    assert len(story["forms"]) == 7
    typed(terminal, "04-01 11:00", "verify", "story.json")
    story["forms"][0]["fields"][2]["said"]["value"] = 4
    (terminal.folder / "story.json").write_text(json.dumps(story), encoding="utf-8")
    typed(terminal, "04-01 11:00", "verify", "story.json", code=1)


@pytest.mark.full
@pytest.mark.skipif(not BROWSER, reason="needs Chromium")
@pytest.mark.parametrize("walk", ["mine-announced", "company-full"])
def test_each_form_is_printed_on_a_sheet_of_its_own(terminal: Terminal, walk: str) -> None:
    incident = walked(terminal, walk)
    typed(terminal, "12-30 10:00", "forms", incident, "-o", "forms.html")
    sheet, page = terminal.folder / "forms.pdf", terminal.folder / "forms.html"
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={sheet}"]
    subprocess.run([BROWSER, *options, page.as_uri()], capture_output=True, timeout=120, check=True)
    sheets = len(re.findall(rb"/Type\s*/Page\b", sheet.read_bytes()))
    assert sheets == page.read_text(encoding="utf-8").count("<section>") == 10
