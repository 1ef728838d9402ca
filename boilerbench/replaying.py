"""The pages a recorded run is about, opened again."""

from dataclasses import replace
from pathlib import Path

from boilerbench.corpora import open_corpus
from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.recorded_facts import with_recorded_facts
from boilerbench.errors import CorpusError, RunError
from boilerbench.manifests import RunCorpus
from boilerbench.runs import Run
from boilerbench.stress.variants import parse_source


def corpus_of(run: Run, source: str | None = None, *, detect: bool = False) -> Corpus:
    """A run's own pages, from where it found them or `source`; RunError where some are gone.

    What their source does not say of them is as the run recorded it, or with `detect` read from
    the pages as they are now, for those who extract again.
    """
    return pages_of(run.path, run.manifest.corpus, source, detect=detect)


def pages_of(
    folder: Path, recorded: RunCorpus, source: str | None = None, *, detect: bool = False
) -> Corpus:
    """The pages that a run folder is said to be about, as `corpus_of` has them."""
    try:
        corpus = _opened(recorded, source, detect=detect)
    except CorpusError as error:
        moved = "" if source else " If the corpus has moved, say where with --corpus."
        raise CorpusError(f"{error}{moved}") from error
    by_id = {page.id: page for page in corpus.pages}
    missing = [name for name in recorded.pages if name not in by_id]
    if missing:
        raise RunError(
            f"{len(missing)} of the {len(recorded.pages)} pages of {folder} are no longer in "
            f"{corpus.name} (first: {missing[0]}): restore them, or make a new run."
        )
    chosen = replace(corpus, pages=tuple(by_id[name] for name in recorded.pages))
    return chosen if detect else with_recorded_facts(chosen, recorded.detected)


def _opened(recorded: RunCorpus, source: str | None, *, detect: bool) -> Corpus:
    """The corpus itself; that of a stress test is made of the one that it was made of."""
    mutated = parse_source(recorded.source)
    if mutated is None:
        return open_corpus(source or recorded.source, facts=detect)
    from boilerbench.stress.reopening import reopened  # noqa: PLC0415  slow, for few runs

    seed, base = mutated
    return reopened(open_corpus(source or base, facts=detect), recorded.pages, seed)
