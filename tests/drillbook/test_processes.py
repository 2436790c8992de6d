"""The program as a process: what it imports, what it survives."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from drillbook.language import choose_language
from tests.reports.gate import PLAN_FILE

ROOT = Path(__file__).parents[2]
UNNEEDED = ("pydantic", "yaml", "incidents.session", "zoneinfo", "hashlib")
HEAVY = ("textual", "simpy", "numpy", "holidays", "sqlite3")


def environment(tmp_path: Path, **more: str) -> dict[str, str]:
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("DRILLBOOK", "LC_", "LANG", "PYTHON"))
    }
    return {**kept, "PYTHONPATH": str(ROOT), "DRILLBOOK_DB": str(tmp_path / "j.db"), **more}


def drillbook(tmp_path: Path, *args: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "drillbook", *args],
        env=environment(tmp_path, **more),
        cwd=tmp_path,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("args", [["--help"], ["--version"], ["check", str(PLAN_FILE)]])
def test_what_is_quick_imports_nothing_heavy(tmp_path, args):
    code = (
        "import sys\n"
        "from drillbook.__main__ import main\n"
        f"sys.argv = ['drillbook', *{args!r}]\n"
        "try:\n    main()\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(tmp_path), capture_output=True, timeout=60, check=False
    )
    assert done.stderr.decode().strip() == "[]"


def test_help_imports_no_pydantic_and_no_journal(tmp_path):
    code = (
        "import sys\n"
        "from drillbook.__main__ import main\n"
        "sys.argv = ['drillbook', '--help']\n"
        "try:\n    main()\n"
        "except SystemExit:\n    pass\n"
        f"print([m for m in {UNNEEDED!r} if m in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(tmp_path), capture_output=True, timeout=60, check=False
    )
    assert done.stderr.decode().strip() == "[]"


def test_what_works_on_an_incident_needs_no_reader_of_plans(tmp_path):
    incident = drillbook(tmp_path, "open", str(PLAN_FILE)).stdout.decode().strip()
    code = (
        "import sys\n"
        "from drillbook.__main__ import main\n"
        f"sys.argv = ['drillbook', 'act', {incident!r}, 'note', 'x']\n"
        "try:\n    main()\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        "print([m for m in ('pydantic', 'yaml', 'holidays') if m in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(tmp_path), capture_output=True, timeout=60, check=False
    )
    assert done.stderr.decode().strip() == "[]"


def test_as_a_module(tmp_path):
    done = drillbook(tmp_path, "open", str(PLAN_FILE), DRILLBOOK_LANG="zh")
    assert done.returncode == 0
    assert done.stderr.decode() == "没有 site.yaml: 各角色都没有人名。预案照常用。\n"
    assert done.stdout.decode().strip().endswith("-01")


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1"])
def test_a_terminal_without_the_characters(tmp_path, encoding):
    done = drillbook(tmp_path, "--lang", "zh", PYTHONIOENCODING=encoding)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert done.stdout


def test_the_c_locale(tmp_path):
    done = drillbook(
        tmp_path, "--lang", "zh", "show", str(PLAN_FILE), LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0"
    )
    assert done.returncode == 0
    assert done.stderr == b""


def test_json_is_utf_8_whatever_the_terminal_speaks(tmp_path):
    done = drillbook(tmp_path, "show", str(PLAN_FILE), "--format", "json", PYTHONIOENCODING="ascii")
    assert "北门聚集" in done.stdout.decode("utf-8")


def test_a_closed_pipe(tmp_path):
    command = f"{sys.executable} -m drillbook show {PLAN_FILE} --format json"
    for _ in range(2):
        done = subprocess.run(
            ["bash", "-c", f"{command} | head -c 10 >/dev/null; echo ${{PIPESTATUS[0]}}"],
            env=environment(tmp_path),
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert done.stderr == b""
        assert done.stdout.strip() in (b"0", b"141")


def test_standard_output_closed_from_the_beginning(tmp_path):
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m drillbook --version >&-"],
        env=environment(tmp_path),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert b"Traceback" not in done.stderr


def test_control_c(tmp_path):
    incident = drillbook(tmp_path, "open", str(PLAN_FILE)).stdout.decode().strip()
    os.mkfifo(tmp_path / "nobody-reads-it")
    process = subprocess.Popen(
        [sys.executable, "-m", "drillbook", "timeline", incident, "-o", "nobody-reads-it"],
        env=environment(tmp_path, DRILLBOOK_LANG="en"),
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
    )
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.decode().strip() == "Stopped. What was recorded is kept."
    assert out == b""


def test_without_a_terminal_the_numbered_lines_are_offered(tmp_path):
    done = drillbook(tmp_path, "run", str(PLAN_FILE), DRILLBOOK_LANG="en")
    assert done.returncode == 2
    assert f"drillbook run {PLAN_FILE} --plain" in done.stderr.decode()


@pytest.mark.parametrize(
    ("argv", "environ", "lang"),
    [
        (["--lang", "zh"], {"DRILLBOOK_LANG": "en"}, "zh"),
        (["status", "--lang=en"], {"LANG": "zh_CN.UTF-8"}, "en"),
        ([], {"DRILLBOOK_LANG": "zh_CN", "LANG": "en_US"}, "zh"),
        ([], {"LANG": "zh_TW.UTF-8"}, "zh"),
        ([], {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        (["--lang"], {"LANG": "C"}, "en"),
        (["--lang", "fr"], {"DRILLBOOK_LANG": "zh"}, "zh"),
    ],
)
def test_which_language(argv, environ, lang):
    assert choose_language(argv, environ) == lang


def test_the_version_is_that_of_the_package():
    import tomllib

    import drillbook

    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == drillbook.__version__
