"""JSON Schema (2020-12) of the files that people write, for editors that complete and underline.

The shape comes from the models that the reader itself holds files against, so the two cannot drift apart; the sentences
come from `reports.words.keys`, in both languages, one after the other. What depends on other parts of a file (whether a
step that is named is there) only `drillbook check` can say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from reports.words import Words
from reports.words.keys import KEYS
from runbooks.fields import SHARED

Schema = dict[str, Any]

_CONDITION: Final[Schema] = {"$ref": "#/$defs/condition"}
_COMPARING: Final[Schema] = {
    "properties": {
        "any": {"type": "array", "minItems": 1, "items": _CONDITION},
        "all": {"type": "array", "minItems": 1, "items": _CONDITION},
        "not": _CONDITION,
    },
    "additionalProperties": {"type": ["string", "number", "boolean"]},
}
"""A condition is made of conditions again, or compares facts."""
_PATTERNS: Final = {kind["pattern"]: name for name, kind in SHARED.items() if "pattern" in kind}


def schema(title: str, models: Sequence[type[BaseModel]]) -> Schema:
    """The schema of a kind of file. Of two models, the second is meant where its key stands without the first's."""
    _, made = models_json_schema([(model, "validation") for model in models], ref_template="#/$defs/{model}")
    definitions = {_name(name): _tidy(definition) for name, definition in made["$defs"].items()}
    for name, definition in definitions.items():
        _describe(name, definition)
    shared = {name: {key: value for key, value in kind.items() if key != "$comment"} for name, kind in SHARED.items()}
    shared["condition"] |= _COMPARING
    used = str(definitions)
    definitions |= {name: kind for name, kind in shared.items() if f"'#/$defs/{name}'" in used}
    names = [_name(model.__name__) for model in models]
    head: Schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    if len(names) == 1:
        return {**head, "$ref": f"#/$defs/{names[0]}", "$defs": definitions}
    first, other = names
    meant = {"required": [other.lower()], "not": {"required": [first.lower()]}}
    choice = {"if": meant, "then": {"$ref": f"#/$defs/{other}"}, "else": {"$ref": f"#/$defs/{first}"}}
    return {**head, **choice, "$defs": definitions}


def meaning(model: str, key: str) -> tuple[str, str]:
    """What a key means, in Chinese and in English."""
    english = KEYS[model][key]
    return Words("zh").sense("key", english), english


def _name(of: str) -> str:
    """What a model is called in the schema: its class without what all of them are called."""
    return of.removesuffix("Model").removesuffix("Form")


def _describe(name: str, definition: Schema) -> None:
    """Put its sentence to every key of a model; a model that may be written shorter stands in a choice."""
    for member in definition.get("anyOf", [definition]):
        properties: Mapping[str, Schema] = member.get("properties", {})
        for key, value in properties.items():
            value["description"] = "\n".join(meaning(name, key))


def _tidy(given: Any, *, names: bool = False) -> Any:
    """Without the titles and defaults that only say again what stands there; maps by name in one form.

    `names` says that the keys of this map are names that somebody chose, not words of JSON Schema.
    """
    if isinstance(given, list):
        return [_tidy(member) for member in given]
    if not isinstance(given, dict):
        return given
    if names:
        return {key: _tidy(value) for key, value in given.items()}
    if given.get("$comment") in SHARED:
        return {"$ref": f"#/$defs/{given['$comment']}"}
    tidied: Schema = {}
    for key, value in given.items():
        if key in {"title", "description"} or (key == "default" and value is None):
            continue
        if key == "$ref":
            tidied[key] = "#/$defs/" + _name(value.rpartition("/")[2])
        elif key == "patternProperties":
            ((pattern, inside),) = value.items()
            tidied |= {
                "propertyNames": {"$ref": f"#/$defs/{_PATTERNS[pattern]}"},
                "additionalProperties": _tidy(inside),
            }
        else:
            tidied[key] = _tidy(value, names=key == "properties")
    return tidied
