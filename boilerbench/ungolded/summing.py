"""From outputs page by page to what is said of each system, and the pages they differ on."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from statistics import fmean
from typing import Final

import numpy as np

from boilerbench.answers import Answers
from boilerbench.consensus import WIDTH
from boilerbench.corpora.corpus import Corpus, has_gold
from boilerbench.draws import drawn_of
from boilerbench.records import Page
from boilerbench.scores import (
    Group,
    Likeness,
    LikenessPage,
    LikenessRow,
    PhraseHits,
    Value,
    value_of,
)
from boilerbench.scoring.metric import Floats
from boilerbench.statistics import replicated
from boilerbench.statistics.averaging import estimated
from boilerbench.ungolded.pagewise import PageOutputs, page_outputs

MEASURE: Final = f"F1 of the shingles(n={WIDTH}) of both"
ALIKE: Final = 0.5
"""The least likeness of two outputs that have most of their text in common."""
NAMED: Final = 10
"""Pages that are named as those with the least agreement."""


def needs_likeness(corpus: Corpus) -> bool:
    """Whether a corpus has pages on which there is nothing else to say."""
    return corpus.gold_optional and not all(map(has_gold, corpus.pages))


def likeness_of(answers: Sequence[Answers], group: Group | None, *, seed: int) -> Likeness:
    """How alike the outputs of systems are on their pages; the scale is left out.

    Every system is held against the extractors; a converter is against all of them, and nobody
    against a converter.
    """
    some = [one for one in answers if one.system.kind != "scale" and one.extractions]
    pages = some[0].pages if some else ()
    found = _pages(some, pages)
    compared = [one for one in found if not np.isnan(one.together)]
    least = sorted(compared, key=lambda one: (one.together, one.page))[:NAMED]
    voices = [one.system.kind == "extractor" for one in some]
    return Likeness(
        group=group,
        measure=MEASURE,
        alike=ALIKE,
        pages=len(compared),
        without_gold=sum(not has_gold(page) for page in pages),
        rows=tuple(_row(one, place, found, seed) for place, one in enumerate(some)),
        outliers=tuple(_outlier(one, some, voices) for one in least),
        all_differ=tuple(one.page for one in compared if _all_differ(one, voices)),
    )


def _pages(answers: Sequence[Answers], pages: Sequence[Page]) -> list[PageOutputs]:
    voices = [one.system.kind == "extractor" for one in answers]
    return [page_outputs(p.id, [one.of(p.id) for one in answers], voices) for p in pages]


def _row(answers: Answers, place: int, found: Sequence[PageOutputs], seed: int) -> LikenessRow:
    system = answers.system
    likeness = np.array([one.likeness[place] for one in found])
    nearest = np.array([one.nearest[place] for one in found])
    words = [count for one in found if (count := one.words[place]) is not None]
    phrases = [one.phrases[place] for one in found]
    return LikenessRow(
        extractor=system.spec,
        label=system.label,
        version=system.version,
        kind=system.kind,
        answered=len(words),
        compared=int((~np.isnan(likeness)).sum()),
        likeness=mean_over(likeness, answers.pages, seed),
        alone=int((nearest < ALIKE).sum()),
        words_per_page=fmean(words) if words else None,
        phrase_pages=sum(map(bool, phrases)),
        phrases=_hits(phrases),
    )


def mean_over(values: Floats, pages: tuple[Page, ...], seed: int) -> Value:
    """The mean over the pages that have a value, with its interval by site."""
    known = ~np.isnan(values)
    if not known.any():
        return Value(None, None, None)
    own = [page for page, has in zip(pages, known, strict=True) if has]
    mean = partial(_weighted, values[known])
    drawn = replicated(drawn_of(pages, own, seed).weights, mean)["mean"]
    return value_of(estimated(mean(np.ones((1, len(own))))["mean"], drawn[None])[0], len(own))


def _weighted(values: Floats, weights: Floats) -> Mapping[str, Floats]:
    """The mean under each row of weights; nan where none counts."""
    total = weights.sum(axis=1)
    nothing = np.full(len(weights), np.nan)
    return {"mean": np.divide(weights @ values, total, out=nothing, where=total > 0)}


def _hits(phrases: Sequence[Counter[str]]) -> dict[str, PhraseHits]:
    lines = Counter(kind for one in phrases for kind in one.elements())
    pages = Counter(kind for one in phrases for kind in one)
    return {kind: PhraseHits(pages[kind], lines[kind]) for kind in sorted(lines)}


def _outlier(
    found: PageOutputs, answers: Sequence[Answers], voices: Sequence[bool]
) -> LikenessPage:
    heard = [
        place for place, voice in enumerate(voices) if voice and not np.isnan(found.likeness[place])
    ]
    furthest = min(heard, key=lambda at: found.likeness[at]) if len(heard) > 2 else None
    return LikenessPage(
        page=found.page,
        likeness=found.together,
        furthest=None if furthest is None else answers[furthest].system.spec,
        words={
            one.system.spec: count
            for one, count in zip(answers, found.words, strict=True)
            if count is not None
        },
    )


def _all_differ(found: PageOutputs, voices: Sequence[bool]) -> bool:
    nearest = found.nearest[np.array(voices, bool)]
    return bool((nearest[~np.isnan(nearest)] < ALIKE).all())
