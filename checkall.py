#!/usr/bin/env python3
"""Check everything, in one command, from a bare Python 3.11 or later: `python3 checkall.py [-- pytest arguments]`.

Makes a virtual environment of its own (`.venv-check`), installs the project with its test tools, then: format,
lint, types, direction of imports, the wheel (built, installed elsewhere, run outside the checkout), and last the
tests. It stops at the first that fails and answers with its exit code.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
HOME = ROOT / ".venv-check"
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


def run(title: str, *command: str | Path, cwd: Path = ROOT, **environment: str) -> None:
    """Run one check and stop here if it fails."""
    print(f"== {title}", flush=True)
    result = subprocess.run([str(part) for part in command], cwd=cwd, env={**os.environ, **environment}, check=False)
    if result.returncode:
        print(f"== {title}: failed with exit code {result.returncode}", flush=True)
        sys.exit(result.returncode)


def python_in(folder: Path) -> Path:
    """The interpreter of a virtual environment, made if it is not there."""
    python = folder / SCRIPTS / "python"
    if not (python.exists() or python.with_suffix(".exe").exists()):
        venv.create(folder, with_pip=True)
    return python


def wheel(python: Path) -> None:
    """Build the wheel, install it alone in a fresh environment, and run the program from another folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        quiet = ("--quiet", "--disable-pip-version-check")
        run("wheel", python, "-m", "pip", "wheel", *quiet, "--no-deps", "--wheel-dir", folder, ROOT)
        (built,) = folder.glob("*.whl")
        alone = python_in(folder / "venv")
        run("wheel installs", alone, "-m", "pip", "install", *quiet, built)
        program = folder / "venv" / SCRIPTS / "drillbook"
        run("program answers", program, "--version", cwd=folder)
        run("plans are shipped", program, "check", "soe-rapid-response", "company-six-stage", cwd=folder)
        run("scenarios are shipped", program, "check", "forty-at-the-gate", "customers-and-reporter", cwd=folder)
        database = {"DRILLBOOK_DB": str(folder / "journal.db"), "DRILLBOOK_LANG": "en"}
        run("an incident opens", program, "open", "soe-rapid-response", cwd=folder, **database)
        run("and is listed", program, "incidents", cwd=folder, **database)


def main() -> None:
    """All checks, cheap ones first; the tests come last so that their summary is what one sees."""
    os.environ.pop("PYTHONPATH", None)
    python = python_in(HOME)
    run("install", python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-e", ".[test]")
    run("format", python, "-m", "ruff", "format", "--check", "--quiet")
    run("lint", python, "-m", "ruff", "check", "--quiet")
    run("types", python, "-m", "mypy")
    run("imports", HOME / SCRIPTS / "lint-imports")
    wheel(python)
    arguments = sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else ["-n", "auto"]
    run("tests", python, "-m", "pytest", *arguments)


if __name__ == "__main__":
    main()
