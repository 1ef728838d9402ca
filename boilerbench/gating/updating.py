"""A baseline pinned anew; a person's `accepted` reasons survive it."""

from collections.abc import Mapping

import msgspec

from boilerbench.corpora.corpus import Corpus
from boilerbench.gating.baselines import Baseline, ExtractorRecord
from boilerbench.gating.pinning import Gauge
from boilerbench.gating.pins import pins_of
from boilerbench.runs import Run


def repinned(run: Run, corpus: Corpus, measured: Gauge, old: Baseline | None = None) -> Baseline:
    """The baseline of a run; what `old` pins of unchanged outputs stays to the letter.

    Raises as `pins_of` does.
    """
    same = old if old is not None and old.metrics == measured.signatures else None
    if same is not None and same.guards != measured.guards:
        same = None  # phrases are looked for anew
    found = pins_of(run, corpus, measured, same)
    return Baseline(
        corpus=corpus.name,
        metrics=measured.signatures,
        guards=measured.guards,
        extractors={
            label: _still_accepted(one, old.extractors if old else {}, label)
            for label, one in found.items()
        },
    )


def _still_accepted(
    one: ExtractorRecord, old: Mapping[str, ExtractorRecord], label: str
) -> ExtractorRecord:
    reasons = {
        name: page.accepted
        for name, page in (old[label].pages if label in old else {}).items()
        if page.accepted
    }
    pages = {
        name: msgspec.structs.replace(page, accepted=reasons.get(name))
        for name, page in one.pages.items()
    }
    return msgspec.structs.replace(one, pages=pages)
