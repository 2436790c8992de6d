"""The text of a plan in the window's width."""

from __future__ import annotations

from functools import lru_cache

from tui.home.scene import Scene
from tui.lines import note, wrap


def folded_lines(scene: Scene, plan: str) -> list[str]:
    """Its lines; those that are too long go on under their own beginning."""
    return list(_folded(tuple(scene.overview.texts.get(plan, ())), scene.width))


@lru_cache(maxsize=4)
def _folded(lines: tuple[str, ...], width: int) -> tuple[str, ...]:
    made: list[str] = []
    for text in map(note, lines):
        body = text.lstrip(" ")
        indent = " " * (len(text) - len(body))
        pieces = wrap(body, max(width - len(indent) - 1, 10)) if body else [""]
        made += [f"{indent}{piece}" for piece in pieces]
    return tuple(made)
