"""The officer's own settings: a file that is refused changes nothing, and keeps nobody from their incident."""

from __future__ import annotations

from dataclasses import replace

from drillbook.settings import Settings
from reports.words.problems import problem
from runbooks.problems import errors
from tui.settings import Preferences, notice, preferences_from


def preferences(settings: Settings, remarks: list[str]) -> Preferences:
    """What is in force; what is wrong with the file goes to `remarks` in full, and in short onto the screen."""
    found, problems = preferences_from(settings.preferences_path)
    remarks += [problem(settings.words, each) for each in errors(problems)]
    return replace(found, said=notice(problems, settings.words))
