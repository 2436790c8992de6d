"""One key at home. Digits and Enter look, F2 opens; nothing else here can put anything on disk.

The guards are those of an incident: the same key again within 0.6 s is a key held down and opens one incident, not
thirty; Enter, Space or a digit within 0.3 s of text belongs to the text.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tui.actions import Registry
from tui.desk.keys import Key
from tui.desk.panel import Help, Menu
from tui.desk.ui import Find
from tui.home import finding
from tui.home.entries import Dated, Entry, Past, Plan, Running
from tui.home.overview import Overview
from tui.home.scene import HEAD_AND_FOOT, Scene
from tui.home.ui import GoOn, HomeUi, OpenPlan, Out, Quit, Read, Text

HELD_MS: Final = 600
TEXT_MS: Final = 300
REGISTRY: Final = Registry()


def press(ui: HomeUi, key: Key, now: int, overview: Overview, registry: Registry = REGISTRY) -> Out:
    """One key, pressed at `now` (milliseconds UTC)."""
    before = ui
    ui = replace(ui, last=(_identity(key, registry), key.at), pressed_at=key.at, said="", unstored="")
    if key.name == "text":
        ui = replace(ui, text_at=key.at)
    if _held(before, key, registry):
        return ui, ()
    scene = Scene(overview, now, registry, ui)
    if _part_of_text(before, key):
        return _swallowed(ui, key, scene), ()
    if not key.types:
        ui = replace(ui, text_at=-(10**9))
    return _meant(ui, key, Scene(overview, now, registry, ui))


# -- guards ---------------------------------------------------------------------------------------------


def _action(key: Key, registry: Registry) -> str:
    """The named action of a key; Esc and a digit in one are the menu's entry."""
    name = f"escape {key.name.removeprefix('alt+')}" if key.name.startswith("alt+") else key.name
    return registry.at("home", name)


def _identity(key: Key, registry: Registry) -> str:
    """What makes two presses the same key; whatever opens an incident is one."""
    if _action(key, registry) == "incident.open":
        return "incident.open"
    return f"digit {key.plain}" if key.name == "digit" else key.name


def _held(ui: HomeUi, key: Key, registry: Registry) -> bool:
    same = _identity(key, registry)
    guarded = same == "incident.open" or key.name in {"enter", "digit"}
    return guarded and ui.last[0] == same and key.at - ui.last[1] <= HELD_MS


def _part_of_text(ui: HomeUi, key: Key) -> bool:
    return key.name in {"space", "enter", "digit"} and key.at - ui.text_at <= TEXT_MS


def _swallowed(ui: HomeUi, key: Key, scene: Scene) -> HomeUi:
    """Space and digits lengthen the text that they came with; Enter comes to nothing."""
    if ui.panels or key.name == "enter" or not ui.find.text:
        return ui
    ui = replace(ui, text_at=key.at)
    return finding.typed(ui, Key("text", key.at, " " if key.name == "space" else key.char), scene)


# -- meaning --------------------------------------------------------------------------------------------


def _meant(ui: HomeUi, key: Key, scene: Scene) -> Out:
    action = _action(key, scene.registry)
    if action in {"incident.open", "leave"} or (action == "help" and not isinstance(ui.panel, Help)):
        return do(ui, action, scene)
    match ui.panel:
        case None:
            return _listed(ui, key, scene)
        case Text() as panel:
            return _text(ui, panel, key, scene)
        case Menu():
            return _menu(ui, key, scene)
        case Help() as panel:
            return _help(ui, panel, key), ()


def do(ui: HomeUi, action: str, scene: Scene) -> Out:
    """Do a named action."""
    ui = ui.closed() if isinstance(ui.panel, Menu) else ui
    match action:
        case "incident.open":
            return _open(ui, scene)
        case "help":
            return ui.opened(Help()), ()
        case "menu":
            return ui.opened(Menu()), ()
        case "leave":
            return ui, (Quit(),)
    return ui, ()


def _open(ui: HomeUi, scene: Scene) -> Out:
    """F2: an incident begins now, under the plan that the screen names."""
    plan = Scene(scene.overview, scene.now, scene.registry, ui).target
    if not plan:
        said = scene.words.sense("home", "Choose a plan first: put the cursor on it. Nothing was opened.")
        return replace(ui, said=said), ()
    return replace(ui, find=Find()), (OpenPlan(plan, scene.now),)


