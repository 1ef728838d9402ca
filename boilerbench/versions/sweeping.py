"""A run over versions, read as a history: every version's scores and its step from the last."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from boilerbench.answers import Answers, answers_of
from boilerbench.comparing import compare
from boilerbench.comparisons import Compared
from boilerbench.corpora.corpus import Corpus
from boilerbench.leaderboard import scores_of
from boilerbench.leakage import leaked_pages
from boilerbench.runs import Run
from boilerbench.scores import MetricScores, ScoredCorpus, Speed
from boilerbench.scoring import Metric
from boilerbench.scoring.metric import better
from boilerbench.specs import parse_spec
from boilerbench.versions.ranges import Range
from boilerbench.versions.releases import Release
from boilerbench.versions.results import Measure, Scored, Step, Sweep, Swept


def swept(
    run: Run,
    corpus: Corpus,
    wanted: Range,
    found: Sequence[Release],
    metrics: Sequence[Metric],
    *,
    reference: str | None = None,
    seed: int = 0,
) -> Sweep:
    """A run that has a row for each of these releases, as a sweep.

    `reference` is the spec of another row, beside which CPU times are given; without it the first
    version that was timed is. A version that could not be had is there with the reason.
    """
    by_spec = {one.system.spec: one for one in answers_of(run, corpus)}
    rows = [(release, by_spec[wanted.at(release.version)]) for release in found]
    had = {one.system.spec: release.version for release, one in rows if not unavailable(one)}
    steps = _steps(run, corpus, had, metrics, seed)
    speeds = {spec: one.speed for spec, one in by_spec.items()}
    name, unit = _reference(rows, speeds, reference and str(parse_spec(reference)))
    return Sweep(
        extractor=str(wanted),
        run=str(run.path),
        corpus=ScoredCorpus(name=corpus.name, digest=corpus.digest(), pages=len(corpus.pages)),
        measures=tuple(Measure(repr(m), m.headline, better(m)) for m in metrics),
        reference=name,
        versions=tuple(
            _swept(release, one, corpus, metrics, steps, unit, seed) for release, one in rows
        ),
    )


def unavailable(answers: Answers) -> str | None:
    """Why a system could not be had at all; None where it was asked for at least one page."""
    if answers.system.reason:
        return answers.system.reason
    if {one.outcome for one in answers.briefs} == {"unavailable"}:
        return answers.briefs[0].reason or "it could not be started"
    return None


def _steps(
    run: Run, corpus: Corpus, had: Mapping[str, str], metrics: Sequence[Metric], seed: int
) -> dict[tuple[str, str], Step]:
    """The step to each version from the one before it, by metric and spec."""
    wanted = list(pairwise(had))
    if not wanted:
        return {}
    compared = compare(run, run, corpus, metrics, wanted=wanted, seed=seed)
    return {
        (one.metric, one.after.extractor): _step(one, had[one.before.extractor])
        for one in compared.rows
    }


def _step(one: Compared, since: str) -> Step:
    return Step(since, one.difference, one.p, one.adjusted, one.counts, one.pages)


def _reference(
    rows: Sequence[tuple[Release, Answers]],
    speeds: Mapping[str, Speed | None],
    reference: str | None,
) -> tuple[str | None, float | None]:
    """The name and CPU milliseconds a page of what times are held beside."""
    specs = [reference] if reference else [one.system.spec for _, one in rows]
    timed = ((spec, speeds.get(spec)) for spec in specs)
    return next(
        ((spec, speed.mean_cpu_ms) for spec, speed in timed if speed and speed.mean_cpu_ms),
        (None, None),
    )


def _swept(
    release: Release,
    answers: Answers,
    corpus: Corpus,
    metrics: Sequence[Metric],
    steps: Mapping[tuple[str, str], Step],
    unit: float | None,
    seed: int,
) -> Swept:
    spec, reason = answers.system.spec, unavailable(answers)
    if reason is not None:
        return Swept(version=release.version, uploaded=release.day, extractor=spec, reason=reason)
    # Alone: among themselves versions are compared by their steps, not each with every other.
    (row,) = scores_of([answers], corpus, metrics, by=None, average="page", seed=seed).rows
    return Swept(
        version=release.version,
        uploaded=release.day,
        extractor=spec,
        reason=row.reason,
        statuses=dict(sorted(Counter(e.outcome for e in answers.briefs).items())),
        scores={
            name: _scored(scores, steps.get((name, spec))) for name, scores in row.scores.items()
        },
        leaked=leaked_pages(answers).pages,
        speed=row.speed,
        cpu_ratio=row.speed.mean_cpu_ms / unit if row.speed and unit else None,
    )


def _scored(scores: MetricScores, step: Step | None) -> Scored:
    return Scored(scores.signature, scores.short_signature, dict(scores.values), step)
