"""What a plan file may say about facts, steps and limits: keys and their kinds, as the file has them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, WithJsonSchema

from runbooks.fields import Citing, Id, Several, Strict, TypedId, When, Words, Written
from runbooks.works import FORMS

Stage = Literal["report", "respond", "on-site", "coordinate", "inform", "review", "routine", "readiness"]
Kind = Literal["yes-no", "count", "choice", "text", "date", "moment", "person", "role", "file", "rows"]


class FactModel(Strict):
    """One thing that the officer can state."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"properties": {"type": {"enum": ["choice", "rows"]}}},
            "then": {"required": ["of"]},
            "else": {"properties": {"of": {"type": "null"}}},
        }
    )

    type: Kind
    ask: Words
    of: Annotated[dict[Id, Any] | None, Field(min_length=1)] = None
    min: int | None = None
    max: int | None = None
    when: When = None
    source: Several[Citing] | None = None


class RecordedFactModel(FactModel):
    """A fact written in place, in the record of the step that asks it."""

    id: TypedId


class AnyOfModel(Strict):
    """An entry of `after` that any one of its steps satisfies."""

    any: Annotated[list[TypedId], Field(min_length=1)]


class ExtendModel(Strict):
    """By how much a limit may be lengthened, once, and whose word that takes."""

    by: Written
    role: Id


class LimitModel(Strict):
    """By when, from which moment, on whose authority."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": [key]} for key in ("within", "by", "every")]})

    within: Written = None
    by: str | None = None
    every: Written = None
    first: Written = None
    from_: TypedId | None = None
    until: TypedId | None = None
    to: Literal["done", "start"] = "done"
    when: When = None
    basis: Literal["plan", "statute", "assumed"]
    source: Several[Citing]
    ahead: Written = None
    day: Annotated[int, Field(ge=1)] | None = None
    extend: ExtendModel | None = None


_FORMS = [
    {
        "type": "object",
        "required": list(form),
        "properties": {key: {"type": "string"} for key in form},
        "additionalProperties": False,
    }
    for form in FORMS
]
Work = Annotated[Any, WithJsonSchema({"anyOf": [{"type": "string"}, *_FORMS]})]


class StepModel(Strict):
    """One thing somebody does."""

    id: TypedId
    title: Words
    stage: Stage
    role: Several[Id]
    after: Several[TypedId | AnyOfModel] | None = None
    when: When = None
    each: TypedId | None = None
    limits: list[LimitModel] = Field(default_factory=list)
    record: list[TypedId | RecordedFactModel] = Field(default_factory=list)
    form: Words | None = None
    how: Words | None = None
    say: Words | None = None
    tells: Several[Id] | None = None
    opens: Id | None = None
    where: Literal["site"] | None = None
    work: Work = None
    source: Several[Citing]


class ChangeModel(Strict):
    """What is changed of included steps: `limits` and `record` are added, the others replaced."""

    step: Several[TypedId]
    limits: list[LimitModel] = Field(default_factory=list)
    record: list[TypedId | RecordedFactModel] = Field(default_factory=list)
    role: Several[Id] | None = None
    when: When = None
    after: Several[TypedId | AnyOfModel] | None = None
    work: Work = None
