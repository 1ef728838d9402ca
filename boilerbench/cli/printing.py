"""Printing a scored run, as `run` and `score` both do: tables and the lines under them, or JSON."""

from collections.abc import Callable, Sequence

import click
import msgspec

from boilerbench.corpora.corpus import Corpus
from boilerbench.leaderboard import Average, score
from boilerbench.leakage import oracle_faults
from boilerbench.reporting.board import group_title, leaderboard, metric_table
from boilerbench.reporting.remarks import remarks
from boilerbench.runs import Run
from boilerbench.scores import Row, Scores
from boilerbench.scoring import HEADLINE, Metric, NoiseLeaks


def print_board(
    run: Run,
    corpus: Corpus,
    metrics: Sequence[Metric],
    *,
    style: str,
    seed: int,
    say: Callable[[str], None],
    by: str | None = None,
    average: Average = "page",
    wide: bool = False,
) -> None:
    """Print the leaderboard, or a table for each metric that was named."""
    sets = {page.set for page in corpus.pages}
    by = by or ("set" if len(sets) > 1 else None)
    chosen = tuple(metrics) or (HEADLINE, NoiseLeaks())
    scores = score(run, corpus, chosen, by=by, average=average, seed=seed)
    if style == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(scores)).decode())
    else:
        for rows in _by_group(scores):
            _print_group(rows, chosen if metrics else (), style, wide=wide)
        if style == "table":
            click.echo("\n" + "\n".join(remarks(run, corpus, scores, chosen)))
    for fault in oracle_faults(corpus, chosen):
        say(fault)


def _by_group(scores: Scores) -> list[list[Row]]:
    groups = list(dict.fromkeys(row.group for row in scores.rows))
    return [[row for row in scores.rows if row.group == group] for group in groups]


def _print_group(rows: list[Row], metrics: Sequence[Metric], style: str, *, wide: bool) -> None:
    if rows[0].group is not None:
        click.echo(f"\n{group_title(rows)}\n")
    if not metrics:
        click.echo(leaderboard(rows, style, wide=wide))
    for place, metric in enumerate(metrics):
        if len(metrics) > 1:
            click.echo(("\n" if place else "") + f"{metric!r}\n")
        click.echo(metric_table(rows, metric, style, wide=wide))
