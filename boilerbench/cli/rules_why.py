"""`boilerbench rules why`: why a text is still in an extractor's output."""

from pathlib import Path

import click
import msgspec

from boilerbench.cli.options import (
    Selection,
    corpus_option,
    examples,
    limit_options,
    limits,
    selection_options,
)
from boilerbench.corpora import open_corpus
from boilerbench.errors import UsageError
from boilerbench.project import read_project_settings
from boilerbench.records import Page
from boilerbench.reporting.reasons import lines_of
from boilerbench.rules.explaining.explain import NO_RULES, explain
from boilerbench.rules.explaining.reading import at_url, page_meant, ready
from boilerbench.rules.named import rules_named
from boilerbench.sessions import SessionPool


@click.command(
    name="why",
    epilog=examples(
        "boilerbench rules why 'Continue reading the main story' summit --extractor trafilatura",
        "boilerbench rules why Advertisement summit --rules mine.toml --extractor readability-lxml",
        "boilerbench rules why 'Passer la publicité' saved.html --url https://example.fr/1"
        " --extractor trafilatura",
    ),
)
@click.argument("text")
@click.argument("page")
@click.option("--extractor", "spec", metavar="SPEC", required=True, help="Whose output it is in.")
@click.option("--rules", metavar="FILE", help="The rules so far.")
@corpus_option("news")
@selection_options
@click.option("--url", metavar="URL", help="Where PAGE is from: which site's rules are for it.")
@click.option("--all", "everything", is_flag=True, help="Every rule that missed, not five.")
@limit_options
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the answer is written.",
)
def command(
    text: str,
    page: str,
    spec: str,
    rules: str | None,
    source: str | None,
    selection: Selection,
    url: str | None,
    everything: bool,
    timeout: float | None,
    memory: int | None,
    isolated: bool,
    style: str,
) -> None:
    """Say why TEXT is still in the output of an extractor on PAGE, and which rules take it away.

    PAGE is the id of a page of the corpus, or the path of an HTML file. TEXT is found whatever its
    case, white space and punctuation.
    """
    file = NO_RULES if rules is None else rules_named(rules)
    found, siblings, corpus = _page(page, source, selection)
    found = at_url(found, url)
    settings = limits(timeout, memory, isolated=isolated)
    with SessionPool(1) as pool:
        system = ready(spec, settings, pool)
        told = explain(text, found, system, pool, file=file, siblings=siblings)
    if style == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(told)).decode())
        return
    click.echo("\n".join(lines_of(told, corpus=corpus, everything=everything)))


def _page(
    name: str, source: str | None, selection: Selection
) -> tuple[Page, tuple[Page, ...], str | None]:
    """The page meant, the pages of its corpus, and what that is called on the command line."""
    if source is None and Path(name).is_file():
        if selection:
            raise UsageError(f"{name} is a file, of which --where and --pages choose nothing.")
        return page_meant(name, None, None), (), None
    if source is None and Path(name).suffix in (".html", ".htm"):
        raise UsageError(f"There is no file {name}; expected the path of an HTML file, or an id.")
    called = source or read_project_settings().corpus or "news"
    corpus = selection.of(open_corpus(called))
    return page_meant(name, corpus, None), corpus.pages, called
