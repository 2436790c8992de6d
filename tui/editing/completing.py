"""What could be written where the caret stands: keys, names that the plan has, words that the language knows.

It opens by itself once two letters are written, or right behind a colon or a bracket, where names or fixed words are
expected; nothing is offered where free text stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from reports.schema import meaning
from runbooks.conditions import PROFILES
from runbooks.plan import PERIODS, Duration, Text
from tui.editing.forms import Slot, here
from tui.editing.names import Names
from tui.editing.place import ITEM, Place, place_at
from tui.editing.text import Lines, Spot

LETTERS: Final = 2
"""So many letters open it."""
_MOMENTS: Final = ("began", "closing")
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "after": ("step",),
    "step": ("step",),
    "role": ("role",),
    "tells": ("role",),
    "one-of": ("role",),
    "command": ("role",),
    "from": ("moment", "step", "fact"),
    "until": ("moment", "step", "fact"),
    "by": ("fact",),
    "each": ("fact",),
    "record": ("fact",),
    "source": ("source",),
    "within": ("number", "length"),
    "every": ("number", "period", "length"),
    "first": ("number", "length"),
    "ahead": ("number", "length"),
    "include": ("runbook",),
    "part": ("runbook",),
    "opens": ("runbook",),
    "for": ("runbook",),
    "runbook": ("runbook",),
    "overlays": ("overlay",),
    "default-plan": ("runbook",),
    "expects": ("step",),
    "horizon": ("length",),
    "notice": ("length",),
    "at": ("length",),
    "reaction": ("length",),
    "travel": ("length",),
}
_IN: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("extend", "by"): ("number", "length"),
    ("after", "any"): ("step",),
    ("objectives", "of"): ("step",),
    ("away", "from"): ("length",),
    ("away", "for"): ("length",),
    ("measures", "for"): ("length",),
}
"""Where a key means something else inside another one."""
_ENTRIES: Final[Mapping[str, tuple[str, ...]]] = {
    "people": ("role",),
    "numbers": ("number",),
    "staff": ("there",),
    "outside": ("outside",),
    "away": ("there",),
    "needs": ("step",),
    "work": ("step",),
    "measures": ("step",),
    "answers": ("fact",),
    "reports": ("fact",),
    "set": ("fact",),
}
"""Under which key of a site or a scenario names of the plan are keys themselves."""
_EACH: Final[Mapping[str, tuple[str, ...]]] = {
    "needs": ("thing",),
    "outside": ("length",),
    "work": ("length",),
    "away": ("length",),
}
"""What stands behind such a name."""
_HEARD: Final = ("present", "violence", "active")
_LENGTHS: Final = ("10 min", "30 min", "1 h", "2 h", "1 day", "3 working days", "15 days")
_WORK: Final = ("median", "p90", "mean", "low", "likely", "high")
_COMBINE: Final = ("any", "all", "not", "level", "profile")
_WORDS: Final = frozenset({"title", "ask", "about", "how", "say", "form", "why", "replaces"})


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that could be written, and what it is called."""

    text: str
    title: Text | None = None
    key: bool = False


@dataclass(frozen=True, slots=True)
class Completion:
    """What is offered: it takes the place of what stands between `start` and the caret on this line."""

    row: int
    start: int
    options: tuple[Option, ...]
    chosen: int = 0
    bare: bool = False

    def moved(self, by: int) -> Completion:
        """Another one chosen; round the end."""
        return replace(self, chosen=(self.chosen + by) % len(self.options))

    @property
    def text(self) -> str:
        """What would be written."""
        option = self.options[self.chosen]
        return (" " if self.bare else "") + option.text + (": " if option.key else "")


def completion_at(lines: Lines, caret: Spot, names: Names, *, asked: bool = False) -> Completion | None:
    """What to offer at the caret. `asked`: somebody wants it now, however little is written."""
    place = place_at(lines, caret)
    if place is None:
        return None
    wanted = place.typed.casefold()
    expects = place.kind == "value" and not wanted
    behind = lines[caret.row][: caret.column].rstrip()[-1:]
    if not asked and len(wanted) < LETTERS and not (expects and behind in {":", "["}):
        return None
    options = list({o.text: o for o in reversed(list(_options(place, names))) if not _there(o, place)}.values())[::-1]
    begins = [option for option in options if option.text.casefold().startswith(wanted)]
    inside = [option for option in options if option not in begins and _called(option, wanted)]
    found = (*begins, *inside) if wanted else tuple(options)
    if not found or (len(found) == 1 and found[0].text == place.typed):
        return None
    if any(option.text == place.typed for option in found) and not asked:
        return None
    return Completion(caret.row, place.start, found, bare=place.bare)


