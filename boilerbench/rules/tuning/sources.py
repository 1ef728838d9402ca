"""Outputs that a run has already: of which extractor, and whether that can still be run."""

from collections.abc import Callable, Mapping

from boilerbench.answers import Answers, answers_of
from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import RunError, UsageError
from boilerbench.manifests import Settings
from boilerbench.readiness import greet_all, resolve_all
from boilerbench.records import Extraction
from boilerbench.runs import Run
from boilerbench.sessions import SessionPool
from boilerbench.specs import parse_spec
from boilerbench.systems import System


def row_of_run(run: Run, wanted: str | None, corpus: Corpus) -> Answers:
    """The answers of an extractor, by its spec or label, or of the only one in the run.

    Raises UsageError where the run has no such row or several, RunError where rules cleaned it.
    """
    if run.manifest.rules is not None:
        raise RunError(
            f"{run.path} was made under rules ({run.manifest.rules}): tune on a run without any."
        )
    rows = [one for one in answers_of(run, corpus) if one.system.kind != "scale"]
    fits = [one for one in rows if wanted in (None, one.system.spec, one.system.label)]
    if len(fits) != 1:
        listed = ", ".join(one.system.label for one in rows)
        raise UsageError(f"{run.path} has {listed}: say which one with --extractor.")
    if fits[0].missing:
        raise RunError(
            f"{run.path} lacks {fits[0].missing} of the pages: "
            f"`boilerbench run --resume --out {run.path}` extracts them."
        )
    return fits[0]


def stored(
    row: Answers,
    limits: Settings,
    pool: SessionPool,
    say: Callable[[str], None],
) -> tuple[System, Mapping[str, Extraction]]:
    """A run's outputs, and the extractor to extract pruned pages with, if it is still the same."""
    outputs = {one.page: one for one in row.extractions}
    resolved = resolve_all([parse_spec(row.system.spec)], limits, jobs=1, say=say)
    (now,) = greet_all(resolved, pool, jobs=1)
    if now.origin is not None and now.record.fingerprint == row.system.fingerprint:
        return now, outputs
    say(f"{row.system.label} is not what it was in that run: only rules of text can be tried.")
    return System(row.system, None), outputs
