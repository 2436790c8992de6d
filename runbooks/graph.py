"""Who follows whom: circles among steps, and everything that comes after a step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence


def circles(follows: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """One circle for each knot of names that follow each other, as a path that ends where it began.

    `follows` gives for each name those that it follows. Iterative, so that a long chain needs no deep stack.
    """
    knots: list[list[str]] = []
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    for root in follows:
        if root in index:
            continue
        work: list[tuple[str, int]] = [(root, 0)]
        while work:
            name, child = work.pop()
            if child == 0:
                index[name] = low[name] = len(index)
                stack.append(name)
                on_stack.add(name)
            members = follows.get(name, ())
            for i in range(child, len(members)):
                other = members[i]
                if other not in index:
                    work += [(name, i + 1), (other, 0)]
                    break
                if other in on_stack:
                    low[name] = min(low[name], index[other])
            else:
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[name])
                if low[name] == index[name]:
                    knot = stack[stack.index(name) :]
                    del stack[-len(knot) :]
                    on_stack -= set(knot)
                    if len(knot) > 1 or name in members:
                        knots.append(knot)
    return [_around(knot, follows) for knot in knots]


def _around(knot: Sequence[str], follows: Mapping[str, Sequence[str]]) -> list[str]:
    """The shortest way from the knot's first name back to itself, in the direction in which things happen."""
    inside, start = set(knot), knot[0]
    came: dict[str, str] = {}
    queue = [start]
    name = next(name for name in _reached(queue, inside, follows, came) if start in follows[name])
    path = [start, name]
    while path[-1] != start:
        path.append(came[path[-1]])
    return path


def _reached(
    queue: list[str], inside: set[str], follows: Mapping[str, Sequence[str]], came: dict[str, str]
) -> Iterator[str]:
    """Every name of the knot, nearest first; `came` remembers from where each was reached."""
    for name in queue:
        yield name
        for other in follows[name]:
            if other in inside and other not in came:
                came[other] = name
                queue.append(other)


class After:
    """What comes after what, in a plan without circles; built once, asked often."""

    def __init__(self, follows: Mapping[str, Sequence[str]]) -> None:
        self._bit = {name: 1 << i for i, name in enumerate(follows)}
        self._before: dict[str, int] = {}
        for root in follows:
            work = [root]
            while work:
                name = work[-1]
                open_ones = [other for other in follows[name] if other not in self._before]
                if name in self._before:
                    work.pop()
                elif open_ones:
                    work += open_ones
                else:
                    work.pop()
                    found = self._bit[name]
                    for other in follows[name]:
                        found |= self._before[other]
                    self._before[name] = found

    def knows(self, name: str) -> bool:
        """Whether this is one of the names."""
        return name in self._bit

    def comes_after(self, name: str, other: str) -> bool:
        """Whether `other` follows `name`, directly or through others."""
        return other != name and bool(self._before[other] & self._bit[name])
