"""From bytes to text that is safe to parse and to show.

Decoding is done here and not by the parser, because a parser names only a byte number, and because the
commonest accident has a name: many editors in use save Chinese text as GBK.
"""

from __future__ import annotations

from itertools import islice

from runbooks.characters import REFUSED, made_visible, named
from runbooks.lines import Lines, line_and_column
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
    if _is_utf16(data[:400]):
        return None, [at_start(file, "encoding-utf16")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_bad_byte(data, error.start, file)]
    text = text.removeprefix("\ufeff")
    problems = _refused(text, file)
    return (made_visible(text) if problems else text), problems


def _is_utf16(head: bytes) -> bool:
    """By its byte order mark, or by zero bytes as every second one only."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    zeros = sorted((head[0::2].count(0), head[1::2].count(0)))
    return zeros[0] == 0 and zeros[1] * 8 > len(head)


def at_start(file: str, code: str, values: dict[str, Value] | None = None) -> Problem:
    """A problem of the file as a whole."""
    return Problem(Place(file, 1, 1), code, values=values or {})


def _bad_byte(data: bytes, at: int, file: str) -> Problem:
    try:
        data.decode("gbk")
        code, encoding = "encoding-gbk", "gbk"
    except UnicodeDecodeError:
        code, encoding = "encoding-not-utf8", "utf-8"
    # The first half of a GBK character may have passed as UTF-8; "ignore" drops such a half at the cut.
    before = data[:at].removeprefix(b"\xef\xbb\xbf").decode(encoding, errors="ignore")
    line, column = line_and_column(before, len(before))
    shown = Lines(data.removeprefix(b"\xef\xbb\xbf").decode(encoding, errors="replace"))
    return Problem(Place(file, line, column), code, values={"byte": f"0x{data[at]:02X}"}, excerpt=shown(line))


def _refused(text: str, file: str) -> list[Problem]:
    problems: list[Problem] = []
    lines = Lines(text)
    for found in islice(REFUSED.finditer(text), _REPORTED):
        code, name = named(found.group())
        line, column = line_and_column(text, found.start())
        problems.append(Problem(Place(file, line, column), code, values={"char": name}, excerpt=lines(line)))
    return problems
