"""What the parser's own refusals mean to the writer of a plan.

libyaml says "mapping values are not allowed in this context" to somebody who wrote a colon in a sentence.
Here its refusals become our codes, with the place where something is to be changed (not the place where the
parser noticed). Where other characters in the same place would let the parser go on, they are named too: so that
the problems behind the first one are found as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from runbooks import lines
from runbooks.characters import WIDE_SPACE
from runbooks.problems import Value
from runbooks.quoting import LONGEST_SUGGESTED, narrowed, quoted, said

_MARKS = re.compile(r"[^\w\s]")
_FLOW_END = re.compile(r"[,}\]\r\n]|\Z")
_COMMENT = re.compile(r"[ \t]#")
_MARGIN = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]*(?:-[ \t\u3000]+)*")
_BELOW = re.compile(r"\s*[\r\n]([ ]*)")
_CLOSE = "}]"
_WIDE_COMMA = re.compile("\uff0c[ \u3000]*([a-z][a-z0-9-]*) *\\Z")
"""A full-width comma before a key: `{stage: report\uff0ctitle: ...}`."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A refusal of the parser, understood: the characters `start` to `end` of the text, and what they lack.

    With `replacement`, an index and as many other characters from there on, the parser would go on.
    """

    code: str
    start: int
    end: int
    values: Mapping[str, Value] = field(default_factory=dict)
    hint: str = ""
    replacement: tuple[int, str] | None = None


def explain(error: yaml.MarkedYAMLError, text: str, last: Any, opened: int) -> Finding:
    """What an error of the parser means; `last` is the event before it, `opened` the innermost open list or map."""
    return _Case(error, text, last, opened).finding()


class _Case:
    def __init__(self, error: yaml.MarkedYAMLError, text: str, last: Any, opened: int) -> None:
        self.said = error.problem or ""
        self.context = error.context or ""
        self.text = text
        self.opened = opened
        self.ended = isinstance(last, yaml.DocumentEndEvent) and bool(last.explicit)
        self.last: Any = last if isinstance(last, yaml.ScalarEvent) else None
        self.at = self._index(error.problem_mark)
        self.since = self._index(error.context_mark) if error.context_mark else self.at
        self.char = text[self.at : self.at + 1]

    def _index(self, mark: Any) -> int:
        return min(mark.index, len(self.text)) if mark is not None else 0

    # -- lines

    def line_start(self, at: int) -> int:
        return lines.line_start(self.text, at)

    def line_end(self, at: int) -> int:
        return lines.line_end(self.text, at)

    def same_line(self, one: int, other: int) -> bool:
        return self.line_start(one) == self.line_start(other)

    def to_comment(self, start: int, end: int) -> int:
        """The end of the text from start to end without a comment and spaces after it."""
        comment = _COMMENT.search(self.text, start, end)
        return start + max(1, len(self.text[start : comment.start() if comment else end].rstrip()))

    # -- what it can be

    def finding(self) -> Finding:
        return self._indented_by_odd_space() or self._by_words()

    def _indented_by_odd_space(self) -> Finding | None:
        """A tab, or the wide space of an input method, where a line should begin with spaces."""
        if "quoted scalar" in self.context:
            return None
        for at in (self.since, self.at):
            start = self.line_start(at)
            margin = _MARGIN.match(self.text, start)
            indent = margin.group() if margin else ""
            if "\t" in indent:
                return Finding("tab-indentation", start + indent.index("\t"), start + indent.rindex("\t") + 1)
            if wide := WIDE_SPACE.search(indent):
                values: dict[str, Value] = {"char": f"U+{ord(wide.group()):04X}"}
                return Finding("wide-space", start + wide.start(), start + wide.end(), values)
        return None

    def _by_words(self) -> Finding:
        words = self.said
        if words.startswith("mapping values are not allowed"):
            return self._colon_in_text()
        if words.startswith("could not find expected ':'"):
            return self._line_without_colon(self.since)
        if words.startswith("found unexpected ':'"):
            values: dict[str, Value] = {"text": said(self.text[self.since : self.at + 2])}
            return Finding("space-after-colon", self.since, self.at + 1, values)
        if "quoted scalar" in self.context:
            return self._inside_quotes()
        if words.startswith("block sequence entries are not allowed"):
            return Finding("list-on-key-line", self.at, self.to_comment(self.at, self.line_end(self.at)))
        if words.startswith(("found character that cannot start", "mapping keys are not allowed")):
            return self._text_begins_with(self.at)
        if "scanning an alias" in self.context or "scanning an anchor" in self.context:
            return self._text_begins_with(self.since)
        if "scanning a tag" in self.context or "parsing a node" in self.context:
            return self._text_begins_with(self.since)
        if "directive" in self.context or "incompatible" in words or "directive" in words:
            return Finding("directive", self.since, self.line_end(self.since))
        if "block scalar" in self.context:
            return Finding("block-text", self.since, self.to_comment(self.since, self.line_end(self.since)))
        if "expected ','" in words:
            return self._inside_brackets()
        if "expected node content" in words:
            return self._nothing_there()
        if "expected key" in words or "'-' indicator" in words or "document start" in words:
            return self._out_of_place()
        # None of these with libyaml 0.2.5: thousands of damaged files were tried.
        return Finding("yaml-syntax", self.at, self.at + 1, {"detail": words})

    def _colon_in_text(self) -> Finding:
        last = self.last
        if last is None or last.style in ("|", ">"):
            return self._bad_indentation(self.at)
        start, end = last.start_mark.index, last.end_mark.index
        if not self.same_line(start, self.at):
            if self.text[self.line_start(start) : start].strip(" -") == "":
                return self._line_without_colon(start)
            return self._bad_indentation(self.at)
        if self.text[end : self.at].strip():
            return self._bad_indentation(self.at)
        return self._wants_quotes(start, self.to_comment(start, self.line_end(start)))

    def _wants_quotes(self, start: int, end: int) -> Finding:
        whole = self.text[start:end]
        if narrow := narrowed(whole):
            return Finding("wide-bracket", start, end, {"text": said(whole)}, narrow, (start, _bare(whole)))
        return Finding("quote-the-text", start, end, {"text": said(whole)}, quoted(whole), (start, _bare(whole)))

    def _line_without_colon(self, start: int) -> Finding:
        end = self.to_comment(start, self.line_end(start))
        line = self.text[start:end]
        # A line that holds only this can be taken for a comment and the rest read on, unless others hang on it.
        below = _BELOW.match(self.text, self.line_end(start))
        own = start - self.line_start(start)
        alone = not self.text[self.line_start(start) : start].strip() and (below is None or len(below.group(1)) <= own)
        replacement = (start, "#") if alone else None
        values: dict[str, Value] = {"text": said(line)}
        for code, colon in (("wide-colon", line.find("\uff1a")), ("space-after-colon", line.find(":"))):
            if colon > 0:
                spaced = f"{line[:colon]}: {line[colon + 1 :].strip()}".rstrip()
                return Finding(code, start, end, values, spaced if len(line) <= LONGEST_SUGGESTED else "", replacement)
        return Finding("missing-colon", start, end, values, "", replacement)

    def _inside_quotes(self) -> Finding:
        if "escape" in self.said or "hexdecimal" in self.said:
            backslash = self.text.rfind("\\", self.since, self.at + 1)
            at = backslash if backslash >= 0 else self.at
            values: dict[str, Value] = {"text": self.text[at : at + 2]}
            return Finding("unknown-escape", at, at + 2, values, "", (at, "/"))
        return self._unclosed_quote(self.since)

    def _unclosed_quote(self, start: int) -> Finding:
        return Finding("unclosed-quote", start, self.line_end(start), {"quote": self.text[start : start + 1]})

    def _text_begins_with(self, start: int) -> Finding:
        before = self.text[self.line_start(start) : start]
        in_flow = before.count("{") > before.count("}") or before.count("[") > before.count("]")
        stop = _FLOW_END.search(self.text, start + 1) if in_flow else None
        end = self.to_comment(start, stop.start() if stop else self.line_end(start))
        return self._wants_quotes(start, end)

    def _inside_brackets(self) -> Finding:
        after = self._after_quotes()
        if after is not None:
            return after
        values: dict[str, Value]
        if self.char == ":" and self.same_line(self.since, self.at) and self.last is not None:
            start = self.last.start_mark.index
            if comma := _WIDE_COMMA.search(self.text, start, self.at):
                first, key = comma.span()[0], comma[1]
                values = {"text": said(self.text[start : self.at])}
                hint = f"{self.text[start:first]}, {key}" if self.at - start <= LONGEST_SUGGESTED else ""
                return Finding("wide-bracket", start, self.at, values, hint, (first, ","))
            stop = _FLOW_END.search(self.text, self.at)
            end = stop.start() if stop else self.line_end(self.at)
            return self._wants_quotes(start, self.to_comment(start, end))
        if self.char == "\uff0c":
            return Finding("wide-bracket", self.at, self.at + 1, {"text": self.char}, ",", (self.at, ","))
        if self.char in _CLOSE and self.char:
            values = {"open": self.text[self.opened], "close": self.char}
            return self._wide_close() or Finding("wrong-bracket", self.at, self.at + 1, values)
        return self._unclosed_bracket()

    def _unclosed_bracket(self) -> Finding:
        values: dict[str, Value] = {"open": self.text[self.opened]}
        return self._wide_close() or Finding("unclosed-bracket", self.opened, self.opened + 1, values)

    def _wide_close(self) -> Finding | None:
        """The bracket of an input method that was to close the innermost one, on the line where that begins."""
        wide, close = ("\uff5d", "}") if self.text[self.opened] == "{" else ("\u3011", "]")
        at = self.text.find(wide, self.opened, self.line_end(self.opened))
        return None if at < 0 else Finding("wide-bracket", at, at + 1, {"text": wide}, close, (at, close))

    def _after_quotes(self) -> Finding | None:
        """Text behind a closing quote: a quote inside the text, or one that was never closed."""
        last = self.last
        if last is None or last.style not in ("'", '"') or self.char in ("", *_CLOSE):
            return None
        start, end = last.start_mark.index, last.end_mark.index
        if not self.same_line(end, self.at):
            return None
        if not self.same_line(start, end):
            return self._unclosed_quote(start)
        flow_end = _FLOW_END.search(self.text, self.at) if "flow" in self.context else None
        stop = self.to_comment(start, flow_end.start() if flow_end else self.line_end(self.at))
        whole = self.text[start:stop]
        values: dict[str, Value] = {"quote": last.style, "text": said(self.text[end:stop].strip())}
        # 'it's' was meant to be one text; "a" b has quotes of its own inside the text
        hint = quoted(whole[1:-1] if whole.endswith(last.style) else whole)
        return Finding("text-after-quote", start, stop, values, hint, (start, _bare(whole)))

    def _nothing_there(self) -> Finding:
        if self.char in _CLOSE and self.char:
            return Finding("extra-bracket", self.at, self.at + 1, {"close": self.char})
        if self.char == ",":
            return Finding("extra-comma", self.at, self.at + 1)
        if self.text.startswith("...", self.at):
            return Finding("empty-file", self.at, self.at + 3)
        if self.char == "":
            return self._unclosed_bracket()
        if self.char == ":":
            return Finding("empty-key", self.at, self.at + 1)
        return self._text_begins_with(self.at)

    def _out_of_place(self) -> Finding:
        if self.char == ":":
            return Finding("empty-key", self.at, self.at + 1)
        if self.char in _CLOSE and self.char:
            return Finding("extra-bracket", self.at, self.at + 1, {"close": self.char})
        after = self._after_quotes()
        if after is not None:
            return after
        if "document start" in self.said and self.ended:
            return Finding("second-document", self.at, self.line_end(self.at))
        return self._bad_indentation(self.at)

    def _bad_indentation(self, at: int) -> Finding:
        start = self.line_start(at)
        end = self.to_comment(start, self.line_end(at))
        first = start + len(self.text[start:end]) - len(self.text[start:end].lstrip(" "))
        return Finding("bad-indentation", min(first, end - 1), end, {"column": first - start + 1})


def _bare(text: str) -> str:
    """The text as long as it is, without a character that means something to YAML; "" if that is hardly a text."""
    return _MARKS.sub("_", text) if len(text) <= lines.LONGEST_SHOWN else ""
