"""Where the officer sits: the incident as it stands, whom to call, what was told already, and a way to say lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Protocol

from incidents import commands as c
from incidents.session import Session
from incidents.views import Snapshot, StepView
from reports.cells import printable
from reports.words import Words
from runbooks.plan import Plan, Step, Text
from runbooks.site import Person, Site
from tui.common.calling import Telephones
from tui.common.drafts import Drafts
from tui.plain.folding import WIDE, cells_of, fold
from tui.plain.recorded import Trouble

Out = Callable[[str], None]


class Plans(Protocol):
    """What the desk needs of the shelf: which plans there are, and how one is opened beside this incident."""

    def titles(self) -> Mapping[str, Text]:
        """Every plan that can be opened, by its id."""

    def open(self, plan: str, *, at: int, by: str, before: str, mode: str) -> Session | str:
        """A new incident of that plan in the same journal; or why not, in a sentence."""


class Seat:
    """What is before the officer's eyes, and what may be said."""

    def __init__(
        self,
        session: Session,
        *,
        words: Words,
        by: str,
        out: Out,
        site: Site | None = None,
        plans: Plans | None = None,
        drafts: Path | None = None,
    ) -> None:
        self.session = session
        self.words = words
        self.by = by
        self.site = site or Site()
        self.plans = plans
        self.folder = drafts
        self.out = out
        self.leaving = False
        self.typed = ""
        """The line that is being answered."""
        self.heard = session.now()
        """When it was typed."""
        self.stated: int | None = None
        """The time that it states, if it states one."""
        self.trouble: Trouble | None = None
        self.unknown: tuple[c.Command, str] | None = None
        """A command of which nobody knows yet whether it is on disk."""
        self.told_clock_back = False
        self.told_damage = False
        self._phones: Telephones | None = None
        self._sit_down()

    def _sit_down(self) -> None:
        self.shown = self.session.state.version
        """Up to which record this officer has been told."""
        self.base = self.shown
        """The version that was before the officer's eyes when the present line was typed."""
        self.drafts = Drafts(self.folder, self.session.id, self.by)

    def move_to(self, session: Session) -> None:
        """Go on with another incident."""
        self.session = session
        self._sit_down()

    # -- looking ------------------------------------------------------------------------------------

    @property
    def plan(self) -> Plan:
        """The plan in force."""
        return self.session.plan

    @property
    def zone(self) -> str:
        """The site's time zone, as frozen with the plan."""
        return self.session.plan.timezone

    @property
    def moment(self) -> int:
        """When what is being recorded happened: as stated, else when the line was typed."""
        return self.heard if self.stated is None else self.stated

    def look(self) -> Snapshot:
        """The incident now."""
        return self.session.snapshot()

    def step(self, step_id: str) -> Step:
        """A step of the plan."""
        return self.plan.step[step_id]

    def view(self, step_id: str, seen: Snapshot | None = None) -> StepView:
        """A step as it stands."""
        return next(view for view in (seen or self.look()).steps if view.id == step_id)

    @property
    def phones(self) -> Telephones:
        """Whom to call, and how the calls stand."""
        if self._phones is None or self._phones.state is not self.session.state or self._phones.by != self.by:
            self._phones = Telephones(self.session.state, self.site, self.words, self.by)
        return self._phones

    @property
    def in_danger(self) -> bool:
        """Whether danger stands as yes."""
        danger = self.session.state.facts.get("danger")
        return danger is not None and danger.value is True

    def choice(self, view: StepView) -> tuple[str, tuple[str, ...]] | None:
        """The role that is to be filled in a step, and the roles one of which takes it on; None where there is none."""
        return self.phones.speakers(self.step(view.id)) if view.state in {"ready", "in-progress"} else None

    def people(self, role: str) -> tuple[Person, ...]:
        """Who holds a role at the site, in calling order."""
        return self.phones.people(role)

    # -- saying -------------------------------------------------------------------------------------

    def say(self, *lines: str) -> None:
        """Whole lines, folded where they are long, with nothing in them that could steer a terminal."""
        for line in lines:
            for piece in fold(printable(line)):
                self.out(piece)

    def sentences(self, parts: Iterable[str], head: str = "") -> None:
        """Short sentences one after another; a new line begins where the next one would not fit."""
        stop, space = ("。", "") if self.words.chinese else (";", " ")
        line = ""
        for part in parts:
            said = printable(part).rstrip("。. ")
            if not said:
                continue
            longer = f"{line}{stop}{space}{said}" if line else head + said
            if line and cells_of(longer) > WIDE:
                self.say(line + stop)
                line = f"  {said}"
            else:
                line = longer
        if line:
            self.say(line)
