"""Which keys a model allows at a place in its data: read off its annotations, by the names used in files."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from runbooks.tracing import Part


def keys_of(model: type[BaseModel]) -> dict[str, Any]:
    """The keys of a model as files write them, with their annotations."""
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def allowed_keys(model: type[BaseModel], parts: Iterable[Part]) -> tuple[str, ...]:
    """The keys allowed in the map that a walk leads to, sorted; none if any key may stand there."""
    here: list[Any] = list(_members(model))
    for part in parts:
        inside = [m for kind in here for m in _inside(kind, part.name)]
        if not part.is_step:
            named = [kind for kind in here if getattr(kind, "__name__", None) == part.name]
            inside = named or inside or here
        here = inside
    return tuple(sorted({key for kind in here if _is_model(kind) for key in keys_of(kind)}))


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _inside(kind: Any, name: str | int) -> Iterator[Any]:
    """The kinds that a value may have under a key or index of a value of this kind."""
    if _is_model(kind):
        if name in (keys := keys_of(kind)):
            yield from _members(keys[str(name)])
        return
    arguments = get_args(kind)
    if isinstance(name, str) and get_origin(kind) is dict:
        yield from _members(arguments[1])
    elif isinstance(name, int):
        for argument in arguments:
            yield from _members(argument)


def _members(kind: Any) -> Iterator[Any]:
    """A kind without its wrappings; the members of a union one by one."""
    origin = get_origin(kind)
    if origin is Annotated:
        yield from _members(get_args(kind)[0])
    elif origin in (Union, types.UnionType):
        for member in get_args(kind):
            yield from _members(member)
    else:
        yield kind
