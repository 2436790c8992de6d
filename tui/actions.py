"""Everything that can be done at the full screen: one table of named actions.

The desk, the footer, the menu, the help, the find line, the words of the numbered lines and the documentation are made
from it. An action is known by its id; what stands on a function key can be had by another key, as the settings say.
What no program on the way to us takes away is allowed as a key, and a letter never is: an input method sends letters in
bursts. Every action can be had without a function key, by Esc and a digit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

from reports.words import Words
from tui.keys import BINDABLE, FORBIDDEN, function_key, key_name

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
    is shorter or louder than its name. `typed` are its words in the numbered lines, those of both languages, the first
    one Chinese.
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
    typed: tuple[str, ...] = ()

    @property
    def verb(self) -> str:
        """What the numbered lines know it by: the last part of its id."""
        return self.id.rpartition(".")[2]

    def label(self, words: Words) -> str:
        """What it is called."""
        return self.zh if words.chinese else self.en

    def short(self, words: Words) -> str:
        """What the footer calls it."""
        zh, en = self.foot
        return (zh or self.zh) if words.chinese else (en or self.en)


def _esc(digit: int) -> tuple[str, ...]:
    return ("escape", str(digit))


def _fixed(
    name: str, key: str, zh: str, en: str, where: frozenset[Place], *, typed: tuple[str, ...] = (), presses: int = 1
) -> Action:
    """An action on a key that guards and hints are built around: it stays where it is."""
    return Action(name, (key,), (key,) * presses, zh, en, where, rebindable=False, typed=typed)


ACTIONS: Final = (
    Action(
        "help",
        ("f1",),
        _esc(1),
        "帮助 (含按键测试)",
        "Help (with key test)",
        EVERYWHERE,
        foot=("帮助", "Help"),
        typed=("帮助", "?", "help"),
    ),
    Action("incident.open", ("f2",), _esc(2), "立即启动", "Open now", places("home"), foot=("立即启动", "OPEN NOW")),
    Action("editor.save", ("f2",), _esc(2), "存盘", "Save", places("editor"), extra=("ctrl+s",)),
    Action(
        "facts",
        ("f3",),
        _esc(3),
        "情况、级别",
        "Facts, level",
        INCIDENT,
        foot=("情况", "Facts"),
        typed=("情况", "facts", "fact"),
    ),
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
    Action("call", ("f5",), _esc(5), "电话", "Call", INCIDENT, typed=("电话", "call")),
    Action("editor.preview", ("f5",), _esc(5), "预览", "Preview", places("editor")),
    Action(
        "note",
        ("f6",),
        _esc(6),
        "记事 (接着写草稿)",
        "Note (goes on with a draft)",
        INCIDENT,
        foot=("记事", "Note"),
        typed=("记", "记事", "note"),
    ),
    Action("limits", ("f7",), _esc(7), "时限", "Limits", LIVE | places("detail", "panel"), typed=("时限", "limits")),
    Action("editor.plan", ("f6",), ("ctrl+l",), "换一个预案看", "Another plan", places("editor"), extra=("ctrl+l",)),
    Action("editor.problems", ("f7",), _esc(7), "问题", "Problems", places("editor")),
    Action("log", ("f8",), _esc(8), "记录", "Log", LIVE | places("detail", "panel"), typed=("记录", "log")),
    Action("editor.changes", ("f8",), _esc(8), "改动", "Changes", places("editor")),
    Action("editor.undo", ("ctrl+u",), _esc(4), "还原", "Take back", places("editor")),
    Action("editor.redo", ("ctrl+y",), _esc(9), "再做", "Do again", places("editor")),
    Action("editor.find", ("ctrl+f",), _esc(6), "查找", "Find", places("editor")),
    Action(
        "editor.cut", ("ctrl+x",), ("ctrl+x",), "剪下一行或选中的", "Cut the line, or what is marked", places("editor")
    ),
    Action("editor.copy", ("ctrl+k",), ("ctrl+k",), "抄下一行或选中的", "Copy it", places("editor")),
    Action("editor.put", ("ctrl+r",), ("ctrl+r",), "放在这里", "Put it here", places("editor")),
    Action(
        "danger",
        ("f9",),
        _esc(9),
        "危险",
        "Danger",
        INCIDENT,
        foot=("危险!", "DANGER!"),
        typed=("危险", "!!", "danger"),
    ),
    Action(
        "leave",
        ("escape 0",),
        _esc(0),
        "回首页 / 退出",
        "Home / quit",
        EVERYWHERE,
        rebindable=False,
        foot=("退出", "Leave"),
        typed=("离开", "退出", "leave", "quit", "exit"),
    ),
    Action("menu", ("escape",), ("escape",), "菜单", "Menu", EVERYWHERE, rebindable=False),
    _fixed("step.done", "space", "办结", "Done", LIVE | places("detail"), typed=("办结", "done")),
    _fixed("step.open", "enter", "详情、确定", "Open, OK", LISTS | places("detail", "form", "field")),
    _fixed("step.more", "right", "交办、略过、重开...", "Hand over, skip...", LIVE | places("detail")),
    _fixed("back", "left", "返回", "Back", places("detail", "panel", "form")),
    _fixed("act.earlier", "left", "改早1分", "1 min earlier", LIVE),
    _fixed("act.undo", "backspace", "撤回", "Undo", LIVE | places("detail"), typed=("撤回", "undo"), presses=2),
    Action("choose", ("digit",), ("digit",), "选这一项", "Choose", places("digits"), rebindable=False),
    Action("step.goto", ("digit",), ("digit", "digit"), "跳到该步", "Go to step", LIVE, rebindable=False),
    Action("find", ("text",), ("text",), "查找", "Find", LISTS, rebindable=False),
    Action("page", ("tab", "shift+tab"), ("tab",), "换页", "Page", LIVE | places("editor"), rebindable=False),
    _fixed("form.next", "tab", "下一项", "Next field", places("form", "field")),
    Action(
        "move",
        ("up", "down", "pageup", "pagedown", "home", "end"),
        ("up",),
        "移动",
        "Move",
        LISTS | places("detail", "panel", "editor"),
        rebindable=False,
    ),
    Action("speed", ("-", "+"), ("-",), "慢、快", "Slower, faster", places("training"), rebindable=False),
)
"""Every action, in the order in which help and documentation list them."""


def _line(name: str, zh: str, en: str, *typed: str) -> Action:
    """Something that is a word of its own in the numbered lines, and has no key of its own on the full screen."""
    return Action(name, (), (), zh, en, places(), rebindable=False, typed=typed)


LINES: Final = (
    _line("now", "现在要做什么", "What to do now", "现在", "now"),
    _line("count", "现场人数", "Head count", "人数", "count"),
    _line("began", "起点", "Start (first seen)", "起点", "began"),
    _line("step.start", "开办", "Start a step", "开办", "start"),
    _line("step.skip", "略过", "Skip a step", "略过", "skip"),
    _line("step.reopen", "重开", "Reopen", "重开", "reopen"),
    _line("step.assign", "交办", "Hand over a task or a role", "交办", "assign"),
    _line("step.remind", "催办", "Remind", "催办", "remind"),
    _line("step.waive", "豁免时限", "Waive a limit", "豁免", "waive"),
    _line("step.extend", "延长时限", "Extend a limit", "延期", "extend"),
    _line("step.fill", "补填表单", "Fill in a form", "填", "补填", "fill"),
    _line("incoming", "来电", "They called here", "来电", "incoming"),
    _line("level", "级别", "Level", "级别", "level"),
    _line("row", "清单加一行、改一行", "A row of a list", "行", "row", "rows"),
    _line("row.withdraw", "撤掉一行", "Take a row out", "撤行", "withdraw"),
    _line("evidence", "证据编号", "Evidence id", "证据", "evidence"),
    _line("steps", "全部步骤", "All steps", "步骤", "steps"),
    _line("told", "已告、未告", "Told, not told", "告知", "told"),
    _line("owed", "欠填", "Owed fields", "欠填", "owed"),
    _line("correct", "更正一条记录", "Correct a record", "更正", "correct"),
    _line("draft", "草稿", "Draft", "草稿", "draft"),
    _line("handover", "交班", "Handover", "交班", "handover"),
    _line("handover.accept", "签收", "Sign for a handover", "签收", "accept", "sign"),
    _line("handover.take-over", "单方接班", "Take over alone", "接班", "take-over", "takeover"),
    _line("switch", "换预案", "Another plan", "换预案", "switch"),
    _line("follow-up", "后续处置", "What follows a step", "后续", "follow-up", "followup"),
    _line("action", "改进措施", "Improvement", "改进", "action"),
    _line("close", "结束处置", "Close", "结束", "close"),
)
"""What the numbered lines know besides the actions above."""

TYPED: Final[Mapping[str, str]] = {"?": "help", "!!": "danger"}
"""What can be typed into the find line, then Enter, for an action."""

LONGEST: Final = 3
"""Every action is had within so many keys, without function keys."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a table: `forbidden`, `letter`, `no-key`, `clash`, `needs-f`, `too-far`, `unknown`,
    `fixed`.
    """

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
        """What the last row shows: the actions that have a key and a digit of the menu."""
        return [a for a in self.menu(place) if not a.keys[0].startswith("escape")]

    def key(self, action: str) -> str:
        """What the key of an action is called on the screen."""
        return key_name(self.by_id[action].keys[0])


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


def _known(key: str) -> bool:
    """Whether a key may be given to an action, or is refused for a reason of its own."""
    return key in BINDABLE | FORBIDDEN or (len(key) == 1 and key.isalpha())


def rebound(keys: Mapping[str, Sequence[str]], actions: Sequence[Action] = ACTIONS) -> tuple[list[Action], list[Fault]]:
    """The table with other keys for some actions, and what is wrong with that; where something is, nothing changes."""
    wrong: list[Fault] = []
    known = {action.id: action for action in actions}
    for name in keys:
        if name not in known:
            wrong.append(Fault("unknown", name))
        elif not known[name].rebindable:
            wrong.append(Fault("fixed", name))
        wrong += [Fault("no-key", name, key) for key in keys[name] if not _known(key)]
    changed = [replace(a, keys=tuple(keys[a.id])) if a.id in keys else a for a in actions]
    wrong += list(faults(changed))
    return (list(actions), wrong) if wrong else (changed, [])
