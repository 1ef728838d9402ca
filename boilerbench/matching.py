"""Which rows and pages of two runs are the same ones, and in what else the runs are unlike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import msgspec

from boilerbench.answers import Answers, answers_of
from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import UsageError
from boilerbench.manifests import Manifest
from boilerbench.recording import missing_pages
from boilerbench.records import Page
from boilerbench.runs import Run
from boilerbench.wording import counted


@dataclass(frozen=True, slots=True)
class Matched:
    """Two runs on the pages that both extracted from the same bytes."""

    corpus: Corpus
    rows: tuple[tuple[Answers, Answers], ...]
    remarks: tuple[str, ...]


def match(
    first: Run, second: Run, corpus: Corpus, wanted: Sequence[tuple[str, str]] = ()
) -> Matched:
    """The pages of a corpus and the rows that both runs have.

    Rows are the same by their label, or as `wanted` pairs them; where each run has a single
    extractor, the two are. Raises UsageError where no row or no page is in both.
    """
    pages = _same_pages(first, second, corpus)
    if not pages:
        raise UsageError(
            f"{first.path} and {second.path} have no page in common that is still in {corpus.name}:"
            " nothing can be compared."
        )
    common = replace(corpus, pages=pages, left_out={})
    rows = _same_rows(answers_of(first, common), answers_of(second, common), wanted)
    if not rows:
        raise UsageError(
            f"No row is in both runs: {first.path} has {_labels(first)}, {second.path} has "
            f"{_labels(second)}. Say which are meant: --match {_labels(first, 1)} "
            f"{_labels(second, 1)}."
        )
    return Matched(common, tuple(rows), tuple(_unlike(first, second, corpus, len(pages))))


def _same_pages(first: Run, second: Run, corpus: Corpus) -> tuple[Page, ...]:
    """The pages that both runs are about, and that neither extracted from other bytes."""
    in_both = set(first.manifest.corpus.pages) & set(second.manifest.corpus.pages)
    pages = [page for page in corpus.pages if page.id in in_both]
    digests = corpus.page_digests
    changed = {
        page.id
        for run in (first, second)
        for system in run.manifest.systems
        for recorded in [{} if system.reason else run.extractions(system).briefs]
        for page in missing_pages(recorded, [p for p in pages if p.id in recorded], digests)
    }
    return tuple(page for page in pages if page.id not in changed)


def _same_rows(
    first: Sequence[Answers], second: Sequence[Answers], wanted: Sequence[tuple[str, str]]
) -> list[tuple[Answers, Answers]]:
    if wanted:
        return [(_called(first, one), _called(second, other)) for one, other in wanted]
    ranked = [[a for a in side if a.system.kind != "scale"] for side in (first, second)]
    by_label = {one.system.label: one for one in ranked[1]}
    rows = [(a, by_label[a.system.label]) for a in ranked[0] if a.system.label in by_label]
    if not rows and len(ranked[0]) == len(ranked[1]) == 1:
        return [(ranked[0][0], ranked[1][0])]
    return rows


def _called(side: Sequence[Answers], name: str) -> Answers:
    """The row of that label or spec; UsageError where there is none or more than one."""
    found = [one for one in side if name == one.system.spec]
    found = found or [one for one in side if name in (one.system.label, one.system.name)]
    if len(found) != 1:
        specs = ", ".join(one.system.spec for one in side)
        what = "no row" if not found else f"{len(found)} rows"
        raise UsageError(f"There is {what} {name!r}; the run has {specs}.")
    return found[0]


def _labels(run: Run, count: int | None = None) -> str:
    systems = [system for system in run.manifest.systems if system.kind != "scale"]
    return ", ".join(system.label for system in systems[:count])


def _unlike(first: Run, second: Run, corpus: Corpus, pages: int) -> Iterator[str]:
    """A sentence for all in which two runs differ beside their extractors."""
    one, other = first.manifest, second.manifest
    if (one.corpus.name, one.corpus.digest) != (other.corpus.name, other.corpus.digest):
        yield (
            f"The runs are of unlike pages or gold, {_corpus(one)} and {_corpus(other)}: compared "
            f"are the {counted(pages, 'page')} of the same bytes, against the gold of "
            f"{corpus.name}@{corpus.digest()[:8]}."
        )
    elif pages < len(corpus.pages):
        yield f"{counted(len(corpus.pages) - pages, 'page')} changed since and cannot be compared."
    ours, theirs = _circumstances(one), _circumstances(other)
    for name in dict.fromkeys([*ours, *theirs]):
        if ours.get(name) != theirs.get(name):
            yield f"The runs have unlike {name}: {ours.get(name)} and {theirs.get(name)}."


def _circumstances(manifest: Manifest) -> dict[str, object]:
    """What must be alike for scores to be of the same circumstances, by name."""
    settings = msgspec.to_builtins(manifest.settings)
    version = {"boilerbench": manifest.boilerbench}
    rules = {"rules": str(manifest.rules or "none")}
    return {**version, **settings, **rules, **manifest.policies}


def _corpus(manifest: Manifest) -> str:
    corpus = manifest.corpus
    return f"{corpus.name}@{corpus.digest[:8]} ({counted(len(corpus.pages), 'page')})"
