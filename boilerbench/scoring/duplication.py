"""Whether text came out more often than gold has it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import ClassVar, TypeAlias

import numpy as np

from boilerbench.errors import MetricError
from boilerbench.records import Gold
from boilerbench.scoring.claims import FREE
from boilerbench.scoring.goldtokens import gold_tokens
from boilerbench.scoring.metric import OURS, Failures, Floats, Row, means, ratio
from boilerbench.scoring.optional import optional_owners
from boilerbench.scoring.overlap import LONGEST, has_tokens
from boilerbench.scoring.parts import Reads
from boilerbench.scoring.spaceless import tokens_of_words
from boilerbench.scoring.stretches import stretches
from boilerbench.text import tokens

Shingle: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Duplication:
    """The share of output tokens that repeat what came before, beyond gold's own repeats.

    Statistics: tokens repeated, and all tokens of the output without optional text. A token is
    repeated if it lies in a shingle of `n` tokens (2 `n` on pages in scripts without spaces) that
    stands there for the (m + 1)th time or later, where m is how often it stands in gold, at
    least once; a shingle gold does not have that stands in optional text was there already.
    Shingles of which half the tokens or fewer differ are rows of a table, not text, and do not
    count. The mean of page values; an empty output has no value, a failed page is left out.
    Values in [0, 1]; 0 is ideal. Raises MetricError unless n is an integer from 1 to 1000.
    """

    n: int = 8
    columns: ClassVar[tuple[str, ...]] = ("repeats", "tokens")
    formulas: ClassVar[Mapping[str, str]] = {"repeated": "repeats / tokens"}
    ideal: ClassVar[Mapping[str, float]] = {"repeated": 0.0}
    headline: ClassVar[str] = "repeated"
    failures: ClassVar[Failures] = "left-out"
    reads: ClassVar[Reads] = "text"
    tokeniser: ClassVar[str] = OURS
    mean_of_pages: ClassVar[bool] = True

    def __post_init__(self) -> None:
        if type(self.n) is not int or not 1 <= self.n <= LONGEST:
            raise MetricError(
                f"duplication has shingles of n={self.n!r} tokens, expected 1 to {LONGEST}:"
                " duplication(n=8)."
            )

    def __repr__(self) -> str:
        return f"duplication(n={self.n})"

    def judges(self, gold: Gold) -> bool:
        """Whether gold has at least one token."""
        return has_tokens(gold)

    def page(self, gold: Gold, text: str) -> Row:
        """Repeated tokens, and all tokens but those of optional text."""
        prepared, words = gold_tokens(gold), tokens(text)
        owner = optional_owners(prepared.number(words), prepared)
        rest = [word for word, one in zip(words, owner, strict=True) if one == FREE]
        marks = _repeated(rest, tokens_of_words(self.n, gold), gold, list(_kept(words, owner)))
        return float(sum(marks)), float(len(rest))

    def values(self, statistics: Floats) -> Mapping[str, Floats]:
        """The share of each page; nan where the output is empty."""
        repeats, everything = statistics.T
        return {"repeated": ratio(repeats, everything, empty=np.nan)}

    def summary(self, statistics: Floats, weights: Floats) -> Mapping[str, Floats]:
        """The weighted mean over the pages with an output."""
        return means(self.values(statistics), weights)


def _repeated(
    words: Sequence[str], width: int, gold: Gold, optional: Sequence[Sequence[str]]
) -> bytearray:
    """Marks the tokens that lie in a shingle beyond its allowance."""
    marks = bytearray(len(words))
    left = _allowances(words, width, gold, optional)
    for start, shingle in enumerate(_shingles(words, width) if left else ()):
        if shingle in left:
            left[shingle] -= 1
            if left[shingle] < 0:
                marks[start : start + width] = b"\1" * width
    if any(marks):
        _excuse(marks, words, max(1, width // 2), gold)
    return marks


def _excuse(marks: bytearray, words: Sequence[str], width: int, gold: Gold) -> None:
    """Takes back the runs that are put together from what gold repeats as often."""
    left = Counter(_shingles(tokens(gold.text or ""), width))
    own = bytearray(len(words))
    for start, shingle in enumerate(_shingles(words, width)):
        if left[shingle] > 0:
            left[shingle] -= 1
            own[start : start + width] = b"\1" * width
    for start, end in stretches(map(bool, marks)):
        if end - start - sum(own[start:end]) < width:
            marks[start:end] = bytes(end - start)


def _allowances(
    words: Sequence[str], width: int, gold: Gold, optional: Sequence[Sequence[str]]
) -> dict[Shingle, int]:
    """How often each shingle that may be a repeat is allowed to stand there."""
    shown = {shingle for part in optional for shingle in _shingles(part, width)}
    counts = Counter(_shingles(words, width))
    often = {
        shingle: int(shingle not in shown)
        for shingle, count in counts.items()
        if (count > 1 or shingle in shown) and len(set(shingle)) * 2 > width
    }
    if often:
        in_gold = Counter(one for one in _shingles(tokens(gold.text or ""), width) if one in often)
        often.update(in_gold)
    return often


def _shingles(words: Sequence[str], width: int) -> Iterator[Shingle]:
    return zip(*(words[k:] for k in range(width)), strict=False)


def _kept(words: Sequence[str], owner: Sequence[int]) -> Iterator[list[str]]:
    """The stretches of an output that are optional text."""
    for one, stretch in groupby(zip(owner, words, strict=True), key=itemgetter(0)):
        if one != FREE:
            yield [word for _, word in stretch]
