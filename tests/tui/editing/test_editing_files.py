"""Files as they are found on disk: how they end their lines, what they are not, who may write them."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from tests.tui.editing.writer import PLAN, Writer
from tui.shell import plan_file
from tui.shell.plan_file import Form, text_of


def written(folder: Path, data: bytes) -> Path:
    """A plan's file with these bytes."""
    path = folder / "gate.yaml"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_file_keeps_how_its_lines_end(tmp_path: Path, newline: str, bom: bytes) -> None:
    path = written(tmp_path, bom + PLAN.replace("\n", newline).encode())
    writer = Writer(tmp_path)
    assert writer.text == PLAN
    assert writer.codes == []
    writer.at("version: 1.0.0").press("end", "enter").type("# 一行").check().press("f2")
    new = PLAN.replace("version: 1.0.0\n", "version: 1.0.0\n# 一行\n")
    assert path.read_bytes() == bom + new.replace("\n", newline).encode()


def test_lines_that_end_in_several_ways_stay_as_they_are(tmp_path: Path) -> None:
    mixed = PLAN.replace("version: 1.0.0\n", "version: 1.0.0\r\n")
    path = written(tmp_path, mixed.encode())
    writer = Writer(tmp_path).press("home").type("# ").check().press("f2")
    assert writer.codes == []
    assert path.read_bytes() == f"# {mixed}".encode()


def test_a_tab_that_sets_a_line_in_is_a_problem_where_it_stands(tmp_path: Path) -> None:
    written(tmp_path, PLAN.replace("  place:", "\tplace:").encode())
    writer = Writer(tmp_path)
    assert writer.codes == ["tab-indentation"]
    rows = writer.at("place:").screen.splitlines()
    at = next(n for n, row in enumerate(rows) if " place: {type" in row)
    assert rows[at + 1].rstrip() == "      ^"


def test_an_empty_file_can_be_begun(tmp_path: Path) -> None:
    writer = Writer(tmp_path, text="")
    writer.type("runbook: gate\ntitle: ").press("escape").check()
    assert "empty-file" not in writer.codes


@pytest.mark.parametrize("data", [b"", b"a", "行\n".encode(), b"\xef\xbb\xbf", b"a\r\nb", b"a\r\nb\n", b"\r"])
def test_what_is_read_is_written_again(data: bytes) -> None:
    lines, form = text_of(data)
    assert form.bytes_of(lines) == data


def test_the_form_of_a_file_is_what_all_its_lines_say() -> None:
    assert text_of(b"a\r\nb\r\n")[1] == Form(newline="\r\n")
    assert text_of(b"a\r\nb\n")[1] == Form()


def test_a_read_only_file_is_never_replaced_and_one_can_save_beside_it(tmp_path: Path) -> None:
    path = written(tmp_path, PLAN.encode())
    path.chmod(0o444)
    writer = Writer(tmp_path)
    assert "只读" in writer.room.said
    writer.at("version: 1.0.0").press("end").type("1").check().press("f2")
    assert "这个文件是只读的, 什么也没有写" in writer.screen
    assert path.read_text(encoding="utf-8") == PLAN
    assert not path.with_name("gate.yaml.bak").exists()
    writer.press("1")
    assert "1.0.01" in path.with_name("gate-mine.yaml.txt").read_text(encoding="utf-8")
    assert path.read_text(encoding="utf-8") == PLAN
    path.chmod(0o644)
    writer.press("f2")
    assert "1.0.01" in path.read_text(encoding="utf-8")


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    writer = Writer(tmp_path).type("# ").check()
    monkeypatch.setattr(plan_file, "write_whole", refused)
    writer.press("f2")
    assert "没有存上: Permission denied" in writer.room.said
    assert writer.text == f"# {PLAN}"


# -- files beside it ------------------------------------------------------------------------------------


def test_two_files_with_one_id_are_told_in_this_one(tmp_path: Path) -> None:
    (tmp_path / "another.yaml").write_text(PLAN, encoding="utf-8")
    writer = Writer(tmp_path)
    assert writer.codes == ["doubled-runbook"]
    assert "another.yaml" in writer.screen.replace("\n", "").replace(" ", "")


def test_a_circle_of_includes_is_told_where_it_is_closed(tmp_path: Path) -> None:
    (tmp_path / "part.yaml").write_text("runbook: part\ntitle: 别处\ninclude: [gate]\n", encoding="utf-8")
    writer = Writer(tmp_path, text=PLAN.replace("sources:", "include: [part]\nsources:", 1))
    others = {problem.code: problem for problem in writer.room.found.others}
    assert "include-cycle" in others
    assert writer.room.errors == 1
    page = writer.press("f7", "down").screen
    assert "part.yaml:3" in page
    assert "gate → part → gate" in "".join(page.split("\n"))
    writer.press("enter")
    assert writer.room.shown is not None
    assert writer.room.shown.lines[writer.room.shown.row] == "include: [gate]"


def test_a_file_beside_it_that_changes_on_disk_is_read_again(tmp_path: Path) -> None:
    other = tmp_path / "part.yaml"
    other.write_text("runbook: part\ntitle: 别处\nroles: {guard: 门卫}\n", encoding="utf-8")
    writer = Writer(tmp_path, text=PLAN.replace("sources:", "include: [part]\nsources:", 1))
    other.write_text("runbook: part\ntitle: 别处\nroles: {cook: 厨师}\n", encoding="utf-8")
    writer.type("# ").check().at("role: duty_officer", "role: ").press(*["delete"] * 12).type("co")
    assert "cook" in writer.offered


def test_a_plan_that_is_valid_in_one_language_only_says_which_text_lacks_the_other(tmp_path: Path) -> None:
    writer = Writer(tmp_path, text=PLAN.replace("title: {zh: 领导出面, en: Leader in front}", "title: {zh: 领导出面}"))
    assert writer.codes == ["text-missing-language"]
    assert "title: {zh: 领导出面}" in writer.room.editor.lines[writer.room.marks[0].row]


def test_a_file_that_another_program_saved_in_another_code_is_told(tmp_path: Path) -> None:
    writer = Writer(tmp_path).type("# x")
    writer.path.write_bytes("预案".encode("gbk"))
    writer.press("enter", "f2").check()
    assert "不是 UTF-8 文本" in writer.press("2").screen
    assert writer.text.startswith("# x")
