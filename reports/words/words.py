"""One language's voice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, Literal

from reports.cells import printable
from reports.words.catalogue import catalogue

if TYPE_CHECKING:
    from runbooks.plan import Text

Lang = Literal["zh", "en"]
LANGUAGES: Final[tuple[Lang, ...]] = ("zh", "en")


class _Values(dict[str, object]):
    """A value that a message names and nobody gave reads as `?`: a sentence with a hole beats a traceback."""

    def __missing__(self, key: str) -> str:
        return "?"


class Words:
    """Says messages in one language. Braces in a message are filled by name; without values it stands as it is."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang

    @property
    def chinese(self) -> bool:
        """Whether this is Chinese, for the few places where the two build a line differently."""
        return self.lang == "zh"

    def say(self, message: str, /, **values: object) -> str:
        """A message in this language."""
        return self._fill(catalogue(self.lang).get(("", message), message), values)

    def sense(self, context: str, message: str, /, **values: object) -> str:
        """A message whose English has several meanings; `context` says which."""
        return self._fill(catalogue(self.lang).get((context, message), message), values)

    def many(self, one: str, other: str, n: int, /, **values: object) -> str:
        """A message that counts; `{n}` is the number."""
        return self._fill(self.plural(one, other, n), {"n": n, **values})

    def plural(self, one: str, other: str, n: int) -> str:
        """The same, unfilled, for libraries that fill in their own values."""
        return catalogue(self.lang).get(("", one)) or (one if n == 1 else other)

    def text(self, text: Text) -> str:
        """A text of the plan or the site in this language, else in whichever it has."""
        from runbooks.plan import in_language  # here: help has no text of plans

        return in_language(text, self.lang)

    def listed(self, parts: Iterable[object]) -> str:
        """Several things side by side: `03、04` or `03, 04`."""
        return ("、" if self.chinese else ", ").join(str(p) for p in parts)

    def all_of(self, parts: Iterable[object]) -> str:
        """Several things that go together: `03、04` or `03 and 04`."""
        *most, last = [str(p) for p in parts]
        return self.listed([*most, last]) if self.chinese or not most else f"{', '.join(most)} and {last}"

    def quoted(self, text: object) -> str:
        """A title or what somebody wrote, in quotes that are never of ambiguous width."""
        return f"「{text}」" if self.chinese else f'"{text}"'

    def quoted_name(self, name: str) -> str:
        """An id that somebody typed: quoted in English, bare in Chinese, where quotes are for titles."""
        return printable(name) if self.chinese else f'"{printable(name)}"'

    @staticmethod
    def _fill(message: str, values: dict[str, object]) -> str:
        return message.format_map(_Values(values)) if values else message
