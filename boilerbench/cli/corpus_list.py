"""`boilerbench corpus list`: the shipped sets, or the pages of one corpus."""

from collections import Counter

import click

from boilerbench.cli.options import Selection, examples, format_option, selection_options
from boilerbench.corpora import open_corpus, open_unchecked, shipped_sets
from boilerbench.corpora.corpus import Corpus
from boilerbench.records import Page
from boilerbench.reporting.tables import Align, Cell, render
from boilerbench.text import word_count


@click.command(
    name="list",
    epilog=examples("boilerbench corpus list", "boilerbench corpus list aeb:DIR --limit 10"),
)
@click.argument("source", required=False)
@selection_options
@format_option
def command(
    source: str | None,
    selection: Selection,
    style: str,
) -> None:
    """List the shipped sets, or the pages of one corpus.

    Pages are read only to select among them: a whole corpus shows what its source says of them.
    """
    if source is None and not selection:
        rows = [_set_row(open_unchecked(name)) for name in shipped_sets()]
        headers = ["corpus", "pages", "sites", "languages", "gold words"]
        click.echo(render(headers, rows, style, ["left", "right", "right", "left", "right"]))
        return
    corpus = selection.of(open_corpus(source or "news", facts=bool(selection)))
    headers = ["page", "site", "type", "language", "gold words", "noise", "challenges"]
    rows = [_page_row(page) for page in corpus.pages]
    align: list[Align] = ["left", "left", "left", "left", "right", "right", "left"]
    click.echo(render(headers, rows, style, align))


def _set_row(corpus: Corpus) -> list[Cell]:
    sites = {page.site for page in corpus.pages}
    languages = Counter(page.language or "unknown" for page in corpus.pages)
    words = sum(_gold_words(page) for page in corpus.pages)
    return [
        corpus.name,
        len(corpus.pages),
        len(sites),
        " ".join(sorted(languages)),
        words,
    ]


def _page_row(page: Page) -> list[Cell]:
    return [
        page.id,
        page.site,
        page.type or "-",
        page.language or "-",
        _gold_words(page),
        len(page.gold.noise),
        " ".join(page.challenges) or "-",
    ]


def _gold_words(page: Page) -> int:
    return word_count(page.gold.text or "")
