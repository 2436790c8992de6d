"""The parser's events, one after the other, put together into nodes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import yaml

from runbooks.characters import REFUSED_IN_VALUE, WIDE_SPACE, named
from runbooks.lines import BREAK, Lines
from runbooks.nodes import Entry, Node, Path, Scalar, where_of
from runbooks.problems import Place, Problem, Severity, Value
from runbooks.quoting import quoted
from runbooks.scalars import core_value

MAX_DEPTH = 32
MAX_NODES = 200_000
MAX_SCALAR = 65_536
MAX_PROBLEMS = 200


class _Stop(Exception):  # noqa: N818  (no error of ours: the reading ends here)
    """A bound was met, or a second document."""


class _Frame:
    """A list or map whose end has not come yet; `key` is the key that waits for its value."""

    __slots__ = ("apart", "entries", "flow", "is_key", "key", "keys", "members", "place", "text_start")

    def __init__(self, place: Place, is_map: bool, flow: bool, is_key: bool) -> None:
        self.place = place
        self.flow = flow
        self.is_key = is_key  # stands where a key should: read on, but keep nothing
        self.members: list[Node] | None = None if is_map else []
        self.entries: list[Entry] = []
        self.keys: dict[str, int] = {}
        self.key: _Key | None = None
        self.text_start = -1  # where the last value began, if it was text without quotes inside {…}
        self.apart = -1  # which problem says that this text fell apart

    def node(self) -> Node:
        if self.members is not None:
            return Node(self.place, tuple(self.members), kind="list")
        return Node(self.place, tuple(self.entries), kind="map")


class _Key:
    __slots__ = ("end", "kept", "merge", "place", "text")

    def __init__(self, text: str, place: Place, end: int, kept: bool, merge: bool = False) -> None:
        self.text = text
        self.place = place
        self.end = end
        self.kept = kept
        self.merge = merge


class Composer:
    """One pass over a text. `text` is the file's, `parsed` the same with characters changed one for one."""

    def __init__(self, file: str, text: str, parsed: str, lines: Lines) -> None:
        self._file = file
        self._text = text
        self._lines = lines
        self._loader: Any = yaml.CSafeLoader(parsed)
        self._frames: list[_Frame] = []
        self._found: list[tuple[Problem, Path]] = []
        self._root: Node | None = None
        self._nodes = 0
        self._cut_at: Path = ()
        self.last: Any = None
        """The event before the one that failed."""

    def compose(self) -> Node | None:
        """The tree; None when there is none or a bound was met. Raises what the parser raises."""
        next_event = self._loader.get_event
        take = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._collection,
            yaml.SequenceStartEvent: self._collection,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        try:
            while (event := next_event()) is not None:
                handle = take.get(type(event))
                if handle is not None:
                    handle(event)
                self.last = event
        except _Stop:
            self._close()
            return None
        except yaml.YAMLError:
            self._close()
            raise
        if self._root is None:
            self._report("empty-file", self._place(0, 0, 1))
        return self._root

    def problems(self) -> list[Problem]:
        """What was found on the way."""
        return [
            replace(problem, where=where_of(self._root, path), excerpt=self._lines(problem.place.line))
            for problem, path in self._found
        ]

    def problem(self, code: str, start: int, end: int, values: Mapping[str, Value], hint: str) -> Problem:
        """A problem of the syntax at characters of the text."""
        place = self._between(start, end)
        where = where_of(self._root, self._cut_at)
        return Problem(place, code, values=values, where=where, hint=hint, excerpt=self._lines(place.line))

    # -- places

    def _place(self, line: int, column: int, width: int) -> Place:
        return Place(self._file, line + 1, column + 1, width if width > 0 else 1)

    def _of(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        line, column = start.line, start.column
        if line == end.line:
            width = end.column - column
            return Place(self._file, line + 1, column + 1, width if width > 0 else 1)
        return Place(self._file, line + 1, column + 1, 1 if event.style in ("|", ">") else self._rest(start.index))

    def _at(self, event: Any) -> Place:
        return self._place(event.start_mark.line, event.start_mark.column, 3)

    def _rest(self, index: int) -> int:
        """How many characters stand from here to the end of the line."""
        end = self._text.find("\n", index)
        return max(1, len(self._text[index : end if end >= 0 else len(self._text)].rstrip()))

    def _between(self, start: int, end: int) -> Place:
        line, line_start = 0, 0
        for passed in BREAK.finditer(self._text, 0, start):
            line, line_start = line + 1, passed.end()
        return self._place(line, start - line_start, min(end - start, self._rest(start)))

    # -- reporting

    def _report(self, code: str, place: Place, hint: str = "", severity: Severity = "error", **values: Value) -> None:
        if len(self._found) == MAX_PROBLEMS:
            return
        self._found.append((Problem(place, code, severity, values, hint=hint), self._path()))

    def _path(self) -> Path:
        path: list[str | int] = []
        for frame in self._frames:
            if frame.members is not None:
                path.append(len(frame.members))
            elif frame.key is not None:
                path.append(frame.key.text)
        return tuple(path)

    def _close(self) -> None:
        """Closes what is open, so that problems can say where they are in a tree that was cut."""
        self._cut_at = self._path()
        while self._frames:
            self._keep(self._frames.pop().node())

    # -- events

    def _document(self, event: Any) -> None:
        if event.version or event.tags:
            self._report("directive", self._at(event))
        if self._root is not None:
            self._report("second-document", self._at(event))
            raise _Stop

    def _count(self, event: Any) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._report("too-many-values", self._of(event), most=MAX_NODES)
            raise _Stop

    def _decorations(self, event: Any, place: Place) -> None:
        if event.anchor is not None:
            self._report("anchor", place, name=event.anchor)
        if event.tag is not None:
            self._report("tag", place, tag=event.tag)

    def _alias(self, event: Any) -> None:
        self._count(event)
        place = self._of(event)
        frame = self._frames[-1] if self._frames else None
        if frame is not None and frame.members is None and frame.key is None:
            self._report("alias", place, name=event.anchor)
            frame.key = _Key("", place, 0, kept=False)
            return
        if frame is None or frame.key is None or not frame.key.merge:
            self._report("alias", place, name=event.anchor)
        self._keep(Node(place, None, kind="unread"))

    def _collection(self, event: Any) -> None:
        self._count(event)
        start = event.start_mark
        place = Place(self._file, start.line + 1, start.column + 1, 1)
        if event.anchor is not None or event.tag is not None:
            self._decorations(event, place)
        frames = self._frames
        if len(frames) == MAX_DEPTH:
            self._report("too-deep", place, most=MAX_DEPTH)
            raise _Stop
        is_key = bool(frames) and frames[-1].members is None and frames[-1].key is None
        if is_key:
            self._report("key-not-text", place)
        if frames:
            frames[-1].text_start = -1
        frames.append(_Frame(place, type(event) is yaml.MappingStartEvent, bool(event.flow_style), is_key))

    def _end(self, event: Any) -> None:
        frame = self._frames.pop()
        if frame.is_key:
            self._frames[-1].key = _Key("", frame.place, event.end_mark.index, kept=False)
        else:
            self._keep(frame.node())

    def _keep(self, node: Node) -> None:
        if not self._frames:
            self._root = node
            return
        frame = self._frames[-1]
        if frame.members is not None:
            frame.members.append(node)
            return
        key, frame.key = frame.key, None
        if key is not None and key.kept:
            frame.entries.append(Entry(key.text, key.place, node))

    def _scalar(self, event: Any) -> None:
        self._count(event)
        place = self._of(event)
        text: str = event.value
        style = event.style
        plain = not style and (event.implicit[0] or event.tag is None)
        if event.anchor is not None or event.tag is not None:
            self._decorations(event, place)
        frames = self._frames
        frame = frames[-1] if frames else None
        if frame is not None and frame.members is None and frame.key is None:
            self._key(frame, text, plain, place, event)
            return
        if frame is not None and frame.flow:
            if plain and not text and self._lacks_colon(frame, event):
                return
            frame.text_start = event.start_mark.index if plain and text else -1
            frame.apart = -1
            if plain and "?" in text:
                self._report("quote-question-mark", place, quoted(text), "warning", text=text)
        self._keep(self._value(text, plain, place))

    def _value(self, text: str, plain: bool, place: Place) -> Node:
        if len(text) > MAX_SCALAR:
            self._report("text-too-long", place, most=MAX_SCALAR)
            return Node(place, None, kind="unread")
        if not plain:
            refused = REFUSED_IN_VALUE.search(text)
            if refused is not None:
                code, name = named(refused.group())
                self._report(code, place, char=name)
                return Node(place, None, kind="unread")
            return Node(place, text, text, True)
        try:
            value: Scalar = core_value(text)
        except OverflowError:
            self._report("number-too-long", place, quoted(text))
            return Node(place, None, kind="unread")
        return Node(place, value, text)

    def _key(self, frame: _Frame, text: str, plain: bool, place: Place, event: Any) -> None:
        kept = False
        merge = plain and text == "<<"
        if merge:
            self._report("merge-key", place)
        elif not text:
            self._report("empty-key", place)
        elif len(text) > MAX_SCALAR:
            self._report("text-too-long", place, most=MAX_SCALAR)
        elif refused := REFUSED_IN_VALUE.search(text):
            code, name = named(refused.group())
            self._report(code, place, char=name)
        elif WIDE_SPACE.match(text):
            self._report("wide-space", place, char=named(text[0])[1])
        elif text in frame.keys:
            self._report("duplicate-key", place, key=text, line=frame.keys[text])
        else:
            frame.keys[text] = place.line
            kept = True
        frame.key = _Key(text, place, event.end_mark.index, kept, merge)

    # -- text that fell apart inside {…}

    def _lacks_colon(self, frame: _Frame, event: Any) -> bool:
        """Whether an empty value inside {…} comes from a comma in a text; reports it and drops the key.

        `{en: Greet, offer seats}` is read by YAML as two keys, the second one without a value.
        """
        key = frame.key
        if key is None or ":" in self._text[key.end : event.start_mark.index]:
            return False
        frame.key = None
        frame.keys.pop(key.text, None)
        if frame.text_start >= 0:
            self._fell_apart(frame, key)
        elif key.kept and (colon := key.text.find(":")) > 0:
            spaced = f"{key.text[:colon]}: {key.text[colon + 1 :]}"
            self._report("space-after-colon", key.place, spaced, text=key.text)
        elif key.kept:
            self._report("key-without-value", key.place, key=key.text)
        return True

    def _fell_apart(self, frame: _Frame, key: _Key) -> None:
        """Says once that the text from the last value to this key wants quotes, however many commas it has."""
        whole = self._text[frame.text_start : key.end]
        before = frame.entries[-1]
        place = before.node.place
        if key.place.line == place.line:
            place = place._replace(width=len(whole))
        if frame.apart >= 0:
            old, path = self._found[frame.apart]
            self._found[frame.apart] = (Problem(place, old.code, values={"text": whole}, hint=quoted(whole)), path)
        elif len(self._found) < MAX_PROBLEMS:
            frame.apart = len(self._found)
            frame.key = _Key(before.key, before.place, 0, kept=True)
            self._report("quote-the-text", place, quoted(whole), text=whole)
            frame.key = None
