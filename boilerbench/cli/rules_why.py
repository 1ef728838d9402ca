"""`boilerbench rules why`: why a text is still in an extractor's output."""

from collections.abc import Sequence
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
from boilerbench.reporting.reasons import FOUND, Measuring, lines_of
from boilerbench.rules.explaining.explain import NO_RULES, explain
from boilerbench.rules.explaining.reading import at_url, page_meant, ready
from boilerbench.rules.named import rules_together
from boilerbench.rules.opening import holds_saved_pages
from boilerbench.rules.scopes import host_of
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
@click.option(
    "--rules", "names", metavar="FILE", multiple=True, help="The rules so far. Repeatable."
)
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
    names: tuple[str, ...],
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
    file = rules_together(names) if names else NO_RULES
    found, siblings, corpus = _page(page, source, selection)
    itself = found.url
    found = at_url(found, url)
    settings = limits(timeout, memory, isolated=isolated)
    with SessionPool(1) as pool:
        system = ready(spec, settings, pool)
        told = explain(text, found, system, pool, file=file, siblings=siblings)
    if style == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(told)).decode())
        return
    by = Measuring(corpus, _written_to(names), addressed=host_of(itself) == host_of(found.url))
    click.echo("\n".join(lines_of(told, by, everything=everything)))


def _written_to(names: Sequence[str]) -> str:
    """The file of ours that an advised rule is added to: the first TOML file at hand."""
    return next((one for one in names if one.endswith(".toml") and Path(one).is_file()), FOUND)


def _measured_on(page: Path) -> str:
    """The folder of a saved page, unless it is where we stand or no folder of saved pages."""
    folder = page.parent
    here = folder.resolve() == Path.cwd()
    return str(page if here or not holds_saved_pages(folder) else folder)


def _page(
    name: str, source: str | None, selection: Selection
) -> tuple[Page, tuple[Page, ...], str]:
    """The page meant, the pages of its corpus, and what that is called on the command line."""
    if source is None and Path(name).is_file():
        if selection:
            raise UsageError(f"{name} is a file, of which --where and --pages choose nothing.")
        return page_meant(name, None, None), (), _measured_on(Path(name))
    if source is None and Path(name).suffix in (".html", ".htm"):
        raise UsageError(f"There is no file {name}; expected the path of an HTML file, or an id.")
    called = source or read_project_settings().corpus or "news"
    corpus = selection.of(open_corpus(called))
    return page_meant(name, corpus, None), corpus.pages, called
