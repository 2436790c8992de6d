"""Characters that no plan may hold, because they hide or make a file read differently from what it says."""

from __future__ import annotations

import re
from functools import cache

# Tab, LF and CR are the only controls that YAML needs. Bidi controls and line separators rearrange what is
# shown; characters of no width hide inside ids. U+200C and U+200D stay: scripts and emoji need them.
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_SEPARATOR = "\u2028\u2029"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = "\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
_KINDS = (
    (re.compile(f"[{_CONTROL}\r]"), "control-character"),
    (re.compile(f"[{_SEPARATOR}]"), "line-separator"),
    (re.compile(f"[{_BIDI}]"), "bidi-character"),
)

REFUSED = re.compile(f"[{_CONTROL}{_SEPARATOR}{_BIDI}{_INVISIBLE}]")
"""Matches one refused character of a file."""
REFUSED_IN_VALUE = re.compile(f"[{_CONTROL}{_SEPARATOR}{_BIDI}{_INVISIBLE}\r]")
"""The same for a value, which an escape may have given a carriage return."""
WIDE_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
"""A space that YAML does not take for one; an input method types U+3000."""


def named(char: str) -> tuple[str, str]:
    """The code for a refused character and its name: `("bidi-character", "U+202E")`."""
    code = next((code for pattern, code in _KINDS if pattern.match(char)), "invisible-character")
    return code, f"U+{ord(char):04X}"


def made_visible(text: str) -> str:
    """The text with U+FFFD for each refused character, one for one, so that every position still holds."""
    return text.translate(_visible()) if REFUSED.search(text) else text


@cache
def _visible() -> dict[int, str]:
    """For `str.translate`, which needs no memory for a million hits as a substitution would."""
    return {n: "\ufffd" for n in (*range(0x10000), *range(0xE0000, 0xE0080)) if REFUSED.match(chr(n))}
