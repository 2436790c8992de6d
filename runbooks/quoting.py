"""Words of a file as they are said back to its writer."""

from __future__ import annotations

import re

LONGEST_SAID = 80
LONGEST_SUGGESTED = 300


def quoted(text: str) -> str:
    """The text as YAML takes it literally: in double quotes, or in single ones where those would need escapes.

    "" for what is too long to be suggested or goes over several lines.
    """
    if text[:1] + text[-1:] in ("“”", "‘’") and len(text) > 2:  # a word processor turned the quotes
        text = text[1:-1]
    if len(text) > LONGEST_SUGGESTED or "\n" in text or "\r" in text:
        return ""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


_HALF = str.maketrans({"【": "[", "［": "[", "】": "]", "］": "]", "｛": "{", "｝": "}", "，": ", ", "：": ": "})


def narrowed(text: str) -> str:
    """What was written between full-width brackets, in the half-width ones of YAML; "" where none begins it."""
    if text[:1] not in "【［｛" or not text or len(text) > LONGEST_SUGGESTED:
        return ""
    return re.sub(r"([,:]) +", r"\1 ", text.translate(_HALF)).rstrip()


def said(text: str) -> str:
    """The text on one line, cut to what fits into a sentence."""
    if len(text) <= LONGEST_SAID and "\n" not in text and "\r" not in text:
        return text
    line = " ".join(text[: LONGEST_SAID * 4].split())
    return line if len(text) <= LONGEST_SAID * 4 and len(line) <= LONGEST_SAID else line[: LONGEST_SAID - 1] + "…"
