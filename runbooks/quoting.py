"""How a text is written in quotes."""

from __future__ import annotations


def quoted(text: str) -> str:
    """The text as YAML takes it literally: in double quotes, or in single ones where those would need escapes."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'
