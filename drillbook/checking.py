"""Every problem of a file, whatever kind it is: what `check` tells, and `edit` after somebody's own editor."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from drillbook import standard_input
from drillbook.settings import Settings
from runbooks.library import check_file, search_path
from runbooks.problems import Problem
from runbooks.site import read_site
from simulator.scenario_loading import load_scenario
from simulator.scenario_shelf import is_scenario


def problems_of(settings: Settings, file: Path) -> Sequence[Problem]:
    """Those of one file. A scenario is held against its plan at this site, as far as there is a site to be read."""
    piped = file == standard_input.STDIN
    if not piped and not (file.is_file() and is_scenario(file)):  # nobody waits for what a pipe may say
        return check_file(file, search_path(Path()))
    place = None if settings.site_path is None else read_site(settings.site_path)[0]
    search = search_path(Path(), place.path if place else None)
    if piped:
        standard_input.wait(settings.words)
        return standard_input.problems(search, place)
    return load_scenario(file, search=search, site=place).problems
