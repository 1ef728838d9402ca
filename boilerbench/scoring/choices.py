"""Gold with each choice of its optional texts, for peers that let the best one count."""

from collections.abc import Iterator
from itertools import chain, combinations
from typing import TypeAlias

from boilerbench.records import Gold

Paragraphs: TypeAlias = tuple[str, ...]

MOST_OPTIONAL = 4
"""Of more optional texts than these only all or none are tried."""


def paragraphs(text: str) -> Paragraphs:
    """The lines of a text that are not blank, white space folded."""
    return tuple(" ".join(line.split()) for line in text.split("\n") if line.strip())


def choices(gold: Gold) -> Iterator[Paragraphs]:
    """The paragraphs of gold with all optional texts, which stand last; then with fewer and fewer.

    An optional text of several lines is kept or left out as a whole. The title is not one.
    Source: `get_reference_bodies` of dobbersc/fundus-evaluation d43db54, `utils.py`, whose order
    decides between choices that score the same.
    """
    text = paragraphs(gold.text or "")
    optional = [lines for lines in (paragraphs(one.text) for one in gold.optional) if lines]
    few = len(optional) <= MOST_OPTIONAL
    for left_out in range(len(optional) + 1) if few else (0, len(optional)):
        for without in combinations(range(len(optional)), left_out):
            kept = (lines for number, lines in enumerate(optional) if number not in without)
            yield text + tuple(chain.from_iterable(kept))
