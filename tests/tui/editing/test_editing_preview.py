"""What the preview says of where the caret stands, and that it is never about something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.words import Lang
from tests.compose_text import compose_text
from tests.tui.editing.writer import PLAN, Writer
from tui.editing.typical import typical_of


def preview(writer: Writer) -> list[str]:
    """The two rows under the heading of the preview."""
    rows = writer.screen.splitlines()
    at = next(n for n, row in enumerate(rows) if row.startswith("--") and "F5" in row)
    return [row.strip() for row in rows[at + 1 : at + 3]]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [55, 60, 80])
def test_what_is_left_of_the_limit_begins_with_its_beginning(tmp_path: Path, lang: Lang, width: int) -> None:
    begins = {"zh": "照常用时间", "en": "At typical speed"}
    assert preview(Writer(tmp_path, lang, size=(width, 24)))[1].startswith(begins[lang])


def test_without_a_limit_the_chain_is_told(tmp_path: Path) -> None:
    text = PLAN.replace("from: began, basis: plan", "from: log-sign, basis: plan").replace("from: log-sign, b", "b")
    plan = "\n".join(row for row in text.splitlines() if "limits:" not in row and "within:" not in row) + "\n"
    assert preview(Writer(tmp_path, text=plan))[1].startswith("01 > 02 > 03 > 04")


def test_nothing_is_left_of_a_limit_whose_step_has_no_time_of_its_own() -> None:
    """How long the report takes, nobody has said: that all of its half hour is left would be news to them."""
    steps = "".join(
        f"  - {{id: {name}, stage: report, title: {name}, role: duty, source: P-1, {more}"
        "limits: [{within: 30 min, from: began, basis: plan, source: P-1}]}\n"
        for name, more in (("tell", ""), ("told", "work: 6 min, "))
    )
    text = f"runbook: r\ntitle: T\nsources: {{P: {{title: P, kind: plan}}}}\nroles: {{duty: D}}\nsteps:\n{steps}"
    kept = typical_of(compose_text(text)).kept
    assert [(found.step, found.left.median // 60_000) for found in kept] == [("told", 24)]


def test_a_step_that_is_not_known_yet_is_not_told_as_the_one_above_it(tmp_path: Path) -> None:
    writer = Writer(tmp_path).at("# C 三(三)").press("home").paste("  - id: new-one\n    stage: : \n").check()
    assert preview(writer.at("id: new-one"))[0].startswith("北门聚集")
    assert preview(writer.at("steps:"))[0].startswith("北门聚集")
    assert preview(writer.at("work: {median: 2"))[0].startswith("01 ")
    assert preview(writer.at("{within: SOON"))[0].startswith("02 ")


def test_that_a_key_is_missing_is_told_behind_what_is_wrong_beside_it(tmp_path: Path) -> None:
    text = PLAN.replace("{within: 1 h, from: began, basis: plan, source: C-3.3}", "{within: 1 h, basis：plan}")
    writer = Writer(tmp_path, text=text)
    codes = [mark.problem.code for mark in writer.room.marks]
    assert codes == ["wide-colon", "missing-key", "missing-key"]


def test_a_long_chain_leaves_room_for_what_changed_and_for_the_problems(tmp_path: Path) -> None:
    steps = [
        f"  - {{id: s-{n}, stage: report, title: {{zh: 第{n}步, en: Step}}, role: duty_officer, source: C-1,"
        f" work: 1 min, after: {f's-{n - 1}' if n else 'log-sign'}}}\n"
        for n in range(200)
    ]
    text = "".join(row + "\n" for row in PLAN.splitlines() if "limits:" not in row and "within:" not in row)
    writer = Writer(tmp_path, size=(120, 40), text=text + "".join(steps))
    assert "| 01 > ... > 204 > 205  3小时22分 / 3小时24分" in writer.screen
    assert "问题 0" in writer.screen
    writer.press("f5")
    assert "> 99 > 100 > 101 >" in " ".join(writer.screen.split())


def test_a_step_on_site_is_not_told_as_done_without_the_way_there(tmp_path: Path) -> None:
    text = PLAN.replace("    after: [choose-speaker]\n", "    after: [choose-speaker]\n    where: site\n")
    writer = Writer(tmp_path, text=text)
    assert preview(writer.at("id: speaker-in-front"))[1].endswith("路上没算")
    assert not preview(writer.at("id: report-leading"))[1].endswith("路上没算")
    assert "10分 / 20分+路上" in writer.press("f5").screen
