"""A whole run as a baseline pins it."""

from collections.abc import Sequence

from boilerbench.answers import Answers, answers_of
from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import BaselineError, UnavailableError
from boilerbench.gating.baselines import Baseline, ExtractorRecord
from boilerbench.gating.pinning import Gauge, pinned
from boilerbench.runs import Run
from boilerbench.wording import counted


def pins_of(
    run: Run, corpus: Corpus, measured: Gauge, baseline: Baseline | None = None
) -> dict[str, ExtractorRecord]:
    """Every extractor of a run as a baseline pins it, by label; the scale is left out.

    Raises BaselineError for drafted pages, whose gold favours whoever drafted it, and for a run
    without an extractor; UnavailableError for an extractor that could not run.
    """
    known = baseline.extractors if baseline else {}
    return {
        label: pinned(one, corpus, measured, known[label].pages if label in known else {})
        for label, one in gateable(run, corpus).items()
    }


def gateable(run: Run, corpus: Corpus) -> dict[str, Answers]:
    """What every extractor of a run answered, by label, without the scale; raises as `pins_of`."""
    _refuse_drafts(corpus)
    chosen = [one for one in answers_of(run, corpus) if one.system.kind != "scale"]
    if not chosen:
        raise BaselineError(
            f"{run.path} has rows of the scale only, which say nothing of an extractor: run one."
        )
    for one in chosen:
        _refuse_unavailable(one, run)
    return {_label(one, chosen): one for one in chosen}


def _label(one: Answers, among: Sequence[Answers]) -> str:
    """The row's label, or its spec where another row has the same."""
    labels = [other.system.label for other in among]
    label = one.system.label
    return label if labels.count(label) == 1 else one.system.spec


def _refuse_drafts(corpus: Corpus) -> None:
    drafts = [page.id for page in corpus.pages if page.drafted]
    if drafts:
        raise BaselineError(
            f"{counted(len(drafts), 'page')} of {corpus.name} have gold that is a draft (first: "
            f"{drafts[0]}), which extractors proposed themselves: "
            f"`boilerbench corpus edit {corpus.source}` makes it gold."
        )


def _refuse_unavailable(one: Answers, run: Run) -> None:
    if one.system.reason:
        raise UnavailableError(f"{one.system.name} could not run: {one.system.reason}")
    if one.missing:
        raise BaselineError(
            f"{one.system.name} has {len(one.extractions)} of {len(one.pages)} pages in "
            f"{run.path}: `boilerbench run --resume --out {run.path}` extracts the rest."
        )
