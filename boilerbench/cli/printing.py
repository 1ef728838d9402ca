"""Printing a scored run, as `run` and `score` both do: tables and the lines under them, or data."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import click
import msgspec

from boilerbench.answers import Answers, answers_of
from boilerbench.corpora.corpus import Corpus
from boilerbench.leaderboard import groups_of, measurable, scores_of
from boilerbench.leakage import leaked_pages, oracle_faults
from boilerbench.reporting.board import (
    common_pages,
    common_table,
    group_title,
    leaderboard,
    metric_table,
)
from boilerbench.reporting.contests import agreement_table, pairs_table, sentence
from boilerbench.reporting.legends import signatures
from boilerbench.reporting.remarks import leak_lines, remarks
from boilerbench.reporting.tables import render
from boilerbench.reporting.tidying import tidy
from boilerbench.reporting.ungolded import likeness_lines
from boilerbench.runs import Run
from boilerbench.scores import Group, Row, Scores
from boilerbench.scoring import HEADLINE, LeakCounts, Metric, NoiseLeaks
from boilerbench.statistics import Average
from boilerbench.wording import counted, wrapped


@dataclass(frozen=True, slots=True)
class Shown:
    """How much is printed: every value, every pair, several sets in one table, likeness too."""

    wide: bool = False
    pairs: bool = False
    pool: bool = False
    agreement: bool = False


SHOWN: Final = Shown()
DATA: Final = ("json", "csv")
"""Formats that hold the whole result, without a word beside it."""


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
    shown: Shown = SHOWN,
) -> None:
    """Print the leaderboard, or a table for each metric that was named.

    A corpus of several sets has a table for each, unless they are pooled. Without gold the table
    is one of likeness, and nothing is measured.
    """
    sets = len({page.set for page in corpus.pages}) > 1 and not shown.pool
    by = by or ("set" if sets else None)
    chosen = measurable(tuple(metrics) or (HEADLINE, NoiseLeaks()), corpus)
    if metrics and not chosen:
        say(
            f"No page of {corpus.name} has gold: no metric is computed, only how alike outputs are."
        )
    answers = answers_of(run, corpus)
    scores = scores_of(
        answers, corpus, chosen, by=by, average=average, seed=seed, likeness=shown.agreement
    )
    if style in DATA:
        _print_data(scores, style)
    else:
        for group, pages in groups_of(corpus, by):
            found = [one.on(pages) for one in answers]
            _print_group(scores, group, found, metrics, style, shown, measured=bool(chosen))
        if style == "table":
            click.echo("\n" + "\n".join(remarks(run, corpus, answers, scores, chosen)))
        else:
            click.echo("\n".join(signatures(scores, chosen, style)))
    for fault in oracle_faults(corpus, chosen):
        say(fault)


def _print_data(scores: Scores, style: str) -> None:
    """All of it for programs: one object, or a number a line."""
    if style == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(scores)).decode())
        return
    headers, rows = tidy(scores)
    click.echo(render(headers, rows, style, ["left"] * len(headers)))


def _print_group(
    scores: Scores,
    group: Group | None,
    answers: Sequence[Answers],
    metrics: Sequence[Metric],
    style: str,
    shown: Shown,
    *,
    measured: bool,
) -> None:
    rows = [row for row in scores.rows if row.group == group]
    if group is not None:
        click.echo(f"\n{group_title(rows)}\n")
    if measured:
        _print_measured(scores, rows, answers, metrics, style, shown)
    for one in scores.likeness:
        if one.group == group:
            above = "" if not measured else "\n"
            click.echo(above + "\n".join(likeness_lines(one, rows, style, wide=shown.wide)))


def _print_measured(
    scores: Scores,
    rows: Sequence[Row],
    answers: Sequence[Answers],
    metrics: Sequence[Metric],
    style: str,
    shown: Shown,
) -> None:
    """The tables of metrics for some rows, and the lines that belong to each."""
    leaks: dict[str, LeakCounts] = {}
    if not metrics or NoiseLeaks() in metrics:
        leaks = {one.system.spec: leaked_pages(one) for one in answers if one.extractions}
    if not metrics:
        click.echo(leaderboard(rows, leaks, style, wide=shown.wide))
        _print_under(scores, rows, HEADLINE, style, shown)
    for place, metric in enumerate(metrics):
        if len(metrics) > 1:
            click.echo(("\n" if place else "") + f"{metric!r}\n")
        click.echo(metric_table(rows, metric, style, wide=shown.wide))
        _print_under(scores, rows, metric, style, shown)
    lines = leak_lines(answers, leaks)
    if style == "table" and lines:
        click.echo("\n" + "\n".join(lines))
    agreement = [one for one in scores.agreement if one.group == rows[0].group]
    if agreement and metrics:
        click.echo(
            f"\nHow far metrics rank alike (Kendall's tau):\n\n{agreement_table(agreement, style)}"
        )


def _print_under(
    scores: Scores, rows: Sequence[Row], metric: Metric, style: str, shown: Shown
) -> None:
    """The same on the pages all answered, where some failed; who leads; the pairs if wanted."""
    common = common_pages(rows, metric)
    if common:
        pages = counted(common, "page")
        click.echo(f"\nOn the {pages} that all compared extractors answered:\n")
        click.echo(common_table(rows, metric, style, wide=shown.wide))
    for contest in scores.contests:
        if contest.group != rows[0].group or contest.metric != repr(metric):
            continue
        told = sentence(rows, contest)
        if told and contest.kind == "extractor":
            click.echo("\n" + "\n".join(wrapped(told)))
        if shown.pairs and contest.pairs:
            click.echo(f"\nPairs of {contest.kind}s by {contest.value} of {contest.metric}:\n")
            click.echo(pairs_table(rows, contest, style, wide=shown.wide))
