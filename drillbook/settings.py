"""What a command needs to know before it begins: language, journal, site, who is acting."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reports.words import Words


@dataclass
class Settings:
    """Options where they were given, else the environment, else the user's folders."""

    words: Words
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    db_option: str = ""
    site_option: str = ""
    by_option: str = ""

    @property
    def db(self) -> str:
        """The journal: a path or `sqlite:///path`."""
        given = self.db_option or self.environ.get("DRILLBOOK_DB", "")
        if given:
            return given
        from platformdirs import user_data_path

        return str(user_data_path("drillbook", appauthor=False) / "journal.db")

    @property
    def site_given(self) -> str:
        """The site's file where somebody named one."""
        return self.site_option or self.environ.get("DRILLBOOK_SITE", "")

    @property
    def site_path(self) -> Path | None:
        """The site's file: the one named, else `site.yaml` here, else the one in the user's configuration."""
        if self.site_given:
            return Path(os.path.expanduser(self.site_given))  # noqa: PTH111 - that of pathlib raises for unknown users
        from platformdirs import user_config_path

        places = (Path("site.yaml"), user_config_path("drillbook", appauthor=False) / "site.yaml")
        # A folder that may not be looked into must not keep anybody from opening an incident.
        return next((place for place in places if os.path.isfile(place)), None)  # noqa: PTH113

    @property
    def preferences_path(self) -> Path | None:
        """The officer's own settings: `DRILLBOOK_SETTINGS`, else the file in the user's configuration."""
        given = self.environ.get("DRILLBOOK_SETTINGS", "")
        if given:
            return Path(os.path.expanduser(given))  # noqa: PTH111 - as for the site
        from platformdirs import user_config_path

        place = user_config_path("drillbook", appauthor=False) / "settings.yaml"
        return place if os.path.isfile(place) else None  # noqa: PTH113

    @property
    def by(self) -> str:
        """Who is acting: `--by`, `DRILLBOOK_BY`, else the name that this user logged in with."""
        given = self.by_option.strip() or self.environ.get("DRILLBOOK_BY", "").strip()
        if given:
            return given
        import getpass

        try:
            return getpass.getuser()
        except (KeyError, OSError, ImportError):
            return self.words.say("somebody")
