"""The directive `click-reference`: a section for each verb."""

import inspect
import re
from collections.abc import Iterator
from typing import Any

import click
from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx

from boilerbench.cli import commands


class ClickReference(Directive):
    """What `--help` says of every verb and of the verbs below it: usage, options, examples."""

    def run(self) -> list[nodes.Node]:
        """A section for each verb."""
        return list(_sections(commands, click.Context(commands, info_name="boilerbench")))


def _sections(group: click.Group, above: click.Context) -> Iterator[nodes.Node]:
    for name in group.list_commands(above):
        command: Any = group.get_command(above, name)
        context = click.Context(command, info_name=name, parent=above)
        path = context.command_path
        below = _sections(command, context) if isinstance(command, click.Group) else ()
        title = nodes.title("", "", nodes.literal("", path))
        found = [title, *_description(command, context), *below]
        yield nodes.section("", *found, ids=[nodes.make_id(path)], names=[path])


def _description(command: click.Command, context: click.Context) -> Iterator[nodes.Node]:
    for paragraph in inspect.cleandoc(command.help or "").split("\n\n"):
        yield nodes.paragraph("", "", *_inline(" ".join(paragraph.split())))
    yield nodes.literal_block("", command.get_usage(context).removeprefix("Usage: "))
    records = [one.get_help_record(context) for one in command.params]
    yield nodes.definition_list("", *(_item(*found) for found in records if found and found[1]))
    yield nodes.literal_block("", inspect.cleandoc((command.epilog or "").split("Examples:\n")[-1]))


def _item(names: str, text: str) -> nodes.Node:
    meaning = nodes.definition("", nodes.paragraph("", "", *_inline(text)))
    term = nodes.term("", "", nodes.literal("", names))
    return nodes.definition_list_item("", term, meaning)


def _inline(text: str) -> list[nodes.Node]:
    """Text with what stands in backticks as code."""
    parts = enumerate(re.split(r"`([^`]+)`", text))
    return [nodes.literal("", part) if at % 2 else nodes.Text(part) for at, part in parts]


def setup(app: Sphinx) -> None:
    """Tell Sphinx of the directive."""
    app.add_directive("click-reference", ClickReference)
