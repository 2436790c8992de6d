"""What somebody does who edits a plan, from the first key to the file."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from tests.tui.editing.writer import PLAN, Writer
from tui.actions import ACTIONS, Registry
from tui.shell import plan_file
from tui.shell.plan_file import NotText


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    """Before the plan of the gate."""
    return Writer(tmp_path)


def test_a_problem_stands_under_its_line_and_goes_when_it_is_put_right(writer: Writer) -> None:
    assert writer.codes == []
    writer.at("from: began", "from").press("backspace", "backspace").type("mo").check()
    assert writer.codes == ["unknown-key"]
    assert "^^^^" in writer.screen
    writer.press(*["ctrl+u"] * 3).check()
    assert writer.codes == []
    assert writer.text == PLAN


def test_a_problem_moves_along_with_its_line_until_the_next_check(writer: Writer) -> None:
    writer.at("from: began", "from").press("backspace").check()
    (mark,) = writer.room.marks
    writer.at("runbook: gate").press("enter", "enter")
    assert writer.room.marks[0].row == mark.row + 2


def test_what_fits_is_offered_and_tab_takes_it(writer: Writer) -> None:
    writer.at("after: [log-sign]", "[").press(*["delete"] * 8)
    assert writer.room.completion is None
    writer.type("re")
    assert writer.room.completion is not None
    assert [o.text for o in writer.room.completion.options] == ["report-leading-group"]
    writer.press("tab")
    assert writer.room.editor.line == "    after: [report-leading-group]"


def test_it_opens_behind_a_colon_and_a_bracket_and_esc_closes_it_for_the_word(writer: Writer) -> None:
    writer.at("stage: on-site").press("end").type("\nrole:")
    assert writer.room.completion is not None
    writer.press("escape")
    assert writer.room.completion is None
    writer.type(" [")
    assert writer.room.completion is not None
    writer.press("down", "tab")
    assert writer.room.editor.line.endswith("[department_head")


def test_nothing_is_offered_in_a_comment_or_a_title(writer: Writer) -> None:
    writer.at("# C 三").press("end").type(" within role after")
    assert writer.room.completion is None
    writer.at("en: Log the sign", "en: ").type("role")
    assert writer.room.completion is None


@pytest.mark.parametrize(
    ("on", "behind", "name"),
    [
        ("after: [report-leading-group]", "[rep", "- id: report-leading-group"),
        ("record: [place", "[pl", "place: {type"),
        ("role: department_head", "role: d", "department_head: {zh"),
        ("within: SOON", "within: SO", "SOON: {is"),
        ("when: {danger", "{da", "danger: {type"),
        ("source: C-3.3", "source: ", "C: {title"),
    ],
)
def test_the_definition_of_a_name(writer: Writer, on: str, behind: str, name: str) -> None:
    writer.at(on, behind).press("f3")
    assert name in writer.room.editor.line


def test_a_definition_is_found_where_it_stands_now(writer: Writer) -> None:
    writer.at("version: 1.0.0").press("end").burst("\n# x" * 30).type("\n]").check()
    assert writer.codes == ["extra-bracket"]
    writer.at("after: [log-sign]", "[log").press("f3")
    assert writer.room.editor.line == "  - id: log-sign"
    writer.at("within: SOON", "within: SO").press("f3")
    assert writer.room.editor.line.startswith("  SOON: {is")


def test_the_step_at_the_caret_is_shown_while_the_text_cannot_be_read(writer: Writer) -> None:
    writer.at("version: 1.0.0").press("end").burst("\n# x" * 30).type("\n]").check()
    writer.at("- id: choose-speaker").press("down", "down")
    assert "03 确定出面领导" in writer.screen
    writer.at("danger: {type")
    assert "北门聚集   5步" in writer.screen


def test_a_file_that_is_included_is_shown_to_be_read(tmp_path: Path) -> None:
    (tmp_path / "part.yaml").write_text("runbook: part\ntitle: 别处\nroles: {guard: 门卫}\n", encoding="utf-8")
    writer = Writer(tmp_path, text=PLAN.replace("sources:", "include: [part]\nsources:", 1))
    writer.at("include: [part]", "[pa").press("f3")
    assert "runbook: part" in writer.screen
    writer.press("x", "enter", "escape")
    assert "include: [part]" in writer.screen
    assert not writer.room.unsaved


def test_saving_puts_it_on_disk_and_keeps_the_version_before(writer: Writer) -> None:
    writer.at("version: 1.0.0").press("end", "backspace").type("1").check().press("f2")
    assert writer.path.read_text(encoding="utf-8") == PLAN.replace("1.0.0", "1.0.1")
    assert writer.path.with_name("gate.yaml.bak").read_text(encoding="utf-8") == PLAN
    assert not writer.room.unsaved
    assert "gate.yaml.bak" in writer.room.said


def test_a_save_before_the_check_waits_for_it(writer: Writer) -> None:
    writer.at("version: 1.0.0").press("end").type("1").press("ctrl+s")
    assert writer.path.read_text(encoding="utf-8") == PLAN
    writer.check()
    assert "1.0.01" in writer.path.read_text(encoding="utf-8")


def test_with_errors_it_is_asked_first(writer: Writer) -> None:
    writer.at("from: began", "from").press("backspace").check().press("f2")
    assert "有1处错误, 仍存?" in writer.screen
    writer.press("2")
    assert writer.path.read_text(encoding="utf-8") == PLAN
    writer.press("f2", "1")
    assert "fro: began" in writer.path.read_text(encoding="utf-8")


def test_a_file_that_somebody_else_changed_is_never_overwritten(writer: Writer) -> None:
    writer.at("version: 1.0.0").press("end").type("1").check()
    theirs = PLAN.replace("1.0.0", "2.0.0")
    writer.path.write_text(theirs, encoding="utf-8")
    writer.press("f2")
    assert "被别人改过" in writer.screen
    assert writer.path.read_text(encoding="utf-8") == theirs
    writer.press("1")
    assert writer.path.with_name("gate-mine.yaml.txt").read_text(encoding="utf-8") == PLAN.replace("1.0.0", "1.0.01")
    assert writer.path.read_text(encoding="utf-8") == theirs
    writer.press("f2", "2")
    assert writer.text == theirs
    assert not writer.room.unsaved
    writer.press("ctrl+u")
    assert "1.0.01" in writer.text


def test_a_file_that_was_taken_away_is_not_made_anew_unasked(writer: Writer) -> None:
    writer.at("version: 1.0.0").press("end").type("1").check()
    writer.path.unlink()
    writer.press("f2")
    assert writer.room.question == "gone"
    assert not writer.path.exists()
    assert "被删掉或移走了" in writer.screen
    writer.press("2")
    assert writer.path.with_name("gate-mine.yaml.txt").exists()
    assert not writer.path.exists()
    writer.press("f2", "1")
    assert writer.path.read_text(encoding="utf-8") == writer.text
    assert not writer.room.unsaved


def test_a_full_disk_leaves_the_file_whole_and_says_so(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    writer.at("version: 1.0.0").press("end").type("1").check()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(plan_file, "write_whole", full)
    writer.press("f2")
    assert "磁盘已满" in writer.screen
    assert writer.path.read_text(encoding="utf-8") == PLAN
    writer.rest()
    assert writer.room.undrafted
    assert not writer.bench.kept
    monkeypatch.undo()
    writer.rest(3_000)
    assert not writer.room.undrafted
    writer.press("f2")
    assert "1.0.01" in writer.path.read_text(encoding="utf-8")


def test_what_is_not_saved_is_on_disk_within_a_second_and_offered_again(tmp_path: Path) -> None:
    writer = Writer(tmp_path)
    writer.at("version: 1.0.0").press("end").type("1").rest(700)
    again = Writer(tmp_path)
    assert again.room.question == "draft"
    again.press("1")
    assert "1.0.01" in again.text
    again.press("ctrl+u")
    assert again.text == PLAN


def test_a_draft_that_is_given_up_is_gone_but_for_redo(tmp_path: Path) -> None:
    Writer(tmp_path).at("version: 1.0.0").press("end").type("1").rest()
    again = Writer(tmp_path).press("2")
    assert again.text == PLAN
    assert Writer(tmp_path).room.question is None
    assert "1.0.01" in again.press("ctrl+y").text


def test_a_draft_is_never_lost_by_not_answering(tmp_path: Path) -> None:
    Writer(tmp_path).at("version: 1.0.0").press("end").type("1").rest()
    again = Writer(tmp_path).press("x", "enter", "f2", "escape")
    assert again.bench.leaving
    assert again.path.read_text(encoding="utf-8") == PLAN
    assert "1.0.01" in Writer(tmp_path).press("1").text


def test_a_draft_of_an_older_file_says_so(tmp_path: Path) -> None:
    writer = Writer(tmp_path)
    writer.at("version: 1.0.0").press("end").type("1").rest()
    writer.path.write_text(PLAN.replace("1.0.0", "2.0.0"), encoding="utf-8")
    assert "文件又改过" in Writer(tmp_path).screen


def test_leaving_asks_nothing_and_loses_nothing(tmp_path: Path) -> None:
    writer = Writer(tmp_path)
    writer.at("version: 1.0.0").press("end").type("1").press("escape", "0")
    assert writer.bench.leaving
    assert writer.bench.kept
    assert Writer(tmp_path).room.question == "draft"


def test_saving_leaves_no_draft(tmp_path: Path) -> None:
    writer = Writer(tmp_path)
    writer.at("version: 1.0.0").press("end").type("1").rest().check().press("f2")
    assert Writer(tmp_path).room.question is None


def test_lines_are_cut_and_put_elsewhere(writer: Writer) -> None:
    writer.at("# 北门").press("ctrl+x").at("title: {zh: 北门").press("ctrl+r")
    assert writer.text.startswith("runbook: gate\n# 北门有人聚集时用\ntitle:")


def test_what_is_marked_is_copied_and_replaced(writer: Writer) -> None:
    writer.at("runbook: gate", "runbook: ").press(*["shift+right"] * 4).press("ctrl+k").type("door")
    assert "runbook: door" in writer.text
    writer.press("ctrl+r")
    assert "runbook: doorgate" in writer.text


def test_a_new_line_begins_where_the_plan_goes_on(writer: Writer) -> None:
    writer.at("record: [place").press("end").type("\nlimits:\n- {within: 5 min")
    assert writer.room.editor.lines[writer.room.editor.caret.row - 1] == "    limits:"
    assert writer.room.editor.line.startswith("      - {within")


def test_a_pasted_text_arrives_as_it_is(writer: Writer) -> None:
    writer.at("runbook: gate").press("home").paste("# 一\r\n  # 二\r\n\x1b[31m三\t四")
    assert writer.text.startswith("# 北门有人聚集时用\n# 一\n  # 二\n[31m三\t四runbook")


def test_a_paste_that_comes_as_keys_brings_its_own_indent_and_is_undone_at_once(writer: Writer) -> None:
    writer.at("steps:").press("end")
    lines = "".join(f"\n  - id: more-{n}\n    stage: report" for n in range(200))
    writer.burst(lines)
    assert writer.room.completion is None
    assert lines in writer.text
    writer.press("ctrl+u", "ctrl+u")
    assert writer.text == PLAN
    writer.press("ctrl+y", "ctrl+y")
    assert lines in writer.text


def test_a_large_block_is_pasted_undone_and_done_again_in_one_go(writer: Writer) -> None:
    block = "# 一大段\n" * 20_000
    writer.paste(block)
    assert writer.text == block + PLAN
    assert writer.press("ctrl+u").text == PLAN
    assert writer.press("ctrl+y").text == block + PLAN
    writer.check()
    assert "没有问题" in writer.press("f7").screen


def test_something_is_found_round_the_end(writer: Writer) -> None:
    writer.press("ctrl+f").type("choose-speaker")
    first = writer.room.editor.caret.row
    writer.press("enter")
    assert writer.room.editor.caret.row > first
    writer.press("enter")
    assert writer.room.editor.caret.row == first
    writer.press("escape").type("x")
    assert "- id: x" in writer.room.editor.lines[first]


def test_what_changed_is_said_in_words(writer: Writer) -> None:
    writer.at("within: 30 min", "within: ").press("delete").type("2").check()
    assert "02 时限 30分 -> 20分" in writer.screen
    assert "依据仍写预案 C-3.3" in writer.press("f8").screen


def test_typical_speed_against_the_limit(writer: Writer) -> None:
    writer.at("- id: speaker-in-front").press("f5")
    assert "01 > 02 > 03 > 04" in writer.screen
    assert "余37分" in writer.screen


def test_line_ends_and_the_mark_of_a_windows_file_stay(tmp_path: Path) -> None:
    path = tmp_path / "gate.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + PLAN.replace("\n", "\r\n").encode())
    writer = Writer(tmp_path)
    assert writer.codes == []
    writer.at("version: 1.0.0").press("end").type("1").check().press("f2")
    assert path.read_bytes() == b"\xef\xbb\xbf" + PLAN.replace("1.0.0", "1.0.01").replace("\n", "\r\n").encode()


def test_what_is_no_text_is_not_edited(tmp_path: Path) -> None:
    (tmp_path / "gate.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(NotText):
        Writer(tmp_path)


def test_an_error_of_ours_is_said_and_the_text_stays(writer: Writer) -> None:
    writer.type("# x").bench.fault(RuntimeError("boom"))
    assert "boom" in writer.screen
    assert writer.text.startswith("# x")


@pytest.mark.parametrize("action", [a for a in ACTIONS if "editor" in a.where], ids=lambda a: a.id)
def test_every_action_can_be_had_by_its_key_and_without_a_function_key(action: object, tmp_path: Path) -> None:
    assert action in Registry().actions
    keys, without = action.keys, action.without_f  # type: ignore[attr-defined]
    for n, way in enumerate((keys[:1], without)):
        folder = tmp_path / str(n)
        folder.mkdir()
        writer = Writer(folder, text=PLAN.replace("1.0.0", "1.0.0\n") if n else PLAN)
        writer.at("role: department_head", "role: d").type("x").press("ctrl+u").type("y").check()
        before = (writer.room, writer.bench.leaving)
        writer.press(*(part for key in way for part in key.split()))
        assert (writer.room, writer.bench.leaving) != before


def test_an_overlay_is_edited_too(tmp_path: Path) -> None:
    head = "overlay: ours\ntitle: {zh: 本厂, en: Ours}\nfor: [soe-rapid-response]\n"
    text = f"{head}change:\n  - step: report-leading-grou\n"
    writer = Writer(tmp_path, text=text)
    assert writer.codes == ["unknown-step"]
    writer.at("- step:").press("end").type("p").check()
    assert writer.codes == []
    assert "叠加后的 soe-rapid-response" in writer.screen


def test_an_empty_file_and_one_of_another_kind_are_told(tmp_path: Path) -> None:
    assert Writer(tmp_path, text="").codes == ["empty-file"]
    (tmp_path / "gate.yaml").write_text("numbers: {}\n", encoding="utf-8")
    assert "missing-key" in Writer(tmp_path).codes
