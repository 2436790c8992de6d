"""Which steps an event touched, so that nothing else need be looked at again.

Three sources: what the event names; which steps came to apply, ceased to, became ready or lost it; and whose limits the
engine has to judge anew. Whatever follows a touched step may read otherwise too (it says what it waits for), and so may
every step whose form asks a fact that was stated.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from incidents.conditions import facts_of
from incidents.events import Event
from incidents.state import State

Standing = list[tuple[int, bool]]


class Watch:
    """The steps by what may touch them, and how they stood when they were last looked at."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._before = self._standing()
        self._asking: dict[str, set[int]] = defaultdict(set)
        """For each fact: the steps that ask it, or ask what depends on it, or wait for its answer."""
        facts = state.plan.facts
        for i, step in enumerate(state.compiled.steps):
            for name in step.record:
                self._asking[name].add(i)
                when = facts[name].when if name in facts else None
                for other in facts_of(when) if when is not None else ():
                    self._asking[other].add(i)
            for other in facts_of(step.when) if step.when is not None else ():
                self._asking[other].add(i)
            if step.each:
                self._asking[step.each].add(i)
        self._repeats = [i for i, repeats in enumerate(state.compiled.repeats) if repeats]

    @property
    def repeats(self) -> Sequence[int]:
        """The steps on which the clock alone can open a turn."""
        return self._repeats

    def touched(self, events: Iterable[Event]) -> set[int] | None:
        """The steps that may read otherwise after these events; None for all. To be asked before limits are judged."""
        state, index = self.state, self.state.compiled.index
        found = {stale[0] for stale in state.stale}
        for event in events:
            target = state.events[event.data["seq"] - 1] if event.kind == "corrected" else event
            if target.kind in {"incident-opened", "incident-closed", "incident-reopened", "began-stated"}:
                return None
            if target.step in index:
                found.add(index[target.step])
            if "fact" in target.data:
                found |= self._asking.get(target.data["fact"], set())
            if target.kind == "level-set":
                found |= self._asking.get("level", set())
        after = self._standing()
        found.update(i for i, (old, new) in enumerate(zip(self._before, after, strict=True)) if old != new)
        self._before = after
        for i in list(found):
            found.update(follower for follower, _ in state.compiled.follows[i])
        return found

    def _standing(self) -> Standing:
        return [
            (track.last, missing == 0)
            for track, missing in zip(self.state.applies, self.state.unsatisfied, strict=True)
        ]