def _called(option: Option, wanted: str) -> bool:
    """Whether what is written stands in a name or in what it is called; what a key means is asked in Chinese only, a
    few letters stand in nearly every English sentence.
    """
    titles = () if option.key and wanted.isascii() else (option.title or {}).values()
    return wanted in option.text.casefold() or any(wanted in title.casefold() for title in titles)


def _there(option: Option, place: Place) -> bool:
    return option.key and option.text in place.siblings


def _options(place: Place, names: Names) -> Iterator[Option]:
    """Everything that may stand there."""
    if place.kind in {"value", "either"}:
        yield from _values(place.path, names)
    if place.kind in {"key", "either"}:
        yield from (Option(key, title, key=True) for key, title in _keys(place.path, names))


def _keys(path: tuple[str, ...], names: Names) -> Iterator[tuple[str, Text | None]]:
    inside = path[-1] if path else ""
    entries = _ENTRIES.get(inside, ()) if names.kind in {"site", "scenario"} else ()
    slots = here(names.kind, path).keys
    if _in_condition(path):
        yield from names.titles("fact").items()
        yield from ((word, None) for word in _COMBINE)
    elif entries and not slots:
        for kind in entries:
            yield from names.titles(kind).items()
        yield from ((word, None) for word in ("reports",) if inside == "needs")
    elif inside == "work" or (not slots and path[-2:-1] in {("work",), ("outside",)}):
        yield from ((word, None) for word in _WORK)
    elif inside in _WORDS or (path[:1] == ("roles",) and len(path) == 2):
        yield from ((word, None) for word in ("zh", "en"))
        if path[:1] == ("roles",):
            yield from ((key, explained(slot)) for key, slot in slots.items())
    else:
        yield from ((key, explained(slot)) for key, slot in slots.items())


def explained(slot: Slot) -> Text:
    """What a key means, in both languages."""
    chinese, english = meaning(slot.model, slot.key)
    return {"zh": chinese, "en": english}


def _in_condition(path: tuple[str, ...]) -> bool:
    """Whether a map here is a condition."""
    if "when" not in path:
        return False
    return all(part in {"any", "all", "not", ITEM} for part in path[path.index("when") + 1 :])


def _values(path: tuple[str, ...], names: Names) -> Iterator[Option]:
    keys = [part for part in path if part != ITEM]
    key, above = (keys[-1] if keys else ""), (keys[-2] if len(keys) > 1 else "")
    if "when" in path[:-1]:
        yield from _compared(key, names)
        return
    if names.kind in {"site", "scenario"} and above in _ENTRIES:
        yield from _of_entry(key, above, names)
    kinds = _IN.get((above, key)) or (() if above in _WORDS else _NAMES.get(key, ()))
    if "injects" in keys[:1] and key == "for":
        kinds = ("length",)
    for kind in kinds if kinds != ("runbook",) or key != "runbook" or names.kind == "scenario" else ():
        yield from _named(kind, names)
    yield from (Option(word) for word in here(names.kind, path).fixed)


def _of_entry(name: str, under: str, names: Names) -> Iterator[Option]:
    """What stands behind a name of the plan in a site or a scenario."""
    if under in {"answers", "set"}:
        yield from _compared(name, names)
    elif under == "reports":
        yield from (Option(word) for word in _HEARD)
    elif under == "numbers":
        plan = names.plan
        number = plan.numbers.get(name) if plan is not None else None
        if number is not None:
            yield Option(number.value.text if isinstance(number.value, Duration) else str(number.value))
    else:
        for kind in _EACH.get(under, ()):
            yield from _named(kind, names)


def _named(kind: str, names: Names) -> Iterator[Option]:
    match kind:
        case "moment":
            yield from (Option(word) for word in _MOMENTS)
        case "length":
            yield from (Option(word) for word in _LENGTHS)
        case "period":
            yield from (Option(word) for word in PERIODS)
        case "source":
            yield from (Option(f"{name}-", title) for name, title in names.titles("source").items())
        case _:
            yield from (Option(name, title) for name, title in names.titles(kind).items())


def _compared(key: str, names: Names) -> Iterator[Option]:
    """What a fact may be compared with."""
    if key == "level":
        yield from (Option(name, title) for name, title in names.titles("level").items())
    elif key == "profile":
        yield from (Option(word) for word in PROFILES)
    elif names.plan is not None and key in names.plan.facts:
        fact = names.plan.facts[key]
        if fact.type == "yes-no":
            yield from (Option(word) for word in ("yes", "no"))
        yield from (Option(choice, title) for choice, title in fact.of.items())
