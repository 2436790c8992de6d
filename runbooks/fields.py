"""The kinds of values that the models are made of: ids, texts by language, one-or-several, durations as written.

They check the form only. Whether a named step or fact exists is a matter of the composed plan.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainValidator,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from runbooks.chinese import meant
from runbooks.problems import Fault

T = TypeVar("T")

_ID = re.compile(r"[^\W_][\w-]{0,63}")
_TYPED_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Strict(BaseModel):
    """A map of the language: only the keys that are named, nothing converted; `_` in a name is `-` in the file."""

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, alias_generator=lambda name: name.rstrip("_").replace("_", "-")
    )


def is_id(text: str) -> bool:
    """Letters of any script, digits, `-` and `_`: an id is never a path."""
    return _ID.fullmatch(text) is not None


def _id(text: str) -> str:
    if not is_id(text):
        raise Fault("bad-id", {"given": text}, hint=_near_id(text))
    return text


def typed_id(text: str) -> str:
    """The text, if it is an id in ASCII that starts with a letter; raises Fault."""
    if not _TYPED_ID.fullmatch(text):
        near = _several_ids(text) or _near_id(text)
        good = all(_TYPED_ID.fullmatch(part) for part in near.split(", "))
        raise Fault("bad-typed-id", {"given": text}, hint=near if good else meant(text, ("began", "closing")))
    return text


def _near_id(text: str) -> str:
    """The same name with hyphens where an id allows nothing else."""
    near = re.sub(r"[^\w]+", "-", text).strip("-_")[:64]
    return near if near != text else ""


def _several_ids(text: str) -> str:
    """Several names with Chinese commas between them, as a list has them."""
    parts = [part.strip() for part in re.split("[，、；]", text) if part.strip()]
    return ", ".join(parts) if len(parts) > 1 else ""


def text_of(raw: Any) -> dict[str, str]:
    """The texts by language of a text or a map of texts; raises Fault."""
    if isinstance(raw, str):
        if not raw.strip():
            raise Fault("empty-text")
        return {"": raw}
    if not isinstance(raw, dict):
        raise Fault("not-a-text", {"given": _shown(raw)})
    if not raw:
        raise Fault("empty-text")
    for language, words in raw.items():
        if not _LANGUAGE.fullmatch(language):
            raise Fault("bad-language", {"given": language}, allowed=("zh", "en"), at=(language,))
        if not isinstance(words, str):
            raise Fault("not-a-text", {"given": _shown(words)}, at=(language,))
        if not words.strip():
            raise Fault("empty-text", at=(language,))
    return dict(raw)


def _shown(raw: Any) -> str:
    """What stands there instead of a text, for a sentence."""
    return "[…]" if isinstance(raw, list) else "{…}" if isinstance(raw, dict) else "" if raw is None else str(raw)


def _several(raw: Any) -> Any:
    return raw if isinstance(raw, list) else [raw]


class _OrOne:
    """Tells editors that one value stands for a list of itself."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        several = handler(core)
        return {"anyOf": [several["items"], several]}


# Editors have no \w for letters of other scripts: what cannot stand in an id is written out, ASCII and CJK punctuation.
_NO_LETTER = (
    r"\u0000-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7"
)
_NO_LETTER += r"\u2000-\u206f\u2190-\u2bff\u3000-\u3004\u3008-\u3020\u3030\ufe10-\ufe6f"
_NO_LETTER += r"\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
_ID_SCHEMA = {"$comment": "id", "type": "string", "pattern": f"^[^{_NO_LETTER}]([_-]|[^{_NO_LETTER}]){{0,63}}$"}
_TYPED_ID_SCHEMA = {"$comment": "typed-id", "type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_-]{0,63}$"}
_NOT_BLANK = {"type": "string", "pattern": r"\S"}
_TEXT_SCHEMA = {
    "$comment": "text",
    "anyOf": [
        _NOT_BLANK,
        {
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": f"^{_LANGUAGE.pattern}$"},
            "additionalProperties": _NOT_BLANK,
        },
    ],
}
_CONDITION_SCHEMA = {"$comment": "condition", "type": "object", "minProperties": 1}
SHARED: Final = {
    str(kind["$comment"]): kind for kind in (_ID_SCHEMA, _TYPED_ID_SCHEMA, _TEXT_SCHEMA, _CONDITION_SCHEMA)
}
"""Kinds of values by the comment that stands in their schema: a whole schema defines each once."""

Id = Annotated[str, AfterValidator(_id), WithJsonSchema(_ID_SCHEMA)]
"""A name: letters of any script, digits, `-`, `_`."""

TypedId = Annotated[str, AfterValidator(typed_id), WithJsonSchema(_TYPED_ID_SCHEMA)]
"""A name that people type on any keyboard: steps, facts and columns."""

Words = Annotated[dict[str, str], PlainValidator(text_of), WithJsonSchema(_TEXT_SCHEMA)]
"""A text, or texts by language; without a language it stands under `""`."""

Several = Annotated[list[T], BeforeValidator(_several), Field(min_length=1), _OrOne()]
"""One, or a list of them."""

Citing = Annotated[str, Field(min_length=1)]
"""A citation: source, hyphen or space, clause."""

Written = Annotated[Any, WithJsonSchema({"type": ["string", "integer"]})]
"""A duration, a count or the name of a number, read where it is known which of them it must be."""

When = Annotated[Any, WithJsonSchema(_CONDITION_SCHEMA)]
"""A condition, read where the facts are known."""
