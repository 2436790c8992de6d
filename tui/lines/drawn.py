"""User text as it is drawn: on one line, unable to steer the terminal, and as wide as it is counted.

Terminals disagree on how wide some characters are: Unicode calls them ambiguous, and a Chinese font may draw them in
two cells. In titles and names the common ones are drawn as others of certain width, so that the columns to their right
stay straight; the record keeps what was written. Free notes keep theirs and stand last on their line.
"""

from __future__ import annotations

import re
from typing import Final
from unicodedata import category, normalize

from reports.cells import printable

_CERTAIN: Final = str.maketrans(
    {
        "“": "「",
        "”": "」",
        "‘": "'",
        "’": "'",
        "…": "...",
        "—": "-",
        "–": "-",
        "―": "-",
        "·": ".",
        "•": ".",
        "→": "->",
        "←": "<-",
        "↑": "^",
        "↓": "v",
        "×": "x",
        "÷": "/",
        "±": "+-",
        "≥": ">=",
        "≤": "<=",
        "≠": "!=",
        "°": "",
        "■": "#",
        "□": "#",
        "●": "*",
        "○": "o",
        "★": "*",
        "☆": "*",
        "▲": "^",
        "△": "^",
        "※": "*",
        "§": "S",
        "√": "v",
    }
)
_INVISIBLE: Final = frozenset({"Cf", "Mn", "Mc", "Me", "Cc"})
_UNKNOWN: Final = frozenset({"Cn", "Co", "Cs"})
_UNCERTAIN: Final = re.compile(
    "[\u1160-\u11ff\u2630-\u2637\u268a-\u268f\u3164\u4dc0-\u4dff\ud7b0-\ud7ff\uffa0\U0001d300-\U0001d37f\U0001f3fb-\U0001f3ff]"
)
"""Tables of widths disagree on these: parts of Hangul syllables, trigrams, rods, tones of skin."""


def drawn(text: str) -> str:
    """A title or a name as it is drawn."""
    if text.isascii() and text.isprintable():
        return text
    return note(_circled(text).translate(_CERTAIN))


def note(text: str) -> str:
    """Free text: composed, on one line, without what takes no cell of its own."""
    if text.isascii() and text.isprintable():
        return text
    text = _UNCERTAIN.sub("?", printable(normalize("NFC", text)))
    return "".join("?" if category(c) in _UNKNOWN else c for c in text if category(c) not in _INVISIBLE)


def _circled(text: str) -> str:
    """`①` is `(1)`."""
    return "".join(f"({ord(c) - 0x245F})" if "①" <= c <= "⑳" else c for c in text)
