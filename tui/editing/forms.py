"""What may stand at a path of keys, read off the models that the reader itself holds files against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from runbooks.allowed import keys_of
from runbooks.model import OverlayModel, RunbookModel
from runbooks.model_site import SiteModel
from simulator.scenario_form import ScenarioForm
from tui.editing.place import ITEM
from tui.editing.study import Kind

ROOTS: Final[Mapping[Kind, type[BaseModel]]] = {
    "runbook": RunbookModel,
    "overlay": OverlayModel,
    "site": SiteModel,
    "scenario": ScenarioForm,
}


@dataclass(frozen=True, slots=True)
class Slot:
    """A key of a model, as the sentences about keys name it."""

    model: str
    key: str


@dataclass(frozen=True, slots=True)
class Here:
    """What may stand at a path: kinds of values, and the last key of a model on the way there."""

    kinds: tuple[Any, ...]
    slot: Slot | None = None

    @property
    def keys(self) -> dict[str, Slot]:
        """The keys of the map that may stand here."""
        found: dict[str, Slot] = {}
        for kind in self.kinds:
            if is_model(kind):
                found |= {key: Slot(name_of(kind), key) for key in keys_of(kind) if key not in found}
        return found

    @property
    def map_only(self) -> bool:
        """Whether nothing but a map, or a list of maps, may stand here."""
        return all(is_model(kind) or get_origin(kind) in (list, dict) for kind in self.kinds)

    @property
    def fixed(self) -> tuple[str, ...]:
        """The words that the language has for a value here."""
        words = [str(word) for kind in self.kinds if get_origin(kind) is Literal for word in get_args(kind)]
        return tuple(dict.fromkeys(words))


def here(kind: Kind, path: tuple[str, ...]) -> Here:
    """What may stand at a path of a file."""
    kinds: list[Any] = [ROOTS[kind]]
    slot = None
    for part in path:
        named = [each for each in kinds if is_model(each) and part in keys_of(each)]
        if named:
            slot = Slot(name_of(named[0]), part)
        kinds = [inner for each in kinds for inner in _inside(each, part)]
    return Here(tuple(kinds), slot)


def name_of(model: type[BaseModel]) -> str:
    """What the sentences about keys call a model."""
    return model.__name__.removesuffix("Model").removesuffix("Form")


def is_model(kind: Any) -> bool:
    """Whether a map with given keys may stand here."""
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _inside(kind: Any, part: str) -> Iterator[Any]:
    if is_model(kind):
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
