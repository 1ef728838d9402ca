"""Words that a rule would take away, by what the gold of their page calls them."""

from collections.abc import Iterable, Sequence

import numpy as np
from lxml.html import HtmlElement

from boilerbench.records import Gold, NoiseKind
from boilerbench.rules.explaining.shapes import Gain
from boilerbench.rules.labels import GOLD, NOISE, OPTIONAL, UNLABELLED, Labelled
from boilerbench.rules.patterns import Span
from boilerbench.sidebyside.runs import aligned
from boilerbench.sidebyside.shapes import Mark


def of_elements(page: Labelled, elements: Iterable[HtmlElement]) -> Gain:
    """The words of a page that are in some elements."""
    counts = page.counts(page.places(elements))
    return Gain(
        noise=int(counts[NOISE:].sum()),
        gold=int(counts[GOLD]),
        optional=int(counts[OPTIONAL]),
        unlabelled=int(counts[UNLABELLED]),
    )


def of_spans(gold: Gold, output: str, spans: Sequence[Span]) -> Gain:
    """The words of an output that begin in some stretches of it."""
    found = aligned(gold, output)
    marks: list[Mark] = [
        run.mark
        for run in found.output
        for word in range(run.first, run.behind)
        if _begins_in(found.output_places.span(word), spans)
    ]
    return Gain(
        noise=marks.count("leaked"),
        gold=marks.count("kept") + marks.count("moved"),
        optional=marks.count("optional"),
        unlabelled=marks.count("extra"),
    )


def _begins_in(word: Span, spans: Sequence[Span]) -> bool:
    return any(start <= word[0] < end for start, end in spans)


def kind_of(page: Labelled, gold: Gold, elements: Iterable[HtmlElement]) -> NoiseKind:
    """The kind of the most noise in some elements; `other` where gold labels none."""
    entries = [page.entries[first:behind] for first, behind in page.places(elements)]
    numbers, counts = np.unique(
        np.concatenate([*entries, np.array([], np.int32)]), return_counts=True
    )
    known = [(int(count), int(at)) for at, count in zip(numbers, counts, strict=True) if at >= 0]
    return gold.noise[max(known)[1]].kind if known else "other"
