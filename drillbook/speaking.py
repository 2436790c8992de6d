"""Lets click speak the chosen language.

Click asks `gettext` for each of its own sentences, and holds that function under the names `_` and `ngettext` in its
modules. There our catalogue answers instead; a sentence that it does not know stays English.
"""

from __future__ import annotations

import gettext
import sys
from collections.abc import Callable

from reports.words import Words

_one: Callable[[str], str] = gettext.gettext
_many: Callable[[str, str, int], str] = gettext.ngettext


def _say(message: str) -> str:
    return _one(message)


def _say_many(one: str, many: str, n: int) -> str:
    return _many(one, many, n)


def speak(words: Words) -> None:
    """From now on click's sentences come from these words."""
    global _one, _many  # noqa: PLW0603 - click's functions are global too
    _one = words.say
    _many = words.plural
    for name, module in list(sys.modules.items()):
        if name == "click" or name.startswith("click."):
            for attribute, ours in (("_", _say), ("ngettext", _say_many)):
                if attribute in vars(module):
                    setattr(module, attribute, ours)
