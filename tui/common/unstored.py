"""What the journal did not take: commands kept as they were given, to be offered again; also in the drafts on disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

from incidents import commands as c

_COMMANDS: Final[Mapping[str, type[c.Command]]] = {
    kind.name: kind
    for kind in vars(c).values()
    if isinstance(kind, type) and issubclass(kind, c.Command) and "name" in vars(kind)
}


@dataclass(frozen=True, slots=True)
class Unstored:
    """One command, who gave it and what it would have recorded, in words. `doubtful`: perhaps it was stored."""

    command: c.Command
    by: str
    said: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """The journal takes nothing: since which number, why, and what is not on disk.

    `over`: it takes things again, and what stands on paper is to be entered; `asked`: that was offered and put away.
    `free` is the room on the disk in MB.
    """

    since: int
    kind: str
    lost: tuple[Unstored, ...] = ()
    over: bool = False
    asked: bool = False
    free: int = 0

    @property
    def paused(self) -> bool:
        """Whether there is no sense in trying to record anything."""
        return self.kind == "full" and not self.over


def to_data(trouble: Trouble) -> dict[str, Any]:
    """As it stands in the drafts."""
    lost = [
        {
            "name": one.command.name,
            "command": asdict(one.command),
            "by": one.by,
            "said": one.said,
            "doubtful": one.doubtful,
        }
        for one in trouble.lost
    ]
    return {"since": trouble.since, "kind": trouble.kind, "lost": lost}


def from_data(data: Mapping[str, Any]) -> Trouble | None:
    """What stands in the drafts; None where it is not of ours."""
    try:
        lost = tuple(
            Unstored(_command(one["name"], one["command"]), str(one["by"]), str(one["said"]), bool(one["doubtful"]))
            for one in data["lost"]
        )
        return Trouble(int(data["since"]), str(data["kind"]), lost)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _command(name: str, values: Mapping[str, Any]) -> c.Command:
    kind = _COMMANDS[name]
    known = {field.name for field in fields(kind)}
    if not known.issuperset(values):
        raise ValueError(name)
    return kind(**values)
