"""The parser's events, one after the other, put together into nodes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import yaml

from runbooks.characters import REFUSED_IN_VALUE, WIDE_SPACE, named
from runbooks.frames import Frame
from runbooks.lines import Lines, line_and_column, line_end
from runbooks.nodes import WIDEST, Node, Path, Scalar, place_of, spot, where_of
from runbooks.problems import Place, Problem, Severity, Value
from runbooks.quoting import LONGEST_SUGGESTED, quoted, said
from runbooks.scalars import core_value

MAX_DEPTH = 32
MAX_NODES = 200_000
MAX_SCALAR = 65_536
MAX_PROBLEMS = 200

Values = Mapping[str, Value]
_NONE: Values = {}
_WIDE_COLON = re.compile("([a-z][a-z0-9-]*)[ \u3000]*\uff1a[ \u3000]*(.*)\\Z")
"""A key with the colon of an input method: `{role\uff1aduty}`."""


class _Stop(Exception):  # noqa: N818  (no error of ours: the reading ends here)
    """A bound was met, or a second document."""


class Composer:
    """One pass over a text. `text` is the file's, `parsed` the same with characters changed one for one."""

    def __init__(self, file: str, text: str, parsed: str, lines: Lines) -> None:
        self._file = file
        self._text = text
        self._lines = lines
        self._loader: Any = yaml.CSafeLoader(parsed)
        self._frames: list[Frame] = []
        self._found: list[tuple[Problem, Path]] = []
        self._apart: dict[int, tuple[int, int]] = {}
        self._root: Node | None = None
        self._nodes = 0
        self._cut_at: Path = ()
        self.last: Any = None
        """The event before the one that failed."""
        self.opened = 0
        """Where the innermost list or map begins that was open then."""

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
            self._report("empty-file", spot(1, 1, 1))
        return self._root

    def problems(self) -> list[Problem]:
        """What was found on the way."""
        return [
            replace(
                self._told_apart(number, problem),
                where=where_of(self._root, path),
                excerpt=self._lines(problem.place.line),
            )
            for number, (problem, path) in enumerate(self._found)
        ]

    def problem(self, code: str, start: int, end: int, values: Values, hint: str) -> Problem:
        """A problem of the syntax at characters of the text."""
        place = self._between(start, end)
        where = where_of(self._root, self._cut_at)
        return Problem(place, code, values=values, where=where, hint=hint, excerpt=self._lines(place.line))

    # -- places

    def _width(self, event: Any) -> int:
        """Of what goes on over several lines, the part on the first; of a block of text, its `|` or `>`."""
        return 1 if getattr(event, "style", "") in ("|", ">") else self._rest(event.start_mark.index)

    def _rest(self, index: int) -> int:
        """How many characters stand from here to the end of the line."""
        return max(1, len(self._text[index : line_end(self._text, index)].rstrip()))

    def _between(self, start: int, end: int) -> Place:
        line, column = line_and_column(self._text, start)
        return place_of(self._file, spot(line, column, max(1, min(end - start, self._rest(start)))))

    # -- reporting

    def _report(self, code: str, at: int, values: Values = _NONE, hint: str = "", severity: Severity = "error") -> None:
        place = place_of(self._file, at)
        if len(self._found) < MAX_PROBLEMS:
            self._found.append((Problem(place, code, severity, values, hint=hint), self._path()))
        elif len(self._found) == MAX_PROBLEMS:
            self._found.append((Problem(place, "more-problems", values={"most": MAX_PROBLEMS}), ()))

    def _refuse(self, code: str, at: int, values: Values = _NONE, hint: str = "") -> Node:
        """Reports a value and stands for it in the tree."""
        self._report(code, at, values, hint)
        return Node(self._file, at, None, kind="unread")

    def _path(self) -> Path:
        path: list[str | int] = []
        for frame in self._frames:
            if not frame.is_map:
                path.append(len(frame.members))
            elif frame.key is not None:
                path.append(frame.key)
        return tuple(path)

    def _close(self) -> None:
        """Closes what is open, so that problems can say where they are in a tree that was cut."""
        self._cut_at = self._path()
        self.opened = self._frames[-1].start if self._frames else 0
        while self._frames:
            self._keep(self._frames.pop().node())

    # -- events

    def _document(self, event: Any) -> None:
        at = spot(event.start_mark.line + 1, event.start_mark.column + 1, self._rest(event.start_mark.index))
        if event.version or event.tags:
            self._report("directive", at)
        if self._root is not None:
            self._report("second-document", at)
            raise _Stop

    def _counted_spot(self, event: Any) -> int:
        """Where one more value or key stands."""
        start, end = event.start_mark, event.end_mark
        line, column = start.line, start.column
        width = end.column - column if line == end.line else self._width(event)
        at = spot(line + 1, column + 1, width or 1)
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._report("too-many-values", at, {"most": MAX_NODES})
            raise _Stop
        return at

    def _decorations(self, event: Any, at: int) -> None:
        if event.anchor is not None:
            self._report("anchor", at, {"name": said(event.anchor)})
        if event.tag is not None:
            self._report("tag", at, {"tag": said(event.tag)})

    def _alias(self, event: Any) -> None:
        at = self._counted_spot(event)
        frame = self._frames[-1] if self._frames else None
        if frame is not None and frame.awaits_key():
            self._report("alias", at, {"name": said(event.anchor)})
            frame.take_key("", at, event.end_mark.index, kept=False)
        elif frame is not None and frame.is_map and frame.merge:
            frame.take(Node(self._file, at, None, kind="unread"))  # the `<<` before it was reported
        else:
            self._keep(self._refuse("alias", at, {"name": said(event.anchor)}))

    def _collection(self, event: Any) -> None:
        at = self._counted_spot(event) & ~WIDEST | 1
        if event.anchor is not None or event.tag is not None:
            self._decorations(event, at)
        frames = self._frames
        if len(frames) == MAX_DEPTH:
            self._report("too-deep", at, {"most": MAX_DEPTH})
            raise _Stop
        is_key = bool(frames) and frames[-1].awaits_key()
        if is_key:
            self._report("key-not-text", at)
        if frames:
            frames[-1].text = None
        is_map = type(event) is yaml.MappingStartEvent
        frames.append(Frame(self._file, at, event.start_mark.index, is_map, bool(event.flow_style), is_key))

    def _end(self, event: Any) -> None:
        frame = self._frames.pop()
        if frame.is_key:
            self._frames[-1].take_key("", frame.at, event.end_mark.index, kept=False)
        else:
            self._keep(frame.node())

    def _keep(self, node: Node) -> None:
        if self._frames:
            self._frames[-1].take(node)
        else:
            self._root = node

    def _scalar(self, event: Any) -> None:
        at = self._counted_spot(event)
        if event.anchor is not None or event.tag is not None:
            self._decorations(event, at)
        frame = self._frames[-1] if self._frames else None
        if frame is None:
            self._root = self._value(event, at)
        elif frame.is_map and frame.key is None:
            self._key(frame, event, at)
        elif frame.flow and not event.style:
            self._bare_in_brackets(frame, event, at)
        else:
            frame.text = None
            frame.take(self._value(event, at))

    def _value(self, event: Any, at: int) -> Node:
        text: str = event.value
        style = event.style
        if len(text) > MAX_SCALAR:
            return self._refuse("text-too-long", at, {"most": MAX_SCALAR})
        if style:
            # Only an escape in double quotes can bring in what was not in the file already.
            if style == '"' and (refused := REFUSED_IN_VALUE.search(text)):
                code, char = named(refused.group())
                return self._refuse(code, at, {"char": char})
            return Node(self._file, at, text, text, True)
        try:
            value: Scalar = core_value(text)
        except OverflowError:
            return self._refuse("number-too-long", at, hint=quoted(text))
        return Node(self._file, at, value, text)

    def _key(self, frame: Frame, event: Any, at: int) -> None:
        text: str = event.value
        merge = text == "<<" and not event.style
        end = event.end_mark.index if frame.flow else 0
        frame.take_key(text, at, end, kept=False, merge=merge)
        if merge:
            self._wrong_key(frame, "merge-key")
        elif not text:
            self._wrong_key(frame, "empty-key")
        elif len(text) > MAX_SCALAR:
            self._wrong_key(frame, "text-too-long", {"most": MAX_SCALAR})
        elif event.style == '"' and (refused := REFUSED_IN_VALUE.search(text)):
            code, char = named(refused.group())
            self._wrong_key(frame, code, {"char": char})
        elif text[0] > "~" and WIDE_SPACE.match(text):
            self._wrong_key(frame, "wide-space", {"char": named(text[0])[1]})
        elif text in frame.keys:
            self._wrong_key(
                frame, "duplicate-key", {"key": said(text), "line": place_of(self._file, frame.keys[text]).line}
            )
        else:
            frame.keys[text] = at
            frame.kept = True

    def _wrong_key(self, frame: Frame, code: str, values: Values = _NONE) -> None:
        """Reports a key; the path to it is that of its map."""
        key, frame.key = frame.key, None
        self._report(code, frame.key_at, values)
        frame.key = key

    # -- text without quotes inside brackets

    def _bare_in_brackets(self, frame: Frame, event: Any, at: int) -> None:
        text: str = event.value
        start = event.start_mark.index
        if frame.is_map and not text and ":" not in self._text[frame.key_end : start]:
            self._lone_key(frame)
            return
        frame.apart = -1
        frame.text = (start, frame.key or "", at) if text else None
        if "?" in text:
            self._report("quote-question-mark", at, {"text": said(text)}, quoted(text), "warning")
        frame.take(self._value(event, at))

    def _lone_key(self, frame: Frame) -> None:
        """A key without colon and value inside {…}, mostly the rest of a text with a comma.

        `{en: Greet, offer seats}` is two keys for YAML, the second one without a value. It is left out.
        """
        key, at, kept = frame.key or "", frame.key_at, frame.kept
        frame.key = None
        if kept:
            del frame.keys[key]
        if wide := _WIDE_COLON.match(key):
            hint = f"{wide[1]}: {wide[2]}".rstrip() if len(key) <= LONGEST_SUGGESTED else ""
            self._report("wide-colon", at, {"text": said(key)}, hint)
        elif frame.text is not None:
            self._fell_apart(frame, frame.text)
        elif kept and (colon := key.find(":")) > 0:
            hint = f"{key[:colon]}: {key[colon + 1 :]}" if len(key) <= LONGEST_SUGGESTED else ""
            self._report("space-after-colon", at, {"text": said(key)}, hint)
        elif kept:
            self._report("key-without-value", at, {"key": said(key)})

    def _fell_apart(self, frame: Frame, before: tuple[int, str, int]) -> None:
        """Says once that the text from the last value to this key wants quotes, however many commas it has."""
        start, key, at = before
        if frame.apart < 0:
            frame.apart = len(self._found)
            frame.key = key
            self._report("quote-the-text", at)
            frame.key = None
        self._apart[frame.apart] = start, frame.key_end

    def _told_apart(self, number: int, problem: Problem) -> Problem:
        """A problem with the text that fell apart, known only when its last comma is."""
        start, end = self._apart.get(number, (0, 0))
        if not end or problem.code != "quote-the-text":
            return problem
        whole = self._text[start:end]
        place = self._between(start, end)
        return replace(problem, place=place, values={"text": said(whole)}, hint=quoted(whole))
