"""The find line at home: any text opens it; it finds plans, incidents and actions, and records nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from reports.format_time import day
from reports.words.names import OUTCOMES, name
from tui.actions import TYPED
from tui.board.names import folded
from tui.desk.keys import Key
from tui.desk.ui import Find
from tui.home.entries import Dated, Entry, Plan
from tui.home.scene import Scene
from tui.home.ui import HomeUi

MOST: Final = 9
_BY_HAND_MS: Final = 50


@dataclass(frozen=True, slots=True)
class Match:
    """Something that a text may mean: an entry, or an action of the table."""

    entry: Entry | None = None
    action: str = ""


def typed(ui: HomeUi, key: Key, scene: Scene) -> HomeUi:
    """Text has come: it opens or lengthens the find line."""
    find = ui.find
    by_hand = find.hand or (bool(find.text) and key.char.isascii() and key.at - find.at > _BY_HAND_MS)
    warning = ui.warning
    if not ui.warned and not key.char.isascii():
        warning = scene.words.sense(
            "desk",
            "Input method on: {text} only searched, nothing recorded. Esc clears; keys work.",
            text=scene.words.quoted(key.char),
        )
    text = find.text + key.char
    return replace(
        ui,
        find=Find(text, key.at, by_hand and text.isascii()),
        warning=warning,
        warned=ui.warned or bool(warning),
    )


def matches(text: str, scene: Scene) -> list[Match]:
    """What a text may mean, best first: what begins with it, what has it in it (under way, plans, dated things, past
    ones); actions by their names last.
    """
    wanted = folded(text)
    if not wanted:
        return []
    first, later = [], []
    overview, now = scene.overview, scene.now
    entries: list[Entry] = [*overview.running(now), *overview.plans(), *overview.dated(now), *overview.past()]
    for entry in entries:
        names = _names(entry, scene)
        if any(folded(one).startswith(wanted) for one in names):
            first.append(Match(entry))
        elif any(wanted in folded(one) for one in names):
            later.append(Match(entry))
    actions = [Match(action=one) for one in _actions(wanted, scene)]
    found = [*first, *later]
    return [*actions, *found][:MOST] if wanted in TYPED else [*found, *actions][:MOST]


def _names(entry: Entry, scene: Scene) -> list[str]:
    """What an entry can be found by: its id, its titles; of an incident also its day and how it ended."""
    if isinstance(entry, Plan):
        return [entry.shelved.id, *entry.shelved.title.values()]
    seen = entry.seen
    names = [seen.id, *(seen.title or {}).values()]
    if seen.opened_at:
        names.append(day(seen.opened_at, seen.zone, scene.words, scene.now))
    if seen.outcome:
        names.append(name(scene.words, OUTCOMES, seen.outcome))
    if isinstance(entry, Dated) and entry.agreed is not None:
        names += [entry.agreed.what, entry.agreed.owner]
    if isinstance(entry, Dated) and entry.limit is not None and seen.live is not None:
        names += seen.live.plan.step[entry.limit.step].title.values()
    return names


def _actions(wanted: str, scene: Scene) -> list[str]:
    typed = [TYPED[wanted]] if wanted in TYPED and "home" in scene.registry.by_id[TYPED[wanted]].where else []
    named = [a.id for a in scene.registry.menu("home") if wanted in folded(a.zh) or wanted in folded(a.en)]
    return list(dict.fromkeys([*typed, *named]))
