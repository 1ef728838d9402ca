"""`boilerbench merge`: the shards of a run, made apart, into one run folder."""

from pathlib import Path

import click

from boilerbench.cli.options import (
    examples,
    format_option,
    metrics_option,
    quiet_option,
    sayer,
)
from boilerbench.cli.printing import print_board
from boilerbench.merging import merge, missing_told
from boilerbench.project import read_project_settings
from boilerbench.scoring import parse_metrics


@click.command(
    epilog=examples(
        "boilerbench merge part-1 part-2 part-3 -o whole",
        "boilerbench merge parts/* -o whole --quiet --format json",
    )
)
@click.argument("folders", metavar="RUN…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path), help="The new run folder."
)
@click.option(
    "--corpus",
    "source",
    metavar="NAME|PATH|FORMAT:PATH",
    help="Where the pages are now.  [default: where the runs found them]",
)
@metrics_option("the headline table")
@format_option
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Of intervals.")
@quiet_option
def command(
    folders: tuple[Path, ...],
    out: Path,
    source: str | None,
    metric_names: tuple[str, ...],
    style: str,
    seed: int,
    quiet: bool,
) -> int:
    """Join runs that were made with `run --shard` into one, and print its leaderboard.

    They must be of the same pages, settings, rules and code; what differs is named. Pages of
    shards that are not among them are missing, and `run --resume` extracts them.
    """
    say = sayer(quiet=quiet)
    metrics = parse_metrics(metric_names or read_project_settings().metrics)
    merged = merge(folders, out, source)
    for sentence in missing_told(merged):
        say(sentence)
    print_board(merged.run, merged.corpus, metrics, style=style, seed=seed, say=say)
    return 0
