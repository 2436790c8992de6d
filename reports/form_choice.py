"""Which of an incident's forms somebody means: by its name, in either language, or by the step that carries it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from incidents.forms import Form
from reports.typed.names import nearest, read_address
from reports.typed.understood import NotUnderstood
from runbooks.plan import Plan, Step, Text

_MARKS = str.maketrans("", "", "《》「」\"' ")


class UnknownForm(Exception):  # noqa: N818 - an answer
    """The plan has no such form; `near` is the one that was perhaps meant."""

    def __init__(self, near: str) -> None:
        super().__init__(near)
        self.near = near


class NotFilledIn(Exception):  # noqa: N818 - an answer
    """The plan has the form, in these steps, and none of them was done."""

    def __init__(self, steps: Sequence[Step]) -> None:
        super().__init__()
        self.steps = steps


def choose(typed: str, forms: Sequence[Form], plan: Plan) -> Sequence[Form]:
    """All forms where nothing is typed; those of a name, of a part of one name only, of a step (`09`), of a turn
    (`15@2`). Raises UnknownForm or NotFilledIn.
    """
    if not typed.strip():
        return forms
    steps, turn = _steps(typed, plan)
    found = [form for form in forms if form.step in {step.id for step in steps} and turn in {0, form.turn}]
    if not found:
        raise NotFilledIn(steps)
    return found


def _steps(typed: str, plan: Plan) -> tuple[list[Step], int]:
    """The steps that carry what is meant, and the turn (0: all)."""
    word = _folded(typed)
    carriers = [step for step in plan.steps if step.form]
    same = [step for step in carriers if word in _names(step.form)]
    if same:
        return same, 0
    try:
        address = read_address(typed, plan)
    except NotUnderstood:
        pass
    else:
        if plan.step[address.step].form:
            return [plan.step[address.step]], address.turn
    part = [step for step in carriers if any(word and word in title for title in _names(step.form))]
    if part and len({tuple(step.form.items()) for step in part}) == 1:
        return part, 0
    raise UnknownForm(nearest(typed, [title for step in carriers for title in step.form.values()]))


def _names(form: Text) -> set[str]:
    return {_folded(title) for title in form.values()}


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_MARKS).casefold()
