"""`boilerbench score`: the tables of a run again, without extracting."""

from pathlib import Path
from typing import Literal

import click

from boilerbench.cli.options import (
    Selection,
    corpus_option,
    examples,
    format_option,
    metrics_option,
    quiet_option,
    run_argument,
    sayer,
    selection_options,
)
from boilerbench.cli.printing import print_board
from boilerbench.conventions import counted_corpus, parse_counts
from boilerbench.corpora.corpus import FIELDS
from boilerbench.project import read_project_settings
from boilerbench.records import OPTIONAL_KINDS
from boilerbench.replaying import corpus_of
from boilerbench.runs import read_run
from boilerbench.scoring import parse_metric


@click.command(
    epilog=examples(
        "boilerbench score",
        "boilerbench score boilerbench-runs/news-1 --metrics tokens --metrics shingles:n=2",
        "boilerbench score --by challenge",
        "boilerbench score --count caption=gold --count byline=noise",
        "boilerbench score --average worst --format json",
    )
)
@run_argument
@corpus_option("the run's own")
@selection_options
@metrics_option
@click.option("--by", metavar="FIELD", help=f"A table by page field: {', '.join(FIELDS)}.")
@click.option(
    "--average",
    type=click.Choice(["page", "worst"]),
    default="page",
    show_default=True,
    help="The mean over pages, or over the worst tenth of them.",
)
@click.option(
    "--count",
    "counts",
    multiple=True,
    metavar="KIND=gold|noise|ignore",
    help=f"How optional text counts: {', '.join(OPTIONAL_KINDS)}; repeatable.  [default: ignore]",
)
@click.option("--wide", is_flag=True, help="Every value of every metric, however wide.")
@format_option
@quiet_option
def command(
    run_folder: Path | None,
    source: str | None,
    selection: Selection,
    metric_names: tuple[str, ...],
    by: str | None,
    average: Literal["page", "worst"],
    counts: tuple[str, ...],
    wide: bool,
    style: str,
    quiet: bool,
) -> None:
    """Score the extractions of RUN again, with other metrics, groups or averages."""
    chosen = metric_names or read_project_settings().metrics
    metrics = [parse_metric(name) for name in chosen]
    run = read_run(run_folder)
    standings = parse_counts(counts)
    corpus = counted_corpus(selection.of(corpus_of(run, source)), standings)
    print_board(
        run,
        corpus,
        metrics,
        style=style,
        seed=selection.seed,
        by=by,
        average=average,
        wide=wide,
        say=sayer(quiet=quiet),
    )
