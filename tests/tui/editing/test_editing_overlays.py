"""Somebody writes an overlay: it is held against a plan that it is for, and what it does to that is said."""

from __future__ import annotations

from pathlib import Path

from tests.tui.editing.other_kinds import NIGHT, beside, overlay
from tests.tui.editing.writer import PLAN, Writer


def test_the_plan_under_it_is_shown_with_what_it_changes(tmp_path: Path) -> None:
    writer = overlay(tmp_path)
    assert writer.codes == ["overlay-changes-role"]
    page = writer.press("f5").screen
    assert "叠加后的 gate" in page
    assert "02 加了时限: 预案 15分, 自起点 (N-3)" in page
    assert "05 责任: 值班员 -> 夜班门卫" in page
    assert "06 新加: 夜班门卫" in page
    assert "文件 N 新加" in page
    assert "*02 向领导小组报告" in page
    assert "*06 开灯" in writer.press("pagedown").screen


def test_another_of_its_plans_is_chosen_by_a_key(tmp_path: Path) -> None:
    writer = overlay(tmp_path)
    assert "F6=换预案" in writer.screen
    writer.press("f6").check()
    assert "叠加后的 yard" in writer.screen
    writer.press("ctrl+l").check()
    assert "叠加后的 gate" in writer.screen


def test_where_it_is_for_one_plan_only_the_key_says_so(tmp_path: Path) -> None:
    writer = overlay(tmp_path, text=NIGHT.replace("[gate, yard]", "[gate]"))
    assert "F6" not in writer.screen
    assert "只用于一个预案: gate" in writer.press("f6").screen


def test_the_changed_step_is_shown_where_the_caret_stands(tmp_path: Path) -> None:
    writer = overlay(tmp_path).at("- step: keep-order").press("down")
    assert "05 维护秩序   夜班门卫" in writer.screen
    assert "责任: 值班员 -> 夜班门卫" in writer.screen


def test_names_of_the_plan_and_its_own_are_offered(tmp_path: Path) -> None:
    writer = overlay(tmp_path)
    writer.at("after: [log-sign]", "[").press(*["delete"] * 8).type("re")
    assert writer.offered == ["report-leading-group"]
    writer.press(*["backspace"] * 2).type("li")
    assert writer.offered == ["light-up"]
    writer.at("role: guard", "role: ").press(*["delete"] * 5).type("gu")
    assert "guard" in writer.offered
    writer.press(*["backspace"] * 2).type("du")
    assert "duty_officer" in writer.offered
    writer.at("from: began", "from: ").press(*["delete"] * 5).type("da")
    assert set(writer.offered) == {"danger", "dark"}


def test_a_definition_in_the_plans_file_is_shown_with_where_it_stands(tmp_path: Path) -> None:
    writer = overlay(tmp_path).at("- step: report", "step: rep").press("f3")
    row = PLAN.splitlines().index("  - id: report-leading-group") + 1
    assert f"report-leading-group: 在 gate.yaml 第{row}行 (只供查看)" in writer.screen
    assert writer.room.shown is not None
    assert writer.room.shown.row + 1 == row
    writer.press("escape").at("role: guard", "role: gu").press("f3")
    assert writer.room.editor.line.startswith("  guard: {zh")


def test_what_changed_since_it_was_saved_is_told_in_words(tmp_path: Path) -> None:
    writer = overlay(tmp_path).at("within: 15 min", "within: ").press("delete", "delete").type("12").check()
    assert "02 时限 15分 -> 12分" in writer.press("f8").screen
    writer.press("escape", "f6").check()
    assert "02 时限 15分 -> 12分" in writer.press("f8").screen
    writer.press("escape", "f2")
    assert not writer.room.unsaved
    assert "没有不同" in writer.press("f8").screen


def test_a_step_that_no_plan_has_is_a_problem_under_its_line(tmp_path: Path) -> None:
    writer = overlay(tmp_path).at("- step: keep-order").press("end", "backspace").check()
    assert writer.codes == ["unknown-step"]
    assert "^^^^" in writer.screen


def test_a_plan_that_is_not_there_is_a_problem_and_the_others_still_hold(tmp_path: Path) -> None:
    writer = overlay(tmp_path, text=NIGHT.replace("[gate, yard]", "[nowhere, yard]"))
    assert writer.codes == ["unknown-runbook", "overlay-changes-role"]
    assert "叠加后的 yard" in writer.screen


def test_an_error_keeps_what_was_seen_before_it(tmp_path: Path) -> None:
    writer = overlay(tmp_path).at("- step: keep-order").press("down", "end").type("\n  limit: 3").check()
    assert writer.codes
    assert "叠加后的 gate (出错以前的)" in writer.screen
    assert "06 开灯" in writer.at("- id: light-up").screen


def test_what_two_overlays_of_a_site_both_declare_is_a_problem_where_it_stands(tmp_path: Path) -> None:
    (beside(tmp_path) / "rain.yaml").write_text(NIGHT.replace("overlay: night", "overlay: rain"), encoding="utf-8")
    place = tmp_path / "site.yaml"
    place.write_text("site: 厂\noverlays: [rain, night]\n", encoding="utf-8")
    assert Writer(tmp_path, text=NIGHT, name="night.yaml").codes == ["overlay-changes-role"]
    writer = Writer(tmp_path, text=NIGHT, name="night.yaml", site=place)
    assert "doubled-step" in writer.codes
    assert writer.at("- id: light-up").screen.count("^^^^^^^^") == 1


def test_the_sites_other_overlays_and_numbers_are_in_what_is_shown(tmp_path: Path) -> None:
    (beside(tmp_path) / "rain.yaml").write_text(
        NIGHT.replace("overlay: night", "overlay: rain").replace("light-up", "umbrellas").replace("dark", "wet"),
        encoding="utf-8",
    )
    place = tmp_path / "site.yaml"
    place.write_text("site: 厂\noverlays: [rain]\nnumbers: {SOON: 8 min}\n", encoding="utf-8")
    writer = Writer(tmp_path, text=NIGHT, name="night.yaml", site=place)
    page = writer.press("f5").screen
    assert "按本单位 site.yaml: 叠加 rain; 数值 SOON 8分" in page
    assert "umbrellas" not in page.replace("rain", "")
    assert "07 新加" in page
