"""`drillbook`, and `python -m drillbook`."""

from __future__ import annotations

import os
import sys

from drillbook.cli import cli
from drillbook.console import prepare_streams
from drillbook.language import choose_language
from reports.words import Words


def main() -> None:
    """The program."""
    prepare_streams()
    cli(Words(choose_language(sys.argv[1:], os.environ))).main()


if __name__ == "__main__":
    main()
