"""A plan from its text alone, for tests: written to a folder, loaded as any plan is."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from runbooks.library import load
from runbooks.plan import Plan
from runbooks.problems import errors
from runbooks.site import read_site


def compose_text(text: str, *, site: str = "") -> Plan:
    """The composed plan; an assertion error that lists the problems where there are any."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plan.yaml"
        path.write_text(text, encoding="utf-8")
        its_site = None
        if site:
            (Path(folder) / "site.yaml").write_text(site, encoding="utf-8")
            its_site, problems = read_site(Path(folder) / "site.yaml")
            assert not errors(problems), problems
        loaded = load(str(path), site=its_site, search=[Path(folder)])
    assert loaded.plan is not None, errors(loaded.problems)
    return loaded.plan
