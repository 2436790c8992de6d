"""The command line: which commands there are, and how each call ends.

A call ends with an exit code and, where it did not go well, a sentence on standard error: never with a traceback.
Click's own messages, ours, and those of the journal all come in the chosen language.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final

import click

from drillbook import __version__
from drillbook.console import forget_output, out, warn
from drillbook.lazy import LazyGroup
from drillbook.options import everywhere, settings_of
from drillbook.settings import Settings
from drillbook.speaking import speak
from drillbook.stopping import BAD_INPUT, GOOD, INTERRUPTED, PIPE_CLOSED, Stop
from reports.words import Words

_BROKEN: Final = 70


def commands(words: Words) -> Mapping[str, tuple[str, str]]:
    """Every command: its module and its line in the list."""
    return {
        "run": ("drillbook.commands.run", words.say("Open an incident and follow it live.")),
        "resume": ("drillbook.commands.resume", words.say("Go on with an incident.")),
        "open": ("drillbook.commands.open", words.say("Open an incident without a screen; print its id.")),
        "act": ("drillbook.commands.act", words.say("Record one act of an incident.")),
        "status": ("drillbook.commands.status", words.say("What is ready, what is due, what is late.")),
        "incidents": ("drillbook.commands.incidents", words.say("All incidents, under way and past.")),
        "due": ("drillbook.commands.due", words.say("What falls due, in all incidents.")),
        "timeline": ("drillbook.commands.timeline", words.say("The timeline, as report, data or table.")),
        "forms": ("drillbook.commands.forms", words.say("The forms, filled in from the record, to file or print.")),
        "verify": ("drillbook.commands.verify", words.say("Verify that a record is what was written.")),
        "check": ("drillbook.commands.check", words.say("Check plans, overlays, site files and scenarios.")),
        "drill": ("drillbook.commands.drill", words.say("Rehearse a plan many times: how likely each limit is kept.")),
        "compare": ("drillbook.commands.compare", words.say("What another plan or more staff would change.")),
        "new": ("drillbook.commands.new", words.say("Begin a plan or a scenario from a template with remarks.")),
        "schema": ("drillbook.commands.schema", words.say("What a file may say, as JSON Schema, for editors.")),
        "diff": ("drillbook.commands.diff", words.say("What two plans, sites or scenarios mean differently.")),
        "card": ("drillbook.commands.card", words.say("The quick-response card of a plan, one page to print.")),
        "edit": ("drillbook.commands.edit", words.say("Edit a plan, with its problems under the lines.")),
        "show": ("drillbook.commands.show", words.say("Show a plan or a scenario, or list all of them.")),
    }


class Drillbook(LazyGroup):
    """The program. `main` is what `python -m drillbook` and the tests call."""

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        **extra: Any,
    ) -> None:
        """Run one call and exit. Whatever the caller thinks of the name, the program is called `drillbook`."""
        del prog_name
        extra.pop("standalone_mode", None)
        speak(self.words)
        code = self._guarded(list(sys.argv[1:] if args is None else args), extra)
        sys.exit(code)

    def _guarded(self, args: list[str], extra: dict[str, Any]) -> int:
        try:
            code = self._run(args, extra)
            sys.stdout.flush()
        except OSError as error:
            return self._of_system(error)
        except (KeyboardInterrupt, click.Abort):
            warn(self.words.say("Stopped. What was recorded is kept."))
            return INTERRUPTED
        except Exception as error:  # noqa: BLE001 - an officer must not be left with a traceback
            return self._explained(error)
        return code

    def _of_system(self, error: OSError) -> int:
        said = error.strerror or error
        if error.filename:
            warn(self.words.say("{path}: {error}", path=error.filename, error=said))
            return BAD_INPUT
        if error.errno not in {errno.EPIPE, errno.EINVAL}:  # only our answer is written to a file without a name
            warn(self.words.say("The answer could not be written: {error}. What was recorded is kept.", error=said))
        forget_output()
        return PIPE_CLOSED

    def _explained(self, error: Exception) -> int:
        from incidents.journal.errors import JournalError
        from reports.words.journal import journal_error

        if isinstance(error.__cause__, KeyboardInterrupt):  # it came while a module was being read
            warn(self.words.say("Stopped. What was recorded is kept."))
            return INTERRUPTED
        if isinstance(error, UnicodeEncodeError):
            warn(self.words.say("Not stored: something typed is not UTF-8 text. Type it again, with LC_ALL=C.UTF-8."))
            return BAD_INPUT
        if isinstance(error, JournalError):
            warn(journal_error(self.words, error))
            return error.exit_code
        fault = f"{type(error).__name__}: {error}"
        warn(self.words.say("An error in Drillbook itself: {fault}. What was recorded is kept.", fault=fault))
        return _BROKEN

    def _run(self, args: list[str], extra: dict[str, Any]) -> int:
        try:
            result = super().main(args, "drillbook", standalone_mode=False, obj=Settings(self.words), **extra)
        except click.ClickException as error:
            error.show()
            return error.exit_code
        except Stop as stop:
            if stop.sentence:
                warn(stop.sentence)
            return stop.code
        except SystemExit:  # click's way of saying that the reader has gone; its 1 would mean "refused"
            forget_output()
            return PIPE_CLOSED
        return result if isinstance(result, int) else GOOD


def cli(words: Words) -> Drillbook:
    """The program in a language."""
    version = click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_version,
        help=words.say("Print the version."),
    )
    return Drillbook(
        words,
        commands(words),
        name="drillbook",
        help=words.say(
            "Follow an emergency plan live, against the limits it sets, and tell afterwards what was done.\n\n"
            "Without a command: incidents under way, what is due, which plans there are."
        ),
        invoke_without_command=True,
        callback=_home,
        params=[version, *everywhere(words)],
        context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 110},
    )


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    del param
    if value:
        out(f"drillbook {__version__}")
        ctx.exit(GOOD)


@click.pass_context
def _home(ctx: click.Context) -> int:
    if ctx.invoked_subcommand is not None:
        return GOOD
    from drillbook.home import home, home_screen
    from drillbook.screen import on_terminal

    return home_screen(settings_of(ctx)) if on_terminal() else home(settings_of(ctx))
