"""Which language to speak: `--lang`, else `DRILLBOOK_LANG`, else the locale; Chinese if that says so, else English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reports.words import LANGUAGES, Lang


def choose_language(argv: Sequence[str], environ: Mapping[str, str]) -> Lang:
    """The language, before anything is said: help and usage errors are spoken in it too."""
    for given in (_option(argv), environ.get("DRILLBOOK_LANG", "")):
        if given.lower()[:2] in LANGUAGES:
            return "zh" if given.lower().startswith("zh") else "en"
    return "zh" if _locale(environ).lower().startswith(("zh", "chinese")) else "en"


def _option(argv: Sequence[str]) -> str:
    for n, word in enumerate(argv):
        if word == "--lang" and n + 1 < len(argv):
            return argv[n + 1]
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return ""


def _locale(environ: Mapping[str, str]) -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return environ[name]
    import locale  # only where the environment says nothing, as on Windows

    return locale.getlocale()[0] or ""
