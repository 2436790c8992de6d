"""Everything that can be done at the full screen: one table of named actions.

The desk, the footer, the menu, the help, the find line and the documentation are made from it. An action is known by
its id; its keys can be changed in the settings. What no program on the way to us takes away is allowed as a key, and a
letter never is: an input method sends letters in bursts. Every action can be had without a function key, by Esc and a
digit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

from reports.words import Words

Place = Literal["home", "live", "training", "editor", "digits", "detail", "panel", "field", "form"]


def places(*names: Place) -> frozenset[Place]:
    """Where an action is active."""
    return frozenset(names)


LIVE: Final = places("live", "training")
LISTS: Final = LIVE | places("home")
INCIDENT: Final = LIVE | places("detail", "panel", "field", "form")
EVERYWHERE: Final = frozenset[Place](get_args(Place))


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done. `keys` are what is pressed, `without_f` a way that needs no function key, key by key.

    `extra` are keys that work too, where nothing on the way takes them. `foot` is what the footer calls it where that
    is shorter or louder than its name.
    """

    id: str
    keys: tuple[str, ...]
    without_f: tuple[str, ...]
    zh: str
    en: str
    where: frozenset[Place]
    rebindable: bool = True
    extra: tuple[str, ...] = ()
    foot: tuple[str, str] = ("", "")

    def label(self, words: Words) -> str:
        """What it is called."""
        return self.zh if words.chinese else self.en

    def short(self, words: Words) -> str:
        """What the footer calls it."""
        zh, en = self.foot
        return (zh or self.zh) if words.chinese else (en or self.en)


def _esc(digit: int) -> tuple[str, ...]:
    return ("escape", str(digit))


ACTIONS: Final = (
    Action("help", ("f1",), _esc(1), "帮助 (含按键测试)", "Help (with key test)", EVERYWHERE, foot=("帮助", "Help")),
    Action("incident.open", ("f2",), _esc(2), "立即启动", "Open now", places("home"), foot=("立即启动", "OPEN NOW")),
    Action("editor.save", ("f2",), _esc(2), "存盘", "Save", places("editor"), extra=("ctrl+s",)),
    Action("facts", ("f3",), _esc(3), "情况、级别", "Facts, level", INCIDENT, foot=("情况", "Facts")),
    Action("editor.definition", ("f3",), _esc(3), "跳到定义", "Definition", places("editor")),
    Action(
        "more",
        ("escape 4",),
        _esc(4),
        "更多: 交班、结束、换预案、豁免、静音、换值班人",
        "More: handover, close, other plan, waive, mute, on duty",
        INCIDENT,
        rebindable=False,
        foot=("更多", "More"),
    ),
    Action("call", ("f5",), _esc(5), "电话", "Call", INCIDENT),
    Action("editor.preview", ("f5",), _esc(5), "预览", "Preview", places("editor")),
    Action(
        "note", ("f6",), _esc(6), "记事 (接着写草稿)", "Note (goes on with a draft)", INCIDENT, foot=("记事", "Note")
    ),
    Action("limits", ("f7",), _esc(7), "时限", "Limits", LIVE | places("detail", "panel")),
    Action("editor.problems", ("f7",), _esc(7), "问题", "Problems", places("editor")),
    Action("log", ("f8",), _esc(8), "记录", "Log", LIVE | places("detail", "panel")),
    Action("editor.changes", ("f8",), _esc(8), "改动", "Changes", places("editor")),
    Action("danger", ("f9",), _esc(9), "危险", "Danger", INCIDENT, foot=("危险!", "DANGER!")),
    Action(
        "leave",
        ("escape 0",),
        _esc(0),
        "回首页 / 退出",
        "Home / quit",
        EVERYWHERE,
        rebindable=False,
        foot=("退出", "Leave"),
    ),
    Action("menu", ("escape",), ("escape",), "菜单", "Menu", EVERYWHERE, rebindable=False),
    Action("step.done", ("space",), ("space",), "办结", "Done", LIVE | places("detail")),
    Action("step.open", ("enter",), ("enter",), "详情、确定", "Open, OK", LISTS | places("detail", "form", "field")),
    Action("step.more", ("right",), ("right",), "交办、略过、重开...", "Hand over, skip...", LIVE | places("detail")),
    Action("back", ("left",), ("left",), "返回", "Back", places("detail", "panel")),
    Action("act.earlier", ("left",), ("left",), "改早1分", "1 min earlier", LIVE),
    Action("act.undo", ("backspace",), ("backspace", "backspace"), "撤回", "Undo", LIVE | places("detail")),
    Action("choose", ("digit",), ("digit",), "选这一项", "Choose", places("digits"), rebindable=False),
    Action("step.goto", ("digit",), ("digit", "digit"), "跳到该步", "Go to step", LIVE, rebindable=False),
    Action("find", ("text",), ("text",), "查找", "Find", LISTS, rebindable=False),
    Action("page", ("tab", "shift+tab"), ("tab",), "换页", "Page", LIVE | places("form", "editor")),
    Action(
        "move",
        ("up", "down", "pageup", "pagedown", "home", "end"),
        ("up",),
        "移动",
        "Move",
        LISTS | places("detail", "panel", "editor"),
        rebindable=False,
    ),
    Action("speed", ("-", "+"), ("-",), "慢、快", "Slower, faster", places("training")),
)
"""Every action, in the order in which help and documentation list them."""

