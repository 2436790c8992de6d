"""A plan or a scenario to begin with: small, commented, in one language, and without a problem as it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

from reports.words import Lang
from runbooks.scalars import core_value

Kind = Literal["runbook", "scenario"]

_TEMPLATES: Final = Path(__file__).parent / "templates" / "new"


def new_file(kind: Kind, name: str, lang: Lang) -> bytes:
    """The file's text for an id; `name` must be one."""
    text = (_TEMPLATES / f"{kind}-{lang}.yaml").read_text(encoding="utf-8")
    return text.replace(f"{kind}: NAME", f"{kind}: {_written(name)}").replace("NAME", name).encode()


def _written(name: str) -> str:
    """In quotes where YAML would take it for something else than a word."""
    return name if isinstance(_value(name), str) else f'"{name}"'


def _value(name: str) -> object:
    try:
        return core_value(name)
    except OverflowError:  # a number that no plan needs is still a name
        return None
