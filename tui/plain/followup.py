"""Follow-ups: a step that opens another plan offers it when it is done; the new incident is linked to this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incidents import commands as c
from runbooks.plan import Step
from tui.plain.asks import Flow, pick
from tui.plain.explain import word
from tui.plain.grammar import Line
from tui.plain.steps_named import take_step
from tui.plain.switching import pick_plan

if TYPE_CHECKING:
    from tui.plain.desk import Desk
    from tui.plain.seat import Plans


def offer(desk: Desk, step: Step) -> Flow:
    """A step that opens a plan is done: open it now?"""
    words = desk.words
    later = words.say("No follow-up for now; any time: {word} {step}", word=word(words, "follow-up"), step=step.number)
    if desk.plans is None or step.opens not in desk.plans.titles():
        desk.say(words.say("The follow-up plan {plan} is not among the plans here.", plan=step.opens))
        return
    title = words.quoted(words.text(desk.plans.titles()[step.opens]))
    agreed = yield from pick(
        words.say("Open {title} as a follow-up?", title=title), [words.say("yes"), words.say("not now")], dropped=later
    )
    if agreed == 1:
        desk.say(later)
        return
    _open(desk, desk.plans, step.opens, step.id)


def follow_up(desk: Desk, line: Line) -> Flow:
    """`后续 10`: open the plan that a step offers; `后续` alone: any plan."""
    words = desk.words
    kept = words.say("No follow-up was opened; nothing recorded.")
    if desk.plans is None:
        desk.say(words.say("No other plan can be opened from here."), kept)
        return
    if line.rest:
        step = take_step(desk, line)[0]
        if not step.opens:
            desk.say(words.say("{step} opens no plan.", step=step.number), kept)
        elif step.opens not in desk.plans.titles():
            desk.say(words.say("The follow-up plan {plan} is not among the plans here.", plan=step.opens))
        else:
            _open(desk, desk.plans, step.opens, step.id)
        return
    plan = yield from pick_plan(desk, desk.plans, "", kept)
    _open(desk, desk.plans, plan, "")


def _open(desk: Desk, plans: Plans, plan: str, step: str) -> None:
    words = desk.words
    opened = plans.open(plan, at=desk.heard, by=desk.by, before=desk.session.id, mode=desk.session.state.mode)
    if isinstance(opened, str):
        desk.say(opened)
        return
    recorded = desk.record(c.FollowUp, plan=plan, incident=opened.id, step=step)
    if recorded is not None:
        desk.say(
            words.say(
                "To go on with it: drillbook resume {incident} --plain. Here this incident goes on.", incident=opened.id
            )
        )
