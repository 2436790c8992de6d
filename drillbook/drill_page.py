"""What is asked for besides the table of a drill, looked at before the runs: none of them is lived in vain."""

from __future__ import annotations

import importlib.util
from typing import Final

from drillbook.settings import Settings
from drillbook.stopping import BAD_INPUT, Stop
from drillbook.writing import hindrance
from reports.cells import printable
from reports.words import Words

_ENDINGS: Final = (".html", ".htm")


def able_to_draw(words: Words, output: str) -> None:
    """The page is HTML under a name that says so, and needs what not everybody has installed."""
    if not output.lower().endswith(_ENDINGS):
        said = words.say("The page is HTML: give a name that ends in .html, not {path}.", path=output)
        raise Stop(BAD_INPUT, printable(said + words.say(" The figures as data: --json > FILE")))
    if any(importlib.util.find_spec(name) is None for name in ("altair", "vl_convert", "jinja2")):
        raise Stop(
            BAD_INPUT,
            words.say(
                "The page needs what is not installed. Beside pyproject.toml: pip install '.[report]'. "
                "Without -o nothing is missing."
            ),
        )


def able_to_write(settings: Settings, output: str) -> None:
    """The file can be put where it is wanted, as far as that can be known beforehand."""
    words, why = settings.words, hindrance(settings, output)
    if why:
        said = words.say("Cannot write {path}: ", path=output) + why + words.say(" No run was begun.")
        raise Stop(BAD_INPUT, printable(said))
