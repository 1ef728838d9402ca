"""Printing a scored run, as `run` and `score` both do: tables and the lines under them, or data."""

from collections.abc import Callable, Sequence

import click
import msgspec

from boilerbench.answers import Answers, answers_of
from boilerbench.corpora.corpus import Corpus
from boilerbench.leaderboard import groups_of, scores_of
from boilerbench.leakage import leaked_pages, oracle_faults
from boilerbench.reporting.board import group_title, leaderboard, metric_table
from boilerbench.reporting.remarks import leak_lines, remarks
from boilerbench.reporting.tables import render, tidy
from boilerbench.runs import Run
from boilerbench.scores import Row
from boilerbench.scoring import HEADLINE, Metric, NoiseLeaks
from boilerbench.statistics import Average


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
    by = by or ("set" if len({page.set for page in corpus.pages}) > 1 else None)
    chosen = tuple(metrics) or (HEADLINE, NoiseLeaks())
    answers = answers_of(run, corpus)
    scores = scores_of(answers, corpus, chosen, by=by, average=average, seed=seed)
    if style == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(scores)).decode())
    elif style == "csv":
        headers, rows = tidy(scores)
        click.echo(render(headers, rows, style, ["left"] * len(headers)))
    else:
        for group, pages in groups_of(corpus, by):
            rows_of_group = [row for row in scores.rows if row.group == group]
            found = [one.on(pages) for one in answers]
            _print_group(rows_of_group, found, metrics, style, wide=wide)
        if style == "table":
            click.echo("\n" + "\n".join(remarks(run, corpus, answers, scores, chosen)))
    for fault in oracle_faults(corpus, chosen):
        say(fault)


def _print_group(
    rows: Sequence[Row],
    answers: Sequence[Answers],
    metrics: Sequence[Metric],
    style: str,
    *,
    wide: bool,
) -> None:
    if rows[0].group is not None:
        click.echo(f"\n{group_title(rows)}\n")
    leaks = {one.system.spec: leaked_pages(one) for one in answers if one.extractions}
    if not metrics:
        click.echo(leaderboard(rows, leaks, style, wide=wide))
    for place, metric in enumerate(metrics):
        if len(metrics) > 1:
            click.echo(("\n" if place else "") + f"{metric!r}\n")
        click.echo(metric_table(rows, metric, style, wide=wide))
    lines = leak_lines(answers, leaks)
    if style == "table" and lines and (not metrics or NoiseLeaks() in metrics):
        click.echo("\n" + "\n".join(lines))
