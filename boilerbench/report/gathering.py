"""From recorded runs to all that a report says of them; nothing is extracted here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from boilerbench.answers import Answers, answers_of
from boilerbench.comparing import compare
from boilerbench.consensus import mean_alikeness
from boilerbench.corpora.corpus import Corpus
from boilerbench.leaderboard import groups_of, measurable, scores_of
from boilerbench.leakage import leaked_pages
from boilerbench.measuring import Measured, measure
from boilerbench.replaying import corpus_of
from boilerbench.report.breakdowns import Levels, breakdowns
from boilerbench.report.cells import page_entries, tasks_of
from boilerbench.report.contents import Contents, Overlap, Part
from boilerbench.report.pagework import Judged, Task, Wanted, judged
from boilerbench.reporting.board import group_title
from boilerbench.reporting.contests import sentence
from boilerbench.reporting.legends import meanings, signatures
from boilerbench.reporting.remarks import circumstances, happenings
from boilerbench.reporting.ungolded import WITHOUT_GOLD
from boilerbench.runs import Run
from boilerbench.scores import Scores
from boilerbench.scoring import HEADLINE, Metric, NoiseLeaks

USUAL: tuple[Metric, ...] = (HEADLINE, NoiseLeaks())
"""The metrics of a report where none is named."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What a report starts from; `compared` are the systems that it is about."""

    run: Run
    corpus: Corpus
    answers: tuple[Answers, ...]
    compared: tuple[Answers, ...]
    measured: Measured

    def tasks(self, wanted: Wanted) -> Iterator[Task]:
        """What is to be made of each page."""
        return tasks_of(self.corpus, self.compared, self.measured, wanted)


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
    sources = sources_of(runs[-1], corpus or corpus_of(runs[-1]), metrics[0])
    done = map(judged, sources.tasks("cells"))
    return gathered(sources, runs[:-1], metrics, done, pool=pool, seed=seed)


def sources_of(run: Run, corpus: Corpus, metric: Metric) -> Sources:
    """The answers of a run with their values by the report's metric. Raises as `contents_of`."""
    answers = answers_of(run, corpus)
    compared = compared_of(answers)
    return Sources(run, corpus, answers, compared, measure(metric, compared, corpus.pages))


def gathered(
    sources: Sources,
    earlier: Sequence[Run],
    metrics: Sequence[Metric],
    done: Iterable[Judged],
    *,
    pool: bool,
    seed: int,
) -> Contents:
    """The contents, of what became of each page's task; that is asked for last."""
    run, corpus, answers = sources.run, sources.corpus, sources.answers
    by = _by(corpus, pool=pool)
    scores = scores_of(answers, corpus, metrics, by=by, average="page", seed=seed)
    told = measurable(metrics, corpus)
    parts = tuple(_parts(sources, scores, by))
    changes = tuple(compare(one, run, corpus, metrics[:1], seed=seed) for one in earlier)
    done = tuple(done)
    levels = {page.id: one.level for page, one in zip(corpus.pages, done, strict=True)}
    return Contents(
        title=corpus.name,
        manifest=run.manifest,
        systems=tuple(one.system for one in sources.compared),
        metric=metrics[0],
        metrics=tuple(metrics),
        parts=tuple(_broken_down(part, sources, levels, seed) for part in parts),
        pages=page_entries(corpus, len(sources.compared), done),
        changes=changes,
        remarks=(
            *happenings(run, answers, scores),
            *meanings(corpus, scores, told),
            *circumstances(corpus),
        ),
        signatures=tuple(signatures(scores, told, "table")),
    )


def compared_of(answers: Sequence[Answers]) -> tuple[Answers, ...]:
    """The systems that a report is about: all but the scale, unless there is nothing else."""
    return tuple(one for one in answers if one.system.kind != "scale") or tuple(answers)


def _by(corpus: Corpus, *, pool: bool) -> str | None:
    return "set" if len({page.set for page in corpus.pages}) > 1 and not pool else None


def _parts(sources: Sources, scores: Scores, by: str | None) -> Iterator[Part]:
    """The parts without their breakdowns."""
    for group, pages in groups_of(sources.corpus, by):
        ids = frozenset(page.id for page in pages)
        answers = [one.on(pages) for one in sources.answers]
        rows = tuple(row for row in scores.rows if row.group == group)
        contests = tuple(one for one in scores.contests if one.group == group)
        own = (one for one in contests if one.metric == repr(sources.measured.metric))
        yield Part(
            key=group.value if group else "all",
            title=group_title(rows),
            pages=tuple(at for at, page in enumerate(sources.corpus.pages) if page.id in ids),
            rows=rows,
            contests=contests,
            leaks={one.system.spec: leaked_pages(one) for one in answers if one.extractions},
            breakdowns=(),
            overlap=_overlap(compared_of(answers)),
            sentences=tuple(
                told
                for one in own
                if one.kind == "extractor" and (told := sentence(rows, one)) is not None
            )
            or ((WITHOUT_GOLD,) if not any(row.scores for row in rows) else ()),
            likeness=next((one for one in scores.likeness if one.group == group), None),
        )


def _broken_down(part: Part, sources: Sources, levels: Levels, seed: int) -> Part:
    ids = frozenset(sources.corpus.pages[at].id for at in part.pages)
    return replace(part, breakdowns=breakdowns(sources.measured.on(ids), levels, seed))


def _overlap(answers: Sequence[Answers]) -> Overlap | None:
    """How alike the texts of the systems are that answered a page; None for fewer than two."""
    places = [at for at, one in enumerate(answers) if any(e.answered for e in one.briefs)]
    if len(places) < 2:
        return None
    table = mean_alikeness([answers[at] for at in places])
    return Overlap(tuple(places), tuple(tuple(row) for row in table.tolist()))
