"""Pages on which good extractors agree with each other and not with the gold."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from statistics import fmean
from typing import Final

import numpy as np

from boilerbench.answers import Answers
from boilerbench.corpora.checks import Fault
from boilerbench.records import Gold
from boilerbench.scoring import HEADLINE
from boilerbench.scoring.parts import text_of
from boilerbench.scoring.remembered import page_statistics

GOOD: Final = 0.7
"""The mean F1 from which on an extractor is heard."""

FEWEST: Final = 3
"""Good extractors that must have answered a page."""

AGREEING: Final = 0.9
"""The least F1 of any two of their texts."""

AGAINST: Final = 0.5
"""The most F1 that any of them has with the gold."""


def against_gold(answers: Sequence[Answers]) -> Iterator[Fault]:
    """X01: three good extractors or more with nearly one text, and a gold that is far from it.

    Who is good is judged over all pages of the run; several variants of one extractor have one
    voice, that of the first.
    """
    good = [one for one in _voices(answers) if _mean(one) >= GOOD]
    if len(good) < FEWEST:
        return
    for page in good[0].pages:
        texts = [text for one in good if (text := _text(one, page.id))]
        if page.gold.text is not None and len(texts) >= FEWEST:
            yield from _outvoted(page.id, page.gold.text, texts)


def _outvoted(page: str, gold: str, texts: Sequence[str]) -> Iterator[Fault]:
    agreed = min(_f1(first, second) for first, second in combinations(texts, 2))
    with_gold = max(_f1(gold, text) for text in texts)
    if agreed >= AGREEING and with_gold <= AGAINST:
        yield Fault(
            "X01",
            page,
            "text",
            f"{len(texts)} good extractors agree (F1 {agreed:.2f} or more among them) on a text"
            f" that has F1 {with_gold:.2f} at most with the gold",
            f"look at `boilerbench show {page}`: gold may be of another page, or cut short",
        )


def _voices(answers: Sequence[Answers]) -> list[Answers]:
    """The first row of every extractor that is one: no oracle, no stored outputs, no converter."""
    first: dict[str, Answers] = {}
    for one in answers:
        name = one.system.spec.partition(":")[0].partition("@")[0].rpartition("=")[2]
        if one.system.kind == "extractor" and name not in {"oracle", "outputs"}:
            first.setdefault(name, one)
    return list(first.values())


def _mean(one: Answers) -> float:
    scores = [
        _f1(page.gold.text, text_of(extraction)) if extraction.answered else 0.0
        for page, extraction in one.paired()
        if page.gold.text
    ]
    return fmean(scores) if scores else 0.0


def _text(one: Answers, page: str) -> str:
    """What was answered on a page, empty where nothing was."""
    extraction = one.of(page)
    return text_of(extraction) if extraction is not None and extraction.answered else ""


def _f1(gold: str, text: str) -> float:
    """The headline F1 of a text against another taken for gold."""
    statistics = np.array([page_statistics(HEADLINE, Gold(text=gold), text)])
    return float(HEADLINE.values(statistics)["f1"][0])
