"""What each code of a problem says; values are filled in by name. The reader's codes and those of the plan language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reports.words.check_sentences import CHECKS
from reports.words.reader_sentences import READER

SENTENCES: Final[Mapping[str, str]] = {**READER, **CHECKS}
