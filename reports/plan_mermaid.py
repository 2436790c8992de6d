"""A plan as a Mermaid flowchart: stages as boxes, what follows what as arrows, conditions written on them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from reports.cells import printable
from reports.conditions import condition
from reports.format_value import role
from reports.limit_words import period
from reports.words import Words
from reports.words.names import BASES, STAGES, name
from runbooks.plan import Plan, Step


def plan_mermaid(plan: Plan, words: Words) -> str:
    """The flowchart's source. Dashed arrows carry conditions or *any of these*."""
    lines = ["---", f"title: {_title(words.text(plan.title))}", "---", "flowchart TD"]
    ordered = sorted(plan.steps, key=lambda s: list(STAGES).index(s.stage) if s.stage in STAGES else len(STAGES))
    for stage, steps in groupby(ordered, key=lambda s: s.stage):
        lines.append(f'  subgraph {stage.replace("-", "_")}_stage["{_escaped(name(words, STAGES, stage))}"]')
        lines += [f'    {_id(step)}["{_label(step, plan, words)}"]' for step in steps]
        lines.append("  end")
    lines += [f"  {line}" for step in plan.steps for line in _arrows(step, plan, words)]
    return "\n".join(lines) + "\n"


def _label(step: Step, plan: Plan, words: Words) -> str:
    parts = [f"{step.number} {words.text(step.title)}", words.all_of(role(r, plan, words) for r in step.role)]
    parts += [f"{name(words, BASES, lim.basis)} {period(lim, plan, words)}" for lim in step.limits]
    return "<br/>".join(_escaped(p) for p in parts)


def _arrows(step: Step, plan: Plan, words: Words) -> Iterator[str]:
    when = condition(step.when, plan, words) if step.when is not None else ""
    if when and not step.after:
        start = f"{_id(step)}_when"
        yield f'{start}{{{{"{_escaped(when)}"}}}} -.-> {_id(step)}'
    for entry in step.after:
        label = " / ".join(part for part in (words.say("any of these") if len(entry) > 1 else "", when) if part)
        arrow = f'-.->|"{_escaped(label)}"|' if label else "-->"
        yield from (f"{_id(plan.step[before])} {arrow} {_id(step)}" for before in entry if before in plan.step)


def _id(step: Step) -> str:
    return f"s{step.number}"


def _title(text: str) -> str:
    return '"' + printable(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _escaped(text: str) -> str:
    """Mermaid takes entities without the ampersand."""
    return "".join(f"#{ord(c)};" if c in '"<>#&`|[]{}' else c for c in printable(text))
