"""What could be written where the caret stands: keys, names that the plan has, words that the language knows.

It opens by itself once two letters are written, or right behind a colon or a bracket, where names or fixed words are
expected; nothing is offered where free text stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from runbooks.allowed import keys_of
from runbooks.conditions import PROFILES
from runbooks.model import OverlayModel, RunbookModel
from runbooks.plan import PERIODS, Text
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
}
_IN: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("extend", "by"): ("number", "length"),
    ("after", "any"): ("step",),
}
"""Where a key means something else inside another one."""
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
    """Whether what is written stands in a name or in what it is called."""
    titles = (option.title or {}).values()
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
    if _in_condition(path):
        yield from names.titles("fact").items()
        yield from ((word, None) for word in _COMBINE)
    elif inside == "work":
        yield from ((word, None) for word in _WORK)
    elif inside in _WORDS or (path[:1] == ("roles",) and len(path) == 2):
        yield from ((word, None) for word in ("zh", "en"))
        if path[:1] == ("roles",):
            yield from ((word, None) for word in ("title", "kind", "one-of"))
    else:
        found: dict[str, None] = {}
        for kind in _kinds(path):
            if _is_model(kind):
                found.update(dict.fromkeys(keys_of(kind)))
        yield from ((key, None) for key in found)


def _in_condition(path: tuple[str, ...]) -> bool:
    """Whether a map here is a condition."""
    if "when" not in path:
        return False
    return all(part in {"any", "all", "not", ITEM} for part in path[path.index("when") + 1 :])


def _values(path: tuple[str, ...], names: Names) -> Iterator[Option]:
    key = next((part for part in reversed(path) if part != ITEM), "")
    above = [part for part in path if part != ITEM][-2:-1]
    if "when" in path[:-1]:
        yield from _compared(key, names)
        return
    kinds = _IN.get((above[0] if above else "", key)) or (() if above and above[0] in _WORDS else _NAMES.get(key, ()))
    for kind in kinds:
        yield from _named(kind, names)
    yield from (Option(word) for word in _fixed(path))


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


def _fixed(path: tuple[str, ...]) -> Iterator[str]:
    """The words that the language has for a value."""
    for kind in _kinds(path):
        if get_origin(kind) is Literal:
            yield from (str(word) for word in get_args(kind))


# -- walking through the model --------------------------------------------------------------------------


def _kinds(path: tuple[str, ...]) -> list[Any]:
    """What may stand at a path, as the model of plans has it."""
    here: list[Any] = [RunbookModel, OverlayModel]
    for part in path:
        here = [inner for kind in here for inner in _inside(kind, part)]
    return here


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _inside(kind: Any, part: str) -> Iterator[Any]:
    if _is_model(kind):
        if part != ITEM and part in (keys := keys_of(kind)):
            yield from _members(keys[part])
        return
    arguments = get_args(kind)
    origin = get_origin(kind)
    if origin is dict and part != ITEM:
        yield from _members(arguments[1])
    elif origin is list and part == ITEM:
        yield from _members(arguments[0])


def _members(kind: Any) -> Iterator[Any]:
    """A kind without its wrappings; of a union each, of a list that one value may stand for both."""
    origin = get_origin(kind)
    if origin is Annotated:
        yield from _members(get_args(kind)[0])
    elif origin in (Union, UnionType):
        for member in get_args(kind):
            yield from _members(member)
    elif origin is list:
        yield kind
        yield from _members(get_args(kind)[0])
    else:
        yield kind
