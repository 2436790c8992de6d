"""How many people, to within a band."""

from __future__ import annotations

from dataclasses import replace

from tests.tui.north_gate import plan
from tui.common.bands import Band, bands


def test_bands_end_where_the_levels_of_the_plan_do() -> None:
    assert bands(plan()) == (Band(1, 2), Band(3, 9), Band(10, 29), Band(30, None))


def test_a_plan_without_levels_has_the_usual_bands() -> None:
    assert bands(replace(plan(), levels=())) == (Band(1, 2), Band(3, 9), Band(10, 29), Band(30, None))


def test_a_site_that_sets_other_numbers_has_other_bands() -> None:
    other = replace(plan(), levels=tuple(replace(level, when=None) for level in plan().levels[:1]) + plan().levels[1:2])
    assert bands(other) == (Band(1, 2), Band(3, 9), Band(10, None))
