"""`boilerbench score`: the tables of a run again, without extracting."""

from pathlib import Path
from typing import Final, get_args

import click

from boilerbench.answers import answers_of
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
from boilerbench.cli.printing import Shown, print_board
from boilerbench.conventions import counted_corpus, parse_counts
from boilerbench.corpora.corpus import FIELDS
from boilerbench.project import read_project_settings
from boilerbench.records import OPTIONAL_KINDS
from boilerbench.replaying import corpus_of
from boilerbench.reporting.explanations import explanation
from boilerbench.runs import read_run
from boilerbench.scoring import parse_metric, parse_metrics
from boilerbench.statistics import Average

EXPLAIN: Final = (
    "Only a metric's definition, and its arithmetic on one page, the first that is chosen; as text."
)


@click.command(
    epilog=examples(
        "boilerbench score",
        "boilerbench score boilerbench-runs/news-1 --metrics tokens --metrics shingles:n=2",
        "boilerbench score --by challenge",
        "boilerbench score --count caption=gold --count byline=noise",
        "boilerbench score --pairs",
        "boilerbench score --agreement",
        "boilerbench score --average worst --format json",
        "boilerbench score --explain tokens --pages summit",
    )
)
@run_argument
@corpus_option("the run's own")
@selection_options
@metrics_option("the headline table")
@click.option("--by", metavar="FIELD", help=f"A table by page field: {', '.join(FIELDS)}.")
@click.option(
    "--average",
    type=click.Choice(get_args(Average)),
    default="page",
    show_default=True,
    help="Over pages as the metric has it, of all counts pooled, the median, the worst tenth.",
)
@click.option(
    "--count",
    "counts",
    multiple=True,
    metavar="KIND=gold|noise|ignore",
    help=f"How optional text counts: {', '.join(OPTIONAL_KINDS)}; repeatable.  [default: ignore]",
)
@click.option("--pool", is_flag=True, help="Several sets in one table, and a mean over them.")
@click.option(
    "--agreement",
    is_flag=True,
    help="How alike the outputs are, too; without gold that is all there is.",
)
@click.option("--pairs", is_flag=True, help="Every pair of rows, with interval and test.")
@click.option("--explain", "explained", metavar="METRIC", help=EXPLAIN)
@click.option("--wide", is_flag=True, help="Every value of every metric, however wide.")
@format_option
@quiet_option
def command(
    run_folder: Path | None,
    source: str | None,
    selection: Selection,
    metric_names: tuple[str, ...],
    by: str | None,
    average: Average,
    counts: tuple[str, ...],
    pool: bool,
    agreement: bool,
    pairs: bool,
    explained: str | None,
    wide: bool,
    style: str,
    quiet: bool,
) -> None:
    """Score the extractions of RUN again, with other metrics, groups or averages."""
    chosen = metric_names or read_project_settings().metrics
    metrics = parse_metrics(chosen)
    run = read_run(run_folder)
    whole = counted_corpus(corpus_of(run, source), parse_counts(counts))
    corpus = selection.of(whole)
    if explained is not None:
        answers = [one for one in answers_of(run, whole) if one.extractions]
        page = corpus.pages[0]
        for line in explanation(parse_metric(explained), page, answers, average):
            click.echo(line)
        return
    print_board(
        run,
        corpus,
        metrics,
        style=style,
        seed=selection.seed,
        by=by,
        average=average,
        shown=Shown(wide=wide, pairs=pairs, pool=pool, agreement=agreement),
        say=sayer(quiet=quiet),
    )
