"""`boilerbench corpus`: gold corpora, what is in them, and making them."""

from typing import Final

import click

from boilerbench.cli.options import examples
from boilerbench.cli.verbs import Verbs

VERBS: Final = {
    "list": ("boilerbench.cli.corpus_list", "The shipped sets, or the pages of a corpus."),
    "fetch": ("boilerbench.cli.corpus_fetch", "A public corpus, by name, into the cache."),
    "show": ("boilerbench.cli.corpus_show", "The gold of one page."),
    "check": ("boilerbench.cli.corpus_check", "Every fault of a corpus, by rule."),
    "stats": ("boilerbench.cli.corpus_stats", "Figures of corpora, side by side."),
    "convert": ("boilerbench.cli.corpus_convert", "A corpus written again in another format."),
    "sample": ("boilerbench.cli.corpus_sample", "A smaller corpus of the same make."),
    "new": ("boilerbench.cli.corpus_new", "A corpus from saved pages, its gold drafted."),
    "edit": ("boilerbench.cli.corpus_edit", "Go through drafted gold, block by block."),
}


@click.group(
    name="corpus",
    cls=Verbs,
    verbs=VERBS,
    epilog=examples(
        "boilerbench corpus list",
        "boilerbench corpus show summit",
        "boilerbench corpus fetch aeb",
        "boilerbench corpus check DIR",
        "boilerbench corpus stats news DIR",
        "boilerbench corpus convert dragnet:DIR my-dragnet",
        "boilerbench corpus new my-corpus --from saved-pages/",
    ),
)
def command() -> None:
    """Gold corpora: list, fetch, show, check, measure, convert; make one of your own pages."""
