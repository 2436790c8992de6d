"""From bytes to text that is safe to parse and to show.

Decoding is done here and not by the parser, because a parser names only a byte number, and because the
commonest accident has a name: many editors in use save Chinese text as GBK.
"""

from __future__ import annotations

from runbooks.characters import REFUSED, made_visible, named
from runbooks.lines import BREAK, Lines
from runbooks.problems import Place, Problem, Value

MAX_BYTES = 4 * 1024 * 1024
_REPORTED = 20


def decode(data: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """The text of a file without its byte order mark, and what is wrong with its characters.

    The text is None when there is none to go on with. A refused character is replaced by U+FFFD, one for
    one, so that every later position still holds.
    """
    if len(data) > MAX_BYTES:
        return None, [at_start(file, "file-too-large", {"most": MAX_BYTES})]
    head = data[:400]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head.count(0) * 4 > len(head):
        return None, [at_start(file, "encoding-utf16")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_bad_byte(data, error.start, file)]
    text = text.removeprefix("\ufeff")
    problems = _refused(text, file)
    return (made_visible(text) if problems else text), problems


def at_start(file: str, code: str, values: dict[str, Value] | None = None) -> Problem:
    """A problem of the file as a whole."""
    return Problem(Place(file, 1, 1), code, values=values or {})


def _bad_byte(data: bytes, at: int, file: str) -> Problem:
    start = max(data.rfind(b"\n", 0, at), data.rfind(b"\r", 0, at)) + 1
    end = min((i for i in (data.find(b"\n", at), data.find(b"\r", at)) if i >= 0), default=len(data))
    line = len(BREAK.findall(data[:start].decode("latin-1"))) + 1
    if line == 1:
        start = len(b"\xef\xbb\xbf") if data.startswith(b"\xef\xbb\xbf") else 0
    try:
        data.decode("gbk")
        code, encoding = "encoding-gbk", "gbk"
    except UnicodeDecodeError:
        code, encoding = "encoding-not-utf8", "utf-8"
    # The first half of a GBK character may have passed as UTF-8; "ignore" drops such a half at the cut.
    column = len(data[start:at].decode(encoding, errors="ignore")) + 1
    excerpt = Lines(data[start:end].decode(encoding, errors="replace"))(1)
    return Problem(Place(file, line, column), code, values={"byte": f"0x{data[at]:02X}"}, excerpt=excerpt)


def _refused(text: str, file: str) -> list[Problem]:
    problems: list[Problem] = []
    lines = Lines(text)
    line, line_start = 1, 0
    for found in REFUSED.finditer(text):
        for passed in BREAK.finditer(text, line_start, found.start()):
            line, line_start = line + 1, passed.end()
        code, name = named(found.group())
        place = Place(file, line, found.start() - line_start + 1)
        problems.append(Problem(place, code, values={"char": name}, excerpt=lines(line)))
        if len(problems) == _REPORTED:
            break
    return problems
