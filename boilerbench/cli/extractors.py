"""`boilerbench extractors`: what can be named in a spec, and what can be done with it."""

import click

from boilerbench.cli.extractors_check import command as check
from boilerbench.cli.extractors_clean import command as clean
from boilerbench.cli.extractors_list import command as list_
from boilerbench.cli.extractors_new import command as new
from boilerbench.cli.extractors_setup import command as setup
from boilerbench.cli.extractors_show import command as show
from boilerbench.cli.options import examples


@click.group(
    name="extractors",
    epilog=examples(
        "boilerbench extractors list",
        "boilerbench extractors show trafilatura",
        "boilerbench extractors new mine",
        "boilerbench extractors check ./mine.py",
    ),
)
def command() -> None:
    """The extractors that can be named: shipped, of installed packages, and files of your own."""


for one in (list_, show, setup, clean, check, new):
    command.add_command(one)
