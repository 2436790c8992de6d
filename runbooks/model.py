"""What a plan file may say: a runbook or an overlay, key by key. `model_steps` has its facts, steps and limits."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from runbooks.fields import Id, Several, Strict, TypedId, When, Words, Written
from runbooks.model_steps import AnyOfModel, ChangeModel, FactModel, StepModel


class SourceModel(Strict):
    """A document that is cited."""

    title: Words
    kind: Literal["plan", "statute", "practice"]
    edition: str = ""
    binds: Literal["state-owned"] | None = None


class NumberModel(Strict):
    """A value of ours, with the vague word of the document that it replaces."""

    is_: Written
    replaces: Words
    why: Words


class RoleModel(Strict):
    """Who acts. A role written as a text or as texts by language is just its title."""

    title: Words
    kind: Literal["staff", "outside", "thing"] = "staff"
    one_of: Several[Id] = Field(default_factory=list)

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        full = handler.resolve_ref_schema(handler(core))
        return {"anyOf": [full["properties"]["title"], full]}

    @model_validator(mode="before")
    @classmethod
    def _just_a_title(cls, raw: Any) -> Any:
        full = isinstance(raw, dict) and not raw.keys().isdisjoint({"title", "kind", "one-of"})
        return raw if full else {"title": raw}


class LevelModel(Strict):
    """A level of the event; the lowest stands first."""

    id: Id
    title: Words
    command: Id | None = None
    when: When = None
    how: Words | None = None


class IncludeModel(Strict):
    """A runbook brought in, with what its heads follow and when they are needed."""

    part: Id
    after: Several[TypedId | AnyOfModel] | None = None
    when: When = None


class PlanModel(Strict):
    """The keys that a runbook and an overlay share."""

    title: Words
    about: Words | None = None
    version: str = ""
    number_from: Annotated[int, Field(ge=1, le=99)] | None = None
    sources: dict[Id, SourceModel] = Field(default_factory=dict)
    numbers: dict[Id, NumberModel] = Field(default_factory=dict)
    roles: dict[Id, RoleModel] = Field(default_factory=dict)
    facts: dict[TypedId, FactModel] = Field(default_factory=dict)
    levels: list[LevelModel] = Field(default_factory=list)
    include: list[Id | IncludeModel] = Field(default_factory=list)
    steps: list[StepModel] = Field(default_factory=list)
    change: list[ChangeModel] = Field(default_factory=list)


class RunbookModel(PlanModel):
    """A plan, or a part that others include."""

    runbook: Id

    @property
    def id(self) -> str:
        """What the file is called."""
        return self.runbook


class OverlayModel(PlanModel):
    """What is laid over the plans of `for` at a site."""

    overlay: Id
    for_: Several[Id]

    @property
    def id(self) -> str:
        """What the file is called."""
        return self.overlay