def _listed(ui: HomeUi, key: Key, scene: Scene) -> Out:
    match key.name:
        case "text":
            return (
                do(ui, "help", scene) if key.plain == "?" and not ui.find.text else (finding.typed(ui, key, scene), ())
            )
        case "space" if ui.find.text:
            return finding.typed(ui, replace(key, char=" "), scene), ()
        case "space":
            return replace(ui, banners=tuple(b for b in ui.banners if not b.space)), ()
        case "digit":
            return _digit(ui, key, scene)
        case "enter":
            return _enter(ui, scene)
        case "backspace" if ui.find.text:
            return replace(ui, find=replace(ui.find, text=ui.find.text[:-1], at=key.at, chosen=0)), ()
        case "escape":
            return (replace(ui, find=Find(), warning=""), ()) if ui.find.text else do(ui, "menu", scene)
    return _moved(ui, key, scene), ()


def _digit(ui: HomeUi, key: Key, scene: Scene) -> Out:
    """A digit enters the row that it stands before; behind a text it belongs to the text."""
    if ui.find.text:
        return finding.typed(ui, key, scene), ()
    if key.plain == "0":
        made = scene.sheets
        following = made[(made.index(scene.sheet) + 1) % len(made)].rows()
        return (replace(ui, cursor=following[0].entry.key) if following else ui), ()
    row = scene.sheet.digit(int(key.plain))
    if row is None:
        return ui, ()
    return enter(replace(ui, cursor=row.entry.key), row.entry)


def _enter(ui: HomeUi, scene: Scene) -> Out:
    if not ui.find.text:
        return enter(ui, scene.here) if scene.here is not None else (ui, ())
    found = finding.matches(ui.find.text, scene)
    if not found:
        said = scene.words.sense("desk", "Nothing is called {text}.", text=scene.words.quoted(ui.find.text))
        return replace(ui, said=said), ()
    match = found[min(ui.find.chosen, len(found) - 1)]
    ui = replace(ui, find=Find(), warning="")
    if match.entry is None:
        return do(ui, match.action, scene)
    return enter(replace(ui, cursor=match.entry.key), match.entry)


def enter(ui: HomeUi, entry: Entry) -> Out:
    """Go to what stands in a row: an incident, or the text of a plan. Nothing is recorded by that."""
    match entry:
        case Running() | Past():
            return ui, (GoOn(entry.seen.id),)
        case Dated():
            return ui, (GoOn(entry.seen.id, entry.limit.step if entry.limit is not None else ""),)
        case Plan():
            return ui.opened(Text(entry.shelved.id)), (Read(entry.shelved.id),)


def _moved(ui: HomeUi, key: Key, scene: Scene) -> HomeUi:
    if ui.find.text:
        most = max(len(finding.matches(ui.find.text, scene)) - 1, 0)
        by = {"down": 1, "up": -1}.get(key.name, 0)
        return replace(ui, find=replace(ui.find, chosen=max(0, min(ui.find.chosen + by, most))))
    every = [row.entry for sheet in scene.sheets for row in sheet.rows()]
    if not every or scene.here is None:
        return ui
    at = every.index(scene.here)
    page = len(scene.sheet.rows())
    ways = {"up": at - 1, "down": at + 1, "pageup": at - page, "pagedown": at + page, "home": 0, "end": len(every) - 1}
    to = ways.get(key.name)
    return ui if to is None else replace(ui, cursor=every[max(0, min(to, len(every) - 1))].key)


def _text(ui: HomeUi, panel: Text, key: Key, scene: Scene) -> Out:
    if key.name in {"left", "enter"}:
        return ui.closed(), ()
    if key.name == "escape":
        return do(ui, "menu", scene)
    page = max(scene.height - HEAD_AND_FOOT - 1, 1)
    step = {"down": 1, "up": -1, "pagedown": page, "pageup": -page, "space": page, "home": -(10**6), "end": 10**6}
    return ui.changed(replace(panel, top=_top(panel.top + step.get(key.name, 0), page, panel, scene))), ()


def _top(to: int, page: int, panel: Text, scene: Scene) -> int:
    from tui.home.reading import folded_lines

    return max(0, min(to, len(folded_lines(scene, panel.plan)) - page))


def _menu(ui: HomeUi, key: Key, scene: Scene) -> Out:
    if key.name == "digit" and (action := scene.registry.at("home", f"escape {key.plain}")):
        return do(ui, action, scene)
    return (ui.closed(), ()) if key.name in {"escape", "left"} else (ui, ())


def _help(ui: HomeUi, panel: Help, key: Key) -> HomeUi:
    """The help shows what every key arrives as; Esc and Left leave it."""
    if key.name in {"escape", "left"}:
        return ui.closed()
    step = {"down": 1, "up": -1, "pagedown": 10, "pageup": -10}.get(key.name, 0)
    return ui.changed(Help(max(panel.top + step, 0), f"{key.name} {key.char}".strip()))
