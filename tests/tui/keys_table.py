"""The tables of the documentation, made from the table of actions."""

from __future__ import annotations

from collections.abc import Iterator

from reports.words import Lang, Words
from tui.actions import ACTIONS, LINES, Action, Place
from tui.keys import key_said

HEADS = {
    "en": ("id", "key", "without F-keys", "what it does", "where", "word (`--plain`)", "can be changed"),
    "zh": ("名字", "键", "不用F键", "做什么", "在哪里", "`--plain` 的词", "可改键"),
}
LINE_HEADS = {"en": ("word", "what it does"), "zh": ("词", "做什么")}
PLACES: dict[Place, tuple[str, str]] = {
    "home": ("home", "首页"),
    "live": ("live", "处置中"),
    "digits": ("where digits stand", "有数字可选处"),
    "detail": ("step in full", "步骤详情"),
    "panel": ("panels", "小窗"),
    "field": ("fields", "输入栏"),
    "form": ("forms", "表单"),
    "editor": ("plan editor", "编辑预案"),
}


"""The places that a command of this version leads to."""


def tables(lang: Lang) -> str:
    """What stands between the marks."""
    words = Words(lang)
    parts = [_table(HEADS[lang], (_action(action, words) for action in ACTIONS if action.where & set(PLACES)))]
    parts.append(_table(LINE_HEADS[lang], ((_typed(a), a.label(words)) for a in LINES)))
    between = "\nWords of the numbered lines besides these:\n\n" if lang == "en" else "\n按行使用另有这些词:\n\n"
    return between.join(parts)


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _action(action: Action, words: Words) -> tuple[str, ...]:
    zh = words.chinese
    where = "everywhere", "处处"
    named = [PLACES[place][zh] for place in PLACES if place in action.where]
    return (
        f"`{action.id}`",
        words.listed(key_said(key, words) for key in (*action.keys, *action.extra)),
        " ".join(key_said(key, words) for key in action.without_f),
        action.label(words),
        where[zh] if len(named) == len(PLACES) else words.listed(named),
        _typed(action),
        ("yes", "可")[zh] if action.rebindable else "",
    )


def _typed(action: Action) -> str:
    return " ".join(f"`{word}`" for word in action.typed)
