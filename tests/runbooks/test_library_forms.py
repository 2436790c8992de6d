"""The forms that the documents name are records to be filled in, with the fields that the documents name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from runbooks.library import Library, load, shipped_folder
from runbooks.plan import Plan, Step

FIVE = {"place", "headcount", "course", "state-now"}  # the fifth, the time, is the incident's beginning
OPINION = ("opinion", "reasons", "legal-basis")
FORMS = {  # form → what it asks in every plan that has it
    "《信访登记表》": set(),
    "《信访交办单》": {"handled-by", "requirements", "deadline"},
    "《信访处理意见书》": {*OPINION},
    "《信访隐患排查台账》": {"issue", "number-concerned", "colour", "responsible", "issue-measures"},
    "《专项排查报告》": {"special-result"},
    "五要素报告": FIVE,
    "突发事件报告（五要素）": FIVE,
    "信息发布（三要素）": {"release-basics", "release-progress", "release-next"},
}
PLANS_WITH = {
    "《信访登记表》": {
        *("company-six-stage", "soe-rapid-response", "visit-with-notice", "visit-without-notice"),
        *("routine-case", "leaders-reception"),
    },
    "《信访交办单》": {"routine-case"},
    "《信访处理意见书》": {
        *("company-six-stage", "soe-rapid-response", "visit-with-notice", "visit-without-notice"),
        *("routine-case", "backlog-case"),
    },
    "《信访隐患排查台账》": {"ledger-issue"},
    "《专项排查报告》": {"hazard-ledger"},
    "五要素报告": {"soe-rapid-response", "visit-without-notice"},
    "突发事件报告（五要素）": {"company-six-stage"},
    "信息发布（三要素）": {"company-six-stage", "soe-rapid-response"},
}


@cache
def plans() -> tuple[Plan, ...]:
    loaded = [load(found.id).plan for found in Library().listed() if found.path.parent == shipped_folder()]
    return tuple(plan for plan in loaded if plan is not None)


def filled_in(form: str) -> Iterator[tuple[Plan, Step]]:
    for plan in plans():
        yield from ((plan, step) for step in plan.steps if form in step.form.values() and step.part == plan.id)


@pytest.mark.parametrize("form", FORMS)
def test_a_form_of_the_documents_has_its_fields_wherever_it_is_used(form: str) -> None:
    used = list(filled_in(form))
    assert {plan.id for plan, _ in used} == PLANS_WITH[form]
    for plan, step in used:
        assert step.record, (plan.id, step.id)
        assert FORMS[form] <= set(step.record), (plan.id, step.id)


def test_no_other_form_bears_the_name_of_a_document() -> None:
    named = {text for plan in plans() for step in plan.steps for text in step.form.values() if text.startswith("《")}
    assert named <= set(FORMS)


def test_the_registration_form_lists_the_matter_and_nobody() -> None:
    for plan, step in filled_in("《信访登记表》"):
        assert {"claims", "matter"} & set(step.record), plan.id
        assert {plan.facts[fact].type for fact in step.record if fact in plan.facts} <= {
            *("yes-no", "count", "choice", "text", "rows")
        }


def test_the_ledger_grades_issues_and_names_own_staff_only() -> None:
    plan, step = next(filled_in("《信访隐患排查台账》"))
    assert {fact: plan.facts[fact].type for fact in step.record} == {
        "issue": "text",
        "issue-kind": "choice",
        "number-concerned": "count",
        "colour": "choice",
        "responsible": "person",
        "issue-measures": "text",
    }
