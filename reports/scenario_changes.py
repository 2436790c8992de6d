"""What differs in meaning between two scenarios: values, no words. Found in their data, as `show --format json` has it.

In which order entries stand does not matter: answers, staff and injects have names. The order of overlays does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from reports.scenario_phrases import Data
from runbooks.changes import Change, meaning
from runbooks.frozen import condition_from_data

NAMED_BY: Final[Mapping[str, str]] = {
    "reports": "fact",
    "staff": "role",
    "outside": "role",
    "needs": "step",
    "work": "step",
    "answers": "fact",
    "measures": "step",
    "injects": "id",
    "objectives": "id",
}
"""Lists of the data, and what the entries of each are called by."""

_UNORDERED: Final = frozenset({"things", "chances", "away", "expects", "of"})


def scenario_changes(old: Data, new: Data) -> tuple[Change, ...]:
    """Everything that differs: the scenario itself, then part by part."""
    keys = list(dict.fromkeys([*new, *old]))
    parts = [key for key in keys if key in NAMED_BY or key in ("set", "crowd")]
    found = list(_keys("scenario", new["scenario"], _only(old, keys, parts), _only(new, keys, parts)))
    for part in parts:
        before, after = old.get(part), new.get(part)
        if part == "crowd":
            found += _crowd(before, after)
        elif part == "set":
            found += _entries(part, before or {}, after or {})
        else:
            found += _entries(part, _named(part, before or ()), _named(part, after or ()))
    return tuple(found)


def _only(scenario: Data, keys: list[str], parts: list[str]) -> Data:
    return {key: scenario.get(key) for key in keys if key not in parts}


def _named(part: str, entries: Any) -> dict[str, Any]:
    by = NAMED_BY[part]
    return {entry[by]: {key: value for key, value in entry.items() if key != by} for entry in entries}


def _crowd(before: Data | None, after: Data | None) -> Iterator[Change]:
    if before is None or after is None:
        if before is not after:
            yield Change("crowd", "", "added" if before is None else "removed", before=before, after=after)
        return
    yield from _keys("crowd", "", before, after)


def _entries(part: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for name in dict.fromkeys([*new, *old]):
        if name not in old or name not in new:
            yield Change(part, name, "added" if name in new else "removed", before=old.get(name), after=new.get(name))
        elif isinstance(new[name], Mapping) and part != "reports":
            yield from _keys(part, name, old[name], new[name])
        elif old[name] != new[name]:
            yield Change(part, name, "changed", before=old[name], after=new[name])


def _keys(kind: str, name: str, old: Data, new: Data) -> Iterator[Change]:
    for key in dict.fromkeys([*new, *old]):
        if _meaning(key, old.get(key)) != _meaning(key, new.get(key)):
            yield Change(kind, name, "changed", key, old.get(key), new.get(key))


def _meaning(key: str, value: Any) -> Any:
    if key == "when" and value is not None:
        return meaning(condition_from_data(value))
    if key in _UNORDERED and isinstance(value, list):
        return sorted(map(repr, value))
    return value
