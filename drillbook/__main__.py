"""`drillbook`, and `python -m drillbook`."""

from __future__ import annotations

import gc
import os
import sys

from drillbook.cli import cli
from drillbook.console import prepare_streams
from drillbook.language import choose_language
from reports.words import Words


def main() -> None:
    """The program."""
    gc.set_threshold(50_000, 20, 100)  # a long plan is all new objects that stay: looking at them often finds nothing
    prepare_streams()
    cli(Words(choose_language(sys.argv[1:], os.environ))).main()


if __name__ == "__main__":
    main()
