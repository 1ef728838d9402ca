"""`boilerbench corpus show`: what a page's gold says."""

import click
import msgspec

from boilerbench.cli.options import corpus_option, examples
from boilerbench.corpora import open_corpus
from boilerbench.corpora.difficulty import difficulty, hard_traits
from boilerbench.records import Page


@click.command(
    name="show",
    epilog=examples(
        "boilerbench corpus show summit", "boilerbench corpus show 04a6 --corpus aeb:DIR"
    ),
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
def command(page: str, source: str | None, style: str) -> None:
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
        "difficulty": _difficulty(page),
        "contains": " | ".join(page.gold.contains),
        "lacks": " | ".join(page.gold.lacks),
    }
    return [(name, str(value)) for name, value in facts.items() if value]


def _difficulty(page: Page) -> str:
    """The level, and what makes the page hard."""
    reasons = ", ".join(trait.means for trait in hard_traits(page))
    level = difficulty(page) or ""
    return f"{level}: {reasons}" if level and reasons else level