TYPED: Final[Mapping[str, str]] = {"?": "help", "!!": "danger"}
"""What can be typed into the find line, then Enter, for an action."""

FORBIDDEN: Final = frozenset(
    {
        *("f4", "f10", "f11", "f12"),
        *("ctrl+space", "ctrl+.", "ctrl+full_stop", "shift+space", "ctrl+`", "ctrl+grave_accent"),
        *(f"ctrl+{letter}" for letter in "abcdghnopqstvz"),
        *("ctrl+enter", "shift+enter"),
        *(f"alt+{name}" for name in (*"abcdefghijklmnopqrstuvwxyz", "left", "right", "up", "down")),
    }
)
"""Keys that something on the way takes: input methods, tmux, screen, zellij, terminals; and no chord is an exit."""

LONGEST: Final = 3
"""Every action is had within so many keys, without function keys."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a table: `forbidden`, `letter`, `clash`, `needs-f`, `too-far`, `unknown`, `fixed`."""

    code: str
    action: str
    key: str = ""
    other: str = ""


class Registry:
    """The actions with the keys that are in force."""

    def __init__(self, actions: Sequence[Action] = ACTIONS) -> None:
        self.actions = tuple(actions)
        self.by_id = {action.id: action for action in self.actions}
        self._at: dict[tuple[Place, str], str] = {}
        for action in self.actions:
            for place in action.where:
                for key in (*action.keys, *action.extra):
                    self._at.setdefault((place, key), action.id)

    def at(self, place: Place, key: str) -> str:
        """The action that a key means in a place; empty for none. `escape 6` is the menu's sixth entry."""
        return self._at.get((place, key), "") or self._by_digit(place, key)

    def _by_digit(self, place: Place, key: str) -> str:
        if not key.startswith("escape "):
            return ""
        return next((a.id for a in self.menu(place) if " ".join(a.without_f) == key), "")

    def menu(self, place: Place) -> list[Action]:
        """What Esc and a digit reach in a place, in the order of the digits, 0 last."""
        found = [a for a in self.actions if place in a.where and len(a.without_f) == 2 and a.without_f[0] == "escape"]
        return sorted(found, key=lambda a: (a.without_f[1] == "0", a.without_f[1]))

    def footer(self, place: Place) -> list[Action]:
        """What the last row shows: the actions on function keys."""
        return [a for a in self.actions if place in a.where and function_key(a.keys[0])]


def function_key(key: str) -> bool:
    """Whether a key is one of F1 to F12."""
    return key[:1] == "f" and key[1:].isdecimal()


def faults(actions: Sequence[Action] = ACTIONS) -> Iterator[Fault]:
    """All that must not be in a table of actions."""
    seen: dict[tuple[Place, str], str] = {}
    for action in actions:
        for key in action.keys:
            if key in FORBIDDEN:
                yield Fault("forbidden", action.id, key)
            elif len(key) == 1 and key.isalpha():
                yield Fault("letter", action.id, key)
        if any(function_key(key) for key in action.without_f):
            yield Fault("needs-f", action.id)
        if not 1 <= len(action.without_f) <= LONGEST:
            yield Fault("too-far", action.id)
        for place in sorted(action.where):
            for key in dict.fromkeys((*action.keys, *action.extra, " ".join(action.without_f))):
                other = seen.setdefault((place, key), action.id)
                if other != action.id and key not in {"backspace backspace", "digit digit"}:
                    yield Fault("clash", action.id, key, other)


def rebound(keys: Mapping[str, Iterable[str]], actions: Sequence[Action] = ACTIONS) -> tuple[list[Action], list[Fault]]:
    """The table with other keys for some actions, and what is wrong with that; where something is, nothing changes."""
    wrong: list[Fault] = []
    known = {action.id: action for action in actions}
    for name in keys:
        if name not in known:
            wrong.append(Fault("unknown", name))
        elif not known[name].rebindable:
            wrong.append(Fault("fixed", name))
    changed = [replace(a, keys=tuple(keys[a.id])) if a.id in keys else a for a in actions]
    wrong += list(faults(changed))
    return (list(actions), wrong) if wrong else (changed, [])
