"""The models as editors see them: a schema of the language."""

from __future__ import annotations

import pytest

from runbooks.fields import Strict, is_id
from runbooks.model import OverlayModel, RunbookModel
from runbooks.model_site import SiteModel


def test_the_schema_has_the_keys_as_files_have_them() -> None:
    schema = RunbookModel.model_json_schema()
    assert schema["additionalProperties"] is False
    assert schema["required"] == ["title", "runbook"]
    assert {"number-from", "include", "change"} <= set(schema["properties"])
    step = schema["$defs"]["StepModel"]
    assert step["required"] == ["id", "title", "stage", "role", "source"]
    assert step["properties"]["stage"]["enum"][0] == "report"
    assert {"from", "until", "basis"} <= set(schema["$defs"]["LimitModel"]["properties"])


def test_the_schema_takes_one_for_several_and_a_text_for_texts() -> None:
    properties = RunbookModel.model_json_schema()["$defs"]["StepModel"]["properties"]
    one, several = properties["role"]["anyOf"]
    assert (one["type"], several["type"], several["items"]) == ("string", "array", one)
    assert [kind["type"] for kind in properties["title"]["anyOf"]] == ["string", "object"]


@pytest.mark.parametrize("model", [OverlayModel, SiteModel])
def test_every_kind_of_file_has_a_schema(model: type[Strict]) -> None:
    assert model.model_json_schema()["type"] == "object"


@pytest.mark.parametrize("name", ["a", "条例-1", "ASM-02", "9", "a_b", "x" * 64])
def test_ids(name: str) -> None:
    assert is_id(name)


@pytest.mark.parametrize("name", ["", "-a", "_a", "a b", "a/b", "a.b", "..", "a\n", "x" * 65, "a\0"])
def test_what_is_no_id(name: str) -> None:
    assert not is_id(name)
