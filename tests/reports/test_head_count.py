"""A head count without an upper end says so, in whatever language it was stated and is read."""

from __future__ import annotations

import pytest

from incidents.views import Statement
from reports.head_count import answer, head_count, open_ended
from reports.words import Words
from tests.tui.north_gate import plan


def stated(value: object, reason: str = "") -> Statement:
    return Statement(value, at=0, seq=2, by="王岚", reason=reason)


@pytest.mark.parametrize("reason", ["30人以上", "30 people or more"])
def test_thirty_or_more_is_never_thirty(reason: str) -> None:
    one = stated(30, reason)
    assert open_ended(one)
    assert head_count(one, Words("zh")) == answer(one, "headcount", plan(), Words("zh"), 0) == "30以上"
    assert head_count(one, Words("en")) == "30 and more"


def test_everything_else_is_as_it_was_stated() -> None:
    assert head_count(stated([30, 50]), Words("zh")) == "30-50"
    assert head_count(stated(30, "门岗数的"), Words("zh")) == "30"
    assert answer(stated(True, "30人以上"), "danger", plan(), Words("zh"), 0) == "是"
