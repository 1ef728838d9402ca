"""`boilerbench corpus convert`: a corpus written again in another format."""

from pathlib import Path

import click

from boilerbench.cli.options import Selection, examples, selection_options
from boilerbench.corpora import FORMATS, open_corpus
from boilerbench.corpora.converting import WRITERS
from boilerbench.reporting.remarks import left_out_counted
from boilerbench.wording import counted


@click.command(
    name="convert",
    help="Write the pages of a corpus into DEST, which must not be there yet.\n\n"
    "SOURCE is a name, a path, or FORMAT:PATH where the layout of a folder does not say which of"
    f" these it is: {', '.join(FORMATS)}.",
    epilog=examples(
        "boilerbench corpus convert dragnet:DIR my-dragnet",
        "boilerbench corpus convert aeb:DIR aeb.jsonl --to webmainbench",
    ),
)
@click.argument("source")
@click.argument("destination", metavar="DEST", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "layout",
    type=click.Choice(list(WRITERS)),
    default="boilerbench",
    show_default=True,
    help="The format of DEST: a folder of pages with TOML, or one file of JSON lines.",
)
@selection_options
def command(source: str, destination: Path, layout: str, selection: Selection) -> None:
    """Open, select, write, and say how many."""
    corpus = selection.of(open_corpus(source))
    count = WRITERS[layout](corpus, destination)
    left_out = f"; left out: {left_out_counted(corpus)}" if corpus.left_out else ""
    click.echo(f"{counted(count, 'page')} of {corpus.name} in {destination}{left_out}.")
