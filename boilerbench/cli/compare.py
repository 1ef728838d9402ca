"""`boilerbench compare`: two runs, page by page."""

from pathlib import Path
from typing import get_args

import click
import msgspec

from boilerbench.cli.compare_outputs import print_output_comparison
from boilerbench.cli.compare_speeds import print_speed_comparison
from boilerbench.cli.options import (
    Selection,
    corpus_option,
    examples,
    format_option,
    metrics_option,
    refuse_others,
    selection_options,
)
from boilerbench.comparing import compare
from boilerbench.comparisons import Comparison
from boilerbench.corpora.corpus import has_gold
from boilerbench.project import read_project_settings
from boilerbench.replaying import corpus_of
from boilerbench.reporting.comparisons import pages_tables, rows_tables
from boilerbench.reporting.tables import signed
from boilerbench.runs import read_run
from boilerbench.scoring import HEADLINE, parse_metrics
from boilerbench.speed.folder import is_measurement
from boilerbench.statistics import Average
from boilerbench.ungolded.comparing import compare_outputs
from boilerbench.wording import wrapped


@click.command(
    epilog=examples(
        "boilerbench compare before after",
        "boilerbench compare boilerbench-runs/news-1 boilerbench-runs/news-2 --metrics tokens",
        "boilerbench compare before after --match trafilatura patched",
        "boilerbench compare boilerbench-runs/news-speed-1 boilerbench-runs/news-speed-2",
    )
)
@click.argument("first", metavar="RUN_A", type=click.Path(path_type=Path))
@click.argument("second", metavar="RUN_B", type=click.Path(path_type=Path))
@click.option(
    "--match",
    "wanted",
    type=(str, str),
    multiple=True,
    metavar="LABEL_A LABEL_B",
    help="A row of each run to compare; repeatable.  [default: rows of one label]",
)
@corpus_option("that of RUN_B")
@selection_options
@metrics_option("shingles(n=4)")
@click.option(
    "--average",
    type=click.Choice(get_args(Average)),
    default="page",
    show_default=True,
    help="Over pages as the metric has it, of all counts pooled, the median, the worst tenth.",
)
@click.option("--wide", is_flag=True, help="Every page that changed.")
@format_option
def command(
    first: Path,
    second: Path,
    wanted: tuple[tuple[str, str], ...],
    source: str | None,
    selection: Selection,
    metric_names: tuple[str, ...],
    average: Average,
    wide: bool,
    style: str,
) -> None:
    """Compare the rows of RUN_A with those of RUN_B: better, worse, newly empty or failing pages.

    Only pages of the same bytes are compared, against the same gold; in what else the runs are
    unlike is said. Where no page has gold, outputs are compared with outputs. Of two folders of
    `boilerbench speed` their speeds are compared.
    """
    if is_measurement(first) or is_measurement(second):
        refuse_others(("first", "second", "style"), "Two measurements of speed are compared whole")
        print_speed_comparison(first, second, style)
        return
    chosen = metric_names or read_project_settings().metrics
    metrics = parse_metrics(chosen) or [HEADLINE]
    runs = read_run(first), read_run(second)
    corpus = selection.of(corpus_of(runs[1], source))
    if not any(map(has_gold, corpus.pages)):
        outputs = compare_outputs(*runs, corpus, wanted=wanted, seed=selection.seed)
        print_output_comparison(outputs, style, wide=wide)
        return
    found = compare(*runs, corpus, metrics, wanted=wanted, average=average, seed=selection.seed)
    _print(found, style, wide=wide)


def _print(found: Comparison, style: str, *, wide: bool) -> None:
    if style == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
        return
    click.echo(
        "\n\n".join([*rows_tables(found, style, wide=wide), *pages_tables(found, style, wide=wide)])
    )
    if style == "table":
        _print_remarks(found)
    for row in {row.signature: row for row in found.rows}.values():
        click.echo(signed(row.signature, row.short_signature, style))
    if style == "table":
        _print_next(found)


def _print_remarks(found: Comparison) -> None:
    click.echo()
    for remark in found.remarks:
        click.echo("\n".join(wrapped(remark)))
    click.echo("p: two-sided permutation test over sites, Holm's correction over the rows.")


def _print_next(found: Comparison) -> None:
    changed = next((row for row in found.rows if row.pages), None)
    if changed:
        click.echo(
            f"Next: `boilerbench show {changed.pages[0].page} --extractor {changed.after.extractor}"
            f" --run {found.second}`"
        )
