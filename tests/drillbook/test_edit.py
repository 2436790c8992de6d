"""`drillbook edit` as it is called: at a pseudo-terminal, killed in the middle, and with an editor of one's own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from runbooks.library import shipped_folder
from tests.tui.editing.other_kinds import DRILL
from tests.tui.editing.writer import PLAN
from tests.tui.shell.terminal import ROOT, Terminal

SENTENCE = "# 这一句是从终端一口气打进来的中文，共二十多个字，一个也不能少。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a plan."""
    (tmp_path / "gate.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


class Opened:
    """Terminals on the plan of a folder, closed in the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.all: list[Terminal] = []

    def __call__(
        self, mark: str = "错误0", plan: str = "gate.yaml", environment: Mapping[str, str] | None = None
    ) -> Terminal:
        command = [
            "-m",
            "drillbook",
            "edit",
            str(self.folder / plan),
            "--db",
            str(self.folder / "j.db"),
            "--lang",
            "zh",
        ]
        terminal = Terminal(self.folder / "j.db", command=command, mark=mark.encode(), environment=environment)
        self.all.append(terminal)
        return terminal


@pytest.fixture
def opened(folder: Path) -> Iterator[Opened]:
    """The editor at a terminal."""
    found = Opened(folder)
    yield found
    for terminal in found.all:
        terminal.close()


def test_a_chinese_sentence_in_one_burst_arrives_whole_and_is_saved(opened: Opened) -> None:
    terminal = opened()
    assert b"\x1b[>25u" not in terminal.seen
    terminal.send(SENTENCE + "\r")
    terminal.send(b"\x13", rest=0)
    path = opened.folder / "gate.yaml"
    terminal.until(lambda: path.read_text(encoding="utf-8") == f"{SENTENCE}\n{PLAN}")
    assert (opened.folder / "gate.yaml.bak").read_text(encoding="utf-8") == PLAN


def test_a_problem_comes_up_by_itself(opened: Opened) -> None:
    terminal = opened()
    terminal.send("]")
    terminal.until(lambda: "错误1".encode() in terminal.seen)


def test_what_was_written_is_offered_after_a_kill(opened: Opened) -> None:
    terminal = opened()
    terminal.send(SENTENCE + "\r")
    drafts = opened.folder / "j.db.drafts"
    terminal.until(lambda: any(SENTENCE in p.read_text(encoding="utf-8") for p in drafts.glob("plan-*.json")))
    terminal.kill()
    assert (opened.folder / "gate.yaml").read_text(encoding="utf-8") == PLAN
    again = opened("有没存的稿子")
    again.send("1")
    again.send(b"\x13", rest=0)
    path = opened.folder / "gate.yaml"
    again.until(lambda: path.read_text(encoding="utf-8") == f"{SENTENCE}\n{PLAN}")


def test_leaving_says_that_a_draft_is_kept(opened: Opened) -> None:
    terminal = opened()
    terminal.send("# x")
    terminal.send(b"\x1b", rest=0.4)
    terminal.send("0", rest=0)
    terminal.until(lambda: terminal.process.poll() is not None)
    terminal.read(0.2)
    assert terminal.process.returncode == 0
    assert "没存的留作草稿".encode() in terminal.seen


def test_a_plan_that_is_shipped_is_copied_after_asking(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(opened.folder)
    command = ["-m", "drillbook", "edit", "soe-rapid-response", "--db", str(opened.folder / "j.db"), "--lang", "zh"]
    terminal = Terminal(opened.folder / "j.db", command=command, mark="抄一份到".encode())
    opened.all.append(terminal)
    terminal.send("y\r", rest=0)
    terminal.until(lambda: "错误0".encode() in terminal.seen)
    shipped = shipped_folder() / "soe-rapid-response.yaml"
    assert (opened.folder / "runbooks" / "soe-rapid-response.yaml").read_bytes() == shipped.read_bytes()


def called(folder: Path, *args: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """One call without a terminal."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "DRILLBOOK_DB": str(folder / "j.db"), **environ}
    command = [sys.executable, "-m", "drillbook", "edit", *args, "--lang", "en"]
    return subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", stdin=subprocess.DEVNULL
    )


def test_an_editor_of_ones_own_and_a_check_when_it_ends(folder: Path) -> None:
    script = folder / "breaks.py"
    script.write_text(
        "import sys, pathlib\np = pathlib.Path(sys.argv[1])\n"
        "p.write_text(p.read_text('utf-8').replace('role:', 'rule:'), 'utf-8')\n"
    )
    good = called(folder, "gate.yaml", "--editor", VISUAL="", EDITOR=f"{sys.executable} -c pass")
    assert (good.returncode, "nothing found" in good.stdout) == (0, True)
    bad = called(folder, "gate.yaml", "--editor", VISUAL=f"{sys.executable} {script}")
    assert bad.returncode == 1
    assert "did you mean 'role'" in bad.stdout


