"""A list or map that is being read: what it holds so far, and the key that waits for its value."""

from __future__ import annotations

from runbooks.nodes import Entry, Node


class Frame:
    """One open list or map. Of a map, `key` is None where the next value read is a key."""

    __slots__ = (
        "apart",
        "at",
        "entries",
        "file",
        "flow",
        "is_key",
        "is_map",
        "kept",
        "key",
        "key_at",
        "key_end",
        "keys",
        "members",
        "merge",
        "start",
        "text",
    )

    def __init__(self, file: str, at: int, start: int, is_map: bool, flow: bool, is_key: bool) -> None:
        self.file = file
        self.at = at
        self.start = start
        """Where it begins in the text."""
        self.is_map = is_map
        self.flow = flow
        """Written with brackets."""
        self.is_key = is_key
        """Stands where a key should: read on, but keep nothing."""
        self.members: list[Node] = []
        self.entries: list[Entry] = []
        self.keys: dict[str, int] = {}
        """The keys so far, with their spots."""
        self.key: str | None = None
        self.key_at = at
        self.key_end = 0
        self.kept = False
        """Whether this key was good, so that its value belongs into the tree."""
        self.merge = False
        self.text: tuple[int, str, int] | None = None
        """The last value inside brackets, if it was text without quotes: where it began, its key, its spot."""
        self.apart = -1
        """Which of the problems found says that this text fell apart at a comma."""

    def awaits_key(self) -> bool:
        """Whether the next value read is a key."""
        return self.is_map and self.key is None

    def take_key(self, key: str, at: int, end: int, kept: bool, merge: bool = False) -> None:
        """Notes the key whose value comes next; `end` is where it ends in the text."""
        self.key = key
        self.key_at = at
        self.key_end = end
        self.kept = kept
        self.merge = merge

    def take(self, node: Node) -> None:
        """Adds a member, or the value that the key waits for."""
        if not self.is_map:
            self.members.append(node)
            return
        if self.kept and self.key is not None:
            self.entries.append(Entry(self.key, self.key_at, node))
        self.key = None

    def node(self) -> Node:
        """The list or map as far as it was read."""
        if self.is_map:
            return Node(self.file, self.at, tuple(self.entries), kind="map")
        return Node(self.file, self.at, tuple(self.members), kind="list")
