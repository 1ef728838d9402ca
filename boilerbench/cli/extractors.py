"""`boilerbench extractors`: what can be named in a spec, and what can be done with it."""

from typing import Final

import click

from boilerbench.cli.options import examples
from boilerbench.cli.verbs import Verbs

VERBS: Final = {
    "list": ("boilerbench.cli.extractors_list", "Every extractor that can be named."),
    "show": ("boilerbench.cli.extractors_show", "All that is known of one."),
    "setup": ("boilerbench.cli.extractors_setup", "Environments made ahead of a run."),
    "clean": ("boilerbench.cli.extractors_clean", "Environments removed from the cache."),
    "check": (
        "boilerbench.cli.extractors_check",
        "The contract, on pages that try it.",
    ),
    "new": ("boilerbench.cli.extractors_new", "An adapter file to begin with."),
}


@click.group(
    name="extractors",
    cls=Verbs,
    verbs=VERBS,
    epilog=examples(
        "boilerbench extractors list",
        "boilerbench extractors show trafilatura",
        "boilerbench extractors new mine",
        "boilerbench extractors check ./mine.py",
    ),
)
def command() -> None:
    """The extractors that can be named: shipped, of installed packages, and files of your own."""
