"""Checks of names over the whole plan: reserved and shared ids, roles behind roles, facts that nobody asks."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.build import ANYBODY, IN_COMMAND
from runbooks.compose import Composed
from runbooks.problems import Problem
from runbooks.spots import mentions

RESERVED = frozenset({"began", "closing", "level", "profile", "command", "any", "all", "not", "now"})
RESERVED_ROLES = frozenset({IN_COMMAND, ANYBODY})


def check_names(composed: Composed) -> list[Problem]:
    """Everything that is wrong with names beyond their being unknown or doubled."""
    return [*_ids(composed), *_roles(composed), *_commanding(composed), *_outside(composed), *_unasked(composed)]


def _ids(composed: Composed) -> Iterator[Problem]:
    spots = composed.declared.spots
    for (kind, name), spot in spots.items():
        if (kind == "fact" and name in RESERVED) or (kind == "role" and name in RESERVED_ROLES):
            yield spot.problem("reserved-id", {"given": name})
    for name, draft in composed.drafts.items():
        if name in RESERVED:
            yield draft.spot.key("id").problem("reserved-id", {"given": name})
        elif ("fact", name) in spots:
            first = spots["fact", name].address
            yield draft.spot.key("id").problem("step-and-fact", {"given": name, "first": first})


def _roles(composed: Composed) -> Iterator[Problem]:
    """`one-of` names roles that themselves are no choice; a level's command is a role."""
    roles, spots = composed.plan.roles, composed.declared.spots
    for name, role in roles.items():
        if role.one_of in ((), (ANYBODY,)):
            continue
        for mention in mentions(spots["role", name].key("one-of")):
            if mention.id not in roles:
                if composed.whole:
                    yield mention.spot.unknown("unknown-role", mention.id, [*roles, ANYBODY])
            elif roles[mention.id].one_of:
                yield mention.spot.problem("one-of-within-one-of", {"given": mention.id, "role": name})
    for level in composed.plan.levels:
        if level.command and level.command not in roles and composed.whole:
            at = composed.declared.level_spots[level.id].key("command")
            yield at.unknown("unknown-role", level.command, roles)


def _commanding(composed: Composed) -> Iterator[Problem]:
    """The role `command` needs a level in force and somebody who commands at each."""
    if composed.plan.levels and all(level.command for level in composed.plan.levels):
        return
    for draft in composed.drafts.values():
        tells = mentions(draft.spot.key("tells")) if draft.spot.has("tells") else []
        for mention in [*draft.role, *tells]:
            if mention.id == IN_COMMAND and composed.whole:
                yield mention.spot.problem("nobody-in-command")


def _outside(composed: Composed) -> Iterator[Problem]:
    """What others do is awaited and recorded; no limit can bind them."""
    roles = composed.plan.roles
    for step in composed.plan.steps:
        if all(role in roles and roles[role].kind == "outside" for role in step.role):
            for _, spot in composed.built.limit_spots[step.id]:
                yield spot.problem("limit-on-outside", {"step": step.id, "role": step.role})


def _unasked(composed: Composed) -> Iterator[Problem]:
    """Facts that decide something and that no step asks; of a level's condition it is only noted."""
    if not composed.plan.steps or not composed.whole:
        return
    asked = {fact for step in composed.plan.steps for fact in step.record}
    uses = [*composed.built.uses]
    uses += [(used, spot) for fact, used, spot in composed.declared.fact_uses if fact in asked]
    told = set(asked)
    for fact, spot in uses:
        if fact not in told:
            told.add(fact)
            yield spot.problem("unasked-fact", {"given": fact}, severity="warning")
    for fact, spot in composed.declared.level_uses:
        if fact not in told:
            told.add(fact)
            yield spot.problem("unasked-fact", {"given": fact}, severity="note")