def test_a_scenario_is_checked_with_its_plan_when_the_editor_ends(folder: Path) -> None:
    (folder / "drill.yaml").write_text(DRILL.replace("report-leading-group", "report-leading-grou"), encoding="utf-8")
    result = called(folder, "drill.yaml", "--editor", EDITOR=f"{sys.executable} -c pass", VISUAL="")
    assert result.returncode == 1
    assert "did you mean 'report-leading-group'" in result.stdout


def test_a_scenario_that_is_shipped_is_copied_beside_ones_own(folder: Path) -> None:
    result = called(folder, "quiet-four", "--editor", EDITOR="true", VISUAL="")
    assert result.returncode == 2
    assert "quiet-four.yaml" in result.stderr
    assert not (folder / "scenarios").exists()


@pytest.mark.parametrize(
    ("editor", "code", "said"),
    [
        ("no-such-editor-anywhere", 2, "no-such-editor-anywhere: No such file or directory"),
        ("'unbalanced", 2, "No closing quotation"),
        (f"{sys.executable} -c 'raise SystemExit(3)'", 0, "ended with 3"),
    ],
)
def test_an_editor_that_fails_or_is_missing_is_told(folder: Path, editor: str, code: int, said: str) -> None:
    result = called(folder, "gate.yaml", "--editor", EDITOR=editor, VISUAL="")
    assert result.returncode == code
    assert said in result.stderr
    assert (folder / "gate.yaml").read_text(encoding="utf-8") == PLAN


def test_with_errors_one_may_go_back_to_the_editor(opened: Opened) -> None:
    script = opened.folder / "twice.py"
    script.write_text(
        "import sys, pathlib\np = pathlib.Path(sys.argv[1])\ntext = p.read_text('utf-8')\n"
        "wrong = text.replace('role:', 'rule:')\n"
        "p.write_text(text.replace('rule:', 'role:') if 'rule:' in text else wrong, 'utf-8')\n"
    )
    command = ["-m", "drillbook", "edit", str(opened.folder / "gate.yaml"), "--editor", "--lang", "zh"]
    environment = {"VISUAL": "", "EDITOR": f"{sys.executable} {script}", "DRILLBOOK_DB": str(opened.folder / "j.db")}
    back = "回编辑器接着改".encode()
    terminal = Terminal(opened.folder / "j.db", command=command, mark=back, environment=environment)
    opened.all.append(terminal)
    terminal.send("y\r", rest=0)
    terminal.until(lambda: terminal.process.poll() is not None)
    assert terminal.process.returncode == 0
    assert (opened.folder / "gate.yaml").read_text(encoding="utf-8") == PLAN


def test_an_editor_that_takes_the_file_away_is_told(folder: Path) -> None:
    script = folder / "takes.py"
    script.write_text("import sys, pathlib\npathlib.Path(sys.argv[1]).unlink()\n")
    result = called(folder, "gate.yaml", "--editor", EDITOR=f"{sys.executable} {script}", VISUAL="")
    assert result.returncode == 1
    assert "gate.yaml" in result.stdout


def test_what_is_no_text_is_not_opened(opened: Opened) -> None:
    (opened.folder / "gbk.yaml").write_bytes("runbook: x\ntitle: 预案\n".encode("gbk"))
    terminal = opened("不是 UTF-8", "gbk.yaml")
    terminal.until(lambda: terminal.process.poll() is not None)
    assert terminal.process.returncode == 2


def test_a_broken_site_keeps_nobody_from_mending_it_or_a_plan(opened: Opened) -> None:
    (opened.folder / "site.yaml").write_text("site: [\n", encoding="utf-8")
    broken = {"DRILLBOOK_SITE": str(opened.folder / "site.yaml")}
    opened("错误1", "site.yaml", broken)
    terminal = opened("错误0", environment=broken)
    terminal.send(b"\x1b[15~", rest=0)
    terminal.until(lambda: "site.yaml 有错用不了".encode() in terminal.seen)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("gate.yaml",), "needs a terminal"),
        (("nowhere.yaml", "--editor"), "There is no nowhere.yaml"),
        (("soe-rapid-respons", "--editor"), "Did you mean soe-rapid-response?"),
        (("soe-rapid-response", "--editor"), "Nothing was copied"),
        (("gate.yaml", "--editor"), "Neither VISUAL nor EDITOR"),
    ],
)
def test_what_cannot_be_edited_is_said(folder: Path, args: tuple[str, ...], said: str) -> None:
    result = called(folder, *args, VISUAL="", EDITOR="")
    assert result.returncode == 2
    assert said in result.stderr
    assert not (folder / "runbooks").exists()
