"""From recorded runs to all that a report says of them; nothing is extracted here."""

from collections.abc import Sequence

from boilerbench.answers import Answers, answers_of
from boilerbench.comparing import compare
from boilerbench.consensus import mean_alikeness
from boilerbench.corpora.corpus import Corpus
from boilerbench.leaderboard import groups_of, scores_of
from boilerbench.leakage import leaked_pages
from boilerbench.measuring import Measured, measure
from boilerbench.records import Page
from boilerbench.replaying import corpus_of
from boilerbench.report.breakdowns import breakdowns
from boilerbench.report.cells import page_entries
from boilerbench.report.contents import Contents, Overlap, Part
from boilerbench.reporting.board import group_title
from boilerbench.reporting.contests import sentence
from boilerbench.reporting.legends import meanings, signatures
from boilerbench.reporting.remarks import circumstances, happenings
from boilerbench.runs import Run
from boilerbench.scores import Group, Scores
from boilerbench.scoring import HEADLINE, Metric, NoiseLeaks

USUAL: tuple[Metric, ...] = (HEADLINE, NoiseLeaks())
"""The metrics of a report where none is named."""


def contents_of(
    runs: Sequence[Run],
    corpus: Corpus | None = None,
    metrics: Sequence[Metric] = USUAL,
    *,
    pool: bool = False,
    seed: int = 0,
) -> Contents:
    """What a report says of the last of some runs, and what changed since each of the others.

    The first metric is the report's own. `corpus` is the run's own unless given; its sets have a
    part each unless they are to be pooled. Raises RunError where the corpus has other pages than
    the run, UsageError where an earlier run has no row or no page in common with it.
    """
    run = runs[-1]
    corpus = corpus or corpus_of(run)
    answers = answers_of(run, corpus)
    compared = compared_of(answers)
    scores = scores_of(
        answers, corpus, metrics, by=_by(corpus, pool=pool), average="page", seed=seed
    )
    measured = measure(metrics[0], compared, corpus.pages)
    return Contents(
        title=corpus.name,
        manifest=run.manifest,
        systems=tuple(one.system for one in compared),
        metric=metrics[0],
        metrics=tuple(metrics),
        parts=_parts(corpus, answers, scores, measured, pool=pool, seed=seed),
        pages=page_entries(corpus, compared, measured),
        changes=tuple(compare(one, run, corpus, metrics[:1], seed=seed) for one in runs[:-1]),
        remarks=(
            *happenings(run, answers, scores),
            *meanings(corpus, scores, metrics),
            *circumstances(corpus),
        ),
        signatures=tuple(signatures(scores, metrics, "table")),
    )


def compared_of(answers: Sequence[Answers]) -> tuple[Answers, ...]:
    """The systems that a report is about: all but the scale, unless there is nothing else."""
    return tuple(one for one in answers if one.system.kind != "scale") or tuple(answers)


def _by(corpus: Corpus, *, pool: bool) -> str | None:
    return "set" if len({page.set for page in corpus.pages}) > 1 and not pool else None


def _parts(
    corpus: Corpus,
    answers: Sequence[Answers],
    scores: Scores,
    measured: Measured,
    *,
    pool: bool,
    seed: int,
) -> tuple[Part, ...]:
    return tuple(
        _part(corpus, group, pages, [one.on(pages) for one in answers], scores, measured, seed)
        for group, pages in groups_of(corpus, _by(corpus, pool=pool))
    )


def _part(
    corpus: Corpus,
    group: Group | None,
    pages: Sequence[Page],
    answers: Sequence[Answers],
    scores: Scores,
    measured: Measured,
    seed: int,
) -> Part:
    ids = frozenset(page.id for page in pages)
    rows = tuple(row for row in scores.rows if row.group == group)
    contests = tuple(one for one in scores.contests if one.group == group)
    own = (one for one in contests if one.metric == repr(measured.metric))
    return Part(
        key=group.value if group else "all",
        title=group_title(rows),
        pages=tuple(at for at, page in enumerate(corpus.pages) if page.id in ids),
        rows=rows,
        contests=contests,
        leaks={one.system.spec: leaked_pages(one) for one in answers if one.extractions},
        breakdowns=breakdowns(measured.on(ids), seed),
        overlap=_overlap(compared_of(answers)),
        sentences=tuple(
            told
            for one in own
            if one.kind == "extractor" and (told := sentence(rows, one)) is not None
        ),
    )


def _overlap(answers: Sequence[Answers]) -> Overlap | None:
    """How alike the texts of the systems are that answered a page; None for fewer than two."""
    places = [at for at, one in enumerate(answers) if any(e.answered for e in one.extractions)]
    if len(places) < 2:
        return None
    table = mean_alikeness([answers[at] for at in places])
    return Overlap(tuple(places), tuple(tuple(row) for row in table.tolist()))
