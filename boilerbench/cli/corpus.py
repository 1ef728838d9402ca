"""`boilerbench corpus`: gold corpora, what is in them, and making them."""

import click

from boilerbench.cli.corpus_check import command as check
from boilerbench.cli.corpus_edit import command as edit
from boilerbench.cli.corpus_list import command as list_
from boilerbench.cli.corpus_new import command as new
from boilerbench.cli.corpus_show import command as show
from boilerbench.cli.corpus_stats import command as stats
from boilerbench.cli.options import examples


@click.group(
    name="corpus",
    epilog=examples(
        "boilerbench corpus list",
        "boilerbench corpus show summit",
        "boilerbench corpus check DIR",
        "boilerbench corpus stats news DIR",
        "boilerbench corpus new my-corpus --from saved-pages/",
    ),
)
def command() -> None:
    """Gold corpora: list, show, check and measure them; make one of your own pages."""


for one in (list_, show, check, stats, new, edit):
    command.add_command(one)
