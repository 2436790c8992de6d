"""Groups whose commands are imported only when they are called: help costs nothing but itself."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Protocol

import click

from reports.words import Words


class CommandModule(Protocol):
    """What a module of `drillbook.commands` offers."""

    def command(self, words: Words) -> click.Command:
        """The command, its help in the chosen language."""


class LazyGroup(click.Group):
    """`table` maps a command's name to its module and to the line that stands for it in the list."""

    def __init__(self, words: Words, table: Mapping[str, tuple[str, str]], **settings: Any) -> None:
        super().__init__(**settings)
        self.words = words
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table, which is that of use."""
        del ctx
        return list(self.table)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was typed, or which one was perhaps meant."""
        name = args[0]
        if name not in self.table and not name.startswith("-"):
            from reports.cells import printable
            from reports.typed.names import nearest

            near = nearest(name, self.table)
            said = self.words.say("No command {name}.", name=printable(name))
            meant = self.words.say(" Did you mean {near}?", near=near) if near else ""
            raise click.UsageError(said + meant, ctx)
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import it now."""
        del ctx
        entry = self.table.get(cmd_name)
        if entry is None:
            return None
        module: CommandModule = import_module(entry[0])
        return module.command(self.words)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list, without importing what is listed."""
        del ctx
        with formatter.section(self.words.say("Commands")):
            formatter.write_dl([(name, line) for name, (_, line) in self.table.items()])
