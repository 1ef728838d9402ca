"""Paragraphs that came out whole, each on a line of its own."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, chain
from typing import ClassVar

from boilerbench.records import Gold
from boilerbench.scoring.claims import FREE
from boilerbench.scoring.goldtokens import GoldTokens, Numbers, gold_tokens
from boilerbench.scoring.metric import OURS, Failures, Floats, Row, means
from boilerbench.scoring.optional import optional_owners
from boilerbench.scoring.overlap import COLUMNS, FORMULAS, IDEAL, has_tokens, page_values
from boilerbench.scoring.parts import Reads
from boilerbench.text import tokens


@dataclass(frozen=True, repr=False)
class Segments:
    """Multiset precision, recall and F1 of whole paragraphs; the mean of page values.

    A paragraph is a non-blank line, on both sides, as the tuple of its tokens: it is right if
    gold has the same one. Statistics, in paragraphs: shared, only in the output, only in gold.
    Lines of kept optional text count neither way, and it is taken out of other lines. A failed
    page counts 0. Values in [0, 1]; 1 is ideal. Source: `paragraph_match` of
    dobbersc/fundus-evaluation, with tokens for text and without its search for the best subset of
    optional paragraphs.
    """

    columns: ClassVar[tuple[str, ...]] = COLUMNS
    formulas: ClassVar[Mapping[str, str]] = FORMULAS
    ideal: ClassVar[Mapping[str, float]] = IDEAL
    headline: ClassVar[str] = "f1"
    failures: ClassVar[Failures] = "zero"
    reads: ClassVar[Reads] = "text"
    tokeniser: ClassVar[str] = OURS
    mean_of_pages: ClassVar[bool] = True

    def __repr__(self) -> str:
        return "segments"

    def judges(self, gold: Gold) -> bool:
        """Whether gold has at least one token."""
        return has_tokens(gold)

    def page(self, gold: Gold, text: str) -> Row:
        """Shared, extra and missing paragraphs.

        A line that is a paragraph of gold is that first, then a line that is a line of optional
        text is optional; only what is left over on both sides is searched for the rest of the
        optional text, and without it may be a paragraph after all.
        """
        prepared = _by_line(gold)
        lines = _lines(text, prepared)
        extra = _unmatched(lines, prepared.paragraphs)
        missing = _unmatched(prepared.paragraphs, lines)
        other = _unmatched(extra, prepared.optional)
        optional = _unmatched(prepared.optional, extra)
        if other and optional:
            other = _without(optional, other, missing, prepared)
        wrong, lost = len(_unmatched(other, missing)), len(_unmatched(missing, other))
        return float(len(prepared.paragraphs) - lost), float(wrong), float(lost)

    def values(self, statistics: Floats) -> Mapping[str, Floats]:
        """F1, precision and recall of each page."""
        return page_values(statistics)

    def summary(self, statistics: Floats, weights: Floats) -> Mapping[str, Floats]:
        """The weighted means of the page values."""
        return means(page_values(statistics), weights)


@lru_cache(maxsize=1024)
def _by_line(gold: Gold) -> GoldTokens:
    """Gold's tokens, its optional texts cut into their lines."""
    prepared = gold_tokens(gold)
    texts = [*(one.text for one in gold.optional), gold.title or ""]
    return replace(
        prepared, optional=tuple(chain.from_iterable(_lines(one, prepared) for one in texts))
    )


def _lines(text: str, gold: GoldTokens) -> list[Numbers]:
    """The lines of a text that have a token, in token numbers."""
    lines = (tuple(gold.number(tokens(line))) for line in text.splitlines())
    return [line for line in lines if line]


def _unmatched(lines: Sequence[Numbers], others: Iterable[Numbers]) -> list[Numbers]:
    """The lines left over when each of the others has taken one line that equals it."""
    waiting = Counter(others)
    left: list[Numbers] = []
    for line in lines:
        if waiting[line]:
            waiting[line] -= 1
        else:
            left.append(line)
    return left


def _without(
    optional: Sequence[Numbers], lines: Sequence[Numbers], missing: Sequence[Numbers],
    gold: GoldTokens,
) -> list[Numbers]:  # fmt: skip  # two lines say it
    """Left-over lines without the optional text in them; a line of nothing else is gone."""
    unmatched = replace(
        gold,
        text=tuple(chain.from_iterable(missing)),
        paragraphs=tuple(missing),
        breaks=frozenset(accumulate(map(len, missing), initial=0)),
        optional=tuple(optional),
    )
    owners = iter(optional_owners(list(chain.from_iterable(lines)), unmatched))
    kept = (tuple(token for token in line if next(owners) == FREE) for line in lines)
    return [line for line in kept if line]
