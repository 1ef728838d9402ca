"""From recorded extractions to scores: every metric of every extractor, whole or by group."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from boilerbench.agreeing import agreements
from boilerbench.answers import Answers, answers_of
from boilerbench.corpora.corpus import Corpus, field_values, has_gold, in_order
from boilerbench.measuring import answered_by_all, measure
from boilerbench.records import Page
from boilerbench.replaying import corpus_of
from boilerbench.runs import Run
from boilerbench.scores import (
    Agreement,
    Contest,
    Group,
    MetricScores,
    Row,
    ScoredCorpus,
    Scores,
)
from boilerbench.scoring import HEADLINE, Metric, NoiseLeaks
from boilerbench.statistics import FEWEST_SITES, Average
from boilerbench.ungolded import likeness_of, needs_likeness
from boilerbench.valuing import Asked, metric_scores
from boilerbench.wording import counted

UNFINISHED: Final = "not extracted yet"


def score(
    run: Run,
    corpus: Corpus | None = None,
    metrics: Sequence[Metric] = (HEADLINE, NoiseLeaks()),
    *,
    by: str | None = None,
    average: Average = "page",
    seed: int = 0,
    likeness: bool = False,
) -> Scores:
    """Every metric of every system of a run, with 95 % intervals, ranks and paired tests.

    `corpus` is the run's own unless given. `by` names a page field to break the rows down by; a
    page with several values counts in each. `likeness` adds how alike the outputs are, which is
    all there is where no page has gold. Raises RunError where the corpus has other pages than
    the run, UsageError for an unknown field.
    """
    corpus = corpus or corpus_of(run)
    answers = answers_of(run, corpus)
    return scores_of(answers, corpus, metrics, by=by, average=average, seed=seed, likeness=likeness)


def scores_of(
    answers: Sequence[Answers],
    corpus: Corpus,
    metrics: Sequence[Metric],
    *,
    by: str | None,
    average: Average,
    seed: int,
    likeness: bool = False,
) -> Scores:
    """The scores of answers that were read already."""
    parts, alike = [], []
    metrics = measurable(metrics, corpus)
    likeness = likeness or needs_likeness(corpus)
    for group, pages in groups_of(corpus, by):
        some = [one.on(pages) for one in answers]
        asked = Asked(corpus, pages, group, answered_by_all(some), average, seed)
        parts.append(_scores(some, metrics, asked))
        alike += [likeness_of(some, group, seed=seed)] if likeness else []
    return Scores(
        corpus=ScoredCorpus(name=corpus.name, digest=corpus.digest(), pages=len(corpus.pages)),
        rows=tuple(row for rows, _, _ in parts for row in rows),
        contests=tuple(contest for _, contests, _ in parts for contest in contests),
        agreement=tuple(one for _, _, agreement in parts for one in agreement),
        likeness=tuple(alike),
    )


def measurable(metrics: Sequence[Metric], corpus: Corpus) -> tuple[Metric, ...]:
    """The metrics; none where no page has gold, as there is nothing to hold an output against."""
    return tuple(metrics) if any(map(has_gold, corpus.pages)) else ()


def groups_of(corpus: Corpus, by: str | None) -> list[tuple[Group | None, tuple[Page, ...]]]:
    """All pages as one group, or a group for each value of a field, by name."""
    if by is None:
        return [(None, corpus.pages)]
    values = in_order(value for page in corpus.pages for value in field_values(page, by))
    parts = [
        (value, tuple(page for page in corpus.pages if value in field_values(page, by)))
        for value in values
    ]
    return [(Group(by, value, is_small(pages)), pages) for value, pages in parts]


def is_small(pages: Sequence[Page]) -> bool:
    """Whether pages are of so few sites that intervals and ranks say little."""
    return len({page.site for page in pages}) < FEWEST_SITES


def _scores(
    answers: Sequence[Answers], metrics: Sequence[Metric], asked: Asked
) -> tuple[list[Row], list[Contest], list[Agreement]]:
    measured = [measure(metric, answers, asked.pages) for metric in metrics]
    scored = [(repr(one.metric), *metric_scores(one, asked)) for one in measured]
    rows = [
        _row(
            one,
            asked.group,
            {name: by[one.system.spec] for name, by, _ in scored if one.system.spec in by},
        )
        for one in answers
    ]
    contests = [contest for _, _, some in scored for contest in some]
    agreement = agreements(
        measured, asked.pages, asked.group, average=asked.average, seed=asked.seed
    )
    return rows, contests, agreement


def _row(answers: Answers, group: Group | None, scores: dict[str, MetricScores]) -> Row:
    system = answers.system
    first = next(iter(scores.values()), None)
    return Row(
        extractor=system.spec,
        label=system.label,
        version=system.version,
        kind=system.kind,
        rank=None if first is None else first.rank,
        group=group,
        statuses=dict(sorted(Counter(e.outcome for e in answers.briefs).items())),
        reason=system.reason or _incomplete(answers),
        scores=scores,
        speed=answers.speed,
        rules=system.rules,
    )


def _incomplete(answers: Answers) -> str | None:
    if not answers.missing:
        return None
    return f"{answers.missing} of {counted(len(answers.pages), 'page')} {UNFINISHED}"
