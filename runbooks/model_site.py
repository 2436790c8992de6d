"""What `site.yaml` may say: the site's name, zone and people, its numbers and overlays."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from runbooks.fields import Id, Several, Strict, Words, Written

Telephone = Annotated[str, Field(min_length=1, max_length=64)]
"""A text, in quotes: as a number it would lose a leading zero or plus."""


class PersonModel(Strict):
    """One of our own people, with the numbers in the order of trying."""

    name: Annotated[str, Field(min_length=1)]
    tel: Several[Telephone] = Field(default_factory=list)
    title: Words | None = None


class SiteModel(Strict):
    """One site: everything that differs from one company to the next."""

    site: Words
    timezone: str = "Asia/Shanghai"
    profile: Literal["state-owned", "private"] = "state-owned"
    people: dict[Id, Several[PersonModel]] = Field(default_factory=dict)
    numbers: dict[Id, Written] = Field(default_factory=dict)
    overlays: list[Id] = Field(default_factory=list)
    default_plan: Id | None = None
    duty: list[Annotated[str, Field(min_length=1)]] = Field(default_factory=list)
    places: list[Words] = Field(default_factory=list)
    phrases: list[Words] = Field(default_factory=list)
    call_back: Telephone | None = None
