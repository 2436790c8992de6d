"""The page about the engine says what the engine does."""

from __future__ import annotations

from pathlib import Path

from incidents.transitions import TRANSITIONS

PAGE = Path(__file__).parent.parent.parent / "docs" / "engine.md"
BEGIN, END = "<!-- transitions -->\n", "<!-- /transitions -->"


def table() -> str:
    """The command × state table as it stands in the code; a refusal is its code."""
    states = list(next(iter(TRANSITIONS.values())))
    lines = [["command", *states], ["---"] * (len(states) + 1)]
    for command, row in TRANSITIONS.items():
        lines.append([f"`{command}`", *(row[s] if row[s] in {"yes", "ahead"} else f"no: `{row[s]}`" for s in states)])
    return "".join("|" + "|".join(f" {cell} " if cell != "---" else cell for cell in line) + "|\n" for line in lines)


def test_the_table_of_the_page_is_the_table_of_the_code() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page[page.index(BEGIN) + len(BEGIN) : page.index(END)] == table()
