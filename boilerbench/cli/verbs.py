"""Groups of commands that are imported when asked for, so that `--help` starts at once."""

import importlib
import os
import sys
from collections.abc import Mapping
from typing import Any

import click


class Verbs(click.Group):
    """A group over a table: each verb, the module whose `command` it is, and its line in print."""

    def __init__(self, *arguments: Any, verbs: Mapping[str, tuple[str, str]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """The verbs in the order of the table."""
        return list(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The verb's command, imported now."""
        if cmd_name not in self.verbs:
            return None
        command: click.Command = importlib.import_module(self.verbs[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The overview, written without importing any verb."""
        with formatter.section("Verbs"):
            formatter.write_dl([(name, line) for name, (_module, line) in self.verbs.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Carry out a verb; one whose reader has gone (`| head -1`) ends without an error."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # which click takes for a failure
            return reader_gone()


def reader_gone() -> int:
    """Print to nobody from now on, as writing on would fail again at exit; the exit code."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
