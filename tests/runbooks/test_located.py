"""A model's errors at their places in the file. In the texts «…» marks where the caret must stand."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from runbooks.located import lines_of, nearest, validate
from runbooks.problems import Fault, Problem
from runbooks.reader import read
from tests.runbooks.test_reader import places, unmark


class Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", alias_generator=lambda n: n.rstrip("_").replace("_", "-"))


def _id(text: str) -> str:
    if " " in text:
        raise Fault("bad-id", {"given": text}, ("letters",), hint=text.replace(" ", "-"))
    return text


Id = Annotated[str, AfterValidator(_id)]
Text = str | dict[str, str]


class Part(Strict):
    part: Id
    after: list[str] = []


class Circle(Strict):
    shape: Literal["circle"]
    radius: Annotated[int, Field(ge=1, le=9)]


class Square(Strict):
    shape: Literal["square"]
    side: Annotated[int, Field(gt=0, lt=10)]
    str: int = 0  # called like the label that pydantic gives to the text of a union


class Limit(Strict):
    from_: Id
    one_of: list[Id] | Literal["any"] | None = None
    basis: Literal["plan", "statute", "assumed"] = "plan"
    at_most: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _not_from_itself(self) -> Limit:
        if self.from_ == "itself":
            raise Fault("from-itself", at=("from",))
        if self.from_ == "nowhere":
            raise Fault("from-nowhere", at=("one-of", 0, "deeper"))
        if self.from_ == "python":
            raise ValueError("a sentence that must not travel")
        return self


class Role(Strict):
    title: Text
    kind: Literal["staff", "thing"] = "staff"

    @model_validator(mode="before")
    @classmethod
    def _just_a_title(cls, raw: Any) -> Any:
        return raw if isinstance(raw, dict) and "title" in raw else {"title": raw}


class Step(Strict):
    id: Id
    title: Text = ""
    limits: list[Limit] = []
    include: list[Id | Part] = []
    role: Annotated[list[Id], BeforeValidator(lambda raw: raw if isinstance(raw, list) else [raw])] = []
    area: Circle | Square | str | None = None
    sized: Annotated[Circle | Square, Field(discriminator="shape")] | None = None
    done: bool = False
    share: float = 0.0
    names: Annotated[list[str], Field(min_length=2, max_length=3)] = ["a", "b"]
    code: Annotated[str, Field(min_length=2, max_length=3, pattern="^[a-z]")] = "ab"


class Plan(Strict):
    steps: list[Step]
    roles: dict[Id, Role] = {}


def validated(text: str) -> tuple[Plan | None, list[Problem]]:
    data = text.encode()
    tree, problems = read(data, "f.yaml")
    assert tree is not None
    assert problems == []
    return validate(Plan, tree, lines_of(data))


def step(line: str) -> str:
    return f"steps:\n  - id: a\n    {line}\n"


CASES = [
    ("unknown-key", step("«tilte»: x"), {"key": "tilte"}, "title"),
    ("unknown-key", step("limits: [{from: a, «one_of»: any}]"), {"key": "one_of"}, "one-of"),
    ("unknown-key", step("include: [b, {part: c, «afer»: [d]}]"), {"key": "afer"}, "after"),
    ("unknown-key", step("area: {shape: circle, radius: 3, «wdth»: 4}"), {"key": "wdth"}, ""),
    ("unknown-key", "steps: []\nroles: {a: {title: x, «kin»: staff}}", {"key": "kin"}, "kind"),
    ("unknown-key", "steps: []\n«标题»: x", {"key": "标题"}, ""),
    ("missing-key", step("limits: [«{»basis: plan}]"), {"key": "from"}, ""),
    ("missing-key", "steps:\n  - «t»itle: x\n", {"key": "id"}, ""),
    ("missing-key", step("include: [b, «{»after: [d]}]"), {"key": "part"}, ""),
    ("missing-key", "«r»oles: {}", {"key": "steps"}, ""),
    ("missing-key", step("sized: «{»radius: 3}"), {"key": "shape"}, ""),
    ("empty-value", "steps:\n  - «id»:\n", {"key": "id"}, ""),
    ("empty-value", step("limits: [{«from»: }]"), {"key": "from"}, ""),
    ("empty-value", step("«names»:"), {"key": "names"}, ""),
    ("expected-text", "steps: [{id: «5»}]", {"given": "5"}, '"5"'),
    ("expected-text", "steps: [{id: «true»}]", {"given": "true"}, '"true"'),
    ("expected-text", "steps: [{id: «1.50»}]", {"given": "1.50"}, '"1.50"'),
    ("expected-text", "steps: [{id: «[»x]}]", {"given": "[…]"}, ""),
    ("expected-text", step("title: {zh: 题, en: «5»}"), {"given": "5"}, '"5"'),
    ("expected-text", step("role: «5»"), {"given": "5"}, '"5"'),
    ("expected-text", step("role: [a, «{»b: c}]"), {"given": "{…}"}, ""),
    ("expected-text", step("limits: [{from: a, basis: «[»plan]}]"), {"given": "[…]"}, ""),
    ("expected-list", step("names: «abc»"), {"given": "abc"}, "[abc]"),
    ("expected-list", 'steps: «"a, b"»', {"given": "a, b"}, '["a, b"]'),
    ("expected-map", "steps: [«abc»]", {"given": "abc"}, ""),
    ("expected-map", step("limits: [«[»]]"), {"given": "[…]"}, ""),
    ("expected-map", "«[»a]", {"given": "[…]"}, ""),
    ("expected-count", step('limits: [{from: a, at-most: «"5"»}]'), {"given": "5"}, "5"),
    ("expected-count", step("limits: [{from: a, at-most: «five»}]"), {"given": "five"}, ""),
    ("expected-count", step("limits: [{from: a, at-most: «2.5»}]"), {"given": "2.5"}, ""),
    ("expected-number", step("share: «a»"), {"given": "a"}, ""),
    ("expected-true-false", step("done: «yes»"), {"given": "yes"}, ""),
    ("expected-either", step("title: «5»"), {"kinds": ("text", "map"), "given": "5"}, '"5"'),
    ("expected-either", step("include: [«[»]]"), {"kinds": ("text", "map"), "given": "[…]"}, ""),
    ("expected-either", "steps: []\nroles: {a: «5»}", {"kinds": ("text", "map"), "given": "5"}, '"5"'),
    ("one-of", step("limits: [{from: a, basis: «statut»}]"), {"given": "statut"}, "statute"),
    ("one-of", step("limits: [{from: a, one-of: «all»}]"), {"given": "all"}, ""),
    ("one-of", step("sized: {shape: «sqare», side: 3}"), {"given": "sqare"}, "square"),
    ("too-small", step("limits: [{from: a, at-most: «0»}]"), {"least": 1, "given": "0"}, ""),
    ("too-small", step("area: {shape: square, side: «0»}"), {"least": 1, "given": "0"}, ""),
    ("too-large", step("area: {shape: square, side: «10»}"), {"most": 9, "given": "10"}, ""),
    ("too-large", step("sized: {shape: circle, radius: «10»}"), {"most": 9, "given": "10"}, ""),
    ("too-few", step("names: «[»a]"), {"least": 2, "given": "[…]"}, ""),
    ("too-many", step("names: «[»a, b, c, d]"), {"most": 3, "given": "[…]"}, ""),
    ("text-too-short", step("code: «a»"), {"least": 2, "given": "a"}, ""),
    ("text-too-long", step("code: «abcd»"), {"most": 3, "given": "abcd"}, ""),
    ("bad-value", step("code: «AB»"), {"given": "AB"}, ""),
    ("bad-value", step("limits: [«{»from: python}]"), {"given": "{…}"}, ""),
    ("bad-id", "steps: [{id: «a b»}]", {"given": "a b"}, "a-b"),
    ("bad-id", step("include: [«a b»]"), {"given": "a b"}, "a-b"),
    ("bad-id", step("include: [{part: «a b»}]"), {"given": "a b"}, "a-b"),
    ("bad-id", step("role: «a b»"), {"given": "a b"}, "a-b"),
    ("bad-id", "steps: []\nroles: {«a b»: x}", {"given": "a b"}, "a-b"),
    ("from-itself", step("limits: [{from: «itself»}]"), {}, ""),
    ("from-nowhere", step("limits: [{from: nowhere, one-of: [«x», y]}]"), {}, ""),
]


@pytest.mark.parametrize(("code", "marked", "values", "hint"), CASES)
def test_each_error_stands_at_its_place(code: str, marked: str, values: dict[str, Any], hint: str) -> None:
    text, (span,) = unmark(marked)
    plan, problems = validated(text)
    assert plan is None
    assert places(problems) == [(code, *span)]
    (problem,) = problems
    assert (problem.values, problem.hint) == (values, hint)
    assert problem.excerpt == text.split("\n")[span[0] - 1]


def test_a_good_file_gives_the_model_and_no_problem() -> None:
    plan, problems = validated("steps: [{id: a, title: {zh: 题}, role: b, include: [c, {part: d}]}]\nroles: {b: B}\n")
    assert problems == []
    assert plan is not None
    assert (plan.steps[0].role, plan.roles["b"].title) == (["b"], "B")


def test_allowed_keys_are_those_of_this_very_map_by_their_names_in_the_file() -> None:
    _, (step_key, limit_key, circle_key, role_key) = validated(
        "steps:\n"
        "  - {id: a, x1: 1, limits: [{from: b, x2: 1}], area: {shape: circle, radius: 2, x3: 1}}\n"
        "roles: {c: {title: d, x4: 1}}\n"
    )
    assert step_key.allowed == tuple(sorted(Step.model_fields))
    assert limit_key.allowed == ("at-most", "basis", "from", "one-of")
    assert circle_key.allowed == ("radius", "shape")
    assert role_key.allowed == ("kind", "title")


def test_where_names_the_step() -> None:
    _, problems = validated("steps:\n  - {id: check, lmit: 3}\n  - {id: b, limits: [{from: 1}, {form: a}]}\n")
    assert [(p.code, p.where) for p in problems] == [
        ("unknown-key", "steps[0] (id: check)"),
        ("expected-text", "steps[1] (id: b).limits[0].from"),
        ("unknown-key", "steps[1] (id: b).limits[1]"),  # not also that `from` is missing
    ]


def test_all_errors_come_at_once_in_file_order_each_once() -> None:
    text, spans = unmark(
        "roles: {«a b»: x, c: {title: «[»], kind: «stuff»}}\n"
        "«stpes»: []\n"
        "steps:\n"
        "  - title: «5»\n"
        "    id: «3»\n"
        "    limits: [{«form»: a}, «x»]\n"
        "    area: {shape: circle, radius: «[»]}\n"
        "    include: [«4», {part: «[»]}]\n"
    )
    codes = [
        "bad-id",
        "expected-either",
        "one-of",
        "unknown-key",
        "expected-either",
        "expected-text",
        "unknown-key",
        "expected-map",
        "expected-count",
        "expected-either",
        "expected-text",
    ]
    assert places(validated(text)[1]) == [(code, *span) for code, span in zip(codes, spans, strict=True)]


def test_several_missing_keys_of_one_map_are_all_told() -> None:
    _, problems = validated(step("area: {shape: circle}") + "  - {}\n  - area: {str: 1}\n    id: b\n")
    assert [(p.code, p.values.get("key"), p.place.line) for p in problems] == [
        ("missing-key", "radius", 3),
        ("missing-key", "id", 4),
        ("missing-key", "shape", 5),
        ("missing-key", "side", 5),
    ]


def test_a_key_called_like_a_label_is_not_taken_for_it() -> None:
    text, (span,) = unmark(step("area: {shape: square, side: 1, str: «x»}"))
    assert places(validated(text)[1]) == [("expected-count", *span)]


def test_of_a_union_only_the_member_that_fits_best_is_told() -> None:
    _, problems = validated(step("area: {shape: square, sde: 1}"))
    assert [(p.code, p.values["key"]) for p in problems] == [("unknown-key", "sde")]
    _, problems = validated(step("area: {shape: circle, side: 1, radius: 1}"))
    assert [(p.code, p.values["key"]) for p in problems] == [("unknown-key", "side")]


def test_what_the_reader_refused_is_not_told_again() -> None:
    data = b"steps: [{id: *x, title: 5, role: [*y]}]"
    tree, problems = read(data, "f.yaml")
    assert [p.code for p in problems] == ["alias", "alias"]
    assert tree is not None
    plan, problems = validate(Plan, tree, lines_of(data))
    assert plan is None
    assert [p.code for p in problems] == ["expected-either"]


def test_nothing_of_pydantic_or_python_is_said() -> None:
    for _, marked, _, _ in CASES:
        for problem in validated(unmark(marked)[0])[1]:
            said = repr((problem.code, problem.values, problem.hint, problem.allowed, problem.where))
            assert not any(word in said for word in ("Input should", "type=", "Error", "sentence", "pydantic"))


def test_more_problems_than_anybody_reads_are_cut() -> None:
    _, problems = validated("steps:\n" + "  - {id: 1}\n" * 3_000)
    assert len(problems) == 201
    assert [(p.code, p.place.line) for p in problems[-2:]] == [("expected-text", 201), ("more-problems", 201)]


@pytest.mark.parametrize(
    ("word", "meant"), [("lmit", "limit"), ("one_of", "one-of"), ("ID", "id"), ("qqq", ""), ("标题", "")]
)
def test_the_nearest_word(word: str, meant: str) -> None:
    assert nearest(word, ["limit", "one-of", "id", "within"]) == meant


def test_lines_are_those_that_editors_count() -> None:
    line = lines_of("\ufeffa\r\nb\rc\x0bd\u2028e\n\nf".encode() + b"\xff" + b"\nx" * 20_000)
    assert [line(n) for n in range(8)] == ["", "a", "b", "c\ufffdd\ufffde", "", "f\ufffd", "x", "x"]
    assert (line(20_005), line(20_006)) == ("x", "")
    assert [lines_of(text)(1) for text in (b"", b"\n", b"y" * 2_000, b"y" * 2_001)] == ["", "", "y" * 2_000, ""]
