"""`boilerbench corpus check`: whether the gold of a corpus can be true."""

from collections.abc import Iterator

import click

from boilerbench.cli.options import Selection, examples, format_option, selection_options
from boilerbench.corpora import open_unchecked
from boilerbench.corpora.checks import Fault, faults
from boilerbench.corpora.completeness import gaps
from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.twins import twins
from boilerbench.reporting.tables import render
from boilerbench.wording import counted


@click.command(
    name="check",
    epilog=examples("boilerbench corpus check", "boilerbench corpus check ./my-corpus"),
)
@click.argument("source", default="shipped")
@click.option(
    "--complete/--partial",
    default=None,
    help="Whether labels must own at least 98 % of every page's words, each word once."
    "  [default: --complete for what ships, else --partial]",
)
@selection_options
@format_option
def command(
    source: str,
    complete: bool | None,
    selection: Selection,
    style: str,
) -> int:
    """List every fault of a corpus's gold; exit 1 if there is one."""
    corpus = selection.of(open_unchecked(source))
    whole = corpus.synthetic if complete is None else complete
    found = list(_faults(corpus, whole=whole))
    if style != "table":
        rows = [[fault.page, fault.field, fault.found, fault.remedy] for fault in found]
        click.echo(render(["page", "field", "fault", "remedy"], rows, style, ["left"] * 4))
        return 1 if found else 0
    for fault in found:
        click.echo(f"{fault.page}: {fault}")
    click.echo(
        f"{corpus.name}: {counted(len(corpus.pages), 'page')}, {counted(len(found), 'fault')}."
    )
    return 1 if found else 0


def _faults(corpus: Corpus, *, whole: bool) -> Iterator[Fault]:
    twin_of = {fault.page: fault for fault in twins(corpus)}
    for page in corpus.pages:
        yield from faults(page)
        if whole:
            yield from gaps(page)
        if page.id in twin_of:
            yield twin_of[page.id]
