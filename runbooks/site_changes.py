"""What differs in meaning between two site files: values, no words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from runbooks.changes import Change, keys_changed, meaning, moved_in
from runbooks.durations import parse_duration
from runbooks.plan import Duration
from runbooks.problems import Fault
from runbooks.site import Site

SITE: Final = ("name", "timezone", "profile", "default_plan", "duty", "places", "phrases", "call_back")


def site_changes(old: Site, new: Site) -> tuple[Change, ...]:
    """What differs between two sites. Of people the order counts: it is that of calling."""
    found = [*keys_changed("site", "", SITE, old, new), *_whole("people", old.people, new.people)]
    numbers = {name: _written(value) for name, value in old.numbers.items()}
    found += _whole("number", numbers, {name: _written(value) for name, value in new.numbers.items()})
    on = [name for name in new.overlays if name not in old.overlays]
    off = [name for name in old.overlays if name not in new.overlays]
    found += [Change("overlay", name, "added") for name in on] + [Change("overlay", name, "removed") for name in off]
    found += [Change("overlay", name, "moved") for name in sorted(moved_in(old.overlays, new.overlays))]
    return tuple(found)


def _whole(kind: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    """Things that change as a whole."""
    for name in dict.fromkeys([*new, *old]):
        before, after = old.get(name), new.get(name)
        if before is None or after is None:
            yield Change(kind, name, "removed" if after is None else "added", before=before, after=after)
        elif meaning(before) != meaning(after):
            yield Change(kind, name, "changed", before=before, after=after)


def _written(value: str | int) -> int | Duration | str:
    """A number of the site. Which kind it must be only the plan knows, so what is neither is left as it stands."""
    text = str(value)
    if text.isdecimal():
        return int(text)
    try:
        return parse_duration(text)
    except Fault:
        return text
