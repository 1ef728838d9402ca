"""`boilerbench corpus sample`: a smaller corpus of the same make."""

from pathlib import Path

import click

from boilerbench.cli.options import Selection, examples, selection_options
from boilerbench.corpora import open_corpus
from boilerbench.corpora.converting import WRITERS
from boilerbench.corpora.corpus import FIELDS
from boilerbench.corpora.sampling import stratified
from boilerbench.wording import counted


@click.command(
    name="sample",
    epilog=examples(
        "boilerbench corpus sample wcxb:DIR wcxb-100 --size 100 --by type",
        "boilerbench corpus sample aeb:DIR --size 20 --seed 7",
    ),
)
@click.argument("source")
@click.argument("destination", metavar="[DEST]", type=click.Path(path_type=Path), required=False)
@click.option("--size", type=click.IntRange(1), required=True, metavar="N", help="How many pages.")
@click.option(
    "--by",
    multiple=True,
    metavar="FIELD",
    help=f"Keep the shares of this field: {', '.join(FIELDS)}; repeatable.",
)
@click.option(
    "--to",
    "layout",
    type=click.Choice(list(WRITERS)),
    default="boilerbench",
    show_default=True,
    help="The format of DEST.",
)
@selection_options
def command(
    source: str,
    destination: Path | None,
    size: int,
    by: tuple[str, ...],
    layout: str,
    selection: Selection,
) -> None:
    """Draw pages from a corpus and write them into DEST, or name them without DEST.

    The same --seed draws the same pages. Within a field's values they are spread over sites.
    """
    drawn = stratified(selection.of(open_corpus(source)), size, by=by, seed=selection.seed)
    if destination is None:
        click.echo("\n".join(page.id for page in drawn.pages))
        return
    WRITERS[layout](drawn, destination)
    click.echo(f"{counted(size, 'page')} of {drawn.name} in {destination}.")
