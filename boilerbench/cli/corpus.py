"""`boilerbench corpus`: what is in a gold corpus, and whether it can be true."""

from collections import Counter
from collections.abc import Iterator

import click
import msgspec

from boilerbench.cli.options import (
    Selection,
    corpus_option,
    examples,
    format_option,
    selection_options,
)
from boilerbench.corpora import open_corpus, open_unchecked, shipped_sets
from boilerbench.corpora.checks import Fault, faults
from boilerbench.corpora.completeness import gaps
from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.twins import twins
from boilerbench.records import Page
from boilerbench.reporting.tables import Align, Cell, render
from boilerbench.text import tokens
from boilerbench.wording import counted


@click.group(
    name="corpus",
    epilog=examples(
        "boilerbench corpus list", "boilerbench corpus show summit", "boilerbench corpus check DIR"
    ),
)
def command() -> None:
    """Gold corpora: list their pages, show one, check that the gold can be true."""


@command.command(
    name="list",
    epilog=examples("boilerbench corpus list", "boilerbench corpus list aeb:DIR --limit 10"),
)
@click.argument("source", required=False)
@selection_options
@format_option
def list_(
    source: str | None,
    selection: Selection,
    style: str,
) -> None:
    """List the shipped sets, or the pages of one corpus."""
    if source is None and not selection:
        rows = [_set_row(open_corpus(name)) for name in shipped_sets()]
        headers = ["corpus", "pages", "sites", "languages", "gold words"]
        click.echo(render(headers, rows, style, ["left", "right", "right", "left", "right"]))
        return
    corpus = selection.of(open_corpus(source or "news"))
    headers = ["page", "site", "type", "language", "gold words", "noise", "challenges"]
    rows = [_page_row(page) for page in corpus.pages]
    align: list[Align] = ["left", "left", "left", "left", "right", "right", "left"]
    click.echo(render(headers, rows, style, align))


@command.command(
    epilog=examples(
        "boilerbench corpus show summit", "boilerbench corpus show 04a6 --corpus aeb:DIR"
    )
)
@click.argument("page")
@corpus_option("news")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the gold is written.",
)
def show(page: str, source: str | None, style: str) -> None:
    """Show a page's gold: its text, what is optional, its noise by kind."""
    found = open_corpus(source or "news").page(page)
    if style == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(found.gold)).decode())
        return
    for name, value in _facts(found):
        click.echo(f"{name + ':':<11} {value}")
    click.echo(f"\n{found.gold.text or ''}".rstrip())
    for optional in found.gold.optional:
        click.echo(f"\noptional {optional.kind}: {optional.text.strip()}")
    if found.gold.noise:
        click.echo("")
    for noise in found.gold.noise:
        click.echo(f"noise {noise.kind}: {' '.join(noise.text.split())}")


@command.command(
    epilog=examples("boilerbench corpus check", "boilerbench corpus check ./my-corpus")
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
def check(
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
    return len(tokens(page.gold.text or ""))


def _facts(page: Page) -> list[tuple[str, str]]:
    facts = {
        "page": page.id,
        "url": page.url,
        "site": page.site,
        "type": page.type,
        "language": page.language,
        "title": page.gold.title,
        "author": page.gold.author,
        "date": page.gold.date and page.gold.date.isoformat(),
        "challenges": " ".join(page.challenges),
        "contains": " | ".join(page.gold.contains),
        "lacks": " | ".join(page.gold.lacks),
    }
    return [(name, str(value)) for name, value in facts.items() if value]
