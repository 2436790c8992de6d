"""Which modules a call loads: what is slow to load is loaded by whoever needs it only."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_PROGRAM = """\
import sys
from drillbook.__main__ import main
sys.argv = ["drillbook", *{call!r}]
try:
    main()
except SystemExit as ended:
    print(ended.code or 0, *sys.modules, file=sys.stderr)
"""


def loaded(folder: Path, *call: str) -> set[str]:
    """The modules that are there when a call, in a process of its own and in a folder, has ended well."""
    program = _PROGRAM.format(call=call)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=folder, check=True)
    code, *modules = done.stderr.splitlines()[-1].split()
    assert code == "0", done.stderr
    return set(modules)
