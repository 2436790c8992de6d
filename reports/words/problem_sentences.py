"""What each code of a problem says; values are filled in by name. The reader's codes, those of the plan language, of
scenarios, and of the settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reports.words.check_sentences import CHECKS
from reports.words.reader_sentences import READER
from reports.words.scenario_sentences import SCENARIOS
from reports.words.settings_sentences import SETTINGS

SENTENCES: Final[Mapping[str, str]] = {**READER, **CHECKS, **SCENARIOS, **SETTINGS}
