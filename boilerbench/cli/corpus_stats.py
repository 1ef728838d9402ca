"""`boilerbench corpus stats`: what the pages of corpora are like, side by side."""

import click

from boilerbench.cli.options import Selection, examples, format_option, selection_options
from boilerbench.corpora import open_unchecked
from boilerbench.corpora.stats import sets_of, stats_of
from boilerbench.reporting.corpora import figures_table, noise_table, tidy_stats
from boilerbench.reporting.tables import Align, render


@click.command(
    name="stats",
    epilog=examples(
        "boilerbench corpus stats",
        "boilerbench corpus stats news aeb:DIR",
        "boilerbench corpus stats types wcxb:DIR --where type=product",
    ),
)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@selection_options
@format_option
def command(sources: tuple[str, ...], selection: Selection, style: str) -> None:
    """Figures of every set: medians with quartiles, noise by kind and place, encodings.

    Without SOURCE the shipped sets; several sources stand side by side.
    """
    named = sources or ("shipped",)
    opened = [selection.of(open_unchecked(source, facts=True)) for source in named]
    found = [stats_of(name, pages) for corpus in opened for name, pages in sets_of(corpus)]
    if style in {"csv", "json"}:
        headers, rows = tidy_stats(found)
        click.echo(render(headers, rows, style, ["left", "left", "left", "right"]))
        return
    headers, rows = figures_table(found)
    click.echo(render(headers, rows, style, _first_left(headers)))
    for one in found:
        if one.noise:
            headers, rows = noise_table(one)
            click.echo(f"\nNoise of {one.name}: pieces and words, by where they stand\n")
            click.echo(render(headers, rows, style, _first_left(headers)))


def _first_left(headers: list[str]) -> list[Align]:
    return ["left" if column == 0 else "right" for column in range(len(headers))]
