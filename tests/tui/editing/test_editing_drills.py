"""Somebody writes a scenario or the site's file: checked as they write, offered what fits, told in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.editing.other_kinds import DRILL, SITE, beside, scenario, site
from tests.tui.editing.writer import Writer


def test_a_scenario_is_told_in_words(tmp_path: Path) -> None:
    writer = scenario(tmp_path)
    assert writer.codes == ["never-reached"]
    page = writer.press("f5").screen
    assert "演练的内容" in page
    assert "部门负责人: 1; 反应3分 (九成不超过8分)" in page
    writer.press("escape").at("- id: bottle").press("down")
    assert "bottle: 20分后" in writer.screen


def test_its_problems_stand_under_the_lines(tmp_path: Path) -> None:
    writer = scenario(tmp_path).at("expects: [keep-order]", "keep-orde").press("delete").check()
    assert writer.codes == ["unknown-step"]
    assert "^^^^" in writer.screen
    assert "演练的内容 (出错以前的)" in writer.screen
    writer.press("ctrl+u").at("department_head: {count").press("ctrl+x").check()
    assert writer.codes == ["missing-staff", "never-reached"]


@pytest.mark.parametrize(
    ("on", "typed", "offered"),
    [
        ("duty_officer: {count", "  se", []),
        ("duty_officer: {count", "  le", ["leading_group_head"]),
        ("danger: {yes", "  pl", ["place"]),
        ("- id: bottle", "    ex", ["expects"]),
        ("- id: bottle", "    set: {da", ["danger"]),
        ("- id: bottle", "    set: {danger: n", []),
        ("horizon", "ov", ["overlays"]),
    ],
)
def test_what_fits_is_offered_in_a_scenario(tmp_path: Path, on: str, typed: str, offered: list[str]) -> None:
    writer = scenario(tmp_path).at(on).press("end").paste("\n" + typed[:-1]).type(typed[-1])
    assert writer.offered == offered


def test_steps_of_its_plan_are_offered_and_found(tmp_path: Path) -> None:
    writer = scenario(tmp_path).at("expects: [keep-order]", "[").press(*["delete"] * 10).type("re")
    assert writer.offered == ["report-leading-group"]
    writer.press("escape").at("runbook: gate", "ga").press("f3")
    assert "runbook: gate" in writer.screen
    writer.press("escape").at("of: [report", "[re").press("f3")
    assert writer.room.shown is not None
    assert writer.room.shown.lines[writer.room.shown.row] == "  - id: report-leading-group"


def test_the_answers_of_a_fact_are_offered(tmp_path: Path) -> None:
    writer = scenario(tmp_path).at("danger: {yes", "danger:").press(*["delete"] * 30).type(" ")
    assert writer.offered[:2] == ["yes", "no"]


def test_a_scenario_of_a_plan_that_is_not_there_says_so(tmp_path: Path) -> None:
    writer = scenario(tmp_path, text=DRILL.replace("runbook: gate", "runbook: gat"))
    assert writer.codes == ["unknown-runbook"]
    assert "是不是 gate" in writer.screen


# -- the site's file ------------------------------------------------------------------------------------


def test_a_site_is_told_in_words_with_who_is_missing(tmp_path: Path) -> None:
    writer = site(tmp_path)
    assert writer.codes == []
    assert "没有人担任: 组长" in writer.screen
    page = writer.press("f5").screen
    assert "gate 的角色: 缺2个" in page
    assert "!! 组长: 没有人" in page
    assert "值班员: 王岚 8000" in page
    assert "部门负责人: 孙伟 (没有电话)" in page
    assert "SOON  8分 (预案是10分)" in page
    assert "对它生效的叠加: night" in page


def test_it_is_held_against_one_plan_after_the_other(tmp_path: Path) -> None:
    writer = site(tmp_path).press("f6").check()
    assert writer.room.found.chosen != "gate"
    assert f"本单位的 {writer.room.found.chosen}" in writer.screen


def test_roles_numbers_and_overlays_are_offered_in_a_site(tmp_path: Path) -> None:
    writer = site(tmp_path).at("department_head: [").press("end").paste("\n  leading_group_h").type("e")
    assert "leading_group_head" in writer.offered
    writer.at("numbers: {SOON").press("end", "left").type(", case-sp")
    assert "case-sponsor" in writer.offered
    writer.at("overlays: [night]", "[").press(*["delete"] * 5).type("ni")
    assert writer.offered == ["night"]
    writer.at("default-plan", "plan: ").press(*["delete"] * 4).type("ya")
    assert writer.offered == ["yard"]


def test_problems_of_a_site_stand_under_its_lines(tmp_path: Path) -> None:
    writer = site(tmp_path, text=SITE.replace("SOON: 8 min", "SOON: 3").replace("[night]", "[nigth]"))
    assert sorted(writer.codes) == ["number-of-other-kind", "unknown-overlay"]


def test_the_definition_of_a_role_that_a_site_fills(tmp_path: Path) -> None:
    writer = site(tmp_path).at("duty_officer: [", "duty").press("f3")
    assert writer.room.shown is not None
    assert "duty_officer" in writer.room.shown.lines[writer.room.shown.row]


def test_what_changed_in_a_site_is_told_in_words(tmp_path: Path) -> None:
    writer = site(tmp_path).at("SOON: 8 min", "SOON: ").press("delete").type("9").check()
    assert "数 SOON 数值: 8分 -> 9分" in writer.screen
    writer.at("name: 孙伟", "孙").press("delete").type("维").check()
    assert "与已存的不同 2" in writer.screen
    writer.press("f2")
    assert "与已存的不同 0" in writer.check().screen


def test_what_changed_in_a_scenario_is_told_in_words(tmp_path: Path) -> None:
    writer = scenario(tmp_path).at("at: 20 min", "at: ").press("delete").type("3").check()
    assert "bottle" in writer.press("f8").screen
    assert "20分 -> 30分" in writer.screen
    writer.press("escape").at("horizon: 2 h").press("end").type("x").check()
    assert "从第5行起, 有10行不同" in writer.screen


# -- the site in force ----------------------------------------------------------------------------------


def test_a_plan_is_shown_as_it_is_in_force_here_and_that_is_said(tmp_path: Path) -> None:
    from tests.tui.editing.other_kinds import NIGHT

    (beside(tmp_path) / "night.yaml").write_text(NIGHT, encoding="utf-8")
    place = tmp_path / "site.yaml"
    place.write_text(SITE, encoding="utf-8")
    writer = Writer(tmp_path, site=place)
    assert "值班员会看到 (按本单位)" in writer.screen
    page = writer.press("f5").screen
    assert "按本单位 site.yaml: 叠加 night; 数值 SOON 8分" in page
    assert "暂定8分" in page
    assert "06 开灯" in writer.press("pagedown").screen
    assert writer.codes == []
    writer.press("escape").at("after: [log-sign]", "[").press(*["delete"] * 8).type("li")
    assert writer.offered == []


def test_a_sites_file_that_cannot_be_used_is_said_and_changes_nothing(tmp_path: Path) -> None:
    place = tmp_path / "site.yaml"
    place.write_text("site: [\n", encoding="utf-8")
    writer = Writer(beside(tmp_path), site=place)
    assert writer.codes == []
    assert "site.yaml 有错用不了" in writer.press("f5").screen
    assert "暂定10分" in writer.screen


def test_a_site_that_changes_nothing_of_the_plan_is_not_spoken_of(tmp_path: Path) -> None:
    place = tmp_path / "site.yaml"
    place.write_text("site: 厂\n", encoding="utf-8")
    assert "本单位" not in Writer(beside(tmp_path), site=place).press("f5").screen


def test_a_site_that_changes_on_disk_is_read_again(tmp_path: Path) -> None:
    place = tmp_path / "site.yaml"
    place.write_text("site: 厂\n", encoding="utf-8")
    writer = Writer(beside(tmp_path), site=place)
    place.write_text("site: 厂\nnumbers: {SOON: 9 min}\n", encoding="utf-8")
    writer.type("# ").check()
    assert "数值 SOON 9分" in writer.press("f5").screen
