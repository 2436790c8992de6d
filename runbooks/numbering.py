"""The fixed numbers of steps: two digits, spoken on the telephone and typed.

The plan's own steps count from 01. A part counts from its `number-from`, or after the plan's own steps; an overlay
comes last, so that laying one over a plan moves no number. A number that is taken is passed over; past 99 there are
three digits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def number_steps(
    own: str, steps: Sequence[tuple[str, str]], starts: Mapping[str, int], overlaid: Sequence[str] = ()
) -> dict[str, int]:
    """A number for each step. `steps` are (step, part) in reading order; `starts` are the parts' `number-from`."""
    by_part: dict[str, list[str]] = {}
    for step, part in steps:
        by_part.setdefault(part, []).append(step)
    numbers = {step: n for n, step in enumerate(by_part.get(own, ()), 1)}
    highest = len(numbers)
    taken = set(numbers.values())
    order = sorted((p for p in by_part if p != own), key=lambda p: (p in overlaid, p not in starts))
    for part in order:
        number = starts.get(part, highest + 1)
        for step in by_part[part]:
            while number in taken:
                number += 1
            numbers[step] = number
            taken.add(number)
    return numbers


def written(number: int) -> str:
    """`07`, `91`, `104`."""
    return f"{number:02d}"
