"""The three streams: what is asked for goes to standard output, what is said about it to standard error."""

from __future__ import annotations

import io
import os
import shutil
import sys
from pathlib import Path
from typing import Final

import click

_NARROWEST: Final = 40
"""Lines are not made shorter than this."""


def prepare_streams() -> None:
    """Let no character that the terminal lacks end a command: it is written as `\\u5904` instead.

    A stream that was closed before the program began leads nowhere, and no other file may take its number.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def room() -> int | None:
    """How wide the window is in which the answer appears; None where it goes somewhere else."""
    if not sys.stdout.isatty():
        return None
    return max(shutil.get_terminal_size().columns, _NARROWEST)


def out(text: str) -> None:
    """The answer, line by line as it stands."""
    click.echo(text, nl=not text.endswith("\n"))


def out_bytes(data: bytes) -> None:
    """An answer for programs: always UTF-8, whatever the terminal speaks."""
    click.echo(data, nl=False)


def warn(text: str) -> None:
    """A remark that is no part of the answer."""
    click.echo(text, err=True)


def forget_output() -> None:
    """After the reader has gone: what is still to be flushed at the end goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.__stdout__, sys.__stderr__):  # click puts others in their place when the reader goes
        try:
            if stream is not None:
                os.dup2(nowhere, stream.fileno())
        except (OSError, ValueError):
            continue
